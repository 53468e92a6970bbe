"""Tells descriptions from asides, names and signs by what brackets hold and where they stand."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple, TypeAlias

from cuelift.text.hearing_impaired.asides import is_aside, is_remark
from cuelift.text.hearing_impaired.citing import is_cited
from cuelift.text.hearing_impaired.groups import Group
from cuelift.text.hearing_impaired.house import ARTICLES, BESIDE, House, case_of, is_title, name_key
from cuelift.text.hearing_impaired.sayings import is_saying
from cuelift.text.hearing_impaired.words import Lexicon
from cuelift.text.hearing_impaired.words.forms import is_tongue
from cuelift.text.hearing_impaired.words.signs import ASKING, IDEOGRAPHS, PLACES, ROOMS, UNITS

Verdict: TypeAlias = Literal["sound", "music", "speaker"]

MAX_WORDS = 12
DOTTED = frozenset(("de", "fr"))
"""Languages that often end a description with a full stop."""
_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”|«[^»]*»|„[^“”]*[“”]|「[^」]*」")
_NEGATED = re.compile(
    r"\b(?:no(?:t|n)?|nicht|não|ne|nie|niet|inte|не)\s+(?:audible|translat|subtitl|dialog|trad|übersetz"
    r"|ident|przetłum|vertaal|översatt|перев)\w*",
    re.IGNORECASE,
)
_ENDED = frozenset('.?!…:;,"»”。？！、，；：♪♫-–—~〜➡,)]')
_ATTACHED = frozenset(",.;:!?)]»”。，、？！；：%")
_TWICE = re.compile(r"(.{1,3})\1")
"""Imitated sounds of Japanese and Chinese come in pairs."""
_ENDING = re.compile(
    r"(?:^(?!.*(?:は|って)).+[うくぐすつぬぶむる]|[\u4e00-\u9fff][ちりきみしれけえ])\Z"
)
"""Verbs of what is going on, and nouns made of verbs."""
_MANNERS = re.compile(
    r"(?:そうに|ながら|げに|気味に|口調で|まま|ぶりに)\Z|\A..+(?<!目的)(?<![墓工基营營草陆陸场場当當本外各])地\Z"
)
"""How something is said or done."""
_UNDER_WAY = re.compile(r"[^はっ]+[がを][^はっ]+[うくぐすつぬぶむる]")
_TOLD = {
    "fr": re.compile(r"\b[a-zéèêàçîôû]{2,}ez\b"),
    "pl": re.compile(r"\b[a-ząćęłńóśźż]{2,}[eaiy]sz\b"),
    "ru": re.compile(r"\b[а-яё]{2,}[её]шь(?:ся)?\b"),
    "tr": re.compile(r"\w{2,}yor(?:um|sun|uz|sunuz)\b"),
    "es": re.compile(r"\b\w{2,}[áé]is\b"),
}
"""Verbs that somebody is spoken to with."""
_UNTOLD = frozenset(
    [
        *("chez", "assez", "rez", "klawisz", "afisz", "marsz", "fałsz"),
        *("kosz", "zamsz", "kurdesz", "wirsz", "pejzaż", "arkusz"),
    ]
)
_BLANKS = " \u3000\xa0"
_AROUND = " \n\t\u3000\xa0♪♫♬♩¶～~#-–—:："
_EDITORIAL = re.compile(
    r"(?:to be )?continu(?:ed|ará|a|e)\b|sic$|à suivre|fortsetzung|wordt vervolgd|continua$"
    r"|fortsätt|toque a\b|hier \w+en$|请|請|ciąg dalszy"
    r"|c\.?d\.?n|продолжение|devam|つづく|続く|未完|待续|待續|omissis|redacted|censored|illegible"
    r"|oläslig|illisible|unleserlich|on.?screen\b"
    r"|(?:sign|text|title|caption|subtitle|note|tl)\b(?!-)\s*(?::|\Z|[^\W\d_]+\s*:"
    r"|(?:on|in|at|by|card|reads?|says?|over|from|above|below)\b)",
    re.IGNORECASE,
)


_CORRECTED = re.compile(r"\w [-–—] no, [\w ]{2,30} [-–—] \w")


class Content(NamedTuple):
    """What stands in brackets, looked at once."""

    text: str
    words: list[str]
    strong: bool
    first: bool
    """The first or last word tells of a sound."""
    manner: bool
    """A word tells how something is said."""
    weak: bool
    music: bool
    spoken: bool


def read_content(inside: str, house: House, words: Lexicon, *, starred: bool = False) -> Content:
    """Looks at what stands in brackets; between asterisks (``starred``) are no sayings."""
    text = inside.strip(_AROUND)
    remark = words.language == "zh" and is_remark(text)
    if words.language == "zh" and not remark:
        text = text.rstrip("了")
    found = words.words(text)
    known = [words.strong(word) for word in found]
    strong = any(known) or _acts(text, found, house, words) or is_tongue(text, words)
    manner = any(words.manner(word) for word in found)
    said = remark or (not starred and is_saying(text, found, words))
    return Content(
        text,
        found,
        strong,
        strong and (known[0] or known[-1]),
        manner,
        any(words.weak(word) for word in found),
        words.music.any(found),
        said or _spoken(text, found, strong or manner, house, words),
    )


def _acts(text: str, found: list[str], house: House, words: Lexicon) -> bool:
    """He, she or they do something, in a track that describes so."""
    usual = house.dotted or (sum(house.groups.values()) >= 4 and not text.endswith("."))
    if len(found) < 2 or found[1] in BESIDE:
        # "(he with the hat)"
        return False
    return usual and len(found) <= 4 and words.pronouns.has(found[0]) and found[0] != "o"


def _spoken(text: str, found: list[str], strong: bool, house: House, words: Lexicon) -> bool:
    if is_aside(text, found, strong, words):
        return True
    if words.ideographic:
        return _spoken_ideographs(text, strong, house, words)
    if text[-1:] in ".!…" and case_of(text) == "title" and house.small >= 3:
        # Descriptions begin in lower case here.
        return True
    unquoted = words.words(_NEGATED.sub(" ", _QUOTED.sub(" ", text))) if strong else found
    told = _TOLD.get(words.language)
    if told and (hit := told.search(_QUOTED.sub(" ", text))) and hit[0] not in _UNTOLD:
        return True
    # "[skis - no, snow - scraping]" puts itself right.
    said = any(words.speech.has(word) or ASKING.has(word) for word in unquoted)
    if said and (unquoted != found or not _CORRECTED.search(text)):
        return True
    listed = strong and len(found) <= 10 and case_of(text) == "lower" and text[-1:].isalpha()
    if len(found) > MAX_WORDS or ("," in text and len(found) > 8 and not listed):
        return True
    last = text[-1:]
    if last == "?" or "? " in text or (last == "!" and not (strong and len(found) <= 3)):
        return True
    if last in ".…":
        if strong:
            dotted = house.dotted or text.endswith(("..", "…"))
            dotted = dotted or (words.language in DOTTED and not house.undotted)
            # "He groans."
            acts = len(found) <= 3 and found[0] in words.pronouns.exact
            dotted = dotted or (acts and words.strong(found[-1]))
            return len(found) > 7 or not dotted
        led = found and (found[0] in ARTICLES or words.pronouns.has(found[0]))
        # "(Comme d'habitude.)" is an aside, "(Wasserhahn defekt.)" is none.
        short = 5 if led else 3 * any(words.weak(word) for word in found)
        plain = "," not in text and not text.endswith(("..", "…"))
        return not (house.dotted and plain and len(found) <= short)
    return last in ",:;"


def _spoken_ideographs(text: str, strong: bool, house: House, words: Lexicon) -> bool:
    lowered = text.lower()
    size = len(text)
    if any(sign in text for sign in "？?") or (not strong and text[-1:] in "！!。"):
        return True
    pieces = re.split("[，、]", lowered)
    led = len(pieces) == 2 and words.roles.has(pieces[0]) and len(pieces[0]) <= 4
    if led and (_MANNERS.search(pieces[1]) or words.strong(pieces[1])) and size <= 12:
        # 【顾客，愤怒地】
        return False
    if len(pieces) > 1 and (words.speech.has(lowered) or not all(map(words.strong, pieces))):
        told = any(known.ends(pieces[at]) for at in (-1,) for known in (words.sound, words.music))
        told = told or pieces[0].endswith(("声", "聲", "音"))
        usual = told and size <= 12 and sum(house.groups.values()) >= 3
        if not usual or words.speech.has(lowered):
            return True
    if strong and (
        (size <= 4 and not words.speech.has(lowered))
        or words.sound.ends(lowered)
        or words.music.ends(lowered)
    ):
        return size > 20
    return size > 18 or words.speech.has(lowered)


def judge(group: Group, before: str, after: str, house: House, words: Lexicon) -> Verdict | None:
    """What a bracketed piece is; None: speech, a sign or something else to keep.

    Args:
        group: the piece.
        before: its line up to it, without labels, dashes and other descriptions.
        after: the rest of its line.
        house: the habits of the track.
        words: of its language.
    """
    inside = group.inside
    if group.kind == "*" and house.groups["*"] >= 2 and inside[:1].islower():
        # "*ouch!*" among "*sneeze*" and "*gulp*".
        inside = inside[:-1] if inside[-1] == "!" and inside[:-1].isalpha() else inside
    content = read_content(inside, house, words, starred=group.kind == "*")
    letters = sum(char.isalpha() for char in content.text)
    if not letters and any(char in "♪♫♬♩" for char in group.inside):
        return "music"
    if _is_other(group.kind, content, house, words) or is_cited(before, after, words):
        return None
    known = name_key(name_of(content.text)[0]) in house.names
    if content.spoken and not (known and letters < 30):
        return None
    parted = words.ideographic and before[-1:] in _BLANKS
    before, after = before.strip(_BLANKS), after.strip(_BLANKS)
    if not before and not after:
        kept = known or _alone(group.kind, content, house, words)
    elif not before:
        kept = _ahead(group.kind, content, after, known, house, words)
    else:
        kept = _within(group.kind, content, before, after, house, parted=parted)
    if not kept:
        return None
    if not before and after and _is_name(group.kind, content, known, house, words):
        return "speaker"
    return "music" if content.music and not _event(content, words) else "sound"


def _is_other(kind: str, content: Content, house: House, words: Lexicon) -> bool:
    """Whether a bracket holds a title, a note of the editor, or too little."""
    titled = kind == "<" and words.ideographic and house.groups["<"] < 2
    if titled and not words.sound.ends(content.text):
        # Titles of books stand in them.
        return True
    letters = sum(char.isalpha() for char in content.text)
    least = 1 if words.ideographic and not content.text.isascii() else 2
    return letters < least or bool(_EDITORIAL.match(content.text))


def _event(content: Content, words: Lexicon) -> bool:
    return not content.music or (words.ideographic and content.text.endswith(("声", "聲", "音")))


def _alone(kind: str, content: Content, house: House, words: Lexicon) -> bool:
    """It has a line for itself."""
    count = len(content.words)
    if content.strong:
        if content.text.endswith(ROOMS):
            return False
        # Nouns of German have capitals anyway.
        return house.titles != 1 or words.language == "de" or not is_title(content.text)
    if any(char.isdigit() for char in content.text) or _is_posted(content, house, words):
        return False
    if kind == "*":
        return house.groups["*"] >= 2 or count <= 5
    if words.ideographic:
        return bool(_TWICE.match(content.text)) or _happens(kind, content, house, words)
    return _is_wont(kind, content, house, words)


def _is_wont(kind: str, content: Content, house: House, words: Lexicon) -> bool:
    """Words that are not known, alone on a line, written as the others of the track are."""
    count = len(content.words)
    if content.manner and house.groups[kind] >= 1 and case_of(content.text) != "upper":
        return True
    if house.wont(kind, content.text):
        return kind != "(" or content.weak or count <= 3
    if kind == "(":
        if count <= 3 and (kind, case_of(content.text)) in house.styles:
            return True
        if content.words[0] in ARTICLES and not words.source.any(content.words):
            # "(the baker's wife)"
            return False
        return content.weak and case_of(content.text) != "title" and count <= 5
    if quoted := _QUOTED.search(content.text):
        named = content.text[: quoted.start()].split()
        weak = any(words.weak(words.lower(word)) for word in named)
        if not weak and named and all(case_of(word) == "title" for word in named):
            return False
        return house.groups[kind] >= 3
    return content.weak or (case_of(content.text) == "lower" and count <= 5)


def _is_posted(content: Content, house: House, words: Lexicon) -> bool:
    """It is a sign, a place or a time, by its words or by its capitals."""
    if content.text.endswith(IDEOGRAPHS) or UNITS.any(content.words):
        return True
    if PLACES.any(content.words):
        # "*school bell*"
        ends = {content.words[0], content.words[-1]}
        heard = any(words.source.has(word) and not PLACES.has(word) for word in ends)
        return not heard or case_of(content.text) != "lower"
    # "[Riverside Hotel]" where the others are "[Door opens]".
    named = [word for word in content.text.split() if len(word) > 3]
    if len(named) < 2 or house.titles or content.text.isupper():
        return False
    return all(word[0].isupper() for word in named)


def _happens(kind: str, content: Content, house: House, words: Lexicon) -> bool:
    """Chinese and Japanese: a short phrase as those that tell of sounds in this track."""
    if len(content.text) > 10:
        return False
    if _MANNERS.search(content.text):
        return True
    seen = house.groups[kind] + house.inline[kind]
    if words.language == "ja" and seen and _UNDER_WAY.fullmatch(content.text):
        return True
    if not house.wont(kind, content.text):
        return False
    if words.language == "ja":
        return content.weak or bool(_ENDING.search(content.text))
    return content.weak


def _ahead(
    kind: str, content: Content, after: str, known: bool, house: House, words: Lexicon
) -> bool:
    """It leads a line of speech: a name or a manner."""
    if known:
        return not _attached(after) or after[0] in ":："
    if len(content.words) == 1 and content.words[0] in ARTICLES:
        return False
    if _attached(after):
        return False
    if _goes_on(after) and not words.ideographic:
        following = words.words(after[:40])
        usual = house.wont(kind, content.text) or kind == "*"
        return content.first and usual and not (following and words.verbs.has(following[0]))
    if content.strong or content.weak or content.manner:
        return True
    if kind == "*":
        lower = case_of(content.text) == "lower"
        return house.groups["*"] >= 2 and (lower or len(content.words) >= 2)
    if words.ideographic:
        return len(content.text) <= 8 and house.labels[kind] + house.groups[kind] >= 2
    if kind == "(":
        return house.wont("(", content.text) and len(content.words) <= 3
    return house.groups[kind] + house.labels[kind] >= 1 and len(content.words) <= 5


def _within(
    kind: str, content: Content, before: str, after: str, house: House, *, parted: bool
) -> bool:
    """It stands behind words of the same line; ``parted``: and behind a blank."""
    ended = before[-1] in _ENDED or parted
    count = len(content.words)
    plain = count <= 2 and content.first and kind != "(" and not content.music
    if after and _attached(after):
        return plain and kind == "[" and house.wont(kind, content.text)
    if after and _goes_on(after) and not before.endswith((",", "..", "…")):
        return plain and house.groups[kind] >= 2
    if not ended:
        return content.first and count <= 4 and house.groups[kind] >= 1 and not content.music
    if content.strong:
        return True
    usual = house.wont(kind, content.text)
    if content.manner and (usual or kind == "["):
        return True
    if kind == "(":
        return usual and (content.weak or count <= 4)
    clear = before[-1] in ".?!…。？！" and not (after and _goes_on(after))
    return usual and count <= 5 and (clear or content.weak)


def _attached(after: str) -> bool:
    """Punctuation follows at once: the words belong to the sentence."""
    return after[0] in _ATTACHED and not after.startswith(("..", "…", "--"))


def _goes_on(after: str) -> bool:
    """What follows begins in lower case."""
    if after.startswith(("..", "…")):
        return False
    letter = next((char for char in after if char.isalnum()), "")
    return letter.islower()


def name_of(text: str) -> tuple[str, str]:
    """The name in a label, and the manner behind it (``Ines, softly``)."""
    for sign in (",", "，", "、", "(", "（", "["):
        name, found, manner = text.partition(sign)
        if found and name.strip():
            return name.strip(), manner.strip(" )）]")
    return text.strip(), ""


def _is_name(kind: str, content: Content, known: bool, house: House, words: Lexicon) -> bool:
    if known:
        return True
    name, _ = name_of(content.text)
    found = words.words(name)
    if kind == "*" or len(found) > 5 or any(words.strong(word) for word in found):
        return False
    if words.ideographic:
        return len(name) <= 8
    if case_of(name) in ("title", "upper"):
        return True
    return bool(found) and (words.roles.has(found[0]) or words.roles.has(found[-1]))

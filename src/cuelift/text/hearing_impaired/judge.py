"""Tells descriptions from asides, names and signs by what brackets hold and where they stand."""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

from cuelift.text.hearing_impaired.citing import is_cited
from cuelift.text.hearing_impaired.content import MANNERS, QUOTED, Content, read_content
from cuelift.text.hearing_impaired.evidence import is_head, is_told
from cuelift.text.hearing_impaired.groups import Group
from cuelift.text.hearing_impaired.house import ARTICLES, House, case_of, is_title, name_key
from cuelift.text.hearing_impaired.words import Lexicon
from cuelift.text.hearing_impaired.words.signs import IDEOGRAPHS, PLACES, ROOMS, UNITS

Verdict: TypeAlias = Literal["sound", "music", "speaker"]

_ENDED = frozenset('.?!…:;,"»”。？！、，；：♪♫-–—~〜➡,)]')
_ATTACHED = frozenset(",.;:!?)]»”。，、？！；：%")
_TWICE = re.compile(r"(.{1,3})\1")
"""Imitated sounds of Japanese and Chinese come in pairs."""
_ENDING = re.compile(
    r"(?:^(?!.*(?:は|って)).+[うくぐすつぬぶむる]|[\u4e00-\u9fff][ちりきみしれけえ])\Z"
)
"""Verbs of what is going on, and nouns made of verbs."""
_UNDER_WAY = re.compile(r"[^はっ]+[がを][^はっ]+[うくぐすつぬぶむる]")
_BLANKS = " \u3000\xa0"
_EDITORIAL = re.compile(
    r"(?:to be )?continu(?:ed|ará|a|e)\b|sic$|à suivre|fortsetzung|wordt vervolgd|continua$"
    r"|fortsätt|toque a\b|hier \w+en$|请|請|ciąg dalszy"
    r"|c\.?d\.?n|продолжение|devam|つづく|続く|未完|待续|待續|omissis|redacted|censored|illegible"
    r"|crossed out|torn|pages? (?:is |are )?missing|name withheld|blank\Z"
    r"|see (?:map|page|above|below)"
    r"|rest is missing|durchgestrichen|unlesbar|siehe\b|seite fehlt|geschwärzt|leer\Z"
    r"|barré\Z|vide\Z"
    r"|nom effacé|voir (?:carte|page)|page (?:manquante|déchirée)|tachado|en blanco|nombre borrado"
    r"|ver (?:mapa|página)|falta una|cancellato|illeggibile|vuoto\Z|vedi\b|riscado|em branco"
    r"|ilegível"
    r"|ilegible|doorgestreept|onleesbaar|leeg\Z|överstruket|przekreślone|puste\Z|nieczytelne|patrz\b"
    r"|зач[её]ркнуто|пусто\Z|вырвано|см\.|üstü çizili|boş\Z|okunaksız|bkz|判読不能"
    r"|空白|空欄|抹消|涂掉|划掉|塗掉"
    r"|oläslig|illisible|unleserlich|on.?screen\b"
    r"|(?:sign|text|title|caption|subtitle|note|tl)\b(?!-)\s*(?::|\Z|[^\W\d_]+\s*:"
    r"|(?:on|in|at|by|card|reads?|says?|over|from|above|below)\b)",
    re.IGNORECASE,
)


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
    tight = inside[:1] != " " != inside[-1:]
    if group.kind == "*" and tight and (house.padded or (before and house.stars < 2)):
        # "*grins*" among "* Er schluckt. *" is written by whom the cue quotes.
        return None
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
        evident = group.kind != "(" or _is_evident(content, house, words)
        kept = evident and _within(group.kind, content, before, after, house, parted=parted)
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
    if kind == "(" and not _is_evident(content, house, words):
        return False
    if words.ideographic:
        return bool(_TWICE.match(content.text)) or _happens(kind, content, house, words)
    return _is_wont(kind, content, house, words)


def _is_evident(content: Content, house: House, words: Lexicon) -> bool:
    """Whether anything but the bracket tells that it is no aside."""
    return content.strong or content.manner or is_told(content.text, content.words, house, words)


def _is_wont(kind: str, content: Content, house: House, words: Lexicon) -> bool:
    """Words that are not known, alone on a line, written as the others of the track are."""
    count = len(content.words)
    if content.manner and house.groups[kind] >= 1 and case_of(content.text) != "upper":
        return True
    if house.wont(kind, content.text):
        return kind != "(" or content.weak or count <= 5
    if kind == "(":
        if count <= 3 and (kind, case_of(content.text)) in house.styles:
            return True
        if content.words[0] in ARTICLES and not words.source.any(content.words):
            # "(the baker's wife)"
            return False
        return content.weak and case_of(content.text) != "title" and count <= 5
    if quoted := QUOTED.search(content.text):
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
    if MANNERS.search(content.text):
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
    if content.strong or content.manner or (content.weak and kind != "("):
        return True
    if kind == "(" and not _is_headed(content, house, words):
        return False
    if kind == "*":
        lower = case_of(content.text) == "lower"
        return house.groups["*"] >= 2 and (lower or len(content.words) >= 2)
    if words.ideographic:
        return len(content.text) <= 8 and house.labels[kind] + house.groups[kind] >= 2
    if kind == "(":
        return content.weak or (house.wont("(", content.text) and len(content.words) <= 3)
    return house.groups[kind] + house.labels[kind] >= 1 and len(content.words) <= 5


def _is_headed(content: Content, house: House, words: Lexicon) -> bool:
    """Whether round brackets ahead of speech may hold a name, or tell of what is heard."""
    named = words.roles.any(content.words) or words.ideographic or not content.weak
    if named and is_head(content.text, content.words, words):
        return True
    return _is_evident(content, house, words)


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
    if kind == "[" and before.endswith(("...", "…")) and case_of(content.text) == "lower":
        # "We have a... [hesitates] visitor."
        clear = clear or count <= 2
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

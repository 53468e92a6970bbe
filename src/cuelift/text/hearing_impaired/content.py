"""Reads what stands in brackets once: the words of sounds in it, and whether it is said."""

from __future__ import annotations

import re
from typing import NamedTuple

from cuelift.text.hearing_impaired.asides import is_aside, is_remark
from cuelift.text.hearing_impaired.house import ARTICLES, BESIDE, House, case_of
from cuelift.text.hearing_impaired.sayings import is_saying
from cuelift.text.hearing_impaired.words import Lexicon
from cuelift.text.hearing_impaired.words.forms import fails, is_manner, is_tongue
from cuelift.text.hearing_impaired.words.signs import ASKING

MAX_WORDS = 12
DOTTED = frozenset(("de", "fr"))
"""Languages that often end a description with a full stop."""
QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”|«[^»]*»|„[^“”]*[“”]|「[^」]*」")
_NEGATED = re.compile(
    r"\b(?:no(?:t|n)?|nicht|não|ne|nie|niet|inte|не)\s+(?:audible|translat|subtitl|dialog|trad|übersetz"
    r"|ident|przetłum|vertaal|översatt|перев)\w*",
    re.IGNORECASE,
)
MANNERS = re.compile(
    r"(?:そうに|ながら|げに|気味に|口調で|まま|ぶりに)\Z|\A..+(?<!目的)(?<![墓工基营營草陆陸场場当當本外各])地\Z"
)
"""How something is said or done."""
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
_AROUND = " \n\t\u3000\xa0♪♫♬♩¶～~#-–—:："
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
    if fails(text, words, named=True):
        return Content(text, found, True, True, False, True, False, False)
    known = [words.strong(word) for word in found]
    strong = any(known) or _acts(text, found, house, words) or is_tongue(text, words)
    manner = any(words.manner(word) for word in found) or is_manner(text, words)
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
    found = words.words(QUOTED.sub(" ", text))
    if len(found) < 2:
        return False
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
    unquoted = words.words(_NEGATED.sub(" ", QUOTED.sub(" ", text))) if strong else found
    told = _TOLD.get(words.language)
    if told and (hit := told.search(QUOTED.sub(" ", text))) and hit[0] not in _UNTOLD:
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
    if led and (MANNERS.search(pieces[1]) or words.strong(pieces[1])) and size <= 12:
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

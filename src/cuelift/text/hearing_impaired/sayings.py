"""Tells set phrases, orders and names of places that have words of sounds in them.

``(swan song)``, ``(the voice of reason)``, ``(no barking)``, ``(Barking, Essex)``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from cuelift.text.hearing_impaired.house import ARTICLES, case_of
from cuelift.text.hearing_impaired.words import Lexicon
from cuelift.text.hearing_impaired.words.sayings import (
    ADDED,
    AGAIN,
    BIDS,
    FORBIDS,
    POINTED,
    POINTING,
    SAYINGS,
    STANCE,
    TITLES,
)

_ASIDE = re.compile(r"\b(?:for once|by the way|of course|i guess|if only|more or less)\b")
_ADDED = re.compile(rf", (?:{ADDED})[.!]?\Z")
_SETS = {
    "stance": STANCE,
    "forbids": FORBIDS,
    "pointing": POINTING,
    "again": AGAIN,
    "pointed": POINTED,
}
_HEARD = ("声", "聲", "音", "音乐", "音樂", "曲")


@cache
def _set_phrases(language: str) -> re.Pattern[str]:
    phrases = SAYINGS.get(language, r"(?!)")
    return re.compile(phrases if language in ("ja", "zh") else rf"\b(?:{phrases})(?!\w)")


@cache
def _pattern(name: str, language: str) -> re.Pattern[str]:
    return re.compile({"bids": BIDS, "titles": TITLES}[name].get(language, r"(?!)"))


@cache
def _words(name: str, language: str) -> frozenset[str]:
    return frozenset(_SETS[name].get(language, "").split())


def is_saying(text: str, found: Sequence[str], words: Lexicon) -> bool:
    """Whether some words are a saying, an order or a place, whatever sounds they name.

    Args:
        text: what stands in brackets.
        found: its words, lower case.
        words: of the language.
    """
    language = words.language
    lowered = words.lower(text).strip()
    heard = words.ideographic and lowered.endswith(_HEARD)
    phrases = _set_phrases(language)
    if (
        phrases.fullmatch(lowered)
        or (not heard and phrases.search(lowered))
        or _is_title(lowered, words)
    ):
        return True
    # The nouns of German are told from its verbs by their capitals.
    if _pattern("bids", language).match(text if language == "de" else lowered):
        return True
    if any(word in _words("forbids", language) for word in found):
        return True
    if words.ideographic or len(found) < 2:
        return False
    if any(word in _words("stance", language) for word in found) or _ASIDE.search(lowered):
        return True
    if _points(found, language) or _ADDED.search(lowered):
        return True
    # "(no barking)"
    forbids = language == "en" and found[0] == "no" and found[1].endswith("ing")
    return forbids or _is_place(text, words)


def _points(found: Sequence[str], language: str) -> bool:
    """``(that bell)``, ``(wieder diese Glocke)``."""
    pointing = _words("pointing", language)
    if found[0] in pointing:
        return True
    if found[0] not in _words("again", language):
        return False
    more = _words("pointed", language)
    return found[1] in more or any(word in pointing for word in found[1:3])


def _is_title(lowered: str, words: Lexicon) -> bool:
    pattern = _pattern("titles", words.language)
    if words.ideographic:
        return pattern.search(lowered) is not None
    found = words.words(lowered)
    led = not found or found[0] == "the" or found[0] in ARTICLES
    if not led and words.music.has(found[-1]):
        # "(sonido de música)"
        return words.language in ("pl", "ru", "sv", "tr") and pattern.fullmatch(lowered) is not None
    return pattern.fullmatch(lowered.rstrip(".!")) is not None


def _is_place(text: str, words: Lexicon) -> bool:
    """``Barking, Essex``: two names with a comma between."""
    first, comma, last = text.partition(", ")
    if not comma or "," in last or case_of(last) != "title" or len(first.split()) > 1:
        return False
    names = last.rstrip(".").split()
    if len(names) > 2 or not all(case_of(name) == "title" and name.isalpha() for name in names):
        return False
    if case_of(first) != "title":
        return False
    found = words.words(last)
    return not any(words.strong(word) or words.weak(word) or words.manner(word) for word in found)

"""Where a text may be broken into lines, and how well it reads when it is."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any, NamedTuple

from cuelift.text.break_words import BINDERS, OPENERS, TITLES
from cuelift.text.line_break import break_positions
from cuelift.text.measure import is_wide


class Point(NamedTuple):
    """A place where a line may end."""

    end: int
    """Of the line, without the space behind it."""
    start: int
    """Of the next line."""
    cost: float
    """0: a sentence ends here, to 9: it tears words that belong together."""


SENTENCE, CLAUSE, OPENING, USUAL, INSIDE_WORD, TEARS, TITLE = 0.0, 1.0, 2.0, 4.0, 6.0, 8.0, 9.0
_PHRASE, _INSIDE_PHRASE = 2.0, 7.0

_COMPLEX = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u30ff\u3100-\u312f\u31a0-\u4dbf\u4e00-\u9fff"
    "\ua9e0-\ua9ff\uaa60-\uaa7f\uf900-\ufaff\uff00-\uff9f\U00020000-\U0003ffff]"
)
_THAI = re.compile("[\u0e00-\u0e7f]")
_SPOT = re.compile(r" |(?<=[a-zà-ÿ0-9]-)(?=[a-zà-ÿ])")
_CLOSING = "\"'”’»)]}*_♪#」』）】〉》 "
_ENDS = frozenset(".?!…。！？؟।。‼⁇⁈⁉")
_COMMAS = frozenset(",;:、，；：،؛—–-")
_OPENING = frozenset("«“„¿¡([")
_FIRST = frozenset("-–—‐♪♫#")
_LAST = frozenset("»”!?:;.,…%♪♫#)]-–—")


def points(text: str, language: str) -> list[Point]:
    """The places where a text of one line may be broken.

    Args:
        text: without line breaks, words parted by one space.
        language: primary language, lower case; empty: not known.

    Raises:
        UsageError: the script needs a package that is missing.
    """
    if not text.isascii() and _COMPLEX.search(text):
        return _of_complex(text, language)
    found = []
    openers, binders = OPENERS.get(language, _NONE), BINDERS.get(language, _NONE)
    names = language != "de" and not text.isupper()
    for match in _SPOT.finditer(text):
        end, start = match.span()
        if end == start:
            found.append(Point(end, start, INSIDE_WORD))
            continue
        left = text[text.rfind(" ", 0, end) + 1 : end]
        right = text[start : text.find(" ", start) if " " in text[start : start + 40] else None]
        if not left or not right or _opens(left, end == len(left)) or _closes(right):
            continue
        found.append(Point(end, start, _cost(left, right, openers, binders, names)))
    return found


_NONE: frozenset[str] = frozenset()


def _opens(word: str, is_first: bool) -> bool:
    """Whether a word is but a sign that belongs to the one behind it."""
    if len(word) > 3:
        return False
    return _OPENING.issuperset(word) or (is_first and _FIRST.issuperset(word))


def _closes(word: str) -> bool:
    """Whether a word is but a sign that belongs to the one before it."""
    return len(word) <= 3 and _LAST.issuperset(word)


def _cost(
    left: str, right: str, openers: frozenset[str], binders: frozenset[str], names: bool
) -> float:
    """How badly a line reads that ends in one word, where the next begins with another."""
    bare = left.rstrip(_CLOSING)
    last = bare[-1:]
    word = left.strip("\"'“”‘’«»()[]-–—.,;:!?…").lower()
    if last == "." and word in TITLES:
        return TITLE
    if last in _ENDS:
        return SENTENCE
    if last in _COMMAS:
        return CLAUSE
    if word in binders or word in openers:
        return TEARS
    begins = right.strip("\"'“”‘’«»()[]").lower()
    if begins.rstrip(".,;:!?…") in openers:
        return OPENING
    if names and left[:1].isupper() and right[:1].isupper() and word != "i":
        return TEARS
    if last.isdigit():
        return INSIDE_WORD
    return USUAL


def sentence_ends(text: str) -> bool:
    """Whether a text ends as a sentence does; a title (``Mr.``) does not."""
    bare = text.rstrip(_CLOSING)
    if bare[-1:] not in _ENDS or not bare:
        return False
    word = bare[bare.rfind(" ") + 1 : -1].lower()
    return not (bare[-1] == "." and word in TITLES)


def needs_space(before: str, behind: str) -> bool:
    """Whether a space stands between two characters when their lines become one."""
    if before == " " or behind == " ":
        return False
    spaceless = _is_spaceless(before) and _is_spaceless(behind)
    return not spaceless


@lru_cache(maxsize=1 << 16)
def _is_spaceless(char: str) -> bool:
    """Whether words of its script stand without a space between them."""
    if char.isascii() or "\uac00" <= char <= "\ud7a3":
        return False
    return is_wide(char) or _COMPLEX.match(char) is not None


def _of_complex(text: str, language: str) -> list[Point]:
    found = []
    phrases = _phrase_starts(text, language)
    starts = set(break_positions(text))
    if _THAI.search(text):
        starts |= {at for at in phrases or () if _THAI.match(text[at]) and text[at - 1] != " "}
    for start in sorted(starts):
        before = text[start - 1]
        end = start
        if before == " ":
            far = text[start - 2 : start - 1]
            if far and needs_space(far, text[start]):
                end = start - 1
        elif needs_space(before, text[start]):
            # Later the line break could not be told from one that stands for a space.
            continue
        found.append(Point(end, start, _complex_cost(text, start, phrases)))
    return found


def _complex_cost(text: str, start: int, phrases: frozenset[int] | None) -> float:
    before = text[start - 1]
    if before in _CLOSING:
        before = text[max(start - 8, 0) : start].rstrip(_CLOSING)[-1:]
    if before in _ENDS:
        return SENTENCE
    if before in _COMMAS:
        return CLAUSE
    if text[start - 1] in " \u3000":
        return CLAUSE
    if phrases is not None:
        return _PHRASE if start in phrases else _INSIDE_PHRASE
    return _kana_cost(text[start - 1], text[start])


def _kana_cost(before: str, here: str) -> float:
    """Japanese without a segmenter: a phrase mostly ends in hiragana and begins in another."""
    before_kana = "\u3040" <= before <= "\u309f"
    if "\u3040" <= here <= "\u309f":
        return _INSIDE_PHRASE
    if before_kana:
        return _PHRASE + 1
    return TEARS if "\u30a0" <= before <= "\u30ff" and "\u30a0" <= here <= "\u30ff" else USUAL


def _phrase_starts(text: str, language: str) -> frozenset[int] | None:
    """Where phrases begin, as a segmenter sees it; None: there is none for the language."""
    parser = _parser(_segmented(text, language))
    if parser is None:
        return None
    found, at = [], 0
    for phrase in parser.parse(text):
        found.append(at)
        at += len(phrase)
    return frozenset(found[1:])


_TRADITIONAL = re.compile("[這個們來說時會對裡還過沒嗎麼為們後點給]")


def _segmented(text: str, language: str) -> str:
    """Whose segmenter fits a text."""
    if _THAI.search(text):
        return "th"
    if language == "ja" or re.search("[\u3040-\u30ff]", text):
        return "ja"
    if language in ("zh", "yue", ""):
        return "zh-hant" if _TRADITIONAL.search(text) else "zh-hans"
    return ""


@cache
def _parser(language: str) -> Any:
    try:
        import budoux
    except ImportError:
        return None
    makers = {
        "ja": budoux.load_default_japanese_parser,
        "zh-hans": budoux.load_default_simplified_chinese_parser,
        "zh-hant": budoux.load_default_traditional_chinese_parser,
        "th": budoux.load_default_thai_parser,
    }
    maker = makers.get(language)
    return maker() if maker else None

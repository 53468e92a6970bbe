"""Where a text may be parted: between words, and by phrases where words are not parted by spaces.

Spec: Unicode Standard Annex 14 (line breaking), through ``uniseg``; JIS X 4051, clause 6.1 (what
may not begin or end a line).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Protocol, cast

from cuelift.translate.languages import base_of, is_unspaced, is_wide

_NOT_FIRST = frozenset(
    "、。，．・：；？！゛゜ヽヾゝゞ々ー〜～’”）〕］｝〉》」』】°′″℃%‰"
    "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ…‥,.!?:;)]}»›♪"
)
_NOT_LAST = frozenset("‘“（〔［｛〈《「『【([{«‹¿¡$¥￥£")


_PARSERS = {
    "ja": "load_default_japanese_parser",
    "th": "load_default_thai_parser",
    "zh-hans": "load_default_simplified_chinese_parser",
    "zh-hant": "load_default_traditional_chinese_parser",
}


class _Parser(Protocol):
    def parse(self, sentence: str) -> list[str]: ...


def borders(text: str, tag: str) -> list[int]:
    """Offsets in a text, ascending, at which its next part may begin; neither end is among them.

    Args:
        text: in one line.
        tag: its language.
    """
    found = set(_after_spaces(text))
    if is_unspaced(tag) or _has_wide(text):
        found.update(_phrases(text, tag))
    found -= {0, len(text)}
    return sorted(at for at in found if not text[at].isspace())


def _after_spaces(text: str) -> Iterator[int]:
    """Offsets behind runs of spaces; a space before a punctuation mark parts nothing."""
    at = text.find(" ")
    while at >= 0:
        end = at + 1
        while end < len(text) and text[end] == " ":
            end += 1
        if end < len(text) and at and text[end] not in "!?:;»":
            yield end
        at = text.find(" ", end)


def _has_wide(text: str) -> bool:
    return not text.isascii() and any(map(is_wide, text))


def _phrases(text: str, tag: str) -> Iterator[int]:
    parser = _budoux(_model_of(tag))
    if parser is not None:
        at = 0
        for phrase in parser.parse(text):
            at += len(phrase)
            if at < len(text) and _is_fit(text, at):
                yield at
        return
    if find_spec("uniseg"):
        boundaries = import_module("uniseg.linebreak").line_break_boundaries
        yield from (at for at in boundaries(text) if at < len(text))
        return
    for at in range(1, len(text)):
        if (is_wide(text[at]) or is_wide(text[at - 1])) and _is_fit(text, at):
            yield at


def _is_fit(text: str, at: int) -> bool:
    """Whether no rule of the script forbids a line to end before, and to begin, here."""
    before, after = text[at - 1], text[at]
    if after in _NOT_FIRST or before in _NOT_LAST:
        return False
    return unicodedata.category(after)[0] != "M" and "\u200d" not in (before, after)


def _model_of(tag: str) -> str:
    base = base_of(tag)
    if base == "zh":
        return "zh-hant" if "Hant" in tag or tag.endswith(("TW", "HK", "MO")) else "zh-hans"
    return base if base in ("ja", "th") else ""


@cache
def _budoux(model: str) -> _Parser | None:
    """The phrase parser of a language, if there is one here."""
    if not model or not find_spec("budoux"):
        return None
    return cast("_Parser", getattr(import_module("budoux"), _PARSERS[model])())


def width(text: str) -> int:
    """How broad a text stands, in columns: characters of Chinese or Japanese writing take two."""
    if text.isascii():
        return len(text)
    return sum(
        [
            0 if unicodedata.category(char) in ("Mn", "Me", "Cf") else 1 + is_wide(char)
            for char in text
        ]
    )


def widths(text: str, offsets: Sequence[int]) -> list[int]:
    """The width of a text up to each of some ascending offsets."""
    made = []
    at = total = 0
    for offset in offsets:
        total += width(text[at:offset])
        at = offset
        made.append(total)
    return made

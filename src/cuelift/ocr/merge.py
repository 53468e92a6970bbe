"""Takes single characters from the second reading where the first is not sure of its own."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from cuelift.ocr.engines.base import OcrLine

_UNSURE, _SURE = 0.85, 0.9
_LONGEST = 2
"""Characters; what differs at more is not one glyph seen differently."""


def merged(
    first: Sequence[OcrLine], second: Sequence[OcrLine], letters: str = ""
) -> tuple[OcrLine, ...]:
    """The first reading with the second's characters where those are the likelier.

    Args:
        first: lines of the more trusted reading.
        second: lines of the other; with another number of lines it changes nothing.
        letters: those of the language beside ASCII; a letter that is not among them yields to one
            that is.
    """
    if len(first) != len(second):
        return tuple(first)
    own = frozenset(letters + letters.upper())
    return tuple(_line(one, other, own) for one, other in zip(first, second, strict=True))


def _line(one: OcrLine, other: OcrLine, own: frozenset[str]) -> OcrLine:
    steps = SequenceMatcher(None, one.text, other.text, autojunk=False).get_opcodes()
    for kind, start, stop, begin, end in reversed(steps):
        if kind != "replace" or stop - start != end - begin or stop - start > _LONGEST:
            continue
        old, new = one.text[start:stop], other.text[begin:end]
        if not (old.isalpha() and new.isalpha()):
            continue
        sure, rival = min(one.chars[start:stop]), min(other.chars[begin:end])
        foreign = bool(own) and not _is_own(old, own) and _is_own(new, own)
        if foreign or (sure < _UNSURE and rival >= _SURE and rival > sure):
            one = one.put(start, stop, new, rival)
    return one


def _is_own(text: str, own: frozenset[str]) -> bool:
    return all(char.isascii() or char in own for char in text)

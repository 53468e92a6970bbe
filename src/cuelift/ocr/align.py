"""Lays readings of one line beside each other: where do they differ, and what does each have there?

Spec: after ROVER, Fiscus 1997, with runs of characters in place of words.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple, TypeAlias

from cuelift.ocr.engines.base import OcrLine


class Part(NamedTuple):
    """Characters ``[start, stop)`` of a line."""

    line: OcrLine
    start: int
    stop: int

    @property
    def text(self) -> str:
        """Those characters."""
        return self.line.text[self.start : self.stop]

    @property
    def confidence(self) -> float:
        """The mean of its characters; of a gap or a space that of the characters around it."""
        text, chars = self.text, self.line.chars[self.start : self.stop]
        sure = [each for char, each in zip(text, chars, strict=True) if char != " "]
        sure = sure or list(self.line.chars[max(self.start - 1, 0) : self.stop + 1])
        return sum(sure) / len(sure) if sure else 0.0


_Step: TypeAlias = tuple[str, int, int, int, int]
"""Of ``SequenceMatcher.get_opcodes``."""
_LONGEST = 200
"""Characters; noise reads as more, and aligning takes time by their square."""


def differences(lines: Sequence[OcrLine]) -> list[list[Part]] | None:
    """The places at which lines differ, from the left; at each the part of every line.

    None: they differ, but are too long for lines of a caption.
    """
    first = lines[0].text
    if all(each.text == first for each in lines):
        return []
    if any(len(each.text) > _LONGEST for each in lines):
        return None
    steps = [_steps(first, each.text) for each in lines]
    return [
        [Part(line, *_there(own, start, stop)) for line, own in zip(lines, steps, strict=True)]
        for start, stop in _regions(steps)
    ]


def _steps(one: str, other: str) -> list[_Step]:
    return [(*each,) for each in SequenceMatcher(None, one, other, False).get_opcodes()]


def _regions(steps: Sequence[Sequence[_Step]]) -> list[tuple[int, int]]:
    """Ranges of the first line; those that touch are one."""
    spans = sorted((step[1], step[2]) for each in steps for step in each if step[0] != "equal")
    found: list[tuple[int, int]] = []
    for start, stop in spans:
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], stop)
        else:
            found.append((start, stop))
    return found


def _there(steps: Sequence[_Step], start: int, stop: int) -> tuple[int, int]:
    """A range of the first line in another; steps that differ lie in it as a whole."""
    low = high = 0
    for kind, begin, end, left, _ in steps:
        if begin <= start <= end:
            low = left + (start - begin if kind == "equal" else 0)
            break
    for kind, begin, end, left, right in reversed(steps):
        if begin <= stop <= end:
            high = left + stop - begin if kind == "equal" else right
            break
    return low, high

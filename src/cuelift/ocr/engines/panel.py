"""Makes one reading out of several of the same page: where they differ, most votes win.

A vote weighs as much as its reader is sure. The readings come from differently trained models or
from other sizes of the picture, so that they do not all make the same mistake.

Spec: after ROVER, Fiscus 1997, with runs of characters in place of words.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple, TypeAlias

from cuelift.ocr.engines.base import OcrLine
from cuelift.ocr.folding import fold

_LONGEST = 200
"""Characters of a line; noise reads as more, and aligning takes time by their square."""

Steps: TypeAlias = Sequence[tuple[str, int, int, int, int]]
"""How one text becomes another, as ``SequenceMatcher.get_opcodes`` tells it."""
_FOREIGN = 0.4
"""Weighs a vote for a letter that the language does not have; names may hold one."""


class _Region(NamedTuple):
    """Characters ``[start, stop)`` of the first reading at which another differs."""

    start: int
    stop: int


class _Vote(NamedTuple):
    """What one reading has for a region."""

    line: OcrLine
    start: int
    stop: int

    @property
    def text(self) -> str:
        return self.line.text[self.start : self.stop]

    @property
    def weight(self) -> float:
        """The mean confidence; of a gap that of the characters around it."""
        text = self.line.text[self.start : self.stop]
        sure = [
            each
            for char, each in zip(text, self.line.chars[self.start : self.stop], strict=True)
            if char != " "
        ]
        sure = sure or list(self.line.chars[max(self.start - 1, 0) : self.stop + 1])
        return sum(sure) / len(sure) if sure else 0.0


def elect(readings: Sequence[Sequence[OcrLine]], count: int, letters: str = "") -> list[OcrLine]:
    """The lines of a page by the votes of its readings, the most trusted first.

    Args:
        readings: the lines of each reader.
        count: of the lines of the page; who has another number has a say only if all have it.
        letters: those of the language, where they are known; other letters weigh less.
    """
    right = [each for each in readings if len(each) == count] or readings
    first = right[0]
    others = [each for each in right[1:] if len(each) == len(first)]
    return [
        elect_line(line, [other[place] for other in others], frozenset(letters + letters.upper()))
        for place, line in enumerate(first)
    ]


def elect_line(
    first: OcrLine, others: Sequence[OcrLine], own: frozenset[str] = frozenset()
) -> OcrLine:
    """One line by the votes of its readings."""
    others = [each for each in others if _is_placed(each) == _is_placed(first)]
    if all(each.text == first.text for each in others):
        return _surer(first, others)
    if any(len(each.text) > _LONGEST for each in (first, *others)):
        return first
    steps = [_steps(first.text, each.text) for each in others]
    elected = first
    for region in reversed(_regions(steps)):
        votes = [_Vote(first, region.start, region.stop)]
        votes += [
            _Vote(other, *_there(each, region)) for other, each in zip(others, steps, strict=True)
        ]
        elected = _with(elected, region, *_winner(votes, own))
    return elected


def _is_placed(line: OcrLine) -> bool:
    return len(line.columns) == len(line.text)


def _surer(first: OcrLine, others: Sequence[OcrLine]) -> OcrLine:
    """A line that all read alike, each character as sure as the surest reader is."""
    rows = [first.chars, *(each.chars for each in others)]
    return first._replace(chars=tuple(max(column) for column in zip(*rows, strict=True)))


def _steps(one: str, other: str) -> Steps:
    return SequenceMatcher(None, one, other, autojunk=False).get_opcodes()


def _regions(steps: Sequence[Steps]) -> list[_Region]:
    """Where readings differ from the first, from the left; those that touch are one."""
    spans = sorted((step[1], step[2]) for each in steps for step in each if step[0] != "equal")
    found: list[_Region] = []
    for start, stop in spans:
        if found and start <= found[-1].stop:
            found[-1] = _Region(found[-1].start, max(found[-1].stop, stop))
        else:
            found.append(_Region(start, stop))
    return found


def _there(steps: Steps, region: _Region) -> tuple[int, int]:
    """The characters of another reading that stand where a region does.

    A step that differs lies in one region as a whole, so only equal ones are cut.
    """
    start = stop = 0
    for kind, begin, end, low, _ in steps:
        if begin <= region.start <= end:
            start = low + (region.start - begin if kind == "equal" else 0)
            break
    for kind, begin, end, low, high in reversed(steps):
        if begin <= region.stop <= end:
            stop = low + region.stop - begin if kind == "equal" else high
            break
    return start, stop


def _winner(votes: Sequence[_Vote], own: frozenset[str]) -> tuple[_Vote, float]:
    """Of the text with the heaviest votes the surest one, and its share of all votes.

    Quotes, dashes and dots of another make are no other text.
    """
    weights: dict[str, float] = {}
    for vote in votes:
        weight = vote.weight * (_FOREIGN if own and _is_foreign(vote.text, own) else 1)
        weights[_plain(vote.text)] = weights.get(_plain(vote.text), 0.0) + weight
    text = max(weights, key=lambda each: weights[each])
    won = max((each for each in votes if _plain(each.text) == text), key=lambda each: each.weight)
    total = sum(weights.values())
    return won, weights[text] / total if total else 0.0


def _is_foreign(text: str, own: frozenset[str]) -> bool:
    return any(char.isalpha() and not char.isascii() and char not in own for char in text)


def _plain(text: str) -> str:
    return "".join(fold(char) or char for char in text)


def _with(line: OcrLine, region: _Region, vote: _Vote, share: float) -> OcrLine:
    """A line with what was elected; no surer of it than the share of votes."""
    before, after = slice(0, region.start), slice(region.stop, None)
    own = slice(vote.start, vote.stop)
    chars = [*line.chars[before], *vote.line.chars[own], *line.chars[after]]
    # Where nothing was elected, its neighbours stand for the doubt.
    wide = 0 if vote.text else 1
    for place in range(region.start - wide, region.start + len(vote.text) + wide):
        if 0 <= place < len(chars):
            chars[place] = min(chars[place], share)
    return line._replace(
        text=line.text[before] + vote.text + line.text[after],
        chars=tuple(chars),
        columns=(*line.columns[before], *vote.line.columns[own], *line.columns[after]),
    )

"""Makes one reading out of several of the same page: where they differ, most votes win.

A vote weighs as much as its reader is sure. The readings come from differently trained models or
from other sizes of the picture, so that they do not all make the same mistake.
"""

from __future__ import annotations

from collections.abc import Sequence

from cuelift.ocr.align import Part, differences
from cuelift.ocr.engines.base import OcrLine
from cuelift.ocr.folding import fold

_FOREIGN = 0.4
"""Weighs a vote for a letter that the language does not have; names may hold one."""


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
    found = differences([first, *others])
    if found is None:
        return first
    elected = first
    for votes in reversed(found):
        elected = _with(elected, votes[0], *_winner(votes, own))
    return elected


def _is_placed(line: OcrLine) -> bool:
    return len(line.columns) == len(line.text)


def _surer(first: OcrLine, others: Sequence[OcrLine]) -> OcrLine:
    """A line that all read alike, each character as sure as the surest reader is."""
    rows = [first.chars, *(each.chars for each in others)]
    return first._replace(chars=tuple(max(column) for column in zip(*rows, strict=True)))


def _winner(votes: Sequence[Part], own: frozenset[str]) -> tuple[Part, float]:
    """Of the text with the heaviest votes the surest one, and its share of all votes.

    Quotes, dashes and dots of another make are no other text.
    """
    weights: dict[str, float] = {}
    # A digit is no letter of the language either.
    lettered = any(
        any(map(str.isalpha, vote.text)) and not _is_foreign(vote.text, own) for vote in votes
    )
    for vote in votes:
        foreign = bool(own) and lettered and _is_foreign(vote.text, own)
        weight = vote.confidence * (_FOREIGN if foreign else 1)
        weights[_plain(vote.text)] = weights.get(_plain(vote.text), 0.0) + weight
    text = max(weights, key=lambda each: weights[each])
    won = max(
        (each for each in votes if _plain(each.text) == text), key=lambda each: each.confidence
    )
    total = sum(weights.values())
    return won, weights[text] / total if total else 0.0


def _is_foreign(text: str, own: frozenset[str]) -> bool:
    return any(char.isalpha() and not char.isascii() and char not in own for char in text)


def _plain(text: str) -> str:
    return "".join(fold(char) or char for char in text)


def _with(line: OcrLine, region: Part, vote: Part, share: float) -> OcrLine:
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

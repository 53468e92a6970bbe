"""Straight lines from one film's times to another's, and what they are told by."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from cuelift.errors import UsageError
from cuelift.text.clock import frame_rate, time_ns

MAX_ANCHORS = 100


class Line(NamedTuple):
    """``time * rate + offset_ns``, from a time on."""

    rate: Fraction
    offset_ns: int
    since_ns: int | None = None
    """Of the times before; None: from the very first."""

    def __call__(self, time: int) -> int:
        """The time it becomes."""
        return round(time * self.rate) + self.offset_ns


class TimeMap:
    """One line or several, each from a time on."""

    def __init__(self, lines: Sequence[Line]) -> None:
        """Takes them in the order of their ``since_ns``."""
        self._lines = lines
        self._since = [line.since_ns or 0 for line in lines[1:]]

    @property
    def lines(self) -> Sequence[Line]:
        """The lines in order."""
        return self._lines

    def line_at(self, time: int) -> Line:
        """The line for a cue that starts then."""
        return self._lines[bisect_right(self._since, time)]


def rate_of(text: str) -> Fraction:
    """What times are multiplied with, for ``FROM-TO`` in frames a second.

    Raises:
        UsageError: it is not that.
    """
    before, dash, behind = text.partition("-")
    if not dash:
        raise UsageError(f"rate {text!r}: write it as FROM-TO, like 23.976-25")
    return frame_rate(before) / frame_rate(behind)


def anchors_of(text: str) -> list[Line]:
    """The lines through anchor points: ``12.0/13.5+3600/3622.2``.

    A point is a time of the cues, ``/`` or ``>``, and the time it shall become; points are parted
    by ``+`` or ``;``. One point shifts, two stretch; of more, each pair of neighbours gives a line.

    Raises:
        UsageError: it is not that, or times do not grow.
    """
    points = sorted(map(_point, text.replace(";", "+").split("+")))
    if len(points) > MAX_ANCHORS:
        raise UsageError(f"more than {MAX_ANCHORS} anchors")
    if len(points) == 1:
        return [Line(Fraction(1), points[0][1] - points[0][0])]
    lines: list[Line] = []
    for (one, one_to), (other, other_to) in pairwise(points):
        if other <= one or other_to <= one_to:
            raise UsageError(f"anchors {text!r}: times have to grow on both sides")
        rate = Fraction(other_to - one_to, other - one)
        lines.append(Line(rate, one_to - round(one * rate), one if lines else None))
    return lines


def _point(text: str) -> tuple[int, int]:
    parts = text.replace(">", "/").split("/")
    if len(parts) != 2:
        raise UsageError(f"anchor {text!r}: write it as FROM/TO, like 12.0/13.5")
    return time_ns(parts[0]), time_ns(parts[1])

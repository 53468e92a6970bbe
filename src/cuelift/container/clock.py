"""Makes one timeline of time stamps that wrap and clocks that jump.

Time stamps have 33 bits, so they start again after 26.5 hours. Where recordings or cells of a disc
were put behind each other, the clock begins anew; the timeline goes on from where it was.

Spec: ISO/IEC 13818-1, 2.4.2.2 (system clock), 2.7.7 (discontinuities).
"""

from __future__ import annotations

CLOCK_HZ = 90_000
WRAP = 1 << 33
_LONGEST_STEP = 600 * CLOCK_HZ
"""A clock that says nothing for longer has jumped."""
_BACKWARD = CLOCK_HZ
"""Clocks of interleaved packets may seem to go back by a little."""


def signed(ticks: int) -> int:
    """The shorter way around from one time stamp to another, as a difference with a sign."""
    return (ticks + WRAP // 2) % WRAP - WRAP // 2


def is_jump(step: int, *, flagged: bool = False) -> bool:
    """Whether a clock that has moved by ``step`` ticks did not just run on.

    Args:
        step: with a sign.
        flagged: the stream says that its clock is another from here on.
    """
    most = CLOCK_HZ if flagged else _LONGEST_STEP
    return not -_BACKWARD <= step <= most


class Clock:
    """Follows the clock of one programme."""

    def __init__(self, anchor: int | None) -> None:
        """Makes a clock.

        Args:
            anchor: its first reference, if it is known; others are counted from it.
        """
        self._raw = anchor
        self._now = anchor or 0
        self._has_references = False
        self.jumps = 0
        """How often it did not just run on."""

    def refer(self, value: int, *, flagged: bool = False) -> None:
        """The clock says its time.

        Args:
            value: of 33 bits.
            flagged: the stream says that the clock is another one from here on.
        """
        self._has_references = True
        if self._raw is None:
            self._now = value
        else:
            step = signed(value - self._raw)
            if is_jump(step, flagged=flagged):
                self.jumps += 1
            else:
                self._now += step
        self._raw = value

    def place(self, pts: int) -> int:
        """A time stamp on the timeline, in ticks; where no clock says its time, it is one."""
        if not self._has_references:
            self.refer(pts)
            self._has_references = False
            return self._now
        return self._now + signed(pts - (self._raw or 0))

    @property
    def now(self) -> int:
        """The time on the timeline."""
        return self._now

"""Puts the segments of presentation graphics together to display sets.

Files and transport streams give every segment a time of its own; a display set shows at the time of
its composition. One sample is one display set, as in Matroska.

Spec: US 2009/0185789 A1, figures 4 to 6 (segments of a display set).
"""

from __future__ import annotations

from typing import NamedTuple

_COMPOSITION, _END = 0x16, 0x80
_HEAD = 3
_LONGEST = 16 * 1024 * 1024
"""Of a display set; larger ones never end."""


class DisplaySet(NamedTuple):
    """Segments that show together."""

    at: int
    """Where the first one is in the file."""
    pts: int
    data: bytes


class DisplaySets:
    """Takes segments in order, returns display sets."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._size = 0
        self._at = self._pts = 0
        self.cut_off = 0
        """Display sets whose end never came."""

    def push(self, at: int, pts: int, data: bytes) -> list[DisplaySet]:
        """Takes whole segments; the display sets that they complete.

        Args:
            at: where they are in the file.
            pts: their time, in ticks.
            data: one segment or more; the last one may be cut off.
        """
        done: list[DisplaySet] = []
        place = 0
        while len(data) - place >= _HEAD:
            kind = data[place]
            end = place + _HEAD + int.from_bytes(data[place + 1 : place + 3], "big")
            if self._parts and (kind == _COMPOSITION or self._size > _LONGEST):
                done += self._end(whole=False)
            if not self._parts:
                self._at, self._pts, self._size = at, pts, 0
            part = data[place:end]
            self._parts.append(part)
            self._size += len(part)
            if kind == _END:
                done += self._end(whole=True)
            place = end
        return done

    def _end(self, *, whole: bool) -> list[DisplaySet]:
        self.cut_off += not whole
        found = DisplaySet(self._at, self._pts, b"".join(self._parts))
        self._parts.clear()
        return [found]

    def flush(self) -> list[DisplaySet]:
        """The last display set, if its end never came."""
        return self._end(whole=False) if self._parts else []

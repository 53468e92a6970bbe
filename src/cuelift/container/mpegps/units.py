"""Puts sub-picture units together out of private packets.

Spec: DVD Specifications for Read-Only Disc, part 3, 5.4.1 (sub-picture packets: private stream 1,
sub-streams 0x20 to 0x3F); ISO/IEC 13818-1, 2.4.3.6 (PES packet).
"""

from __future__ import annotations

from typing import NamedTuple

from cuelift.container.pes import read_pes

FIRST_STREAM, LAST_STREAM = 0x20, 0x3F
_SIZE_FIELD = 2
_SHORTEST = 4


class Picture(NamedTuple):
    """A sub-picture unit."""

    at: int
    """Where its first packet is in the file."""
    pts: int
    data: bytes


class Units:
    """Takes the packets of one sub-stream in order."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._have = 0
        self._at = self._pts = 0
        self.lost = 0
        """Units of which something is missing."""

    @property
    def begun(self) -> bool:
        """Whether a unit is not whole yet."""
        return bool(self._parts)

    def push(self, at: int, pts: int | None, data: bytes) -> Picture | None:
        """Takes what a packet carries behind the number of its sub-stream.

        Args:
            at: where the packet is in the file.
            pts: on the timeline; a unit begins with it, and some writers repeat it.
            data: of the unit, or of its continuation.
        """
        if pts is not None and not (self._parts and pts == self._pts):
            if self._parts:
                self.lost += 1
            self._parts, self._have = [], 0
            self._at, self._pts = at, pts
        elif not self._parts:
            self.lost += 1
            return None
        self._parts.append(data)
        self._have += len(data)
        need = self._need()
        if need is None or self._have < need:
            return None
        whole = b"".join(self._parts)
        self._parts = []
        if need < _SHORTEST:
            self.lost += 1
            return None
        return Picture(self._at, self._pts, whole[:need])

    def _need(self) -> int | None:
        if self._have < _SIZE_FIELD:
            return None
        head = self._parts[0]
        if len(head) < _SIZE_FIELD:
            self._parts = [b"".join(self._parts)]
            head = self._parts[0]
        return int.from_bytes(head[:_SIZE_FIELD], "big")

    def flush(self) -> None:
        """No more comes: what is not whole is lost."""
        self.lost += bool(self._parts)
        self._parts = []


class Private(NamedTuple):
    """A packet of private stream 1."""

    stream: int
    """Number of the sub-stream."""
    pts: int | None
    data: bytes
    """Behind that number."""


def read_private(packet: bytes) -> Private | None:
    """Reads a packet; None: it is broken or empty."""
    header = read_pes(packet)
    if header is None or header.body >= len(packet):
        return None
    return Private(packet[header.body], header.pts, packet[header.body + 1 :])

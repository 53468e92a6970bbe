"""What a player of presentation graphics knows at a time, so that it can be told anew.

Spec: US 2009/0185789 A1 (segments, display sets and epochs of the presentation graphics stream).
"""

from __future__ import annotations

from collections.abc import Iterator

from cuelift.format.images.segments import (
    COMPOSITION,
    END,
    EPOCH_START,
    FORCED,
    NORMAL,
    OBJECT,
    PALETTE,
    WINDOWS,
    Segment,
)

_HEAD_BYTES, _STATE, _UPDATE, _COUNT = 11, 7, 8, 10
_STATES, _UPDATE_FLAG = 0xC0, 0x80
_PLACED_BYTES, _CUT_BYTES = 8, 8
_CUT = 0x80
_FIRST = 0x80
_ENTRY_BYTES = 5


class Composition:
    """A composition segment, read as far as it is needed here."""

    __slots__ = ("body", "placed")

    def __init__(self, body: bytes) -> None:
        self.body = body[:_HEAD_BYTES].ljust(_HEAD_BYTES, b"\0")
        self.placed = list(_placed(body))

    @property
    def starts_epoch(self) -> bool:
        """Whether nothing from before is needed to show it."""
        return self.body[_STATE] & _STATES == EPOCH_START

    @property
    def may_redraw(self) -> bool:
        """Whether objects that are defined with it are others than before.

        Else they are told again for those who tune in, or colours alone change.
        """
        state, update = self.body[_STATE] & _STATES, self.body[_UPDATE]
        return state == NORMAL and not update & _UPDATE_FLAG

    @property
    def canvas(self) -> tuple[int, int]:
        """Width and height."""
        return int.from_bytes(self.body[:2], "big"), int.from_bytes(self.body[2:4], "big")

    @property
    def number(self) -> int:
        """Of the composition."""
        return int.from_bytes(self.body[5:7], "big")

    def only(self, *, forced: bool) -> None:
        """Leaves out the objects that are not forced, or those that are."""
        self.placed = [each for each in self.placed if bool(each[3] & FORCED) == forced]

    def segment(self, *, fresh: bool = False) -> Segment:
        """It as a segment; ``fresh``: it starts an epoch."""
        head = bytearray(self.body)
        head[_COUNT] = len(self.placed)
        if fresh:
            head[_STATE], head[_UPDATE] = EPOCH_START, 0
        return Segment(COMPOSITION, bytes(head) + b"".join(self.placed))


def _placed(body: bytes) -> Iterator[bytes]:
    at = _HEAD_BYTES
    for _ in range(body[_COUNT] if len(body) > _COUNT else 0):
        flags = body[at + 3 : at + 4]
        end = at + _PLACED_BYTES + (_CUT_BYTES if flags and flags[0] & _CUT else 0)
        if end > len(body):
            return
        yield body[at:end]
        at = end


class Epoch:
    """Windows, palettes and objects since the epoch began."""

    def __init__(self) -> None:
        self._windows: Segment | None = None
        self._palettes: dict[int, dict[int, bytes]] = {}
        self._objects: dict[bytes, list[Segment]] = {}

    def clear(self) -> None:
        """Another epoch begins."""
        self._windows = None
        self._palettes.clear()
        self._objects.clear()

    def learn(self, segment: Segment) -> None:
        """Takes note of a definition; one of the same number goes."""
        kind, body = segment
        if kind == WINDOWS:
            self._windows = segment
        elif kind == PALETTE and len(body) > 1:
            colors = self._palettes.setdefault(body[0], {})
            for at in range(2, len(body) - _ENTRY_BYTES + 1, _ENTRY_BYTES):
                colors[body[at]] = body[at : at + _ENTRY_BYTES]
        elif kind == OBJECT and len(body) > 3:
            if body[3] & _FIRST:
                self._objects[body[:2]] = []
            self._objects.setdefault(body[:2], []).append(segment)

    def told(self, composition: Composition) -> Iterator[Segment]:
        """A display set that shows a composition to a player that knows nothing."""
        yield composition.segment(fresh=True)
        if self._windows is not None:
            yield self._windows
        for number, colors in self._palettes.items():
            yield Segment(PALETTE, bytes((number, 0)) + b"".join(colors.values()))
        for parts in self._objects.values():
            yield from parts
        yield Segment(END, b"")

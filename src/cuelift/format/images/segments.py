"""Writes presentation graphics segment by segment, with the heads that ``.sup`` files have.

Spec: US 2009/0185789 A1 (segments of the presentation graphics stream); the heads are those that
disc tools write: ``PG``, presentation and decoding time in 90 kHz ticks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from struct import Struct
from typing import NamedTuple

PALETTE, OBJECT, COMPOSITION, WINDOWS, END = 0x14, 0x15, 0x16, 0x17, 0x80
EPOCH_START, NORMAL = 0x80, 0x00
FORCED = 0x40
_FRAME_RATE = 0x10
_FIRST, _LAST = 0x80, 0x40
_ROOM = 65_000
"""Bytes of an object's code in one segment, which has 16 bits for its size."""
_HEAD = Struct(">2sIIBH")
_COMPOSITION = Struct(">HHBHBBBB")
_PLACED = Struct(">HBBHH")
_WINDOW = Struct(">BHHHH")
_OBJECT = Struct(">HBB")
_CLOCK = 1 << 32


class Segment(NamedTuple):
    """A segment without its head."""

    kind: int
    body: bytes


class Placed(NamedTuple):
    """An object on the canvas, with a window of its own."""

    x: int
    y: int
    width: int
    height: int
    code: bytes
    forced: bool


def at_time(time_ns: int, segments: Iterable[Segment]) -> Iterator[bytes]:
    """Segments of one display set as a file has them."""
    ticks = (max(time_ns, 0) * 9 + 50_000) // 100_000 % _CLOCK
    for kind, body in segments:
        yield _HEAD.pack(b"PG", ticks, 0, kind, len(body))
        yield body


def segments_of(data: bytes) -> list[Segment]:
    """The whole segments of a display set; one that is cut off ends the list."""
    found, at = [], 0
    while at + 3 <= len(data):
        end = at + 3 + int.from_bytes(data[at + 1 : at + 3], "big")
        if end > len(data):
            break
        found.append(Segment(data[at], data[at + 3 : end]))
        at = end
    return found


def presentation(
    number: int, canvas: tuple[int, int], placed: Sequence[Placed], palette: bytes
) -> list[Segment]:
    """A display set that starts an epoch.

    Args:
        number: of the composition.
        canvas: its width and height.
        placed: two objects at most.
        palette: index, Y, Cr, Cb and alpha of each colour.
    """
    windows = bytes((len(placed),)) + b"".join(
        _WINDOW.pack(at, each.x, each.y, each.width, each.height) for at, each in enumerate(placed)
    )
    return [
        Segment(COMPOSITION, _composition(number, canvas, EPOCH_START, placed)),
        Segment(WINDOWS, windows),
        Segment(PALETTE, bytes(2) + palette),
        *(part for at, each in enumerate(placed) for part in _object(at, each)),
        Segment(END, b""),
    ]


def clearing(number: int, canvas: tuple[int, int]) -> list[Segment]:
    """A display set that shows nothing."""
    return [
        Segment(COMPOSITION, _composition(number, canvas, NORMAL, ())),
        Segment(WINDOWS, b"\0"),
        Segment(END, b""),
    ]


def _composition(
    number: int, canvas: tuple[int, int], state: int, placed: Sequence[Placed]
) -> bytes:
    head = _COMPOSITION.pack(*canvas, _FRAME_RATE, number & 0xFFFF, state, 0, 0, len(placed))
    return head + b"".join(
        _PLACED.pack(at, at, FORCED * each.forced, each.x, each.y) for at, each in enumerate(placed)
    )


def _object(number: int, placed: Placed) -> Iterator[Segment]:
    sized = placed.width.to_bytes(2, "big") + placed.height.to_bytes(2, "big") + placed.code
    data = len(sized).to_bytes(3, "big") + sized
    for at in range(0, len(data), _ROOM):
        part = data[at : at + _ROOM]
        flags = _FIRST * (at == 0) | _LAST * (at + _ROOM >= len(data))
        yield Segment(OBJECT, _OBJECT.pack(number, 0, flags) + part)

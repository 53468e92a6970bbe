"""Writes presentation graphics, segment by segment.

Spec: US 2009/0185789 A1.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from itertools import groupby

PALETTE, OBJECT, COMPOSITION, WINDOWS, END = 0x14, 0x15, 0x16, 0x17, 0x80
EPOCH, ACQUISITION, NORMAL = 0x80, 0x40, 0x00
FORCED = 0x40
ROOM = 65_000


def runs(pixels: bytes, width: int) -> bytes:
    """Run-length code, each line ended."""
    lines = (pixels[at : at + width] for at in range(0, len(pixels), width))
    return b"".join(_line(line) for line in lines)


def _line(line: bytes) -> bytes:
    return b"".join(_run(color, len(list(same))) for color, same in groupby(line)) + bytes(2)


def _run(color: int, length: int) -> bytes:
    made = b""
    while length:
        piece = min(length, 16_383)
        length -= piece
        if color and piece < 3:
            made += bytes((color,)) * piece
            continue
        flag = 0x80 if color else 0
        head = (flag | piece,) if piece < 64 else (flag | 0x40 | piece >> 8, piece & 0xFF)
        made += bytes((0, *head)) + (bytes((color,)) if color else b"")
    return made


def segment(kind: int, body: bytes) -> bytes:
    return struct.pack(">BH", kind, len(body)) + body


def placed(
    number: int,
    x: int,
    y: int,
    *,
    forced: bool = False,
    cut: Sequence[int] = (),
) -> bytes:
    """An object of a composition; ``cut``: left, top, width, height of the part that shows."""
    flags = (FORCED if forced else 0) | (0x80 if cut else 0)
    return struct.pack(">HBBHH", number, 0, flags, x, y) + struct.pack(f">{len(cut)}H", *cut)


def composition(
    *objects: bytes,
    state: int = EPOCH,
    size: tuple[int, int] = (1920, 1080),
    palette: int = 0,
    update: bool = False,
) -> bytes:
    head = struct.pack(">HHBHBBBB", *size, 0x10, 0, state, 0x80 * update, palette, len(objects))
    return segment(COMPOSITION, head + b"".join(objects))


def palette(colors: Iterable[Sequence[int]], number: int = 0, version: int = 0) -> bytes:
    """Colours as index, Y, Cr, Cb, alpha."""
    return segment(PALETTE, bytes((number, version)) + b"".join(map(bytes, colors)))


def graphic(number: int, width: int, code: bytes, height: int, room: int = ROOM) -> bytes:
    """An object: one segment, or a chain when its code is longer than ``room``."""
    sized = struct.pack(">HH", width, height) + code
    data = len(sized).to_bytes(3) + sized
    parts = [data[at : at + room] for at in range(0, len(data), room)]
    made = b""
    for at, part in enumerate(parts):
        flags = (0x80 if at == 0 else 0) | (0x40 if at == len(parts) - 1 else 0)
        made += segment(OBJECT, struct.pack(">HBB", number, 0, flags) + part)
    return made


def picture(number: int, pixels: bytes, width: int, room: int = ROOM) -> bytes:
    """An object of these palette indices."""
    return graphic(number, width, runs(pixels, width), len(pixels) // width, room)


def end() -> bytes:
    return segment(END, b"")


def sup(display_sets: Iterable[tuple[int, bytes]]) -> bytes:
    """A ``.sup`` file of display sets and their times in 90 kHz ticks."""
    made = []
    for pts, data in display_sets:
        at = 0
        while at < len(data):
            size = 3 + int.from_bytes(data[at + 1 : at + 3])
            made.append(b"PG" + struct.pack(">II", pts, 0) + data[at : at + size])
            at += size
    return b"".join(made)


def sets(data: bytes) -> list[tuple[int, bytes]]:
    """The display sets of a ``.sup`` file: the time of each composition, and all segments."""
    found: list[tuple[int, bytes]] = []
    at = 0
    while at < len(data):
        [pts] = struct.unpack(">I", data[at + 2 : at + 6])
        size = 3 + int.from_bytes(data[at + 11 : at + 13])
        body = data[at + 10 : at + 10 + size]
        if body[0] == COMPOSITION:
            found.append((pts, b""))
        found[-1] = found[-1][0], found[-1][1] + body
        at += 10 + size
    return found

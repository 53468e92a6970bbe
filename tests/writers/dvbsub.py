"""Writes segments of DVB subtitles.

Spec: ETSI EN 300 743 V1.6.1, 7.2.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

PAGE, REGION, CLUT, OBJECT, DISPLAY, END = 0x10, 0x11, 0x12, 0x13, 0x14, 0x80
NORMAL, ACQUISITION, MODE_CHANGE = range(3)
STRING = {2: 0x10, 4: 0x11, 8: 0x12}
END_OF_LINE = b"\xf0"


def segment(kind: int, body: bytes, page: int = 1) -> bytes:
    return struct.pack(">BBHH", 0x0F, kind, page, len(body)) + body


def page(
    *regions: tuple[int, int, int],
    seconds: int = 30,
    version: int = 0,
    state: int = MODE_CHANGE,
    number: int = 1,
) -> bytes:
    """A page composition; regions are number, left, top."""
    body = bytes((seconds, version << 4 | state << 2 | 3))
    body += b"".join(struct.pack(">BBHH", key, 0xFF, x, y) for key, x, y in regions)
    return segment(PAGE, body, number)


def region(
    number: int,
    width: int,
    height: int,
    *objects: bytes,
    depth: int = 4,
    clut: int = 0,
    fill: int | None = 0,
    page: int = 1,
) -> bytes:
    code = {2: 1, 4: 2, 8: 3}[depth]
    color = fill or 0
    body = struct.pack(">BBHH", number, 0x0F if fill is not None else 0x07, width, height)
    body += bytes((code << 5 | code << 2 | 3, clut, color, color << 4 & 0xF0 | color << 2 & 12 | 3))
    return segment(REGION, body + b"".join(objects), page)


def spot(number: int, x: int, y: int, kind: int = 0) -> bytes:
    """Where a region has an object; ``kind`` 1 and 2 are characters and strings of them."""
    return struct.pack(">HHH", number, kind << 14 | x, 0xF000 | y) + (bytes(2) if kind else b"")


def clut(number: int, entries: Iterable[Sequence[int]], depth: int = 4, page: int = 1) -> bytes:
    """Full-range colours as index, Y, Cr, Cb, transparency."""
    flag = {2: 0x80, 4: 0x40, 8: 0x20}[depth] | 0x1F
    body = b"".join(bytes((entry[0], flag, *entry[1:])) for entry in entries)
    return segment(CLUT, bytes((number, 0x0F)) + body, page)


def graphic(
    number: int, upper: bytes, lower: bytes, *, keep_1: bool = False, page: int = 1
) -> bytes:
    head = struct.pack(">HBHH", number, 0x02 * keep_1 | 1, len(upper), len(lower))
    return segment(OBJECT, head + upper + lower, page)


def progressive(
    number: int, pixels: bytes, width: int, *, keep_1: bool = False, bits: int = 8, kind: int = 0
) -> bytes:
    """An object compressed as a whole; ``kind``: the filter that each line says it has."""
    rows = [pixels[at : at + width] for at in range(0, len(pixels), width)]
    data = zlib.compress(b"".join(bytes((kind,)) + packed(row, bits) for row in rows))
    head = struct.pack(">HBHHH", number, 0x08 | 2 * keep_1 | 1, width, len(rows), len(data))
    return segment(OBJECT, head + data)


def packed(row: bytes, bits: int) -> bytes:
    """Pixels of so many bits each, the leftmost in the highest bits."""
    digits = "".join(f"{pixel:0{bits}b}" for pixel in row)
    digits += "0" * (-len(digits) % 8)
    return bytes(int(digits[at : at + 8], 2) for at in range(0, len(digits), 8))


def characters(number: int, codes: Sequence[int]) -> bytes:
    """An object of text."""
    head = struct.pack(">HBB", number, 0x05, len(codes))
    return segment(OBJECT, head + b"".join(code.to_bytes(2, "big") for code in codes))


def display(width: int, height: int, window: Sequence[int] = ()) -> bytes:
    """A display definition; a window is left, right, top, bottom."""
    body = struct.pack(">BHH", 0x08 if window else 0, width - 1, height - 1)
    return segment(DISPLAY, body + struct.pack(f">{len(window)}H", *window))


def end() -> bytes:
    return segment(END, b"")


def picture(
    number: int,
    pixels: bytes,
    width: int,
    *,
    bits: int = 4,
    maps: bytes = b"",
    keep_1: bool = False,
) -> bytes:
    """An object of these pixels, coded with so many bits each."""
    lines = [pixels[at : at + width] for at in range(0, len(pixels), width)]
    upper, lower = (
        maps + b"".join(bytes((STRING[bits],)) + string(line, bits) + END_OF_LINE for line in each)
        for each in (lines[::2], lines[1::2])
    )
    return graphic(number, upper, lower, keep_1=keep_1)


def string(line: bytes, bits: int) -> bytes:
    """A coded string of one line, with runs wherever there is a code for them."""
    made = "".join(
        _CODES[bits](color, len(list(same))) for color, same in groupby(line)
    ) + {2: "000000", 4: "00000000", 8: "0" * 16}[bits]  # fmt: skip
    made += "0" * (-len(made) % 8)
    return bytes(int(made[at : at + 8], 2) for at in range(0, len(made), 8))


def _run_2(color: int, length: int) -> str:
    made = ""
    while length:
        if length >= 29:
            piece = min(length, 284)
            made += f"000011{piece - 29:08b}{color:02b}"
        elif 12 <= length <= 27:
            piece = length
            made += f"000010{piece - 12:04b}{color:02b}"
        elif length >= 3:
            piece = min(length, 10)
            made += f"001{piece - 3:03b}{color:02b}"
        elif color:
            piece = 1
            made += f"{color:02b}"
        else:
            piece = length
            made += "0001" if length == 1 else "000001"
        length -= piece
    return made


def _run_4(color: int, length: int) -> str:
    made = ""
    while length:
        if length >= 25:
            piece = min(length, 280)
            made += f"00001111{piece - 25:08b}{color:04b}"
        elif length >= 9:
            piece = length
            made += f"00001110{piece - 9:04b}{color:04b}"
        elif not color:
            piece = length
            made += f"00000{piece - 2:03b}" if piece > 2 else f"000011{piece - 1:02b}"
        elif length >= 4:
            piece = min(length, 7)
            made += f"000010{piece - 4:02b}{color:04b}"
        else:
            piece = 1
            made += f"{color:04b}"
        length -= piece
    return made


def _run_8(color: int, length: int) -> str:
    made = ""
    while length:
        piece = min(length, 127) if length > 2 or not color else 1
        if not color:
            made += f"00000000{piece:08b}"
        elif piece > 2:
            made += f"00000000{128 | piece:08b}{color:08b}"
        else:
            made += f"{color:08b}"
        length -= piece
    return made


_CODES: dict[int, Callable[[int, int], str]] = {2: _run_2, 4: _run_4, 8: _run_8}

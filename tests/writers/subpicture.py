"""Writes DVD sub-picture units.

Spec: DVD Specifications for Read-Only Disc, part 3: sub-picture units.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

FORCED, START, STOP, COLORS, CONTRAST, AREA, PIXELS, CHANGES, END = *range(8), 0xFF


def nibbles(run: int, color: int) -> list[int]:
    """The shortest code of a run; 0: to the end of the line."""
    code = run << 2 | color
    size = 4 if run == 0 or run > 63 else 3 if run > 15 else 2 if run > 3 else 1
    return [code >> 4 * at & 15 for at in range(size - 1, -1, -1)]


def field(lines: Sequence[bytes]) -> bytes:
    """Run-length code of lines, each from a whole byte on."""
    made = bytearray()
    for line in lines:
        units: list[int] = []
        runs = [(color, len(list(same))) for color, same in groupby(line)]
        for at, (color, length) in enumerate(runs):
            if at == len(runs) - 1 and length > 63:
                units += nibbles(0, color)
                continue
            while length:
                piece = min(length, 255)
                units += nibbles(piece, color)
                length -= piece
        units += [0] * (len(units) & 1)
        made += bytes(high << 4 | low for high, low in zip(units[::2], units[1::2], strict=True))
    return bytes(made)


def colors(command: int, values: Sequence[int]) -> bytes:
    """A command with four numbers, given for colours 0 to 3."""
    return bytes((command, values[3] << 4 | values[2], values[1] << 4 | values[0]))


def area(x: int, y: int, width: int, height: int) -> bytes:
    across, down = x << 12 | x + width - 1, y << 12 | y + height - 1
    return bytes((AREA,)) + across.to_bytes(3, "big") + down.to_bytes(3, "big")


def fields(even: int, odd: int) -> bytes:
    return bytes((PIXELS,)) + even.to_bytes(2, "big") + odd.to_bytes(2, "big")


def changes(*lines: tuple[int, int, Sequence[tuple[int, Sequence[int], Sequence[int]]]]) -> bytes:
    """Changes of colours: first and last line, then column, colours and contrast of each part."""
    body = b""
    for top, bottom, columns in lines:
        body += (top << 16 | len(columns) << 12 | bottom).to_bytes(4, "big")
        for x, numbers, contrast in columns:
            body += x.to_bytes(2, "big") + colors(0, numbers)[1:] + colors(0, contrast)[1:]
    body += b"\x0f\xff\xff\xff"
    return bytes((CHANGES,)) + (2 + len(body)).to_bytes(2, "big") + body


def unit(code: bytes, *sequences: tuple[int, bytes]) -> bytes:
    """Pixels, and control sequences with the time of each in 1024 / 90000 s."""
    control = 4 + len(code)
    made, at = bytearray(), control
    for number, (ticks, commands) in enumerate(sequences):
        body = commands + bytes((END,))
        following = at + 4 + len(body) if number < len(sequences) - 1 else at
        made += ticks.to_bytes(2, "big") + following.to_bytes(2, "big") + body
        at += 4 + len(body)
    size = control + len(made)
    return size.to_bytes(2, "big") + control.to_bytes(2, "big") + code + bytes(made)


def picture(
    pixels: bytes,
    width: int,
    *,
    x: int = 0,
    y: int = 0,
    palette: Sequence[int] = (0, 1, 2, 3),
    contrast: Sequence[int] = (0, 15, 15, 15),
    start: int = START,
    stop: int | None = 100,
    more: Sequence[tuple[int, bytes]] = (),
) -> bytes:
    """A unit that shows one picture."""
    lines = [pixels[at : at + width] for at in range(0, len(pixels), width)]
    even, odd = field(lines[::2]), field(lines[1::2])
    first = (
        bytes((start,))
        + colors(COLORS, palette)
        + colors(CONTRAST, contrast)
        + area(x, y, width, len(lines))
        + fields(4, 4 + len(even))
    )
    last = [(stop, bytes((STOP,)))] if stop is not None else []
    return unit(even + odd, (0, first), *more, *last)

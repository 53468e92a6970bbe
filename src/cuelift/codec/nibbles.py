"""Run-length code of DVD sub-pictures, which XSUB uses too: four colours, two fields.

A code is 4, 8, 12 or 16 bits: as many half bytes as it takes until the first 0, 2, 4 or 6 bits
are not all that is zero. Its last two bits are the colour, those before them the length, and a
length of zero means to the end of the line. Each line begins with a whole byte.

Spec: DVD Specifications for Read-Only Disc, part 3: sub-picture units (pixel data).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from cuelift.errors import CodecError

_VALUES = bytes.maketrans(b"0123456789abcdef", bytes(range(16)))
_COLORS = tuple(bytes((color,)) for color in range(4))
_WINDOW = 4
"""Half bytes of the longest code."""


def split(data: bytes) -> bytes:
    """The half bytes of some data, upper ones first, one in each byte."""
    return data.hex().encode().translate(_VALUES)


class _Code(NamedTuple):
    """What the half bytes at some place of the code say."""

    pixels: bytes
    """Of one code or several; none: the first goes to the end of the line."""
    size: int
    """Half bytes that they take."""
    color: int
    """Of the first code."""


class Lines:
    """Decodes lines, and remembers what codes mean: pictures of a track have many in common."""

    def __init__(self) -> None:
        self._codes: dict[int, _Code] = {}
        self._first: dict[int, _Code] = {}

    def decode(self, data: bytes, start: int, width: int, count: int) -> list[bytes]:
        """Lines of one field.

        Args:
            data: in which the code lies.
            start: where the field begins.
            width: of a line.
            count: of lines.

        Raises:
            CodecError: the code ends too early.
        """
        lines: list[bytes] = []
        windows = _windows(data[start:])
        at = 0
        while len(lines) < count:
            if at + _WINDOW >= len(windows):
                raise CodecError(f"the picture's code ends after {len(lines)} of {count} lines")
            line, at = self._line(windows, at, width)
            lines.append(line)
        return lines

    def _line(self, windows: memoryview, at: int, width: int) -> tuple[bytes, int]:
        """A line, and where the next one begins."""
        parts: list[bytes] = []
        left, end = width, len(windows) - _WINDOW
        known = self._codes.get
        while left > 0 and at < end:
            window = windows[at]
            pixels, size, color = known(window) or self._learn(window)
            if len(pixels) > left or not pixels:
                pixels, size, color = self._first[window]
                pixels = pixels[:left] or _COLORS[color] * left
            parts.append(pixels)
            left -= len(pixels)
            at += size
        return b"".join(parts).ljust(width, b"\0"), at + (at & 1)

    def _learn(self, window: int) -> _Code:
        """Reads as many codes as four half bytes hold, at least one."""
        color, run, size = _read(window, _WINDOW)
        first = self._first[window] = _Code(_COLORS[color] * run, size, color)
        pixels = first.pixels
        while run and size < _WINDOW:
            color, run, more = _read(window & (1 << 4 * (_WINDOW - size)) - 1, _WINDOW - size)
            if not run:
                break
            pixels += _COLORS[color] * run
            size += more
        return self._codes.setdefault(window, _Code(pixels, size, first.color))


def _read(window: int, room: int) -> tuple[int, int, int]:
    """Colour, length and size of the first code; no length: it goes on, or to the line's end."""
    code, size = window >> 4 * (room - 1), 1
    while code < 1 << 2 * size and size < room:
        size += 1
        code = window >> 4 * (room - size)
    whole = code >= 1 << 2 * size or room == _WINDOW
    return code & 3, code >> 2 if whole else 0, size


def _windows(data: bytes) -> memoryview:
    """The 16 bits from each half byte on; zeros follow the data."""
    padded = np.frombuffer(data + bytes(_WINDOW), np.uint8).astype(np.uint16)
    windows = np.empty((len(data) + 2, 2), np.uint16)
    windows[:, 0] = padded[:-2] << 8 | padded[1:-1]
    windows[:, 1] = (padded[:-2] & 15) << 12 | padded[1:-1] << 4 | padded[2:] >> 4
    return windows.ravel().data

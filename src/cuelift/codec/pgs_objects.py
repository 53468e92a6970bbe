"""What an epoch of PGS knows: its palettes and its objects.

Spec: US 2009/0185789 A1 (object and palette definition segments).
"""

from __future__ import annotations

import numpy as np

from cuelift.bytereader import ByteReader
from cuelift.codec.colors import matrix_for, palette_of
from cuelift.codec.pgs_runs import decode_runs
from cuelift.cues.bitmap import COLORS, MAX_PIXELS, MAX_SIDE
from cuelift.errors import CodecError

_FIRST, _LAST = 0x80, 0x40
_MAX_CODE_BYTES = 4 << 20
"""Of an object; discs allow a quarter of it."""
_MAX_OBJECTS = 256
"""Of an epoch; discs allow 64."""
_ENTRY_BYTES = 5


class Palettes:
    """The palettes of an epoch, as they came: Y, Cr, Cb and alpha of 256 colours each."""

    def __init__(self) -> None:
        self._tables: dict[int, bytes] = {}
        self._made: dict[tuple[bytes, int], bytes] = {}

    def clear(self) -> None:
        """An epoch starts: all colours are unknown."""
        self._tables.clear()

    def define(self, body: ByteReader) -> None:
        """Takes a palette segment: number, version, then colours; others stay as they are.

        Raises:
            TruncatedData: it ends within its first two bytes.
        """
        number = body.u8()
        body.skip(1)
        size = body.left // _ENTRY_BYTES * _ENTRY_BYTES
        entries = np.frombuffer(body.raw(size), np.uint8).reshape(-1, _ENTRY_BYTES)
        known = self._tables.get(number, bytes(COLORS * 4))
        table = np.frombuffer(known, np.uint8).reshape(COLORS, 4).copy()
        table[entries[:, 0]] = entries[:, 1:]
        self._tables[number] = table.tobytes()

    def find(self, number: int, lines: int) -> bytes | None:
        """Red, green, blue and alpha of a palette's colours; None: there is no such palette.

        Args:
            number: of the palette.
            lines: of the canvas, which decide on the matrix.
        """
        table = self._tables.get(number)
        if table is None:
            return None
        key = table, lines
        if key not in self._made:
            if len(self._made) == COLORS:
                self._made.clear()
            colors = np.frombuffer(table, np.uint8).reshape(COLORS, 4)
            self._made[key] = palette_of(colors, matrix_for(lines))
        return self._made[key]


class PgsObject:
    """A picture without a palette, decoded when it is first shown."""

    __slots__ = ("_pixels", "code", "height", "width")

    def __init__(self, width: int, height: int, code: bytes) -> None:
        self.width = width
        self.height = height
        self.code = code
        self._pixels: bytes | None = None

    def pixels(self) -> bytes:
        """Palette indices, rows from the top.

        Raises:
            CodecError: its code has too few lines.
        """
        if self._pixels is None:
            self._pixels = decode_runs(self.code, self.width, self.height)
        return self._pixels


class Objects:
    """The objects of an epoch."""

    def __init__(self) -> None:
        self._known: dict[int, PgsObject] = {}
        self._open: int | None = None
        self._parts: list[bytes] = []
        self._size = 0

    def clear(self) -> None:
        """An epoch starts: all objects are unknown."""
        self._known.clear()
        self._open = None

    def find(self, number: int) -> PgsObject | None:
        """The object of that number, if it is known."""
        return self._known.get(number)

    def define(self, body: ByteReader) -> None:
        """Takes an object segment, which holds an object or the next part of one.

        Args:
            body: number, version, flags, in a first part the length of what follows in all, width
                and height, then code.

        Raises:
            TruncatedData: it ends too early.
            CodecError: it is larger than any object can be, or goes on without a beginning.
        """
        number = body.u16()
        body.skip(1)
        flags = body.u8()
        if flags & _FIRST:
            self._open, self._parts, self._size = number, [], 0
        elif self._open != number:
            raise CodecError(f"PGS object {number} goes on without a beginning")
        self._size += body.left
        if self._size > _MAX_CODE_BYTES:
            self._open = None
            raise CodecError(f"PGS object {number} has more than {_MAX_CODE_BYTES:,} bytes")
        self._parts.append(body.rest())
        if flags & _LAST:
            self._open = None
            self._close(number, ByteReader(b"".join(self._parts)))

    def _close(self, number: int, whole: ByteReader) -> None:
        length = whole.u24()
        width, height = whole.u16(), whole.u16()
        code = whole.raw(min(max(length - 4, 0), whole.left))
        before = self._known.pop(number, None)
        if not (0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE):
            raise CodecError(f"PGS object {number} has {width} x {height} pixels")
        pixels = width * height + sum(each.width * each.height for each in self._known.values())
        if len(self._known) >= _MAX_OBJECTS or pixels > MAX_PIXELS:
            raise CodecError(f"the PGS objects of an epoch have {pixels:,} pixels")
        if before is None or (before.width, before.height, before.code) != (width, height, code):
            before = PgsObject(width, height, code)
        self._known[number] = before

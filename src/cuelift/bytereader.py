"""Reads binary fields out of bytes, and never past the end."""

from __future__ import annotations

from cuelift.errors import TruncatedData


class ByteReader:
    """A cursor over bytes; every read checks the bytes that are left.

    Integers are unsigned and big-endian unless the name says otherwise. Slices are views and do
    not copy.
    """

    __slots__ = ("_data", "end", "pos")

    def __init__(self, data: bytes | bytearray | memoryview, pos: int = 0) -> None:
        self._data = memoryview(data)
        self.pos = pos
        self.end = len(self._data)

    @property
    def left(self) -> int:
        """Bytes not yet read."""
        return self.end - self.pos

    def _take(self, size: int) -> memoryview:
        if size < 0 or size > self.end - self.pos:
            raise TruncatedData(
                f"{size} bytes wanted at {self.pos}, {self.left} left",
                position=self.pos,
                wanted=size,
            )
        start, self.pos = self.pos, self.pos + size
        return self._data[start : self.pos]

    def uint(self, size: int) -> int:
        """An unsigned integer of ``size`` bytes."""
        return int.from_bytes(self._take(size), "big")

    def sint(self, size: int) -> int:
        """A two's complement integer of ``size`` bytes."""
        return int.from_bytes(self._take(size), "big", signed=True)

    def u8(self) -> int:
        """One byte."""
        return self._take(1)[0]

    def u16(self) -> int:
        """Two bytes."""
        return self.uint(2)

    def u24(self) -> int:
        """Three bytes."""
        return self.uint(3)

    def u32(self) -> int:
        """Four bytes."""
        return self.uint(4)

    def u64(self) -> int:
        """Eight bytes."""
        return self.uint(8)

    def s16(self) -> int:
        """Two bytes, signed."""
        return self.sint(2)

    def s32(self) -> int:
        """Four bytes, signed."""
        return self.sint(4)

    def s64(self) -> int:
        """Eight bytes, signed."""
        return self.sint(8)

    def raw(self, size: int) -> bytes:
        """A copy of the next ``size`` bytes."""
        return bytes(self._take(size))

    def view(self, size: int) -> memoryview:
        """The next ``size`` bytes without a copy."""
        return self._take(size)

    def rest(self) -> bytes:
        """A copy of all bytes that are left."""
        return self.raw(self.left)

    def skip(self, size: int) -> None:
        """Passes over ``size`` bytes."""
        self._take(size)

    def sub(self, size: int) -> ByteReader:
        """A reader over the next ``size`` bytes, which are passed over here."""
        return ByteReader(self._take(size))

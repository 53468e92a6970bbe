"""Keeps the work that a few bytes can ask for within bounds.

A composition of some 20 bytes may show a picture of 64 megapixels, again and again. Real captions
stay far below what is granted here.
"""

from __future__ import annotations

from cuelift.errors import CodecError

_AT_FIRST = 1 << 28
_PER_BYTE = 1 << 13


class Budget:
    """Pixels that may be touched: some at first, and more with each byte that comes in."""

    __slots__ = ("_left",)

    def __init__(self) -> None:
        self._left = _AT_FIRST

    def earn(self, size: int) -> None:
        """Takes note of bytes that came in."""
        self._left += size * _PER_BYTE

    def spend(self, pixels: int) -> None:
        """Takes note of work.

        Raises:
            CodecError: it is more than the bytes so far can justify.
        """
        if pixels > self._left:
            raise CodecError(f"{pixels:,} more pixels than so few bytes may ask for")
        self._left -= pixels

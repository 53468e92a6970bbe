"""Keeps readings of pictures that were seen before."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from hashlib import blake2b
from typing import Generic, TypeVar

from cuelift.ocr.ink import Pixels

V = TypeVar("V")


class Cache(Generic[V]):
    """What was used last is kept; keys hold all that a value depends on."""

    def __init__(self, most: int = 4096) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, V] = OrderedDict()

    def get(self, key: Hashable) -> V | None:
        """What is kept for a key, if anything."""
        if key not in self._kept:
            return None
        self._kept.move_to_end(key)
        return self._kept[key]

    def put(self, key: Hashable, value: V) -> None:
        """Keeps a value; the one that was not used for longest makes room."""
        self._kept[key] = value
        self._kept.move_to_end(key)
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)


def line_key(pixels: Pixels) -> bytes:
    """The key of a line: its shape and its pixels."""
    name = blake2b(repr(pixels.shape).encode(), digest_size=16)
    name.update(pixels.tobytes())
    return name.digest()

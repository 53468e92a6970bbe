"""Where the chunks of a stream lie, by the indexes of the file.

Spec: AVI RIFF File Reference, ``idx1``; OpenDML AVI File Format Extensions 1.02, clauses 3.1 (super
index) and 3.2 (standard index).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from cuelift.bytereader import ByteReader
from cuelift.container.avi.riff import HEAD
from cuelift.errors import TruncatedData
from cuelift.media import ByteRange

_ENTRY = 16
_OF_INDEXES, _OF_CHUNKS = 0, 1
_SIZE_BITS = 0x7FFFFFFF
_WANTED = re.compile(rb"[^\0]")


class Place(NamedTuple):
    """Where a chunk begins, head included, and how long its body is."""

    at: int
    size: int


def read_idx1(body: bytes, stream: int) -> list[Place]:
    """The chunks of a stream by the old index; places are as it states them.

    Args:
        body: of the ``idx1`` chunk: name, flags, offset and size of each chunk of the film.
        stream: its number.
    """
    digits = b"%02d" % stream
    usable = len(body) - len(body) % _ENTRY
    columns = [body[at:usable:_ENTRY].translate(_only(digit)) for at, digit in enumerate(digits)]
    if not columns[0]:
        return []
    both = int.from_bytes(columns[0], "little") & int.from_bytes(columns[1], "little")
    places = []
    for found in _WANTED.finditer(both.to_bytes(len(columns[0]), "little")):
        at = found.start() * _ENTRY
        offset, size = (int.from_bytes(body[p : p + 4], "little") for p in (at + 8, at + 12))
        if size:
            places.append(Place(offset, size))
    return places


def _only(byte: int) -> bytes:
    return bytes(byte) + b"\xff" + bytes(255 - byte)


class IndexChunk(NamedTuple):
    """What an ``indx`` or ``ix`` chunk holds."""

    places: list[Place]
    """Of chunks."""
    parts: list[ByteRange]
    """Of further index chunks, heads included."""


def read_index_chunk(body: bytes) -> IndexChunk:
    """Reads a super index or a standard index.

    Raises:
        TruncatedData: it has no head.
    """
    reader = ByteReader(body)
    longs = int.from_bytes(reader.raw(2), "little")
    reader.skip(1)
    kind = reader.u8()
    count = int.from_bytes(reader.raw(4), "little")
    reader.skip(4)
    base = int.from_bytes(reader.raw(8), "little")
    reader.skip(4)
    width = longs * 4
    fits = min(count, reader.left // width) if width >= 8 else 0
    places: list[Place] = []
    parts: list[ByteRange] = []
    for _ in range(fits):
        entry = reader.raw(width)
        if kind == _OF_INDEXES and width >= _ENTRY:
            at = int.from_bytes(entry[:8], "little")
            parts.append(ByteRange(at, at + int.from_bytes(entry[8:12], "little")))
        elif kind == _OF_CHUNKS:
            at = base + int.from_bytes(entry[:4], "little") - HEAD
            size = int.from_bytes(entry[4:8], "little") & _SIZE_BITS
            if size and at >= 0:
                places.append(Place(at, size))
    return IndexChunk(places, parts)


def read_part(data: bytes) -> list[Place]:
    """The chunks that one ``ix`` chunk lists; none if it is broken.

    Args:
        data: of the chunk, with its head.
    """
    try:
        return read_index_chunk(data[HEAD:]).places
    except TruncatedData:
        return []

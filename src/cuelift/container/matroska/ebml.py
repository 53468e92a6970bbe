"""Reads EBML elements: ids, sizes, and the values of leaf elements.

Spec: RFC 8794, clauses 4 (VINT), 5 and 6 (id and size), 7 (value types).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from cuelift.bytereader import ByteReader
from cuelift.container.matroska import ids
from cuelift.errors import ContainerError, TruncatedData

UNKNOWN = -1
"""The size of an element whose end only its successor tells."""

HEADER_BYTES = 12
"""An id of up to 4 bytes and a size of up to 8."""

LENGTH = bytes(9 - first.bit_length() for first in range(256))
"""Bytes of a VINT by its first byte; 9: not a VINT."""

MASK = tuple((1 << 7 * length) - 1 for length in range(9))
"""The value bits of a VINT by its length. All ones as a size: unknown."""


def header_at(data: bytes | memoryview, pos: int) -> tuple[int, int, int]:
    """The element that begins at ``pos``: its id, where its body begins, its size or UNKNOWN.

    Index arithmetic, because it is called for each block of a film.

    Raises:
        TruncatedData: the data ends inside the id or the size.
        ContainerError: there is no id, or no size.
    """
    end = len(data)
    if pos + 2 < end and (first := data[pos]) >= 0x80:
        # Nearly all elements: an id of one byte, a size of one or two.
        size = data[pos + 1]
        if 0x80 <= size < 0xFF:
            return first, pos + 2, size & 0x7F
        if 0x40 <= size < 0x7F:
            return first, pos + 3, (size & 0x3F) << 8 | data[pos + 2]
    if pos >= end:
        raise TruncatedData(f"no bytes at {pos}", position=pos)
    at = pos + LENGTH[data[pos]]
    if at > pos + 4:
        raise ContainerError(f"no element id at {pos}: {data[pos]:#04x}", position=pos)
    if at >= end:
        raise TruncatedData(f"the element at {pos} is cut in its id", position=pos)
    length = LENGTH[data[at]]
    if length > 8:
        raise ContainerError(f"no element size at {at}", position=at)
    body = at + length
    if body > end:
        raise TruncatedData(f"the element at {pos} is cut in its size", position=pos)
    size = int.from_bytes(data[at:body]) & MASK[length]
    return int.from_bytes(data[pos:at]), body, UNKNOWN if size == MASK[length] else size


def read_vint(reader: ByteReader) -> int:
    """A VINT without its length marker."""
    first = reader.u8()
    length = LENGTH[first]
    if length > 8:
        raise ContainerError(f"no variable size integer: first byte {first:#04x}")
    return (first << 8 * (length - 1) | reader.uint(length - 1)) & MASK[length]


def children(reader: ByteReader) -> Iterator[tuple[int, ByteReader]]:
    """The child elements of a body, in file order: id and body; Void and CRC-32 left out.

    Raises:
        TruncatedData: a child reaches past its parent.
        ContainerError: a child has no id, or its size is unknown.
    """
    while reader.left:
        first = reader.u8()
        length = LENGTH[first]
        if length > 4:
            raise ContainerError(f"no element id: first byte {first:#04x}")
        element = first << 8 * (length - 1) | reader.uint(length - 1)
        start = reader.pos
        size = read_vint(reader)
        if size == MASK[reader.pos - start]:
            raise ContainerError(f"element {element:#x} of unknown size")
        body = reader.sub(size)
        if element not in (ids.VOID, ids.CRC_32):
            yield element, body


def uint(body: ByteReader) -> int:
    """An unsigned integer of 0 to 8 bytes."""
    if body.left > 8:
        raise ContainerError(f"an integer of {body.left} bytes")
    return body.uint(body.left)


def real(body: ByteReader) -> float:
    """A float of 0, 4 or 8 bytes."""
    if body.left not in (0, 4, 8):
        raise ContainerError(f"a float of {body.left} bytes")
    data = body.rest()
    value: float = struct.unpack(">d" if len(data) == 8 else ">f", data)[0] if data else 0.0
    return value


def text(body: ByteReader) -> str:
    """A string; it ends at the first NUL, and bytes that are no UTF-8 are replaced."""
    return body.rest().partition(b"\0")[0].decode("utf-8", "replace")

"""Boxes: the length-typed units that ISO-BMFF and QuickTime files are built of.

Spec: ISO/IEC 14496-12:2022, clause 4.2 (object structure).
"""

from __future__ import annotations

from struct import Struct
from typing import NamedTuple

import msgspec

from cuelift.bytereader import ByteReader
from cuelift.errors import ContainerError
from cuelift.media import ByteRange, Fetch, LookRange, T

HEADER_BYTES = 16
"""The longest box header: 32-bit size, type, 64-bit size."""
HEAD_BYTES = 64 * 1024
"""The first read of a file; holds all of a small movie box at the front."""
MOOV_BYTES = 128 * 1024 * 1024
"""A larger movie box is refused; that of a film of ten hours has about 40 MiB."""
_LOOK_FROM = 32
"""A movie box this many times larger than the first read is asked for whole, not just its rest."""
MAX_CHILDREN = 16_384
"""Boxes side by side in one box."""
MAX_BOXES_AHEAD = 10_000
"""Top-level boxes before the movie box."""

header_fields = Struct(">I4s").unpack_from
_u64 = Struct(">Q").unpack_from


class Box(NamedTuple):
    """A box and where its body lies."""

    kind: bytes
    start: int
    """First byte of the body, after size and type."""
    end: int


class TopBox(msgspec.Struct, frozen=True):
    """A box of the file itself, by its header."""

    kind: bytes
    offset: int
    """First byte of the box in the file."""
    body: int
    """First byte after size and type."""
    end: int
    """By the header's word; may lie beyond the end of the object."""


def children(data: bytes | memoryview, start: int, end: int) -> list[Box]:
    """The boxes side by side in ``data[start:end]``.

    A size below 8 ends the list, as QuickTime ends user data with 32 zero bits. A box that claims
    more than its parent holds ends with its parent.

    Raises:
        ContainerError: more than ``MAX_CHILDREN`` boxes.
    """
    found: list[Box] = []
    end = min(end, len(data))
    while start + 8 <= end:
        size, kind = header_fields(data, start)
        body = start + 8
        if size == 1 and start + 16 <= end:
            size = _u64(data, body)[0]
            body += 8
        if size < body - start:
            break
        start = min(start + size, end)
        found.append(Box(kind, body, start))
        if len(found) > MAX_CHILDREN:
            raise ContainerError(f"more than {MAX_CHILDREN} boxes side by side")
    return found


def by_kind(data: bytes | memoryview, start: int, end: int) -> dict[bytes, Box]:
    """The first child of each type."""
    found: dict[bytes, Box] = {}
    for box in children(data, start, end):
        found.setdefault(box.kind, box)
    return found


def reader(data: bytes | memoryview, box: Box) -> ByteReader:
    """A reader over the body of a box."""
    return ByteReader(memoryview(data)[box.start : box.end])


def top_box(header: bytes | memoryview, at: int, offset: int, size: int) -> TopBox | None:
    """The box at ``header[at:]``, which lies at ``offset`` of an object of ``size`` bytes.

    Returns: None when no box can begin like that, or the header is cut off.
    """
    if at + 8 > len(header):
        return None
    length, kind = header_fields(header, at)
    body = offset + 8
    if length == 1:
        if at + 16 > len(header):
            return None
        length = _u64(header, at + 8)[0]
        body += 8
    elif length == 0:
        length = size - offset
    if length < body - offset or not _plausible(kind):
        return None
    return TopBox(kind, offset, body, offset + length)


def _plausible(kind: bytes) -> bool:
    return all(0x20 <= byte < 0x7F or byte == 0xA9 for byte in kind)


class Opening(msgspec.Struct, frozen=True):
    """What the walk over a file's first boxes found."""

    head: bytes
    """The file's first bytes."""
    boxes: tuple[TopBox, ...]
    """All boxes passed, and the last one: ``moov``, or ``moof`` if that came first."""
    moov: bytes | memoryview
    """The body of the movie box; empty if a movie fragment came first."""


def open_boxes(size: int) -> Fetch[Opening]:
    """Walks the top-level boxes to the movie box, or to a fragment that has none before it.

    Passing over a box costs one header, whatever the box's size.

    Raises:
        ContainerError: there is no movie box, or it is cut off, or too large.
    """
    [head] = yield [ByteRange(0, min(HEAD_BYTES, size))]
    boxes: list[TopBox] = []
    offset = 0
    while offset + 8 <= size and len(boxes) < MAX_BOXES_AHEAD:
        if offset + HEADER_BYTES <= len(head) or len(head) >= size:
            box = top_box(head, offset, offset, size)
        else:
            [header] = yield [ByteRange(offset, min(offset + HEADER_BYTES, size))]
            box = top_box(header, 0, offset, size)
        if box is None:
            raise ContainerError(f"there is no box at {offset} of {size} bytes", offset=offset)
        boxes.append(box)
        if box.kind == b"moof":
            return Opening(head, tuple(boxes), b"")
        if box.kind == b"moov":
            moov = yield from _read_moov(head, box, size)
            return Opening(head, tuple(boxes), moov)
        offset = box.end
    raise _without_moov(boxes, size)


def _read_moov(head: bytes, box: TopBox, size: int) -> Fetch[bytes | memoryview]:
    length = box.end - box.offset
    if box.end > size:
        raise ContainerError(
            f"the moov box at {box.offset} has {length} bytes, the object ends after "
            f"{size - box.offset}: the file is cut off",
            offset=box.offset,
        )
    if length > MOOV_BYTES:
        raise ContainerError(
            f"the moov box at {box.offset} has {length} bytes, more than {MOOV_BYTES}",
            offset=box.offset,
        )
    if box.end - box.body < _LOOK_FROM * len(head):
        return (yield from read_on(head[box.body : box.end], box.body, box.end))
    # Most of it are tables of pictures and sound, which nobody looks at.
    [moov] = yield [LookRange(box.body, box.end)]
    if len(moov) < box.end - box.body:
        raise _short(box.body, box.end, len(moov))
    return moov


def read_on(held: bytes, start: int, end: int) -> Fetch[bytes]:
    """The bytes ``[start, end)``, of which the first are at hand.

    Raises:
        ContainerError: fewer bytes came.
    """
    if len(held) < end - start:
        [rest] = yield [ByteRange(start + len(held), end)]
        held = held + rest if held else rest
    if len(held) < end - start:
        raise _short(start, end, len(held))
    return held


def _short(start: int, end: int, came: int) -> ContainerError:
    return ContainerError(f"{end - start} bytes wanted at {start}, {came} came")


def from_head(fetch: Fetch[T], head: bytes, size: int) -> Fetch[T]:
    """Runs a reader; what lies in the file's first bytes is not asked for again.

    Args:
        fetch: the reader.
        head: the first bytes of the file.
        size: of the file.
    """
    try:
        wanted = next(fetch)
        while True:
            missing = [part for part in wanted if min(part.end, size) > len(head)]
            came = iter((yield missing) if missing else ())
            wanted = fetch.send(
                [
                    next(came) if min(end, size) > len(head) else head[start:end]
                    for start, end in wanted
                ]
            )
    except StopIteration as stop:
        result: T = stop.value
        return result


def _without_moov(boxes: list[TopBox], size: int) -> ContainerError:
    text = f"no moov box in {size} bytes"
    if len(boxes) >= MAX_BOXES_AHEAD:
        text = f"no moov box among the first {MAX_BOXES_AHEAD} boxes"
    elif boxes and boxes[-1].end > size:
        last = boxes[-1]
        text += (
            f": the {last.kind.decode('latin-1')} box at {last.offset} claims "
            f"{last.end - last.offset} bytes, so the file is cut off"
        )
    elif boxes and boxes[-1].kind == b"mdat":
        text += ": the recording was not finished"
    return ContainerError(text)

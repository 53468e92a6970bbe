"""Reads blocks: SimpleBlock and BlockGroup, lacing, additions.

Spec: RFC 9559, clauses 5.1.3.4 and 5.1.3.5 (SimpleBlock, BlockGroup), 10 (block structure and
lacing).
"""

from __future__ import annotations

import msgspec

from cuelift.bytereader import ByteReader
from cuelift.container.matroska import ids
from cuelift.container.matroska.ebml import (
    LENGTH,
    MASK,
    UNKNOWN,
    children,
    header_at,
    read_vint,
    uint,
)
from cuelift.container.matroska.encodings import unpack
from cuelift.container.matroska.tracks import CaptionTrack
from cuelift.errors import ContainerError, TruncatedData
from cuelift.media import Sample

LACING = 0x06
"""The lacing bits of a block's flags."""

RESERVED = 0x70
"""Flags that no version of the format uses."""

_NOT_PLAIN = LACING | RESERVED


class Block(msgspec.Struct, frozen=True):
    """The head of a block, and what its group says of it."""

    number: int
    """TrackNumber."""
    relative: int
    """Timestamp in ticks, relative to the cluster's."""
    flags: int
    body: int
    """Where the frames begin in the data."""
    end: int
    duration: int | None = None
    """BlockDuration in ticks."""
    additions: tuple[tuple[int, bytes], ...] = ()


def block_at(data: bytes | memoryview, body: int, end: int) -> Block:
    """The head of the block whose element body lies at ``[body, end)``; ``end`` may be ahead.

    Raises:
        TruncatedData: the head is cut.
        ContainerError: there is no track number.
    """
    number, relative, flags, frames = _head(data, body, end)
    return Block(number, relative, flags, frames, end)


def _head(data: bytes | memoryview, body: int, end: int) -> tuple[int, int, int, int]:
    """Track number, relative timestamp, flags, and where the frames begin."""
    if body >= min(end, len(data)):
        raise TruncatedData(f"no block at {body}", position=body)
    number = data[body]
    length = LENGTH[number]
    if length > 8:
        raise ContainerError(f"no track number in the block at {body}")
    frames = body + length + 3
    if frames > end or frames > len(data):
        raise TruncatedData(f"the block at {body} is cut in its head", position=body)
    if length > 1:
        number = int.from_bytes(data[body : body + length])
    relative = data[frames - 3] << 8 | data[frames - 2]
    if relative >= 0x8000:
        relative -= 0x10000
    return number & MASK[length], relative, data[frames - 1], frames


def group_at(data: bytes | memoryview, body: int, end: int, *, strict: bool = False) -> Block:
    """The block of the BlockGroup whose body lies at ``[body, end)``.

    What lies past the end of the data is left out, so that a group may be judged by its beginning.

    Args:
        data: holds the beginning of the group at least.
        body: where the group's body begins.
        end: where it ends, which may be ahead of the data.
        strict: elements that no BlockGroup has are an error; else they are passed over.

    Raises:
        TruncatedData: the data ends before the block's head does.
        ContainerError: it is no BlockGroup, or one without a Block.
    """
    head: tuple[int, int, int, int] | None = None
    block_end = 0
    duration: int | None = None
    additions: tuple[tuple[int, bytes], ...] = ()
    pos, here = body, len(data)
    while pos < end:
        try:
            element, start, size = header_at(data, pos)
        except TruncatedData:
            if head is None:
                raise
            break
        pos = start + size
        if size == UNKNOWN or pos > end or (strict and element not in ids.GROUP_CHILDREN):
            raise ContainerError(f"no BlockGroup: element {element:#x} in it")
        if element == ids.BLOCK:
            head, block_end = _head(data, start, pos), pos
        elif element == ids.BLOCK_DURATION and pos <= here:
            if size > 8:
                raise ContainerError(f"a duration of {size} bytes")
            duration = int.from_bytes(data[start:pos])
        elif element == ids.BLOCK_ADDITIONS and pos <= here:
            additions = _parse_additions(ByteReader(data[start:pos]))
    if head is None:
        raise ContainerError("a BlockGroup without a Block")
    number, relative, flags, frames = head
    return Block(number, relative, flags, frames, block_end, duration, additions)


def plain_group_at(data: bytes | memoryview, at: int, number: int) -> Block | None:
    """The block of the BlockGroup that begins at ``at``, if it is as plain as captions mostly are.

    That is: whole, of track ``number`` below 127, not laced, with a BlockDuration or nothing behind
    its Block. Anything else is None and ``group_at``'s business. Index arithmetic, because it is
    called for every caption of a film.
    """
    try:
        if data[at] != ids.BLOCK_GROUP:
            return None
        body = at + 1 + LENGTH[data[at + 1]]
        end = body + _size(data, at + 1, body)
        if end > len(data) or data[body] != ids.BLOCK:
            return None
        head = body + 1 + LENGTH[data[body + 1]]
        block_end = head + _size(data, body + 1, head)
        relative = data[head + 1] << 8 | data[head + 2]
        if data[head] != 0x80 | number or data[head + 3] & _NOT_PLAIN:
            return None
        duration = None
        if block_end != end:
            start = block_end + 2
            if data[block_end] != ids.BLOCK_DURATION or start + data[start - 1] - 0x80 != end:
                return None
            duration = int.from_bytes(data[start:end])
    except IndexError:
        return None
    if not head + 4 <= block_end <= end or number >= 0x7F or end - block_end > 10:
        return None
    relative -= (relative & 0x8000) << 1
    return Block(number, relative, data[head + 3], head + 4, block_end, duration)


def _size(data: bytes | memoryview, start: int, end: int) -> int:
    """The size that lies at ``[start, end)``."""
    if end - start == 1:
        return data[start] & 0x7F
    return int.from_bytes(data[start:end]) & MASK[min(end - start, 8)]


def _parse_additions(body: ByteReader) -> tuple[tuple[int, bytes], ...]:
    additions = []
    for element, child in children(body):
        if element == ids.BLOCK_MORE:
            number, data = 1, b""
            for inner, value in children(child):
                if inner == ids.BLOCK_ADD_ID:
                    number = uint(value)
                elif inner == ids.BLOCK_ADDITIONAL:
                    data = value.rest()
            additions.append((number, data))
    return tuple(additions)


def to_samples(
    caption: CaptionTrack,
    block: Block,
    data: bytes | memoryview,
    pts: int,
    duration: int | None,
    offset: int,
) -> list[Sample]:
    """The frames of a block, unpacked.

    Args:
        caption: the block's track.
        block: as it was found in ``data``.
        data: holds all of the block.
        pts: of the block, in nanoseconds.
        duration: of the block, in nanoseconds; None: not stated.
        offset: where the block or its group begins in the file.

    Raises:
        ContainerError: the lacing is wrong, or a frame cannot be unpacked.
    """
    index = caption.track.index
    if caption.packing and block.additions:
        additions = _unpack_additions(caption, block.additions)
        block = msgspec.structs.replace(block, additions=additions)
    if not block.flags & LACING:
        payload = bytes(data[block.body : block.end])
        if caption.packing:
            payload = unpack(payload, caption.packing)
        if caption.is_text and payload.endswith(b"\0"):
            payload = payload.rstrip(b"\0")
        if duration is None:
            duration = caption.default_duration
        return [Sample(index, pts, duration, payload, offset, block.additions)]
    frames = _split(ByteReader(data[block.body : block.end]), block.flags & LACING)
    step = _step(caption, duration, len(frames))
    samples = []
    for position, payload in enumerate(frames):
        if caption.packing:
            payload = unpack(payload, caption.packing)
        if caption.is_text:
            payload = payload.rstrip(b"\0")
        at = pts + position * (step or 0)
        samples.append(Sample(index, at, step, payload, offset, block.additions))
    return samples


def _unpack_additions(
    caption: CaptionTrack, additions: tuple[tuple[int, bytes], ...]
) -> tuple[tuple[int, bytes], ...]:
    """Additions as they were before packing, if they were packed.

    The specification packs frames only; mkvmerge packs the additions too.
    """
    if any(step.algorithm == "header" for step in caption.packing):
        return additions
    try:
        return tuple((number, unpack(data, caption.packing)) for number, data in additions)
    except ContainerError:
        return additions


def _step(caption: CaptionTrack, duration: int | None, frames: int) -> int | None:
    """How long each frame of a lace lasts."""
    if caption.default_duration is not None:
        return caption.default_duration
    return None if duration is None else duration // frames


def _split(lace: ByteReader, lacing: int) -> list[bytes]:
    """The frames of a laced block (10.3)."""
    count = lace.u8() + 1
    if lacing == 0x02:
        sizes = _xiph_sizes(lace, count)
    elif lacing == 0x06:
        sizes = _ebml_sizes(lace, count)
    else:
        if lace.left % count:
            raise ContainerError(f"{lace.left} bytes are not {count} frames of one size")
        sizes = [lace.left // count] * (count - 1)
    frames = [lace.raw(size) for size in sizes]
    frames.append(lace.rest())
    return frames


def _xiph_sizes(lace: ByteReader, count: int) -> list[int]:
    sizes = []
    for _ in range(count - 1):
        size = 0
        while (part := lace.u8()) == 255:
            size += part
        sizes.append(size + part)
    return sizes


def _ebml_sizes(lace: ByteReader, count: int) -> list[int]:
    """The first size, then differences: VINTs with half their range below zero."""
    sizes: list[int] = []
    for _ in range(count - 1):
        before = lace.pos
        value = read_vint(lace)
        if sizes:
            length = lace.pos - before
            value += sizes[-1] - ((1 << 7 * length - 1) - 1)
        sizes.append(value)
    return sizes

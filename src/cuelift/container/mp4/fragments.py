"""Movie fragments: the samples that a ``moof`` box names.

Spec: ISO/IEC 14496-12:2022, 8.8 (movie fragments); Protected Interoperable File Format 1.3, 5.3
(``tfxd`` and sample encryption as ``uuid`` boxes).
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from itertools import repeat
from typing import NamedTuple

from cuelift.container.mp4.boxes import MAX_CHILDREN, children, header_fields
from cuelift.container.mp4.tables import MAX_SAMPLES
from cuelift.errors import ContainerError, TruncatedData
from cuelift.media import Extent

_u32 = struct.Struct(">I").unpack_from
_u64 = struct.Struct(">Q").unpack_from
_s32 = struct.Struct(">i").unpack_from
_pair = struct.Struct(">II").unpack_from

_TFXD = bytes.fromhex("6d1d9b0542d544e680e2141daff757b2")
_PIFF_SENC = bytes.fromhex("a2394f525a9b4f14a2446c427c648df4")

_BASE_DATA_OFFSET, _DEFAULT_BASE_IS_MOOF = 0x1, 0x20000
_DATA_OFFSET, _FIRST_FLAGS = 0x1, 0x4
_DURATION, _SIZE, _FLAGS, _SHIFT = 0x100, 0x200, 0x400, 0x800
_FIELDS = tuple(
    tuple(flag for flag in (_DURATION, _SIZE, _FLAGS, _SHIFT) if flag >> 8 & present)
    for present in range(16)
)
"""The fields of each sample of a run, by the flags that tell which there are."""


class Defaults(NamedTuple):
    """What a track's samples have when a fragment does not say (``trex``)."""

    description: int = 1
    duration: int = 0
    size: int = 0


_NO_DEFAULTS = Defaults()


class Wanted(NamedTuple):
    """A track whose samples are asked for."""

    track: int
    """``Track.index``."""
    minimum: int = 1
    """Samples with fewer bytes hold nothing and are left out."""
    descriptions: int = 1
    """How many the track has."""


class Run(NamedTuple):
    """The samples of one track in one fragment."""

    number: int
    """The container's track number."""
    base: int | None
    """Decoding time of the first sample; None: not stated, times in ``extents`` begin at 0."""
    ticks: int
    """Duration of all samples."""
    extents: list[Extent]
    encrypted: bool = False
    """There are sample encryption boxes."""
    absolute: bool = False
    """The time comes from a ``tfxd`` box."""


class _Traf(NamedTuple):
    """A track fragment box, opened."""

    number: int
    flags: int
    header: int
    """Where the body of ``tfhd`` begins."""
    header_end: int
    boxes: list[tuple[bytes, int, int]]


class FragmentParser:
    """Reads ``moof`` boxes, each on its own, and keeps count of what they name."""

    def __init__(
        self, wanted: Mapping[int, Wanted], defaults: Mapping[int, Defaults], object_size: int
    ) -> None:
        """Makes a parser.

        Args:
            wanted: tracks to read, by the container's number.
            defaults: of all tracks, by number.
            object_size: samples that end beyond it are left out and counted.
        """
        self._wanted = wanted
        self._defaults = defaults
        self._object_size = object_size
        self._left = object_size
        self._room = MAX_SAMPLES
        self.beyond = 0
        """Samples left out because they end beyond the end of the object."""

    def parse(self, data: bytes, offset: int, body: int = 8) -> list[Run]:
        """The wanted tracks' samples in one fragment.

        Args:
            data: the whole ``moof`` box.
            offset: where it lies in the file.
            body: length of its header.

        Raises:
            ContainerError: a count or a field does not fit into its box, or all fragments so far
                name more bytes than the object has.
        """
        trafs = [
            _open_traf(data, start, end, offset)
            for kind, start, end in spans(data, body, len(data))
            if kind == b"traf"
        ]
        stated = _BASE_DATA_OFFSET | _DEFAULT_BASE_IS_MOOF
        chained = any(not traf.flags & stated for traf in trafs[1:])
        runs = []
        base = offset
        for traf in trafs:
            if chained or traf.number in self._wanted:
                run, end = self._fragment(data, traf, offset, base)
                # Without any of the flags, data follow those of the track fragment before.
                base = end if chained else offset
                if run is not None:
                    runs.append(run)
        return runs

    def _fragment(self, data: bytes, traf: _Traf, moof: int, base: int) -> tuple[Run | None, int]:
        """The samples of a track fragment, and where its data end."""
        defaults, stated = _header(data, traf, self._defaults.get(traf.number, _NO_DEFAULTS))
        if stated is not None:
            base = stated
        elif traf.flags & _DEFAULT_BASE_IS_MOOF:
            base = moof
        truns, tfdt, tfxd, encrypted = _boxes(data, traf.boxes)
        wanted = self._wanted.get(traf.number)
        extents: list[Extent] = []
        begin = tfxd if tfdt is None else tfdt
        first = time = begin or 0
        end = base
        for trun in truns:
            flags = data[trun[0] + 3]
            offset = base + _s32(data, trun[0] + 8)[0] if flags & _DATA_OFFSET else end
            part, time, end = self._samples(data, *trun, defaults, wanted, time, offset)
            extents += part
        if wanted is None:
            return None, end
        by_tfxd = tfdt is None and tfxd is not None
        return Run(traf.number, begin, time - first, extents, encrypted, by_tfxd), end

    def _samples(
        self,
        data: bytes,
        start: int,
        end: int,
        defaults: Defaults,
        wanted: Wanted | None,
        time: int,
        offset: int,
    ) -> tuple[list[Extent], int, int]:
        """The samples of a track run, and where it ends in time and in the file."""
        flags, count = _pair(data, start)
        at = start + 8 + 4 * (flags & _DATA_OFFSET) + (flags & _FIRST_FLAGS)
        fields = _FIELDS[flags >> 8 & 15]
        width = len(fields)
        if at + 4 * width * count > end:
            raise TruncatedData(f"trun: {count} samples do not fit in {end - start} bytes")
        if not width:
            return self._alike(count, defaults, wanted, time, offset)
        values = struct.unpack_from(f">{width * count}I", data, at)
        columns = {flag: values[position::width] for position, flag in enumerate(fields)}
        sizes = columns.get(_SIZE) or (defaults.size,) * count
        if wanted is None:
            return [], time, offset + sum(sizes)
        durations = columns.get(_DURATION) or (defaults.duration,) * count
        rows = zip(durations, sizes, columns.get(_SHIFT) or repeat(0), strict=False)
        return self._extents(rows, defaults.description, wanted, time, offset)

    def _alike(
        self, count: int, defaults: Defaults, wanted: Wanted | None, time: int, offset: int
    ) -> tuple[list[Extent], int, int]:
        """A run whose samples have all the same size and duration, so that no byte backs them."""
        duration, size = defaults.duration, defaults.size
        extents: list[Extent] = []
        if wanted is not None and size >= wanted.minimum:
            fitting = min(count, max(self._object_size - offset, 0) // size, self._room + 1)
            self.beyond += count - fitting
            rows = repeat((duration, size, 0), fitting)
            extents, _, _ = self._extents(rows, defaults.description, wanted, time, offset)
        return extents, time + count * duration, offset + count * size

    def _extents(
        self,
        rows: Iterable[tuple[int, int, int]],
        description: int,
        wanted: Wanted,
        time: int,
        offset: int,
    ) -> tuple[list[Extent], int, int]:
        """Extents of samples given by duration, size and composition offset."""
        track, minimum, descriptions = wanted
        entry = description - 1 if 0 < description <= descriptions else 0
        extents: list[Extent] = []
        kept = 0
        for duration, size, shift in rows:
            if size >= minimum:
                if 0 <= offset <= self._object_size - size:
                    # Negative in version 1; a writer's slip in version 0.
                    pts = time + shift - (shift >> 31 << 32)
                    extents.append(Extent(track, pts, duration, offset, size, entry))
                    kept += size
                else:
                    self.beyond += 1
            time += duration
            offset += size
        self._left -= kept
        self._room -= len(extents)
        if self._left < 0:
            raise ContainerError(
                f"the fragments name more bytes than the {self._object_size} there are"
            )
        if self._room < 0:
            raise ContainerError(f"the fragments name more than {MAX_SAMPLES} samples")
        return extents, time, offset


def spans(data: bytes, start: int, end: int) -> list[tuple[bytes, int, int]]:
    """What ``children`` returns, as plain tuples.

    Fragments have hundreds of thousands of boxes, and this takes half the time.
    """
    found: list[tuple[bytes, int, int]] = []
    while start + 8 <= end:
        size, kind = header_fields(data, start)
        following = start + size
        if size < 8 or following > end or len(found) >= MAX_CHILDREN:
            # An extended size, an end, or an error: all rare.
            rest = children(data, start, end)
            return found + [(box.kind, box.start, box.end) for box in rest]
        found.append((kind, start + 8, following))
        start = following
    return found


def _open_traf(data: bytes, start: int, end: int, offset: int) -> _Traf:
    boxes = spans(data, start, end)
    for kind, first, last in boxes:
        if kind == b"tfhd" and last - first >= 8:
            flags, number = _pair(data, first)
            return _Traf(number, flags & 0xFFFFFF, first, last, boxes)
    raise ContainerError(f"a track fragment of the fragment at {offset} has no header")


def _header(data: bytes, traf: _Traf, defaults: Defaults) -> tuple[Defaults, int | None]:
    """What samples have by default, and the base data offset if there is one."""
    flags, at = traf.flags, traf.header + 8
    base: int | None = None
    try:
        if flags & _BASE_DATA_OFFSET:
            base = _u64(data, at)[0]
            at += 8
        description, duration, size = defaults
        if flags & 0x2:
            description = _u32(data, at)[0]
            at += 4
        if flags & 0x8:
            duration = _u32(data, at)[0]
            at += 4
        if flags & 0x10:
            size = _u32(data, at)[0]
            at += 4
    except struct.error:
        at = len(data) + 1
    if at > traf.header_end:
        raise TruncatedData(f"tfhd with flags {flags:#x} is cut off")
    return Defaults(description, duration, size), base


def _boxes(
    data: bytes, boxes: list[tuple[bytes, int, int]]
) -> tuple[list[tuple[int, int]], int | None, int | None, bool]:
    """Runs of a track fragment, time by ``tfdt`` and by ``tfxd``, whether it is encrypted."""
    truns = []
    tfdt = tfxd = None
    encrypted = False
    for kind, start, end in boxes:
        if kind == b"trun":
            if end - start < 8 or end - start < 8 + 4 * (data[start + 3] & _DATA_OFFSET):
                raise TruncatedData(f"trun of {end - start} bytes")
            truns.append((start, end))
        elif kind == b"tfdt":
            tfdt = _time(data, start, end)
        elif kind == b"senc":
            encrypted = True
        elif kind == b"uuid":
            name = data[start : start + 16]
            encrypted |= name == _PIFF_SENC
            if name == _TFXD:
                tfxd = _time(data, start + 16, end)
    return truns, tfdt, tfxd, encrypted


def _time(data: bytes, start: int, end: int) -> int:
    """A time field of 64 bits in version 1, of 32 bits in version 0, after version and flags."""
    width = 8 if data[start : start + 1] == b"\1" else 4
    if end - start < 4 + width:
        raise TruncatedData(f"{end - start} bytes hold no time")
    return int.from_bytes(data[start + 4 : start + 4 + width], "big")

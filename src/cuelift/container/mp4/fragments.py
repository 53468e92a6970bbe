"""Movie fragments: the samples that a ``moof`` box names.

Spec: ISO/IEC 14496-12:2022, 8.8 (movie fragments); Protected Interoperable File Format 1.3, 5.3
(``tfxd`` and sample encryption as ``uuid`` boxes).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import repeat
from struct import Struct, unpack_from
from typing import NamedTuple

from cuelift.container.mp4.boxes import Box, children
from cuelift.errors import ContainerError, TruncatedData
from cuelift.media import Extent

_u32 = Struct(">I").unpack_from
_u64 = Struct(">Q").unpack_from
_s32 = Struct(">i").unpack_from
_pair = Struct(">II").unpack_from

_TFXD = bytes.fromhex("6d1d9b0542d544e680e2141daff757b2")
_PIFF_SENC = bytes.fromhex("a2394f525a9b4f14a2446c427c648df4")

_BASE_DATA_OFFSET, _DEFAULT_BASE_IS_MOOF = 0x1, 0x20000
_DATA_OFFSET, _FIRST_FLAGS = 0x1, 0x4
_DURATION, _SIZE, _FLAGS, _SHIFT = 0x100, 0x200, 0x400, 0x800


class Defaults(NamedTuple):
    """What a track's samples have when a fragment does not say (``trex``)."""

    description: int = 1
    duration: int = 0
    size: int = 0


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


class _Fragment(NamedTuple):
    """Track fragment header: where the data begin, and the defaults."""

    number: int
    base: int | None
    """Where data offsets count from; None: at the end of the track fragment before."""
    defaults: Defaults


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
        trafs: list[tuple[Box, _Fragment]] = []
        for box in children(data, body, len(data)):
            if box.kind == b"traf":
                trafs.append((box, self._header(data, box, offset, first=not trafs)))
        chained = any(header.base is None for _, header in trafs)
        runs = []
        end = offset
        for box, header in trafs:
            if header.number in self._wanted or chained:
                base = end if header.base is None else header.base
                run, end = self._fragment(data, box, header, base)
                if run is not None:
                    runs.append(run)
        return runs

    def _header(self, data: bytes, box: Box, offset: int, *, first: bool) -> _Fragment:
        tfhd = next((child for child in children(data, *box[1:]) if child.kind == b"tfhd"), None)
        if tfhd is None or tfhd.end - tfhd.start < 8:
            raise ContainerError(f"track fragment without a header in the fragment at {offset}")
        flags, number = _pair(data, tfhd.start)
        at = tfhd.start + 8
        flags &= 0xFFFFFF
        sizes = ((flags & 1) * 8, (flags & 2) * 2, (flags & 8) >> 1, (flags & 16) >> 2)
        if at + sum(sizes) > tfhd.end:
            raise TruncatedData(f"tfhd with flags {flags:#x} has {tfhd.end - tfhd.start} bytes")
        base: int | None = offset if first or flags & _DEFAULT_BASE_IS_MOOF else None
        if flags & _BASE_DATA_OFFSET:
            base = _u64(data, at)[0]
        at += sizes[0]
        values: list[int] = list(self._defaults.get(number, Defaults()))
        for position, size in enumerate(sizes[1:]):
            if size:
                values[position] = _u32(data, at)[0]
                at += 4
        return _Fragment(number, base, Defaults(*values))

    def _fragment(
        self, data: bytes, box: Box, header: _Fragment, start: int
    ) -> tuple[Run | None, int]:
        """The samples of a track fragment, and where its data end."""
        truns, base, absolute, encrypted = _boxes(data, box)
        wanted = self._wanted.get(header.number)
        extents: list[Extent] = []
        first = time = base if base is not None else absolute or 0
        end = start
        for trun in truns:
            flags = _u32(data, trun.start)[0]
            offset = start + _s32(data, trun.start + 8)[0] if flags & _DATA_OFFSET else end
            part, time, end = self._samples(data, trun, header.defaults, wanted, time, offset)
            extents += part
        if wanted is None:
            return None, end
        absolute_only = base is None and absolute is not None
        stated = base is not None or absolute is not None
        return Run(
            header.number, first if stated else None, time - first, extents, encrypted,
            absolute_only,
        ), end  # fmt: skip

    def _samples(
        self,
        data: bytes,
        box: Box,
        defaults: Defaults,
        wanted: Wanted | None,
        time: int,
        offset: int,
    ) -> tuple[list[Extent], int, int]:
        """The samples of a track run, and where it ends in time and in the file."""
        flags, count = _pair(data, box.start)
        at = box.start + 8 + 4 * (flags & _DATA_OFFSET) + (flags & _FIRST_FLAGS)
        fields = [flag for flag in (_DURATION, _SIZE, _FLAGS, _SHIFT) if flags & flag]
        width = len(fields)
        if at + 4 * width * count > box.end:
            raise TruncatedData(f"trun: {count} samples do not fit in {box.end - box.start} bytes")
        if not width:
            return self._alike(count, defaults, wanted, time, offset)
        values = unpack_from(f">{width * count}I", data, at)
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
            fitting = min(count, max(self._object_size - offset, 0) // size)
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
        if self._left < 0:
            raise ContainerError(
                f"the fragments name more bytes than the {self._object_size} there are"
            )
        return extents, time, offset


def _boxes(data: bytes, traf: Box) -> tuple[list[Box], int | None, int | None, bool]:
    """Runs of a track fragment, time by ``tfdt`` and by ``tfxd``, whether it is encrypted."""
    truns = []
    base = absolute = None
    encrypted = False
    for box in children(data, traf.start, traf.end):
        if box.kind == b"trun":
            truns.append(_checked(data, box))
        elif box.kind == b"tfdt":
            base = _time(data, box)
        elif box.kind == b"senc":
            encrypted = True
        elif box.kind == b"uuid":
            kind = data[box.start : box.start + 16]
            encrypted |= kind == _PIFF_SENC
            if kind == _TFXD:
                absolute = _time(data, Box(kind, box.start + 16, box.end))
    return truns, base, absolute, encrypted


def _checked(data: bytes, trun: Box) -> Box:
    """A track run whose fixed fields are all there."""
    length = trun.end - trun.start
    if length < 8 or length < 8 + 4 * (data[trun.start + 3] & _DATA_OFFSET):
        raise TruncatedData(f"trun of {length} bytes")
    return trun


def _time(data: bytes, box: Box) -> int:
    """A time field of 64 bits in version 1, of 32 bits in version 0, after version and flags."""
    width = 8 if data[box.start : box.start + 1] == b"\1" else 4
    if box.end - box.start < 4 + width:
        raise TruncatedData(f"{box.end - box.start} bytes hold no time")
    return int.from_bytes(data[box.start + 4 : box.start + 4 + width], "big")

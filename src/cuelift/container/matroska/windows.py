"""Finds the block that a cue means inside the bytes around it.

A cue's position counts from behind the cluster's size field, whose length it does not say. So a
window opens at the earliest place, and the block is the candidate whose ids, sizes, track number
and flags hold together, and whose time agrees with the other blocks of its cluster. Where that
leaves a doubt the cluster's own header is read; so it is for all clusters of a film whose cues do
not state their blocks' times.

Spec: RFC 9559, clause 5.1.5.1.2.3 (CueRelativePosition).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress

import msgspec

from cuelift.container.matroska import ids
from cuelift.container.matroska.blocks import (
    RESERVED,
    Block,
    block_at,
    group_at,
    plain_group_at,
    to_samples,
)
from cuelift.container.matroska.ebml import LENGTH, UNKNOWN, header_at
from cuelift.container.matroska.film import Film
from cuelift.container.matroska.indexing import SHORTEST_HEADER, SHORTEST_WINDOW
from cuelift.container.matroska.scan import read_cluster
from cuelift.errors import ContainerError, IndexMismatch, TruncatedData
from cuelift.media import NS_PER_SECOND, ByteRange, Extent, Fetch, Sample

HEADER_BYTES = 40
"""Of a cluster, to settle a doubt: id, size, CRC-32, Timestamp."""

_PLACES = 8
_SIZE_FIELDS = range(_PLACES)
_BEHIND_CRC = range(8, 14)
"""Some writers may count from behind the CRC-32 element (6 bytes) at a cluster's beginning."""

_FIRST_BYTES = bytes((ids.BLOCK_GROUP, ids.BLOCK, ids.SIMPLE_BLOCK))
_FIRST_BYTE = re.compile(b"[" + _FIRST_BYTES + b"]")
_MAX_BLOCK = 64 * 1024 * 1024
_MAX_LEAD = 64 * 1024
_MAX_READS = 2000
_MAX_HEADERS = 20_000


class _Candidate(msgspec.Struct, frozen=True):
    element: int
    at: int
    end: int
    block: Block


class _Cluster(msgspec.Struct, frozen=True):
    """What a cluster's own header says."""

    timestamp: int | None
    starts: tuple[int, ...]
    """Bytes from the cluster's first byte to where positions may count from."""


class BlockFinder:
    """Finds blocks in windows; remembers what they imply of their clusters."""

    def __init__(self, film: Film) -> None:
        self._film = film
        self._implied: dict[int, int] = {}
        """Timestamps of clusters, as the first block found in each implies it."""
        self._read: dict[int, _Cluster] = {}
        """Clusters whose header was read."""
        self._walked: dict[tuple[int, int], list[Sample]] = {}
        """What a track has in clusters that had to be walked through."""
        self._reads_left = _MAX_READS
        self._handed: dict[int, int] = {}
        """Offsets of the blocks that were handed out, and of the extents that meant them."""
        self._mistimed = False
        """The times of cues are not those of their blocks."""

    def is_mistimed(self, extent: Extent, head: bytes, data: bytes) -> bool:
        """Whether the block that an extent means certainly has another time than its cue.

        Args:
            extent: of a cue.
            head: the first bytes of its cluster.
            data: the first bytes of the extent.
        """
        number = self._film.captions[extent.track].track.number
        with suppress(IndexMismatch):
            cluster = _parse_header(head, extent)
            places = [start - SHORTEST_HEADER for start in cluster.starts]
            found = [each for at in places if (each := _candidate_at(data, at, number))]
            if found and cluster.timestamp is not None:
                implied = extent.pts // self._film.scale - cluster.timestamp
                return all(abs(implied - each.block.relative) > 1 for each in found)
        return False

    def mistrust_times(self, extents: Iterable[Extent]) -> Fetch[None]:
        """Reads the headers of all clusters, since the times of cues are not those of blocks."""
        self._mistimed = True
        clusters = {extent.origin: extent for extent in extents}
        unread = [at for at in clusters if at not in self._read][:_MAX_HEADERS]
        heads = yield [ByteRange(at, at + HEADER_BYTES) for at in unread]
        for at, head in zip(unread, heads, strict=True):
            with suppress(IndexMismatch):
                self._read[at] = _parse_header(head, clusters[at])

    def find(self, extent: Extent, data: bytes | memoryview) -> Sequence[Sample] | ByteRange:
        """The samples of the block that an extent means, or the longer range that it takes.

        Raises:
            IndexMismatch: there is no such block, or it is in doubt which one is meant.
            ContainerError: the block cannot be unpacked.
        """
        cluster = self._read.get(extent.origin)
        if cluster is not None:
            return self._find_exactly(extent, data, cluster)
        if self._mistimed:
            raise _mismatch(extent)
        sample = self._find_quickly(extent, data)
        if sample is not None:
            return (sample,)
        candidates = self._candidates(extent, data, _SIZE_FIELDS)
        candidates = candidates or self._candidates(extent, data, _BEHIND_CRC)
        candidates = [each for each in candidates if self._agrees(extent, each.block)]
        if len(candidates) > 1:
            candidates = self._likelier(extent, data, candidates)
        if len(candidates) != 1:
            raise _mismatch(extent)
        [candidate] = candidates
        implied = extent.pts // self._film.scale - candidate.block.relative
        self._implied.setdefault(extent.origin, implied)
        return self._take(extent, data, candidate, extent.pts)

    def _find_quickly(self, extent: Extent, data: bytes | memoryview) -> Sample | None:
        """The sample, in the usual case: one place alone may begin a block, and a plain one does.

        Returns: None when it takes the longer way, which would find the same.
        """
        first = _FIRST_BYTE.search(data, 0, _PLACES)
        if first is None or len(data) < SHORTEST_WINDOW:
            return None
        at = first.start()
        second = _FIRST_BYTE.search(data, at + 1, _PLACES)
        if second is not None:
            # It may only be the Block inside of the group.
            inner = second.start()
            if inner != at + 1 + LENGTH[data[at + 1]]:
                return None
            if _FIRST_BYTE.search(data, inner + 1, _PLACES) is not None:
                return None
        film = self._film
        caption = film.captions[extent.track]
        block = None if caption.packing else plain_group_at(data, at, caption.track.number)
        if block is None:
            return None
        scale = film.scale
        implied = extent.pts // scale - block.relative
        if implied < -1 or abs(self._implied.setdefault(extent.origin, implied) - implied) > 1:
            return None
        duration = extent.duration if block.duration is None else block.duration * scale
        if duration is None:
            duration = caption.default_duration
        offset = extent.offset + at
        if self._handed.setdefault(offset, extent.offset) != extent.offset:
            return None
        payload = bytes(data[block.body : block.end])
        if caption.is_text and payload.endswith(b"\0"):
            payload = payload.rstrip(b"\0")
        return Sample(extent.track, extent.pts, duration, payload, offset)

    def recover(self, extent: Extent) -> Fetch[Sequence[Sample]]:
        """Settles a doubt by the cluster's header; or else walks through the cluster.

        Returns: no samples, when all that may be meant were handed out for other cues.

        Raises:
            ContainerError: the cluster is not there, or it has no such block.
        """
        head_range = ByteRange(extent.origin, extent.origin + HEADER_BYTES)
        where = ByteRange(extent.offset, extent.offset + extent.length)
        head, data = yield [head_range, where]
        cluster = self._read[extent.origin] = _parse_header(head, extent)
        with suppress(IndexMismatch):
            for _ in range(1 + len(cluster.starts)):
                result = self._find_exactly(extent, data, cluster)
                if not isinstance(result, ByteRange):
                    return result
                [data] = yield [result]
        samples = yield from self._cluster_samples(extent)
        # The frames of a lace have times of their own, but one offset.
        near = {each.offset for each in samples if abs(each.pts - extent.pts) <= self._film.scale}
        if not near:
            raise _mismatch(extent)
        mine = {at for at in near if self._is_mine(extent, at)}
        return [each for each in samples if each.offset in mine]

    def _is_mine(self, extent: Extent, offset: int) -> bool:
        """Whether the block at ``offset`` was not handed out for another extent; now it is."""
        return self._handed.setdefault(offset, extent.offset) == extent.offset

    def _cluster_samples(self, extent: Extent) -> Fetch[list[Sample]]:
        """All samples of a track in a cluster; a walk that is not taken twice."""
        key = (extent.origin, extent.track)
        if key not in self._walked:
            walk = read_cluster(self._film, self._film.captions[extent.track], extent.origin)
            wanted = next(walk)
            try:
                while True:
                    self._reads_left -= 1
                    if self._reads_left < 0:
                        raise ContainerError("too many cues are wrong, the rest is not looked for")
                    wanted = walk.send((yield wanted))
            except StopIteration as stop:
                self._walked[key] = stop.value
        return self._walked[key]

    def _candidates(
        self, extent: Extent, data: bytes | memoryview, places: range
    ) -> list[_Candidate]:
        number = self._film.captions[extent.track].track.number
        found: list[_Candidate] = []
        for at, first in enumerate(data[places.start : places.stop], places.start):
            if first in _FIRST_BYTES:
                candidate = _candidate_at(data, at, number)
                # The Block inside a group that was found is not another candidate.
                if candidate and not (found and _is_inside(candidate, found[-1])):
                    found.append(candidate)
        return found

    def _likelier(
        self, extent: Extent, data: bytes | memoryview, candidates: list[_Candidate]
    ) -> list[_Candidate]:
        """Those that another element follows; or else those where that cannot be seen."""
        unseen = [
            each
            for each in candidates
            if each.end >= len(data) and extent.offset + each.end <= self._film.end
        ]
        return [each for each in candidates if _is_followed(data, each)] or unseen

    def _agrees(self, extent: Extent, block: Block) -> bool:
        """Whether the block implies the cluster timestamp that earlier ones did, give or take 1."""
        implied = extent.pts // self._film.scale - block.relative
        return implied >= -1 and abs(self._implied.get(extent.origin, implied) - implied) <= 1

    def _find_exactly(
        self, extent: Extent, data: bytes | memoryview, cluster: _Cluster
    ) -> Sequence[Sample] | ByteRange:
        number = self._film.captions[extent.track].track.number
        here = extent.offset + len(data)
        for start in cluster.starts:
            at = start - SHORTEST_HEADER
            if at + SHORTEST_WINDOW > len(data) and here < self._film.size:
                return ByteRange(extent.offset, extent.offset + at + extent.length)
            candidate = _candidate_at(data, at, number)
            if candidate is None:
                continue
            pts = extent.pts
            if cluster.timestamp is not None:
                pts = (cluster.timestamp + candidate.block.relative) * self._film.scale
            if self._mistimed or abs(pts - extent.pts) <= max(NS_PER_SECOND, self._film.scale):
                return self._take(extent, data, candidate, pts)
        raise _mismatch(extent)

    def _take(
        self, extent: Extent, data: bytes | memoryview, candidate: _Candidate, pts: int
    ) -> Sequence[Sample] | ByteRange:
        end = extent.offset + candidate.end
        if candidate.end > len(data):
            if end > self._film.size:
                raise TruncatedData(f"the file ends inside a block at {extent.offset}")
            return ByteRange(extent.offset, end)
        if not self._is_mine(extent, extent.offset + candidate.at):
            raise _mismatch(extent)
        block = candidate.block
        duration = extent.duration
        if block.duration is not None:
            duration = block.duration * self._film.scale
        caption = self._film.captions[extent.track]
        return to_samples(caption, block, data, pts, duration, extent.offset + candidate.at)


def _mismatch(extent: Extent) -> IndexMismatch:
    return IndexMismatch(
        f"no block of this track at {extent.offset}, or more than one",
        track=extent.track,
        pts=extent.pts,
        offset=extent.offset,
    )


def _candidate_at(data: bytes | memoryview, at: int, number: int) -> _Candidate | None:
    """The block of track ``number`` that begins at ``at``, if one does."""
    try:
        element, body, size = header_at(data, at)
        if size > _MAX_BLOCK or size == UNKNOWN:
            return None
        end = body + size
        if element == ids.BLOCK_GROUP:
            block = group_at(data, body, end, strict=True)
        elif element in (ids.SIMPLE_BLOCK, ids.BLOCK):
            # mkvmerge 5.9 to 6.3 point at the Block inside of its group.
            block = block_at(data, body, end)
        else:
            return None
    except ContainerError:
        return None
    if block.number != number or block.flags & RESERVED:
        return None
    return _Candidate(element, at, end, block)


def _is_inside(candidate: _Candidate, group: _Candidate) -> bool:
    """Whether a Block is that of a group."""
    block = group.block
    return candidate.block.body == block.body and candidate.block.end == block.end


def _is_followed(data: bytes | memoryview, candidate: _Candidate) -> bool:
    """Whether another element can be seen to follow."""
    try:
        element, _, _ = header_at(data, candidate.end)
    except ContainerError:
        return False
    if candidate.element == ids.BLOCK and element in ids.GROUP_CHILDREN:
        return True
    return element in ids.CLUSTER_BEGINS or element in ids.LEVEL_1


def _parse_header(data: bytes | memoryview, extent: Extent) -> _Cluster:
    """The beginning of a cluster.

    Raises:
        IndexMismatch: no cluster begins here.
    """
    try:
        element, pos, _ = header_at(data, 0)
    except ContainerError:
        element, pos = 0, 0
    if element != ids.CLUSTER:
        raise IndexMismatch(f"no cluster at {extent.origin}", track=extent.track, pts=extent.pts)
    starts = [pos]
    while True:
        try:
            element, body, size = header_at(data, pos)
        except ContainerError:
            return _Cluster(None, tuple(starts))
        pos = body + size
        if element == ids.TIMESTAMP and 0 <= size <= 8 and pos <= len(data):
            return _Cluster(int.from_bytes(data[body:pos]), tuple(starts))
        if element not in (ids.VOID, ids.CRC_32) or size == UNKNOWN or pos > _MAX_LEAD:
            return _Cluster(None, tuple(starts))
        starts.append(pos)

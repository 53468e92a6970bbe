"""Walks over clusters and blocks, from whatever bytes are at hand.

The one walk behind both ways of scanning: a slice gives it all bytes at once, a hop only those
around the next header. Index arithmetic in ``_skim``, because films have 200,000 blocks.

Spec: RFC 9559, clause 5.1.3 (Cluster); RFC 8794, clause 6.2 (unknown sizes).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from cuelift.container.matroska import ids
from cuelift.container.matroska.blocks import block_at, group_at, to_samples
from cuelift.container.matroska.ebml import HEADER_BYTES, UNKNOWN, header_at
from cuelift.container.matroska.film import LONGEST_CUE_NS, Film, in_window
from cuelift.container.matroska.tracks import CaptionTrack
from cuelift.errors import ContainerError, TruncatedData
from cuelift.media import Sample, Window

BLOCK_HEAD_BYTES = 32
"""From a BlockGroup's first byte to behind its Block's track number, in all ordinary files."""

_CLUSTER_ID = ids.CLUSTER.to_bytes(4)
_find_cluster_id = re.compile(re.escape(_CLUSTER_ID)).search
_NOT_IN_CLUSTERS = ids.LEVEL_1 | {ids.EBML, ids.SEGMENT}
_FILLING = (ids.VOID, ids.CRC_32)
_MAX_FILLING = 16 * 1024 * 1024
_MAX_WARNINGS = 8


class Walker:
    """A position in the payload, and what it takes to go on from there.

    Give it bytes with ``walk`` until it is ``done``; it says in ``need_end`` how far the bytes
    from ``pos`` on must reach for the next step.
    """

    def __init__(
        self, film: Film, captions: Iterable[CaptionTrack], window: Window | None, limit: int
    ) -> None:
        self.pos = 0
        """Where the next element begins in the file."""
        self.need_end = 0
        self.done = False
        self.samples: list[Sample] = []
        self.warnings: dict[str, None] = {}
        self.cluster_end: int | None = None
        """Where the cluster at hand ends; None: not known, or no cluster is at hand."""
        self.lost = False
        """The next cluster must be looked for."""
        self._film = film
        self._window = window
        self._limit = limit
        """Clusters that begin here or later are not ours."""
        self._captions = {caption.track.number: caption for caption in captions}
        # By a block's first byte: whether it may be of a wanted track, or must be looked at.
        self._interesting = bytes(
            first < 0x80 or first & 0x7F in self._captions for first in range(256)
        )
        self._in_cluster = False
        self._timestamp: int | None = None

    def start(self, pos: int, *, lost: bool) -> None:
        """Goes to a place: the beginning of an element, or (lost) just anywhere."""
        self.pos = pos
        self._in_cluster = False
        self.lost = lost

    def walk(self, base: int, data: bytes | memoryview) -> None:
        """Goes on as far as these bytes allow; they lie at ``base``, not behind ``pos``."""
        here = base + len(data)
        self.need_end = 0
        while not self.done and not self.need_end:
            if self.pos >= here:
                self._at_the_end(here)
            elif self.lost:
                self._resync(base, data)
            elif self._in_cluster and self.pos != self.cluster_end:
                self._cluster_child(base, data)
            else:
                self._level_1(base, data)

    def _at_the_end(self, here: int) -> None:
        outside = self.lost or not self._in_cluster or self.pos == self.cluster_end
        if self.pos >= self._film.end:
            self.done = True
            if self.pos > self._film.end or (not outside and self.cluster_end is not None):
                self.warn("the file ends inside a cluster")
        elif outside and self.pos >= self._limit:
            self.done = True
        else:
            self._want(self.pos + BLOCK_HEAD_BYTES, here)

    def _want(self, end: int, here: int) -> None:
        """Asks for bytes up to ``end``; the end of the file ends the walk."""
        end = min(end, self._film.end)
        if end > here:
            self.need_end = end
        else:
            self.warn(f"the file ends inside an element at {self.pos}")
            self.done = True

    def warn(self, message: str) -> None:
        """Notes what was odd, the first few times."""
        if len(self.warnings) < _MAX_WARNINGS:
            self.warnings[message] = None

    def _level_1(self, base: int, data: bytes | memoryview) -> None:
        self._in_cluster = False
        self.cluster_end = None
        if self.pos >= self._limit:
            self.done = True
            return
        try:
            element, body, size = header_at(data, self.pos - base)
        except TruncatedData:
            self._want(self.pos + HEADER_BYTES, base + len(data))
            return
        except ContainerError:
            self._damaged()
            return
        body += base
        if element == ids.CLUSTER:
            self._in_cluster = True
            self._timestamp = None
            self.cluster_end = None if size == UNKNOWN else body + size
            self.pos = body
        elif size != UNKNOWN and (
            element in ids.LEVEL_1 or (element in _FILLING and size <= _MAX_FILLING)
        ):
            self.pos = body + size
        else:
            self._damaged()

    def _damaged(self) -> None:
        self.warn(f"damaged at {self.pos}; reading goes on at the next cluster")
        self.pos += 1
        self.lost = True

    def _resync(self, base: int, data: bytes | memoryview) -> None:
        """Looks for the next cluster."""
        here = base + len(data)
        at = self.pos - base
        while match := _find_cluster_id(data, at):
            at = match.start()
            del match  # it would keep a mapped file's memory in use
            self.pos = base + at
            if self.pos >= self._limit:
                self.done = True
                return
            verdict = self._is_cluster(base, data, at)
            if verdict is None:
                self._want(self.pos + HEADER_BYTES + BLOCK_HEAD_BYTES, here)
                return
            if verdict:
                self.lost = False
                return
            at += 1
        # The end of the data may cut an id.
        tail = bytes(data[max(at, len(data) - 3) :])
        cut = next((size for size in (3, 2, 1) if tail.endswith(_CLUSTER_ID[:size])), 0)
        self.pos = here - cut
        if cut and self.pos < self._limit and here < self._film.end:
            self._want(self.pos + BLOCK_HEAD_BYTES, here)
        elif cut:
            self.done = True

    def _is_cluster(self, base: int, data: bytes | memoryview, at: int) -> bool | None:
        """Whether the id found is a cluster's, by what follows; None: not enough bytes to tell."""
        try:
            _, body, size = header_at(data, at)
            element, child, child_size = header_at(data, body)
        except TruncatedData:
            return None if base + len(data) < self._film.end else False
        except ContainerError:
            return False
        if element not in ids.CLUSTER_BEGINS or child_size == UNKNOWN:
            return False
        if size == UNKNOWN:
            return True
        end = body + size
        if child + child_size > end:
            return False
        if base + end >= self._film.end:
            return True
        try:
            element, _, _ = header_at(data, end)
        except TruncatedData:
            return True
        except ContainerError:
            return False
        return element in _NOT_IN_CLUSTERS or element in _FILLING

    def _cluster_child(self, base: int, data: bytes | memoryview) -> None:
        here = base + len(data)
        end = self._film.size if self.cluster_end is None else self.cluster_end
        self.pos = base + self._skim(data, self.pos - base, end - base)
        if self.pos >= here or self.pos == self.cluster_end:
            return
        try:
            element, body, size = header_at(data, self.pos - base)
        except TruncatedData:
            self._want(self.pos + HEADER_BYTES, here)
            return
        except ContainerError:
            self._damaged()
            return
        if element in _NOT_IN_CLUSTERS:
            if self.cluster_end is not None:
                self.warn(f"the cluster before {self.pos} is shorter than it says")
            self._in_cluster = False
            return
        child_end = base + body + size
        if size == UNKNOWN or (self.cluster_end is not None and child_end > self.cluster_end):
            self._damaged()
            return
        self._take(element, base, data, body, child_end)

    def _take(
        self, element: int, base: int, data: bytes | memoryview, body: int, child_end: int
    ) -> None:
        """Takes in one child of a cluster, or asks for the rest of it."""
        here = base + len(data)
        if element == ids.TIMESTAMP:
            if child_end > here:
                self._want(child_end, here)
                return
            if child_end - base - body > 8:
                self._damaged()
                return
            self._timestamp = int.from_bytes(data[body : child_end - base])
        elif element in (ids.SIMPLE_BLOCK, ids.BLOCK_GROUP):
            wanted = self._is_wanted(element, data, body, child_end - base)
            if wanted is None and child_end > here:
                self._want(child_end, here)
                return
            if wanted:
                if child_end > here:
                    self._want(child_end, here)
                    return
                self._emit(element, base, data, body, child_end - base)
        self.pos = child_end

    def _is_wanted(
        self, element: int, data: bytes | memoryview, body: int, end: int
    ) -> bool | None:
        """Whether a block is of a wanted track; None: more bytes may tell."""
        try:
            read = block_at if element == ids.SIMPLE_BLOCK else group_at
            return read(data, body, end).number in self._captions
        except TruncatedData:
            return None
        except ContainerError:
            # Damaged, or without a readable block: let ``_emit`` say so.
            return True

    def _emit(self, element: int, base: int, data: bytes | memoryview, body: int, end: int) -> None:
        film = self._film
        try:
            read = block_at if element == ids.SIMPLE_BLOCK else group_at
            block = read(data, body, end)
            if self._timestamp is None:
                raise ContainerError("it has no time, its cluster no timestamp")
            pts = (self._timestamp + block.relative) * film.scale
            duration = None if block.duration is None else block.duration * film.scale
            caption = self._captions[block.number]
            samples = to_samples(caption, block, data, pts, duration, self.pos)
        except ContainerError as error:
            self.warn(f"the block at {self.pos} is left out: {error}")
            return
        self.samples += (
            sample for sample in samples if in_window(self._window, sample.pts, sample.duration)
        )

    def past_window(self) -> bool:
        """Whether the cluster at hand begins so late that nothing of the window can follow."""
        if self._window is None or self._window.end_ns is None or self._timestamp is None:
            return False
        return self._timestamp * self._film.scale > self._window.end_ns + LONGEST_CUE_NS

    def _skim(self, data: bytes | memoryview, pos: int, end: int) -> int:
        """Passes over blocks of other tracks; returns where something else begins.

        The result may lie past the data, when a block does, but not past ``end``.
        """
        interesting = self._interesting
        last = min(len(data), end) - BLOCK_HEAD_BYTES
        while pos <= last:
            kind = data[pos]
            first = data[pos + 1]
            if first >= 0x80:
                at = pos + 2
                size = first & 0x7F
            elif first >= 0x40:
                at = pos + 3
                size = (first & 0x3F) << 8 | data[pos + 2]
            elif first >= 0x20:
                at = pos + 4
                size = (first & 0x1F) << 16 | data[pos + 2] << 8 | data[pos + 3]
            else:
                return pos
            if kind == 0xA3:
                track = data[at]
            elif kind == 0xA0 and data[at] == 0xA1 and data[at + 1] >= 0x10:
                # Behind the Block's id and size, which takes 1 to 4 bytes.
                track = data[at + 10 - data[at + 1].bit_length()]
            else:
                return pos
            following = at + size
            if interesting[track] or following > end:
                return pos
            pos = following
        return pos

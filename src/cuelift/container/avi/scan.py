"""Looks for chunks of captions where no index tells them.

Chunks cannot be told in the middle of a film, but captions can: pictures begin with their times,
text with ``GAB2``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from cuelift.container.avi.riff import HEAD
from cuelift.container.base import ScanPart
from cuelift.errors import ContainerError
from cuelift.media import ByteRange, Fetch, Sample

_SLICE = 2 * 1024 * 1024
_LONGEST = 16 * 1024 * 1024
_SIGNATURE = 16
"""Bytes of a chunk by which it is known."""


class AviScan:
    """See ``cuelift.container.base.Scan``.

    Args:
        films: where chunks are.
        size: of the file.
        streams: track by number of the stream.
        unpack: makes samples of a track out of the body of the chunk at a place.
    """

    touches_all = False

    def __init__(
        self,
        films: Sequence[ByteRange],
        size: int,
        streams: Mapping[int, int],
        unpack: Callable[[int, int, bytes], list[Sample]],
    ) -> None:
        self._size = size
        self._streams = streams
        self._unpack = unpack
        digits = b"|".join(b"%02d" % number for number in streams)
        self._chunk = re.compile(rb"(%s)[a-z]{2}(....)(?:\[\d\d:\d\d:|GAB2\0)" % digits, re.DOTALL)
        self._slices = [
            ByteRange(start, min(start + _SLICE, film.end))
            for film in films
            for start in range(film.start, film.end, _SLICE)
            if streams
        ]
        self._ends = dict(self._slices)
        self.warnings: dict[str, None] = {}
        """What was damaged while hopping."""

    def slices(self) -> Sequence[ByteRange]:
        """Ranges of 2 MiB."""
        return self._slices

    def parse(self, start: int, data: bytes | memoryview) -> ScanPart:
        """The samples of chunks that begin in a slice."""
        limit = self._ends.get(start, start + len(data)) - start
        held = bytes(data)
        if len(held) <= limit and start + limit < self._size and self._may_begin(held):
            return ScanPart((), more=ByteRange(start + limit, start + limit + _SIGNATURE))
        samples: list[Sample] = []
        trouble: str | None = None
        at = 0
        while (found := self._chunk.search(held, at)) and found.start() < limit:
            body = found.start() + HEAD
            end = body + int.from_bytes(found[2], "little")
            if end > len(held):
                if end - body <= _LONGEST and start + end <= self._size:
                    return ScanPart((), more=ByteRange(start + len(held), start + end))
                trouble = trouble or f"the chunk at {start + found.start():,} is not whole"
                at = body
                continue
            try:
                track = self._streams[int(found[1])]
                samples += self._unpack(track, start + found.start(), held[body:end])
                at = max(min(end, len(held)), body)
            except ContainerError as error:
                trouble = trouble or error.message
                at = body
        return ScanPart(samples, warning=trouble)

    def _may_begin(self, held: bytes) -> bool:
        """Whether a chunk may begin so near the end that it cannot be told yet."""
        tail = held[-_SIGNATURE:]
        digits = [b"%02d" % number for number in self._streams]
        return any(each in tail or tail.endswith(each[:1]) for each in digits)

    def hop(self, emit: Callable[[Sample], None]) -> Fetch[None]:
        """Reads slice after slice."""
        for where in self._slices:
            [data] = yield [where]
            part = self.parse(where.start, data)
            while part.more is not None:
                [more] = yield [part.more]
                if not more:
                    break
                data += more
                part = self.parse(where.start, data)
            for sample in part.samples:
                emit(sample)
            if part.warning:
                self.warnings[part.warning] = None

    def hop_cost(self) -> tuple[int, int]:
        """All bytes, in so many requests that slices side by side are always the better way."""
        total = sum(end - start for start, end in self._slices)
        return total, total // 2048

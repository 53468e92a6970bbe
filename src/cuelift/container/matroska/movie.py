"""An opened Matroska file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TypeVar

import msgspec

from cuelift.container.base import Index
from cuelift.container.matroska.attachments import list_attachments
from cuelift.container.matroska.cuepoints import MAX_CUES_BYTES, parse_cues
from cuelift.container.matroska.film import Film
from cuelift.container.matroska.indexing import (
    SHORTEST_HEADER,
    SHORTEST_WINDOW,
    Judged,
    build_index,
)
from cuelift.container.matroska.layout import Pieces, Place
from cuelift.container.matroska.scan import CLUSTER_ID, MatroskaScan
from cuelift.container.matroska.windows import HEADER_BYTES, BlockFinder
from cuelift.media import Attachment, ByteRange, Extent, Fetch, Sample, Track, Window

_ALL_NUMBERS = range(1 << 62)

T = TypeVar("T")


class MatroskaMovie:
    """What ``open_matroska`` returns; see ``cuelift.container.base.Movie``.

    It remembers what it learns of clusters while it is read, so it serves one read of one file.
    """

    container = "matroska"

    def __init__(
        self,
        film: Film,
        pieces: Pieces,
        cues: Place | None,
        *,
        attachments: Sequence[Place],
        duration_ns: int | None,
        warnings: Iterable[str],
        truncated: str | None = None,
    ) -> None:
        self.tracks: Sequence[Track] = tuple(caption.track for caption in film.captions)
        self.duration_ns = duration_ns
        self.warnings: Sequence[str] = tuple(warnings)
        self.truncated = truncated
        self._film = film
        self._pieces = pieces
        self._cues = cues
        self._attachments = attachments
        self._cues_body = b""
        self._named: Mapping[int, frozenset[int]] = {}
        self._finder = BlockFinder(film)

    def read_attachments(self) -> Fetch[Sequence[Attachment]]:
        """Names, media types and places of the attached files."""
        warnings: list[str] = []
        files = yield from list_attachments(self._pieces, self._attachments, warnings)
        self.warnings = tuple(dict.fromkeys((*self.warnings, *warnings)))
        return files

    def index(self, wanted: Collection[int], window: Window | None = None) -> Fetch[Index]:
        """Where the blocks of the wanted tracks lie, from the Cues."""
        captions = [self._film.captions[index] for index in sorted(wanted)]
        if not captions:
            return Index()
        reason = ""
        if self._cues is None:
            reason = "the file has no Cues"
        elif self._cues.end - self._cues.body > MAX_CUES_BYTES:
            reason = f"the Cues of {self._cues.end - self._cues.body} bytes are too long"
        else:
            place = ByteRange(self._cues.body, self._cues.end)
            [self._cues_body] = yield from self._pieces.read([place])
        if reason:
            return Index(unindexed=dict.fromkeys(sorted(wanted), reason))
        numbers = {caption.track.number for caption in captions}
        entries, damage = parse_cues(self._cues_body, numbers)
        if damage:
            return Index(unindexed=dict.fromkeys(sorted(wanted), damage))
        judged = yield from self._check(build_index(entries, captions, self._film, window))
        self._named = {**self._named, **judged.clusters}
        return judged.result

    def _check(self, judged: Judged) -> Fetch[Judged]:
        """Looks at a few clusters, whether they lie where the Cues say and have the time they say.

        Times and places that are wrong by a constant would be believed otherwise.
        """
        index, clusters = judged
        extents = {extent.origin: extent for extent in _spread(index.extents)}.values()
        last = self._film.end - SHORTEST_HEADER
        named = _spread(sorted(at for at in set().union(*clusters.values()) if at <= last))
        heads = [ByteRange(at, at + HEADER_BYTES) for at in (*(e.origin for e in extents), *named)]
        windows = [ByteRange(e.offset, e.offset + SHORTEST_WINDOW) for e in extents]
        found = yield from self._pieces.read([*heads, *windows])
        checked = zip(extents, found, found[len(heads) :], strict=False)
        warnings: list[str] = []
        if any(self._finder.is_mistimed(*each) for each in checked):
            warnings.append("the Cues state wrong times; the clusters' own are used")
            yield from self._finder.mistrust_times(index.extents)
        if not all(head.startswith(CLUSTER_ID) for head in found[len(extents) : len(heads)]):
            warnings.append("the Cues name clusters where none begin")
            clusters = {}
        return Judged(msgspec.structs.replace(index, warnings=warnings), clusters)

    exact = False
    """See ``Movie.exact``: extents are windows around blocks."""

    def payload(self, extent: Extent, data: bytes | memoryview) -> Sequence[Sample] | ByteRange:
        """The block that an extent means, or the range that must be read first."""
        return self._finder.find(extent, data)

    def recover(self, extent: Extent) -> Fetch[Sequence[Sample]]:
        """Looks at the header of an extent's cluster, then at all of its blocks if need be."""
        return self._finder.recover(extent)

    def scan(self, wanted: Collection[int], window: Window | None = None) -> MatroskaScan:
        """A search of the clusters; of those that cues name, if ``index`` found no more in them."""
        captions = [self._film.captions[index] for index in sorted(wanted)]
        entries, _ = parse_cues(self._cues_body, _ALL_NUMBERS)
        clusters: dict[int, int] = {}
        for entry in entries:
            if entry.cluster >= 0:
                at, time = self._film.body + entry.cluster, entry.time * self._film.scale
                clusters[at] = min(clusters.get(at, time), time)
        named: set[int] | None = None
        if captions and all(caption.track.index in self._named for caption in captions):
            named = set().union(*(self._named[caption.track.index] for caption in captions))
        return MatroskaScan(self._film, captions, window, clusters, named)


def _spread(items: Sequence[T]) -> list[T]:
    """The first, a middle and the last of some items."""
    return [items[0], items[len(items) // 2], items[-1]] if items else []

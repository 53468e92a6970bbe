"""An opened Matroska file."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from cuelift.container.base import Index
from cuelift.container.matroska.cuepoints import MAX_CUES_BYTES, parse_cues
from cuelift.container.matroska.film import Film
from cuelift.container.matroska.indexing import build_index
from cuelift.container.matroska.layout import Pieces, Place
from cuelift.container.matroska.scan import MatroskaScan
from cuelift.container.matroska.windows import BlockFinder
from cuelift.media import Attachment, ByteRange, Extent, Fetch, Sample, Track, Window

_ALL_NUMBERS = range(1 << 62)


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
        duration_ns: int | None,
        attachments: Sequence[Attachment],
        warnings: Sequence[str],
        truncated: str | None = None,
    ) -> None:
        self.tracks: Sequence[Track] = tuple(caption.track for caption in film.captions)
        self.duration_ns = duration_ns
        self.attachments = attachments
        self.warnings = warnings
        self.truncated = truncated
        self._film = film
        self._pieces = pieces
        self._cues = cues
        self._cues_body = b""
        self._named: Mapping[int, frozenset[int]] = {}
        self._finder = BlockFinder(film)

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
        judged = build_index(entries, captions, self._film, window)
        self._named = {**self._named, **judged.clusters}
        return judged.result

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

"""An opened AVI file.

Spec: AVI RIFF File Reference; XSUB: compared with what libavcodec reads.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from cuelift.container.avi.gab2 import CaptionFile, read_gab2
from cuelift.container.avi.places import Place, read_idx1, read_index_chunk, read_part
from cuelift.container.avi.riff import HEAD, Stream
from cuelift.container.avi.scan import AviScan
from cuelift.container.base import Index
from cuelift.cues.languages import language_tag
from cuelift.errors import ContainerError, IndexMismatch, TruncatedData
from cuelift.media import (
    Attachment,
    ByteRange,
    Extent,
    Fetch,
    Sample,
    SampleDescription,
    Track,
    Window,
)

_MS = 1000
_LONGEST = 16 * 1024 * 1024
"""Of a chunk of captions."""
_LONGEST_INDEX = 256 * 1024 * 1024
_MOST_PARTS = 4096
_TIMES = re.compile(rb"\[(\d\d):(\d\d):(\d\d)\.(\d{3})-(\d\d):(\d\d):(\d\d)\.(\d{3})\]")

_NAMED = re.compile(r"Subtitle - ([a-z]{2,3})-")
"""How DivX tools and ffmpeg put a language into a stream's name: ``Subtitle - en-xx;02``."""


class Caption(NamedTuple):
    """A stream of captions and the name of its codec."""

    stream: Stream
    name: str


def make_movie(
    size: int,
    captions: Sequence[Caption],
    video: Stream | None,
    films: Sequence[ByteRange],
    index: ByteRange | None,
) -> Fetch[AviMovie]:
    """Reads what the header leaves open: what kind of text a stream of text holds.

    Args:
        size: of the file.
        captions: the streams of captions.
        video: the stream of video, if there is one.
        films: where the chunks of all streams are.
        index: the body of the old index.
    """
    movie = AviMovie(size, captions, video, films, index)
    for number, caption in enumerate(captions):
        if caption.stream.kind == b"txts":
            yield from movie.read_text(number)
    return movie


class AviMovie:
    """See ``cuelift.container.base.Movie``. It keeps the index once it was read."""

    container = "avi"
    exact = False

    def __init__(
        self,
        size: int,
        captions: Sequence[Caption],
        video: Stream | None,
        films: Sequence[ByteRange],
        index: ByteRange | None,
    ) -> None:
        self.duration_ns = video.duration_ns if video else None
        self.warnings: Sequence[str] = ()
        self.truncated: str | None = None if films else "the file has no film data"
        self._size = size
        self._captions = captions
        self._films = films
        self._index = index
        self._idx1: bytes | None = None
        self._shift: int | None = None
        self._canvas = video.size if video and all(video.size) else None
        self.tracks: Sequence[Track] = tuple(map(self._track, range(len(captions))))

    def _track(self, number: int, file: CaptionFile | None = None) -> Track:
        stream, name = self._captions[number]
        codec = "" if stream.kind == b"txts" else "xsub"
        description = SampleDescription(
            codec=file.codec if file else codec,
            codec_id=name,
            private=file.private if file else b"",
        )
        title = stream.title or (file.name if file else None)
        named = _NAMED.match(title or "")
        language = language_tag(named[1]) if named else None
        return Track(
            index=number,
            number=stream.number,
            descriptions=(description,),
            timescale=_MS,
            language=language,
            language_source="tag" if language else None,
            title=title,
            canvas=self._canvas,
        )

    def read_text(self, number: int) -> Fetch[None]:
        """Looks into the first chunk of a stream of text."""
        stream = self._captions[number].stream
        places = yield from self._places(stream)
        if not places:
            return
        at, size = places[0]
        [data] = yield [ByteRange(at, at + HEAD + min(size, _LONGEST))]
        try:
            file = read_gab2(data[HEAD:])
        except ContainerError as error:
            self.warnings = (*self.warnings, f"stream {stream.number}: {error.message}")
            return
        tracks = list(self.tracks)
        tracks[number] = self._track(number, file)
        self.tracks = tuple(tracks)

    def read_attachments(self) -> Fetch[Sequence[Attachment]]:
        """None: AVI files carry no others."""
        yield from ()
        return ()

    def index(self, wanted: Collection[int], window: Window | None = None) -> Fetch[Index]:
        """Where the chunks of the wanted streams are; their times are inside of them."""
        extents: list[Extent] = []
        unindexed: dict[int, str] = {}
        lost: dict[int, str] = {}
        for track in sorted(wanted):
            stream = self._captions[track].stream
            places = yield from self._places(stream)
            if places is None:
                unindexed[track] = "the file has no index of this stream"
                continue
            there = [place for place in places if place.at + HEAD < self._size]
            if len(there) < len(places):
                missing = len(places) - len(there)
                lost[track] = f"{missing} of {len(places)} chunks are behind the end of the file"
            extents += [
                Extent(track, order, None, at, HEAD + min(size, _LONGEST))
                for order, (at, size) in enumerate(there)
            ]
        return Index(extents=extents, unindexed=unindexed, lost=lost)

    def _places(self, stream: Stream) -> Fetch[list[Place] | None]:
        """Where the chunks of a stream begin in the file; None: there is no index."""
        if stream.listing:
            try:
                found = read_index_chunk(stream.listing)
            except TruncatedData:
                return None
            ranges = [
                ByteRange(part.start, min(part.end, part.start + _LONGEST_INDEX))
                for part in found.parts[:_MOST_PARTS]
                if part.start < self._size
            ]
            parts = (yield ranges) if ranges else []
            return found.places + [place for part in parts for place in read_part(part)]
        if self._index is None:
            return None
        if self._idx1 is None:
            end = min(self._index.end, self._index.start + _LONGEST_INDEX)
            [self._idx1] = yield [ByteRange(self._index.start, end)]
        places = read_idx1(self._idx1, stream.number)
        shift = (yield from self._find_shift(stream, places[0])) if places else 0
        return [Place(at + shift, size) for at, size in places]

    def _find_shift(self, stream: Stream, first: Place) -> Fetch[int]:
        """Places count from the list's name, or, as some writers have it, from the file's start."""
        if self._shift is None:
            shifts = [film.start - 4 for film in self._films[:1]] + [0]
            heads = yield [ByteRange(first.at + s, first.at + s + 4) for s in shifts]
            digits = b"%02d" % stream.number
            good = [s for s, head in zip(shifts, heads, strict=True) if head.startswith(digits)]
            self._shift = good[0] if good else shifts[0]
        return self._shift

    def payload(self, extent: Extent, data: bytes | memoryview) -> Sequence[Sample] | ByteRange:
        """The picture or the texts of a chunk."""
        held = bytes(data)
        stream = self._captions[extent.track].stream
        if len(held) < HEAD or not held.startswith(b"%02d" % stream.number):
            raise IndexMismatch(f"no chunk of stream {stream.number} begins at {extent.offset}")
        size = int.from_bytes(held[4:8], "little")
        end = HEAD + size
        if end > len(held):
            if size > _LONGEST or extent.offset + end > self._size:
                raise ContainerError(f"the chunk at {extent.offset} is not whole ({size:,} bytes)")
            return ByteRange(extent.offset, extent.offset + end)
        return self.unpack(extent.track, extent.offset, held[HEAD:end])

    def unpack(self, track: int, at: int, body: bytes) -> list[Sample]:
        """The samples of a chunk's body.

        Raises:
            ContainerError: it is not what the stream should hold.
        """
        if self._captions[track].stream.kind == b"txts":
            return [
                Sample(track, text.start_ms, max(text.end_ms - text.start_ms, 0), text.data, at)
                for text in read_gab2(body).texts
            ]
        times = _TIMES.match(body)
        if times is None:
            raise ContainerError(f"the picture at {at} does not begin with its times")
        start, end = _ms(times.groups()[:4]), _ms(times.groups()[4:])
        return [Sample(track, start, max(end - start, 0) or None, body, at)]

    def recover(self, extent: Extent) -> Fetch[Sequence[Sample]]:
        """Nothing near a wrong place tells which chunk was meant."""
        yield from ()
        raise ContainerError(f"no chunk of captions begins at {extent.offset}")

    def scan(self, wanted: Collection[int], window: Window | None = None) -> AviScan:
        """A search for chunks that begin as captions do."""
        streams = {self._captions[track].stream.number: track for track in sorted(wanted)}
        return AviScan(self._films, self._size, streams, self.unpack)


def _ms(parts: Sequence[bytes]) -> int:
    hours, minutes, seconds, ms = map(int, parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms

"""What flows from a container to a codec: byte ranges, tracks, extents, samples."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import Literal, NamedTuple, TypeAlias, TypeVar

import msgspec

NS_PER_SECOND = 1_000_000_000

T = TypeVar("T")


class ByteRange(NamedTuple):
    """A half-open range of an object's bytes."""

    start: int
    end: int


class LookRange(ByteRange):
    """A range of which few bytes will be looked at: the answer may be a view instead of a copy."""

    __slots__ = ()


Fetch: TypeAlias = Generator[Sequence[ByteRange], Sequence[bytes], T]
"""A reader that yields the ranges it wants, is sent their bytes in the same order, and returns T.

Ranges may be asked past the object's end: the answer is then shorter, down to empty. All ranges of
one yield are fetched together, so a reader asks for what it can know at once in one yield.
"""


class Edit(NamedTuple):
    """One entry of an edit list, in nanoseconds."""

    start_ns: int
    """Where the entry begins on the presentation timeline."""
    duration_ns: int | None
    """How long it lasts there; None: to the end of the media."""
    media_start_ns: int | None
    """Which media time plays at its beginning; None: nothing plays (an empty edit)."""


class SampleDescription(msgspec.Struct, frozen=True, kw_only=True):
    """How the samples of a track are coded."""

    codec: str
    """Neutral codec name, a key of ``cuelift.codec.CODECS``; empty: not a codec we know."""
    codec_id: str
    """The container's own name, as ``S_TEXT/UTF8`` or ``tx3g``."""
    private: bytes = b""
    """Set-up data of the codec, decompressed: CodecPrivate, or the body of the sample entry after
    its reserved bytes and data reference index (8 bytes)."""


LanguageSource: TypeAlias = Literal["tag", "title", "text", "option"]


class Track(msgspec.Struct, frozen=True, kw_only=True):
    """A caption track as its container describes it."""

    index: int
    """Position among all caption tracks of the source, from 0, in header order."""
    number: int
    """The container's own number (Matroska TrackNumber, ISO-BMFF track_ID)."""
    descriptions: tuple[SampleDescription, ...]
    """Never empty; samples name theirs by position."""
    timescale: int = NS_PER_SECOND
    """Ticks per second of ``Sample.pts`` and ``Sample.duration``."""
    language: str | None = None
    """BCP 47 tag, or None when the container states none (``und``)."""
    language_source: LanguageSource | None = None
    title: str | None = None
    default: bool = False
    forced: bool = False
    hearing_impaired: bool = False
    visual_impaired: bool = False
    commentary: bool = False
    original: bool = False
    enabled: bool = True
    alternate_group: int = 0
    """ISO-BMFF: tracks of one non-zero group are alternatives to each other."""
    edits: tuple[Edit, ...] = ()
    """Empty: media time is presentation time."""
    expected_samples: int | None = None
    """How many samples the container says there are, if it says so and may be believed."""
    expected_bytes: int | None = None
    """Payload bytes in all, if the container says so."""
    refusal: str | None = None
    """Why its payload cannot be read at all (encrypted, unknown compression); None: it can."""
    place: tuple[int, int, int, int] | None = None
    """ISO-BMFF: x, y, width, height of the track in the movie, in pixels."""
    canvas: tuple[int, int] | None = None
    """Width and height of the picture the captions lie on, in pixels."""

    @property
    def codec(self) -> str:
        """Neutral name of the first sample description's codec."""
        return self.descriptions[0].codec

    @property
    def codec_id(self) -> str:
        """The container's name of the first sample description's codec."""
        return self.descriptions[0].codec_id


class Extent(NamedTuple):
    """Where a sample lies, exactly or by an index entry's word."""

    track: int
    """``Track.index``."""
    pts: int
    """Presentation time in ticks of the track; by the index's word."""
    duration: int | None
    """In ticks; None: the index does not say."""
    offset: int
    """First byte to fetch."""
    length: int
    """Bytes to fetch: the sample's, or a guess that ``payload`` may ask to widen."""
    description: int = 0
    """Which of ``Track.descriptions``."""
    origin: int = 0
    """A value of the container's own (Matroska: the cluster's position in the file)."""


class Sample(NamedTuple):
    """One unit of a track's payload, as the container delivers it, decompressed."""

    track: int
    """``Track.index``."""
    pts: int
    """Presentation time in ticks, before edit lists."""
    duration: int | None
    """In ticks; None: not stated."""
    data: bytes
    offset: int = 0
    """Where it begins in the file, for reports."""
    additions: tuple[tuple[int, bytes], ...] = ()
    """Matroska BlockAdditions: (BlockAddID, data)."""
    description: int = 0
    """Which of ``Track.descriptions``."""


class Attachment(msgspec.Struct, frozen=True, kw_only=True):
    """A file carried inside the container, such as a font."""

    name: str
    media_type: str
    where: ByteRange
    """Where its bytes lie."""


class Window(NamedTuple):
    """A part of the presentation timeline, half-open, in nanoseconds."""

    start_ns: int
    end_ns: int | None
    """None: to the end."""


def to_ns(ticks: int, timescale: int) -> int:
    """Ticks as nanoseconds, rounded half up.

    The only conversion between ticks and nanoseconds.
    """
    if timescale == NS_PER_SECOND:
        return ticks
    return (ticks * NS_PER_SECOND * 2 + timescale) // (timescale * 2)

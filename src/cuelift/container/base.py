"""What every container reader offers. Readers are pure: they ask for ranges and are sent bytes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Protocol

import msgspec

from cuelift.media import Attachment, ByteRange, Extent, Fetch, Sample, Track, Window


class Index(msgspec.Struct, frozen=True, kw_only=True):
    """Where the samples of the wanted tracks lie."""

    extents: Sequence[Extent] = ()
    """In time order within each track; tracks may be mixed."""
    unindexed: Mapping[int, str] = msgspec.field(default_factory=dict)
    """Tracks whose samples must be looked for by a scan, and why (``no cues for this track``)."""
    absent: Collection[int] = ()
    """Those of ``unindexed`` of which the index does not list one sample."""
    lost: Mapping[int, str] = msgspec.field(default_factory=dict)
    """Tracks of which the index names samples that cannot be there (past the end of a file that
    was cut off), and how many."""
    warnings: Sequence[str] = ()


class ScanPart(msgspec.Struct, frozen=True):
    """What one slice of a scan held."""

    samples: Sequence[Sample]
    """In file order."""
    more: ByteRange | None = None
    """Not None: the last element reaches past the slice; the caller appends this range's bytes to
    the slice's and parses again. Samples are then empty."""
    warning: str | None = None
    """What was damaged or cut off in this slice, if anything."""
    note: str | None = None
    """What was odd in this slice, though no sample was lost by it."""


class Scan(Protocol):
    """Looks for samples without an index."""

    touches_all: bool
    """Whether every page is looked at, wherever samples are; else some are passed over."""

    def slices(self) -> Sequence[ByteRange]:
        """Ranges that cover all payload of the window, in file order.

        They may be fetched in parallel and parsed in any order. Aim at 2 MiB, so that many are
        under way at once without much memory.
        """

    def parse(self, start: int, data: bytes | memoryview) -> ScanPart:
        """The wanted samples whose cluster or fragment begins in one slice.

        Where samples can only be told in file order, those of a slice that comes too early are
        returned for the slice that it had to wait for.

        Args:
            start: the slice's first byte in the file.
            data: the slice's bytes, and those of earlier ``more`` answers behind them.

        Raises:
            ContainerError: nothing in this slice can be read.
        """

    @property
    def warnings(self) -> Collection[str]:
        """What ``hop`` has found damaged or cut off so far."""

    def hop(self, emit: Callable[[Sample], None]) -> Fetch[None]:
        """Walks from header to header, passing over what is not wanted."""

    def hop_cost(self) -> tuple[int, int]:
        """Expected ``(bytes, requests)`` of ``hop``, from what is known of the file."""


class Movie(Protocol):
    """An opened container: its header is read, its payload is not."""

    @property
    def container(self) -> str:
        """``matroska``, ``mp4``..."""

    @property
    def tracks(self) -> Sequence[Track]:
        """All caption tracks in header order; ``Track.index`` is the position here."""

    @property
    def duration_ns(self) -> int | None:
        """Of the presentation, if stated."""

    @property
    def warnings(self) -> Sequence[str]:
        """What was odd about the header, and about attachments once they are read, line by line."""

    @property
    def truncated(self) -> str | None:
        """What is missing of a file that was cut off, if the header tells."""

    def read_attachments(self) -> Fetch[Sequence[Attachment]]:
        """Files carried inside; their names and places are read, their bytes are not.

        Never raises ``ContainerError``: what cannot be read is told in ``warnings``.
        """

    def index(self, wanted: Collection[int], window: Window | None = None) -> Fetch[Index]:
        """Where the samples of the wanted tracks lie.

        Args:
            wanted: values of ``Track.index``; tracks with a ``refusal`` are not asked for.
            window: leave out samples that end before or start after it (presentation time).
        """

    def payload(self, extent: Extent, data: bytes | memoryview) -> Sequence[Sample] | ByteRange:
        """The samples that one extent holds; or the range to fetch instead.

        Args:
            extent: as ``index`` returned it.
            data: the bytes of the extent, or of the range asked for by the call before.

        Returns: one sample, more when laced; or, when ``data`` ends too early, the whole range to
            have (it begins where ``data`` does, so that only its tail need be fetched).

        Raises:
            IndexMismatch: there is no sample of that track at that place.
            ContainerError: the sample cannot be unpacked.
        """

    @property
    def exact(self) -> bool:
        """Whether every extent is a sample and nothing else, so that ``payload`` only copies it."""

    def recover(self, extent: Extent) -> Fetch[Sequence[Sample]]:
        """Looks around a wrong index entry for the sample that it means.

        Asked after ``payload`` raised ``IndexMismatch``.

        Raises:
            ContainerError: there is no such sample nearby either.
        """

    def scan(self, wanted: Collection[int], window: Window | None = None) -> Scan:
        """A search of the payload for the samples of the wanted tracks."""


class Container(msgspec.Struct, frozen=True):
    """A line of the registry."""

    name: str
    extensions: tuple[str, ...]
    sniff: Callable[[bytes], bool]
    """Whether a file that begins with these bytes (up to 64) is one."""
    open: Callable[[int], Fetch[Movie]]
    """Reads the header of an object of that many bytes."""
    companion: str | None = None
    """Extension of a file of the same name that is read behind this one, as if both were one."""

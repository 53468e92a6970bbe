"""Chooses tracks, and turns the samples of one track into its cues."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import lt
from typing import Literal

from msgspec.structs import replace

from cuelift.codec import CODECS, Decoder
from cuelift.cues import Cue, Document, Header
from cuelift.cues.timeline import Timeline, sort_key, start_of
from cuelift.errors import CodecError, UsageError
from cuelift.extract.languages import put_hints
from cuelift.extract.options import Selection
from cuelift.extract.pictures import Keeper
from cuelift.extract.report import Outcome, TrackReport
from cuelift.media import Sample, Track, Window

CUES_LIMIT = 2_000_000
"""Of one track; more is no film."""
TUNE_IN_NS = 60_000_000_000
"""What is read of graphical tracks before and behind a window."""
FORCED_PER_CUE = frozenset(("tx3g", "pgs", "vobsub"))
"""Codecs whose single cues can be forced."""


def kind_of(track: Track) -> Literal["text", "graphical", "unknown"]:
    """Text, graphical, or unknown where the codec is."""
    codec = CODECS.get(track.codec)
    return codec.kind if codec else "unknown"


def describe(track: Track) -> TrackReport:
    """The report of a track that was only looked at."""
    report = TrackReport(
        index=track.index,
        codec=track.codec or "unknown",
        codec_id=track.codec_id,
        kind=kind_of(track),
        title=track.title,
        default=track.default,
        forced=track.forced,
        hearing_impaired=track.hearing_impaired,
        cues=track.expected_samples,
        losses={},
        outputs=[],
    )
    put_hints(report, track)
    return report


def unreadable(track: Track) -> tuple[Outcome, str] | None:
    """Why the payload of a track cannot become cues, or None."""
    if track.refusal is not None:
        return "failed", track.refusal
    codec = CODECS.get(track.codec)
    if codec is None:
        return "failed", f"codec {track.codec_id!r} is not known"
    if codec.decoder is None:
        kind = "graphical captions" if codec.kind == "graphical" else "captions"
        return "refused", f"{kind} of codec {codec.name} ({track.codec_id}) cannot be read yet"
    return None


def select(tracks: Sequence[Track], selection: Selection) -> dict[int, str]:
    """Why tracks are not wanted, by index; a wanted one is not in it.

    Raises:
        UsageError: a track number that the source does not have.
    """
    numbers = {track.index for track in tracks}
    for number in selection.tracks:
        if number not in numbers:
            have = f"0 to {len(tracks) - 1}" if tracks else "none"
            raise UsageError(f"there is no caption track {number}; this source has {have}")
    reasons = {}
    for track in tracks:
        if selection.tracks and track.index not in selection.tracks:
            reasons[track.index] = "not asked for"
        elif selection.languages and not _speaks(language_of(track), selection.languages):
            reasons[track.index] = f"language {language_of(track) or 'und'} was not asked for"
        elif selection.forced == "only" and not (track.forced or track.codec in FORCED_PER_CUE):
            reasons[track.index] = "not forced"
    return reasons


def language_of(track: Track) -> str | None:
    """The language of a track, by its header."""
    return describe(track).language


def index_window(tracks: Sequence[Track], selection: Selection) -> Window | None:
    """The window that an index is asked for.

    An index reckons with edit lists; a window of the raw timeline does not, so where there are
    any all samples are read. What pictures show at the window's start was told some time
    before, and their end is told after them.
    """
    if selection.timeline == "raw" and any(track.edits for track in tracks):
        return None
    window = selection.window
    if window is None or not any(kind_of(track) == "graphical" for track in tracks):
        return window
    end_ns = None if window.end_ns is None else window.end_ns + TUNE_IN_NS
    return Window(max(window.start_ns - TUNE_IN_NS, 0), end_ns)


def _speaks(language: str | None, wanted: Iterable[str]) -> bool:
    have = (language or "und").lower()
    return any(have == tag or have.startswith(tag + "-") for tag in map(str.lower, wanted))


class TrackRun:
    """Decodes one track, sample by sample, and keeps what its report needs."""

    def __init__(
        self,
        track: Track,
        selection: Selection,
        media_end_ns: int | None,
        *,
        faithful: bool = False,
        copied: bool = False,
    ) -> None:
        """Makes a run.

        Args:
            track: to decode.
            selection: which part of it, on which timeline.
            media_end_ns: where the presentation ends, if known.
            faithful: its cues are only written in the format nearest its codec.
            copied: its samples are wanted too, as they came.
        """
        self.track = track
        self.cues: list[Cue] = []
        self.bad_samples = 0
        self.first_error: str | None = None
        self.broken: str | None = None
        """Why the rest of the track was given up."""
        self.samples = 0
        self.decoded = 0
        """Cues, wanted or not."""
        raw = selection.timeline == "raw"
        self.forced_only = selection.forced == "only" and not track.forced
        self._timeline = Timeline(
            edits=() if raw else track.edits,
            window=selection.window,
            shift_window=not raw,
            media_end_ns=media_end_ns,
        )
        self._windowed = selection.window is not None
        self._faithful = faithful
        self.unread: str | None = None
        """Why its pictures cannot be read as text; empty: that was not asked for after all."""
        self.keeper = Keeper(track, copied=copied) if kind_of(track) == "graphical" else None
        """Of the pictures."""
        self.texts: dict[str, list[Cue]] = {}
        """What text formats are made of instead of ``cues``, by the language it was translated
        to; empty: the track's own."""
        self.whole: list[Cue] | None = None
        """The cues before those whose pictures lie far apart were parted; None: none were."""
        self._decoders: dict[int, Decoder] = {}
        self._header: Header | None = None

    def feed(self, samples: Iterable[Sample]) -> list[Cue]:
        """Decodes samples; returns the cues that are settled by them."""
        made: list[Cue] = []
        opened = self._decoders.get
        copy = self.keeper.copy if self.keeper is not None else None
        for sample in samples:
            self.samples += 1
            if copy is not None:
                copy(sample)
            try:
                decoder = opened(sample[6]) or self._open(sample.description)
                made += decoder.decode(sample)
            except CodecError as error:
                self.bad_samples += 1
                self.first_error = self.first_error or error.message
        return self._keep(self._timeline.push(made))

    def _open(self, description: int) -> Decoder:
        name = self.track.descriptions[description].codec
        codec = CODECS.get(name)
        if codec is None or codec.decoder is None:
            raise CodecError(
                f"sample description {description} has codec "
                f"{self.track.descriptions[description].codec_id!r}, which cannot be read"
            )
        make = codec.faithful if self._faithful and codec.faithful else codec.decoder
        return self._decoders.setdefault(description, make(self.track, description))

    def finish(self) -> list[Cue]:
        """The cues still held back."""
        made = [cue for decoder in self._decoders.values() for cue in decoder.flush()]
        return self._keep(self._timeline.push(made) + self._timeline.finish())

    def _keep(self, cues: list[Cue]) -> list[Cue]:
        self.decoded += len(cues)
        if self.forced_only:
            cues = [cue for cue in cues if cue.forced]
        return cues

    def collect(self, samples: Iterable[Sample]) -> None:
        """Decodes samples and keeps their cues."""
        if self.broken is None:
            self._store(self.feed(samples))

    def take(self, document: Document) -> None:
        """Takes the cues of a caption file, which need no decoding."""
        self._header = document.header
        self.samples = len(document.cues)
        self._store(self._keep(self._timeline.push(document.cues) + self._timeline.finish()))
        self._sort()

    def close(self) -> None:
        """Takes the last cues and puts all into output order."""
        self._store(self.finish())
        self._sort()

    def _sort(self) -> None:
        starts = [cue.start_ns for cue in self.cues]
        if all(map(lt, starts, starts[1:])):
            return
        codec = CODECS.get(self.track.codec)
        self.cues.sort(key=start_of if codec is not None and codec.ordered else sort_key)

    def _store(self, cues: list[Cue]) -> None:
        if len(self.cues) + len(cues) > CUES_LIMIT:
            self.broken = f"given up after {CUES_LIMIT:,} cues"
        elif self.keeper is None:
            self.cues += cues
        else:
            self.cues += self.keeper.packed(cues)
            self.broken = self.broken or self.keeper.full

    @property
    def shown(self) -> list[Cue]:
        """What picture formats are made of: a cue for all that shows together."""
        return self.cues if self.whole is None else self.whole

    @property
    def unseen(self) -> int:
        """Cues that the presentation never shows: before zero, or outside of all edits."""
        return 0 if self._windowed else self._timeline.dropped

    @property
    def header(self) -> Header:
        """What the track says beside its cues; language and title as its container has them."""
        header = self._header
        if header is None:
            header = next(iter(self._decoders.values())).header if self._decoders else Header()
        if header.language is None and header.title is None:
            return replace(header, language=self.track.language, title=self.track.title)
        return header

    @property
    def losses(self) -> dict[str, int]:
        """What the decoders dropped, counted by kind."""
        total: dict[str, int] = {}
        for decoder in self._decoders.values():
            for kind, count in decoder.losses.items():
                total[kind] = total.get(kind, 0) + count
        return total

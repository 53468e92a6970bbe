"""Reads one caption track of a film as text."""

from __future__ import annotations

import msgspec

from cuelift.cues import Cue
from cuelift.errors import CodecError, OcrError
from cuelift.extract.captionfile import as_track, read_document
from cuelift.extract.dataset.options import DatasetOptions
from cuelift.extract.languages import Listener, odd_languages
from cuelift.extract.lift import finish_track, judge
from cuelift.extract.options import ExtractOptions, Selection
from cuelift.extract.plan import make_plan
from cuelift.extract.reading import Trouble, read_samples
from cuelift.extract.recognition import obstacle, read_pictures, with_text
from cuelift.extract.report import TrackReport
from cuelift.extract.source import CaptionSource, Media
from cuelift.extract.stream import choose_track
from cuelift.extract.tracks import TrackRun, describe, kind_of


class Captions(msgspec.Struct, frozen=True, kw_only=True):
    """A track, read."""

    cues: list[Cue]
    report: TrackReport
    duration_ns: int | None
    """Of the film; None: not known."""
    graphical: bool
    warnings: list[str]


def read_captions(opened: Media | CaptionSource, options: DatasetOptions) -> Captions:
    """Reads the wanted track; pictures are read as text.

    Raises:
        UsageError: there is no such track.
        CodecError, StoreError, ContainerError, FormatError: it cannot be read.
        OcrError: it has pictures, and they cannot be read as text here.
    """
    trouble = Trouble()
    if isinstance(opened, CaptionSource):
        run, report = _read_file(opened, trouble, options)
        duration_ns = None
    else:
        run, report = _read_track(opened, trouble, options)
        duration_ns = opened.movie.duration_ns
    graphical = kind_of(run.track) == "graphical"
    if graphical and any(cue.bitmaps for cue in run.cues):
        check = opened.source.check
        for text in read_pictures(run, report, options.ocr, watch=None, check=check):
            trouble.warn(text)
    cues = with_text(run.cues) if graphical else run.cues
    Listener(ExtractOptions(), named=True).listen(report, cues)
    partly = [f"track {report.index}: {report.message}"] if report.outcome == "partial" else []
    return Captions(
        cues=cues,
        report=report,
        duration_ns=duration_ns,
        graphical=graphical,
        warnings=[*partly, *trouble.warnings, *odd_languages(report)],
    )


def _read_file(
    opened: CaptionSource, trouble: Trouble, options: DatasetOptions
) -> tuple[TrackRun, TrackReport]:
    document, warnings = read_document(opened)
    for text in [*warnings, *document.warnings]:
        trouble.warn(text)
    track = as_track(opened, document)
    if options.language is not None and track.language is None:
        track = msgspec.structs.replace(track, language=options.language, language_source="option")
    run = TrackRun(track, Selection(), None)
    run.take(document)
    report = describe(track)
    finish_track(report, run)
    return run, report


def _read_track(
    opened: Media, trouble: Trouble, options: DatasetOptions
) -> tuple[TrackRun, TrackReport]:
    source, movie = opened.source, opened.movie
    # Forced tracks hold what is not spoken in the film's own language.
    full = [track for track in movie.tracks if not track.forced]
    tracks = full if full and options.track is None else movie.tracks
    track = choose_track(tracks, options.track, options.language)
    if kind_of(track) == "graphical" and (hindered := obstacle(options.ocr)) is not None:
        raise OcrError(f"track {track.index}: {hindered[1]}")
    run = TrackRun(track, Selection(), movie.duration_ns)
    plan = make_plan(source, movie, (track.index,), None, options.read)
    if track.index in plan.refused:
        raise CodecError(f"track {track.index}: {plan.refused[track.index]}")
    for samples in read_samples(source, movie, plan, None, trouble):
        run.collect(samples)
    run.close()
    report = describe(track)
    finish_track(report, run)
    judge(report, run, plan, trouble, movie.truncated, windowed=False)
    if report.outcome == "failed":
        raise CodecError(f"track {track.index}: {report.message}")
    return run, report

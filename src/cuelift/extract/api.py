"""The library's public calls."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

from cuelift.cues import Cue
from cuelift.errors import CodecError, ContainerError, UsageError
from cuelift.extract.captionfile import as_track, read_document
from cuelift.extract.forced import COUNTED, ForcedCounter
from cuelift.extract.lift import judge
from cuelift.extract.options import ExtractOptions, ReadOptions, Selection
from cuelift.extract.pipeline import close_report, extract_source, new_report, read_attachments
from cuelift.extract.plan import make_plan
from cuelift.extract.reading import Trouble, read_samples
from cuelift.extract.report import SourceReport
from cuelift.extract.source import CaptionSource, Media, open_media
from cuelift.extract.tracks import (
    TrackRun,
    describe,
    index_window,
    kind_of,
    select,
    unreadable,
)
from cuelift.media import Extent, Track


def probe(
    uri: str | Sequence[str], *, options: ReadOptions | None = None, count: bool = True
) -> SourceReport:
    """Tells what captions a source holds; reads its header and index, no payload.

    Args:
        uri: path or URI; several are read as one, in order.
        options: how to read.
        count: read the index too, for exact counts of cues.

    Raises:
        StoreError: the source cannot be read.
        ContainerError: it is not what it should be.
    """
    begun = time.monotonic()
    uris = [uri] if isinstance(uri, str) else list(uri)
    options = options or ReadOptions()
    opened = open_media(uris, options)
    with opened.source as source:
        report = new_report(uris, opened, read_attachments(opened))
        if isinstance(opened, CaptionSource):
            document, warnings = read_document(opened)
            report.warnings += [*warnings, *document.warnings]
            report.tracks = [describe(as_track(opened, document))]
            report.tracks[0].cues = sum(not cue.comment for cue in document.cues)
        else:
            report.tracks = [describe(track) for track in opened.movie.tracks]
            if count:
                _count(opened, options, report)
        close_report(report, source, begun)
    return report


def _count(opened: Media, options: ReadOptions, report: SourceReport) -> None:
    """Puts in what the index tells: samples where the header does not, and forced ones of PGS."""
    tracks = [track for track in opened.movie.tracks if track.refusal is None]
    missing = {track.index for track in tracks if track.expected_samples is None}
    pictures = [track.index for track in tracks if track.codec == COUNTED]
    wanted = sorted(missing.union(pictures))
    if not wanted:
        return
    try:
        index = opened.source.run(opened.movie.index(wanted))
    except ContainerError as error:
        report.warnings.append(f"the index cannot be read: {error.message}")
        return
    listed: dict[int, list[Extent]] = {n: [] for n in wanted if n not in index.unindexed}
    for extent in index.extents:
        listed.setdefault(extent.track, []).append(extent)
    for number, extents in listed.items():
        if number in missing:
            report.tracks[number].cues = len(extents)
    counter = ForcedCounter(opened.source, opened.movie)
    for number in pictures:
        if number in listed and number not in index.lost:
            report.tracks[number].forced_cues = counter.count(listed[number])
    report.warnings += index.warnings


def extract(
    uri: str | Sequence[str],
    to: str | None = None,
    format: str | Sequence[str] | None = None,
    *,
    options: ExtractOptions | None = None,
) -> SourceReport:
    """Writes the caption tracks of a source as caption files.

    Args:
        uri: path or URI; several are read as one, in order.
        to: output name with variables, or a folder ending in ``/``; None: beside a local source,
            in the working directory for a remote one.
        format: one or several of ``webvtt srt ass jsonl txt images bdn sup native``; None: what
            ``options`` say, else ``webvtt``.
        options: everything else.

    Returns: what was found, done and read. Tracks that could not be read are told there.

    Raises:
        UsageError: the request cannot be met; nothing was written.
        StoreError: the source cannot be read, or an output not be written.
        ContainerError: the source is not what it should be.
    """
    from msgspec.structs import replace

    chosen = options or ExtractOptions()
    if chosen.targets and not (to is None and format is None):
        raise UsageError("a name or format beside several targets; each target has its own")
    if to is not None:
        chosen = replace(chosen, template=to)
    if format is not None:
        chosen = replace(chosen, formats=(format,) if isinstance(format, str) else tuple(format))
    return extract_source([uri] if isinstance(uri, str) else list(uri), chosen)


def cues(
    uri: str | Sequence[str],
    track: int | None = None,
    *,
    language: str | None = None,
    selection: Selection | None = None,
    options: ReadOptions | None = None,
) -> Iterator[Cue]:
    """The cues of one track; the first ones come before the file is read through.

    Those of a graphical track have pictures and no text.

    Args:
        uri: path or URI; several are read as one, in order.
        track: its number from ``probe``; None: the first readable track of the language, one of
            text if there is any.
        language: BCP 47 tag, when no number is given.
        selection: a window, or the raw timeline; its tracks and languages are not looked at.
        options: how to read.

    Raises:
        UsageError: there is no such track.
        CodecError: the track cannot be decoded, or not without more reading than ``max_read``; or,
            after the last cue, some of it is missing.
        StoreError, ContainerError: the source cannot be read.
    """
    chosen = options or ReadOptions()
    selection = selection or Selection()
    opened = open_media([uri] if isinstance(uri, str) else list(uri), chosen)
    with opened.source:
        if isinstance(opened, CaptionSource):
            document, _ = read_document(opened)
            run = TrackRun(as_track(opened, document), selection, None)
            run.take(document)
            yield from (cue for cue in run.cues if not cue.comment)
            return
        found = _choose(opened.movie.tracks, track, language)
        run = TrackRun(found, selection, opened.movie.duration_ns)
        yield from _stream(opened, run, selection, chosen)


def _choose(tracks: Sequence[Track], number: int | None, language: str | None) -> Track:
    wanted = Selection(
        tracks=() if number is None else (number,),
        languages=() if language is None else (language,),
    )
    reasons = select(tracks, wanted)
    found = [track for track in tracks if track.index not in reasons]
    readable = [track for track in found if unreadable(track) is None]
    if readable:
        return min(readable, key=lambda each: kind_of(each) != "text")
    if not found:
        raise UsageError("no caption track fits" if tracks else "the source has no caption tracks")
    trouble = unreadable(found[0])
    raise CodecError(f"track {found[0].index}: {trouble[1] if trouble else 'cannot be read'}")


def _stream(
    opened: Media, run: TrackRun, selection: Selection, options: ReadOptions
) -> Iterator[Cue]:
    number = run.track.index
    window = index_window([run.track], selection)
    plan = make_plan(opened.source, opened.movie, (number,), window, options)
    if number in plan.refused:
        raise CodecError(f"track {number}: {plan.refused[number]}")
    trouble = Trouble()
    report = describe(run.track)
    report.cues, report.outcome = 0, "empty"
    for samples in read_samples(opened.source, opened.movie, plan, window, trouble):
        for cue in run.feed(samples):
            if not cue.comment:
                report.cues += 1
                yield cue
    for cue in run.finish():
        if not cue.comment:
            report.cues += 1
            yield cue
    judge(report, run, plan, trouble, opened.movie.truncated, windowed=selection.window is not None)
    if report.message is not None and report.outcome in ("partial", "failed"):
        raise CodecError(f"track {number} is {report.outcome}: {report.message}")

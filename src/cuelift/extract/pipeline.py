"""Extracts one source: chooses tracks, names outputs, reads, decodes, writes, reports."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec

from cuelift.extract import outputs as out
from cuelift.extract import targets
from cuelift.extract.lift import (
    CaptionFile,
    Lifter,
    finish_track,
    native_format,
    render_track,
)
from cuelift.extract.naming import Output, Wanted, name_outputs, values_of
from cuelift.extract.options import ExtractOptions, Selection
from cuelift.extract.plan import ReadPlan, make_plan
from cuelift.extract.publish import Publisher, copy_range
from cuelift.extract.report import AttachmentReport, SourceReport, TrackReport
from cuelift.extract.source import CaptionSource, Media, open_media
from cuelift.extract.tracks import TrackRun, describe, index_window, select, unreadable
from cuelift.media import Attachment, Track
from cuelift.store import parse_uri
from cuelift.store.drive import Progress, Source

MS = 1_000_000

Watcher = Callable[[Progress], None]
Claim = Callable[[Sequence[str]], None]
"""Told all files that a source would write, before anything is read for them; may refuse."""


class Planned(msgspec.Struct, frozen=True):
    """A source that is ready to be read: nothing is written yet."""

    reports: list[TrackReport]
    wanted: list[Track]
    """The tracks to lift."""
    outputs: list[Output]


def extract_source(
    uris: Sequence[str],
    options: ExtractOptions,
    *,
    watch: Watcher | None = None,
    explain: Callable[[ReadPlan], None] | None = None,
    claim: Claim | None = None,
    kept: Sequence[str] = (),
) -> SourceReport:
    """Extracts the captions of one source.

    Args:
        uris: of the source; several are read as one.
        options: what to extract, where to.
        watch: told how far reading has come.
        explain: told the read plan before payload is read.
        claim: raises ``UsageError`` when a file belongs to somebody else in this run.
        kept: files that must not be written over, beside the source.

    Raises:
        UsageError: the request cannot be met; nothing was written.
        StoreError: the source cannot be read, or an output not be written.
        ContainerError: the source is not what it should be.
    """
    begun = time.monotonic()
    begun_s = time.time()
    formats = out.resolve_formats(options.formats)
    opened = open_media(uris, options.read)
    with opened.source as source:
        attached = read_attachments(opened) if options.attachments is not None else ()
        report = new_report(uris, opened, attached)
        values = values_of(uris[0], source.info.modified_ns, begun_s)
        guard = _Guard(targets.Kept([*uris, *kept]), claim)
        work = _Work(source, report, options, formats, values, guard)
        if isinstance(opened, CaptionSource):
            work.caption_file(opened)
        else:
            work.media(opened, attached, watch, explain)
        close_report(report, source, begun)
    return report


def read_attachments(opened: Media | CaptionSource) -> Sequence[Attachment]:
    """Names and places of the files that a source carries."""
    if isinstance(opened, CaptionSource):
        return ()
    return opened.source.run(opened.movie.read_attachments())


def new_report(
    uris: Sequence[str], opened: Media | CaptionSource, attached: Sequence[Attachment]
) -> SourceReport:
    """The report of a source whose header was read, and what of its attachments was asked for."""
    source = opened.source
    report = SourceReport(
        source=source.uri,
        identity=source.info.identity,
        size_bytes=source.size,
        requests={},
        tracks=[],
        attachments=[],
        warnings=[],
    )
    if isinstance(opened, Media):
        report.container = opened.movie.container
        report.warnings += opened.movie.warnings
        if opened.movie.duration_ns is not None:
            report.duration_ms = opened.movie.duration_ns // MS
        report.attachments = [
            AttachmentReport(
                name=item.name,
                media_type=item.media_type,
                size_bytes=item.where.end - item.where.start,
            )
            for item in attached
        ]
    else:
        report.container = opened.format.name
        report.read_mode = "file"
    return report


def close_report(report: SourceReport, source: Source, begun: float) -> None:
    """Puts in what reading cost."""
    report.bytes_read = source.counters.bytes_read
    report.requests = dict(source.counters.requests)
    report.elapsed_ms = round((time.monotonic() - begun) * 1000)


class _Guard(msgspec.Struct, frozen=True):
    """What outputs must not be."""

    kept: targets.Kept
    claim: Claim | None


class _Work:
    """What is common to films and caption files: outputs and the report."""

    def __init__(
        self,
        source: Source,
        report: SourceReport,
        options: ExtractOptions,
        formats: tuple[str, ...],
        values: dict[str, str],
        guard: _Guard,
    ) -> None:
        self._source = source
        self._report = report
        self._options = options
        self._formats = formats
        self._values = values
        self._guard = guard
        self._attachments: list[str] = []
        if options.selection.window is not None and options.selection.timeline != "raw":
            report.timeline_offset_ms = options.selection.window.start_ns // MS

    def caption_file(self, opened: CaptionSource) -> None:
        """A caption file: one track."""
        from cuelift.extract.captionfile import as_track, read_document

        document, charset_warning = read_document(opened)
        track = as_track(opened, document)
        self._report.warnings += [*charset_warning, *document.warnings[:100]]
        planned = self._plan_tracks([track])
        for track in planned.wanted:
            run = TrackRun(track, self._options.selection, None)
            run.take(document)
            report = planned.reports[track.index]
            finish_track(report, run)
            self._write(render_track(report, run, planned.outputs, self._options))

    def media(
        self,
        opened: Media,
        attached: Sequence[Attachment],
        watch: Watcher | None,
        explain: Callable[[ReadPlan], None] | None,
    ) -> None:
        """A film: any number of tracks."""
        movie, options = opened.movie, self._options
        planned = self._plan_tracks(movie.tracks, [item.name for item in attached])
        numbers = tuple(track.index for track in planned.wanted)
        window = index_window(planned.wanted, options.selection)
        plan = make_plan(self._source, movie, numbers, window, options.read)
        self._report.read_mode = plan.mode
        self._report.warnings += plan.warnings
        if explain is not None:
            explain(plan)
        lifter = Lifter(self._source, movie, options, planned.reports, planned.outputs)
        lifted = lifter.lift(plan, numbers, watch)
        self._report.read_mode = lifted.mode
        self._report.warnings += lifted.warnings
        self._write(lifted.files, attached)

    def _plan_tracks(self, tracks: Sequence[Track], attachments: Sequence[str] = ()) -> Planned:
        """Settles which tracks are read and how every output is called."""
        selection = self._options.selection
        unwanted = select(tracks, selection)
        reports, chosen, readable = [], [], []
        for track in tracks:
            report = describe(track)
            report.cues = None
            reports.append(report)
            trouble = unreadable(track)
            if trouble is None:
                readable.append(track)
            if track.index in unwanted:
                report.outcome, report.message = "skipped", unwanted[track.index]
            elif trouble:
                report.outcome, report.message = trouble
            else:
                chosen.append(track)
        outputs = name_outputs(
            list(wanted_files(readable, self._formats, selection)),
            self._options.template,
            self._values,
            local=parse_uri(self._source.uri).scheme == "file",
            chosen={track.index for track in chosen},
        )
        self._check([output.uri for output in outputs], attachments)
        self._report.tracks = reports
        return Planned(reports, chosen, outputs)

    def _check(self, uris: list[str], attachments: Sequence[str]) -> None:
        """Refuses outputs that cannot be or must not be written, before anything is read."""
        store, guard = self._options.read.store, self._guard
        targets.check_writable(uris, store, guard.kept)
        if attachments and self._options.attachments is not None:
            folder = self._options.attachments.rstrip("/")
            self._attachments = targets.attachment_uris(folder, attachments, uris, guard.kept)
            targets.check_writable(self._attachments, store, guard.kept)
        if guard.claim is not None:
            guard.claim([*uris, *self._attachments])

    def _write(self, files: Iterable[CaptionFile], attached: Sequence[Attachment] = ()) -> None:
        publisher = Publisher(self._options.read.store, self._source.counters)
        try:
            for file in files:
                publisher.add(file.uri, [file.data])
            for item, uri in zip(attached, self._attachments, strict=True):
                data = copy_range(self._source, *item.where)
                publisher.add(uri, data, essential=False)
            publisher.publish()
        finally:
            publisher.abort()
        for report, uri in zip(self._report.attachments, self._attachments, strict=False):
            report.error = publisher.failed.get(uri)
            report.output = None if report.error else uri


def wanted_files(
    tracks: Sequence[Track], formats: Sequence[str], selection: Selection
) -> Iterator[Wanted]:
    """Every file that a selection may lead to, track by track."""
    for track in tracks:
        split = selection.forced == "split" and not track.forced
        for name in formats:
            for part in ("full", "forced") if split else ("",):
                yield Wanted(track, native_format(track) if name == out.NATIVE else name, part)

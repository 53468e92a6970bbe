"""Extracts one source: chooses tracks, names outputs, reads, decodes, writes, reports."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from cuelift.codec import CODECS
from cuelift.cues import Cue
from cuelift.extract import outputs as out
from cuelift.extract.naming import Output, Wanted, name_outputs, values_of
from cuelift.extract.options import ExtractOptions, Selection
from cuelift.extract.plan import ReadPlan, make_plan
from cuelift.extract.reading import Trouble, read_samples
from cuelift.extract.report import AttachmentReport, SourceReport, TrackReport
from cuelift.extract.source import CaptionFile, Media, open_media
from cuelift.extract.tracks import TrackRun, describe, select, unreadable
from cuelift.media import Sample, Track
from cuelift.store import parse_uri
from cuelift.store.drive import Progress, Source

MS = 1_000_000

Watcher = Callable[[Progress], None]


class Planned(NamedTuple):
    """A source that is ready to be read: nothing is written yet."""

    reports: list[TrackReport]
    runs: dict[int, TrackRun]
    outputs: list[Output]


def extract_source(
    uris: Sequence[str],
    options: ExtractOptions,
    *,
    watch: Watcher | None = None,
    explain: Callable[[ReadPlan], None] | None = None,
) -> SourceReport:
    """Extracts the captions of one source.

    Args:
        uris: of the source; several are read as one.
        options: what to extract, where to.
        watch: told how far reading has come.
        explain: told the read plan before payload is read.

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
        report = new_report(uris, opened)
        work = _Work(
            source, report, options, formats, values_of(uris[0], source.info.modified_ns, begun_s)
        )
        if isinstance(opened, CaptionFile):
            work.caption_file(opened)
        else:
            work.media(opened, watch, explain)
        close_report(report, source, begun)
    return report


def new_report(uris: Sequence[str], opened: Media | CaptionFile) -> SourceReport:
    """The report of a source whose header was read."""
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
            for item in opened.movie.attachments
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


class _Work:
    """What is common to films and caption files: outputs and the report."""

    def __init__(
        self,
        source: Source,
        report: SourceReport,
        options: ExtractOptions,
        formats: tuple[str, ...],
        values: dict[str, str],
    ) -> None:
        self._source = source
        self._report = report
        self._options = options
        self._formats = formats
        self._values = values
        if options.selection.window is not None and options.selection.timeline != "raw":
            report.timeline_offset_ms = options.selection.window.start_ns // MS

    def caption_file(self, opened: CaptionFile) -> None:
        """A caption file: one track."""
        from cuelift.extract.captionfile import as_track, read_document

        document, charset_warning = read_document(opened)
        track = as_track(opened, document)
        self._report.warnings += [*charset_warning, *document.warnings[:100]]
        planned = self._plan_tracks([track], None)
        for number, run in planned.runs.items():
            run.take(document)
            finish_track(planned.reports[number], run)
        self._write(planned)

    def media(
        self, opened: Media, watch: Watcher | None, explain: Callable[[ReadPlan], None] | None
    ) -> None:
        """A film: any number of tracks."""
        movie, options = opened.movie, self._options
        planned = self._plan_tracks(movie.tracks, movie.duration_ns)
        window = options.selection.window
        plan = make_plan(self._source, movie, tuple(planned.runs), window, options.read)
        self._report.read_mode = plan.mode
        self._report.warnings += plan.warnings
        if explain is not None:
            explain(plan)
        trouble = Trouble()
        for samples in read_samples(self._source, movie, plan, window, trouble, watch):
            for track, group in by_track(samples):
                planned.runs[track].collect(group)
        self._report.warnings += trouble.warnings
        for number, run in planned.runs.items():
            run.close()
            track_report = planned.reports[number]
            finish_track(track_report, run)
            judge(track_report, run, plan, trouble, windowed=window is not None)
        self._write(planned, opened)

    def _plan_tracks(self, tracks: Sequence[Track], end_ns: int | None) -> Planned:
        """Settles which tracks are read and how every output is called."""
        selection = self._options.selection
        unwanted = select(tracks, selection)
        reports, runs = [], {}
        for track in tracks:
            report = describe(track)
            report.cues = None
            reports.append(report)
            if track.index in unwanted:
                report.outcome, report.message = "skipped", unwanted[track.index]
            elif trouble := unreadable(track):
                report.outcome, report.message = trouble
            else:
                native = native_format(track)
                faithful = all(name in (out.NATIVE, native) for name in self._formats)
                runs[track.index] = TrackRun(track, selection, end_ns, faithful=faithful)
        wanted = list(wanted_files([run.track for run in runs.values()], self._formats, selection))
        location = parse_uri(self._source.uri)
        outputs = name_outputs(
            wanted, self._options.template, self._values, beside=location.scheme == "file"
        )
        out.check_writable((output.uri for output in outputs), self._options.read.store)
        self._report.tracks = reports
        return Planned(reports, runs, outputs)

    def _write(self, planned: Planned, opened: Media | None = None) -> None:
        publisher = out.Publisher(self._options.read.store, self._source.counters)
        try:
            for output in planned.outputs:
                self._render(output, planned, publisher)
            if opened is not None and self._options.attachments is not None:
                self._attachments(opened, self._options.attachments, publisher)
            publisher.publish()
        finally:
            publisher.abort()

    def _render(self, output: Output, planned: Planned, publisher: out.Publisher) -> None:
        report, run = planned.reports[output.track], planned.runs[output.track]
        if report.outcome not in ("cues", "partial"):
            return
        cues = part_of(run, output.part)
        if not cues:
            return
        data, losses = out.render(
            output.format, run.header, cues, out.writer_options(output.format, self._options)
        )
        if output.format != native_format(run.track):
            add_losses(report, run.losses)
        add_losses(report, losses)
        uri = output.uri if report.outcome == "cues" else as_partial(output.uri)
        publisher.add(uri, [data])
        report.outputs.append(uri)

    def _attachments(self, opened: Media, folder: str, publisher: out.Publisher) -> None:
        items = opened.movie.attachments
        names = out.attachment_names([item.name for item in items])
        for item, name, report in zip(items, names, self._report.attachments, strict=True):
            uri = f"{folder.rstrip('/')}/{name}"
            publisher.add(uri, out.copy_range(self._source, *item.where))
            report.output = uri


def wanted_files(
    tracks: Sequence[Track], formats: Sequence[str], selection: Selection
) -> Iterator[Wanted]:
    """Every file that a selection may lead to, track by track."""
    for track in tracks:
        split = selection.forced == "split" and not track.forced
        for name in formats:
            for part in ("full", "forced") if split else ("",):
                yield Wanted(track, native_format(track) if name == out.NATIVE else name, part)


def native_format(track: Track) -> str:
    """The file format nearest a track's codec."""
    codec = CODECS.get(track.codec)
    return (codec.native_format if codec else None) or out.NATIVE_FALLBACK


def add_losses(report: TrackReport, losses: Mapping[str, int]) -> None:
    """Puts losses into a report; what decoder and several formats lose alike counts once."""
    for kind, count in losses.items():
        report.losses[kind] = max(report.losses.get(kind, 0), count)


def part_of(run: TrackRun, part: str) -> list[Cue]:
    """The cues of one output of a track."""
    if not part:
        return run.cues
    return [cue for cue in run.cues if cue.forced == (part == "forced")]


def finish_track(report: TrackReport, run: TrackRun) -> None:
    """Puts what a track held into its report."""
    shown = [cue for cue in run.cues if not cue.comment]
    report.cues = len(shown)
    forced = sum(cue.forced for cue in shown)
    report.forced_cues = len(shown) if run.track.forced else forced or None
    report.outcome = "cues" if shown else "empty"
    report.losses = {}
    if shown:
        report.first_start_ms = round_ms(shown[0].start_ns)
        report.last_end_ms = round_ms(max(cue.end_ns or 0 for cue in shown))


def judge(
    report: TrackReport, run: TrackRun, plan: ReadPlan, trouble: Trouble, *, windowed: bool
) -> None:
    """Sets the outcome of a track that was read, or could not be."""
    number = run.track.index
    if number in plan.refused:
        report.outcome, report.message = "refused", plan.refused[number]
        return
    problems = []
    if number in plan.lost:
        problems.append(plan.lost[number])
    if count := trouble.counts.get(number, 0):
        problems.append(f"{count} samples could not be read ({trouble.first[number]})")
    if run.bad_samples:
        problems.append(f"{run.bad_samples} samples could not be decoded ({run.first_error})")
    if number in plan.scanned:
        problems += trouble.warnings[:1]
    expected = run.track.expected_samples
    if expected is not None and not windowed and run.samples < expected:
        problems.append(f"{run.samples:,} of {expected:,} samples found")
    if problems:
        report.outcome = "partial" if report.cues else "failed"
        report.message = "; ".join(problems)
    elif report.outcome == "empty":
        report.message = plan.empty.get(number)


def by_track(samples: Sequence[Sample]) -> Iterator[tuple[int, list[Sample]]]:
    """Samples of several tracks, apart; each track's in order."""
    groups: dict[int, list[Sample]] = {}
    for sample in samples:
        groups.setdefault(sample.track, []).append(sample)
    yield from groups.items()


def as_partial(uri: str) -> str:
    """The name of a file that is not whole: ``film.en.partial.vtt``."""
    folder, slash, name = uri.rpartition("/")
    stem, dot, extension = name.rpartition(".")
    marked = f"{stem}.partial.{extension}" if dot and stem else f"{name}.partial"
    return folder + slash + marked


def round_ms(time_ns: int) -> int:
    """Nanoseconds as milliseconds, rounded half up."""
    return (time_ns + MS // 2) // MS

"""Extracts one source: chooses tracks, names outputs, reads, decodes, writes, reports."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from functools import partial

import msgspec
from msgspec.structs import replace

from cuelift.errors import UsageError
from cuelift.extract import targets
from cuelift.extract.choose import Choice
from cuelift.extract.languages import Listener, odd_languages
from cuelift.extract.lift import (
    CaptionFile,
    Lifter,
    finish_track,
    is_written,
    prepare_text,
    render_track,
)
from cuelift.extract.naming import Output, Wanted, name_of_source, values_of
from cuelift.extract.options import ExtractOptions, Selection
from cuelift.extract.plan import ReadPlan, make_plan
from cuelift.extract.publish import Publisher, copy_range
from cuelift.extract.recognition import ReadWatcher
from cuelift.extract.report import AttachmentReport, SourceReport
from cuelift.extract.source import CaptionSource, Media, companions, open_media
from cuelift.extract.stream import read_cues
from cuelift.extract.texts import Texts
from cuelift.extract.tracks import TrackRun, index_window
from cuelift.extract.translation import TranslateWatcher
from cuelift.extract.wishes import Wishes
from cuelift.media import Attachment, Track
from cuelift.store import parse_uri
from cuelift.store.drive import Progress, Source

MS = 1_000_000

Watcher = Callable[[Progress], None]
Claim = Callable[[Sequence[str]], None]
"""Told all files that a source would write, before anything is read for them; may refuse."""


class Planned(msgspec.Struct, frozen=True):
    """A source that is ready to be read: nothing is written yet."""

    choice: Choice
    outputs: list[Output]
    """As far as they are known: which tracks turn out empty is not."""
    languages: dict[int, str | None]
    """Of the tracks, as far as their headers tell."""


def extract_source(
    uris: Sequence[str],
    options: ExtractOptions,
    *,
    watch: Watcher | None = None,
    watch_ocr: ReadWatcher | None = None,
    watch_translation: TranslateWatcher | None = None,
    explain: Callable[[ReadPlan], None] | None = None,
    claim: Claim | None = None,
    kept: Sequence[str] = (),
) -> SourceReport:
    """Extracts the captions of one source.

    Args:
        uris: of the source; several are read as one.
        options: what to extract, where to.
        watch: told how far reading has come.
        watch_ocr: told how many pictures of a track are read as text.
        watch_translation: told how many texts of a track are translated.
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
    wishes = Wishes(options)
    texts = Texts(options, read_cues)
    texts.translations.watch = watch_translation
    opened = open_media(uris, options.read)
    with closing(texts.translations), opened.source as source:
        attached = read_attachments(opened) if options.attachments is not None else ()
        report = new_report(uris, opened, attached)
        created_s = begun_s if options.created_ns is None else options.created_ns / 1e9
        values = values_of(uris[0], source.info.modified_ns, created_s)
        guard = _Guard(targets.Kept([*uris, *companions(uris[0]), *kept]), claim)
        texts.source, texts.translations.check = source.uri, source.check
        work = _Work(source, report, options, wishes, texts, values, guard)
        if isinstance(opened, CaptionSource):
            work.caption_file(opened)
        else:
            work.watch_ocr = watch_ocr
            work.media(opened, attached, watch, explain)
        report.warnings += [line for track in report.tracks for line in odd_languages(track)]
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
        wishes: Wishes,
        texts: Texts,
        values: dict[str, str],
        guard: _Guard,
    ) -> None:
        self._source = source
        self._report = report
        self._options = options
        self._wishes = wishes
        self._texts = texts
        self._values = values
        self._guard = guard
        self._listener = Listener(options, named=wishes.tell_language)
        self._attachments: list[str] = []
        self._local = parse_uri(source.uri).scheme == "file"
        self._changes = options.changes and name_of_source(
            options.changes, values, local=self._local
        )
        self.watch_ocr: ReadWatcher | None = None
        if options.selection.window is not None and options.selection.timeline != "raw":
            report.timeline_offset_ms = options.selection.window.start_ns // MS

    def caption_file(self, opened: CaptionSource) -> None:
        """A caption file: one track."""
        from cuelift.extract.captionfile import as_track, read_document

        document, charset_warning = read_document(opened)
        track = as_track(opened, document)
        self._report.warnings += [*charset_warning, *document.warnings[:100]]
        planned = self._plan_tracks([track])
        for track in planned.choice.wanted:
            run = TrackRun(track, self._options.selection, None)
            run.take(document)
            report = planned.choice.reports[track.index]
            finish_track(report, run)
            prepare_text(run, report, self._listener, self._texts)
            outputs = self._settle(planned, (), {track.index: run})
            self._write(render_track(report, run, outputs, self._options))

    def media(
        self,
        opened: Media,
        attached: Sequence[Attachment],
        watch: Watcher | None,
        explain: Callable[[ReadPlan], None] | None,
    ) -> None:
        """A film: any number of tracks."""
        movie, options = opened.movie, self._options
        names = [item.name for item in attached]
        planned = self._plan_tracks(movie.tracks, names)
        numbers = tuple(track.index for track in planned.choice.wanted)
        window = index_window(planned.choice.wanted, options.selection)
        plan = make_plan(self._source, movie, numbers, window, options.read)
        self._report.read_mode = plan.mode
        self._report.warnings += plan.warnings
        if explain is not None:
            explain(plan)
        lifter = Lifter(self._source, movie, options, planned.choice.reports, planned.outputs)
        lifter.unread, lifter.watch_ocr = planned.choice.unread, self.watch_ocr
        self._texts.duration_ns = _duration_of(movie.duration_ns, options.selection)
        lifter.listener, lifter.texts = self._listener, self._texts
        lifter.settle = partial(self._settle, planned, names)
        lifted = lifter.lift(plan, numbers, watch)
        self._report.read_mode = lifted.mode
        self._report.warnings += lifted.warnings
        self._write(lifted.files, attached)

    def _plan_tracks(self, tracks: Sequence[Track], attachments: Sequence[str] = ()) -> Planned:
        """Settles which tracks are read and how every output is called."""
        options = self._options
        choice = Choice(tracks, options.selection, self._wishes, options.ocr)
        if options.language is not None:
            for report in choice.reports:
                report.language, report.language_source = options.language, "option"
        planned = Planned(choice, [], {each.index: each.language for each in choice.reports})
        planned.outputs.extend(self._names(planned))
        self._check(planned.outputs, attachments)
        self._report.tracks = choice.reports
        return planned

    def _names(
        self, planned: Planned, written: Callable[[Wanted], bool] | None = None
    ) -> list[Output]:
        reports = planned.choice.reports
        readable = planned.choice.readable
        return self._wishes.outputs(
            [replace(track, language=reports[track.index].language) for track in readable],
            self._values,
            local=self._local,
            chosen={track.index for track in planned.choice.wanted},
            written=written,
        )

    def _settle(
        self, planned: Planned, attachments: Sequence[str], runs: Mapping[int, TrackRun]
    ) -> Sequence[Output]:
        """The outputs as they are called now that it is known which tracks are empty."""
        reports = planned.choice.reports
        heard = any(planned.languages[number] != reports[number].language for number in runs)
        if not self._wishes.counted and not heard:
            return planned.outputs

        def written(item: Wanted) -> bool:
            run = runs.get(item.track.index)
            report = planned.choice.reports[item.track.index]
            return run is not None and is_written(report, run, item)

        outputs = self._names(planned, written)
        if not {output.uri for output in outputs} <= {output.uri for output in planned.outputs}:
            self._check(outputs, attachments)
        return outputs

    def _check(self, outputs: Sequence[Output], attachments: Sequence[str]) -> None:
        """Refuses outputs that cannot be or must not be written, before anything is read."""
        store, guard = self._options.read.store, self._guard
        uris = [uri for output in outputs for uri in output.files]
        uris += [self._changes] if self._changes else []
        _refuse_doubles(uris)
        targets.check_writable(uris, store, guard.kept)
        if attachments and self._options.attachments is not None:
            folder = self._options.attachments.rstrip("/")
            self._attachments = targets.attachment_uris(folder, attachments, uris, guard.kept)
            targets.check_writable(self._attachments, store, guard.kept)
        if guard.claim is not None:
            guard.claim([*uris, *self._attachments])

    def _write(self, files: Iterable[CaptionFile], attached: Sequence[Attachment] = ()) -> None:
        options = self._options
        publisher = Publisher(
            options.read.store,
            self._source.counters,
            fence=options.fence,
            max_bytes=options.max_output_bytes,
        )
        try:
            for file in files:
                publisher.add(file.uri, [file.data], last=file.last)
            if self._changes:
                publisher.add(self._changes, [self._texts.changes(self._changes)])
                self._report.changes = self._changes
            for item, uri in zip(attached, self._attachments, strict=True):
                data = copy_range(self._source, *item.where)
                publisher.add(uri, data, essential=False)
            publisher.publish()
        finally:
            publisher.abort()
        for report, uri in zip(self._report.attachments, self._attachments, strict=False):
            report.error = publisher.failed.get(uri)
            report.output = None if report.error else uri


def _refuse_doubles(uris: Sequence[str]) -> None:
    """Refuses a file in the place of one that lists a folder's pictures."""
    seen: set[str] = set()
    for uri in uris:
        if uri in seen:
            raise UsageError(f"two outputs would both be written to {uri!r}")
        seen.add(uri)


def _duration_of(film_ns: int | None, selection: Selection) -> int | None:
    """Of what is written: the film, or the part of it that was asked for."""
    window = selection.window
    if window is None or selection.timeline == "raw":
        return film_ns
    end_ns = min((each for each in (film_ns, window.end_ns) if each is not None), default=None)
    return None if end_ns is None else max(end_ns - window.start_ns, 0)

"""Lifts tracks: reads and decodes their samples, makes caption files of them, judges the result."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec

from cuelift.codec import CODECS
from cuelift.container import Movie
from cuelift.cues import Cue
from cuelift.errors import CueliftError, OcrError
from cuelift.extract import outputs as out
from cuelift.extract.languages import Listener
from cuelift.extract.naming import Output, Wanted
from cuelift.extract.options import ExtractOptions
from cuelift.extract.pictures import COPY_FORMAT, Pictures, may_copy, picture_files
from cuelift.extract.plan import ReadPlan, both_plans, plan_again
from cuelift.extract.reading import Trouble, read_samples
from cuelift.extract.recognition import ReadWatcher, read_pictures, with_text
from cuelift.extract.report import TrackReport
from cuelift.extract.texts import Texts
from cuelift.extract.tracks import FORCED_PER_CUE, TrackRun, index_window, kind_of
from cuelift.format import FORMATS, PICTURES
from cuelift.media import Sample, Track, Window
from cuelift.store.drive import Progress, Source

MS = 1_000_000
_OF_PARTS = frozenset(("pgs", "dvbsub"))
"""Codecs whose pictures are put together from what was told before."""
_PARTS = ("object", "palette", "region")
"""What they lack where it was not."""
_LAYERED = frozenset(("ass", "jsonl"))
"""Formats whose readers all can show several cues at a time."""


class CaptionFile(msgspec.Struct, frozen=True):
    """A caption file that is ready to be written."""

    uri: str
    data: bytes
    last: bool = False
    """It tells of others, which must be there first."""


class Lifted(msgspec.Struct):
    """What became of some tracks of a source."""

    files: Iterator[CaptionFile]
    """Made one by one as they are asked for; names and losses are then put into the reports."""
    warnings: list[str]
    mode: str | None
    """How they were read."""


class Lifter:
    """Lifts tracks of one film."""

    def __init__(
        self,
        source: Source,
        movie: Movie,
        options: ExtractOptions,
        reports: Sequence[TrackReport],
        outputs: Sequence[Output],
    ) -> None:
        """Makes a lifter.

        Args:
            source: of the film.
            movie: its header.
            options: of the extraction.
            reports: of all tracks, by number; those of lifted tracks are filled in.
            outputs: the files that tracks are to become.
        """
        self._source = source
        self._movie = movie
        self._options = options
        self._reports = reports
        self._outputs = outputs
        self.settle: Callable[[Mapping[int, TrackRun]], Sequence[Output]] = lambda _: outputs
        """Gives the outputs their last names once all is decoded."""
        self.unread: Mapping[int, str] = {}
        """Tracks whose pictures cannot be read as text, and why."""
        self.watch_ocr: ReadWatcher | None = None
        self.listener: Listener | None = None
        self.texts: Texts | None = None

    def lift(
        self, plan: ReadPlan, tracks: Sequence[int], watch: Callable[[Progress], None] | None
    ) -> Lifted:
        """Lifts the tracks of a plan."""
        selection = self._options.selection
        window = index_window([self._movie.tracks[number] for number in tracks], selection)
        runs = {number: self._run(number) for number in tracks}
        trouble = Trouble()
        self._collect(runs, plan, window, trouble, watch)
        if trouble.misled:
            # What was found by a wrong index is dropped: the search finds it again.
            runs |= {number: self._run(number) for number in trouble.misled}
            trouble.warn("the index places samples wrongly; they were searched for without it")
            read = self._options.read
            again = plan_again(plan, self._source, self._movie, trouble.misled, window, read)
            self._collect(runs, again, window, trouble, watch)
            plan = both_plans(plan, again)
        for number, run in runs.items():
            run.close()
            report = self._reports[number]
            finish_track(report, run)
            judge(
                report,
                run,
                plan,
                trouble,
                self._movie.truncated,
                windowed=selection.window is not None,
            )
            self._recognize(run, report, trouble)
            if not self._formats(number) <= PICTURES:
                prepare_text(run, report, self.listener, self.texts)
        files = self._render(runs, self.settle(runs))
        return Lifted(files, trouble.warnings, plan.mode)

    def _recognize(self, run: TrackRun, report: TrackReport, trouble: Trouble) -> None:
        """Reads the pictures of a track, if its text is wanted."""
        graphical = kind_of(run.track) == "graphical"
        wanted = graphical and not self._formats(report.index) <= PICTURES
        if not wanted or not any(cue.bitmaps for cue in run.cues):
            return
        run.unread = self.unread.get(report.index)
        if run.unread is not None:
            return
        try:
            warnings = read_pictures(
                run,
                report,
                self._options.ocr,
                watch=self.watch_ocr,
                check=self._source.check,
            )
        except OcrError as error:
            run.unread = error.message
        else:
            for text in warnings:
                trouble.warn(text)

    def _render(
        self, runs: Mapping[int, TrackRun], outputs: Sequence[Output]
    ) -> Iterator[CaptionFile]:
        for number, run in runs.items():
            yield from render_track(self._reports[number], run, outputs, self._options)

    def _collect(
        self,
        runs: dict[int, TrackRun],
        plan: ReadPlan,
        window: Window | None,
        trouble: Trouble,
        watch: Callable[[Progress], None] | None,
    ) -> None:
        for samples in read_samples(self._source, self._movie, plan, window, trouble, watch):
            for number, group in by_track(samples):
                runs[number].collect(group)

    def _run(self, number: int) -> TrackRun:
        track = self._movie.tracks[number]
        native = native_format(track)
        formats = self._formats(number)
        selection = self._options.selection
        return TrackRun(
            track,
            selection,
            self._movie.duration_ns,
            faithful=formats == {native} and not self._options.clean,
            copied=COPY_FORMAT in formats and may_copy(track, selection),
        )

    def _formats(self, number: int) -> set[str]:
        return {output.format for output in self._outputs if output.track == number}


def prepare_text(
    run: TrackRun, report: TrackReport, listener: Listener | None, texts: Texts | None
) -> None:
    """Settles the language of a track and makes the texts that are written of it."""
    graphical = kind_of(run.track) == "graphical"
    try:
        if listener is not None:
            listener.listen(report, with_text(run.cues) if graphical else run.cues)
    except CueliftError as error:
        run.unread = error.message
    if texts is not None:
        texts.make(run, report)


def render_track(
    report: TrackReport, run: TrackRun, outputs: Sequence[Output], options: ExtractOptions
) -> Iterator[CaptionFile]:
    """The caption files of a track; names and losses are put into its report."""
    made: dict[tuple[str, str, str], bytes] = {}
    for output in outputs:
        if output.track != report.index or not is_written(report, run, output):
            continue
        uri = output.uri if report.outcome == "cues" else as_partial(output.uri)
        if output.format in PICTURES:
            yield from _render_pictures(report, run, output, uri, options)
            continue
        which = output.format, output.part, output.language
        data = made.get(which)
        if data is None:
            data = made[which] = _render_part(report, run, output, options)
        report.outputs.append(uri)
        yield CaptionFile(uri, data)
    if run.unread and report.outcome in ("cues", "partial"):
        report.outcome = "partial" if report.outcome == "partial" else "refused"
        report.message = "; ".join(filter(None, (report.message, run.unread)))


def is_written(report: TrackReport, run: TrackRun, output: Output | Wanted) -> bool:
    """Whether an output of a track that was read becomes a file."""
    if report.outcome not in ("cues", "partial") or not part_of(run.cues, output.part):
        return False
    if output.language and output.language not in run.texts:
        return False
    return run.unread is None or output.format in PICTURES


def _render_pictures(
    report: TrackReport, run: TrackRun, output: Output, uri: str, options: ExtractOptions
) -> Iterator[CaptionFile]:
    """The files of a picture format, made one by one."""
    forced = (output.part == "forced") if output.part else run.forced_only or None
    samples = run.keeper.samples if run.keeper is not None else ()
    made_of = Pictures(run.track, run.header, part_of(run.shown, output.part), samples, forced)
    files, losses = picture_files(made_of, output.format, options.selection)
    indexes = FORMATS[output.format].indexes
    pictures = 0
    for file in files:
        name = f"{uri}/{file.name}" if file.name else uri
        last = file.name in indexes
        if last or not indexes:
            report.outputs.append(name)
        else:
            pictures += 1
        yield CaptionFile(name, file.data, last)
    if indexes:
        report.pictures = (report.pictures or 0) + pictures
    add_losses(report, losses)


def _render_part(
    report: TrackReport, run: TrackRun, output: Output, options: ExtractOptions
) -> bytes:
    cues = part_of(run.texts.get(output.language, run.cues), output.part)
    if run.keeper is not None:
        cues = with_text(cues)
    if options.flatten and output.format not in _LAYERED:
        from cuelift.cues.flatten import flatten

        cues = flatten(cues)
    header = run.header
    if output.language:
        header = msgspec.structs.replace(header, language=output.language)
    data, losses = out.render(
        output.format, header, cues, out.writer_options(output.format, options)
    )
    if output.format != native_format(run.track):
        add_losses(report, run.losses)
    add_losses(report, losses)
    return data


def native_format(track: Track) -> str:
    """The file format nearest a track's codec."""
    if kind_of(track) == "graphical":
        return COPY_FORMAT
    codec = CODECS.get(track.codec)
    return (codec.native_format if codec else None) or out.NATIVE_FALLBACK


def add_losses(report: TrackReport, losses: Mapping[str, int]) -> None:
    """Puts losses into a report; what decoder and several formats lose alike counts once."""
    for kind, count in losses.items():
        report.losses[kind] = max(report.losses.get(kind, 0), count)


def part_of(cues: list[Cue], part: str) -> list[Cue]:
    """The cues of one output of a track."""
    if not part:
        return cues
    return [cue for cue in cues if cue.forced == (part == "forced")]


def finish_track(report: TrackReport, run: TrackRun) -> None:
    """Puts what a track held into its report."""
    shown = [cue for cue in run.cues if not cue.comment]
    report.cues = len(shown)
    forced = sum(cue.forced for cue in shown)
    counted = run.keeper is not None and run.track.codec in FORCED_PER_CUE
    report.forced_cues = len(shown) if run.track.forced else forced or (0 if counted else None)
    report.outcome = "cues" if shown else "empty"
    report.losses = {"unseen": run.unseen} if run.unseen else {}
    if shown:
        report.first_start_ms = round_ms(shown[0].start_ns)
        report.last_end_ms = round_ms(max(cue.end_ns or 0 for cue in shown))


def judge(
    report: TrackReport,
    run: TrackRun,
    plan: ReadPlan,
    trouble: Trouble,
    truncated: str | None,
    *,
    windowed: bool,
) -> None:
    """Sets the outcome of a track that was read, or could not be.

    Args:
        report: of the track; tells how many cues there are.
        run: of the track.
        plan: that was carried out.
        trouble: that came up meanwhile.
        truncated: what is missing of the file, if it was cut off.
        windowed: only a part of the track was asked for, so that no count can be held against it.
    """
    number = run.track.index
    if number in plan.refused:
        report.outcome, report.message = "refused", plan.refused[number]
        return
    problems = list(_problems(run, plan, trouble, windowed=windowed))
    if report.outcome == "empty" and truncated and run.track.expected_samples != 0:
        problems = problems or [truncated]
    if problems:
        report.outcome = "partial" if report.cues else "failed"
        report.message = "; ".join(problems)
    elif report.outcome == "empty":
        report.message = plan.empty.get(number) or _blank(run)


def _problems(run: TrackRun, plan: ReadPlan, trouble: Trouble, *, windowed: bool) -> Iterator[str]:
    number = run.track.index
    if number in plan.lost:
        yield plan.lost[number]
    if count := trouble.counts.get(number, 0):
        yield f"{count} samples could not be read ({trouble.first[number]})"
    if run.broken:
        yield run.broken
    if run.bad_samples:
        yield f"{run.bad_samples} samples could not be decoded ({run.first_error})"
    if not run.decoded and not windowed and (missing := _missing(run)):
        yield f"none of its pictures can be shown: the parts of {missing:,} were never told"
    if number in plan.scanned:
        if trouble.damaged:
            yield trouble.damaged
    elif number in trouble.misled:
        yield "its index entries are wrong"
    expected = run.track.expected_samples
    if expected is not None and not windowed and run.samples < expected:
        yield f"{run.samples:,} of {expected:,} samples found"


def _missing(run: TrackRun) -> int:
    """How often pictures could not be shown for want of their parts."""
    if run.track.codec not in _OF_PARTS:
        return 0
    losses = run.losses
    return sum(losses.get(kind, 0) for kind in _PARTS)


def _blank(run: TrackRun) -> str | None:
    """Why there are no cues, where all pictures of a track are blank."""
    blank = run.losses.get("blank", 0) if run.keeper is not None and not run.decoded else 0
    return f"all its pictures are blank ({blank:,})" if blank else None


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

"""``cuelift extract``."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import click

from cuelift.cli.options import (
    TimeParam,
    build_ocr,
    build_read_options,
    build_translate,
    ocr_options,
    read_options,
    text_options,
    write_options,
)
from cuelift.errors import Cancelled, CueliftError, UsageError

if TYPE_CHECKING:
    from cuelift.extract.expand import Found
    from cuelift.extract.manifest import Manifest
    from cuelift.extract.options import ExtractOptions
    from cuelift.extract.plan import ReadPlan
    from cuelift.extract.report import RunReport, SourceReport


@click.command("extract")
@click.argument("sources", nargs=-1, required=True, metavar="SRC...")
@click.option(
    "-o",
    "--output",
    "template",
    metavar="TEMPLATE",
    help="Output name with variables as {barename}.{streamindex}.{autoext}, or a folder "
    "ending in /; default: {dirname}/{barename}.{language}[.forced][.sdh][.n]"
    ".{autoext}, for remote sources in the working directory.",
)
@click.option(
    "-f",
    "--format",
    "formats",
    multiple=True,
    metavar="FORMAT",
    help="webvtt, srt, ass, jsonl; txt (a transcript); scripts: csv, md, html, docx; of graphical "
    "tracks also images (a folder), bdn (a folder), sup; or native (each track in the format "
    "nearest its own); may be repeated; default: by the extension of -o, else webvtt.",
)
@click.option(
    "--track",
    "tracks",
    type=click.IntRange(0),
    multiple=True,
    metavar="N",
    help="Caption track by its number in probe; may be repeated.",
)
@click.option(
    "--language",
    "languages",
    multiple=True,
    metavar="L",
    help="BCP 47 tag, as en or zh-Hant; may be repeated.",
)
@click.option(
    "--forced",
    type=click.Choice(["all", "only", "split"]),
    default="all",
    help="Forced cues: with the others, alone, or in files of their own.",
)
@click.option("--start", type=TimeParam(), help="Begin here; output starts at zero.")
@click.option("--duration", type=TimeParam(), help="Of the part to extract.")
@click.option(
    "--timeline",
    type=click.Choice(["presentation", "raw"]),
    default="presentation",
    help="raw: times as the container stores them, no edit lists, no shift.",
)
@write_options
@ocr_options
@text_options
@click.option(
    "--attachments",
    metavar="DIR",
    help="Save attached files (fonts) here; those of several sources in DIR/{barename}/.",
)
@click.option("--join", is_flag=True, help="Read all sources as one (CMAF init and segments).")
@click.option(
    "--jobs",
    type=click.IntRange(1, 256),
    metavar="N",
    help="Sources at once, when there are several; default: one a processor.",
)
@click.option(
    "--manifest",
    metavar="FILE",
    help="Where finished sources are remembered; default: the state folder, for several sources.",
)
@click.option("--force", is_flag=True, help="Extract again what is already done.")
@click.option(
    "--explain",
    is_flag=True,
    help="Print the read plans; several sources are then read one by one.",
)
@click.option("--report", "report_path", metavar="FILE", help="Write the JSON report here.")
@click.option("--json", "as_json", is_flag=True, help="Print the JSON report.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
@read_options
def command(**values: Any) -> int:
    """Write the caption tracks of films as caption files.

    A source may be a film, a caption file, a folder or prefix ending in / (all films below it), or
    a pattern with * and **. Reads only what the captions need.
    """
    from cuelift.extract.expand import expand

    sources: tuple[str, ...] = values.pop("sources")
    join: bool = values.pop("join")
    ui = _Ui(values.pop("as_json"), values.pop("quiet"), values.pop("report_path"))
    ui.explain = values.pop("explain")
    workers: int | None = values.pop("jobs")
    manifest_path: str | None = values.pop("manifest")
    options = _build(values)
    if join:
        if manifest_path:
            raise UsageError("--manifest remembers single sources, not those read by --join")
        return ui.one(list(sources), options)
    found = expand(sources, options.read.store, options.read.limits)
    ui.single = len(found) == 1 and found[0].identity is None
    if ui.single and not manifest_path:
        return ui.one([found[0].uri], options)
    return ui.many(found, options, workers, manifest_path)


def _build(values: dict[str, Any]) -> ExtractOptions:
    from cuelift.extract.convert import format_of
    from cuelift.extract.options import ExtractOptions, Selection
    from cuelift.media import Window

    read = build_read_options(values)
    start, duration = values.pop("start"), values.pop("duration")
    window = None
    if start is not None or duration is not None:
        if duration == 0:
            raise UsageError("--duration 0 would extract nothing")
        begin = start or 0
        window = Window(begin, None if duration is None else begin + duration)
    formats, template = values.pop("formats"), values["template"]
    if not formats:
        named = template and not template.endswith("/") and "{autoext}" not in template
        formats = (format_of(template),) if named else ("webvtt",)
    return ExtractOptions(
        formats=formats,
        read=read,
        ocr=build_ocr(values),
        translate=build_translate(values),
        selection=Selection(
            tracks=values.pop("tracks"),
            languages=values.pop("languages"),
            forced=values.pop("forced"),
            timeline=values.pop("timeline"),
            window=window,
        ),
        **values,
    )


class _Ui:
    """What the run tells its user."""

    def __init__(self, as_json: bool, quiet: bool, report_path: str | None) -> None:
        self._as_json = as_json
        self._quiet = quiet
        self._report_path = report_path
        self.explain = False
        self.single = False
        """Whether one source was named, so that its own report is wanted."""

    def one(self, uris: list[str], options: ExtractOptions) -> int:
        """One source."""
        from cuelift.cli import show
        from cuelift.cli.progress import film_progress
        from cuelift.extract.pipeline import extract_source

        kept = self._check_report(uris, options)
        try:
            with film_progress(enabled=not (self._as_json or self._quiet)) as watchers:
                report = extract_source(
                    uris,
                    options,
                    watch=watchers and watchers.reading,
                    watch_ocr=watchers and watchers.recognizing,
                    watch_translation=watchers and watchers.translating,
                    explain=self._explain if self.explain else None,
                    kept=kept,
                )
        except (UsageError, Cancelled):
            raise
        except CueliftError as error:
            show.tell_failure(
                uris,
                error,
                as_json=self._as_json,
                report_path=self._report_path,
                store=options.read.store,
            )
            raise
        self._give(report, options)
        if not self._as_json:
            self._print(report)
        return 0 if report.good else 1

    def many(
        self, found: list[Found], options: ExtractOptions, workers: int | None, path: str | None
    ) -> int:
        """Several sources."""
        from cuelift.cli import show
        from cuelift.cli.progress import counting_progress
        from cuelift.extract.many import extract_many

        kept = self._check_report([source.uri for source in found], options)
        manifest = self._manifest(path)
        try:
            enabled = not (self._as_json or self._quiet)
            with counting_progress(len(found), enabled=enabled) as advance:

                def done(report: SourceReport) -> None:
                    advance()
                    if not self._as_json:
                        self._print(report)

                run = extract_many(
                    found,
                    options,
                    workers=workers or os.cpu_count() or 1,
                    manifest=manifest,
                    done=done,
                    explain=self._explain if self.explain else None,
                    kept=kept,
                )
        finally:
            if manifest is not None:
                manifest.close()
        self._give(run.sources[0] if self.single else run, options)
        if not (self._as_json or self._quiet or self.single):
            show.say(show.summary_line(run.summary))
        return _code(run)

    def _manifest(self, path: str | None) -> Manifest | None:
        """The manifest; a run that named none goes on without it."""
        from cuelift.cli import show
        from cuelift.extract.manifest import Manifest, default_path

        if path:
            return Manifest(path)
        try:
            return Manifest(default_path())
        except UsageError as error:
            show.say(f"cuelift: {error.message}; finished sources are not remembered", err=True)
            return None

    def _check_report(self, uris: list[str], options: ExtractOptions) -> list[str]:
        """What outputs must not write over; the report itself must not be a source."""
        if not self._report_path:
            return []
        from cuelift.extract.targets import Kept, check_writable

        check_writable([self._report_path], options.read.store, Kept(uris))
        return [self._report_path]

    def _give(self, report: SourceReport | RunReport, options: ExtractOptions) -> None:
        from cuelift.cli import show

        if self._report_path:
            show.write_report(report, self._report_path, options.read.store)
        if self._as_json:
            click.echo(show.json_text(report))

    def _explain(self, plan: ReadPlan) -> None:
        from cuelift.cli import show

        for line in plan.lines():
            show.say(line, err=self._as_json)

    def _print(self, report: SourceReport) -> None:
        from cuelift.cli import show

        if not self._quiet:
            show.print_source(report)
        elif not report.good:
            for line in show.source_lines(report):
                show.say(line, err=True)


def _code(run: RunReport) -> int:
    errors = [report for report in run.sources if report.error]
    if errors:
        return 2 if all(report.error_type == "UsageError" for report in errors) else 3
    return 0 if all(report.good for report in run.sources) else 1

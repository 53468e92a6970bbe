"""``cuelift probe``."""

from __future__ import annotations

from typing import Any

import click

from cuelift.cli.options import build_read_options, read_options
from cuelift.errors import Cancelled, CueliftError, UsageError


@click.command("probe")
@click.argument("sources", nargs=-1, required=True, metavar="SRC...")
@click.option("--join", is_flag=True, help="Read all sources as one (CMAF init and segments).")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@read_options
def command(sources: tuple[str, ...], join: bool, as_json: bool, **values: Any) -> int:
    """Show the caption tracks of films and caption files.

    Reads headers and indexes only: tracks, languages, flags, codecs, and counts of cues where the
    index tells them.
    """
    from cuelift.cli import show
    from cuelift.extract.api import probe
    from cuelift.extract.expand import expand
    from cuelift.extract.report import RunReport, failed_report, summarize
    from cuelift.store import parse_uri

    options = build_read_options(values)
    groups = (
        [list(sources)]
        if join
        else [[f.uri] for f in expand(sources, options.store, options.limits)]
    )
    reports = []
    for group in groups:
        try:
            report = probe(group, options=options)
        except (UsageError, Cancelled):
            raise
        except CueliftError as error:
            if len(groups) == 1:
                show.tell_failure(group, error, as_json=as_json)
                raise
            report = failed_report(parse_uri(group[0]).uri, error)
        reports.append(report)
        if not as_json:
            show.print_source(report)
    if as_json:
        run = RunReport(sources=reports, summary=summarize(reports, 0))
        click.echo(show.json_text(reports[0] if len(reports) == 1 else run))
    return 3 if any(report.error for report in reports) else 0

"""``cuelift usage``."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import click

from cuelift.cli.server_options import opened, server_options
from cuelift.errors import UsageError

if TYPE_CHECKING:
    from cuelift.jobs.model import Usage
    from cuelift.jobs.usage import ProjectUsage, UsageReport
    from cuelift.server.data import Place


@click.command("usage")
@click.option("--project", metavar="NAME", help="Of this project only.")
@click.option("--from", "begin", metavar="DATE", help="Tasks that ended then or later; UTC.")
@click.option("--to", "end", metavar="DATE", help="Tasks that ended before; default: now.")
@click.option("--records", is_flag=True, help="Every metered track instead of totals.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@server_options
def command(
    place: Place,
    project: str | None,
    begin: str | None,
    end: str | None,
    records: bool,
    as_csv: bool,
    as_json: bool,
) -> None:
    """Show what was used: tasks, metered tracks, bytes and requests, and an estimate of the cost.

    A month is --from 2026-11-01 --to 2026-12-01. Prices are those of [prices] in the
    configuration.
    """
    from cuelift.jobs.usage import period_of, records_csv, report_usage, totals_csv

    if as_csv and as_json:
        raise UsageError("--csv and --json exclude each other")
    period = period_of(begin, end, time.time_ns())
    if records:
        with opened(place) as database:
            found = database.usage.records(project, *period)
        if as_json:
            _print_json([_describe(record) for record in found])
        elif as_csv:
            click.echo(records_csv(found), nl=False)
        else:
            _print_records(found)
        return
    prices = place.read_config().prices
    with opened(place) as database:
        report = report_usage(database.usage, project, period, prices)
    if as_json:
        _print_json(report)
    elif as_csv:
        click.echo(totals_csv(report), nl=False)
    else:
        _print_totals(report)


def _print_totals(report: UsageReport) -> None:
    from cuelift.cli.show import table

    head = [
        "project",
        "tasks",
        "text tracks",
        "graphical min",
        "translated",
        "read",
        *report.total.requests,
    ]
    rows = [[*head, "cost" if _priced(report) else ""]]
    rows += [_row(row, report) for row in report.projects]
    if len(report.projects) != 1:
        rows.append(_row(report.total, report))
    click.echo("\n".join(line[2:] for line in table(rows)))


def _row(row: ProjectUsage, report: UsageReport) -> list[str]:
    from cuelift.cli.show import size

    return [
        row.project or "all",
        str(row.tasks),
        str(row.text_tracks),
        f"{row.graphical_minutes:.2f}",
        f"{row.characters:,}",
        size(row.bytes_read),
        *map(str, row.requests.values()),
        f"{row.cost:.4f} {report.currency}".rstrip() if _priced(report) else "",
    ]


def _priced(report: UsageReport) -> bool:
    return bool(report.currency or report.total.cost)


def _print_records(records: list[Usage]) -> None:
    from cuelift.cli.show import table
    from cuelift.jobs.usage import iso

    rows = [["ended", "project", "task", "track", "item", "quantity"]]
    rows += [
        [iso(r.ended_ns), r.project, r.task, str(r.track), r.item, str(r.quantity)] for r in records
    ]
    click.echo("\n".join(line[2:] for line in table(rows)))


def _describe(record: Usage) -> dict[str, Any]:
    from cuelift.jobs.usage import iso

    return {
        "ended": iso(record.ended_ns),
        "project": record.project,
        "task": record.task,
        "track": record.track,
        "item": record.item,
        "quantity": record.quantity,
    }


def _print_json(value: Any) -> None:
    import msgspec

    click.echo(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())

"""What was used in a period: totals by project, the records behind them, an estimate of the cost.

What is kept is raw (milliseconds, bytes); only the reports made here round, and each figure by
itself: the total is not the sum of rounded parts.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

import msgspec

from cuelift.errors import UsageError
from cuelift.jobs.config import Prices
from cuelift.jobs.model import Usage
from cuelift.jobs.ports import UsageRepository

NS = 1_000_000_000
MINUTE_MS = 60_000
GIGABYTE = 1_000_000_000
VERBS = ("get", "head", "put", "list")
_READS = ("get", "head")
_WRITES = ("put", "list")
"""Object stores charge for lists as for writes."""
_LAST_NS = 2**63 - 1


class Period(NamedTuple):
    """Half-open: tasks count by when they ended."""

    from_ns: int
    to_ns: int


class ProjectUsage(msgspec.Struct, frozen=True, kw_only=True):
    """What one project used, or all of them."""

    project: str | None
    """None: all of the report."""
    tasks: int
    """That ended, well or not."""
    text_tracks: int
    graphical_ms: int
    graphical_minutes: float
    """The same, to two digits."""
    characters: int
    """Of source text that was translated, for each language."""
    bytes_read: int
    requests: dict[str, int]
    """By verb: ``get``, ``head``, ``put``, ``list``."""
    cost: float
    """An estimate by the configured prices, to four digits."""


class UsageReport(msgspec.Struct, frozen=True, kw_only=True, rename={"begin": "from", "end": "to"}):
    """The totals of a period."""

    begin: str | None
    """RFC 3339; None: from the start of time."""
    end: str
    """Just not in it."""
    currency: str
    """Of the estimates; empty: none is configured."""
    projects: tuple[ProjectUsage, ...]
    total: ProjectUsage


def parse_when(text: str) -> int:
    """Reads a date (its begin, in UTC) or a date with a time.

    Returns: Nanoseconds since the epoch.

    Raises:
        UsageError: neither, or a year that no clock here counts.
    """
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r} is not a time: write 2026-11-30 or 2026-11-30T12:00Z") from None
    when = when.replace(tzinfo=UTC) if when.tzinfo is None else when
    since = when - datetime.combine(date(1970, 1, 1), datetime.min.time(), UTC)
    ns = (since.days * 86_400 + since.seconds) * NS + since.microseconds * 1000
    if not 0 <= ns <= _LAST_NS:
        raise UsageError(f"{text!r} lies out of reach: years from 1970 to 2261 are counted")
    return ns


def period_of(begin: str | None, end: str | None, now_ns: int) -> Period:
    """The period between two texts.

    Args:
        begin: None: from the start of time.
        end: the first time that is not in it; None: now.
        now_ns: the time.

    Raises:
        UsageError: a text is no time, or the end lies before the begin.
    """
    from_ns = 0 if begin is None else parse_when(begin)
    to_ns = now_ns if end is None else parse_when(end)
    if from_ns > to_ns:
        raise UsageError(f"the period from {iso(from_ns)} to {iso(to_ns)} ends before it begins")
    return Period(from_ns, to_ns)


def iso(time_ns: int) -> str:
    """A time as RFC 3339, to the millisecond."""
    when = datetime.fromtimestamp(time_ns // NS, UTC)
    return f"{when:%Y-%m-%dT%H:%M:%S}.{time_ns % NS // 1_000_000:03}Z"


def report_usage(
    usage: UsageRepository, project: str | None, period: Period, prices: Prices
) -> UsageReport:
    """Totals by project.

    Args:
        usage: what was metered.
        project: None: all.
        period: when the tasks ended.
        prices: of the estimate.
    """
    rows = usage.totals(project, *period)
    return UsageReport(
        begin=iso(period.from_ns) if period.from_ns else None,
        end=iso(period.to_ns),
        currency=prices.currency,
        projects=tuple(_usage(row, prices) for row in rows),
        total=_usage(_sum(rows), prices),
    )


def _sum(rows: Iterable[dict[str, Any]]) -> dict[str, Any]:
    total: dict[str, Any] = {
        "project": None, "tasks": 0, "text_tracks": 0, "graphical_ms": 0, "characters": 0,
        "bytes_read": 0, "requests": {},
    }  # fmt: skip
    for row in rows:
        for name in ("tasks", "text_tracks", "graphical_ms", "characters", "bytes_read"):
            total[name] += row[name]
        for verb, count in row["requests"].items():
            total["requests"][verb] = total["requests"].get(verb, 0) + count
    return total


def _usage(row: dict[str, Any], prices: Prices) -> ProjectUsage:
    requests = {verb: row["requests"].get(verb, 0) for verb in VERBS}
    return ProjectUsage(
        project=row["project"],
        tasks=row["tasks"],
        text_tracks=row["text_tracks"],
        graphical_ms=row["graphical_ms"],
        graphical_minutes=round(row["graphical_ms"] / MINUTE_MS, 2),
        characters=row["characters"],
        bytes_read=row["bytes_read"],
        requests=requests,
        cost=round(_cost(row, requests, prices), 4),
    )


def _cost(row: dict[str, Any], requests: dict[str, int], prices: Prices) -> float:
    cost: float = (
        row["text_tracks"] * prices.text_track
        + row["graphical_ms"] / MINUTE_MS * prices.graphical_minute
        + row["characters"] / 1000 * prices.thousand_characters
        + row["bytes_read"] / GIGABYTE * prices.gigabyte_read
        + sum(requests[verb] for verb in _READS) / 1000 * prices.thousand_get
        + sum(requests[verb] for verb in _WRITES) / 1000 * prices.thousand_put
    )
    return cost


def totals_csv(report: UsageReport) -> str:
    """A line a project."""
    head = (
        "project", "tasks", "text_tracks", "graphical_ms", "graphical_minutes", "characters",
        "bytes_read",
    )  # fmt: skip
    rows = [
        (*(getattr(row, name) for name in head), *row.requests.values(), row.cost, report.currency)
        for row in report.projects
    ]
    return _csv((*head, *(f"requests_{verb}" for verb in VERBS), "cost", "currency"), rows)


def records_csv(records: Iterable[Usage]) -> str:
    """A line a record."""
    rows = [(iso(r.ended_ns), r.project, r.task, r.track, r.item, r.quantity) for r in records]
    return _csv(("ended", "project", "task", "track", "item", "quantity"), rows)


def _csv(head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return text.getvalue()

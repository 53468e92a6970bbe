"""Reports of what was used."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.errors import CueliftError, UsageError
from cuelift.jobs.config import Prices
from cuelift.jobs.model import Usage
from cuelift.jobs.usage import (
    NS,
    Period,
    iso,
    parse_when,
    period_of,
    records_csv,
    report_usage,
    totals_csv,
)

NOV = 1_793_491_200 * NS
"""2026-11-01."""
DAY = 86_400 * NS


class Repository:
    """Says what it is told to, and keeps what it was asked."""

    def __init__(self, *rows: dict[str, Any]) -> None:
        self.rows = list(rows)
        self.asked: list[tuple[str | None, int, int]] = []

    def totals(self, project: str | None, from_ns: int, to_ns: int) -> list[dict[str, Any]]:
        self.asked.append((project, from_ns, to_ns))
        return self.rows

    def records(self, project: str | None, from_ns: int, to_ns: int) -> list[Usage]:
        raise AssertionError((project, from_ns, to_ns))


def row(project: str, **values: Any) -> dict[str, Any]:
    return {
        "project": project, "tasks": 1, "text_tracks": 0, "graphical_ms": 0, "characters": 0,
        "bytes_read": 0, "requests": {}, **values,
    }  # fmt: skip


def test_totals_add_up_and_requests_have_all_verbs():
    repository = Repository(
        row("a", tasks=3, text_tracks=5, bytes_read=10, requests={"get": 7, "put": 1}),
        row("b", graphical_ms=90_000, bytes_read=5, requests={"get": 1, "head": 2}),
    )

    report = report_usage(repository, "a", Period(NOV, NOV + DAY), Prices())

    assert repository.asked == [("a", NOV, NOV + DAY)]
    assert report.projects[1].graphical_minutes == 1.5
    assert report.projects[0].requests == {"get": 7, "head": 0, "put": 1, "list": 0}
    total = report.total
    assert (total.project, total.tasks, total.text_tracks, total.graphical_ms) == (
        None,
        4,
        5,
        90_000,
    )
    assert (total.bytes_read, total.requests["get"], total.cost) == (15, 8, 0)


def test_each_price_counts():
    used = row(
        "a", text_tracks=3, graphical_ms=150_000, bytes_read=2_500_000_000, characters=2000,
        requests={"get": 900, "head": 100, "put": 40, "list": 10},
    )  # fmt: skip
    prices = Prices(
        currency="USD", text_track=0.1, graphical_minute=0.02, gigabyte_read=0.5,
        thousand_get=0.004, thousand_put=0.1, thousand_characters=0.02,
    )  # fmt: skip

    report = report_usage(Repository(used), None, Period(0, NOV), prices)

    assert report.total.cost == pytest.approx(0.3 + 0.05 + 1.25 + 0.004 + 0.005 + 0.04)
    assert report.currency == "USD"


def test_only_the_report_rounds_and_the_total_is_not_the_sum_of_rounded_parts():
    rows = [row(name, graphical_ms=10_300) for name in "abcd"]

    report = report_usage(Repository(*rows), None, Period(0, NOV), Prices(graphical_minute=0.0001))

    assert [r.graphical_minutes for r in report.projects] == [0.17] * 4
    assert report.total.graphical_minutes == 0.69
    assert (report.projects[0].cost, report.total.cost) == (0.0, 0.0001)


def test_nothing_used_is_a_report_too():
    report = report_usage(Repository(), None, Period(0, NOV), Prices())

    assert json.loads(msgspec.json.encode(report)) == {
        "from": None, "to": "2026-11-01T00:00:00.000Z", "currency": "", "projects": [],
        "total": {
            "project": None, "tasks": 0, "text_tracks": 0, "graphical_ms": 0,
            "graphical_minutes": 0.0, "characters": 0, "bytes_read": 0,
            "requests": {"get": 0, "head": 0, "put": 0, "list": 0}, "cost": 0.0,
        },
    }  # fmt: skip


def test_totals_as_csv():
    used = row("a", text_tracks=2, graphical_ms=61_000, bytes_read=9, requests={"get": 4})
    report = report_usage(
        Repository(used), None, Period(0, NOV), Prices(currency="EUR", text_track=0.5)
    )

    [read] = csv.DictReader(io.StringIO(totals_csv(report)))
    assert read == {
        "project": "a", "tasks": "1", "text_tracks": "2", "graphical_ms": "61000",
        "graphical_minutes": "1.02", "characters": "0", "bytes_read": "9", "requests_get": "4",
        "requests_head": "0", "requests_put": "0", "requests_list": "0", "cost": "1.0",
        "currency": "EUR",
    }  # fmt: skip


def test_records_as_csv():
    record = Usage(
        task="t", project='a,"b"', track=2, item="graphical", quantity=7, ended_ns=NOV + 1_999_999
    )

    assert records_csv([record]) == (
        "ended,project,task,track,item,quantity\n"
        '2026-11-01T00:00:00.001Z,"a,""b""",t,2,graphical,7\n'
    )


@pytest.mark.parametrize(
    ("text", "ns"),
    [
        ("2026-11-01", NOV),
        ("2026-11-01T01:00", NOV + 3600 * NS),
        ("2026-11-01T00:00:00.000001Z", NOV + 1000),
        ("2026-11-01T08:00:00+08:00", NOV),
        ("1970-01-01", 0),
    ],
)
def test_times_are_read(text, ns):
    assert parse_when(text) == ns


@pytest.mark.parametrize(
    "text", ["", "yesterday", "2026-13-01", "1969-12-31", "2262-05-01", "9999-12-31"]
)
def test_what_is_no_time_is_refused(text):
    with pytest.raises(UsageError, match=text or "''"):
        parse_when(text)


@given(st.text() | st.datetimes(timezones=st.timezones()).map(str))
def test_any_text_is_a_time_or_refused(text):
    try:
        assert 0 <= parse_when(text) < 2**63
    except CueliftError:
        return


def test_a_period_is_from_the_start_of_time_until_now_by_default():
    assert period_of(None, None, NOV) == (0, NOV)
    assert period_of("2026-11-01", "2026-11-02", 5) == (NOV, NOV + DAY)


def test_a_period_that_ends_before_it_begins_is_refused():
    with pytest.raises(UsageError, match="to 2026-11-01T"):
        period_of("2026-11-02", "2026-11-01", 5)


def test_times_are_written_to_the_millisecond():
    assert iso(NOV + 2_999_999) == "2026-11-01T00:00:00.002Z"

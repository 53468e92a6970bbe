"""``cuelift usage``, beside a server that has the same data open."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from cuelift.cli.main import run
from cuelift.jobs.database import Database
from cuelift.jobs.model import Project, Task, TaskResult, TaskSpec, Usage
from cuelift.server.data import Place

NS = 1_000_000_000
NOV = 1_793_491_200 * NS
DAY = 86_400 * NS


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    monkeypatch.chdir(tmp_path)
    return Place(data="cuelift-data")


@pytest.fixture
def database(place: Place) -> Iterator[Database]:
    """Three tasks: two of November, one of December in another project."""
    ends = [
        ("t1", "films", NOV + DAY),
        ("t2", "films", NOV + 2 * DAY),
        ("t3", "tv", NOV + 31 * DAY),
    ]
    with place.open() as opened:
        for name, project, ended_ns in ends:
            if opened.projects.get(project) is None:
                opened.projects.create(Project(name=project, created_ns=1, updated_ns=1), 9)
            spec = TaskSpec(source="oss://b/f.mkv")
            opened.tasks.create(
                Task(id=name, project=project, kind="MediaConvert", spec=spec, created_ns=1), 9
            )
            metered = [
                Usage(task=name, project=project, track=0, item="text", quantity=1,
                      ended_ns=ended_ns),
                Usage(task=name, project=project, track=1, item="graphical", quantity=90_000,
                      ended_ns=ended_ns),
            ]  # fmt: skip
            did = TaskResult(bytes_read=1_500_000, requests={"get": 10, "head": 1, "put": 2})
            opened.tasks.finish(name, None, did, None, metered, ended_ns)
        yield opened


ALL = ["usage", "--to", "2027-01-01"]


@pytest.mark.usefixtures("database")
def test_totals_are_a_table_with_a_sum(capsys):
    assert run(ALL) == 0

    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert lines[0] == [
        "project", "tasks", "text", "tracks", "graphical", "min", "translated", "read", "get",
        "head", "put", "list",
    ]  # fmt: skip
    assert lines[1:] == [
        ["films", "2", "2", "3.00", "0", "3.0", "MB", "20", "2", "4", "0"],
        ["tv", "1", "1", "1.50", "0", "1.5", "MB", "10", "1", "2", "0"],
        ["all", "3", "3", "4.50", "0", "4.5", "MB", "30", "3", "6", "0"],
    ]


@pytest.mark.usefixtures("database")
def test_a_project_and_a_period_can_be_picked(capsys):
    assert run(["usage", "--from", "2026-11-03", "--to", "2026-12-01", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["from"], report["to"]) == (
        "2026-11-03T00:00:00.000Z",
        "2026-12-01T00:00:00.000Z",
    )
    assert [(p["project"], p["tasks"]) for p in report["projects"]] == [("films", 1)]

    assert run([*ALL, "--project", "tv", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["total"]["graphical_ms"] == 90_000

    assert run([*ALL, "--project", "tv"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2


@pytest.mark.usefixtures("database")
def test_the_cost_is_that_of_the_configured_prices(place, capsys, tmp_path):
    prices = '[prices]\ncurrency = "USD"\ntext_track = 0.5\ngraphical_minute = 0.1\n'
    (tmp_path / "prices.toml").write_text(prices)
    place.folder.joinpath("config.toml").write_text(prices.replace("0.5", "5"))

    run([*ALL, "--config", "prices.toml"])
    assert "1.9500 USD" in capsys.readouterr().out.splitlines()[-1]
    run([*ALL, "--json"])
    assert json.loads(capsys.readouterr().out)["total"]["cost"] == 15.45


@pytest.mark.usefixtures("database")
def test_totals_as_csv(capsys):
    assert run([*ALL, "--csv"]) == 0

    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(row["project"], row["requests_get"]) for row in rows] == [
        ("films", "20"),
        ("tv", "10"),
    ]


@pytest.mark.usefixtures("database")
def test_records_in_each_form(capsys):
    assert run([*ALL, "--records", "--project", "tv"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["ended", "project", "task", "track", "item", "quantity"]
    assert lines[2].split() == ["2026-12-02T00:00:00.000Z", "tv", "t3", "1", "graphical", "90000"]

    assert run([*ALL, "--records", "--json"]) == 0
    records = json.loads(capsys.readouterr().out)
    assert len(records) == 6
    assert records[0]["item"] == "text"

    assert run([*ALL, "--records", "--csv"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 7


def test_nothing_used_is_a_table_too(place, capsys):
    assert run(["usage", "--data", str(place.folder)]) == 0

    assert capsys.readouterr().out.splitlines()[1].split()[:3] == ["all", "0", "0"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--csv", "--json"], "exclude each other"),
        (["--from", "soon"], "'soon' is not a time"),
        (["--from", "2026-02-01", "--to", "2026-01-01"], "ends before it begins"),
    ],
)
def test_what_makes_no_sense_is_said_before_anything_is_made(place, arguments, said, capsys):
    assert run(["usage", *arguments]) == 2

    assert said in capsys.readouterr().err
    assert not place.folder.exists()

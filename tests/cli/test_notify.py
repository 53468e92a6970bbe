"""``cuelift notify``, beside a server that has the same data open."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cuelift.cli import server_options
from cuelift.cli.main import run
from cuelift.jobs.database import Database
from cuelift.jobs.model import Project, Task, TaskSpec
from cuelift.server.data import Place


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path / "cuelift-data"


@pytest.fixture
def database(data: Path) -> Iterator[Database]:
    """What a running server holds; four tasks have ended."""
    with Place(data=str(data)).open() as opened:
        opened.projects.create(Project(name="films", created_ns=1, updated_ns=1), 9)
        for name in ("t1", "t2", "t3", "t4"):
            spec = TaskSpec(source="oss://b/f.mkv", topic="news")
            opened.tasks.create(
                Task(id=name, project="films", kind="MediaConvert", spec=spec, created_ns=1), 9
            )
            opened.tasks.finish(name, None, None, None, (), time.time_ns())
        ids = [message.id for message in opened.outbox.messages(None, 9)]
        opened.outbox.failed(ids[0], "topic 'news' is\x1b[31m not there", None)
        opened.outbox.failed(ids[1], "gone", None)
        opened.outbox.delivered(ids[2])
        yield opened


def states(database: Database) -> list[str]:
    return [message.state for message in database.outbox.messages(None, 9)]


@pytest.mark.usefixtures("database")
def test_all_messages_are_listed_with_why_they_are_dead(capsys):
    assert run(["notify", "list"]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == [
        "id", "state", "topic", "project", "task", "tries", "created", "error",
    ]  # fmt: skip
    assert len(lines) == 5
    assert lines[1].endswith("topic 'news' is\\x1b[31m not there")
    assert [line.split()[1] for line in lines[1:]] == ["dead", "dead", "delivered", "pending"]


@pytest.mark.usefixtures("database")
def test_one_state_is_listed_as_json(data, capsys):
    assert run(["notify", "list", "--state", "dead", "--limit", "1", "--json"]) == 0
    [message] = json.loads(capsys.readouterr().out)
    assert (message["state"], message["task"], message["attempts"]) == ("dead", "t1", 1)
    assert message["next"] is None

    run(["notify", "list", "--state", "pending", "--json", "--data", str(data)])
    [message] = json.loads(capsys.readouterr().out)
    assert message["next"] >= message["created"]


def test_one_dead_message_is_made_due_again(database, capsys):
    [dead, _] = database.outbox.messages("dead", 9)

    assert run(["notify", "retry", dead.id]) == 0

    assert capsys.readouterr().out == "1 message is due again\n"
    assert states(database) == ["pending", "dead", "delivered", "pending"]


def test_all_dead_messages_are_made_due_again(database, capsys):
    assert run(["notify", "retry", "--all"]) == 0
    assert capsys.readouterr().out == "2 messages are due again\n"
    assert states(database) == ["pending", "pending", "delivered", "pending"]

    assert run(["notify", "retry", "--all"]) == 0
    assert capsys.readouterr().out == "0 messages are due again\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "name one message, or say --all"),
        (["x", "--all"], "name one message, or say --all"),
        (["x"], "there is no dead message 'x'"),
    ],
)
def test_what_cannot_be_retried_is_said(database, arguments, said, capsys):
    assert run(["notify", "retry", *arguments]) == 2

    assert said in capsys.readouterr().err
    assert states(database).count("dead") == 2


@pytest.mark.parametrize("arguments", [["notify", "list"], ["notify", "retry", "x"], ["usage"]])
def test_a_missing_extra_is_said(data, arguments, capsys, monkeypatch):
    monkeypatch.setattr(server_options, "find_spec", lambda name: None)

    assert run(arguments) == 2

    assert "needs the extra: pip install 'cuelift[server]'" in capsys.readouterr().err
    assert not data.exists()

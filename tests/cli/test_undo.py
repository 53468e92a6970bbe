import json

import pytest

from cuelift.cli.main import run
from cuelift.cues import Header
from cuelift.text import Context, clean, parse_recipe
from cuelift.text.changes import record, write_records
from tests.support.passes import cues_of


@pytest.fixture
def changes(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    steps = parse_recipe("whitespace,redact")
    cues = cues_of("fuck  it", "ok")
    made = clean(cues, steps).changes
    data = write_records([record("film.mkv", 3, Header(), Context(), cues, steps, made)])
    (tmp_path / "changes.jsonl").write_bytes(data)
    return tmp_path


def test_all_passes_are_taken_back(changes, capsys):
    assert run(["undo", "changes.jsonl", "out.srt"]) == 0

    assert "fuck  it" in (changes / "out.srt").read_text()
    assert capsys.readouterr().out == "film.mkv, track 3: 2 cues in out.srt\n"


def test_named_passes_are_taken_back(changes, capsys):
    assert run(["undo", "changes.jsonl", "out.txt", "--pass", "redact", "-f", "vtt"]) == 0

    assert "fuck it" in (changes / "out.txt").read_text()
    assert capsys.readouterr().out.endswith("; run again: whitespace\n")


def test_what_was_written_is_told_as_json(changes, capsys):
    arguments = ["--pass", "redact", "--pass", "whitespace", "--track", "3", "--json"]

    assert run(["undo", "changes.jsonl", "out.srt", *arguments]) == 0

    assert json.loads(capsys.readouterr().out) == {
        "source": "film.mkv",
        "track": 3,
        "output": "out.srt",
        "cues": 2,
        "kept": [],
    }


def test_wrong_requests_have_their_codes(changes, capsys):
    assert run(["undo", "changes.jsonl", "out.srt", "--pass", "casing"]) == 2
    assert run(["undo", "none.jsonl", "out.srt"]) == 3
    (changes / "page.html").write_text("<html>")
    assert run(["undo", "page.html", "out.srt"]) == 3
    assert "line 1 of the changes file" in capsys.readouterr().err

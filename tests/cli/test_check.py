"""``cuelift check``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cuelift.cli.main import run
from tests.support.range_server import Answer, RangeServer, Request
from tests.support.small import LINES, Text, mkv

BAD = (
    "1\n00:00:01,000 --> 00:00:01,400\nThis line is really a very long line, is it not, my dear?\n"
    "\n2\n00:00:01,300 --> 00:00:04,000\n- Yes.\nNo.\n"
)
GOOD = "1\n00:00:01,000 --> 00:00:02,000\nHello.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("bad.srt").write_text(BAD)
    Path("good.srt").write_text(GOOD)
    return tmp_path


def test_violations_are_told_and_nothing_is_changed(folder, capsys) -> None:
    assert run(["check", "bad.srt", "--language", "en"]) == 1

    assert capsys.readouterr().out.splitlines() == [
        "bad.srt: 2 cues, en, profile netflix; 5 violations",
        "  1  00:00:01.000  line_length  line too long: 57 characters, limit 42",
        "  1  00:00:01.000  too_short    shows too short: 0.4 s, limit 0.833",
        "  1  00:00:01.000  speed        too fast to read: 142.1 characters/s, limit 20",
        "  2  00:00:01.300  dash         one speaker's dash alone",
        "  2  00:00:01.300  overlap      overlaps the cue before: 0.1 s, limit 0",
    ]
    assert Path("bad.srt").read_text() == BAD


def test_the_code_is_0_when_all_is_well(folder, capsys) -> None:
    assert run(["check", "good.srt", "--profile", "bbc"]) == 0
    assert "language not known, profile bbc; 0 violations" in capsys.readouterr().out


def test_violations_as_json(folder, capsys) -> None:
    assert run(["check", "good.srt", "bad.srt", "--json"]) == 1

    good, bad = json.loads(capsys.readouterr().out)
    assert good == {
        "source": "good.srt", "profile": "netflix", "language": None, "cues": 1, "violations": [],
    }  # fmt: skip
    assert bad["violations"][0] == {
        "cue": 1,
        "start_ms": 1000,
        "start": "00:00:01.000",
        "kind": "line_length",
        "value": 57,
        "limit": 42.0,
        "text": "This line is really a very long line, is it not, my dear?",
    }


def test_a_page_is_written_beside_what_is_printed(folder, capsys) -> None:
    assert run(["check", "bad.srt", "--html", "out.html"]) == 1

    assert "too fast to read" in Path("out.html").read_text()
    assert "bad.srt: 2 cues" in capsys.readouterr().out


def test_films_are_read(folder, capsys) -> None:
    Path("one.mkv").write_bytes(mkv(Text(LINES, language="ger")))
    Path("two.mkv").write_bytes(mkv(Text(LINES), Text(LINES, language="ger")))

    assert run(["check", "one.mkv"]) in (0, 1)
    assert "one.mkv: 3 cues, de, " in capsys.readouterr().out
    assert run(["check", "two.mkv"]) == 2
    assert "2 caption tracks; name one with --track" in capsys.readouterr().err
    assert run(["check", "two.mkv", "--track", "1"]) in (0, 1)
    assert "two.mkv: 3 cues, de, " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["good.srt", "--profile", "x"], "known are: netflix"),
        (["good.srt", "--profile", "bbc", "--children"], "children"),
        (["good.srt", "--track", "3"], "no track 3"),
        (["good.srt", "--rate", "x"], "frame rate"),
        (["good.srt", "--profile", "own.toml"], "own.toml"),
    ],
)
def test_what_cannot_be_met_is_refused(folder, capsys, arguments, says) -> None:
    assert run(["check", *arguments]) == 2
    assert says in capsys.readouterr().err


def test_own_profiles_and_rates_are_taken(folder, capsys) -> None:
    Path("own.toml").write_text("line_length = 3\n")

    assert run(["check", "good.srt", "--profile", "own.toml", "--rate", "25"]) == 1
    assert "limit 3" in capsys.readouterr().out


def test_the_page_replaces_none_of_the_files(folder, capsys) -> None:
    assert run(["check", "good.srt", "bad.srt", "--html", "./bad.srt"]) == 2

    assert "would replace a file" in capsys.readouterr().err
    assert Path("bad.srt").read_text() == BAD


def test_files_are_read_with_the_options_of_stores(folder, capsys) -> None:
    def only_mine(request: Request) -> Answer | None:
        return None if request.headers.get("authorization") == "Bearer me" else Answer(403)

    with RangeServer({"/good.srt": GOOD.encode()}) as server:
        server.rules.append(only_mine)
        asked = ["check", server.url("/good.srt"), "--language", "en"]

        assert run(asked) == 3
        assert run([*asked, "--header", "Authorization: Bearer me"]) == 0

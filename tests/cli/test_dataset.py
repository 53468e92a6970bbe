from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from cuelift.cli.dataset import command
from cuelift.cli.main import run
from tests.support.small import Text, mkv

LINES = [
    (1000, 1500, "Hello there, my friend."),
    (4000, 1500, "How are you today?"),
    (7000, 1500, "[bang]"),
]


@pytest.fixture
def film(tmp_path):
    path = tmp_path / "a.mkv"
    path.write_bytes(mkv(Text(LINES)))
    return str(path)


def invoke(film, tmp_path, *arguments):
    return CliRunner().invoke(
        command,
        [film, "-o", f"{tmp_path}/out", "--split", "1,0,0", *arguments],
        standalone_mode=False,
    )


def test_a_dataset_is_made_and_told(film, tmp_path):
    ended = invoke(film, tmp_path)

    assert (ended.exception, ended.return_value) == (None, 0)
    assert ended.output.splitlines() == [
        f"{film}: 2 segments, 0:00:03, train; 1 of 3 captions left out",
        f"{tmp_path}/out: train 2 segments, 0:00:03, 1 films",
    ]
    text = (tmp_path / "out/train.jsonl").read_text()
    assert [json.loads(line)["text"] for line in text.splitlines()] == [
        "Hello there, my friend.",
        "How are you today?",
    ]


def test_options_shape_segments_and_texts(film, tmp_path):
    ended = invoke(
        film, tmp_path, "--case", "upper", "--punctuation", "strip", "--max-gap", "2", "--pad",
        "0.25", "--chars-per-second", "1:99", "--keep", "music", "--min", "3", "--clean", "",
    )  # fmt: skip

    assert ended.exception is None
    line = json.loads((tmp_path / "out/train.jsonl").read_text())
    assert line["text"] == "HELLO THERE MY FRIEND HOW ARE YOU TODAY"
    assert (line["source_offset"], line["duration"]) == (0.75, 5.0)


def test_the_report_is_json(film, tmp_path):
    ended = invoke(film, tmp_path, "--json")

    report = json.loads(ended.output)
    assert report["films"][0]["drops"] == {"sound_only": {"cues": 1, "seconds": 1.5}}
    assert report["files"] == ["train.jsonl", "README.md"]
    assert (report["form"], report["audio"]) == ("nemo", "none")


def test_quiet_runs_tell_failures_only(film, tmp_path):
    (tmp_path / "b.mkv").write_bytes(b"nothing")

    ended = invoke(film, tmp_path, f"{tmp_path}/b.mkv", "-q")

    assert ended.return_value == 1
    assert ended.stdout == ""
    assert ended.stderr.startswith(f"{tmp_path}/b.mkv: ")


def test_warnings_are_told(film, tmp_path):
    path = tmp_path / "b.srt"
    path.write_bytes(
        "1\n00:00:01,000 --> 00:00:03,000\nWie geht es dir, \xdcbelt\xe4ter?\n".encode("latin-1")
    )

    ended = invoke(str(path), tmp_path, "--audio-from", film, "--language", "de")

    assert "  charset" in ended.output


def test_what_is_left_of_nothing_is_told(tmp_path):
    path = tmp_path / "a.mkv"
    path.write_bytes(mkv(Text(LINES[2:])))

    ended = invoke(str(path), tmp_path)

    assert ended.return_value == 1
    assert "nothing was written: no segment is left" in ended.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--split", "1"], "90,5,5"),
        (["--chars-per-second", "fast"], "write the least and the most"),
        (["--clean", "nothing"], "pass 'nothing' is not known"),
        (["--form", "hf", "--audio", "none"], "add --audio flac or wav"),
    ],
)
def test_what_cannot_be_met_is_told(film, tmp_path, arguments, said, capsys):
    assert run(["dataset", film, "-o", f"{tmp_path}/out", *arguments]) == 2
    assert said in capsys.readouterr().err


def test_exit_codes_tell_what_failed(tmp_path):
    (tmp_path / "b.mkv").write_bytes(b"nothing")
    (tmp_path / "a.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\nHello\n")

    assert run(["dataset", f"{tmp_path}/b.mkv", "-o", f"{tmp_path}/out", "-q"]) == 3
    assert run(["dataset", f"{tmp_path}/a.srt", "-o", f"{tmp_path}/out", "-q"]) == 2

"""Graphical captions of every kind of file are read as text."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path

import pytest

from cuelift.cli.main import run
from tests.graphical.films import LINES, OTHERS, plain_files, tool_files, transport
from tests.support.needs import without


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plain")
    plain_files(folder)
    return folder


@pytest.fixture(scope="module")
def made(plain: Path) -> Path:
    tool_files(plain)
    return plain


@pytest.fixture(autouse=True)
def engine() -> None:
    if find_spec("onnxruntime") is None or find_spec("rapidocr") is None:
        without("needs onnxruntime and rapidocr: pip install 'cuelift[ocr]'")


def texts(path: Path) -> list[str]:
    return [json.loads(line)["text"] for line in path.read_text().splitlines()]


def check(film: Path, folder: Path, capsys: pytest.CaptureFixture[str], tracks: int) -> None:
    """Extracts; the first track says the first lines, a second one the others."""
    code = run(
        ["extract", str(film), "--ocr", "fast", "--ocr-language", "en", "-f", "jsonl",
         "-o", f"{folder}/{{streamindex}}.jsonl"]
    )  # fmt: skip
    said = capsys.readouterr().out

    assert code == 0, said
    assert said.count("2 single, 0 doubtful") == tracks
    for number, path in enumerate(sorted(folder.glob("*.jsonl"))):
        assert texts(path) == list((LINES, OTHERS)[number])


@pytest.mark.parametrize(
    ("name", "tracks"),
    [
        ("disc.sup", 1), ("two.idx", 2), ("bare.sub", 2), ("own.avi", 1),
        ("dvb188.ts", 1), ("dvb192.ts", 1), ("dvb204.ts", 1),
    ],
)  # fmt: skip
def test_pictures_of_plain_files_are_read(plain, tmp_path, capsys, name, tracks) -> None:
    check(plain / name, tmp_path, capsys, tracks)


@pytest.mark.tools
@pytest.mark.parametrize(
    ("name", "tracks"),
    [
        ("disc.m2ts", 1), ("disc.mp4", 2), ("disc.vob", 2), ("anew.ts", 1), ("anew.avi", 1),
        ("air.mkv", 1),
    ],
)  # fmt: skip
def test_pictures_of_films_are_read(made, tmp_path, capsys, name, tracks) -> None:
    check(made / name, tmp_path, capsys, tracks)


@pytest.mark.tools
def test_a_film_of_a_disc_with_all_its_tracks(made, tmp_path, capsys) -> None:
    code = run(
        ["extract", str(made / "disc.mkv"), "-f", "srt", "--forced", "split",
         "-o", f"{tmp_path}/{{streamindex}}.{{language}}{{forced}}.srt"]
    )  # fmt: skip
    said = capsys.readouterr().out

    assert code == 0
    assert said.count("cues  2 cues (1 forced)") == 2
    assert {path.name for path in tmp_path.iterdir()} == {
        "0.en.srt", "0.enforced.srt", "1.en.srt", "1.enforced.srt", "2.fr.srt",
    }  # fmt: skip
    assert LINES[0] in (tmp_path / "0.en.srt").read_text()
    assert LINES[1] in (tmp_path / "1.enforced.srt").read_text()


def test_a_report_counts_what_was_read(plain, tmp_path, capsys) -> None:
    code = run(
        ["extract", str(plain / "disc.sup"), "--json", "--ocr", "fast", "-f", "jsonl",
         "-f", "images", "--forced", "only", "-o", f"{tmp_path}/a.{{autoext}}"]
    )  # fmt: skip
    [track] = json.loads(capsys.readouterr().out)["tracks"]

    assert code == 0
    assert (track["cues"], track["forced_cues"], track["pictures"]) == (1, 1, 1)
    assert track["status"] == {"agreed": 0, "single": 1, "doubtful": 0}
    assert (track["language"], track["language_source"]) == ("en", "text")
    [line] = (tmp_path / "a.images" / "index.jsonl").read_text().splitlines()
    assert json.loads(line)["text"] == LINES[1]
    assert LINES[1] in (tmp_path / "a.images" / "index.html").read_text()


def test_a_scrambled_stream_is_refused_by_name(tmp_path, capsys) -> None:
    (tmp_path / "a.ts").write_bytes(transport(scrambled=True))

    assert run(["extract", str(tmp_path / "a.ts"), "-f", "images"]) == 1
    assert "the stream is scrambled" in capsys.readouterr().out

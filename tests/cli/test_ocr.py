"""``cuelift ocr doctor``, and extracting pictures on the command line."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import msgspec
import pytest

from cuelift.cli.main import run
from cuelift.cues import Cue, Header
from cuelift.extract import recognition
from cuelift.format import FORMATS
from tests.ocr.draw import caption
from tests.support.pictures import SUP, pgs_track
from tests.support.range_server import Answer, RangeServer, Request
from tests.support.small import LINES, Text, mkv


class Engine(msgspec.Struct):
    name: str
    version: str


class Language(msgspec.Struct):
    tag: str
    name: str
    engine: str
    second: str
    more: str = ""


class State(msgspec.Struct):
    engines: list[Engine]
    languages: list[Language]


class Options(NamedTuple):
    tessdata: str | None


@pytest.fixture
def doctor(monkeypatch: pytest.MonkeyPatch) -> State:
    state = State(
        [Engine("ppocr", "6"), Engine("tesseract", "absent")],
        [Language("en", "English", "ppocr", ""), Language("el", "Greek", "", "", "get ell")],
    )
    module = ModuleType("cuelift.ocr")
    module.OcrOptions = Options  # type: ignore[attr-defined]
    module.diagnose = lambda options: state  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "cuelift.ocr", module)
    return state


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("film.mkv").write_bytes(mkv(pgs_track(), Text(LINES)))
    return tmp_path


def test_the_doctor_shows_engines_and_languages(doctor, capsys) -> None:
    assert run(["ocr", "doctor"]) == 0

    assert capsys.readouterr().out.splitlines() == [
        "  engine     version",
        "  ppocr      6",
        "  tesseract  absent",
        "",
        "  language           read by  checked by  to get more",
        "  en        English  ppocr    -",
        "  el        Greek    -        -           get ell",
    ]


def test_the_doctor_prints_json(doctor, capsys) -> None:
    assert run(["ocr", "doctor", "--json", "--tessdata", "/x"]) == 0

    said = json.loads(capsys.readouterr().out)
    assert said["languages"][1] == {
        "tag": "el", "name": "Greek", "engine": "", "second": "", "more": "get ell",
    }  # fmt: skip


def test_the_code_is_1_when_nothing_can_be_read(doctor, capsys) -> None:
    doctor.languages[0].engine = ""

    assert run(["ocr", "doctor"]) == 1


def test_what_is_missing_is_named(monkeypatch, capsys) -> None:
    monkeypatch.setitem(sys.modules, "cuelift.ocr", None)

    assert run(["ocr", "doctor"]) == 2
    assert "pip install 'cuelift[ocr]'" in capsys.readouterr().err


def test_pictures_are_written_and_forced_ones_counted(folder, capsys) -> None:
    assert run(["extract", "film.mkv", "-f", "images"]) == 0

    said = capsys.readouterr().out
    assert "3 cues (1 forced)" in said
    assert "-> film.en.images/index.html, film.en.images/index.jsonl" in said
    assert run(["probe", "film.mkv"]) == 0
    assert "6 cues (1 forced)" in capsys.readouterr().out


def test_ocr_can_be_switched_off_or_be_missing(folder, capsys, monkeypatch) -> None:
    monkeypatch.setattr(recognition, "find_spec", lambda name: None)

    assert run(["extract", "film.mkv", "-f", "srt", "--ocr", "off"]) == 0
    assert run(["extract", "film.mkv", "-f", "srt", "--ocr-language", "de"]) == 1
    assert "pip install 'cuelift[ocr]'" in capsys.readouterr().out


def test_files_of_pictures_are_converted(folder, capsys) -> None:
    Path("a.sup").write_bytes(SUP)

    assert run(["convert", "a.sup", "b.sup"]) == 0
    assert Path("b.sup").read_bytes() == SUP
    assert run(["convert", "a.sup", "b.srt", "--ocr", "off"]) == 1
    Path("a.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\nHi\n")
    assert run(["convert", "a.srt", "c.sup"]) == 1
    assert "without pictures" in capsys.readouterr().out


READER = """
import sys
assert sys.stdin.buffer.read().startswith(b"\\x89PNG")
print("Who", *sys.argv[1:])
"""


@pytest.fixture
def drawn(folder) -> str:
    """A drawn caption as a .sup file, and a program that reads it; how the program is called."""
    writer = FORMATS["sup"].pictures
    assert writer is not None
    cues = [Cue(start_ns=10**9, end_ns=2 * 10**9, bitmaps=(caption("Who knows the way home?"),))]
    files = writer(Header(), FORMATS["sup"].options()).files(cues)
    Path("drawn.sup").write_bytes(b"".join(file.data for file in files))
    Path("reader.py").write_text(READER)
    return f"'{sys.executable}' reader.py x"


@pytest.mark.parametrize("command", ["convert", "extract"])
def test_a_program_reads_pictures_and_a_model_settles_what_is_doubtful(
    drawn, capsys, monkeypatch, command
) -> None:
    monkeypatch.setenv("CUELIFT_OCR_KEY", "hidden-key")
    keys = []

    def answer(request: Request) -> Answer:
        keys.append(request.headers.get("authorization"))
        said = "Who x en" if b"image_url" in request.body else ""
        body = json.dumps({"choices": [{"message": {"content": said}}]}).encode()
        return Answer(200, {"Content-Type": "application/json"}, body)

    with RangeServer() as server:
        server.rules.append(answer)
        output = ["out.srt"] if command == "convert" else ["-f", "srt", "-o", "out.srt"]
        code = run([
            command, "drawn.sup", *output, "--ocr", "fast", "--ocr-language", "en", "--json",
            "--ocr-command", drawn, "--ocr-vision", server.url("/v1?model=m"),
            "--tessdata", "data",
        ])  # fmt: skip

    said = capsys.readouterr().out
    assert code == 0, said
    assert "Who x en" in Path("out.srt").read_text()
    assert '"agreed": 1' in said
    assert keys == ["Bearer hidden-key"]
    assert "hidden-key" not in said


@pytest.mark.parametrize(
    ("option", "said"),
    [
        (["--ocr-command", "'open"], "No closing quotation"),
        (["--ocr-command", " "], "it names no program"),
        (["--ocr-vision", "http://h/v1"], "http(s)://HOST/v1?model=NAME"),
    ],
)
def test_a_program_or_endpoint_that_is_misnamed_is_a_usage_error(
    folder, capsys, option, said
) -> None:
    assert run(["extract", "film.mkv", "-f", "srt", *option]) == 2
    assert said in capsys.readouterr().err


def test_a_program_that_is_not_there_is_told(drawn, capsys) -> None:
    reading = ["--ocr", "fast", "--ocr-language", "en", "--tessdata", "data"]
    code = run(["convert", "drawn.sup", "out.srt", "--ocr-command", "no-such-program", *reading])

    assert code == 1
    assert "no-such-program" in capsys.readouterr().out
    assert not Path("out.srt").exists()

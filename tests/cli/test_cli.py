"""The commands, as a user calls them."""

from __future__ import annotations

import importlib
import io
import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cuelift.cli.main import run
from cuelift.store import StoreOptions
from cuelift.store.base import Counters, Location
from cuelift.store.local_write import LocalTarget
from cuelift.store.memory import MemoryTarget
from tests.support.small import LINES, Text, mkv


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    (tmp_path / "film.mkv").write_bytes(mkv(Text(LINES, name="Main"), Text(LINES, language="ger")))
    return tmp_path


def names(folder: Path) -> list[str]:
    return sorted(
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and "state" not in path.parts
    )


def test_extract_writes_beside_the_film_and_prints_a_line_a_track(folder, capsys):
    assert run(["extract", "film.mkv"]) == 0

    said = capsys.readouterr().out
    assert names(folder) == ["film.de.vtt", "film.en.vtt", "film.mkv"]
    assert "film.mkv: matroska" in said
    assert "indexed" in said
    assert "-> film.en.vtt" in said


def test_json_is_one_document_with_the_documented_fields(folder, capsys):
    assert run(["extract", "film.mkv", "-f", "srt", "--json"]) == 0

    report = json.loads(capsys.readouterr().out)
    assert report["source"] == "film.mkv"
    assert report["tracks"][0]["outcome"] == "cues"
    assert report["tracks"][1]["outputs"] == ["film.de.srt"]
    assert report["requests"]["get"] >= 1


def test_a_report_file_holds_the_same(folder, capsys):
    assert run(["extract", "film.mkv", "--report", "report.json", "-q"]) == 0

    assert capsys.readouterr().out == ""
    assert json.loads(Path("report.json").read_text())["tracks"][0]["cues"] == 3


def test_the_format_is_told_by_the_output_name(folder):
    assert run(["extract", "film.mkv", "--track", "0", "-o", "x/subs.srt", "-q"]) == 0

    assert Path("x/subs.srt").read_text().startswith("1\n00:00:01,000")


def test_explain_prints_the_plan(folder, capsys):
    run(["extract", "film.mkv", "--explain", "--objective", "money"])

    said = capsys.readouterr().out
    assert "objective money, mode indexed" in said
    assert "in all:" in said


def test_times_are_read_in_all_their_forms(folder):
    run(["extract", "film.mkv", "--track", "0", "-f", "srt", "--start", "0:02.5", "--duration", "2",
         "-q", "-o", "w.srt"])  # fmt: skip

    assert Path("w.srt").read_text() == "1\n00:00:00,500 --> 00:00:02,000\n<i>Two</i>\n\n"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["extract"], 2, "Missing argument"),
        (["extract", "film.mkv", "-f", "doc"], 2, "known formats"),
        (["extract", "film.mkv", "-o", "%d.srt"], 2, "{streamindex}"),
        (["extract", "film.mkv", "-o", "{what}.srt"], 2, "known: bucket"),
        (["extract", "film.mkv", "-o", "same.srt"], 2, "{streamindex}"),
        (["extract", "film.mkv", "-o", "noextension"], 2, "-f"),
        (["extract", "film.mkv", "--track", "7"], 2, "no caption track 7"),
        (["extract", "film.mkv", "--start", "soon"], 2, "not a time"),
        (["extract", "film.mkv", "--duration", "0"], 2, "extract nothing"),
        (["extract", "film.mkv", "-o", "-", "-f", "srt"], 2, "standard output"),
        (["extract", "film.mkv", "-o", "film.mkv", "-f", "srt", "--track", "0"], 2, "replace"),
        (["extract", "film.mkv", "--report", "./film.mkv"], 2, "replace"),
        (["extract", "film.mkv", "--report", "film.en.vtt"], 2, "replace"),
        (["extract", "film.mkv", "film2.mkv", "--report", "film2.mkv"], 2, "replace"),
        (["extract", "film.mkv", "--report", "film.mkv/report.json"], 2, "is a file"),
        (["extract", "film.mkv", "--max-rate", "fast"], 2, "not a rate"),
        (["extract", "film.mkv", "--max-read", "200%"], 2, "not a share"),
        (["extract", "film.mkv", "--header", "nocolon"], 2, "NAME: VALUE"),
        (["extract", "gone.mkv"], 3, "does not exist"),
        (["extract", "ftp://host/film.mkv"], 2, "unknown scheme"),
        (["extract", "empty/"], 2, "no films found"),
        (["probe", "gone.mkv"], 3, "does not exist"),
        (["convert", "film.mkv", "out.xyz"], 2, "xyz"),
        (["nothing"], 2, "No such command"),
    ],
)
def test_mistakes_are_told_in_one_line_with_the_right_code(folder, capsys, arguments, code, said):
    Path("empty").mkdir()
    before = Path("film.mkv").read_bytes()
    Path("film2.mkv").write_bytes(before)

    assert run(arguments) == code
    assert Path("film.mkv").read_bytes() == Path("film2.mkv").read_bytes() == before

    error = capsys.readouterr().err
    assert said in error
    assert "Traceback" not in error


def test_a_track_that_cannot_be_read_makes_the_code_1(folder, capsys):
    Path("g.mkv").write_bytes(mkv(Text(LINES), Text(LINES, "S_IMAGE/BMP")))

    assert run(["extract", "g.mkv"]) == 1
    assert "refused" in capsys.readouterr().out
    assert run(["extract", "g.mkv", "--track", "0"]) == 0


def test_quiet_still_tells_of_trouble(folder, capsys):
    Path("g.mkv").write_bytes(mkv(Text(LINES, "S_IMAGE/BMP")))

    assert run(["extract", "g.mkv", "-q"]) == 1
    caught = capsys.readouterr()
    assert caught.out == ""
    assert "graphical" in caught.err


def test_probe_shows_tracks_without_writing(folder, capsys):
    assert run(["probe", "film.mkv"]) == 0

    said = capsys.readouterr().out
    assert "Main" in said
    assert "3 cues" in said
    assert names(folder) == ["film.mkv"]


def test_probe_of_several_goes_on_after_a_bad_one(folder, capsys):
    Path("bad.mkv").write_bytes(b"\x1a\x45\xdf\xa3" + bytes(50))

    assert run(["probe", "film.mkv", "bad.mkv", "--json"]) == 3
    report = json.loads(capsys.readouterr().out)
    assert [source["error"] is None for source in report["sources"]] == [True, False]


def test_a_source_is_named_once_by_its_error(folder, capsys):
    (folder / "bad.sub").write_text("no captions")

    assert run(["probe", "bad.sub", "film.mkv"]) == 3

    assert capsys.readouterr().out.startswith("bad.sub: neither a container nor")


def test_convert_changes_the_format(folder, capsys):
    Path("a.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\nHi\n")

    assert run(["convert", "a.srt", "b.ass"]) == 0
    assert "Dialogue: 0,0:00:01.00,0:00:02.00" in Path("b.ass").read_text()


def test_convert_keeps_braces_in_names(folder):
    Path("a{1}.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\nHi\n")

    assert run(["convert", "a{1}.srt", "b{2}.vtt"]) == 0
    assert Path("b{2}.vtt").exists()


def test_version_is_printed(capsys):
    assert run(["--version"]) == 0
    assert capsys.readouterr().out.startswith("cuelift ")


def test_line_ends_and_marks_are_options(folder):
    run(["extract", "film.mkv", "--track", "0", "-f", "srt", "--newline", "crlf", "--bom", "-q"])

    assert Path("film.en.srt").read_bytes().startswith(b"\xef\xbb\xbf1\r\n00:00:01,000")


def test_a_pipe_that_closes_is_no_traceback(folder, capfd, monkeypatch):
    import click

    def closed(*_: object, **__: object) -> None:
        raise BrokenPipeError

    monkeypatch.setattr(click, "echo", closed)
    monkeypatch.setattr("sys.stderr", io.StringIO())

    assert run(["probe", "film.mkv"]) == 1


def test_an_interrupt_leaves_nothing_behind(folder, capsys, monkeypatch):
    pipeline = importlib.import_module("cuelift.extract.pipeline")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "make_plan", interrupted)

    assert run(["extract", "film.mkv"]) == 130
    assert names(folder) == ["film.mkv"]


def test_workers_that_nobody_ends_do_not_hold_up_the_exit():
    worker = multiprocessing.get_context("spawn").Process(target=time.sleep, args=(60,))
    worker.start()

    with pytest.raises(SystemExit) as left:
        importlib.import_module("cuelift.cli.main")._leave(130)

    worker.join(30)
    assert (left.value.code, worker.exitcode) == (130, -signal.SIGTERM)


def test_extract_and_convert_take_the_same_options_of_writing(folder):
    srt = "1\n00:00:01,000 --> 00:00:04,000\nשלום\n\n2\n00:00:02,000 --> 00:00:03,000\nTwo\n\n"
    (folder / "a.srt").write_text(srt)

    assert run(["convert", "a.srt", "b.srt", "--rtl", "wrap", "--flatten"]) == 0
    assert run(["extract", "a.srt", "-o", "c.srt", "--rtl", "wrap", "--flatten"]) == 0
    assert (folder / "b.srt").read_text().count("\u202bשלום\u202c") == 3
    assert (folder / "c.srt").read_text() == (folder / "b.srt").read_text()


@pytest.mark.parametrize("command", ["probe", "extract", "convert"])
def test_the_only_source_has_a_report_even_if_it_cannot_be_read(folder, capsys, command):
    arguments = [command, "gone.mkv", "--json"] + ["out.srt"] * (command == "convert")

    assert run(arguments) == 3

    said = capsys.readouterr()
    report = json.loads(said.out)
    assert "does not exist" in report["error"]
    assert report["error_type"] == "NotFound"
    assert "does not exist" in said.err


def test_a_report_file_tells_of_a_source_that_cannot_be_read(folder, capsys):
    assert run(["extract", "gone.mkv", "--report", "report.json"]) == 3

    assert json.loads(Path("report.json").read_text())["source"] == "gone.mkv"
    assert capsys.readouterr().out == ""


def test_the_report_goes_where_the_store_options_say(folder, monkeypatch):
    asked = []
    publish = importlib.import_module("cuelift.extract.publish")

    def target(location: Location, options: StoreOptions, counters: object) -> object:
        asked.append((location.scheme, options.endpoint))
        return (
            LocalTarget(Counters()) if location.scheme == "file" else MemoryTarget({}, Counters())
        )

    for module in (publish, importlib.import_module("cuelift.extract.targets")):
        monkeypatch.setattr(module, "open_target", target)
    code = run(
        ["extract", "film.mkv", "-q", "--report", "s3://b/r.json", "--endpoint", "https://e"]
    )

    assert code == 0
    assert asked[-1] == ("s3", "https://e")


def test_titles_do_not_reach_the_terminal_raw(folder, capsys):
    Path("odd.mkv").write_bytes(mkv(Text(LINES, name="a\nb\x1b[31mc\x9b早")))

    assert run(["probe", "odd.mkv"]) == 0

    said = capsys.readouterr().out
    assert "a\\nb\\x1b[31mc\\x9b早" in said
    assert said.count("\n") == 2


def test_error_messages_do_not_reach_the_terminal_raw(folder, capsys):
    assert run(["probe", "gone\x1b]0;x.mkv"]) == 3
    assert "gone\\x1b]0;x.mkv" in capsys.readouterr().err


@pytest.mark.parametrize("more", [[], ["--json"], ["film.mkv"], ["film.mkv", "--json"]])
def test_names_that_are_not_utf_8_are_printed(folder, more):
    Path("b\udcff.mkv").write_bytes(mkv(Text(LINES)))
    for command in ("probe", "extract"):
        done = cuelift([command, "b\udcff.mkv", *more], PYTHONIOENCODING="utf-8:strict")

        assert done.returncode == 0, done.stderr
        assert "\\udcff" in done.stdout.decode()


def cuelift(arguments: list[str], **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "cuelift", *arguments],
        capture_output=True,
        check=False,
        env={**os.environ, **environment},
    )


def test_the_package_is_a_program(folder):
    done = cuelift(["--version"])

    assert done.returncode == 0
    assert done.stdout.startswith(b"cuelift ")
    assert cuelift(["probe", "gone.mkv"]).returncode == 3


def test_a_charset_that_lacks_a_letter_is_no_error(folder):
    Path("odd.mkv").write_bytes(mkv(Text(LINES, name="早")))
    done = cuelift(["probe", "odd.mkv"], PYTHONIOENCODING="iso8859-1:strict")

    assert done.returncode == 0
    assert b"\\u65e9" in done.stdout


@pytest.mark.parametrize("sources", [["film.mkv"], ["film.mkv", "film2.mkv", "--jobs", "2"]])
def test_a_reader_that_goes_away_is_no_traceback(folder, sources):
    Path("film2.mkv").write_bytes(mkv(Text(LINES)))
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "cuelift", "extract", *sources],
        stdout=write,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(write)

    assert done.returncode == 1
    assert done.stderr == b""


def test_all_is_printed_into_a_file(folder):
    with open("said.txt", "wb") as file:
        command = [sys.executable, "-m", "cuelift", "probe", *["film.mkv"], "--json"]
        assert subprocess.run(command, stdout=file, check=False).returncode == 0

    assert json.loads(Path("said.txt").read_text())["container"] == "matroska"


def test_a_closed_standard_output_is_no_error(folder):
    line = f"{sys.executable} -m cuelift extract film.mkv >&-"
    done = subprocess.run(line, shell=True, capture_output=True, check=False)

    assert (done.returncode, done.stderr) == (0, b"")
    assert Path("film.en.vtt").exists()

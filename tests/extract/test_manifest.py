"""Finished sources are remembered; what goes wrong there costs no captions."""

from __future__ import annotations

import json
import os
import sqlite3
from pathlib import Path

import pytest

from cuelift import ExtractOptions, StoreOptions, UsageError
from cuelift.cli.main import run
from cuelift.extract.manifest import Manifest, digest_of
from cuelift.extract.options import TranslateRequest
from cuelift.extract.report import SourceReport, TrackReport
from tests.support.pictures import noise, pgs_track
from tests.support.small import LINES, Text, mkv
from tests.writers.subpicture import picture
from tests.writers.vobsub import files


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    (tmp_path / "films").mkdir()
    for name in ("one", "two"):
        (tmp_path / f"films/{name}.mkv").write_bytes(mkv(Text(LINES)))
    return tmp_path


def test_a_manifest_that_cannot_be_opened_is_a_usage_error(folder):
    with pytest.raises(UsageError, match="manifest"):
        Manifest(str(folder / "films"))
    assert run(["extract", "films/", "--manifest", str(folder / "films")]) == 2


def test_a_manifest_of_one_s_own_is_used(folder):
    run(["extract", "films/", "--manifest", "m.sqlite", "--jobs", "1", "-q"])

    assert (folder / "m.sqlite").exists()
    assert not (folder / "state").exists()


def test_a_source_of_two_files_is_done_while_both_are_as_they_were(folder):
    index, pictures = files([("en", [(1000, picture(noise(1), 40))])])
    (folder / "films/disc.idx").write_bytes(index)
    (folder / "films/disc.sub").write_bytes(pictures)
    arguments = ["extract", "films/disc.idx", "--manifest", "m.sqlite", "-f", "images", "-q"]
    arguments += ["--report", "report.json"]

    def skipped() -> bool:
        assert run(arguments) == 0
        return json.loads((folder / "report.json").read_text())["skipped"]

    assert not skipped()
    assert skipped()
    (folder / "films/disc.sub").write_bytes(pictures + bytes(2048))
    assert not skipped()
    assert skipped()


@pytest.mark.parametrize("format_name", ["images", "bdn"])
def test_a_folder_of_pictures_is_done_while_every_picture_is_there(folder, format_name):
    (folder / "films/disc.mkv").write_bytes(mkv(pgs_track()))
    arguments = ["extract", "films/disc.mkv", "--manifest", "m.sqlite", "-f", format_name, "-q"]
    arguments += ["--report", "report.json", "-o", "out/{autoext}"]

    def skipped() -> bool:
        assert run(arguments) == 0
        return json.loads((folder / "report.json").read_text())["skipped"]

    assert not skipped()
    assert skipped()
    pictures = sorted((folder / "out" / format_name).glob("*.png"))
    data = pictures[0].read_bytes()
    pictures[0].unlink()
    assert not skipped()
    assert pictures[0].read_bytes() == data
    pictures[1].write_bytes(data[:9])
    assert not skipped()
    (folder / "out" / format_name / "more.png").write_bytes(b"of someone else")
    assert skipped()
    next(path for path in pictures[0].parent.iterdir() if path.suffix != ".png").unlink()
    assert not skipped()


def test_a_manifest_of_one_s_own_is_used_for_one_source_too(folder, capsys):
    arguments = ["extract", "films/one.mkv", "--manifest", "m.sqlite", "--json"]
    assert run(arguments) == 0
    first = json.loads(capsys.readouterr().out)
    assert run(arguments) == 0
    second = json.loads(capsys.readouterr().out)

    assert (first["source"], first["skipped"]) == ("films/one.mkv", False)
    assert second["skipped"]
    assert run([*arguments, "--join"]) == 2


def test_without_a_state_folder_the_run_goes_on(folder, capsys, monkeypatch):
    (folder / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(folder / "file"))

    assert run(["extract", "films/", "--jobs", "1"]) == 0

    said = capsys.readouterr()
    assert "finished sources are not remembered" in said.err
    assert (folder / "films/two.en.vtt").exists()


class Broken:
    """A database that a full disk or another program's lock has stopped."""

    def execute(self, *_: object) -> None:
        raise sqlite3.OperationalError("database is locked")

    def close(self) -> None:
        return


def test_a_manifest_that_breaks_costs_a_warning(folder, capsys, monkeypatch):
    opened = Manifest.__init__

    def broken(self: Manifest, path: str) -> None:
        opened(self, path)
        self._db.close()
        self._db = Broken()

    monkeypatch.setattr(Manifest, "__init__", broken)

    assert run(["extract", "films/", "--jobs", "1"]) == 0
    assert capsys.readouterr().out.count("not remembered as done: database is locked") == 2
    assert (folder / "films/two.en.vtt").exists()


def test_an_output_that_is_gone_again_costs_a_warning(folder):
    manifest = Manifest("m.sqlite")
    track = TrackReport(index=0, codec="", codec_id="", kind="text", outputs=["gone.vtt"])
    report = SourceReport(source="a.mkv", tracks=[track], warnings=[])

    manifest.finish("a.mkv", report, "d", StoreOptions())
    manifest.close()

    assert len(report.warnings) == 1
    assert "gone.vtt" in report.warnings[0]


def test_rows_of_another_shape_are_not_believed(folder):
    manifest = Manifest("m.sqlite")
    for outputs in (b'[["film.vtt", 1]]', b"{", b'[["/w==", "x"]]'):
        manifest._db.execute(
            "INSERT OR REPLACE INTO done VALUES (?, ?, ?, ?, ?)",
            (b"films/one.mkv", "d", "i", outputs, b"{}"),
        )
        assert manifest.finished("films/one.mkv", "i", "d", StoreOptions()) is None
    manifest.close()


def test_the_digest_needs_no_working_directory(folder):
    here = digest_of(ExtractOptions())
    gone = folder / "gone"
    gone.mkdir()
    os.chdir(gone)
    gone.rmdir()

    assert digest_of(ExtractOptions()) != here
    assert digest_of(ExtractOptions(template="b\udcff")) != digest_of(ExtractOptions())


@pytest.mark.parametrize(
    ("name", "text", "options"),
    [
        ("own.toml", "[[pass]]\nname = 'redact'\nlist = 'words'\n", {"clean": "own.toml"}),
        ("words", "one\n", {"clean": "whitespace,redact:list=words"}),
        ("terms.tsv", "a\tb\n", {"translate": TranslateRequest(to=("de",), glossary="terms.tsv")}),
    ],
)
def test_what_a_side_file_holds_is_part_of_the_digest(folder, name, text, options):
    asked = ExtractOptions(**options)
    missing = digest_of(asked)
    Path(name).write_text(text)
    there = digest_of(asked)
    Path(name).write_text(f"{text}\n")

    assert len({missing, there, digest_of(asked)}) == 3
    assert digest_of(asked) == digest_of(asked)


def test_a_folder_that_is_called_as_an_option_is_no_side_file(folder):
    asked = ExtractOptions(clean="reflow:netflix")
    before = digest_of(asked)
    Path("netflix").mkdir()

    assert digest_of(asked) == before


def test_a_recipe_that_cannot_be_read_has_a_digest(folder):
    assert digest_of(ExtractOptions(clean="nothing")) != digest_of(ExtractOptions())

"""Several sources in one run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cuelift import ExtractOptions, StoreOptions, UsageError
from cuelift.cli.main import run
from cuelift.extract.manifest import Manifest
from cuelift.extract.many import expand, extract_many, refuse_shared_names
from tests.support.small import LINES, Text, mkv

FILM = mkv(Text(LINES))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    for name in ("a/one.mkv", "a/deep/two.mkv", "a/.hidden.mkv", "a/notes.txt", "b/three.webm"):
        path = tmp_path / "films" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(FILM)
    return tmp_path


def found(*sources: str) -> list[str]:
    return [item.uri for item in expand(sources, StoreOptions())]


def test_a_folder_stands_for_the_films_below_it(folder):
    assert found("films/a/") == ["films/a/deep/two.mkv", "films/a/one.mkv"]
    assert found("films/a") == found("films/a/")


def test_a_star_stays_in_its_folder_and_two_do_not(folder):
    assert found("films/*/*.mkv") == ["films/a/.hidden.mkv", "films/a/one.mkv"]
    assert found("films/**/t*") == ["films/a/deep/two.mkv", "films/b/three.webm"]


def test_a_source_named_twice_is_taken_once(folder):
    assert found("films/a/one.mkv", "films/a/") == ["films/a/one.mkv", "films/a/deep/two.mkv"]


def test_a_file_whose_name_holds_pattern_characters_is_taken_as_it_stands(folder):
    (folder / "odd[1].mkv").write_bytes(FILM)

    assert found("odd[1].mkv") == ["odd[1].mkv"]


def test_absolute_folders_give_absolute_sources(folder):
    assert found(f"{folder}/films/b/") == [f"{folder}/films/b/three.webm"]


def test_a_pattern_that_fits_nothing_is_a_usage_error(folder):
    with pytest.raises(UsageError, match="no films found"):
        found("films/*.mp4")


def test_shared_output_names_are_refused_before_anything_is_written(folder):
    (folder / "films/b/one.mkv").write_bytes(FILM)
    sources = expand(["films/a/one.mkv", "films/b/one.mkv"], StoreOptions())
    options = ExtractOptions(template="out/{barename}.{streamindex}.srt")

    with pytest.raises(UsageError, match=r"\{dirname\}"):
        refuse_shared_names(sources, options)
    assert run(["extract", "films/a/one.mkv", "films/b/one.mkv", "-o", "out/"]) == 2
    assert not (folder / "out").exists()


def test_a_second_run_skips_what_is_done(folder, capsys):
    assert run(["extract", "films/", "--jobs", "1", "--json"]) == 0
    first = json.loads(capsys.readouterr().out)
    assert run(["extract", "films/", "--jobs", "1", "--json"]) == 0
    second = json.loads(capsys.readouterr().out)

    assert first["summary"]["skipped"] == 0
    assert second["summary"]["skipped"] == second["summary"]["sources"] == 3
    assert second["summary"]["bytes_read"] == 0
    assert (folder / "films/b/three.en.vtt").exists()


@pytest.mark.parametrize("change", ["source", "output", "options", "force"])
def test_what_changed_is_done_again(folder, capsys, change):
    arguments = ["extract", "films/a/", "--jobs", "1", "--json"]
    run(arguments)
    capsys.readouterr()
    if change == "source":
        (folder / "films/a/one.mkv").write_bytes(mkv(Text(LINES[:1])))
    elif change == "output":
        (folder / "films/a/one.en.vtt").unlink()
    elif change == "options":
        arguments += ["--speakers", "off"]
    else:
        arguments.append("--force")
    run(arguments)

    again = json.loads(capsys.readouterr().out)["summary"]
    assert again["skipped"] == (1 if change in ("source", "output") else 0)
    assert (folder / "films/a/one.en.vtt").exists()


def test_a_source_that_fails_costs_itself_only(folder, capsys):
    (folder / "films/a/bad.mkv").write_bytes(b"\x1a\x45\xdf\xa3" + bytes(50))

    assert run(["extract", "films/a/", "--jobs", "1"]) == 3

    said = capsys.readouterr().out
    assert "films/a/bad.mkv:" in said
    assert "3 sources (0 already done, 1 with trouble)" in said
    assert (folder / "films/a/one.en.vtt").exists()


def test_workers_give_what_one_process_gives(folder):
    sources = expand(["films/"], StoreOptions())
    one = extract_many(sources, ExtractOptions(template="one/"), workers=1, manifest=None)
    two = extract_many(sources, ExtractOptions(template="two/"), workers=2, manifest=None)

    assert [report.source for report in one.sources] == [report.source for report in two.sources]
    for path in (folder / "one").iterdir():
        assert (folder / "two" / path.name).read_bytes() == path.read_bytes()


def test_a_manifest_that_cannot_be_opened_is_a_usage_error(folder):
    with pytest.raises(UsageError, match="manifest"):
        Manifest(str(folder / "films"))
    assert run(["extract", "films/", "--manifest", str(folder / "films")]) == 2


def test_a_manifest_of_one_s_own_is_used(folder):
    run(["extract", "films/", "--manifest", "m.sqlite", "--jobs", "1", "-q"])

    assert (folder / "m.sqlite").exists()
    assert not (folder / "state").exists()

"""Folders, prefixes and patterns become single sources."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cuelift import ReadLimits, StoreOptions, UsageError
from cuelift.errors import AccessDenied, NotFound
from cuelift.extract import expand as module
from cuelift.extract.expand import expand
from cuelift.store.base import Location, ObjectInfo


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("a/one.mkv", "a/deep/two.mkv", "a/.hidden.mkv", "a/notes.txt", "b/three.webm"):
        path = tmp_path / "films" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"film")
    return tmp_path


def found(*sources: str, **memory: bytes) -> list[str]:
    return [item.uri for item in expand(sources, StoreOptions(memory=memory))]


def test_a_folder_stands_for_the_films_below_it(folder):
    assert found("films/a/") == ["films/a/deep/two.mkv", "films/a/one.mkv"]
    assert found("films/a") == found("films/a/")
    assert found("films/a/../a/") == ["films/a/../a/deep/two.mkv", "films/a/../a/one.mkv"]


def test_a_star_stays_in_its_folder_and_two_do_not(folder):
    assert found("films/*/*.mkv") == ["films/a/.hidden.mkv", "films/a/one.mkv"]
    assert found("films/**/t*") == ["films/a/deep/two.mkv", "films/b/three.webm"]


def test_a_star_does_not_look_into_folders_below(folder, monkeypatch):
    looked = []
    scandir = os.scandir
    monkeypatch.setattr(os, "scandir", lambda path: looked.append(str(path)) or scandir(path))
    monkeypatch.setattr(os, "walk", None)

    assert found("films/a/*.mkv") == ["films/a/.hidden.mkv", "films/a/one.mkv"]
    assert not any("deep" in path for path in looked)


def test_a_pattern_leaves_out_folders_pipes_and_unfinished_outputs(folder):
    (folder / "films/a/x.mkv").mkdir()
    os.mkfifo(folder / "films/a/y.mkv")
    (folder / "films/a/.one.mkv.7.0123.cuelift-tmp").touch()

    assert found("films/a/*") == [
        "films/a/.hidden.mkv", "films/a/notes.txt", "films/a/one.mkv",
    ]  # fmt: skip


def test_a_source_named_twice_is_taken_once(folder):
    os.symlink("films", folder / "link")
    once = ["films/a/one.mkv", "films/a/deep/two.mkv"]

    assert found("films/a/one.mkv", "films/a/") == once
    assert found(
        "films/a/one.mkv", "./films/a/one.mkv", f"{folder}/films//a/one.mkv",
        f"file://{folder}/films/b/../a/one.mkv", "link/a/one.mkv", "films/a/",
    ) == once  # fmt: skip


def test_objects_that_only_secrets_tell_apart_are_two(folder):
    sources = ["https://h/a?sig=1", "https://h/a?sig=2"]

    assert found(*sources, *sources) == sources


def test_a_link_to_a_film_is_a_film_of_its_own(folder):
    os.symlink("one.mkv", folder / "films/a/link.mkv")

    assert found("films/a/one.mkv", "films/a/link.mkv") == ["films/a/one.mkv", "films/a/link.mkv"]


def test_a_file_whose_name_holds_pattern_characters_is_taken_as_it_stands(folder):
    (folder / "odd[1].mkv").write_bytes(b"film")

    assert found("odd[1].mkv") == ["odd[1].mkv"]


def test_an_object_whose_key_holds_pattern_characters_is_taken_as_it_stands(folder):
    objects = {"film[1].mkv": b"", "film1.mkv": b"", "film2.mkv": b""}

    assert found("memory:film[1].mkv", **objects) == ["memory:film[1].mkv"]
    assert found("memory:film[2].mkv", **objects) == ["memory:film2.mkv"]
    assert found("memory:*", **objects) == [f"memory:{key}" for key in sorted(objects)]


@pytest.mark.parametrize("error", [NotFound("none"), AccessDenied("no")])
def test_a_remote_pattern_is_listed_when_no_object_has_its_name(monkeypatch, error):
    asked = []

    def head(uri: str, options: StoreOptions, limits: ReadLimits) -> ObjectInfo:
        asked.append(uri)
        raise error

    def listing(
        location: Location, prefix: str, options: StoreOptions, limits: ReadLimits
    ) -> list[ObjectInfo]:
        asked.append(prefix)
        return [ObjectInfo(key="p/film1.mkv", size_bytes=1, identity="x")]

    monkeypatch.setattr(module, "head_object", head)
    monkeypatch.setattr(module, "list_objects", listing)

    assert found("s3://b/p/film[1].mkv") == ["s3://b/p/film1.mkv"]
    assert asked == ["s3://b/p/film[1].mkv", "p/film"]


def test_names_that_look_like_uris_stay_paths(folder):
    for name in ("http:/x.mkv", "memory:y.mkv"):
        path = folder / "odd" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    os.chdir("odd")

    assert found("*.mkv") == ["./memory:y.mkv"]
    assert found("*/*.mkv") == ["./http:/x.mkv"]
    assert found("./") == ["./http:/x.mkv", "./memory:y.mkv"]


def test_absolute_folders_give_absolute_sources(folder):
    assert found(f"{folder}/films/b/") == [f"{folder}/films/b/three.webm"]
    assert found(f"file://{folder}/films/b/") == [f"{folder}/films/b/three.webm"]


def test_a_pattern_that_fits_nothing_is_a_usage_error(folder):
    with pytest.raises(UsageError, match="no films found"):
        found("films/*.mp4")


def test_full_paths_work_where_the_working_directory_is_gone(folder):
    gone = folder / "gone"
    gone.mkdir()
    os.chdir(gone)
    gone.rmdir()

    assert found(f"{folder}/films/b/") == [f"{folder}/films/b/three.webm"]

"""Where outputs may not go is told before anything is read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cuelift.errors import UsageError
from cuelift.extract import targets
from cuelift.extract.targets import Kept, attachment_uris, check_writable, place_of
from cuelift.store import StoreOptions


def check(*uris: str, kept: tuple[str, ...] = ()) -> None:
    check_writable(uris, StoreOptions(memory={}), Kept(kept))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "film.mkv").write_bytes(b"film")
    os.link(tmp_path / "film.mkv", tmp_path / "hard.mkv")
    os.symlink("film.mkv", tmp_path / "soft.mkv")
    (tmp_path / "folder").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    "output", ["film.mkv", "./film.mkv", "folder/../film.mkv", "hard.mkv", "soft.mkv"]
)
def test_a_source_is_not_written_over_by_any_of_its_names(folder, output):
    with pytest.raises(UsageError, match="would replace"):
        check(output, kept=("film.mkv",))
    check("other.mkv", kept=("film.mkv",))


def test_objects_are_kept_by_bucket_and_key(folder):
    with pytest.raises(UsageError, match="would replace"):
        check("memory://f", kept=("memory:f",))
    assert Kept(["s3://b/a.srt"]).holds(targets.parse_uri("s3://b/a.srt?x".removesuffix("?x")))
    assert not Kept(["s3://b/a.srt"]).holds(targets.parse_uri("s3://c/a.srt"))


@pytest.mark.parametrize(
    ("output", "said"),
    [
        ("folder", "is a folder"),
        ("film.mkv/a.vtt", "is a file"),
        ("字" * 90 + ".vtt", "more than 247 bytes"),
        ("https://host/a.vtt", "cannot be written"),
    ],
)
def test_what_cannot_be_written_is_told(folder, output, said):
    with pytest.raises(UsageError, match=said):
        check(output)


def test_the_nearest_folder_that_exists_must_be_writable(folder, monkeypatch):
    asked = []

    def access(path: str, mode: int) -> bool:
        asked.append(path)
        return False

    monkeypatch.setattr(targets.os, "access", access)
    with pytest.raises(UsageError, match="cannot be written"):
        check("folder/new/deep/a.vtt")
    assert asked == [str(folder / "folder")]


def test_folders_that_are_not_there_yet_are_fine(folder):
    check("new/deep/a.vtt", "new/deep/b.vtt")

    assert not (folder / "new").exists()


def test_attachments_take_no_place_of_anything_else(folder):
    names = ["film.mkv", "a.en.vtt", "A.EN.vtt", "../../x:y", "", "no"]

    made = attachment_uris(".", names, ["a.en.vtt"], Kept(["film.mkv"]))

    assert made == [
        "./film.2.mkv", "./a.en.2.vtt", "./A.EN.3.vtt", "./x_y", "./attachment-4", "./no",
    ]  # fmt: skip


def test_attachment_names_are_cut_by_bytes():
    [uri] = attachment_uris("memory:f", ["字" * 120], [], Kept([]))

    assert uri == "memory:f/" + "字" * 66


def test_a_place_is_the_same_by_every_path_to_it(folder):
    os.symlink("folder", folder / "link")

    assert place_of("link/a") == place_of("./folder/a") == place_of(f"file://{folder}/folder/a")
    assert place_of("link") != place_of("folder")

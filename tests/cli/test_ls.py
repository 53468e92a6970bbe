"""``cuelift ls``, as a user calls it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from cuelift.cli.main import run
from tests.support.bucket_server import FakeBucket
from tests.support.range_server import RangeServer


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OSS_ACCESS_KEY_ID", "id")
    monkeypatch.setenv("OSS_ACCESS_KEY_SECRET", "secret")
    (tmp_path / "films/deep").mkdir(parents=True)
    (tmp_path / "films/a.mkv").write_bytes(b"x" * 1234567)
    os.utime(tmp_path / "films/a.mkv", (0, 1445412480))
    (tmp_path / "films/deep/b.mkv").write_bytes(b"x")
    (tmp_path / "films/.a.mkv.1.2.cuelift-tmp").write_bytes(b"x")
    return tmp_path


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch):
    kept = FakeBucket()
    kept.objects = {"a.mkv": b"data", "b/c.mkv": b"", "b/d/e": b"1"}
    with RangeServer() as server:
        server.rules.append(kept)
        monkeypatch.setenv("OSS_ENDPOINT", server.url(""))
        yield kept


def lines(capsys) -> list[list[str]]:
    return [line.split() for line in capsys.readouterr().out.splitlines()]


def test_a_folder_shows_files_with_size_and_time_and_folders(folder, capsys):
    assert run(["ls", "films"]) == 0

    assert lines(capsys) == [
        ["1,234,567", "2015-10-21T07:28:00Z", f"{folder}/films/a.mkv"],
        [f"{folder}/films/deep/"],
    ]
    assert run(["ls", "films/a.mkv"]) == 0
    assert lines(capsys)[0][2] == f"{folder}/films/a.mkv"


def test_here_is_not_part_of_the_names(folder, capsys):
    for here in (".", "./", "./films/.."):
        assert run(["ls", here]) == 0
        assert lines(capsys)[0][-1].startswith(f"{folder}/films/")


def test_everything_below(folder, capsys):
    assert run(["ls", "-r", "films"]) == 0
    assert [line[-1] for line in lines(capsys)] == [
        f"{folder}/films/a.mkv",
        f"{folder}/films/deep/b.mkv",
    ]


def test_a_bucket_goes_by_prefix(folder, bucket, capsys):
    for uri, shown in {
        "oss://films": ["oss://films/a.mkv", "oss://films/b/"],
        "oss://films/b": ["oss://films/b/"],
        "oss://films/b/": ["oss://films/b/c.mkv", "oss://films/b/d/"],
    }.items():
        assert run(["ls", uri]) == 0
        assert [line[-1] for line in lines(capsys)] == shown
    assert run(["ls", "-r", "oss://films/b"]) == 0
    assert len(lines(capsys)) == 2


def test_json_has_every_field(folder, bucket, capsys):
    assert run(["ls", "oss://films", "--json"]) == 0

    assert json.loads(capsys.readouterr().out) == [
        {
            "uri": "oss://films/a.mkv",
            "folder": False,
            "size_bytes": 4,
            "modified": "2015-10-21T07:28:00Z",
            "identity": '"e"',
            "storage_class": None,
        },
        {"uri": "oss://films/b/", "folder": True},
    ]


def test_what_is_not_there(folder, bucket, capsys):
    for uri in ("nothing", "oss://films/x"):
        assert run(["ls", uri]) == 3
        assert capsys.readouterr().err
    bucket.objects.clear()
    assert run(["ls", "oss://films"]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("uri", ["http://h/a", "https://h/", "memory:a"])
def test_what_has_no_listing(folder, uri, capsys):
    assert run(["ls", uri]) == 2
    assert "has no listing" in capsys.readouterr().err


def test_archived_objects_name_their_class(folder, bucket, monkeypatch, capsys):
    listing = bucket._list
    monkeypatch.setattr(
        bucket,
        "_list",
        lambda fields: listing(fields).replace(
            "</ETag>", "</ETag><StorageClass>Archive</StorageClass>"
        ),
    )
    assert run(["ls", "oss://films"]) == 0
    assert "(Archive)" in capsys.readouterr().out


def test_a_time_that_is_not_known_is_left_out(folder, bucket, monkeypatch, capsys):
    listing = bucket._list
    monkeypatch.setattr(
        bucket, "_list", lambda fields: listing(fields).replace("LastModified", "Odd")
    )
    assert run(["ls", "-r", "oss://films/a"]) == 0
    assert lines(capsys) == [["4", "oss://films/a.mkv"]]

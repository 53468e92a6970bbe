from __future__ import annotations

import os

import pytest

from cuelift.server.objects.attributes import (
    Attributes,
    attributes_of_file,
    drop_attributes,
    find_attributes,
    sweep_attributes,
    write_attributes,
)
from cuelift.store.bucketdir import BucketFolder


@pytest.fixture
def folder(tmp_path):
    return BucketFolder("films", str(tmp_path))


def keep(folder, key, data=b"x"):
    path = os.path.join(folder.path, key)
    with open(path, "wb") as file:
        file.write(data)
    write_attributes(
        folder, os.stat(path), Attributes(key=key, etag="E", content_type="a/b", crc64=2**64 - 1)
    )
    return folder.head(key)


def test_what_is_kept_is_found_until_it_is_dropped(folder):
    info = keep(folder, "k")

    assert find_attributes(folder, info).crc64 == 2**64 - 1
    drop_attributes(folder, info.identity)
    drop_attributes(folder, info.identity)
    assert find_attributes(folder, info) is None


def test_what_follows_from_a_file_is_stable(folder):
    info = keep(folder, "film.mkv")

    assert attributes_of_file(info) == attributes_of_file(folder.head("film.mkv"))
    assert attributes_of_file(info).content_type == "video/x-matroska"


def test_only_what_describes_nothing_is_swept(folder, monkeypatch):
    kept, changed, gone = (keep(folder, key) for key in "abc")
    with open(f"{folder.path}/b", "ab") as file:
        file.write(b"y")
    os.unlink(f"{folder.path}/c")
    attributes = f"{folder.staging}/attributes"
    with open(f"{attributes}/broken.json", "wb") as file:
        file.write(b"?")

    assert sweep_attributes(folder, 3600) == 0
    assert sweep_attributes(folder, -1) == 3
    assert os.listdir(attributes) == [f"{kept.identity}.json"]
    assert find_attributes(folder, changed) is find_attributes(folder, gone) is None


def test_what_cannot_be_swept_stays(folder, monkeypatch):
    keep(folder, "a")
    os.unlink(f"{folder.path}/a")

    def refuse(path):
        raise PermissionError(path)

    monkeypatch.setattr(os, "unlink", refuse)
    assert sweep_attributes(folder, -1) == 0


def test_there_may_be_nothing_to_sweep(folder):
    assert sweep_attributes(folder, 0) == 0


def test_a_failure_leaves_no_half_description(folder, monkeypatch):
    def fail(source, target):
        raise OSError(28, "No space left")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="space"):
        keep(folder, "k")
    assert os.listdir(f"{folder.staging}/attributes") == []

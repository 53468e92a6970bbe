from __future__ import annotations

import os

import pytest

from cuelift.oss.errors import WireError
from cuelift.server.objects.uploads import (
    PartFile,
    Upload,
    create_upload,
    find_upload,
    purge_uploads,
)
from cuelift.store.bucketdir import BucketFolder


@pytest.fixture
def folder(tmp_path):
    return BucketFolder("films", str(tmp_path))


@pytest.fixture
def upload(folder):
    about = Upload(key="k", content_type="a/b", headers={"x-oss-meta-a": "b"}, only_new=False)
    return find_upload(folder, create_upload(folder, about), "k")


def part(upload, data=b"x"):
    file = PartFile(upload.path)
    file.write(data)
    file.close()
    return file


def test_parts_are_in_order_and_have_what_their_name_says(upload):
    for number in (10, 2):
        upload.add(part(upload).path, number, "A" * 32, 2**64 - 1, 1)

    found = upload.parts()

    assert [(p.number, p.etag, p.crc64, p.size) for p in found] == [
        (2, "A" * 32, 2**64 - 1, 1),
        (10, "A" * 32, 2**64 - 1, 1),
    ]
    assert upload.about.headers == {"x-oss-meta-a": "b"}


def test_only_one_holds_the_parts(upload):
    with upload.lock() as first, upload.lock() as second:
        assert (first, second) == (True, False)
    with upload.lock() as third:
        assert third


def test_an_ended_upload_cannot_be_held_or_added_to(upload, monkeypatch):
    real = os.path.exists
    monkeypatch.setattr(os.path, "exists", lambda path: "upload.json" not in path and real(path))
    with pytest.raises(WireError), upload.lock():
        pass
    monkeypatch.undo()
    upload.remove()

    assert upload.parts() == []
    with pytest.raises(WireError), upload.lock():
        pass
    with pytest.raises(WireError):
        PartFile(upload.path)
    upload.remove()


def test_discarding_is_harmless_twice(upload):
    file = part(upload)
    file.discard()
    file.discard()

    assert os.listdir(upload.path) == ["upload.json"]


@pytest.mark.parametrize("text", [b"", b"\xff", b"{}", b"[]"])
def test_a_damaged_description_is_no_upload(folder, upload, text):
    with open(os.path.join(upload.path, "upload.json"), "wb") as file:
        file.write(text)

    with pytest.raises(WireError):
        find_upload(folder, os.path.basename(upload.path), "k")


def test_nothing_to_forget(folder):
    assert purge_uploads(folder, 0) == 0

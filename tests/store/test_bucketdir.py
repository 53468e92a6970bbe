"""A bucket that is a folder: keys never lead out of it, listings come in key order."""

from __future__ import annotations

import os
import socket
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cuelift.errors import (
    AccessDenied,
    AlreadyExists,
    CueliftError,
    NotFound,
    StoreError,
    UsageError,
)
from cuelift.store import bucketdir
from cuelift.store.bucketdir import KEY_BYTES, STAGING, BucketFolder, key_problem


@pytest.fixture
def bucket(tmp_path: Path) -> BucketFolder:
    return BucketFolder("films", str(tmp_path / "films"))


def put(bucket: BucketFolder, key: str, data: bytes = b"x") -> None:
    writer = bucket.writer(key)
    writer.write(data)
    writer.commit()


def keys(bucket: BucketFolder, prefix: str = "", **more: str) -> list[str]:
    return [entry.key for entry in bucket.list(prefix, **more)]


BAD = [
    "",
    "/a",
    "a/",
    "a//b",
    ".",
    "..",
    "a/../b",
    "../films2/a",
    "a/./b",
    "a\0b",
    "a\nb",
    "a\x7fb",
    "a\x9fb",
    "x" * 256,
    "é" * 128,
    "/".join(["x" * 200] * 6),
    "a\udcff",
    f"{STAGING}/1/part",
    STAGING,
    ".a.vtt.1.00.cuelift-tmp",
    "a/.b.0123.cuelift-part",
]


@pytest.mark.parametrize("key", BAD)
def test_what_cannot_be_a_key_is_refused_by_every_call(bucket, key):
    put(bucket, "there")
    for call in (bucket.head, bucket.open, bucket.writer, bucket.delete, bucket.file, bucket.place):
        with pytest.raises(UsageError, match="cannot be an object") as caught:
            call(key)
        assert bucket.path not in caught.value.message
        caught.value.message.encode()


@pytest.mark.parametrize(
    "key", ["a", "a b/c+%20é.mkv", "...", ".hidden", "a\\b", "日本/映画.mkv", "x" * 255, "a:b"]
)
def test_any_other_text_is_a_key(bucket, key):
    put(bucket, key, b"data")

    opened = bucket.open(key)
    try:
        assert os.pread(opened.handle, 10, 0) == b"data"
    finally:
        os.close(opened.handle)
    assert opened.info == bucket.head(key)
    assert (opened.info.key, opened.info.size_bytes) == (key, 4)
    assert keys(bucket) == [key]
    assert bucket.delete(key)
    assert os.listdir(bucket.path) == []


def test_a_key_of_the_longest_length():
    assert key_problem("/".join(["x" * 127] * 8)) is None
    assert key_problem("/".join(["x" * 127] * 8) + "y") is not None
    assert KEY_BYTES == 1023


@given(st.text(st.sampled_from("a/.\0\n\u20ac\udc80\\ ~"), max_size=12))
@settings(max_examples=300, deadline=None)
def test_no_text_leads_out(tmp_path_factory, text):
    root = tmp_path_factory.getbasetemp() / "any"
    bucket = BucketFolder("b", str(root / "b"))
    try:
        put(bucket, text)
    except CueliftError:
        pass
    else:
        assert bucket.head(text).size_bytes == 1
    assert os.listdir(root) == ["b"] if root.exists() else True


def test_links_that_lead_out_are_refused(bucket, tmp_path):
    (tmp_path / "secret").write_text("s")
    (tmp_path / "elsewhere").mkdir()
    put(bucket, "dir/a")
    os.symlink(tmp_path / "secret", f"{bucket.path}/link")
    os.symlink(tmp_path / "elsewhere", f"{bucket.path}/out")
    os.symlink("../../secret", f"{bucket.path}/dir/up")

    for key in ("link", "out/x", "dir/up"):
        for call in (bucket.head, bucket.open):
            with pytest.raises(AccessDenied, match=r"oss://films/.*leads out of the bucket"):
                call(key)
    with pytest.raises(AccessDenied):
        bucket.writer("out/x")
    with pytest.raises(AccessDenied):
        bucket.delete("out/x")
    assert keys(bucket) == ["dir/a"]
    # Writing over a link replaces the link, deleting it leaves what it points to.
    put(bucket, "link", b"new")
    assert (tmp_path / "secret").read_text() == "s"
    assert bucket.delete("dir/up")
    assert (tmp_path / "secret").exists()


def test_links_inside_the_bucket_are_followed_to_files(bucket):
    put(bucket, "real/a", b"data")
    os.symlink("real/a", f"{bucket.path}/alias")
    os.symlink("real", f"{bucket.path}/folder")

    assert bucket.head("alias").size_bytes == 4
    assert bucket.head("folder/a").size_bytes == 4
    # Links to folders could lead round in circles, so listings do not follow them.
    assert keys(bucket) == ["alias", "real/a"]
    assert keys(bucket, "folder/") == []
    assert keys(bucket, "folder/a") == []


def test_a_link_to_unfinished_files_is_refused(bucket):
    os.makedirs(bucket.staging)
    Path(bucket.staging, "1").write_text("part")
    os.symlink(f"{STAGING}/1", f"{bucket.path}/a")

    with pytest.raises(AccessDenied, match="unfinished"):
        bucket.head("a")
    assert keys(bucket) == []


def test_the_bucket_itself_may_be_a_link(tmp_path):
    (tmp_path / "real").mkdir()
    os.symlink(tmp_path / "real", tmp_path / "b")
    bucket = BucketFolder("b", str(tmp_path / "b"))
    put(bucket, "a/b")

    assert keys(bucket) == ["a/b"]
    assert bucket.delete("a/b")
    assert os.listdir(tmp_path / "real") == []


def test_what_is_not_there(bucket):
    assert not bucket.exists()
    with pytest.raises(NotFound, match="bucket films does not exist"):
        keys(bucket)
    put(bucket, "a/b/c")
    for key in ("x", "a", "a/b", "a/b/c/d"):
        with pytest.raises(NotFound, match=f"oss://films/{key} does not exist"):
            bucket.head(key)
        with pytest.raises(NotFound):
            bucket.open(key)
        assert not bucket.delete(key)
    assert bucket.head("a/b/c").size_bytes == 1


def test_a_file_is_not_the_folder_of_others(bucket):
    put(bucket, "a")
    for key in ("a/b", "a/b/c"):
        with pytest.raises(UsageError, match=f"oss://films/{key} cannot be written: an object"):
            bucket.writer(key)
    put(bucket, "d/e")
    with pytest.raises(UsageError, match="oss://films/d is not a file"):
        bucket.writer("d")


def test_what_is_no_regular_file_is_no_object(bucket):
    os.makedirs(bucket.path)
    os.mkfifo(f"{bucket.path}/pipe")

    with socket.socket(socket.AF_UNIX) as talk:
        talk.bind(f"{bucket.path}/talk")
    for name in ("pipe", "talk"):
        for look in (bucket.open, bucket.head):
            with pytest.raises(NotFound, match=name):
                look(name)
        with pytest.raises(UsageError):
            bucket.writer(name)
    assert keys(bucket) == []


def test_deleting_removes_folders_that_are_empty_then(bucket):
    put(bucket, "a/b/c/d")
    put(bucket, "a/x")
    assert bucket.delete("a/b/c/d")

    assert sorted(os.listdir(f"{bucket.path}/a")) == ["x"]
    assert bucket.delete("a/x")
    assert os.listdir(bucket.path) == []


def test_what_may_not_be_removed(bucket, monkeypatch):
    put(bucket, "a")

    def refuse(path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(bucketdir.os, "unlink", refuse)
    with pytest.raises(AccessDenied, match="oss://films/a: Permission denied"):
        bucket.delete("a")


def test_writing_beside_deletions_never_fails_for_a_vanished_folder(bucket):
    stop = threading.Event()
    wrong: list[BaseException] = []

    def churn():
        while not stop.is_set():
            try:
                put(bucket, "a/b/x")
                bucket.delete("a/b/x")
            except BaseException as error:
                wrong.append(error)

    thread = threading.Thread(target=churn)
    thread.start()
    try:
        for _ in range(150):
            put(bucket, "a/b/y")
            bucket.delete("a/b/y")
    finally:
        stop.set()
        thread.join()
    assert wrong == []


def test_a_folder_that_always_vanishes_is_an_error(bucket, monkeypatch):
    def never(self, path, name):
        raise NotFound("gone")

    monkeypatch.setattr(bucketdir.LocalTarget, "writer", never)
    with pytest.raises(StoreError, match="again and again"):
        bucket.writer("a/b")


def test_publishing_only_where_nothing_is(bucket):
    first = bucket.writer("a")
    first.write(b"1")
    first.commit_new()
    second = bucket.writer("a")
    second.write(b"2")
    with pytest.raises(AlreadyExists, match="oss://films/a exists already"):
        second.commit_new()

    assert bucket.head("a").size_bytes == 1
    assert Path(bucket.path, "a").read_bytes() == b"1"
    assert os.listdir(bucket.path) == ["a"]


ALL = ["a", "a-b", "a/b", "a/b-c", "a/b/c", "a/b/d/e", "a0", "b/c", "é", "日/本"]


def lay(bucket: BucketFolder) -> list[str]:
    """Files of all keys that can be together."""
    made = []
    for key in ALL:
        path = Path(bucket.path, key)
        if key in ("a", "a/b"):
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(key)
        made.append(key)
    Path(bucket.path, "empty/deeper").mkdir(parents=True)
    Path(bucket.path, "a", ".x.1.2.cuelift-tmp").write_text("half")
    return made


def expected(made: list[str], prefix: str, delimiter: str, after: str) -> list[str]:
    found: dict[str, None] = {}
    for key in sorted(made):
        if not key.startswith(prefix):
            continue
        at = key.find(delimiter, len(prefix)) if delimiter else -1
        shown = key if at < 0 else key[: at + len(delimiter)]
        if shown > after and key > after:
            found[shown] = None
    return list(found)


@pytest.mark.parametrize("delimiter", ["", "/", "-", "b"])
@pytest.mark.parametrize(
    "prefix", ["", "a", "a/", "a/b", "a/b/", "a/b/c", "b", "x", "é", "日", "a\0", "../"]
)
def test_listings_are_those_of_an_object_store(bucket, prefix, delimiter):
    made = lay(bucket)
    for after in ["", "a", "a-b", "a/", "a/b", "a/b/", "a/b/c", "a0", "b/", "b/c", "zzz", "日/本"]:
        assert keys(bucket, prefix, delimiter=delimiter, start_after=after) == expected(
            made, prefix, delimiter, after
        ), after


def test_a_listing_goes_page_by_page(bucket):
    made = lay(bucket)
    for delimiter in ("", "/"):
        seen: list[str] = []
        after = ""
        while page := [
            entry.key
            for _, entry in zip(
                range(2), bucket.list("", delimiter=delimiter, start_after=after), strict=False
            )
        ]:
            seen += page
            after = page[-1]
        assert seen == expected(made, "", delimiter, "")


def test_names_that_cannot_be_keys_are_not_listed(bucket):
    os.makedirs(bucket.path)
    Path(bucket.path, "good").write_text("x")
    Path(os.fsdecode(os.fsencode(bucket.path) + b"/\xff")).write_text("x")
    Path(bucket.path, "a\nb").write_text("x")

    assert keys(bucket) == ["good"]


def test_what_vanishes_or_may_not_be_read_is_left_out(bucket, monkeypatch):
    put(bucket, "a")
    put(bucket, "b/c")
    os.symlink("nowhere", f"{bucket.path}/dangling")
    assert keys(bucket) == ["a", "b/c"]

    real = os.scandir

    def scandir(path):
        if path.endswith("b/"):
            raise PermissionError(13, "no")
        return real(path)

    monkeypatch.setattr(bucketdir.os, "scandir", scandir)
    assert keys(bucket) == ["a"]
    assert keys(bucket, delimiter="/") == ["a"]


def test_only_the_folder_of_a_prefix_is_looked_at(bucket, monkeypatch):
    for number in range(5):
        put(bucket, f"other{number}/a")
    put(bucket, "wanted/deep/a")
    looked: list[str] = []
    real = os.scandir
    monkeypatch.setattr(bucketdir.os, "scandir", lambda path: looked.append(path) or real(path))

    assert keys(bucket, "wanted/deep/") == ["wanted/deep/a"]
    assert looked == [f"{bucket.path}/wanted/deep/"]


def test_folders_of_an_object_that_was_not_written_are_pruned(bucket):
    put(bucket, "a/x")
    writer = bucket.writer("a/b/c/d")
    writer.abort()
    assert os.path.isdir(f"{bucket.path}/a/b/c")
    bucket.prune("a/b/c/d")

    assert os.listdir(f"{bucket.path}/a") == ["x"]

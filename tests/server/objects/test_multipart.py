from __future__ import annotations

import os
import time
from xml.etree import ElementTree

import pytest

from cuelift.server.objects import multipart as module
from cuelift.server.objects.app import objects_app
from cuelift.server.objects.limits import Limits
from cuelift.server.objects.uploads import find_upload
from cuelift.store.bucketdir import BucketFolder
from cuelift.store.buckets import Buckets
from tests.server.objects.asking import Ask
from tests.server.objects.conftest import find_key

BIG = 120_000


@pytest.fixture
def app(tmp_path):
    (tmp_path / "films").mkdir()
    app = objects_app(
        Buckets(folder=str(tmp_path)), find_key, limits=Limits(object_bytes=1_000_000)
    )
    yield app
    app.close()


@pytest.fixture
def bucket(tmp_path):
    return tmp_path / "films"


def begin(app, key="d/k", **headers):
    body = Ask("POST", key, params={"uploads": ""}, headers=headers).send(app).body
    return ElementTree.fromstring(body).findtext("UploadId")


def add(app, upload, number, data, key="d/k"):
    answer = Ask("PUT", key, params={"uploadId": upload, "partNumber": str(number)}, body=data)
    return answer.send(app)


def end(app, upload, parts, key="d/k", **headers):
    inner = "".join(
        f"<Part><PartNumber>{n}</PartNumber><ETag>{etag}</ETag></Part>" for n, etag in parts
    )
    body = f"<CompleteMultipartUpload>{inner}</CompleteMultipartUpload>".encode()
    return Ask("POST", key, params={"uploadId": upload}, headers=headers, body=body).send(app)


def files(bucket):
    return sorted(str(p.relative_to(bucket)) for p in bucket.rglob("*") if p.is_file())


def test_lists_of_parts_that_are_wrong(app):
    upload = begin(app)
    one = add(app, upload, 1, bytes(BIG)).headers["etag"]
    two = add(app, upload, 2, b"2").headers["etag"]
    three = add(app, upload, 3, b"3").headers["etag"]

    for parts, code in (
        ([], "MalformedXML"),
        ([(2, two), (1, one)], "InvalidPartOrder"),
        ([(1, one), (1, one)], "InvalidPartOrder"),
        ([(1, two)], "InvalidPart"),
        ([(4, one)], "InvalidPart"),
        ([(2, two), (3, three)], "EntityTooSmall"),
        ([(0, one)], "MalformedXML"),
    ):
        assert end(app, upload, parts).code == code, parts
    assert end(app, upload, [(1, one), (3, three)]).status == 200
    assert Ask(key="d/k").send(app).body == bytes(BIG) + b"3"


def test_bodies_that_are_no_list(app):
    upload = begin(app)
    params = {"uploadId": upload}

    assert Ask("POST", "d/k", params=params, body=b"<x/>").send(app).code == "MalformedXML"
    assert (
        Ask("POST", "d/k", params=params, body=bytes(3_000_000)).send(app).code == "EntityTooLarge"
    )
    every = {"x-oss-complete-all": "yes"}
    assert Ask("POST", "d/k", params=params, headers=every).send(app).code == "InvalidPart"
    both = Ask("POST", "d/k", params=params, headers=every, body=b"<x/>").send(app)
    assert both.code == "InvalidArgument"


def test_the_whole_may_not_be_too_large(app):
    upload = begin(app)
    parts = [(n, add(app, upload, n, bytes(400_000)).headers["etag"]) for n in (1, 2, 3)]

    assert end(app, upload, parts).code == "EntityTooLarge"
    assert end(app, upload, parts[:2]).status == 200


@pytest.mark.parametrize("upload", ["", "x", "../../x", "0" * 32, "a" * 32])
def test_uploads_that_do_not_exist(app, upload):
    for ask in (
        Ask("PUT", "k", params={"uploadId": upload, "partNumber": "1"}),
        Ask("POST", "k", params={"uploadId": upload}, body=b"<CompleteMultipartUpload/>"),
        Ask("GET", "k", params={"uploadId": upload}),
        Ask("DELETE", "k", params={"uploadId": upload}),
    ):
        answer = ask.send(app)
        assert (answer.status, answer.code) == (404, "NoSuchUpload")


def test_an_upload_belongs_to_its_key(app):
    assert add(app, begin(app), 1, b"x", key="other").code == "NoSuchUpload"


@pytest.mark.parametrize("number", ["0", "10001", "x", ""])
def test_numbers_of_parts(app, number):
    assert add(app, begin(app), number, b"x").code == "InvalidArgument"


def test_a_part_whose_sum_does_not_fit_is_not_there(app, bucket):
    upload = begin(app)
    before = files(bucket)
    answer = Ask(
        "PUT", "d/k", params={"uploadId": upload, "partNumber": "1"},
        headers={"content-md5": "1B2M2Y8AsgTpgAmY7PhCfg=="}, body=b"x",
    ).send(app)  # fmt: skip

    assert answer.code == "InvalidDigest"
    assert files(bucket) == before


def test_the_same_part_twice_is_one(app, bucket):
    upload = begin(app)
    for data in (b"a", b"a", b"b"):
        etag = add(app, upload, 1, data).headers["etag"]

    assert len(files(bucket)) == 2
    assert end(app, upload, [(1, etag)]).status == 200
    assert (bucket / "d/k").read_bytes() == b"b"


def test_a_damaged_part_is_noticed(app, bucket):
    upload = begin(app)
    etag = add(app, upload, 1, b"abc").headers["etag"]
    [part] = list(bucket.rglob("00001-*"))
    part.write_bytes(b"abd")

    assert end(app, upload, [(1, etag)]).code == "InvalidPart"
    assert not (bucket / "d").exists()
    assert add(app, upload, 1, b"abc").status == 200
    assert end(app, upload, [(1, etag)]).status == 200


@pytest.mark.parametrize("at", ["begin", "end"])
def test_no_overwriting(app, bucket, at):
    forbid = {"x-oss-forbid-overwrite": "true"}
    upload = begin(app, **(forbid if at == "begin" else {}))
    etag = add(app, upload, 1, b"new").headers["etag"]
    Ask("PUT", "d/k", body=b"old").send(app)

    answer = end(app, upload, [(1, etag)], **(forbid if at == "end" else {}))

    assert (answer.status, answer.code) == (409, "FileAlreadyExists")
    assert (bucket / "d/k").read_bytes() == b"old"
    assert begin(app, "new/folder/k", **forbid)
    assert not (bucket / "new").exists()


def test_completing_waits_for_who_holds_the_parts(app, bucket, monkeypatch):
    upload = begin(app)
    etag = add(app, upload, 1, b"x").headers["etag"]
    folder = find_upload(BucketFolder("films", str(bucket)), upload, "d/k")
    monkeypatch.setattr(module, "_PATIENCE_S", 0.1)

    with folder.lock() as held:
        assert held
        answer = end(app, upload, [(1, etag)])
    assert (answer.status, answer.code) == (409, "OperationAborted")
    assert end(app, upload, [(1, etag)]).status == 200


def test_completing_twice_gives_the_same_answer(app, bucket):
    upload = begin(app)
    etag = add(app, upload, 1, b"x").headers["etag"]
    first, second = (end(app, upload, [(1, etag)]) for _ in range(2))

    assert first.status == second.status == 200
    assert first.body == second.body
    assert first.headers["x-oss-hash-crc64ecma"] == second.headers["x-oss-hash-crc64ecma"]
    assert add(app, upload, 1, b"y").code == "NoSuchUpload"
    assert Ask("DELETE", "d/k", params={"uploadId": upload}).send(app).code == "NoSuchUpload"
    assert not list(bucket.rglob("00001-*"))


def test_abandoned_uploads_are_forgotten_after_a_day(app, bucket):
    old, fresh = begin(app), begin(app)
    add(app, old, 1, b"x")
    root = bucket / ".cuelift-uploads/multipart"
    yesterday = time.time() - 25 * 3600
    for path in (*(root / old).iterdir(), root / old):
        os.utime(path, (yesterday, yesterday))

    assert app.purge() == 1
    assert os.listdir(root) == [fresh]
    assert add(app, old, 1, b"x").code == "NoSuchUpload"


def test_an_upload_that_goes_on_is_not_forgotten(app, bucket):
    upload = begin(app)
    add(app, upload, 1, b"x")
    folder = bucket / ".cuelift-uploads/multipart" / upload
    yesterday = time.time() - 25 * 3600
    for path in (folder / "upload.json", folder):
        os.utime(path, (yesterday, yesterday))

    assert app.purge() == 0


def test_beginning_an_upload_forgets_old_ones_by_itself(app, bucket):
    old = begin(app)
    folder = bucket / ".cuelift-uploads/multipart" / old
    yesterday = time.time() - 25 * 3600
    for path in (folder / "upload.json", folder):
        os.utime(path, (yesterday, yesterday))
    app._purged = None
    begin(app)
    app.close()

    assert not folder.exists()

from __future__ import annotations

import os

import pytest

from cuelift.server.objects import get as module
from cuelift.server.objects.app import objects_app
from cuelift.store.buckets import Buckets
from tests.server.objects.asking import Ask
from tests.server.objects.conftest import find_key


@pytest.fixture
def app(tmp_path):
    (tmp_path / "films").mkdir()
    app = objects_app(Buckets(folder=str(tmp_path)), find_key)
    yield app
    app.close()


def test_a_file_laid_there_by_hand_is_an_object(app, tmp_path):
    path = tmp_path / "films/a.vtt"
    path.write_bytes(b"WEBVTT")

    first, second = Ask(key="a.vtt").send(app), Ask("HEAD", key="a.vtt").send(app)

    assert first.body == b"WEBVTT"
    assert first.headers["content-type"] == "text/vtt; charset=utf-8"
    assert first.headers["etag"] == second.headers["etag"]
    assert first.headers["etag"].endswith('-0"')
    assert "x-oss-hash-crc64ecma" not in first.headers
    path.write_bytes(b"WEBVTT\n")
    assert Ask("HEAD", key="a.vtt").send(app).headers["etag"] != first.headers["etag"]


def test_what_is_no_regular_file_is_not_there(app, tmp_path):
    os.mkfifo(tmp_path / "films/pipe")

    for method in ("GET", "HEAD"):
        assert Ask(method, key="pipe").send(app).status == 404
    put = Ask("PUT", "pipe", body=b"x").send(app)
    assert (put.status, put.code) == (409, "FileAlreadyExists")


def test_a_file_changed_by_hand_loses_its_sums(app, tmp_path):
    Ask("PUT", "k", headers={"content-type": "a/b"}, body=b"x").send(app)
    put = Ask("HEAD", "k").send(app).headers
    with open(tmp_path / "films/k", "ab") as file:
        file.write(b"y")
    changed = Ask("HEAD", "k").send(app).headers

    assert put["content-type"] == "a/b"
    assert put["x-oss-hash-crc64ecma"]
    assert changed["content-type"] == "application/octet-stream"
    assert "x-oss-hash-crc64ecma" not in changed
    assert changed["etag"] != put["etag"]


def test_a_renamed_file_keeps_its_sums(app, tmp_path):
    etag = Ask("PUT", "k", body=b"x").send(app).headers["etag"]
    os.rename(tmp_path / "films/k", tmp_path / "films/other")

    assert Ask("HEAD", "other").send(app).headers["etag"] == etag


def test_what_is_described_wrongly_counts_as_not_described(app, tmp_path):
    Ask("PUT", "k", body=b"x").send(app)
    for path in (tmp_path / "films/.cuelift-uploads/attributes").iterdir():
        path.write_bytes(b"\xff{")

    assert Ask("HEAD", "k").send(app).headers["etag"].endswith('-0"')


def test_meta_is_size_and_etag_only(app):
    Ask("PUT", "k", headers={"x-oss-meta-a": "b"}, body=b"xyz").send(app)

    for method in ("GET", "HEAD"):
        answer = Ask(method, "k", params={"objectMeta": ""}).send(app)
        assert answer.body == b""
        assert "x-oss-meta-a" not in answer.headers
        assert answer.headers["content-length"] == ("3" if method == "HEAD" else "0")
        assert answer.headers["etag"] == '"D16FB36F0911F878998C136191AF705E"'


def test_not_modified_has_the_etag_and_no_body(app):
    etag = Ask("PUT", "k", body=b"x").send(app).headers["etag"]

    answer = Ask("GET", "k", headers={"if-none-match": etag}).send(app)

    assert (answer.status, answer.body, answer.headers["etag"]) == (304, b"", etag)


def test_an_unsatisfiable_range_tells_the_size(app):
    Ask("PUT", "k", body=b"xyz").send(app)

    answer = Ask(
        "GET", "k", headers={"range": "bytes=3-", "x-oss-range-behavior": "standard"}
    ).send(app)

    assert (answer.status, answer.code) == (416, "InvalidRange")
    assert answer.headers["content-range"] == "bytes */3"


def test_headers_of_the_answer_may_be_asked_for(app):
    Ask("PUT", "k", body=b"x").send(app)
    asked = {
        "response-content-type": "text/vtt", "response-content-disposition": "attachment",
        "response-cache-control": "no-store", "response-expires": "0",
        "response-content-language": "de", "response-content-encoding": "identity",
    }  # fmt: skip

    answer = Ask("GET", "k", params=asked).send(app)
    bad = Ask("GET", "k", params={"response-expires": "a\r\nb: c"}).send(app)

    assert {f"response-{name}": answer.headers[name] for name in answer.headers
            if f"response-{name}" in asked} == asked  # fmt: skip
    assert bad.code == "InvalidArgument"


def test_an_object_that_is_replaced_meanwhile_is_read_again(app, monkeypatch):
    Ask("PUT", "k", body=b"old").send(app)
    real = module.find_attributes
    calls = []

    def replace_first(folder, info):
        if not calls:
            calls.append(1)
            Ask("PUT", "k", body=b"new one").send(app)
        return real(folder, info)

    monkeypatch.setattr(module, "find_attributes", replace_first)
    answer = Ask("GET", "k").send(app)

    assert answer.body == b"new one"
    assert answer.headers["x-oss-hash-crc64ecma"]


def test_an_object_that_is_replaced_all_the_time_is_given_up(app, monkeypatch):
    Ask("PUT", "k", body=b"0").send(app)

    def replace(folder, info):
        path = f"{folder.path}/k"
        with open(f"{path}.new", "wb") as file:
            file.write(os.urandom(8))
        os.replace(f"{path}.new", path)

    before = len(os.listdir("/proc/self/fd"))
    monkeypatch.setattr(module, "find_attributes", replace)
    answer = Ask("HEAD", "k").send(app)

    assert answer.status == 409
    assert len(os.listdir("/proc/self/fd")) <= before + 1


def test_an_object_that_goes_meanwhile_is_not_there(app, monkeypatch):
    Ask("PUT", "k", body=b"0").send(app)
    monkeypatch.setattr(module, "find_attributes", lambda folder, _: os.unlink(f"{folder.path}/k"))

    assert Ask("GET", "k").send(app).code == "NoSuchKey"


def test_listing_skips_what_is_hidden(app, tmp_path):
    Ask("PUT", "a/b", body=b"x").send(app)
    (tmp_path / "films/.x.cuelift-tmp").write_bytes(b"")

    answer = Ask("GET", "", params={"list-type": "2"}).send(app)

    assert answer.body.count(b"<Contents>") == 1
    assert b"<Key>a/b</Key>" in answer.body
    assert b"cuelift" not in answer.body


def test_many_objects_page_by_page(app, tmp_path):
    for number in range(2500):
        (tmp_path / f"films/{number:04}").write_bytes(b"")
    seen, token = [], ""
    while True:
        params = {"list-type": "2", "max-keys": "1000"} | (
            {"continuation-token": token} if token else {}
        )
        body = Ask("GET", "", params=params).send(app).body.decode()
        seen += [part.partition("</Key>")[0] for part in body.split("<Key>")[1:]]
        token = body.partition("<NextContinuationToken>")[2].partition("<")[0]
        if not token:
            break

    assert seen == [f"{number:04}" for number in range(2500)]

"""Objects sent by signed requests, whole or part by part."""

from __future__ import annotations

import asyncio

import pytest

from cuelift.errors import AccessDenied, NotFound, StoreError, TransientError
from cuelift.store.base import Counters
from cuelift.store.options import StoreOptions
from cuelift.store.uploads import Uploads, static_bucket
from cuelift.store.uri import parse_uri
from tests.support.range_server import Answer


def options(server, **more):
    return StoreOptions(
        endpoint=server.url(""), access_key_id="id", secret_access_key="secret",
        region="r", read_timeout_s=5, **{"addressing": "path", **more},
    )  # fmt: skip


def run(server, work, uri="oss://films/", counters=None, **more):
    async def scenario():
        place, how = parse_uri(uri), options(server, **more)
        found = static_bucket(place, how)
        assert found is not None
        uploads = Uploads(place, found, how, counters or Counters())
        try:
            return await work(uploads)
        finally:
            await uploads.close()

    return asyncio.run(scenario())


@pytest.mark.parametrize("uri", ["oss://films/", "s3://films/"])
def test_an_object_is_put_whole_under_signature(server, bucket, uri):
    counters = Counters()
    run(server, lambda uploads: uploads.put("a b/é.vtt", b"WEBVTT"), uri, counters)

    assert bucket.objects == {"a b/é.vtt": b"WEBVTT"}
    assert bucket.types == {"a b/é.vtt": "text/vtt; charset=utf-8"}
    assert (counters.requests["put"], counters.bytes_written) == (1, 6)
    [request] = server.log
    sign = "x-oss-signature" if uri.startswith("oss") else "X-Amz-Signature"
    assert f"{sign}=" in request.target
    assert request.headers["content-md5"]
    if uri.startswith("s3"):
        assert "content-md5%3Bcontent-type%3Bhost" in request.target


def test_a_type_that_is_not_known_is_not_made_up(server, bucket):
    run(server, lambda uploads: uploads.put("a.bin", b""))

    assert bucket.objects == {"a.bin": b""}
    assert "content-type" not in server.log[0].headers


def test_parts_make_an_object_in_the_order_of_their_numbers(server, bucket):
    async def send(uploads):
        upload = await uploads.begin("film.mkv")
        tags = {2: await uploads.part("film.mkv", upload, 2, b"22")}
        tags[1] = await uploads.part("film.mkv", upload, 1, b"1")
        assert bucket.objects == {}
        await uploads.complete("film.mkv", upload, tags)

    run(server, send)
    assert bucket.objects == {"film.mkv": b"122"}
    assert bucket.types["film.mkv"] == "video/x-matroska"


def test_an_upload_that_is_dropped_leaves_nothing(server, bucket):
    async def send(uploads):
        upload = await uploads.begin("a")
        await uploads.part("a", upload, 1, b"1")
        await uploads.drop("a", upload)
        await uploads.drop("a", upload)  # gone already: no trouble

    run(server, send)
    assert (bucket.objects, bucket.uploads) == ({}, {})


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (Answer(403, body=b"<Error><Code>AccessDenied</Code></Error>"), AccessDenied),
        (Answer(404, body=b"<Error><Code>NoSuchBucket</Code></Error>"), NotFound),
        (Answer(503), TransientError),
        (Answer(400, body=b"<Error><Code>BadDigest</Code></Error>"), StoreError),
        (Answer(301, {"Location": "http://127.0.0.1:1/"}), StoreError),
    ],
)
def test_refusals_are_named(server, bucket, answer, error):
    bucket.refuse["put"] = answer
    with pytest.raises(error, match=f"oss://films/a: the server answers {answer.status}"):
        run(server, lambda uploads: uploads.put("a", b"x"))


@pytest.mark.parametrize(
    ("what", "answer", "said"),
    [
        ("begin", Answer(200, body=b"<I/>"), "without naming it"),
        ("begin", Answer(200, body=b"not XML"), "without naming it"),
        ("begin", Answer(200, body=b"<!DOCTYPE a><I><UploadId>1</UploadId></I>"), "without naming"),
        ("part 1", Answer(200), "without a tag"),
        ("complete", Answer(200, body=b"<Error><Code>InvalidPart</Code></Error>"), "InvalidPart"),
    ],
)
def test_answers_that_are_none(server, bucket, what, answer, said):
    bucket.refuse[what] = answer

    async def send(uploads):
        upload = await uploads.begin("a")
        await uploads.complete("a", upload, {1: await uploads.part("a", upload, 1, b"1")})

    with pytest.raises(StoreError, match=said):
        run(server, send)


def test_a_late_failure_of_the_completion_may_pass(server, bucket):
    bucket.refuse["complete"] = Answer(200, body=b"<Error><Code>InternalError</Code></Error>")
    with pytest.raises(TransientError):
        run(server, lambda uploads: uploads.complete("a", "up", {1: '"<&>"'}))
    assert b'<ETag>"&lt;&amp;&gt;"</ETag>' in server.log[0].body


def test_only_a_role_could_sign(server, monkeypatch):
    monkeypatch.setenv("AWS_CONFIG_FILE", "/none")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/none")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)

    assert static_bucket(parse_uri("s3://films/a"), StoreOptions()) is None
    assert static_bucket(parse_uri("s3://films/a"), StoreOptions(anonymous=True)) is not None


def test_anonymous_requests_are_not_signed(server, bucket):
    how = StoreOptions(endpoint=server.url(""), anonymous=True, region="r")
    place = parse_uri("oss://films/a")

    async def scenario():
        found = static_bucket(place, how)
        assert found is not None
        uploads = Uploads(place, found, how, Counters())
        try:
            await uploads.begin("a")
        finally:
            await uploads.close()

    asyncio.run(scenario())
    assert server.log[0].target == "/films/a?uploads"

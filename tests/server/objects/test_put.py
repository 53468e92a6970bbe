from __future__ import annotations

import asyncio
import base64
import hashlib
import os
import threading

import pytest
from fastcrc import crc64

from cuelift.server.objects.app import objects_app
from cuelift.server.objects.limits import Limits
from cuelift.store.buckets import Buckets
from tests.server.objects.asking import Ask, exchange
from tests.server.objects.conftest import find_key


@pytest.fixture
def app(tmp_path):
    (tmp_path / "films").mkdir()
    app = objects_app(
        Buckets(folder=str(tmp_path)), find_key, limits=Limits(body_bytes=3_000_000, idle_s=0.2)
    )
    yield app
    app.close()


@pytest.fixture
def bucket(tmp_path):
    return tmp_path / "films"


def files(bucket):
    return sorted(str(p.relative_to(bucket)) for p in bucket.rglob("*") if p.is_file())


def test_the_answer_tells_the_sums(app, bucket):
    data = os.urandom(2_500_000)

    answer = Ask("PUT", "a/b", body=data).send(app, [data[:1], data[1:1_500_000], data[1_500_000:]])

    digest = hashlib.md5(data)
    assert answer.status == 200
    assert answer.headers["etag"] == f'"{digest.hexdigest().upper()}"'
    assert answer.headers["content-md5"] == base64.b64encode(digest.digest()).decode()
    assert answer.headers["x-oss-hash-crc64ecma"] == str(crc64.xz(data))
    assert (bucket / "a/b").read_bytes() == data


def test_many_tiny_pieces_are_few_writes(app, bucket, monkeypatch):
    from cuelift.store.local_write import LocalWriter

    real, sizes = LocalWriter.write, []

    def count(self, data):
        sizes.append(len(data))
        real(self, data)

    monkeypatch.setattr(LocalWriter, "write", count)
    Ask("PUT").send(app, [b"abc"] * 1000)

    assert sizes == [3000]
    assert (bucket / "k").read_bytes() == b"abc" * 1000


def test_headers_are_kept_and_given_back(app):
    kept = {
        "content-type": "video/mp4", "cache-control": "no-cache", "content-disposition": "inline",
        "content-encoding": "identity", "content-language": "de", "expires": "0",
        "x-oss-meta-a": "b",
    }  # fmt: skip
    Ask("PUT", headers=kept, body=b"x").send(app)

    for method in ("GET", "HEAD"):
        assert kept.items() <= Ask(method).send(app).headers.items()


def test_sums_that_do_not_fit_leave_nothing(app, bucket):
    md5 = base64.b64encode(hashlib.md5(b"x").digest()).decode()
    for headers, code in (
        ({"content-md5": md5}, ""),
        ({"content-md5": base64.b64encode(bytes(16)).decode()}, "InvalidDigest"),
        ({"content-md5": "AAAA"}, "InvalidDigest"),
        ({"content-md5": "?"}, "InvalidDigest"),
        ({"x-oss-hash-crc64ecma": "1"}, "InvalidDigest"),
        ({"x-oss-hash-crc64ecma": str(crc64.xz(b"x"))}, ""),
    ):
        answer = Ask("PUT", "d/new", headers=headers, body=b"x").send(app)
        assert answer.code == code
        assert (bucket / "d/new").exists() is not bool(code)
        Ask("DELETE", "d/new").send(app)
        assert files(bucket) == []
    assert not (bucket / "d").exists()


def test_too_large_bodies_leave_nothing(app, bucket):
    said = Ask("PUT", "d/k", headers={"content-length": "3000001"}).send(app)
    unsaid = Ask("PUT", "d/k").send(app, [bytes(2_000_000), bytes(2_000_000)])

    assert said.code == unsaid.code == "EntityTooLarge"
    assert files(bucket) == []
    assert not (bucket / "d").exists()


def test_a_broken_upload_leaves_nothing_and_the_old_object(app, bucket):
    Ask("PUT", "d/k", body=b"old").send(app)
    before = files(bucket)
    part = {"type": "http.request", "body": bytes(2_000_000), "more_body": True}

    gone = asyncio.run(
        exchange(app, Ask("PUT", "d/k").scope(), [part, {"type": "http.disconnect"}])
    )
    stalled = asyncio.run(exchange(app, Ask("PUT", "d/k").scope(), [part]))

    assert gone.code == "IncompleteBody"
    assert stalled.code == "RequestTimeout"
    assert files(bucket) == before
    assert (bucket / "d/k").read_bytes() == b"old"


def test_a_body_that_trickles_is_ended(tmp_path):
    app = objects_app(
        Buckets(folder=str(tmp_path)), find_key, limits=Limits(idle_s=0.1, rate=1_000_000)
    )

    async def trickle():
        sent = []

        async def receive():
            await asyncio.sleep(0.03)
            return {"type": "http.request", "body": b"x", "more_body": True}

        async def keep(message):
            sent.append(message)

        await app(Ask("PUT").scope(), receive, keep)
        return sent

    sent = asyncio.run(trickle())
    app.close()

    assert b"too slowly" in sent[1]["body"]


def test_a_stopped_server_leaves_nothing(app, bucket):
    async def stop():
        task = asyncio.ensure_future(
            exchange(
                app,
                Ask("PUT", "d/k").scope(),
                [{"type": "http.request", "body": bytes(2_000_000), "more_body": True}],
            )
        )
        await asyncio.sleep(0.1)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    asyncio.run(stop())

    assert files(bucket) == []


def test_no_overwriting(app, bucket):
    forbid = {"x-oss-forbid-overwrite": "true"}

    assert Ask("PUT", headers=forbid, body=b"1").send(app).status == 200
    again = Ask("PUT", headers=forbid, body=b"2").send(app)
    assert (again.status, again.code) == (409, "FileAlreadyExists")
    assert Ask("PUT", headers={"x-oss-forbid-overwrite": "x"}).send(app).code == "InvalidArgument"
    assert (bucket / "k").read_bytes() == b"1"
    overwritten = Ask("PUT", headers={"x-oss-forbid-overwrite": "False"}, body=b"3").send(app)
    assert overwritten.status == 200


def test_who_comes_second_loses_even_behind_the_first_look(app, bucket):
    """Both bodies are on their way when the first one is published."""
    forbid = {"x-oss-forbid-overwrite": "true"}
    results = []
    barrier = threading.Barrier(6)

    def put(number):
        async def run():
            waited = [False]
            sent = []

            async def receive():
                if not waited[0]:
                    waited[0] = True
                    return {"type": "http.request", "body": b"", "more_body": True}
                await asyncio.to_thread(barrier.wait, 5)
                return {"type": "http.request", "body": bytes([number]) * 1000}

            async def keep(message):
                sent.append(message)

            await app(Ask("PUT", headers=forbid).scope(), receive, keep)
            return sent[0]["status"]

        results.append((asyncio.run(run()), number))

    threads = [threading.Thread(target=put, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    statuses = [status for status, _ in results]
    assert (statuses.count(200), statuses.count(409)) == (1, 5)
    winner = next(number for status, number in results if status == 200)
    assert (bucket / "k").read_bytes() == bytes([winner]) * 1000
    assert len(files(bucket)) == 2


def test_a_name_cannot_be_an_object_and_a_folder(app, bucket):
    Ask("PUT", "a/b", body=b"x").send(app)

    for key in ("a", "a/b/c"):
        answer = Ask("PUT", key, body=b"x").send(app)
        assert (answer.status, answer.code) == (409, "FileAlreadyExists"), key
        assert (b"below" in answer.body) == (key == "a")
    assert Ask("GET", "a").send(app).code == "NoSuchKey"
    assert Ask("DELETE", "a").send(app).status == 204
    assert Ask("DELETE", "a/b/c").send(app).status == 204
    assert (bucket / "a/b").read_bytes() == b"x"


def test_too_many_headers_of_the_callers_own(app):
    answer = Ask("PUT", headers={"x-oss-meta-a": "b" * 9000}, body=b"").send(app)

    assert answer.code == "InvalidArgument"


def test_replacing_and_deleting_leave_no_attributes_behind(app, bucket):
    for data in (b"1", b"22", b"333"):
        Ask("PUT", body=data).send(app)
    assert len(files(bucket)) == 2
    Ask("DELETE").send(app)

    assert files(bucket) == []
    assert Ask("DELETE").send(app).status == 204
    assert Ask("DELETE", bucket="absent").send(app).status == 204


def test_a_failing_disk_leaves_nothing(app, bucket, monkeypatch):
    real = os.replace

    def fail(source, target):
        if str(target).endswith("/k"):
            raise OSError(5, "I/O error")
        real(source, target)

    monkeypatch.setattr(os, "replace", fail)
    assert Ask("PUT", "k", body=b"x").send(app).code == "InternalError"
    assert files(bucket) == []


def test_attributes_that_cannot_be_kept_fail_the_upload(app, bucket, monkeypatch):
    real = os.replace

    def fail(source, target):
        if "attributes" in str(target):
            raise OSError(28, "No space left")
        real(source, target)

    monkeypatch.setattr(os, "replace", fail)
    assert Ask("PUT", "k", body=b"x").send(app).status == 500
    assert files(bucket) == []

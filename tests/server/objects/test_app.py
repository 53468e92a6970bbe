from __future__ import annotations

import asyncio
import base64
import logging
import os

import pytest

from cuelift.server.objects import app as module
from cuelift.server.objects.app import HANDLERS, objects_app
from cuelift.server.objects.limits import Limits
from cuelift.store.buckets import Bucket, Buckets
from tests.server.objects.asking import Ask, exchange, send
from tests.server.objects.conftest import find_key


@pytest.fixture
def app(tmp_path):
    (tmp_path / "films").mkdir()
    app = objects_app(
        Buckets(
            folder=str(tmp_path),
            named={"odd": Bucket(path=str(tmp_path / "other")), "far-away": Bucket(kind="oss")},
        ),
        find_key,
        limits=Limits(idle_s=0.2),
    )
    yield app
    app.close()


@pytest.mark.parametrize(
    "key",
    ["../secret.key", "a/../../secret.key", "/etc/passwd", "a//b", "a/", "./a", "a\nb", "a\0b",
     ".cuelift-uploads/x", "x" * 300, "a/" * 600 + "b", ".a.cuelift-tmp"],
)  # fmt: skip
@pytest.mark.parametrize("method", ["PUT", "GET", "HEAD", "DELETE", "POST"])
def test_keys_that_could_lead_anywhere_are_refused(app, tmp_path, method, key):
    (tmp_path / "secret.key").write_text("secret")
    params = {"uploads": ""} if method == "POST" else {}

    answer = Ask(method, key, params=params).send(app)

    assert answer.status == 400
    assert b"secret" not in answer.body.replace(b"secret.key", b"")
    told = base64.b64decode(answer.headers["x-oss-err"]) if method == "HEAD" else answer.body
    assert b"<Code>InvalidObjectName</Code>" in told
    assert sorted(os.listdir(tmp_path / "films")) == []


def test_a_link_that_leads_out_is_refused(app, tmp_path):
    (tmp_path / "secret").write_text("s")
    (tmp_path / "films/link").symlink_to(tmp_path / "secret")
    (tmp_path / "films/way").symlink_to(tmp_path)

    assert Ask(key="link").send(app).code == "AccessDenied"
    assert Ask(key="way/secret").send(app).code == "AccessDenied"
    assert Ask("PUT", "way/new", body=b"x").send(app).code == "AccessDenied"
    assert str(tmp_path) not in Ask(key="way/secret").send(app).body.decode()


def test_errors_of_unsigned_requests_are_xml_too(app):
    scope = Ask().scope() | {"headers": []}

    answer = send(app, scope)

    assert (answer.status, answer.code) == (403, "AccessDenied")
    assert answer.headers["content-type"] == "application/xml"


def test_a_failure_of_the_server_is_told_without_its_cause(app, monkeypatch, caplog):
    async def fail(call):
        raise RuntimeError("/inner/path")

    handlers = dict(HANDLERS) | {"GetObject": fail}
    monkeypatch.setattr(module, "HANDLERS", handlers)
    with caplog.at_level(logging.ERROR):
        answer = Ask().send(app)

    assert (answer.status, answer.code) == (500, "InternalError")
    assert b"inner" not in answer.body
    assert caplog.records[0].request == answer.headers["x-oss-request-id"]


def test_a_full_disk_is_told_and_logged(app, monkeypatch, caplog):
    from cuelift.errors import StoreError
    from cuelift.store.local_write import LocalWriter

    def full(self, data):
        raise StoreError("oss://films/k cannot be written: No space left on device")

    monkeypatch.setattr(LocalWriter, "write", full)
    answer = Ask("PUT", body=b"x").send(app)

    assert (answer.status, answer.code) == (500, "InternalError")
    assert "No space left" in caplog.records[0].error


def test_logs_hold_no_secrets(app, caplog):
    with caplog.at_level(logging.DEBUG):
        ask = Ask(expires=60)
        ask.params["x-oss-signature"] = "0" * 64
        ask.send(app)
    assert not [r for r in caplog.records if r.name.startswith("cuelift")]


def test_buckets_with_an_entry(app, tmp_path):
    assert Ask("PUT", "k", bucket="odd", body=b"x").send(app).status == 200
    assert (tmp_path / "other/k").read_bytes() == b"x"
    assert Ask("GET", "k", bucket="far-away").send(app).code == "NotImplemented"


def test_without_a_folder_there_are_no_other_buckets():
    app = objects_app(Buckets(named={"films": Bucket()}), find_key)

    assert Ask(bucket="other").send(app).code == "NoSuchBucket"
    assert Ask(bucket="films").send(app).code == "NoSuchBucket"
    assert app.purge() == 0
    app.close()


def test_a_page_laid_here_does_not_run_in_a_browser(app):
    Ask("PUT", "x.html", headers={"content-type": "text/html"}, body=b"<script>").send(app)

    answer = Ask(key="x.html").send(app)

    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_sending_stops_when_the_caller_has_gone(app, tmp_path, caplog):
    (tmp_path / "films/k").write_bytes(bytes(3_000_000))
    messages = [{"type": "http.request", "body": b""}, {"type": "http.disconnect"}]

    answer = asyncio.run(exchange(app, Ask().scope(), messages))

    assert len(answer.body) < 3_000_000
    assert caplog.records[0].message == "an object was not sent whole"


def test_sending_stops_when_the_caller_takes_nothing(app, tmp_path):
    (tmp_path / "films/k").write_bytes(bytes(3_000_000))
    sent = []

    async def receive():
        if not sent:
            return {"type": "http.request", "body": b""}
        return await asyncio.Event().wait()

    async def stall(message):
        sent.append(message)
        if len(sent) == 3:
            await asyncio.Event().wait()

    asyncio.run(app(Ask().scope(), receive, stall))

    assert len(sent) == 3


def test_an_object_that_is_cut_meanwhile_is_not_ended(app, tmp_path):
    (tmp_path / "films/k").write_bytes(bytes(3_000_000))
    sent = []

    async def receive():
        if not sent:
            return {"type": "http.request", "body": b""}
        return await asyncio.Event().wait()

    async def cut(message):
        sent.append(message)
        os.truncate(tmp_path / "films/k", 10)

    asyncio.run(app(Ask().scope(), receive, cut))

    assert sent[0]["status"] == 200
    assert all(message.get("more_body", True) for message in sent[1:])


def test_no_handles_are_left_open(app, tmp_path):
    (tmp_path / "films/k").write_bytes(b"x")
    Ask().send(app)
    before = len(os.listdir("/proc/self/fd"))
    for headers in (
        {},
        {"if-match": "no"},
        {"x-oss-range-behavior": "standard", "range": "bytes=9-"},
    ):
        for method in ("GET", "HEAD"):
            Ask(method, headers=headers).send(app)
    Ask(params={"response-expires": "\n"}).send(app)

    assert len(os.listdir("/proc/self/fd")) <= before


def test_what_a_refused_caller_still_sends_is_taken_in_within_bounds(app):
    ask = Ask("PUT", "../x", body=b"")
    scope = ask.scope()
    messages = [{"type": "http.request", "body": bytes(300_000), "more_body": True}] * 10

    asyncio.run(exchange(app, scope, messages))

    assert 4 <= len(messages) <= 7


def test_who_waits_for_leave_to_send_is_not_made_to(app):
    ask = Ask("PUT", "../x", headers={"expect": "100-continue"})
    messages = [{"type": "http.request", "body": b"x", "more_body": True}]

    answer = asyncio.run(exchange(app, ask.scope(), messages))

    assert (answer.code, len(messages)) == ("InvalidObjectName", 1)


def test_purging_by_itself_does_not_end_an_answer(app, monkeypatch, caplog):
    def fail():
        raise RuntimeError("no")

    monkeypatch.setattr(app, "purge", fail)
    assert Ask("POST", params={"uploads": ""}).send(app).status == 200
    assert Ask("POST", params={"uploads": ""}).send(app).status == 200
    app.close()

    assert [record.message for record in caplog.records] == ["old uploads could not be removed"]

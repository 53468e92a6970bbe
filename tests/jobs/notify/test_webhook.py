"""Webhooks, as the library of Standard Webhooks verifies them at a real receiver."""

from __future__ import annotations

import asyncio
import json
import time
from base64 import b64encode

import pytest
from cloudevents.core.bindings.http import HTTPMessage, from_http_event
from standardwebhooks import Webhook, WebhookVerificationError

from cuelift.errors import UsageError
from cuelift.jobs.config import Topic
from cuelift.jobs.notify.base import Verdict
from cuelift.jobs.notify.http import open_session
from cuelift.jobs.notify.webhook import WebhookSink, read_secrets
from tests.jobs.notify.stand_in import serve
from tests.support.range_server import Answer, RangeServer

SECRET = "whsec_" + b64encode(bytes(range(32))).decode()
OTHER = "whsec_" + b64encode(bytes(range(24))).decode()
BODY = '{"id":"e1","content":"Füße & <b>"}'.encode()


def send(url: str, body: bytes = BODY, **more) -> Verdict:
    topic = Topic(kind="webhook", url=url, **{"secret": SECRET, **more})

    async def once() -> Verdict:
        async with open_session() as session:
            return await WebhookSink("hook", topic).send(session, "msg_1", body)

    return asyncio.run(once())


def receive(
    answer: Answer | None = None, body: bytes = BODY, **more
) -> tuple[Verdict, RangeServer]:
    with serve(lambda request: answer or Answer(204)) as server:
        return send(server.url("/hook?x=%2F"), body, **more), server


def test_the_library_of_standard_webhooks_verifies_what_is_sent():
    verdict, server = receive()

    [request] = server.log
    assert verdict == Verdict("taken")
    assert Webhook(SECRET).verify(request.body, request.headers) == json.loads(BODY)
    assert (request.method, request.target) == ("POST", "/hook?x=%2F")
    assert request.headers["webhook-id"] == "msg_1"
    assert request.headers["content-type"] == "application/json; charset=utf-8"


def test_the_library_refuses_another_secret_or_body():
    request = receive()[1].log[0]

    for secret, body in ((OTHER, request.body), (SECRET, request.body.replace(b"e1", b"e2"))):
        with pytest.raises(WebhookVerificationError):
            Webhook(secret).verify(body, request.headers)


def test_two_secrets_both_verify_while_a_receiver_changes_keys():
    request = receive(secret=f"{OTHER} {SECRET}")[1].log[0]

    for secret in (SECRET, OTHER):
        Webhook(secret).verify(request.body, request.headers)


def test_each_try_has_its_own_time_and_the_same_id():
    times = iter([1_000.9, 2_000.0])
    sink = WebhookSink(
        "hook", Topic(kind="webhook", url="http://127.0.0.1", secret=SECRET), lambda: next(times)
    )

    async def twice(url: str) -> None:
        sink._url = sink._url.with_port(int(url.rpartition(":")[2]))
        async with open_session() as session:
            for _ in range(2):
                await sink.send(session, "msg_1", BODY)

    with serve(lambda request: Answer(200)) as server:
        asyncio.run(twice(server.url("")))
    assert [r.headers["webhook-timestamp"] for r in server.log] == ["1000", "2000"]
    assert {r.headers["webhook-id"] for r in server.log} == {"msg_1"}
    assert server.connections == 1


def test_the_time_is_the_clocks():
    request = receive()[1].log[0]

    assert abs(int(request.headers["webhook-timestamp"]) - time.time()) < 60


def test_the_sdk_of_cloudevents_reads_an_event():
    event = {
        "specversion": "1.0", "id": "e1", "source": "cuelift", "type": "task.ended",
        "datacontenttype": "application/json", "data": {"Status": "Succeeded"},
    }  # fmt: skip
    request = receive(body=json.dumps(event).encode(), format="cloudevents")[1].log[0]

    read = from_http_event(HTTPMessage(headers=request.headers, body=request.body))
    assert read.get_id() == "e1"
    assert read.get_data() == {"Status": "Succeeded"}


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (Answer(200, {}, b"thanks"), Verdict("taken")),
        (Answer(299), Verdict("taken")),
        (Answer(410), Verdict("refused", "answered 410: the receiver is gone for good")),
        (Answer(404), Verdict("later", "answered 404")),
        (Answer(400, {}, b" no\n\x1b[31m "), Verdict("later", "answered 400: no ?[31m")),
        (Answer(500, {}, b"x" * 999), Verdict("later", "answered 500: " + "x" * 200)),
        (Answer(429, {"Retry-After": "30"}), Verdict("later", "answered 429", 30)),
        (Answer(503, {"Retry-After": "soon"}), Verdict("later", "answered 503", 0)),
    ],
)
def test_answers_are_judged(answer, verdict):
    assert receive(answer)[0] == verdict


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_not_followed(status):
    verdict, server = receive(Answer(status, {"Location": "/elsewhere"}))

    assert verdict == Verdict("later", f"answered {status}")
    assert [request.target for request in server.log] == ["/hook?x=%2F"]


@pytest.mark.parametrize(
    "secret", ["", " ", "plain", "whsec_%%%", "whsec_c2hvcnQ=", OTHER.removeprefix("whsec_"),
               f"{SECRET} whsec_x"],
)  # fmt: skip
def test_a_secret_that_is_none_is_refused_without_being_told(secret):
    with pytest.raises(UsageError, match="topic 'hook'") as caught:
        read_secrets(secret, "hook")

    for part in secret.split():
        assert part.removeprefix("whsec_") not in caught.value.message


def test_a_secret_may_lack_its_padding():
    [key] = read_secrets("whsec_" + b64encode(bytes(25)).decode().rstrip("="), "hook")

    assert key == bytes(25)


def test_a_receiver_that_is_away_is_tried_later():
    with serve() as server:
        url = server.url("/")

    assert send(url).state == "later"

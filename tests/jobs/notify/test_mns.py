"""Messages to MNS, as the service's own SDK signs and receives them."""

from __future__ import annotations

import asyncio
import json
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import md5
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mns.account import Account
from mns.mns_common import TopicHelper
from mns.mns_exception import MNSServerException
from mns.subscription import SubscriptionMeta
from mns.topic import TopicMessage

from cuelift.errors import UsageError
from cuelift.jobs.config import Topic
from cuelift.jobs.notify.base import Verdict
from cuelift.jobs.notify.http import BODY_LIMIT, Reply, open_session
from cuelift.jobs.notify.mns import (
    MnsSink,
    authorization,
    content_md5,
    judge,
    message_document,
    parse_error,
)
from tests.jobs.notify.stand_in import (
    KEY_ID,
    SECRET,
    TOKEN,
    MnsServer,
    answer,
    fault,
    serve,
    signature,
)
from tests.support.range_server import Answer, RangeServer

INNER = json.dumps({"UserData": 'Füße <&> "q" \x01 \uffff 😀'}, ensure_ascii=False)
BODY = json.dumps({"id": "e1", "content": INNER}, ensure_ascii=False).encode()


def sink(url: str = "http://127.0.0.1:1", name: str = "films", **more) -> MnsSink:
    keys = {"access_key_id": KEY_ID, "access_key_secret": SECRET}
    return MnsSink(name, Topic(kind="mns", url=url, **{**keys, **more}))


def publish(server: RangeServer, body: bytes = BODY, **more) -> Verdict:
    async def once() -> Verdict:
        async with open_session() as session:
            return await sink(server.url(""), **more).send(session, "msg_1", body)

    return asyncio.run(once())


@pytest.fixture
def service() -> MnsServer:
    return MnsServer("films", "Real-Name_2")


@contextmanager
def account(server: RangeServer, token: str = "") -> Iterator[Account]:
    """The SDK, which leaves its connection open."""
    sdk = Account(server.url(""), KEY_ID, SECRET, token)
    yield sdk
    sdk.mns_client.close_connection()


@pytest.mark.parametrize(
    ("encoding", "decode"), [("plain", False), ("base64", True)], ids=["plain", "base64"]
)
def test_the_sdk_receives_from_a_queue_what_was_published(service, encoding, decode):
    with serve(service.rule) as server, account(server) as sdk:
        endpoint = TopicHelper.generate_queue_endpoint("local", "1", "inbox")
        sdk.get_topic("films").get_subscription("s").subscribe(SubscriptionMeta(endpoint))
        queue = sdk.get_queue("inbox")
        queue.set_encoding(decode)
        assert publish(server, encoding=encoding) == Verdict("taken")

        message = queue.receive_message(1)
        queue.delete_message(message.receipt_handle)
        with pytest.raises(MNSServerException, match="MessageNotExist"):
            queue.receive_message(1)

    got = json.loads(message.message_body)
    assert got == json.loads(BODY)
    assert json.loads(got["content"]) == json.loads(INNER)
    assert service.refused == 0


def test_the_request_is_the_one_that_the_sdk_sends(service):
    text = '{"id":"e1","a":"<&>"}'
    with serve(service.rule) as server, account(server) as sdk:
        assert publish(server, text.encode()) == Verdict("taken")
        sdk.get_topic("films").publish_message(TopicMessage(text))

    ours, theirs = server.log
    assert ours.target == theirs.target == "/topics/films/messages"
    assert ours.headers["authorization"] == signature(ours)
    signed = ("content-type", "x-mns-version")
    assert [ours.headers[n] for n in signed] == [theirs.headers[n] for n in signed]
    assert set(theirs.headers) - set(ours.headers) == {"connection"}
    assert [len(r.headers["content-md5"]) for r in server.log] == [44, 44]


def test_the_signature_is_the_one_that_the_sdk_computes_for_its_own_document(service):
    text = '{"id":"e1","a":"<&>"}'
    with serve(service.rule) as server, account(server) as sdk:
        sdk.get_topic("films").publish_message(TopicMessage(text))
    [theirs] = server.log

    signed = authorization(KEY_ID, SECRET, "POST", theirs.headers, theirs.target)
    assert signed == theirs.headers["authorization"]
    assert content_md5(theirs.body) == theirs.headers["content-md5"]


@pytest.mark.parametrize("name", ["content-md5", "content-type", "date", "x-mns-version"])
def test_every_header_that_counts_is_signed(service, name):
    with serve(service.rule) as server:
        publish(server)
    [request] = server.log
    request.headers[name] += "x"

    assert signature(request) != request.headers["authorization"]


def test_a_topic_may_have_another_name_there(service):
    with serve(service.rule) as server:
        assert publish(server, topic="Real-Name_2") == Verdict("taken")
    assert server.log[0].target == "/topics/Real-Name_2/messages"


def test_a_temporary_key_sends_its_token(service):
    service.token = TOKEN
    with serve(service.rule) as server:
        assert publish(server, security_token=TOKEN) == Verdict("taken")
        assert publish(server).state == "refused"
        with account(server, TOKEN) as sdk:
            sdk.get_topic("films").publish_message(TopicMessage("x"))
    assert server.log[0].headers["security-token"] == server.log[2].headers["security-token"]


def test_a_topic_that_is_not_there_is_a_refusal(service):
    with serve(service.rule) as server:
        assert publish(server, name="other") == Verdict(
            "refused",
            "answered 404: TopicNotExist: The topic name you provided is not exist. (request R7)",
        )


def test_a_wrong_secret_is_a_refusal_that_does_not_tell_it(service):
    with serve(service.rule) as server:
        verdict = publish(server, access_key_secret="wr0ng")

    assert verdict.state == "refused"
    assert "SignatureDoesNotMatch" in verdict.said
    assert "wr0ng" not in verdict.said


@pytest.mark.parametrize(
    ("reply", "state"),
    [
        (Answer(201), "taken"),
        (Answer(201, {}, b"<no xml"), "taken"),
        (Answer(200, {}, b"<html>"), "later"),
        (Answer(204), "later"),
        (Answer(302), "later"),
        (fault(400, "MalformedXML", "x"), "refused"),
        (fault(403, "AccessDenied", "x"), "refused"),
        (fault(408, "TimeExpired", "x"), "later"),
        (fault(429, "TooManyRequests", "x"), "later"),
        (fault(500, "InternalError", "x"), "later"),
        (Answer(503, {"Retry-After": "9"}), "later"),
        (Answer(404, {}, b"<html>not found</html>"), "later"),
        (Answer(403, {}, b"<Error><Code>"), "later"),
        (answer(404, "<Code/>", "Error"), "later"),
        (answer(404, "<Code>X</Code>", "Message"), "later"),
        (Answer(404, {}, b"<!DOCTYPE Error [<!ENTITY a 'b'>]><Error><Code>&a;</Code></Error>"),
         "later"),
    ],
)  # fmt: skip
def test_answers_are_judged(reply, state):
    with serve(lambda request: reply) as server:
        verdict = publish(server)

    assert verdict.state == state
    assert verdict.wait_s == (9 if reply.status == 503 else 0)
    assert verdict.said.startswith(f"answered {reply.status}") or state == "taken"


def test_a_receiver_that_is_away_is_tried_later():
    server = serve()
    with server:
        pass

    assert publish(server).state == "later"


@given(st.binary(max_size=300))
def test_any_answer_is_judged(body):
    assert judge(Reply(404, body, 0.0)).state in ("refused", "later")


@given(st.text(max_size=50))
def test_errors_are_read_back(text):
    text = "".join(char for char in text if char.isprintable()).strip()
    error = parse_error(fault(400, "X", escape(text)).body)

    assert error is not None
    assert (error.code, error.message, error.request_id) == ("X", text, "R7")


@given(st.text())
def test_any_text_in_json_survives_the_document(text):
    body = json.dumps({"t": text.encode("utf-8", "replace").decode()}, ensure_ascii=False).encode()
    plain = ElementTree.fromstring(message_document(body, base64=False))
    encoded = ElementTree.fromstring(message_document(body, base64=True))

    assert json.loads(plain.findtext("{*}MessageBody") or "") == json.loads(body)
    assert b64decode(encoded.findtext("{*}MessageBody") or "") == body


def test_limits_leave_room_for_the_encoding():
    plain, encoded = sink(), sink(encoding="base64")

    assert plain.limit == BODY_LIMIT
    assert len(message_document(bytes(encoded.limit), base64=True)) - BODY_LIMIT < 200


def test_the_digest_is_of_hexadecimal_text():
    assert b64decode(content_md5(b"x")).decode() == md5(b"x").hexdigest()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"access_key_id": None}, "needs access_key_id"),
        ({"access_key_secret": ""}, "needs access_key_id"),
        ({"topic": "a/b"}, "cannot be the name"),
        ({"name": "über"}, "cannot be the name"),
        ({"url": "http://h/topics"}, "without a path"),
        ({"url": "http://h/?x=1"}, "without a path"),
        ({"url": "h"}, r"http\(s\)://"),
    ],
)
def test_a_topic_that_cannot_work_is_refused(more, said):
    with pytest.raises(UsageError, match=said) as caught:
        sink(**more)

    assert SECRET not in caught.value.message

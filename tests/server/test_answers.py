from __future__ import annotations

import asyncio
import json

import pytest

from cuelift.imm.errors import WireError, wire_error
from cuelift.server.answers import new_request_id, read_body, refuse


def receiver(*messages):
    left = list(messages)

    async def receive():
        return left.pop(0)

    return receive


def part(body, more=False):
    return {"type": "http.request", "body": body, "more_body": more}


def read(headers, *messages, most=10):
    return asyncio.run(read_body({"headers": headers}, receiver(*messages), most))


def test_a_body_in_parts():
    assert read([], part(b"abc", True), part(b""), most=3) == b"abc"
    assert read([(b"content-length", b"3")], part(b"abc")) == b"abc"


@pytest.mark.parametrize(
    ("headers", "messages", "code"),
    [
        ([(b"content-length", b"11")], [], "RequestEntityTooLarge"),
        ([], [part(b"x" * 6, True), part(b"x" * 6, True)], "RequestEntityTooLarge"),
        ([], [part(b"x", True), {"type": "http.disconnect"}], "RequestTimeout"),
    ],
)
def test_a_body_that_is_too_large_or_breaks_off(headers, messages, code):
    with pytest.raises(WireError) as caught:
        read(headers, *messages)

    assert caught.value.code == code


def test_an_error_tells_when_to_come_back():
    answer = refuse(wire_error("Throttling.User", "Slow down.", retry_after_ms=1500), "ID")

    assert answer.status == 429
    assert dict(answer.headers) == {b"x-acs-retry-after": b"1500", b"retry-after": b"2"}
    assert json.loads(answer.body)["RequestId"] == "ID"
    assert refuse(wire_error("NotFound", "No."), "ID").headers == ()


def test_requests_have_numbers_of_their_own():
    assert new_request_id() != new_request_id()

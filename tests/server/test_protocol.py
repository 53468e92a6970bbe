from __future__ import annotations

import asyncio
import ssl
import time

import h11
import pytest
import trustme

from cuelift.server.http import Listen
from cuelift.server.protocol import MOST_HEAD_BYTES, Patience, explain
from tests.server.live import served
from tests.server.raw import connect, exchange, read_reply

LAST = b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
PATIENCE = Patience(head_s=0.4, idle_s=1, body_s=0.4, body_rate=1000, connections=3)


async def application(scope, receive, send):
    """Answers with the length of the query and of the body; large where the path says so."""
    size = 0
    if scope["path"] == "/slow":
        await asyncio.sleep(1.5)
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        size += len(message.get("body", b""))
        if scope["path"] == "/early" or not message.get("more_body"):
            break
    body = f"{len(scope['query_string'])} {size}".encode()
    await send({
        "type": "http.response.start",
        "status": 200,
        "headers": [] if scope["path"] == "/large" else [(b"content-length", b"%d" % len(body))],
    })  # fmt: skip
    if scope["path"] == "/large":
        for _ in range(2000):
            await send({"type": "http.response.body", "body": bytes(65536), "more_body": True})
    if scope["path"] == "/early":
        await send({"type": "http.response.body", "body": body[:1], "more_body": True})
        await asyncio.sleep(0.5)
        body = body[1:]
    await send({"type": "http.response.body", "body": body})


@pytest.fixture(scope="module")
def live():
    with served(application, Listen(host="127.0.0.1", port=0, patience=PATIENCE)) as running:
        yield running


def settle(live):
    """Waits until connections of other tests are gone."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            if exchange(live, LAST).status == 200:
                return
        except OSError:
            pass
        time.sleep(0.1)


@pytest.fixture(autouse=True)
def _settled(live):
    settle(live)


def gone(peer):
    """Whether the other side has closed, within the socket's time-out."""
    try:
        return peer.recv(1) == b""
    except ConnectionError:
        return True


def test_a_request_line_of_256_kilobytes_is_taken(live):
    query = b"a=" + b"x" * (256 * 1024)

    answer = exchange(
        live, b"POST /?" + query + b" HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n"
    )

    assert (answer.status, answer.body) == (200, b"%d 0" % len(query))


@pytest.mark.parametrize(
    ("request_", "status", "code"),
    [
        (b"POST /?" + b"x" * 600 * 1024 + b" HTTP/1.1\r\n", 414, "RequestURITooLong"),
        (
            b"GET / HTTP/1.1\r\nHost: a\r\nA: " + b"x" * 1500 * 1024 + b"\r\n\r\n",
            431,
            "RequestHeaderFieldsTooLarge",
        ),
        (b"NO HTTP\r\n\r\n", 400, "MalformedRequest"),
        (b"GET / HTTP/1.1\nHost: a\n\n", 400, "MalformedRequest"),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX: a\r\n b\r\n\r\n", 400, "MalformedRequest"),
        (b"GET / HTTP/1.1\r\n\r\n", 400, "MalformedRequest"),
        (b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n", 400, "MalformedRequest"),
        (
            b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            400,
            "MalformedRequest",
        ),
        (
            b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"
            b"0\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
            400,
            "MalformedRequest",
        ),
    ],
)
def test_what_cannot_be_read_is_answered_so_that_clients_can(live, request_, status, code):
    answer = exchange(live, request_)

    assert answer.status == status
    assert answer.headers["content-type"] == "application/json;charset=utf-8"
    assert answer.headers["connection"] == "close"
    assert answer.json["Code"] == code
    assert answer.json["RequestId"]
    assert answer.json["Message"]


def test_garbage_behind_a_good_request_does_not_touch_its_answer(live):
    with connect(live) as peer:
        peer.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\nGARBAGE\r\n\r\n")
        data = b""
        while part := peer.recv(65536):
            data += part

    assert data.startswith(b"HTTP/1.1 200 ")
    assert b"0 0HTTP/1.1 400 " in data


def test_a_body_that_breaks_after_the_answer_began_ends_the_connection(live):
    with connect(live) as peer:
        peer.sendall(
            b"POST /early HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n"
        )
        time.sleep(0.2)
        peer.sendall(b"zz\r\n")
        data = b""
        try:
            while part := peer.recv(65536):
                data += part
        except ConnectionError:
            pass

    assert b"MalformedRequest" not in data
    assert not data.endswith(b"1")


def test_a_head_that_comes_drop_by_drop_is_given_up(live):
    with connect(live) as peer:
        begun = time.monotonic()
        peer.sendall(b"GET / HTTP/1.1\r\n")
        peer.settimeout(0.05)
        answer = b""
        while time.monotonic() - begun < 10 and not answer:
            try:
                peer.sendall(b"A: b\r\n")
                answer = peer.recv(4096)
            except TimeoutError:
                pass

    assert b" 408 " in answer.partition(b"\r\n")[0]
    assert b"RequestTimeout" in answer
    assert 0.3 < time.monotonic() - begun < 5


def test_a_connection_without_a_word_is_closed(live):
    with connect(live) as peer:
        assert gone(peer)


def test_a_connection_that_rests_between_requests_is_closed_later(live):
    with connect(live) as peer:
        peer.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        assert read_reply(peer).status == 200
        begun = time.monotonic()
        assert gone(peer)
        assert time.monotonic() - begun > PATIENCE.head_s
    with connect(live) as peer:
        for _ in range(2):
            peer.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            assert read_reply(peer).status == 200
            time.sleep(0.6)


@pytest.mark.parametrize("drops", [False, True])
def test_a_body_that_does_not_come_is_given_up(live, drops):
    with connect(live) as peer:
        peer.sendall(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\na")
        peer.settimeout(0.05)
        begun, answer = time.monotonic(), b""
        while time.monotonic() - begun < 10 and not answer:
            try:
                if drops:
                    peer.sendall(b"a")
                answer = peer.recv(4096)
            except TimeoutError:
                pass

    assert b" 408 " in answer.partition(b"\r\n")[0]


def test_a_body_that_comes_fast_enough_is_taken(live):
    with connect(live) as peer:
        peer.sendall(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 12000\r\n\r\n")
        for _ in range(12):
            time.sleep(0.1)
            peer.sendall(bytes(1000))
        answer = read_reply(peer)

    assert (answer.status, answer.body) == (200, b"0 12000")


def test_a_client_that_takes_no_answer_is_cut_off(live):
    with connect(live) as peer:
        peer.sendall(b"GET /large HTTP/1.1\r\nHost: a\r\n\r\n")
        time.sleep(1.5)
        taken = 0
        try:
            while part := peer.recv(1 << 20):
                taken += len(part)
        except ConnectionError:
            pass

    assert taken < 2000 * 65536


def test_too_many_connections_are_told_so(live):
    peers = [connect(live) for _ in range(3)]
    try:
        for peer in peers:
            peer.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            assert read_reply(peer).status == 200
        with connect(live) as late:
            late.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            answer = read_reply(late)
        many = [connect(live) for _ in range(6)]
        try:
            with connect(live) as cut:
                assert gone(cut)
        finally:
            for peer in many:
                peer.close()
    finally:
        for peer in peers:
            peer.close()

    assert (answer.status, answer.json["Code"]) == (503, "ServiceUnavailable")
    assert int(answer.headers["x-acs-retry-after"]) > 0


def test_the_parsers_words_are_passed_on():
    fault = h11.RemoteProtocolError("bad thing")
    told = explain(fault, b"")

    assert "bad thing" in told.message
    assert explain(None, b"").code == "MalformedRequest"
    assert (
        str(MOST_HEAD_BYTES)
        in explain(h11.RemoteProtocolError("long", error_status_hint=431), b"x").message
    )


def test_a_client_that_takes_its_answer_slowly_gets_all_of_it(live):
    with connect(live) as peer:
        peer.sendall(b"GET /large HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        time.sleep(0.2)
        taken = 0
        while part := peer.recv(1 << 20):
            taken += len(part)

    assert taken > 2000 * 65536


def test_a_body_that_the_application_keeps_waiting_is_not_given_up(live):
    with connect(live) as peer:
        peer.sendall(b"POST /slow HTTP/1.1\r\nHost: a\r\nContent-Length: 4000000\r\n\r\n")
        peer.sendall(bytes(4_000_000))
        answer = read_reply(peer)

    assert (answer.status, answer.body) == (200, b"0 4000000")


def test_errors_are_told_over_tls_too(tmp_path):
    authority = trustme.CA()
    made = authority.issue_cert("127.0.0.1")
    made.private_key_and_cert_chain_pem.write_to_path(str(tmp_path / "both.pem"))
    context = ssl.create_default_context()
    authority.configure_trust(context)
    both = str(tmp_path / "both.pem")
    listen = Listen(host="127.0.0.1", port=0, tls_cert=both, tls_key=both)
    with (
        served(application, listen) as live,
        connect(live) as peer,
        context.wrap_socket(peer, server_hostname="127.0.0.1") as sealed,
    ):
        sealed.sendall(b"NO HTTP\r\n\r\n")
        answer = read_reply(sealed)

    assert (answer.status, answer.json["Code"]) == (400, "MalformedRequest")

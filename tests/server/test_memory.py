"""The budget of requests under way, alone and behind real sockets."""

from __future__ import annotations

import sys
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from cuelift.imm.errors import WireError
from cuelift.server import http
from cuelift.server.answers import read_body
from cuelift.server.http import Listen
from cuelift.server.memory import FREE_BYTES, Budget, Share
from cuelift.server.protocol import Patience
from tests.server.live import served
from tests.server.raw import connect, exchange, read_reply

KB = 1024
SMALL = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"
PATIENCE = Patience(memory_bytes=1024 * KB, connections=100)


def test_shares_are_counted_together_and_given_back():
    budget = Budget(1000)
    one, other = Share(budget), Share(budget)

    assert one.buffer(FREE_BYTES + 600)
    assert not other.buffer(FREE_BYTES + 600)
    assert other.buffer(FREE_BYTES)
    assert one.keep(500)
    assert budget.held == 600  # the bytes were moved, and no new ones
    assert not one.keep(FREE_BYTES + 1200)
    assert one.refused
    one.release()
    other.release()
    assert budget.held == 0


async def keep(scope, receive, send):
    """Keeps the whole body, as the wires of JSON do; a path of its own waits for the test."""
    if scope["path"] == "/stream":
        size, more = 0, True
        while more:
            message = await receive()
            size, more = size + len(message["body"]), message["more_body"]
        body = b"%d" % size
    else:
        try:
            body = b"%d" % len(await read_body(scope, receive, 1 << 30))
        except WireError as error:
            body = error.code.encode()
    status = 503 if body.isalpha() else 200
    length = [(b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": status, "headers": length})
    await send({"type": "http.response.body", "body": body})


@pytest.fixture
def budget(monkeypatch):
    made = []

    class Watched(Budget):
        def __init__(self, most):
            super().__init__(most)
            made.append(self)

    monkeypatch.setattr(http, "Budget", Watched)
    with served(keep, Listen(host="127.0.0.1", port=0, patience=PATIENCE)) as live:
        yield live, made[0]
    assert made[0].held == 0


def until(met):
    deadline = time.monotonic() + 10
    while not met():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.mark.parametrize(
    "begin",
    [
        pytest.param(b"GET /?" + b"x" * 300 * KB, id="heads"),
        pytest.param(
            b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 999999\r\n\r\n" + bytes(300 * KB),
            id="bodies",
        ),
    ],
)
def test_what_nobody_has_proven_is_bounded_for_all_connections(budget, begin):
    live, counted = budget
    with ExitStack() as stack:
        peers = [stack.enter_context(connect(live)) for _ in range(12)]
        for peer in peers:
            peer.sendall(begin)
        until(lambda: counted.held > 600 * KB)
        with connect(live) as late:
            late.sendall(begin)
            late.settimeout(10)
            refused = read_reply(late)
            assert late.recv(1) == b""  # closed
        assert exchange(live, SMALL).status == 200
        assert counted.held <= counted.most
    until(lambda: counted.held == 0)

    assert refused.status == 503
    if begin.startswith(b"GET"):
        assert refused.json["Code"] == "ServiceUnavailable"
        assert int(refused.headers["x-acs-retry-after"]) >= 100
    else:
        assert refused.body == b"ServiceUnavailable"


def test_what_was_answered_is_not_held_while_the_connection_rests(budget):
    live, counted = budget
    with ExitStack() as stack:
        for _ in range(12):
            peer = stack.enter_context(connect(live))
            peer.sendall(b"GET /?" + b"x" * 300 * KB + SMALL[5:])
            assert read_reply(peer).status == 200
        until(lambda: counted.held == 0)


def test_requests_behind_each_other_are_all_answered(budget):
    live, _ = budget
    with connect(live) as peer:
        peer.sendall(SMALL * 3)
        data = b""
        while data.count(b"200 OK") < 3:
            data += peer.recv(65536)


def test_a_body_that_is_passed_on_may_have_any_size(budget):
    live, _ = budget
    head = b"POST /stream HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n" % (8 << 20)
    answer = exchange(live, head + bytes(8 << 20))

    assert (answer.status, answer.body) == (200, b"%d" % (8 << 20))


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_the_memory_of_a_server_stays_bounded(service):
    def resident():
        text = Path(f"/proc/{service.process.pid}/status").read_text()
        return int(text.partition("VmRSS:")[2].split()[0]) * KB

    before = resident()
    with ExitStack() as stack:
        peers = [stack.enter_context(connect(service)) for _ in range(250)]
        for number, peer in enumerate(peers):
            begin = b"GET /?" + b"x" * 500 * KB
            if number % 2:
                begin = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 999999\r\n\r\n" + bytes(
                    900 * KB
                )
            try:
                peer.sendall(begin)
            except OSError:
                continue
        time.sleep(0.5)
        grown = resident() - before
        assert service.ask("/healthz")[0] == 200

    assert grown < 110 * KB * KB, grown

"""One POST to receivers that misbehave."""

from __future__ import annotations

import asyncio
import socket
import ssl
import struct
import threading
import time

import pytest
import trustme
from yarl import URL

from cuelift.errors import UsageError
from cuelift.jobs.notify.base import Verdict
from cuelift.jobs.notify.http import ANSWER_BYTES, Reply, excerpt, open_session, post, receiver_url
from tests.jobs.notify.stand_in import serve
from tests.support.range_server import Answer


def ask(url: str, total_s: float = 5.0) -> Reply | Verdict:
    async def once() -> Reply | Verdict:
        async with open_session(total_s) as session:
            return await post(session, receiver_url(url, "hook"), {"X": "y"}, b"body")

    return asyncio.run(once())


def asked(answer: Answer, total_s: float = 5.0) -> Reply | Verdict:
    with serve(lambda request: answer) as server:
        return ask(server.url("/"), total_s)


def test_an_answer_is_read():
    assert asked(Answer(201, {"Retry-After": "7"}, b"fine")) == Reply(201, b"fine", 7)


@pytest.mark.parametrize("text", ["", "-1", "1.5", "٣", "9" * 400, "Wed, 21 Oct 2015 07:28:00 GMT"])
def test_a_wait_that_is_no_number_is_none(text):
    with serve(lambda request: Answer(503, {"Retry-After": text} if text.isascii() else {})) as s:
        assert ask(s.url("/")) == Reply(503, b"", 0)


def test_no_more_than_the_begin_of_a_huge_answer_is_read():
    with serve(lambda request: Answer(500, {}, bytes(50_000_000))) as server:
        reply = ask(server.url("/"))
        time.sleep(0.05)

        assert isinstance(reply, Reply)
        assert (reply.status, len(reply.body)) == (500, ANSWER_BYTES)
        assert server.sent_bytes < 10_000_000


def test_an_answer_in_a_compressed_form_is_not_unpacked():
    reply = asked(Answer(500, {"Content-Encoding": "gzip"}, b"\x1f\x8b not really"))

    assert reply == Reply(500, b"\x1f\x8b not really", 0)


def test_a_receiver_that_hangs_is_given_up():
    began = time.monotonic()

    with serve() as server:
        server.latency_s = 30
        assert ask(server.url("/"), 0.2) == Verdict("later", "no answer within 0.2 s")
    assert time.monotonic() - began < 5


def test_a_body_that_stalls_does_not_undo_the_status():
    assert asked(Answer(200, {}, b"abcdef", stall_at=3), 1.0) == Reply(200, b"abc", 0)


def test_a_body_that_is_cut_does_not_undo_the_status():
    assert asked(Answer(200, {}, b"abcdef", cut_at=3)) == Reply(200, b"abc", 0)


@pytest.mark.parametrize(
    "raw",
    [
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"HTTP/1.1 abc\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 100_000 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
        b"",
    ],
    ids=["banner", "status", "long header", "many headers", "length", "nothing"],
)
def test_what_is_not_http_is_no_answer(raw):
    verdict = asked(Answer(200, raw=raw))

    assert isinstance(verdict, Verdict)
    assert verdict.state == "later"
    assert verdict.said.startswith("no answer")
    assert len(verdict.said) < 100


def test_a_connection_that_is_reset_is_no_answer():
    def reset(listener: socket.socket) -> None:
        connection, _ = listener.accept()
        connection.recv(10)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.close()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=reset, args=[listener])
        thread.start()
        verdict = ask(f"http://127.0.0.1:{listener.getsockname()[1]}/?token=geheim")
        thread.join()
    assert verdict == Verdict("later", "no answer: Connection reset by peer")


def test_a_closed_port_is_no_answer():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

    verdict = ask(f"http://127.0.0.1:{port}/?token=geheim")
    assert isinstance(verdict, Verdict)
    assert verdict.state == "later"
    assert "geheim" not in verdict.said


def test_a_certificate_that_nobody_knows_is_not_accepted():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("localhost").configure_cert(context)

    async def once() -> Reply | Verdict:
        server = await asyncio.start_server(lambda r, w: w.close(), "127.0.0.1", 0, ssl=context)
        port = server.sockets[0].getsockname()[1]
        async with server, open_session() as session:
            return await post(session, URL(f"https://localhost:{port}/"), {}, b"")

    verdict = asyncio.run(once())
    assert isinstance(verdict, Verdict)
    assert verdict.said.startswith("no answer: its certificate is not accepted: ")


def test_cookies_are_not_kept():
    with serve(lambda request: Answer(200, {"Set-Cookie": "a=b"})) as server:

        async def twice() -> None:
            async with open_session() as session:
                for _ in range(2):
                    await post(session, URL(server.url("/")), {}, b"")

        asyncio.run(twice())
        assert not any("cookie" in request.headers for request in server.log)


@pytest.mark.parametrize(
    "text",
    ["", "hook", "ftp://h/", "http://", "https://u:geheim@h/", "http://[::1", "http://h:99999/"],
)
def test_an_address_that_is_none_is_refused_without_being_told(text):
    with pytest.raises(UsageError, match="topic 'hook'") as caught:
        receiver_url(text, "hook")

    assert "geheim" not in caught.value.message


@pytest.mark.parametrize(
    ("text", "sent"),
    [("http://h/a%2Fb?c=%2f+%20", "/a%2Fb?c=%2f+%20"), ("http://h/a b?ü", "/a%20b?%C3%BC")],
)
def test_an_address_is_kept_as_it_is_escaped(text, sent):
    assert receiver_url(text, "hook").raw_path_qs == sent


def test_what_is_said_is_short_and_printable():
    assert excerpt(b"") == ""
    assert excerpt(b"\n a \x00 b\xff \n") == ": a ? b\ufffd"
    assert len(excerpt("ü".encode() * 10_000)) == 202

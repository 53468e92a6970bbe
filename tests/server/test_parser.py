from __future__ import annotations

import h11
import pytest

from cuelift.server.parser import Connection

GOOD = b"POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\na\nb\n"
CHUNKED = b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"


def events(data, step=1 << 20):
    connection = Connection(4096)
    found = []
    for at in range(0, len(data), step):
        connection.receive_data(data[at : at + step])
        while (event := connection.next_event()) not in (h11.NEED_DATA, h11.PAUSED):
            found.append(event)
    return found, connection


@pytest.mark.parametrize("step", [1, 2, 3, 1000])
def test_a_good_request_is_read_however_it_arrives(step):
    found, connection = events(GOOD, step)

    assert found[0].target == b"/a"
    assert b"".join(bytes(event.data) for event in found[1:-1]) == b"a\nb\n"
    assert (connection.head_bytes, connection.body_bytes) == (len(GOOD) - 4, 4)
    assert connection.unread == 0


def test_what_was_not_read_can_be_let_go_of():
    _, connection = events(GOOD[:10])
    assert connection.unread == 10
    connection.forget()
    assert (connection.unread, connection.head_bytes) == (0, 0)


@pytest.mark.parametrize("step", [1, 2, 1000])
@pytest.mark.parametrize(
    "data",
    [
        b"GET / HTTP/1.1\nHost: a\n\n",
        b"GET / HTTP/1.1\r\nHost: a\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\n\n",
        b"GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n",
        b"\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
        b"\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nX: a\r\n b\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nX: a\r\n\tb\r\n\r\n",
        b"GET / HTTP/1.1\r\n Host: a\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nX: a\rb\r\n\r\n",
        CHUNKED + b"0\nX: a\r\n\r\n",
        CHUNKED + b"0\r\nX: a\n\r\n",
        CHUNKED + b"0\r\nX: a\r\n b\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
    ],
)
def test_what_two_readers_may_understand_differently_is_refused(data, step):
    with pytest.raises(h11.RemoteProtocolError) as caught:
        events(data + b"\r\n0\r\n\r\n", step)
    assert caught.value.error_status_hint == 400


def test_trailers_are_read():
    found, _ = events(CHUNKED + b"1\r\na\r\n0\r\nX: a\r\n\r\n")

    assert found[-1].headers.raw_items() == [(b"X", b"a")]

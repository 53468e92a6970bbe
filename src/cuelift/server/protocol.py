"""HTTP/1.1 on a connection: uvicorn's protocol on h11, with answers and limits of our own.

What uvicorn answers by itself (malformed requests, long request lines) is plain text, which the
clients of this service cannot read, and it waits for slow clients without end. Both are mended
here.
"""

from __future__ import annotations

import asyncio
import http
from typing import Any

import h11
import msgspec
from uvicorn.protocols.http.h11_impl import H11Protocol

from cuelift.imm.errors import WireError, wire_error
from cuelift.server.answers import Answer, new_request_id, refuse

MOST_HEAD_BYTES = 524_288
"""Of a request line and headers: the tasks of the official clients travel in the request line."""
LINGER_S = 2.0
"""For a client to read the answer to a request that was not read to its end."""


class Patience(msgspec.Struct, frozen=True, kw_only=True):
    """How long a client is waited for, and how many of them."""

    head_s: float = 20.0
    """For the head of a request, from its first byte or the connection's beginning."""
    idle_s: float = 75.0
    """Between two requests."""
    body_s: float = 30.0
    """Without a byte of a body, or of the answer being taken."""
    body_rate: int = 512
    """Bytes a second of a body, on average, once ``body_s`` is over."""
    connections: int = 1000


class _Connection(h11.Connection):
    """Remembers why a request could not be read."""

    fault: h11.RemoteProtocolError | None = None

    def next_event(self) -> Any:
        try:
            event = super().next_event()
            if isinstance(event, h11.Request):
                _check_length(event)
        except h11.RemoteProtocolError as error:
            self.fault = error
            raise
        return event


def _check_length(request: h11.Request) -> None:
    """Refuses a body whose length is told in two ways: a proxy before us may believe the other.

    Spec: RFC 9112, clause 6.1.
    """
    if {b"content-length", b"transfer-encoding"} <= {name for name, _ in request.headers}:
        raise h11.RemoteProtocolError("both Content-Length and Transfer-Encoding are there")


class Protocol(H11Protocol):
    """One connection."""

    patience = Patience()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conn = _Connection(h11.SERVER, MOST_HEAD_BYTES)
        self._lingering = False
        self._heard = 0.0
        self._head_since: float | None = None
        self._body_since: float | None = None
        self._body_bytes = 0
        self._blocked_since: float | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's
        """Takes a connection, or refuses it when there are too many."""
        super().connection_made(transport)
        self._head_since = self._heard = self.loop.time()
        most = self.patience.connections
        if len(self.connections) > 2 * most:
            transport.abort()
        elif len(self.connections) > most:
            self._refuse(_FULL)

    def data_received(self, data: bytes) -> None:
        """Takes bytes, unless they belong to a request that was refused."""
        if self._lingering:
            return
        self._heard = self.loop.time()
        if self._head_since is None and self.conn.their_state is h11.IDLE:
            self._head_since = self._heard
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._head_since = None
        if self.conn.their_state is not h11.SEND_BODY:
            self._body_since = None
        elif self._body_since is None:
            self._body_since, self._body_bytes = self._heard, 0
        else:
            self._body_bytes += len(data)

    def pause_writing(self) -> None:
        """The client does not take what is sent."""
        self._blocked_since = self.loop.time()
        super().pause_writing()

    def resume_writing(self) -> None:
        """The client takes it again."""
        self._blocked_since = None
        super().resume_writing()

    def send_400_response(self, msg: str) -> None:
        """Answers a request that cannot be read."""
        self._refuse(explain(getattr(self.conn, "fault", None), self.conn.trailing_data[0]))

    def check(self, now: float, elapsed: float) -> None:
        """Gives a client up that is too slow; called now and then, ``elapsed`` s apart."""
        if self._lingering or self.transport.is_closing():
            return
        patience = self.patience
        if self._blocked_since is not None and now - self._blocked_since > patience.body_s:
            self.transport.abort()
        elif self._head_since is not None and now - self._head_since > patience.head_s:
            if self.conn.trailing_data[0]:
                self._refuse(_SLOW)
            else:
                self.transport.close()
        elif self._body_since is not None:
            if self.flow.read_paused:  # it is us who are slow
                self._heard = now
                self._body_since += elapsed
                return
            taken = now - self._body_since
            stalled = now - self._heard > patience.body_s
            if stalled or (
                taken > patience.body_s and self._body_bytes < taken * patience.body_rate
            ):
                self._refuse(_SLOW)

    def _refuse(self, refusal: WireError) -> None:
        """Answers past the application, and closes once the client had time to read it."""
        cycle = self.cycle
        if cycle is not None and not cycle.response_complete:
            cycle.disconnected = True
            cycle.message_event.set()
            if cycle.response_started:
                self.transport.abort()
                return
        self._lingering = True
        self.transport.write(_raw(refuse(refusal, new_request_id())))
        # Closing while the client still sends would reset the connection, and it would never
        # see the answer.
        if self.transport.can_write_eof():
            self.transport.write_eof()
        self.flow.resume_reading()
        self.loop.call_later(LINGER_S, self.transport.close)


_FULL = wire_error("ServiceUnavailable", "There are too many connections.", retry_after_ms=1000)
_SLOW = wire_error("RequestTimeout", "The request did not arrive in time.")


def explain(fault: h11.RemoteProtocolError | None, head: bytes) -> WireError:
    """What is wrong with a request that cannot be read.

    Args:
        fault: what the parser found.
        head: what was received, from its beginning.
    """
    if fault is None or fault.error_status_hint != 431:
        return wire_error(
            "MalformedRequest", f"The request is not HTTP/1.1: {fault or 'malformed'}."
        )
    if 0 <= head.find(b"\n") < MOST_HEAD_BYTES:
        return wire_error(
            "RequestHeaderFieldsTooLarge",
            f"The request's head has more than {MOST_HEAD_BYTES} bytes.",
        )
    return wire_error(
        "RequestURITooLong", f"The request line has more than {MOST_HEAD_BYTES} bytes."
    )


def _raw(answer: Answer) -> bytes:
    phrase = http.HTTPStatus(answer.status).phrase.encode()
    headers = (
        (b"content-type", answer.media_type),
        (b"content-length", b"%d" % len(answer.body)),
        (b"connection", b"close"),
        *answer.headers,
    )
    lines = b"".join(name + b": " + value + b"\r\n" for name, value in headers)
    return b"HTTP/1.1 %d %s\r\n%s\r\n%s" % (answer.status, phrase, lines, answer.body)

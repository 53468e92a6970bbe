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
from cuelift.server.memory import SHARE, Budget, Share
from cuelift.server.parser import Connection

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
    connections: int = 500
    memory_bytes: int = 64 * 1024 * 1024
    """Of all requests that are not answered yet, but the first few KiB of each."""


class Protocol(H11Protocol):
    """One connection."""

    patience = Patience()
    budget = Budget(patience.memory_bytes)
    conn: Connection

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conn = Connection(MOST_HEAD_BYTES)
        self._share = Share(self.budget)
        self.app_state = {SHARE: self._share}
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
        if self._lingering or self.transport.is_closing():
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
        self._weigh()

    def on_response_complete(self) -> None:
        """Makes ready for the next request."""
        self._forget()
        if self._share.refused and not self.transport.is_closing():
            self._linger()
            return
        super().on_response_complete()
        self._weigh()

    def connection_lost(self, exc: Exception | None) -> None:
        """The client is gone."""
        super().connection_lost(exc)
        self._forget()
        self._share.release()
        self.conn.forget()

    def _weigh(self) -> None:
        """Refuses a request that there is no memory for."""
        if self._lingering:
            return
        cycle = self.cycle
        waiting = len(cycle.body) if cycle is not None else 0
        # A body that is being taken comes through in pieces, whatever its size.
        taken = self.conn.body_bytes > waiting
        fits = self._share.buffer(self.conn.unread + self.conn.head_bytes + waiting)
        if not fits and not taken:
            self._refuse(_BUSY)

    def _forget(self) -> None:
        """Lets go of a request that was answered: the connection may rest for long."""
        self._share.release()
        self.conn.head_bytes = self.conn.body_bytes = 0
        self.cycle = self.scope = self.headers = None  # type: ignore[assignment]  # as at first

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
        self._refuse(explain(self.conn.fault, self.conn.trailing_data[0]))

    def check(self, now: float, elapsed: float) -> None:
        """Gives a client up that is too slow; called now and then, ``elapsed`` s apart."""
        if self._lingering or self.transport.is_closing():
            return
        patience = self.patience
        if self._blocked_since is not None and now - self._blocked_since > patience.body_s:
            self.transport.abort()
        elif self._head_since is not None and now - self._head_since > patience.head_s:
            if self.conn.unread:
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
        self.transport.write(_raw(refuse(refusal, new_request_id())))
        self._linger()

    def _linger(self) -> None:
        """Ends the connection once the client had time to read what was sent."""
        self._lingering = True
        self._share.release()
        self.conn.forget()
        # Closing while the client still sends would reset the connection, and it would never
        # see the answer.
        if self.transport.can_write_eof():
            self.transport.write_eof()
        self.flow.resume_reading()
        self.loop.call_later(LINGER_S, self.transport.close)


_FULL = wire_error("ServiceUnavailable", "There are too many connections.", retry_after_ms=1000)
_BUSY = wire_error(
    "ServiceUnavailable", "Too much memory is held by requests under way.", retry_after_ms=1000
)
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

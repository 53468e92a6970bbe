"""Takes requests apart: h11, where it is more lenient than a server behind a proxy may be.

What two readers understand differently lets a request hide in another one.

Spec: RFC 9112, clauses 2.2 (line ends), 5.2 (folded lines), 6.1 (length of a body).
"""

from __future__ import annotations

from typing import Any

import h11
from h11._receivebuffer import ReceiveBuffer


class Connection(h11.Connection):
    """A server's side of a connection, which remembers what it found."""

    fault: h11.RemoteProtocolError | None = None
    """Why a request could not be read."""
    head_bytes = 0
    """Of the last request's head."""
    body_bytes = 0
    """Of its body, as far as it has come."""

    def __init__(self, most_head_bytes: int) -> None:
        super().__init__(h11.SERVER, most_head_bytes)
        self._receive_buffer = _StrictBuffer()

    @property
    def unread(self) -> int:
        """Bytes that were received and not taken apart."""
        return len(self._receive_buffer)

    def forget(self) -> None:
        """Lets go of what was not taken apart."""
        self._receive_buffer = _StrictBuffer()
        self.head_bytes = self.body_bytes = 0

    def next_event(self) -> Any:
        """As h11's."""
        before = len(self._receive_buffer)
        try:
            event = super().next_event()
            if isinstance(event, h11.Request):
                self.head_bytes = before - len(self._receive_buffer)
                self.body_bytes = 0
                _check_length(event)
        except h11.RemoteProtocolError as error:
            self.fault = error
            raise
        if isinstance(event, h11.Data):
            self.body_bytes += len(event.data)
        return event


class _StrictBuffer(ReceiveBuffer):
    """Lines end with CR and LF, and none goes on in the next."""

    def maybe_extract_lines(self) -> list[bytearray] | None:
        """The lines before the next empty one; None: it has not come yet."""
        if self._data[:2] == b"\r\n":
            self._extract(2)
            return []
        start = self._multiple_lines_search
        at = self._data.find(b"\r\n\r\n", start)
        end = len(self._data) if at < 0 else at + 4
        ends = self._data.count(b"\n", start, end)
        if ends != self._data.count(b"\r\n", max(start - 1, 0), end):
            raise h11.LocalProtocolError("a line does not end with CR and LF")
        if at < 0:
            self._multiple_lines_search = max(0, end - 3)
            return None
        head = self._extract(end)
        if b"\r\n " in head or b"\r\n\t" in head:
            raise h11.LocalProtocolError("a header is folded over several lines")
        del head[-4:]
        return head.split(b"\r\n")


def _check_length(request: h11.Request) -> None:
    """Refuses a body whose length is told in two ways: a proxy before us may believe the other."""
    if {b"content-length", b"transfer-encoding"} <= {name for name, _ in request.headers}:
        raise h11.RemoteProtocolError("both Content-Length and Transfer-Encoding are there")

"""HTTP by hand: what no client library would send."""

from __future__ import annotations

import json
import socket
from typing import Any, NamedTuple

from tests.support.service import Service


class Reply(NamedTuple):
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body."""
        return json.loads(self.body)


def connect(service: Service, timeout_s: float = 20) -> socket.socket:
    """A connection to a server."""
    host, _, port = service.host.rpartition(":")
    return socket.create_connection((host, int(port)), timeout_s)


def exchange(service: Service, request: bytes) -> Reply:
    """Sends bytes and reads one answer."""
    with connect(service) as peer:
        peer.sendall(request)
        return read_reply(peer)


def read_reply(peer: socket.socket) -> Reply:
    """One answer."""
    data = b""
    while b"\r\n\r\n" not in data:
        part = peer.recv(65536)
        if not part:
            raise ConnectionError(f"the connection ended after {data!r}")
        data += part
    head, _, body = data.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {
        name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)
    }
    size = int(headers.get("content-length", "0"))
    while len(body) < size:
        part = peer.recv(65536)
        if not part:
            break
        body += part
    return Reply(int(first.split()[1]), headers, body)

"""Asks the application without a network, signed by the official client."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import quote

import oss2
from oss2.http import Request

from tests.server.objects.conftest import KEY, SECRET


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def code(self) -> str:
        return self.body.partition(b"<Code>")[2].partition(b"</Code>")[0].decode()


class Ask:
    """A signed request that a test may spoil before it is sent."""

    def __init__(
        self, method="GET", key="k", *, bucket="films", params=None, headers=None, body=b"",
        auth=None, version=4, expires=None,
    ):  # fmt: skip
        auth = auth or (oss2.AuthV4(KEY, SECRET) if version == 4 else oss2.Auth(KEY, SECRET))
        request = Request(method, "http://127.0.0.1/", params=params, headers=headers)
        request.region, request.product, request.cloudbox_id = "cn-local", "oss", None
        request.headers.pop("Accept-Encoding", None)
        if expires is None:
            auth._sign_request(request, bucket, key)
        else:
            auth._sign_url(request, bucket, key, expires)
            request.headers.pop("date", None)
        self.method, self.bucket, self.key, self.body = method, bucket, key, body
        self.params = dict(request.params)
        self.headers = {name.lower(): value for name, value in request.headers.items()}
        self.extra_headers: list[tuple[bytes, bytes]] = []
        self.extra_query = ""

    def scope(self):
        query = "&".join(f"{quote(k, safe='')}={quote(v, safe='')}" for k, v in self.params.items())
        raw = f"/{self.bucket}/{quote(self.key, safe='')}"
        return {
            "type": "http",
            "method": self.method,
            "raw_path": raw.encode(),
            "path": f"/{self.bucket}/{self.key}",
            "query_string": (query + self.extra_query).encode(),
            "headers": [
                *((k.encode(), v.encode("latin-1")) for k, v in self.headers.items()),
                *self.extra_headers,
            ],
        }

    def send(self, app, pieces: Iterable[bytes] | None = None) -> Answer:
        return send(app, self.scope(), [self.body] if pieces is None else pieces)


def send(app, scope, pieces: Iterable[bytes] = (b"",)) -> Answer:
    """Runs one request; the body ends with the pieces."""
    waiting = list(pieces)
    messages = [
        {"type": "http.request", "body": data, "more_body": number < len(waiting) - 1}
        for number, data in enumerate(waiting)
    ]
    return asyncio.run(exchange(app, scope, messages))


async def exchange(app, scope, messages) -> Answer:
    """Plays messages of a client, and waits for ever behind them."""
    sent = []

    async def receive():
        if messages:
            return messages.pop(0)
        return await asyncio.Event().wait()

    async def keep(message):
        sent.append(message)

    await app(scope, receive, keep)
    headers = {name.decode(): value.decode("latin-1") for name, value in sent[0]["headers"]}
    return Answer(sent[0]["status"], headers, b"".join(m.get("body", b"") for m in sent[1:]))

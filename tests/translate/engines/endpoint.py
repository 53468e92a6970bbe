"""A translation service of the tests' own that behaves well, or badly in one way after another."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from cuelift.translate.engines.base import Engine, Text
from cuelift.translate.engines.base import Request as Asked
from tests.support.range_server import Answer, RangeServer, Request

Json = Callable[[str, Any], Any]
"""The answer to a path and its JSON."""


class Endpoint:
    """Answers by ``reply``, unless something else is waiting to be answered first."""

    def __init__(self, server: RangeServer, reply: Json) -> None:
        self.server = server
        self.reply = reply
        self.first: list[Answer] = []
        self.asked: list[Any] = []
        server.rules.append(self._answer)

    @property
    def url(self) -> str:
        return self.server.url("")

    def _answer(self, request: Request) -> Answer:
        body = json.loads(request.body) if request.body else None
        if request.method == "POST":
            self.asked.append(body)
            if self.first:
                return self.first.pop(0)
        made = self.reply(request.target, body)
        return made if isinstance(made, Answer) else as_json(made)


def as_json(value: object, status: int = 200) -> Answer:
    return Answer(status, {"Content-Type": "application/json"}, json.dumps(value).encode())


@contextmanager
def endpoint(reply: Json) -> Iterator[Endpoint]:
    with RangeServer() as server:
        yield Endpoint(server, reply)


def request(*plain: str, source: str = "en", target: str = "es") -> Asked:
    """A request for texts without marks."""
    return Asked(source, target, tuple(Text(n, text, text) for n, text in enumerate(plain)))


async def ask(engine: Engine, asked: Asked) -> dict[int, str]:
    """The answer to one request."""
    try:
        await engine.identity(asked.source, asked.target)
        return await engine.ask(asked)
    finally:
        await engine.close()


CUT = b'HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"a"'
MISBEHAVIOUR = {
    "503": Answer(503),
    "503 with a time": Answer(503, {"Retry-After": "0"}),
    "429": Answer(429, {}, b"slow down"),
    "429 with a date": Answer(429, {"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}),
    "502 page": Answer(502, {}, b"<html>Bad gateway</html>"),
    "closed in the midst": Answer(200, {}, b'{"a": "' + b"x" * 100, cut_at=20),
    "closed at once": Answer(200, raw=b""),
    "no HTTP": Answer(200, raw=b"SSH-2.0-x\r\n\r\n"),
    "cut chunks": Answer(200, raw=CUT),
}  # fmt: skip
"""After each of these another try may succeed."""

NONSENSE = {
    "page": Answer(200, {}, b"<html><body>Welcome</body></html>"),
    "prose": Answer(200, {}, b"Sure! Here are your translations."),
    "cut JSON": Answer(200, {}, b'{"translatedText": ["ho'),
    "latin-1": Answer(200, {}, '{"translatedText": ["mañana"]}'.encode("latin-1")),
    "nothing": Answer(200, {}, b""),
    "deep": Answer(200, {}, b"[" * 200_000),
    "number": as_json(7),
    "null": as_json(None),
    "empty": as_json({}),
    "other types": as_json({"translatedText": {"a": 1}, "translations": [1], "choices": [None]}),
    "too long": Answer(200, {}, b" " * (4 * 1024 * 1024 + 1)),
    "too many texts": Answer(413, {}, b"too large"),
}
"""These are no answers, and asking again would not help."""

"""The one ASGI application: which part of the server answers what, and how errors leave it.

Raw ASGI, without layers around each request: the wire of ``/`` is one path, and is asked often.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Protocol, TypeAlias

import msgspec

from cuelift.errors import CueliftError
from cuelift.imm.errors import from_error, wire_error
from cuelift.server.answers import (
    Answer,
    Application,
    Receive,
    Scope,
    Send,
    new_request_id,
    read_body,
    refuse,
    send_answer,
)
from cuelift.server.metrics import Metrics

logger = logging.getLogger(__name__)
access_logger = logging.getLogger("cuelift.access")

MOST_BODY_BYTES = 1024 * 1024
ANSWER_S = 9.5
"""The official clients wait ten seconds."""
_METHODS = frozenset(("GET", "HEAD", "PUT", "POST", "DELETE"))


class Call(msgspec.Struct):
    """One request, as it is counted and logged. Its query may hold secrets, so it is not here."""

    request_id: str
    action: str = "-"
    """Of a fixed set of names: metrics are kept by it."""
    key: str = "-"
    project: str = "-"


class Handler(Protocol):
    """Answers requests, or raises a ``CueliftError``."""

    async def __call__(self, call: Call, scope: Scope, body: bytes) -> Answer: ...


Page: TypeAlias = Callable[[], Awaitable[Answer]]
"""Answers GET at one path, to anybody."""


class App:
    """The application.

    Args:
        metrics: what is counted.
        pages: by path.
        imm: answers ``/``; None: it is not served here.
        rest: answers below ``/v1/``.
        objects: answers what ``is_object`` takes.
        is_object: whether a request is of the object wire.
    """

    def __init__(
        self,
        metrics: Metrics,
        pages: Mapping[str, Page],
        *,
        imm: Handler | None = None,
        rest: Handler | None = None,
        objects: Application | None = None,
        is_object: Callable[[Scope], bool] = lambda _: False,
    ) -> None:
        self._metrics = metrics
        self._pages = pages
        self._imm = imm
        self._rest = rest
        self._objects = objects
        self._is_object = is_object

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        begun = time.perf_counter()
        call = Call(new_request_id())
        if self._objects is not None and self._is_object(scope):
            code, status = await self._pass_on(call, self._objects, scope, receive, send)
        else:
            answer = await self._answer(call, scope, receive)
            await send_answer(send, answer, call.request_id)
            code, status = answer.code or "OK", answer.status
        elapsed = time.perf_counter() - begun
        self._metrics.answered(call.action, code, elapsed)
        if access_logger.isEnabledFor(logging.INFO):
            client = scope.get("client")
            access_logger.info(
                "answered",
                extra={
                    "client": client[0] if client else "-",
                    "method": scope["method"],
                    "path": scope["path"][:200],
                    "action": call.action,
                    "key": call.key,
                    "project": call.project,
                    "request": call.request_id,
                    "status": status,
                    "code": code,
                    "ms": round(elapsed * 1000, 1),
                },
            )

    async def _answer(self, call: Call, scope: Scope, receive: Receive) -> Answer:
        try:
            return await self._route(call, scope, receive)
        except CueliftError as error:
            return refuse(from_error(error), call.request_id)
        except TimeoutError:
            late = wire_error("ServiceUnavailable", "The server is too busy to answer in time.")
            return refuse(late, call.request_id)
        except Exception as error:
            logger.exception("a request failed", extra={"request": call.request_id})
            return refuse(from_error(error), call.request_id)

    async def _route(self, call: Call, scope: Scope, receive: Receive) -> Answer:
        path: str = scope["path"]
        handler = None
        if path == "/":
            handler = self._imm
        elif path.startswith("/v1/"):
            handler = self._rest
        if handler is not None:
            body = await read_body(scope, receive, MOST_BODY_BYTES)
            async with asyncio.timeout(ANSWER_S):
                return await handler(call, scope, body)
        page = self._pages.get(path)
        if page is None:
            raise wire_error("NotFound", "There is nothing at this path.")
        call.action = path
        if scope["method"] not in ("GET", "HEAD"):
            raise wire_error("UnsupportedHTTPMethod", "This path takes GET only.")
        return await page()

    async def _pass_on(
        self, call: Call, objects: Application, scope: Scope, receive: Receive, send: Send
    ) -> tuple[str, int]:
        """Lets the object wire answer, which has errors of its own."""
        status = 0
        call.action = f"oss:{scope['method']}" if scope["method"] in _METHODS else "oss"

        async def watch(message: Scope) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        await objects(scope, receive, watch)
        return ("OK" if status < 400 else str(status)), status

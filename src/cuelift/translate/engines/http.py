"""Asks engines over HTTP: JSON there and back, bounded in time and size, failures named by kind.

Spec: RFC 9110, clauses 10.2.3 (Retry-After) and 15 (status codes).
"""

from __future__ import annotations

import email.utils
import json
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING

import aiohttp
from yarl import URL

from cuelift.errors import AccessDenied, BadAnswer, EngineBusy, EngineRefused, UsageError
from cuelift.store.http_route import environment_proxy
from cuelift.translate.engines.spec import NO_SECRET, Secret

if TYPE_CHECKING:
    from cuelift.store.buckets import NetworkPolicy

LONGEST_ANSWER = 4 * 1024 * 1024
_CONNECT_S = 10.0
_BUSY = frozenset({408, 425, 429})
_TEXTS_FAULT = frozenset({400, 413, 414, 415, 422})
"""A batch may be refused for what it holds; smaller ones tell."""
_SAID_CHARS = 160


class HttpEngine:
    """A connection to one service."""

    def __init__(
        self,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        secret: Secret = NO_SECRET,
        timeout_s: float = 60.0,
        network: NetworkPolicy | None = None,
    ) -> None:
        """Reads the address of a service.

        Args:
            url: ``http(s)://host[:port][/path]``.
            headers: of every request.
            secret: that must not show in messages.
            timeout_s: for one request.
            network: which hosts may be asked; None: all.

        Raises:
            UsageError: it is no such address.
        """
        self._url = service_url(url)
        self._headers = {"User-Agent": "cuelift", **(headers or {})}
        self._secret = secret
        self._timeout_s = timeout_s
        self._network = network
        self._session: aiohttp.ClientSession | None = None

    @property
    def shown(self) -> str:
        """The address, for messages."""
        return str(self._url).rstrip("/")

    async def post(self, path: str, body: object) -> object:
        """The JSON that answers JSON.

        Raises:
            EngineBusy: 408, 425, 429, 5xx, no connection, a time-out or a cut answer.
            BadAnswer: the answer is no JSON or too long, or the service dislikes the texts.
            EngineRefused: any other status; redirects are not followed.
        """
        return await self._ask("POST", path, _json(body))

    async def get(self, path: str) -> object:
        """The JSON at a path; fails as ``post`` does."""
        return await self._ask("GET", path, None)

    async def close(self) -> None:
        """Closes all connections."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def _ask(self, method: str, path: str, body: bytes | None) -> object:
        url = URL(f"{self.shown}/{path}", encoded=True)
        headers = {**self._headers, "Content-Type": "application/json"} if body else self._headers
        proxy = None if self._network is not None else environment_proxy(url)
        try:
            async with self._opened().request(
                method, url, data=body, headers=headers, allow_redirects=False, proxy=proxy
            ) as answer:
                data = await _bounded(answer)
                self._check(answer, data)
        except AccessDenied as error:
            raise EngineRefused(f"{self.shown}: {error.message}") from None
        except TimeoutError:
            raise EngineBusy(f"{self.shown}: no answer within {self._timeout_s:g} s") from None
        except (aiohttp.ClientError, OSError, ValueError) as error:
            # Errors of the client may repeat headers and addresses.
            raise EngineBusy(f"{self.shown}: {_reason(error)}") from None
        return self._read(data)

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            resolver = None
            if self._network is not None:
                from cuelift.store.network import Guard, GuardedResolver

                guard = Guard(self._network)
                guard.check_host(self._url.host)
                resolver = GuardedResolver(guard)
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=0, resolver=resolver),
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=aiohttp.ClientTimeout(total=self._timeout_s, sock_connect=_CONNECT_S),
            )
        return self._session

    def _check(self, answer: aiohttp.ClientResponse, data: bytes) -> None:
        """Raises what a status means."""
        status = answer.status
        if 200 <= status < 300:
            return
        said = self._said(data)
        if status in _BUSY or status >= 500:
            wait_s = retry_after(answer.headers.get("Retry-After", ""), time.time())
            raise EngineBusy(f"{self.shown} answers {status}{said}", status=status, wait_s=wait_s)
        if status in _TEXTS_FAULT:
            raise BadAnswer(f"{self.shown} answers {status}{said}", status=status)
        if 300 <= status < 400:
            said = ": redirects are not followed; give the address they lead to"
        raise EngineRefused(f"{self.shown} answers {status}{said}", status=status)

    def _read(self, data: bytes) -> object:
        try:
            return json.loads(data.decode("utf-8"))
        except (ValueError, RecursionError):
            raise BadAnswer(f"{self.shown} answers no JSON{self._said(data)}") from None

    def _said(self, data: bytes) -> str:
        """The begin of an answer, fit for a message."""
        text = " ".join(data[: 4 * _SAID_CHARS].decode("utf-8", "replace").split())
        text = self._secret.hide_in(text)[:_SAID_CHARS]
        said = "".join(char if char.isprintable() else "?" for char in text)
        return f": {said}" if said else ""


def service_url(text: str) -> URL:
    """Reads the address of a service.

    Raises:
        UsageError: it is none, or holds a user name; the message does not repeat it.
    """
    try:
        url = URL(text)
        fits = url.scheme in ("http", "https") and bool(url.host) and url.port is not None
    except ValueError:
        fits = False
    if not fits or url.user or url.password or url.query_string or url.fragment:
        raise UsageError("the address of a translation engine is http(s)://host[:port][/path]")
    return url


def retry_after(text: str, now_s: float) -> float:
    """Seconds that ``Retry-After`` asks for: a number or a date; 0: it says nothing."""
    text = text.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        then = email.utils.parsedate_to_datetime(text)
        return max(0.0, then.timestamp() - now_s)
    except (ValueError, TypeError, OverflowError, IndexError):
        return 0.0


def _json(body: object) -> bytes:
    # Captions that were read wrongly may hold halves of characters.
    return json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")


async def _bounded(answer: aiohttp.ClientResponse) -> bytes:
    parts = bytearray()
    async for part in answer.content.iter_any():
        parts += part
        if len(parts) > LONGEST_ANSWER:
            raise BadAnswer(f"an answer is longer than {LONGEST_ANSWER} bytes")
    return bytes(parts)


def _reason(error: Exception) -> str:
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return "its certificate is not accepted"
    if isinstance(error, aiohttp.ClientConnectorError):
        error = error.os_error
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return f"the connection failed ({type(error).__name__})"

"""Sends the requests of HTTP stores: one pool of connections, redirects, failures named.

Spec: RFC 9110, clause 15.4 (redirection).
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

import aiohttp

from cuelift.errors import Cancelled, CueliftError, StoreError, TransientError, UsageError
from cuelift.store.base import Counters, Verb
from cuelift.store.http_answer import REDIRECTS
from cuelift.store.http_route import Addresses, Route, environment_proxy, redirected
from cuelift.store.options import StoreOptions
from cuelift.store.redact import redact

if TYPE_CHECKING:
    from aiohttp.abc import AbstractResolver

    from cuelift.store.network import Guard

_MAX_REDIRECTS = 5
_READ_BUFFER_BYTES = 256 * 1024
_SAID_CHARS = 120
_SENDING_S = 120.0
"""For one body over a thin line, before the answer to it is missed."""
_EXPIRED = frozenset({400, 401, 403, 404, 410})
"""Statuses with which hosts answer an address whose signature has run out."""


class _Sent(NamedTuple):
    """What is sent beside the headers."""

    method: str
    body: bytes | None


class HttpClient:
    """Asks for keys and reads bodies; bound to the event loop that first uses it."""

    def __init__(self, addresses: Addresses, options: StoreOptions, counters: Counters) -> None:
        self._addresses = addresses
        self._options = options
        self._counters = counters
        self._routes: dict[tuple[Verb, str], Route] = {}
        self._proxies: dict[tuple[str, str | None], str | None] = {}
        self._guard = _guard(options)
        self._session: aiohttp.ClientSession | None = None
        self._waiting: set[asyncio.Task[object]] = set()
        self._closed = False

    def name(self, key: str) -> str:
        """The object's URI without secrets."""
        return self._addresses.name(key)

    async def ask(
        self, verb: Verb, key: str, headers: dict[str, str], *, renew: bool = True
    ) -> aiohttp.ClientResponse:
        """The answer to a request, redirects followed, its body unread.

        Args:
            verb: ``head`` sends HEAD, all others GET; also what the request counts as.
            key: as the addresses of this client read it.
            headers: of this request.
            renew: whether a refusal by a remembered address makes a new one and asks again.

        Raises:
            TransientError: no answer came.
            StoreError: the redirects lead nowhere.
        """
        now = asyncio.get_running_loop().time()
        known = self._routes.get((verb, key))
        if known is not None and now < known.until:
            answer = await self.follow(verb, key, known, headers)
            if not (renew and known.renewable and answer.status in _EXPIRED):
                return answer
            answer.close()
            if self._routes.get((verb, key)) is not known:
                return await self.ask(verb, key, headers, renew=False)
        route = await self._addresses.route(verb, key, now)
        self._routes[verb, key] = route
        return await self.follow(verb, key, route, headers)

    async def follow(
        self, verb: Verb, key: str, route: Route, headers: dict[str, str]
    ) -> aiohttp.ClientResponse:
        """The answer to a request to a given address, redirects followed."""
        answer = await self._send(verb, key, route, headers)
        if answer.status not in REDIRECTS:
            return answer
        for _ in range(_MAX_REDIRECTS):
            location = answer.headers.get("Location")
            if location is None:
                return answer
            answer.close()
            route = redirected(route, location, asyncio.get_running_loop().time())
            answer = await self._send(verb, key, route, headers)
            if answer.status not in REDIRECTS:
                self._routes[verb, key] = route
                return answer
        answer.close()
        raise StoreError(f"{self.name(key)}: more than {_MAX_REDIRECTS} redirects")

    async def send(
        self, method: str, key: str, route: Route, body: bytes | None = None
    ) -> aiohttp.ClientResponse:
        """The answer to a request that changes something; redirects are not followed.

        It counts as a ``put``.
        """
        return await self._send("put", key, route, {}, _Sent(method, body))

    async def _send(
        self,
        verb: Verb,
        key: str,
        route: Route,
        headers: dict[str, str],
        sent: _Sent | None = None,
    ) -> aiohttp.ClientResponse:
        sent = sent or _Sent("HEAD" if verb == "head" else "GET", None)
        if self._closed:
            raise Cancelled(f"{self.name(key)}: the store is closed")
        if self._guard is not None:
            self._guard.check_host(route.url.host)
        self._counters.requests[verb] += 1
        try:
            with self._until_closed(key):
                return await self._opened().request(
                    sent.method,
                    route.url,
                    data=sent.body,
                    headers={**route.headers, **headers},
                    # It would be part of what is signed.
                    skip_auto_headers=("Content-Type",),
                    allow_redirects=False,
                    proxy=self._proxy(route),
                    timeout=self._timeout(sent),
                )
        except (aiohttp.ClientError, OSError, ValueError) as error:
            # The client's own errors repeat the URL, so they are not chained.
            raise self._failure(key, error) from None

    async def read(self, answer: aiohttp.ClientResponse, key: str, size: int) -> bytes:
        """The body of an answer, which must be ``size`` bytes long.

        Raises:
            TransientError: it is cut short, or stalls.
            StoreError: it is longer.
        """
        body = await self.read_up_to(answer, key, size)
        if len(body) < size:
            raise TransientError(f"{self.name(key)}: {len(body)} of {size} bytes came")
        if len(body) > size:
            raise StoreError(f"{self.name(key)}: more than the {size} bytes asked for came")
        return body

    async def read_up_to(self, answer: aiohttp.ClientResponse, key: str, size: int) -> bytes:
        """The body of an answer; what lies past ``size`` is read at most in part."""
        parts = []
        got = 0
        try:
            with self._until_closed(key):
                while got < size or not answer.content.at_eof():
                    part = await answer.content.readany()
                    if not part:
                        break
                    got += len(part)
                    self._counters.bytes_read += len(part)
                    parts.append(part)
                    if got > size:
                        break
        except (aiohttp.ClientError, OSError) as error:
            raise self._failure(key, error) from None
        return parts[0] if len(parts) == 1 else b"".join(parts)

    async def parts(self, answer: aiohttp.ClientResponse, key: str) -> AsyncIterator[bytes]:
        """The body of an answer as it comes.

        Raises:
            TransientError: it is cut short, or stalls.
        """
        while True:
            try:
                with self._until_closed(key):
                    part = await answer.content.readany()
            except (aiohttp.ClientError, OSError) as error:
                raise self._failure(key, error) from None
            if not part:
                return
            self._counters.bytes_read += len(part)
            yield part

    async def close(self) -> None:
        """Closes all connections; what is under way ends with ``Cancelled``."""
        self._closed = True
        # The session does not tell them, and would even open a new connection to try again.
        waiting, self._waiting = self._waiting, set()
        for task in waiting:
            task.cancel()
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    @contextmanager
    def _until_closed(self, key: str) -> Iterator[None]:
        """Ends what is awaited inside with ``Cancelled`` when the client is closed."""
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - coroutines are always run by one
        self._waiting.add(task)
        try:
            yield
        except asyncio.CancelledError:
            # As long as the caller has not cancelled the task too, it may go on.
            if not self._closed or task.uncancel() > 0:
                raise
            raise Cancelled(f"{self.name(key)}: the store was closed") from None
        finally:
            self._waiting.discard(task)

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            options = self._options
            connector = aiohttp.TCPConnector(
                limit=options.max_connections,
                ttl_dns_cache=300,
                keepalive_timeout=30,
                ssl=_tls_context(options.ca_file) if options.ca_file else True,
                resolver=self._resolver(),
            )
            self._session = aiohttp.ClientSession(
                connector=connector,
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
                read_bufsize=_READ_BUFFER_BYTES,
            )
        return self._session

    def _timeout(self, sent: _Sent) -> aiohttp.ClientTimeout:
        """Nothing is read while a body is still being sent over a thin line."""
        options = self._options
        reading = options.read_timeout_s
        return aiohttp.ClientTimeout(
            total=None,
            sock_connect=options.connect_timeout_s,
            sock_read=max(reading, _SENDING_S) if sent.body else reading,
        )

    def _resolver(self) -> AbstractResolver | None:
        if self._guard is None:
            return None
        from cuelift.store.network import GuardedResolver

        return GuardedResolver(self._guard)

    def _proxy(self, route: Route) -> str | None:
        if self._guard is not None:
            return None  # it would resolve names by itself
        if self._options.proxy is not None:
            return self._options.proxy or None
        origin = (route.url.scheme, route.url.host)
        if origin not in self._proxies:
            self._proxies[origin] = environment_proxy(route.url)
        return self._proxies[origin]

    def _failure(self, key: str, error: Exception) -> CueliftError:
        """The error of ours for one of the client's; its text never repeats the URL."""
        name = self.name(key)
        if isinstance(error, aiohttp.ClientConnectorCertificateError):
            return StoreError(f"{name}: the host's certificate is not trusted")
        if isinstance(error, ValueError):
            return UsageError(f"{name} is not, or leads to, a URL that can be asked for")
        if isinstance(error, aiohttp.ConnectionTimeoutError):
            return TransientError(f"{name}: no connection in {self._options.connect_timeout_s} s")
        if isinstance(error, TimeoutError):
            return TransientError(f"{name}: nothing came for {self._options.read_timeout_s} s")
        if isinstance(error, aiohttp.ClientResponseError):
            # In Python's development mode the client also refuses sloppy answers: say which.
            said = redact(" ".join(error.message.split())[:_SAID_CHARS])
            return StoreError(f"{name}: the answer is not HTTP, or the proxy refuses: {said}")
        reason = error.strerror if isinstance(error, OSError) else None
        return TransientError(f"{name}: {reason or type(error).__name__}")


def _guard(options: StoreOptions) -> Guard | None:
    if options.network is None:
        return None
    if options.proxy:
        raise UsageError("a proxy would resolve names by itself; a network policy excludes it")
    from cuelift.store.network import Guard

    return Guard(options.network)


def _tls_context(ca_file: str) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=ca_file)
    except OSError as error:
        raise UsageError(f"{ca_file} holds no certificates that can be read") from error

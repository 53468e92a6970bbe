"""One POST to a receiver, in bounded time and memory. Redirects are not followed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from typing import NamedTuple

import aiohttp
from yarl import URL

from cuelift.errors import UsageError
from cuelift.jobs.notify.base import Verdict
from cuelift.store.http_route import environment_proxy

CONNECT_S = 5.0
TOTAL_S = 15.0
"""Receivers shall take a message first and work on it later."""
ANSWER_BYTES = 16 * 1024
"""More of an answer is not read."""
BODY_LIMIT = 64 * 1024
"""Of topics of MNS, and of webhooks alike."""
TRANSIENT = frozenset({408, 425, 429})
"""Statuses below 500 that another try may mend."""
_HEADERS = {"User-Agent": "cuelift", "Accept-Encoding": "identity"}
_SAID_CHARS = 200
_ESCAPED = re.compile("[!-~]*")


class Reply(NamedTuple):
    """What a receiver answered."""

    status: int
    body: bytes
    """Its begin."""
    wait_s: float
    """Of ``Retry-After``."""


def receiver_url(text: str, name: str) -> URL:
    """Reads an address of the configuration.

    Raises:
        UsageError: not an http(s) address; the message does not repeat it, as it may hold secrets.
    """
    try:
        # Signed addresses break when escapes are written in another way.
        url = URL(text, encoded=_ESCAPED.fullmatch(text) is not None)
        _ = url.port  # is read only now
    except ValueError:
        raise UsageError(f"topic {name!r}: the url is not one") from None
    if url.scheme not in ("http", "https") or not url.host or url.user or url.password:
        raise UsageError(f"topic {name!r}: the url must be http(s)://host... without user names")
    return url


def open_session(total_s: float = TOTAL_S) -> aiohttp.ClientSession:
    """A session for all receivers; its pool has no bound, so that none waits for another.

    Args:
        total_s: that one try may take.
    """
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=15),
        cookie_jar=aiohttp.DummyCookieJar(),
        timeout=aiohttp.ClientTimeout(total=total_s, sock_connect=CONNECT_S),
        auto_decompress=False,
        headers=_HEADERS,
    )


async def post(
    session: aiohttp.ClientSession, url: URL, headers: Mapping[str, str], body: bytes
) -> Reply | Verdict:
    """The answer to a POST; a verdict if none came."""
    try:
        async with session.post(
            url, headers=headers, data=body, allow_redirects=False, proxy=environment_proxy(url)
        ) as answer:
            start = await _begin(answer)
            if not answer.content.at_eof():
                answer.close()
            return Reply(answer.status, start, _wait(answer.headers.get("Retry-After", "")))
    except TimeoutError:
        return Verdict("later", f"no answer within {session.timeout.total:g} s")
    except (aiohttp.ClientError, OSError, ValueError) as error:
        return Verdict("later", f"no answer: {_reason(error)}")


async def _begin(answer: aiohttp.ClientResponse) -> bytes:
    """The begin of a body; how it ends does not matter, as the status has been said."""
    parts = bytearray()
    with suppress(aiohttp.ClientError, OSError):
        while len(parts) < ANSWER_BYTES and not answer.content.at_eof():
            parts += await answer.content.read(ANSWER_BYTES - len(parts))
    return bytes(parts)


def _wait(text: str) -> float:
    """Seconds of ``Retry-After``; dates count as nothing."""
    return float(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0.0


def _reason(error: Exception) -> str:
    """Why no answer came, without the address, which may hold a secret."""
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        error = error.certificate_error
        return f"its certificate is not accepted: {getattr(error, 'verify_message', error)}"
    if isinstance(error, aiohttp.ClientConnectorError):
        error = error.os_error
    if isinstance(error, OSError):
        return error.strerror or type(error).__name__
    return type(error).__name__


def excerpt(body: bytes) -> str:
    """The begin of what a receiver said, fit for a message; empty if it said nothing."""
    text = " ".join(body[: 4 * _SAID_CHARS].decode("utf-8", "replace").split())[:_SAID_CHARS]
    said = "".join(char if char.isprintable() else "?" for char in text)
    return f": {said}" if said else ""

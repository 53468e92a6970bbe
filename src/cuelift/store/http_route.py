"""Where requests for a key go: the address of an object, and what may be sent there."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from yarl import URL

from cuelift.errors import StoreError, UsageError
from cuelift.store.base import Verb

REDIRECT_S = 60.0
"""How long the target of a redirect is remembered; signed targets live longer than this."""
_OWN_HEADERS = frozenset(
    {"host", "connection", "content-length", "transfer-encoding", "range", "accept-encoding"}
    | {"if-match", "if-none-match", "if-range", "if-modified-since", "if-unmodified-since"}
    | {"expect", "upgrade", "te", "trailer"}
)
_TOKEN = frozenset("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")


class Route(NamedTuple):
    """An address and the headers its host may see."""

    url: URL
    headers: dict[str, str]
    until: float = float("inf")
    """Time of the loop's clock at which the address must be made anew."""
    renewable: bool = False
    """Whether a refusal may only mean that the address has expired."""


class Addresses(Protocol):
    """Makes addresses of keys."""

    async def route(self, verb: Verb, key: str, now: float) -> Route:
        """The address to send ``verb`` for ``key`` to, at loop time ``now``."""

    def name(self, key: str) -> str:
        """The object's URI without secrets, for messages."""


def redirected(route: Route, location: str, now: float) -> Route:
    """Where a redirect leads; another host sees none of the caller's headers.

    Raises:
        StoreError: to another scheme than http(s), or from https to http.
    """
    try:
        target = route.url.join(URL(location, encoded=True))
        fits = target.scheme in ("http", "https") and bool(target.host)
    except ValueError:
        fits = False
    if not fits:
        raise StoreError("a redirect leads to something that is not an http(s) URL")
    if route.url.scheme == "https" and target.scheme == "http":
        raise StoreError(f"a redirect leads from https to plain http on {target.host}")
    headers = route.headers if _same_party(route.url, target) else {}
    return Route(target.with_user(None), headers, now + REDIRECT_S, renewable=True)


def _same_party(here: URL, there: URL) -> bool:
    """Same host and port, or the same host's upgrade from http to https."""
    if here.host != there.host:
        return False
    upgrade = here.scheme == "http" and (here.port, there.port) == (80, 443)
    return upgrade or (here.scheme, here.port) == (there.scheme, there.port)


def check_header(name: str, value: str) -> None:
    """Refuses header fields that cannot be sent or that are not the caller's to set.

    Raises:
        UsageError: such a field; the value is not repeated.
    """
    if not name or not _TOKEN.issuperset(name) or name.lower() in _OWN_HEADERS:
        raise UsageError(f"the header {name!r} cannot be set")
    if not value.isascii() or not value.isprintable():
        raise UsageError(f"the value of header {name!r} holds characters that cannot be sent")


def environment_proxy(url: URL) -> str | None:
    """The proxy that the environment names for a URL."""
    from urllib.request import getproxies, proxy_bypass

    if url.host is None or proxy_bypass(url.host):
        return None
    proxies = getproxies()
    return proxies.get(url.scheme) or proxies.get("all")

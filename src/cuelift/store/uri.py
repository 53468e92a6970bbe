"""Tells paths and URIs apart, and takes them to pieces.

Spec: RFC 3986, clause 3 (components); RFC 8089 (``file``); keys of ``s3`` and ``oss`` URIs are
taken as they stand, without percent-decoding, as the vendors' own tools do.
"""

from __future__ import annotations

import os
from collections.abc import Callable

from cuelift.errors import UsageError
from cuelift.store.base import Location
from cuelift.store.redact import redact

_BUCKET_CHARS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_")
_HOST_CHARS = _BUCKET_CHARS
_SCHEME_CHARS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789+.-")
_IPV6_CHARS = frozenset("0123456789abcdefABCDEF:.")
_NOT_IN_USERINFO = frozenset(" \\[]")
"""Readers of URLs disagree on where the host begins after these."""
_PRINTABLE = "".join(map(chr, range(0x21, 0x7F)))


def parse_uri(text: str | os.PathLike[str]) -> Location:
    """Takes a path or a URI to pieces.

    Args:
        text: a path, or a URI whose scheme is ``file http https s3 oss memory``. A path whose
            name looks like a URI is written with ``./`` before it.

    Raises:
        UsageError: an unknown scheme, or a URI that names no object; secrets are not repeated.
    """
    if not isinstance(text, str):
        text = _path_text(text)
    if not text or "\0" in text:
        raise UsageError("an empty path, or one with a zero byte, names nothing")
    scheme, colon, rest = text.partition(":")
    parse = _PARSERS.get(scheme.lower()) if colon else None
    if parse is not None:
        return parse(scheme.lower(), rest, redact(text))
    if rest.startswith("//") and _SCHEME_CHARS.issuperset(scheme.lower()):
        raise UsageError(f"unknown scheme {scheme!r}; known: {' '.join(sorted(_PARSERS))}")
    return Location("file", "", _absolute(text), text)


def _absolute(path: str) -> str:
    if path.startswith("/"):
        return path
    try:
        return os.path.join(os.getcwd(), path)
    except OSError as error:
        raise UsageError(f"{path}: the working directory is gone or cannot be reached") from error


def _path_text(path: object) -> str:
    try:
        return os.fsdecode(path)  # type: ignore[arg-type]  # callers without types pass anything
    except TypeError:
        raise UsageError(f"a path or URI is wanted, not {type(path).__name__}") from None


def _file(scheme: str, rest: str, uri: str) -> Location:
    from urllib.parse import unquote_to_bytes

    if rest.startswith("//"):
        host, slash, path = rest[2:].partition("/")
        if host not in ("", "localhost"):
            raise UsageError(f"{uri}: files on other hosts cannot be reached by a file URI")
        rest = slash + path
    if not rest.startswith("/"):
        raise UsageError(f"{uri}: a file URI holds an absolute path, as file:///movies/a.mkv")
    path = os.fsdecode(unquote_to_bytes(os.fsencode(rest)))
    if "\0" in path:
        raise UsageError(f"{uri}: a path with a zero byte names nothing")
    return Location(scheme, "", path, uri)


def _memory(scheme: str, rest: str, uri: str) -> Location:
    return Location(scheme, "", rest.removeprefix("//"), uri)


def _may_be_bucket(text: str) -> bool:
    """Whether a text may name a bucket of any store; older ones have names of many kinds."""
    return _BUCKET_CHARS.issuperset(text) and text[:1].isalnum() and len(text) <= 255


def _bucket(scheme: str, rest: str, uri: str) -> Location:
    bucket, _, key = rest[2:].partition("/")
    if not rest.startswith("//") or not bucket:
        raise UsageError(f"{uri}: expected {scheme}://bucket/key")
    if not _may_be_bucket(bucket):
        raise UsageError(f"{scheme}: a bucket name holds letters, digits, '.', '-' and '_' only")
    return Location(scheme, bucket, key, uri)


def _http(scheme: str, rest: str, uri: str) -> Location:
    if not rest.startswith("//"):
        raise UsageError(f"{uri}: expected {scheme}://host/path")
    rest = rest[2:].partition("#")[0]
    if any(char < " " or char == "\x7f" for char in rest):
        raise UsageError(f"{scheme}: a URL holds no control characters")
    cut = min((at for at in (rest.find("/"), rest.find("?")) if at >= 0), default=len(rest))
    authority, target = rest[:cut], rest[cut:]
    if not target.startswith("/"):
        target = f"/{target}"
    user, at, host = authority.rpartition("@")
    if not _NOT_IN_USERINFO.isdisjoint(user):
        raise UsageError(f"{scheme}: user and password of a URL must be percent-encoded")
    return Location(scheme, f"{scheme}://{user}{at}{_host(host)}", _printable(target), uri)


def _host(text: str) -> str:
    if text.startswith("["):
        host, bracket, port = text.partition("]")
        fits = bracket and _IPV6_CHARS.issuperset(host[1:]) and (not port or port[0] == ":")
        host, port = host + bracket, port[1:]
    else:
        host, _, port = text.partition(":")
        host = _ascii_host(host)
        fits = _HOST_CHARS.issuperset(host)
    numeric = not port or (port.isascii() and port.isdigit() and 0 < int(port[:6]) < 65536)
    if not fits or not host or not numeric:
        raise UsageError("the host or port of a URL cannot be read")
    return f"{host}:{int(port)}" if port else host


def _ascii_host(host: str) -> str:
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        raise UsageError("the host of a URL cannot be written in ASCII") from None


def _printable(target: str) -> str:
    """Percent-encodes only what cannot travel; everything else is kept to the letter."""
    if target.isascii() and " " not in target:
        return target
    from urllib.parse import quote

    return quote(target, safe=_PRINTABLE, errors="surrogateescape")


_PARSERS: dict[str, Callable[[str, str, str], Location]] = {
    "file": _file,
    "http": _http,
    "https": _http,
    "memory": _memory,
    "oss": _bucket,
    "s3": _bucket,
}

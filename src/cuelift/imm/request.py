"""One received request, taken to pieces before anything is believed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from cuelift.imm.encoding import MAX_BODY_BYTES, parse_pairs
from cuelift.imm.errors import wire_error

MAX_HEADERS = 100
FORM = "application/x-www-form-urlencoded"


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """Names and values as they were received, decoded."""

    method: str
    path: str
    headers: Mapping[str, tuple[str, ...]]
    """Trimmed values by lower-case name."""
    query: Mapping[str, str]
    form: Mapping[str, str]
    body: bytes

    def __repr__(self) -> str:
        """Without values: there are tokens among them."""
        return f"Request({self.method!r}, {self.path!r})"

    @property
    def parameters(self) -> dict[str, str]:
        """Those of the query and of the form."""
        return {**self.query, **self.form}

    def header(self, name: str) -> str | None:
        """The one value of a header; None: it was not sent.

        Raises:
            WireError: it was sent twice.
        """
        values = self.headers.get(name, ())
        if len(values) > 1:
            raise wire_error("IncompleteSignature", f"The header {name} was sent twice.")
        return values[0] if values else None


def parse_request(
    method: str,
    path: str,
    headers: Iterable[tuple[bytes, bytes]],
    raw_query: bytes,
    body: bytes,
) -> Request:
    """Takes a request to pieces.

    Args:
        method: in upper case.
        path: as received.
        headers: as received.
        raw_query: as received, still escaped.
        body: all of it.

    Raises:
        WireError: another method or path, something too long, malformed, or sent twice.
    """
    if method not in ("GET", "POST"):
        raise wire_error("UnsupportedHTTPMethod", f"The method {method[:20]!r} is not supported.")
    if path.strip("/"):  # an endpoint with a slash at its end gives "//"
        raise wire_error("NotFound", "There is nothing at this path; send requests to /.")
    if len(body) > MAX_BODY_BYTES:
        raise wire_error("RequestEntityTooLarge", f"The body exceeds {MAX_BODY_BYTES} bytes.")
    named = read_headers(headers)
    query = parse_pairs(raw_query)
    form = _form(named, body)
    for name in form:
        if name in query:
            raise wire_error(
                "InvalidArgument", f"The parameter {name} stands in the query and in the body."
            )
    return Request(method=method, path="/", headers=named, query=query, form=form, body=body)


def read_headers(headers: Iterable[tuple[bytes, bytes]]) -> dict[str, tuple[str, ...]]:
    """Trimmed values by lower-case name.

    Raises:
        WireError: there are too many.
    """
    named: dict[str, tuple[str, ...]] = {}
    for number, (name, value) in enumerate(headers):
        if number == MAX_HEADERS:
            raise wire_error("InvalidArgument", f"There are more than {MAX_HEADERS} headers.")
        key = name.decode("latin-1").lower()
        named[key] = (*named.get(key, ()), _header_text(value))
    return named


def _header_text(value: bytes) -> str:
    # Clients sign the text as UTF-8, but some send it as Latin-1.
    try:
        return value.decode("utf-8").strip()
    except UnicodeDecodeError:
        return value.decode("latin-1").strip()


def _form(headers: Mapping[str, tuple[str, ...]], body: bytes) -> dict[str, str]:
    if not body:
        return {}
    kinds = headers.get("content-type", ())
    if len(kinds) != 1 or kinds[0].partition(";")[0].strip().lower() != FORM:
        raise wire_error("InvalidArgument", f"A body must have the one content type {FORM}.")
    return parse_pairs(body, "body", MAX_BODY_BYTES)

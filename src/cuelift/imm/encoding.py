"""Percent-encoding, and the pairs of a query or a form.

Clients escape the same value in several ways, so nothing compares raw bytes: values are decoded,
and encoded again in the one way that signatures are made of.

Spec: RFC 3986, clauses 2.1 (percent-encoding) and 2.3 (unreserved characters); HTML, clause
4.10.21.7 (``application/x-www-form-urlencoded``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote, unquote_to_bytes

from cuelift.imm.errors import WireError, wire_error

MAX_QUERY_BYTES = 512 * 1024
MAX_BODY_BYTES = 1024 * 1024
MAX_PAIRS = 256
MAX_NAME_BYTES = 256

_BAD_ESCAPE = re.compile(rb"%(?![0-9A-Fa-f]{2})")


def percent_encode(text: str) -> str:
    """A text with all but ``A-Z a-z 0-9 - _ . ~`` escaped."""
    return quote(text, safe="")


def percent_decode(data: bytes, where: str = "query") -> str:
    """The text of an escaped name or value; ``+`` is a space.

    Raises:
        WireError: an escape without two digits, or bytes that are no UTF-8.
    """
    if _BAD_ESCAPE.search(data):
        raise _malformed(where, "a percent sign without two hexadecimal digits")
    try:
        return unquote_to_bytes(data.replace(b"+", b" ")).decode("utf-8")
    except UnicodeDecodeError:
        raise _malformed(where, "a value that is no UTF-8") from None


def parse_pairs(
    data: bytes, where: str = "query", most_bytes: int = MAX_QUERY_BYTES
) -> dict[str, str]:
    """Names and values, blank ones too.

    Args:
        data: as it was received, without ``?``.
        where: ``query`` or ``body``, for messages.
        most_bytes: more are refused.

    Raises:
        WireError: too long, too many, malformed, or a name that stands twice: two readers could
            disagree on which value counts.
    """
    if len(data) > most_bytes:
        code = "RequestURITooLong" if where == "query" else "RequestEntityTooLarge"
        raise wire_error(code, f"The {where} is longer than {most_bytes} bytes.")
    if data.count(b"&") >= MAX_PAIRS:
        raise _malformed(where, f"more than {MAX_PAIRS} parameters")
    pairs: dict[str, str] = {}
    for piece in data.split(b"&"):
        if not piece:
            continue
        name, _, value = piece.partition(b"=")
        if len(name) > MAX_NAME_BYTES:
            raise _malformed(where, f"a name of more than {MAX_NAME_BYTES} bytes")
        key = percent_decode(name, where)
        if key in pairs:
            raise _malformed(where, f"the parameter {key} stands twice")
        pairs[key] = percent_decode(value, where)
    return pairs


def canonical_query(parameters: Mapping[str, str]) -> str:
    """Pairs sorted by name, escaped in the one way."""
    return "&".join(
        f"{percent_encode(name)}={percent_encode(parameters[name])}" for name in sorted(parameters)
    )


def _malformed(where: str, why: str) -> WireError:
    return wire_error("InvalidArgument", f"The {where} is malformed: {why}.")

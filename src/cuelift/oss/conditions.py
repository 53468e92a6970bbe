"""Conditions under which an object is sent.

Spec: RFC 9110, 13.2.2 (order); Alibaba Cloud OSS, "GetObject" (request headers).
"""

from __future__ import annotations

from cuelift.oss.errors import WireError
from cuelift.oss.request import Request
from cuelift.oss.times import parse_http_date


def check_conditions(request: Request, etag: str, modified_s: int) -> None:
    """Ends the request where a condition of its headers does not hold.

    Args:
        request: of GetObject or HeadObject.
        etag: of the object, without quotes.
        modified_s: when it was written last.

    Raises:
        WireError: ``PreconditionFailed`` or ``NotModified``.
    """
    wanted, unwanted = request.header("if-match"), request.header("if-none-match")
    since = parse_http_date(request.header("if-modified-since"))
    until = parse_http_date(request.header("if-unmodified-since"))
    held = _has(wanted, etag) if wanted else until is None or modified_s <= until
    if not held:
        raise WireError(
            "At least one of the pre-conditions you specified did not hold.",
            code="PreconditionFailed",
        )
    fresh = _has(unwanted, etag) if unwanted else since is not None and modified_s <= since
    if fresh:
        raise WireError("The object was not changed.", code="NotModified", etag=etag)


def _has(listed: str, etag: str) -> bool:
    names = (name.strip().removeprefix("W/").strip('"') for name in listed.split(","))
    return any(name in ("*", etag) for name in names)

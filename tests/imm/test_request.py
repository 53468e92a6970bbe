"""Requests taken to pieces."""

from __future__ import annotations

import pytest

from cuelift.imm.encoding import MAX_BODY_BYTES
from cuelift.imm.errors import WireError
from cuelift.imm.request import MAX_HEADERS, parse_request

FORM = (b"content-type", b"application/x-www-form-urlencoded")


def test_headers_are_trimmed_and_go_by_small_letters():
    request = parse_request(
        "GET", "/", [(b"X-A", b" \xc3\xa9 "), (b"x-a", b"\xe9"), (b"Host", b"h")], b"a=1", b""
    )

    assert request.headers == {"x-a": ("é", "é"), "host": ("h",)}
    assert request.header("host") == "h"
    assert request.header("x-b") is None
    assert request.parameters == {"a": "1"}
    assert repr(request) == "Request('GET', '/')"
    with pytest.raises(WireError, match="x-a was sent twice"):
        request.header("x-a")


def test_query_and_form_are_one():
    request = parse_request("POST", "/", [FORM], b"a=1", b"b=2+3")

    assert request.parameters == {"a": "1", "b": "2 3"}


def test_an_empty_body_may_have_any_type():
    headers = [(b"content-type", b"application/octet-stream")]

    assert parse_request("POST", "/", headers, b"", b"").form == {}


@pytest.mark.parametrize(
    ("method", "path", "headers", "query", "body", "code", "status"),
    [
        ("PUT", "/", [], b"", b"", "UnsupportedHTTPMethod", 405),
        ("get", "/", [], b"", b"", "UnsupportedHTTPMethod", 405),
        ("GET", "/v1", [], b"", b"", "NotFound", 404),
        ("POST", "/", [FORM], b"", b"a" * (MAX_BODY_BYTES + 1), "RequestEntityTooLarge", 413),
        ("POST", "/", [], b"a" * 600_000, b"", "RequestURITooLong", 414),
        ("POST", "/", [FORM], b"a=1", b"a=2", "InvalidArgument", 400),
        ("POST", "/", [], b"", b"a=2", "InvalidArgument", 400),
        ("POST", "/", [FORM, FORM], b"", b"a=2", "InvalidArgument", 400),
        ("POST", "/", [(b"content-type", b"application/json")], b"", b"{}", "InvalidArgument", 400),
        ("GET", "/", [(b"a", b"")] * (MAX_HEADERS + 1), b"", b"", "InvalidArgument", 400),
    ],
)
def test_what_is_no_request_of_the_wire_is_refused(
    method, path, headers, query, body, code, status
):
    with pytest.raises(WireError) as caught:
        parse_request(method, path, headers, query, body)

    assert (caught.value.code, caught.value.status) == (code, status)

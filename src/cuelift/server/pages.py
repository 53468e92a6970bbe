"""``/openapi.json`` and ``/docs``: made when they are first asked for."""

from __future__ import annotations

import asyncio
import functools

import msgspec

from cuelift.server.answers import Answer
from cuelift.server.app import Page

_POLICY = (
    b"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    b"frame-ancestors 'none'"
)


@functools.cache
def _description() -> bytes:
    from cuelift.server.openapi import describe

    return msgspec.json.encode(describe())


@functools.cache
def _page() -> bytes:
    from cuelift.server.docs_page import write_page
    from cuelift.server.openapi import describe

    return write_page(describe()).encode()


async def _openapi() -> Answer:
    return Answer(200, await asyncio.to_thread(_description), media_type=b"application/json")


async def _docs() -> Answer:
    headers = (
        (b"content-security-policy", _POLICY),
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"no-referrer"),
    )
    return Answer(200, await asyncio.to_thread(_page), headers, b"text/html; charset=utf-8")


def open_pages() -> dict[str, Page]:
    """The pages by path."""
    return {"/openapi.json": _openapi, "/docs": _docs}

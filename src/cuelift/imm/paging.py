"""Tokens that say where the next page begins.

Opaque to callers, and of use with the same filter only: a token carries a digest over filter and
place, made with a secret of the server.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from collections.abc import Sequence
from hmac import compare_digest
from hmac import digest as hmac_digest
from typing import Any

import msgspec

from cuelift.imm.errors import invalid

_DIGEST_BYTES = 12
_MAX_TOKEN = 2048


def make_token(secret: bytes, bound: object, place: Sequence[int | str | None]) -> str:
    """A token.

    Args:
        secret: of the server, the same on every machine.
        bound: whatever must be the same in the next call, as JSON values.
        place: of the last row of this page.
    """
    told = msgspec.json.encode(place)
    return urlsafe_b64encode(_digest(secret, bound, told) + told).decode().rstrip("=")


def read_token(secret: bytes, bound: object, token: str) -> list[Any]:
    """The place in a token.

    Raises:
        WireError: it was not made here, or for another filter.
    """
    if len(token) <= _MAX_TOKEN and token.isascii():
        try:
            data = urlsafe_b64decode(token + "=" * (-len(token) % 4))
        except (Base64Error, ValueError):
            data = b""
        told = data[_DIGEST_BYTES:]
        if compare_digest(data[:_DIGEST_BYTES], _digest(secret, bound, told)):
            place: list[Any] = msgspec.json.decode(told, type=list[Any])
            return place
    raise invalid("NextToken", "it was not made here, or not for these parameters")


def _digest(secret: bytes, bound: object, told: bytes) -> bytes:
    text = msgspec.json.encode([bound, told.decode("latin-1")], order="sorted")
    return hmac_digest(secret, text, "sha256")[:_DIGEST_BYTES]

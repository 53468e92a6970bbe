"""What a request says of who sent it, before any of it is checked against a secret."""

from __future__ import annotations

import re
from calendar import timegm
from collections.abc import Mapping
from datetime import datetime
from typing import Literal, TypeAlias

import msgspec

from cuelift.imm.errors import wire_error

Scheme: TypeAlias = Literal["acs3", "rpc", "bearer"]

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_KEY_ID = re.compile(r"[A-Za-z0-9._@-]{1,128}")
_NONCE = re.compile(r"[\x21-\x7e]{1,256}")
_WORD = re.compile(r"[A-Za-z0-9._:-]{1,128}")


class Presented(msgspec.Struct, frozen=True, kw_only=True):
    """A request whose syntax is right, with what its signature must be."""

    scheme: Scheme
    key_id: str
    """Empty for a bearer token: the key is found by ``token``."""
    token: str
    """The bearer token, or the STS token, empty without one."""
    nonce: str
    """Empty for a bearer token."""
    date_s: int | None
    """When it was signed, since the epoch; None: a bearer token was sent without it."""
    action: str
    version: str
    parameters: Mapping[str, str]
    """Of query and form."""
    to_sign: str
    """The text that the signature covers; empty for a bearer token."""
    signature: str

    def __repr__(self) -> str:
        """Without tokens, parameters and signature."""
        return f"Presented({self.scheme!r}, {self.key_id!r}, {self.action!r})"


def incomplete(why: str) -> Exception:
    """The request is not signed as it must be."""
    return wire_error("IncompleteSignature", f"The request signature does not conform: {why}.")


def read_date(text: str) -> int:
    """Seconds since the epoch of ``YYYY-MM-DDThh:mm:ssZ``.

    Raises:
        WireError: another form, or no such day.
    """
    if _DATE.fullmatch(text):
        try:
            return timegm(datetime.fromisoformat(text).timetuple())
        except ValueError:
            pass
    raise incomplete("the date must be written as YYYY-MM-DDThh:mm:ssZ")


def read_key_id(text: str) -> str:
    """An access key id.

    Raises:
        WireError: it cannot be one.
    """
    if not _KEY_ID.fullmatch(text):
        raise incomplete("the access key id is no such id")
    return text


def read_nonce(text: str | None) -> str:
    """A nonce.

    Raises:
        WireError: none, or none that can be kept.
    """
    if text is None or not _NONCE.fullmatch(text):
        raise incomplete("the nonce must be 1 to 256 printable characters")
    return text


def read_word(text: str | None, what: str) -> str:
    """The name of an action or a version.

    Raises:
        WireError: none, or too long, or of other characters.
    """
    if text is None or not _WORD.fullmatch(text):
        raise incomplete(f"the {what} is missing or no such name")
    return text

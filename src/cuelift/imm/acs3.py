"""Requests signed with ``Authorization: ACS3-HMAC-SHA256``.

Spec: Alibaba Cloud, "V3 request body and signature mechanism".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256
from hmac import compare_digest
from hmac import digest as hmac_digest

from cuelift.imm.encoding import canonical_query
from cuelift.imm.presented import (
    Presented,
    incomplete,
    read_date,
    read_key_id,
    read_nonce,
    read_word,
)
from cuelift.imm.request import Request

ALGORITHM = "ACS3-HMAC-SHA256"
REQUIRED = (
    "host", "x-acs-action", "x-acs-version", "x-acs-date", "x-acs-signature-nonce",
    "x-acs-content-sha256",
)  # fmt: skip
"""Headers that must be there and be signed, as must every other ``x-acs-`` header."""

_MAX_AUTHORIZATION = 8192
_AUTHORIZATION = re.compile(
    r"Credential=([^,\s]+), ?SignedHeaders=([a-z0-9;_-]+), ?Signature=([0-9a-f]{64})"
)


def present_acs3(request: Request, authorization: str) -> Presented:
    """Takes a request with an ``Authorization`` header to pieces.

    Raises:
        WireError: another algorithm, a header that is missing or not signed, a body that is not
            the one whose digest was signed.
    """
    algorithm, _, rest = authorization.partition(" ")
    if algorithm != ALGORITHM:
        raise incomplete(f"the only algorithm of Authorization is {ALGORITHM}")
    match = _AUTHORIZATION.fullmatch(rest) if len(rest) <= _MAX_AUTHORIZATION else None
    if match is None:
        raise incomplete(
            f"Authorization must be {ALGORITHM} Credential=ID,SignedHeaders=NAMES,Signature=HEX"
        )
    key_id = read_key_id(match[1])
    signed = match[2].split(";")
    _check_signed(request.headers, signed)
    digest = request.header("x-acs-content-sha256") or ""
    if not compare_digest(sha256(request.body).hexdigest().encode(), digest.encode()):
        raise incomplete("x-acs-content-sha256 is not the SHA-256 of the body received")
    named = request.header("x-acs-accesskey-id")
    if named is not None and named != key_id:
        raise incomplete("x-acs-accesskey-id is not the access key id of Authorization")
    request.header("host")
    return Presented(
        scheme="acs3",
        key_id=key_id,
        token=request.header("x-acs-security-token") or "",
        nonce=read_nonce(request.header("x-acs-signature-nonce")),
        date_s=read_date(request.header("x-acs-date") or ""),
        action=read_word(request.header("x-acs-action"), "action"),
        version=read_word(request.header("x-acs-version"), "version"),
        parameters=request.parameters,
        to_sign=_string_to_sign(request, signed, digest),
        signature=match[3],
    )


def _check_signed(headers: Mapping[str, tuple[str, ...]], signed: list[str]) -> None:
    names = set(signed)
    if len(names) < len(signed):
        raise incomplete("SignedHeaders names a header twice")
    for name in REQUIRED:
        if name not in headers:
            raise incomplete(f"the header {name} is missing")
        if name not in names:
            raise incomplete(f"the header {name} is not signed")
    for name in headers:
        if name.startswith("x-acs-") and name not in names:
            raise incomplete(f"the header {name[:64]} is not signed")
    for name in signed:
        if name not in headers:
            raise incomplete(f"SignedHeaders names {name[:64]!r}, which was not sent")


def _string_to_sign(request: Request, signed: list[str], digest: str) -> str:
    lines = [
        request.method,
        request.path,
        canonical_query(request.query),
        *(f"{name}:{','.join(sorted(request.headers[name]))}" for name in signed),
        "",
        ";".join(signed),
        digest,
    ]
    return f"{ALGORITHM}\n{sha256(chr(10).join(lines).encode()).hexdigest()}"


def sign_acs3(to_sign: str, secret: str) -> str:
    """What the signature must be."""
    return hmac_digest(secret.encode(), to_sign.encode(), "sha256").hex()

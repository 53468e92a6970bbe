"""Requests signed with the parameter ``Signature``: HMAC-SHA1 over all other parameters.

Spec: Alibaba Cloud, "RPC request syntax and signature method" (version 1.0).
"""

from __future__ import annotations

import re
from base64 import b64encode
from hmac import digest as hmac_digest

from cuelift.imm.encoding import canonical_query, percent_encode
from cuelift.imm.presented import (
    Presented,
    incomplete,
    read_date,
    read_key_id,
    read_nonce,
    read_word,
)
from cuelift.imm.request import Request

_SIGNATURE = re.compile(r"[A-Za-z0-9+/]{27}=")


def present_rpc(request: Request) -> Presented:
    """Takes a request with a ``Signature`` parameter to pieces.

    Action and version are those that are signed: the headers of that name are not.

    Raises:
        WireError: another signature method or version, or a parameter that is missing.
    """
    parameters = request.parameters
    signature = parameters.pop("Signature", "")
    if not _SIGNATURE.fullmatch(signature):
        raise incomplete("Signature must be the base64 of an HMAC-SHA1")
    if parameters.get("SignatureMethod") != "HMAC-SHA1":
        raise incomplete("SignatureMethod must be HMAC-SHA1")
    if parameters.get("SignatureVersion") != "1.0":
        raise incomplete("SignatureVersion must be 1.0")
    if parameters.get("SignatureType"):
        raise incomplete("SignatureType must be blank")
    return Presented(
        scheme="rpc",
        key_id=read_key_id(parameters.get("AccessKeyId", "")),
        token=parameters.get("SecurityToken", ""),
        nonce=read_nonce(parameters.get("SignatureNonce")),
        date_s=read_date(parameters.get("Timestamp", "")),
        action=read_word(parameters.get("Action"), "action"),
        version=read_word(parameters.get("Version"), "version"),
        parameters=parameters,
        to_sign=f"{request.method}&%2F&{percent_encode(canonical_query(parameters))}",
        signature=signature,
    )


def sign_rpc(to_sign: str, secret: str) -> str:
    """What the signature must be."""
    return b64encode(hmac_digest(f"{secret}&".encode(), to_sign.encode(), "sha1")).decode()

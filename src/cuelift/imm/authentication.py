"""Who sent a request: the syntax first, then everything that needs the key.

The server does, in this order: ``present``; finds the key by ``key_id``, or for a bearer token by
``token``; ``verify``; uses the nonce. Nothing about a key is told to a caller who has not shown to
have its secret, but whether there is one of that id.
"""

from __future__ import annotations

from collections.abc import Iterable
from hmac import compare_digest

import msgspec

from cuelift.imm.acs3 import present_acs3, sign_acs3
from cuelift.imm.bearer import HEADER, present_bearer
from cuelift.imm.errors import WireError, wire_error
from cuelift.imm.presented import Presented, incomplete
from cuelift.imm.request import parse_request
from cuelift.imm.rpc import present_rpc, sign_rpc
from cuelift.jobs.model import AccessKey, Secrets

WINDOW_S = 15 * 60
"""How far a caller's clock may be off."""
NONCE_LIFE_S = 2 * WINDOW_S
"""How long a nonce must be remembered: no request is accepted any more after that."""

_NS = 1_000_000_000


class Caller(msgspec.Struct, frozen=True, kw_only=True):
    """Who sent a request."""

    key: AccessKey
    nonce: str | None
    """To be used once with ``key.id`` before anything is done; None: there is none to use."""


def present(
    method: str,
    path: str,
    headers: Iterable[tuple[bytes, bytes]],
    raw_query: bytes,
    body: bytes,
) -> Presented:
    """Takes a request to pieces and checks all that can be checked without its key.

    Args:
        method: in upper case.
        path: as received.
        headers: names and values as received, ``host`` too.
        raw_query: still escaped.
        body: all of it.

    Raises:
        WireError: malformed, or not signed in one of the three ways.
    """
    request = parse_request(method, path, headers, raw_query, body)
    authorization = request.header("authorization")
    if authorization is not None:
        return present_acs3(request, authorization)
    if request.query.get("SignatureType") == "BEARERTOKEN" and HEADER in request.headers:
        return present_bearer(request)
    if "Signature" in request.query or "Signature" in request.form:
        return present_rpc(request)
    raise incomplete("there is neither Authorization, nor Signature, nor a bearer token")


def verify(presented: Presented, secrets: Secrets | None, now_s: float) -> Caller:
    """Checks a request against its key.

    Args:
        presented: what ``present`` returned.
        secrets: the key of ``key_id``, or of the bearer token; None: there is none.
        now_s: since the epoch.

    Raises:
        WireError: clock, signature, token, or a key that is expired or revoked.
    """
    if presented.date_s is not None and abs(now_s - presented.date_s) > WINDOW_S:
        raise wire_error(
            "InvalidTimeStamp.Expired",
            f"The request was signed more than {WINDOW_S // 60} minutes from now.",
        )
    if presented.scheme == "bearer":
        key = _check_bearer(presented, secrets)
    else:
        key = _check_signature(presented, secrets)
    _check_alive(key, now_s)
    return Caller(key=key, nonce=presented.nonce or None)


def _check_bearer(presented: Presented, secrets: Secrets | None) -> AccessKey:
    usable = secrets is not None and secrets.key.kind == "bearer" and bool(secrets.token)
    if secrets is None or not usable or not _same(secrets.token, presented.token):
        raise wire_error(
            "InvalidSecurityToken.NotFound", "The specified bearer token is not found."
        )
    return secrets.key


def _check_signature(presented: Presented, secrets: Secrets | None) -> AccessKey:
    # A bearer token has no secret: a signature made with an empty one must not count.
    if secrets is None or secrets.key.kind == "bearer" or not secrets.secret:
        raise wire_error("InvalidAccessKeyId.NotFound", "The specified access key is not found.")
    sign = sign_acs3 if presented.scheme == "acs3" else sign_rpc
    matches = _same(sign(presented.to_sign, secrets.secret), presented.signature)
    if not matches or secrets.key.id != presented.key_id:
        raise wire_error(
            "SignatureDoesNotMatch", "The specified signature is not the one calculated here."
        )
    if secrets.key.kind == "sts":
        _check_token(presented, secrets)
    elif presented.token:
        raise wire_error(
            "InvalidSecurityToken.MismatchWithAccessKey",
            "The specified access key has no security token.",
        )
    return secrets.key


def _check_token(presented: Presented, secrets: Secrets) -> None:
    if not presented.token:
        raise wire_error("MissingSecurityToken", "The security token of this key is required.")
    if not secrets.token or not _same(secrets.token, presented.token):
        raise wire_error(
            "InvalidSecurityToken.MismatchWithAccessKey",
            "The specified security token does not belong to the access key.",
        )


def _check_alive(key: AccessKey, now_s: float) -> None:
    if key.revoked_ns is not None:
        raise wire_error("InvalidAccessKeyId.Inactive", "The specified access key is revoked.")
    if key.expires_ns is None or now_s * _NS < key.expires_ns:
        return
    if key.kind == "key":
        raise wire_error("InvalidAccessKeyId.Inactive", "The specified access key has expired.")
    raise wire_error("InvalidSecurityToken.Expired", "The specified security token has expired.")


def nonce_used() -> WireError:
    """The nonce was used before."""
    return wire_error("SignatureNonceUsed", "The specified signature nonce was used already.")


def _same(one: str, other: str) -> bool:
    return compare_digest(one.encode(), other.encode())

"""Who asks over the object wire, and whether they may."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeAlias

from cuelift.jobs.model import AccessKey, Attachment, Secrets
from cuelift.jobs.scope import allows, may_use_bucket
from cuelift.oss.claim import Claim, read_claim
from cuelift.oss.errors import WireError
from cuelift.oss.request import Place, Request, places

FindKey: TypeAlias = Callable[[str], Awaitable[Secrets | None]]
"""A credential by its access key id, whether expired or revoked or not."""
FindAttachment: TypeAlias = Callable[[str], Awaitable[Attachment | None]]
"""To which project a bucket belongs, if to any."""


async def identify(
    request: Request, find_key: FindKey, now_ns: int
) -> tuple[Claim, AccessKey, Place]:
    """Who signed a request, and for which place.

    Raises:
        WireError: nobody whom this server knows did, or not as it must be.
    """
    now_s = now_ns // 1_000_000_000
    claim = read_claim(request, now_s)
    secrets = await find_key(claim.key_id)
    if secrets is None or secrets.key.kind == "bearer" or not secrets.secret:
        raise _unknown_key()
    place = _signed_place(request, claim, secrets.secret, places(request))
    _check_token(claim, secrets)
    key = secrets.key
    if key.revoked_ns is not None and key.revoked_ns <= now_ns:
        raise _unknown_key()
    if key.expires_ns is not None and key.expires_ns <= now_ns:
        if key.kind == "sts":
            raise WireError("The security token has expired.", code="SecurityTokenExpired")
        raise _unknown_key()
    return claim, key, place


async def permit(
    key: AccessKey, action: str, place: Place, find_attachment: FindAttachment
) -> None:
    """Lets a key go on.

    Raises:
        WireError: it may not do that to this bucket.
    """
    if allows(key, action, (place.bucket,)):
        return
    attachment = await find_attachment(place.bucket)
    if not (allows(key, action) and may_use_bucket(key, place.bucket, attachment)):
        raise WireError(
            f"The key may not take {action} on the bucket {place.bucket}.", code="AccessDenied"
        )


def _signed_place(
    request: Request, claim: Claim, secret: str, candidates: Sequence[Place]
) -> Place:
    for place in candidates:
        if claim.proves(secret, request, place):
            return place
    if request.path == "/" and not candidates:
        raise WireError("This server does not implement ListBuckets.", code="NotImplemented")
    if not candidates:
        raise WireError("The bucket's name is not valid.", code="InvalidBucketName")
    raise WireError(
        "The request signature we calculated does not match the signature you provided. "
        "Check your key and signing method.",
        code="SignatureDoesNotMatch",
    )


def _check_token(claim: Claim, secrets: Secrets) -> None:
    """The signature alone does not prove the token: version 1 may send it unsigned."""
    wanted = secrets.token if secrets.key.kind == "sts" else ""
    if not hmac.compare_digest(wanted.encode(), claim.token.encode()):
        raise WireError(
            "The security token is not the one of this key.", code="InvalidSecurityToken"
        )


def _unknown_key() -> WireError:
    return WireError(
        "The OSS Access Key Id you provided does not exist in our records.",
        code="InvalidAccessKeyId",
    )

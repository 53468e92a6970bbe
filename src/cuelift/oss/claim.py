"""Who a request says it comes from, and whether its signature proves it.

OSS knows no nonces: within its time window a signed request can be sent again by whoever saw it.

Spec: Alibaba Cloud OSS, "V1 signatures" and "V4 signatures" (header and URL).
"""

from __future__ import annotations

import hmac
import re
from typing import Literal

import msgspec

from cuelift.oss.errors import WireError
from cuelift.oss.request import Place, Request
from cuelift.oss.signature import (
    ALGORITHM,
    PRODUCT,
    TERMINATOR,
    UNSIGNED,
    sign_v1,
    sign_v4,
    text_v1,
    text_v4,
)
from cuelift.oss.times import parse_basic_date, parse_http_date

WINDOW_S = 15 * 60
LONGEST_S = 7 * 24 * 3600
"""That a presigned URL of version 4 may serve."""
SIGNING_PARAMETERS = frozenset((
    "OSSAccessKeyId", "Expires", "Signature", "security-token", "x-oss-signature-version",
    "x-oss-date", "x-oss-expires", "x-oss-credential", "x-oss-additional-headers",
    "x-oss-signature", "x-oss-security-token",
))  # fmt: skip
_HASH = re.compile(r"[0-9a-fA-F]{64}")
_REGION = re.compile(r"[a-z0-9-]{1,64}")


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """A signature, and what is needed to check it."""

    version: Literal[1, 4]
    key_id: str
    signature: str
    date: str
    """As it is signed."""
    token: str = ""
    region: str = ""
    additional: tuple[str, ...] = ()

    def proves(self, secret: str, request: Request, place: Place) -> bool:
        """Whether the holder of a secret signed this request for this place."""
        if self.version == 1:
            made = sign_v1(secret, text_v1(request, place, self.date))
        else:
            text = text_v4(request, place, self.date, self.region, self.additional)
            made = sign_v4(secret, self.date[:8], self.region, text)
        return hmac.compare_digest(made.encode(), self.signature.encode())

    def __repr__(self) -> str:
        """Without what would let others repeat it."""
        return f"Claim(v{self.version}, {self.key_id!r})"


def is_signed(headers: dict[str, str], names: set[str]) -> bool:
    """Whether a request carries a signature of OSS, in a header or by parameters of these names."""
    scheme = headers.get("authorization", "").partition(" ")[0]
    if scheme in ("OSS", "OSS2", ALGORITHM):
        return True
    return not names.isdisjoint(("OSSAccessKeyId", "x-oss-signature", "x-oss-credential"))


def read_claim(request: Request, now_s: int) -> Claim:
    """Reads who signed, and checks what can be checked without the secret.

    Raises:
        WireError: there is no signature, more than one, a malformed one, or its time is over.
    """
    authorization, parameters = request.header("authorization"), request.parameters
    in_query = is_signed({}, set(parameters))
    if authorization and in_query:
        raise WireError("The request is signed twice.", code="InvalidArgument")
    if authorization.startswith("OSS "):
        return _header_v1(request, authorization[4:], now_s)
    if authorization.startswith(f"{ALGORITHM} "):
        return _header_v4(request, authorization[len(ALGORITHM) + 1 :], now_s)
    if authorization:
        raise WireError("The Authorization header is not of OSS 1 or 4.", code="InvalidArgument")
    if "OSSAccessKeyId" in parameters:
        return _query_v1(parameters, now_s)
    if in_query:
        return _query_v4(parameters, now_s)
    raise WireError("The request is not signed.", code="AccessDenied")


def payload_hash(request: Request, claim: Claim) -> str | None:
    """The SHA-256 that the body must have, in lower case; None: the body is not signed.

    Raises:
        WireError: the header is neither a hash nor says that there is none.
    """
    text = request.header("x-oss-content-sha256")
    if claim.version == 1 or text == UNSIGNED or not text:
        return None
    if _HASH.fullmatch(text) is None:
        raise WireError("x-oss-content-sha256 is no hash.", code="InvalidArgument")
    return text.lower()


def _header_v1(request: Request, text: str, now_s: int) -> Claim:
    key_id, colon, signature = text.strip().rpartition(":")
    if not (colon and key_id and signature):
        raise WireError("The Authorization header is malformed.", code="InvalidArgument")
    date = request.header("x-oss-date") or request.header("date")
    _check_window(parse_http_date(date), now_s)
    # Version 2 of the SDK sends the token of version 1 in a header of its own, which is not signed.
    token = request.header("x-oss-security-token") or request.header("security-token")
    return Claim(version=1, key_id=key_id, signature=signature, date=date, token=token)


def _header_v4(request: Request, text: str, now_s: int) -> Claim:
    fields = dict.fromkeys(("Credential", "Signature"), "")
    for piece in text.split(","):
        name, _, value = piece.strip().partition("=")
        fields[name] = value
    if not request.header("x-oss-content-sha256"):
        raise WireError("The header x-oss-content-sha256 is missing.", code="InvalidArgument")
    date = request.header("x-oss-date")
    _check_window(parse_basic_date(date), now_s)
    return _claim_v4(
        fields["Credential"],
        fields["Signature"],
        date,
        fields.get("AdditionalHeaders", ""),
        request.header("x-oss-security-token"),
    )


def _query_v1(parameters: dict[str, str], now_s: int) -> Claim:
    expires, signature = parameters.get("Expires", ""), parameters.get("Signature", "")
    if not (_is_number(expires) and signature and parameters["OSSAccessKeyId"]):
        raise WireError("Expires or Signature is missing or malformed.", code="InvalidArgument")
    if int(expires) < now_s:
        raise WireError("Request has expired.", code="AccessDenied")
    return Claim(
        version=1,
        key_id=parameters["OSSAccessKeyId"],
        signature=signature,
        date=expires,
        token=parameters.get("security-token", ""),
    )


def _query_v4(parameters: dict[str, str], now_s: int) -> Claim:
    if parameters.get("x-oss-signature-version") != ALGORITHM:
        raise WireError(f"x-oss-signature-version is not {ALGORITHM}.", code="InvalidArgument")
    date, expires = parameters.get("x-oss-date", ""), parameters.get("x-oss-expires", "")
    begin = parse_basic_date(date)
    if begin is None or not _is_number(expires) or not 1 <= int(expires) <= LONGEST_S:
        raise WireError("x-oss-date or x-oss-expires is malformed.", code="InvalidArgument")
    if begin > now_s + WINDOW_S:
        raise WireError("x-oss-date lies in the future.", code="AccessDenied")
    if begin + int(expires) < now_s:
        raise WireError("Request has expired.", code="AccessDenied")
    return _claim_v4(
        parameters.get("x-oss-credential", ""),
        parameters.get("x-oss-signature", ""),
        date,
        parameters.get("x-oss-additional-headers", ""),
        parameters.get("x-oss-security-token", ""),
    )


def _claim_v4(credential: str, signature: str, date: str, additional: str, token: str) -> Claim:
    parts = credential.rsplit("/", 4)
    if len(parts) != 5 or not parts[0] or not signature:
        raise WireError("The credential or signature is malformed.", code="InvalidArgument")
    key_id, day, region, product, terminator = parts
    if day != date[:8] or (product, terminator) != (PRODUCT, TERMINATOR):
        raise WireError("The credential's scope does not fit the request.", code="InvalidArgument")
    if _REGION.fullmatch(region) is None or not additional.isascii():
        raise WireError("The region or a header's name is malformed.", code="InvalidArgument")
    names = tuple(name for name in additional.lower().split(";") if name)
    return Claim(
        version=4,
        key_id=key_id,
        signature=signature,
        date=date,
        token=token,
        region=region,
        additional=names,
    )


def _check_window(date_s: int | None, now_s: int) -> None:
    if date_s is None:
        raise WireError("The request's date is missing or malformed.", code="AccessDenied")
    if abs(date_s - now_s) > WINDOW_S:
        raise WireError(
            "The difference between the request time and the current time is too large.",
            code="RequestTimeTooSkewed",
        )


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 12

"""The one table of the wire's error codes, and what of cuelift becomes which of them.

Spec: Alibaba Cloud Intelligent Media Management 2020-09-30, "Error codes".
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import msgspec

from cuelift import errors
from cuelift.errors import CueliftError
from cuelift.jobs.model import Failure

HOST_ID = "imm.local"
RECOMMEND = "/docs"
"""Where the server describes itself."""
CONTENT_TYPE = "application/json;charset=utf-8"
RETRY_AFTER_MS = 1000
"""What callers are told to wait where nothing better is known."""
LEAST_RETRY_MS = 100
"""Clients that wait less would ask in a loop."""

CODES: Mapping[str, int] = MappingProxyType({
    "InvalidArgument": 400,
    "LimitExceededError": 400,
    "ResourceNotFound": 400,
    "ResourceAlreadyExists": 400,
    "ResourceNotEmpty": 400,
    "InvalidMedia": 400,
    "EncryptedMedia": 400,
    "InvalidObjectState": 400,
    "ObjectChanged": 400,
    "UnsupportedSource": 400,
    "InvalidVersion": 400,
    "MalformedRequest": 400,
    "SignatureDoesNotMatch": 400,
    "IncompleteSignature": 400,
    "MissingSecurityToken": 400,
    "InvalidSecurityToken.NotFound": 400,
    "InvalidSecurityToken.Expired": 400,
    "InvalidSecurityToken.MismatchWithAccessKey": 400,
    "InvalidAccessKeyId.Inactive": 400,
    "SignatureNonceUsed": 400,
    "InvalidTimeStamp.Expired": 400,
    "AccessDenied": 403,
    "NoPermission": 403,
    "InvalidAction.NotFound": 404,
    "InvalidAccessKeyId.NotFound": 404,
    "NotFound": 404,
    "UnsupportedHTTPMethod": 405,
    "RequestTimeout": 408,
    "RequestEntityTooLarge": 413,
    "RequestURITooLong": 414,
    "Throttling.User": 429,
    "RequestHeaderFieldsTooLarge": 431,
    "InternalError": 500,
    "ServiceUnavailable": 503,
})  # fmt: skip
"""HTTP status by code: every code that an HTTP answer may have."""

_BY_CLASS: Mapping[str, str] = MappingProxyType({
    "UsageError": "InvalidArgument",
    "StoreError": "ServiceUnavailable",
    "NotFound": "ResourceNotFound",
    "AccessDenied": "AccessDenied",
    "ObjectChanged": "ObjectChanged",
    "ColdObject": "InvalidObjectState",
    "RangeIgnored": "UnsupportedSource",
    "TransientError": "ServiceUnavailable",
    "LimitExceeded": "LimitExceededError",
    "Cancelled": "TaskCancelled",
    "ContainerError": "InvalidMedia",
    "TruncatedData": "InvalidMedia",
    "IndexMismatch": "InvalidMedia",
    "EncryptedTrack": "EncryptedMedia",
    "CodecError": "InvalidMedia",
    "FormatError": "InvalidMedia",
    "OcrError": "UnsupportedSource",
    "TranslateError": "UnsupportedSource",
    "EngineRefused": "UnsupportedSource",
    "EngineBusy": "Throttling.User",
    "BadAnswer": "UnsupportedSource",
    "ServiceError": "ServiceUnavailable",
    "AlreadyExists": "ResourceAlreadyExists",
    "NotThere": "ResourceNotFound",
    "NotEmpty": "ResourceNotEmpty",
    "QuotaExceeded": "LimitExceededError",
    "TooMany": "Throttling.User",
    "TracksFailed": "PartiallyFailed",
    "ProcessDied": "ProcessingFailed",
    "MemoryExceeded": "LimitExceededError",
    "TimeExceeded": "LimitExceededError",
    "OutputExceeded": "LimitExceededError",
    "ProcessorTimeExceeded": "LimitExceededError",
    "TaskCancelled": "TaskCancelled",
    "TooManyAttempts": "ServiceUnavailable",
    "InternalError": "InternalError",
})  # fmt: skip
"""The wire's code for each error class and each code of ``jobs.model.FAILURES``."""


class WireError(CueliftError):
    """A request that is answered with an error of the wire.

    Made by ``wire_error``; the code lies in ``details``, so that it survives pickling.
    """

    @property
    def code(self) -> str:
        """A key of ``CODES``."""
        return str(self.details.get("code", "InternalError"))

    @property
    def status(self) -> int:
        """The HTTP status."""
        return CODES.get(self.code, 500)

    @property
    def retry_after_ms(self) -> int:
        """What the caller is told to wait; 0: nothing is said."""
        told = self.details.get("retry_after_ms")
        return told if isinstance(told, int) else 0

    @property
    def denied(self) -> Mapping[str, str] | None:
        """``AccessDeniedDetail``."""
        told = self.details.get("denied")
        return told if isinstance(told, dict) else None


def wire_error(
    code: str,
    message: str,
    *,
    retry_after_ms: int = 0,
    denied: Mapping[str, str] | None = None,
) -> WireError:
    """An error of the wire.

    Args:
        code: a key of ``CODES``.
        message: for the caller.
        retry_after_ms: when another try may go better; throttling always says so.
        denied: what was asked of whom, where a key may not.
    """
    details: dict[str, object] = {"code": code}
    if not retry_after_ms and CODES[code] == 429:
        retry_after_ms = RETRY_AFTER_MS
    if retry_after_ms:
        details["retry_after_ms"] = max(retry_after_ms, LEAST_RETRY_MS)
    if denied is not None:
        details["denied"] = dict(denied)
    return WireError(message, **details)


def missing(name: str) -> WireError:
    """A required parameter was not sent."""
    return wire_error("InvalidArgument", f"The parameter {name} is required but not provided.")


def invalid(name: str, why: str) -> WireError:
    """A parameter has a value that it may not have."""
    return wire_error("InvalidArgument", f"The parameter {name} is invalid: {why}.")


def not_found(resource: str) -> WireError:
    """There is no such Project, Task, OSSBucketAttachment, Object..."""
    return wire_error("ResourceNotFound", f"The specified resource {resource} is not found.")


def exists(resource: str) -> WireError:
    """The name is taken."""
    return wire_error("ResourceAlreadyExists", f"The specified resource {resource} already exists.")


def no_permission(key_id: str, account: str, action: str, resource: str) -> WireError:
    """A key may not do this.

    Args:
        key_id: of the key; never a token.
        account: that it belongs to.
        action: as ``GetProject``.
        resource: the project's or bucket's name.
    """
    return wire_error(
        "NoPermission",
        f"You are not authorized to perform {action} on {resource or '*'}.",
        denied={
            "AuthAction": action if ":" in action else f"imm:{action}",
            "AuthPrincipalDisplayName": key_id,
            "AuthPrincipalOwnerId": account,
            "AuthPrincipalType": "AccessKey",
            "NoPermissionType": "ImplicitDeny",
            "PolicyType": "AccessKeyScope",
        },
    )


def from_error(error: Exception, resource: str = "Project") -> WireError:
    """What an HTTP answer says of an error; unknown ones are ``InternalError`` without a word.

    Args:
        error: anything that was raised.
        resource: what was asked for, where it is not there or there already.
    """
    if isinstance(error, WireError):
        return error
    code = _code_of(type(error))
    if not isinstance(error, CueliftError) or code not in CODES:
        return wire_error("InternalError", "The request processing has failed.")
    if isinstance(error, errors.NotThere):
        return not_found(resource)
    if isinstance(error, errors.AlreadyExists):
        return exists(resource)
    if isinstance(error, errors.NotFound):
        return not_found("Object")
    if isinstance(error, errors.TooMany):
        return wire_error(code, "Request was denied due to user flow control.")
    return wire_error(code, error.message)


def _code_of(kind: type) -> str:
    """Of a class, or of the nearest one above it that the table names."""
    names = [base.__name__ for base in kind.__mro__ if issubclass(base, CueliftError)]
    return next((_BY_CLASS[name] for name in names if name in _BY_CLASS), "")


def failure_code(failure: Failure | None) -> str:
    """``Code`` of a task; empty while or when nothing is wrong."""
    return "" if failure is None else _BY_CLASS.get(failure.code, "InternalError")


def failure_message(failure: Failure | None) -> str:
    """``Message`` of a task."""
    if failure is None:
        return ""
    if failure.code == "NotFound":
        return f"The specified resource Object is not found. {failure.message}"
    return failure.message


def body(error: WireError, request_id: str, host_id: str = HOST_ID) -> bytes:
    """The JSON object that answers a request that failed."""
    told: dict[str, Any] = {
        "RequestId": request_id,
        "HostId": host_id,
        "Code": error.code,
        "Message": error.message,
        "Recommend": RECOMMEND,
    }
    if error.denied is not None:
        told["AccessDeniedDetail"] = error.denied
    return msgspec.json.encode(told)


def headers(error: WireError | None, request_id: str) -> dict[str, str]:
    """Headers of an answer; ``error`` None: of one that went well."""
    told = {"content-type": CONTENT_TYPE, "x-acs-request-id": request_id}
    if error is not None and error.retry_after_ms > 0:
        told["x-acs-retry-after"] = str(error.retry_after_ms)
    return told

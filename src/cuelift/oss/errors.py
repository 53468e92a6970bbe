"""Errors of the OSS wire, and how they are told.

Spec: Alibaba Cloud OSS, "Error responses" (XML with Code, Message, RequestId and HostId).
"""

from __future__ import annotations

import base64

from cuelift.errors import CueliftError
from cuelift.oss.xml import element

STATUS = {
    "AccessDenied": 403,
    "BadRequest": 400,
    "EntityTooLarge": 400,
    "EntityTooSmall": 400,
    "FileAlreadyExists": 409,
    "IncompleteBody": 400,
    "InternalError": 500,
    "InvalidAccessKeyId": 403,
    "InvalidArgument": 400,
    "InvalidBucketName": 400,
    "InvalidDigest": 400,
    "InvalidObjectName": 400,
    "InvalidPart": 400,
    "InvalidPartOrder": 400,
    "InvalidRange": 416,
    "InvalidSecurityToken": 403,
    "InvalidURI": 400,
    "MalformedXML": 400,
    "NoSuchBucket": 404,
    "NoSuchKey": 404,
    "NoSuchUpload": 404,
    "NotImplemented": 501,
    "NotModified": 304,
    "OperationAborted": 409,
    "PreconditionFailed": 412,
    "RequestTimeTooSkewed": 403,
    "RequestTimeout": 400,
    "SecurityTokenExpired": 403,
    "SignatureDoesNotMatch": 403,
}
"""HTTP status by code. ``NotModified`` is no error to clients, but it ends a request like one."""


class WireError(CueliftError):
    """A request that is not answered as it was meant."""

    def __init__(self, message: str, *, code: str, **details: object) -> None:
        super().__init__(message, code=code, **details)
        self.code = code

    @property
    def status(self) -> int:
        """Of HTTP."""
        return STATUS[self.code]


def error_body(code: str, message: str, request_id: str, host: str) -> bytes:
    """The XML that tells an error."""
    fields = {"Code": code, "Message": message, "RequestId": request_id, "HostId": host}
    inner = "".join(element(name, value) for name, value in fields.items())
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<Error>{inner}</Error>'.encode()


def error_header(body: bytes) -> str:
    """What the answer to HEAD, which has no body, tells in ``x-oss-err``."""
    return base64.b64encode(body).decode()

"""Sends objects to S3, OSS and their likes by signed requests: whole, or part by part.

An upload in parts survives the process that began it, so that another can go on with it.

Spec: Amazon S3 API Reference, PutObject, CreateMultipartUpload, UploadPart,
CompleteMultipartUpload, AbortMultipartUpload; Alibaba Cloud OSS, the same calls.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from base64 import b64encode
from collections.abc import Mapping
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from cuelift.errors import StoreError, TransientError
from cuelift.store.addresses import SignedAddresses
from cuelift.store.base import Counters, Location
from cuelift.store.credentials import Bucket, find_bucket
from cuelift.store.http_answer import TRANSIENT_CODES, element, refuse
from cuelift.store.http_client import HttpClient
from cuelift.store.media_types import media_type
from cuelift.store.options import StoreOptions

_ANSWER_BYTES = 64 * 1024


def static_bucket(location: Location, options: StoreOptions) -> Bucket | None:
    """The bucket, if requests to it can be signed (or need not be); None: only a role could.

    Raises:
        UsageError: what is needed to reach it is missing or contradicts itself.
    """
    bucket = find_bucket(location, options, os.environ)
    return bucket if bucket.credentials is not None or options.anonymous else None


class Uploads:
    """Sends to one bucket; bound to the event loop that first uses it."""

    def __init__(
        self, location: Location, bucket: Bucket, options: StoreOptions, counters: Counters
    ) -> None:
        self._addresses = SignedAddresses(location, bucket)
        self._client = HttpClient(self._addresses, options, counters)
        self._counters = counters

    def name(self, key: str) -> str:
        """The object's URI."""
        return self._addresses.name(key)

    async def put(self, key: str, data: bytes) -> None:
        """Sends a whole object.

        Raises:
            TransientError: it was not published, or nobody knows; sending it again does no harm.
            StoreError: it was not published.
        """
        await self._ask("PUT", key, {}, data, _typed(key))
        self._counters.bytes_written += len(data)

    async def begin(self, key: str) -> str:
        """Begins an upload in parts; returns its id."""
        _, body = await self._ask("POST", key, {"uploads": ""}, None, _typed(key))
        upload = _field(body, "UploadId")
        if not upload:
            raise StoreError(f"{self.name(key)}: the server begins an upload without naming it")
        return upload

    async def part(self, key: str, upload: str, number: int, data: bytes) -> str:
        """Sends a part, numbered from 1; returns its tag."""
        query = {"partNumber": str(number), "uploadId": upload}
        headers, _ = await self._ask("PUT", key, query, data, {})
        tag = headers.get("ETag")
        if not tag:
            raise StoreError(f"{self.name(key)}: the server takes part {number} without a tag")
        self._counters.bytes_written += len(data)
        return tag

    async def complete(self, key: str, upload: str, tags: Mapping[int, str]) -> None:
        """Publishes the object that its parts make, in the order of their numbers."""
        parts = "".join(
            f"<Part><PartNumber>{number}</PartNumber><ETag>{escape(tag)}</ETag></Part>"
            for number, tag in sorted(tags.items())
        )
        body = f"<CompleteMultipartUpload>{parts}</CompleteMultipartUpload>".encode()
        headers = {"Content-Type": "application/xml"}
        _, answer = await self._ask("POST", key, {"uploadId": upload}, body, headers)
        code = element(answer, "Code")
        if code is not None and b"<Error>" in answer:
            # S3 may say 200 first and fail later.
            said = f"{self.name(key)}: the server answers {code}"
            raise (TransientError if code in TRANSIENT_CODES else StoreError)(said, code=code)

    async def drop(self, key: str, upload: str) -> None:
        """Gives an upload up; that it cannot be is no trouble of the caller's."""
        with contextlib.suppress(StoreError):
            await self._ask("DELETE", key, {"uploadId": upload}, None, {})

    async def close(self) -> None:
        """Closes the connections."""
        await self._client.close()

    async def _ask(
        self,
        method: str,
        key: str,
        query: Mapping[str, str],
        body: bytes | None,
        headers: Mapping[str, str],
    ) -> tuple[Mapping[str, str], bytes]:
        if body is not None:
            digest = hashlib.md5(body, usedforsecurity=False).digest()
            headers = {**headers, "Content-MD5": b64encode(digest).decode()}
        route = self._addresses.sending(method, key, query, headers)
        answer = await self._client.send(method, key, route, body)
        try:
            said = await self._client.read_up_to(answer, key, _ANSWER_BYTES)
        finally:
            answer.close()
        if not 200 <= answer.status < 300:
            refuse(answer.status, answer.headers, said, self.name(key))
        return answer.headers, said


def _typed(key: str) -> dict[str, str]:
    found = media_type(key)
    return {"Content-Type": found} if found else {}


def _field(body: bytes, name: str) -> str | None:
    if b"<!DOCTYPE" in body:
        return None
    try:
        root = ElementTree.fromstring(body)  # noqa: S314 - entities need a document type
    except ElementTree.ParseError:
        return None
    return root.findtext(f"{{*}}{name}")

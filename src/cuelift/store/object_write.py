"""Writes objects of S3 and its likes through obstore: whole, or not at all.

Spec: Amazon S3 API Reference, PutObject and CreateMultipartUpload; neither shows anything under
the key before it is complete.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import IO, TYPE_CHECKING

import obstore
from obstore.exceptions import BaseError, PermissionDeniedError, UnauthenticatedError
from obstore.store import S3Store

from cuelift.errors import (
    AccessDenied,
    NotFound,
    StoreError,
    TransientError,
    UsageError,
)
from cuelift.store.addresses import shown_root
from cuelift.store.base import Counters, Location
from cuelift.store.collect import PART_BYTES, CollectingWriter, part_bytes
from cuelift.store.credentials import Bucket, find_bucket
from cuelift.store.http_answer import TRANSIENT, TRANSIENT_CODES, element, number
from cuelift.store.media_types import media_type
from cuelift.store.options import StoreOptions
from cuelift.store.redact import redact

if TYPE_CHECKING:
    from obstore.store import ClientConfig, S3Credential

_PARALLEL_PARTS = 4
_PART_TIME_S = 120
"""For one part over a thin line, before the store's answer to it is missed."""


def obstore_client(location: Location, bucket: Bucket, options: StoreOptions) -> S3Store:
    """A client of obstore that tries once and looks up nothing that is already decided."""
    client: ClientConfig = {
        "allow_http": bucket.origin.startswith("http:"),
        "connect_timeout": f"{int(options.connect_timeout_s * 1000)}ms",
        "read_timeout": f"{int(max(options.read_timeout_s, _PART_TIME_S) * 1000)}ms",
        "timeout": "1h",
        "user_agent": "cuelift",
    }
    if location.scheme == "oss":
        client["default_headers"] = {"x-oss-range-behavior": "standard"}
    if options.proxy:
        client["proxy_url"] = options.proxy
    if options.ca_file:
        client["root_certificate"] = _read_file(options.ca_file)
    try:
        return S3Store(
            location.root,
            region=bucket.region,
            # Under this name it also wins over the variables of the environment.
            aws_endpoint_url_s3=bucket.origin,
            virtual_hosted_style_request=bucket.prefix == "/",
            skip_signature=options.anonymous,
            credential_provider=_static_keys(bucket),
            client_options=client,
            retry_config={"max_retries": 0},
        )
    except (BaseError, ValueError):
        raise UsageError(f"{location.uri}: the proxy or ca_file given cannot be used") from None


def _static_keys(bucket: Bucket) -> Callable[[], S3Credential] | None:
    """Keys given as a callable: as plain values obstore would add a token of the environment."""
    keys = bucket.credentials
    if keys is None:
        return None

    def give() -> S3Credential:
        return {
            "access_key_id": keys.access_key_id,
            "secret_access_key": keys.secret_access_key,
            "token": keys.session_token,
            "expires_at": None,
        }

    return give


def _read_file(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from error


def obstore_error(error: Exception, name: str) -> StoreError:
    """The error of ours for one of obstore's, of which only status and code are repeated."""
    text = str(error)
    status = number(text.partition("status code: ")[2][:3])
    code = element(text.encode(errors="replace"), "Code")
    said = f"{name}: the server answers {status}" + (f" {code}" if code else "")
    if isinstance(error, FileNotFoundError):
        return NotFound(said, status=status)
    if isinstance(error, PermissionDeniedError | UnauthenticatedError) or status in (401, 403):
        return AccessDenied(said, status=status)
    if status in TRANSIENT or code in TRANSIENT_CODES:
        return TransientError(said, status=status)
    if status is not None:
        return StoreError(said, status=status)
    if "error sending request" in text or "timed out" in text or "error decoding" in text:
        return TransientError(f"{name}: the connection failed")
    return StoreError(f"{name}: {type(error).__name__}: {redact(text.partition(chr(10))[0][:200])}")


class ObjectTarget:
    """Writes objects of one bucket."""

    def __init__(self, location: Location, options: StoreOptions, counters: Counters) -> None:
        self._location = location
        self._options = options
        self._bucket = find_bucket(location, options, os.environ)
        self._client: S3Store | None = None
        if self._bucket.native is None:
            _check_policy(location, options)
            self._client = obstore_client(location, self._bucket, options)
        self._root = shown_root(location)
        self._counters = counters

    def writer(self, key: str) -> CollectingWriter:
        """Begins an object; nothing is sent before ``commit``."""
        name = self._root + key
        if not key or key.endswith("/"):
            raise UsageError(f"{name} does not name an object")
        if self._client is not None:
            return ObjectStoreWriter(self._client, key, name, self._counters)
        from cuelift.store.signed_write import SignedWriter

        return SignedWriter(self._location, key, self._bucket, self._options, self._counters, name)


def _check_policy(location: Location, options: StoreOptions) -> None:
    """A caller's endpoint is not written through obstore, which resolves names by itself."""
    if options.network is not None and options.endpoint is not None:
        raise UsageError(
            f"{location.uri}: under a network policy, S3 is written through configured buckets only"
        )


class ObjectStoreWriter(CollectingWriter):
    """Sends one object through obstore."""

    def __init__(self, client: S3Store, key: str, name: str, counters: Counters) -> None:
        super().__init__(key, name, counters)
        self._client = client

    def _send(self, file: IO[bytes]) -> None:
        many = self._size > PART_BYTES
        size = part_bytes(self._size)
        # Parts, and the two requests that open and complete the upload.
        self._counters.requests["put"] += -(-self._size // size) + 2 if many else 1
        found = media_type(self._key)
        try:
            obstore.put(
                self._client,
                self._key,
                file if many else file.read(),
                attributes={"Content-Type": found} if found else None,
                use_multipart=many,
                chunk_size=size,
                max_concurrency=_PARALLEL_PARTS,
            )
        except ValueError:
            raise UsageError(f"{self._name}: such a key cannot be written") from None
        except (BaseError, OSError) as error:
            raise obstore_error(error, self._name) from None
        self._counters.bytes_written += self._size

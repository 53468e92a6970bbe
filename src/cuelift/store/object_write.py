"""Writes objects of S3 and its likes through obstore: whole, or not at all.

Spec: Amazon S3 API Reference, PutObject and CreateMultipartUpload; neither shows anything under
the key before it is complete.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable
from io import BytesIO
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
from cuelift.store.base import Counters, Location
from cuelift.store.credentials import Bucket, find_bucket
from cuelift.store.http_answer import TRANSIENT, TRANSIENT_CODES, element, number
from cuelift.store.options import StoreOptions
from cuelift.store.redact import redact

if TYPE_CHECKING:
    from obstore import Attributes
    from obstore.store import ClientConfig, S3Credential

PART_BYTES = 8 * 1024 * 1024
"""Objects up to this size are sent in one request, others in parts of it."""
_PARALLEL_PARTS = 4
_MAX_PARTS = 10_000
_PART_TIME_S = 120
"""For one part over a thin line, before the store's answer to it is missed."""
_MEDIA_TYPES = {
    "ass": "text/x-ssa; charset=utf-8",
    "json": "application/json",
    "jsonl": "application/x-ndjson",
    "png": "image/png",
    "srt": "application/x-subrip; charset=utf-8",
    "ttml": "application/ttml+xml",
    "txt": "text/plain; charset=utf-8",
    "vtt": "text/vtt; charset=utf-8",
}
"""Players take captions only under their media type."""


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
        bucket = find_bucket(location, options, os.environ)
        self._client = obstore_client(location, bucket, options)
        self._root = f"{location.scheme}://{location.root}/"
        self._counters = counters

    def writer(self, key: str) -> ObjectStoreWriter:
        """Begins an object; nothing is sent before ``commit``."""
        if not key or key.endswith("/"):
            raise UsageError(f"{self._root}{key} does not name an object")
        return ObjectStoreWriter(self._client, key, self._root + key, self._counters)


class ObjectStoreWriter:
    """Collects an object, large ones on disk, so that ``commit`` can be tried again."""

    def __init__(self, client: S3Store, key: str, name: str, counters: Counters) -> None:
        self._client = client
        self._key = key
        self._name = name
        self._counters = counters
        self._size = 0
        self._data: IO[bytes] | None = BytesIO()
        self._sealed = False

    def write(self, data: bytes) -> None:
        """Appends bytes."""
        file = self._open_data()
        if self._sealed:
            raise StoreError(f"{self._name} is already sealed")
        try:
            if self._size <= PART_BYTES < self._size + len(data):
                file = self._data = _moved_to_disk(file)
            file.write(data)
        except OSError as error:
            raise self._no_room(error) from error
        self._size += len(data)

    def seal(self) -> None:
        """Ends writing: all of the object is collected, and nothing of it is sent yet."""
        try:
            self._open_data().flush()
        except OSError as error:
            raise self._no_room(error) from error
        self._sealed = True

    def commit(self) -> None:
        """Sends the object.

        Raises:
            TransientError: nothing was published; ``commit`` may be called again.
            StoreError: nothing was published.
        """
        self.seal()
        file = self._open_data()
        file.seek(0)
        many = self._size > PART_BYTES
        part_bytes = max(PART_BYTES, -(-self._size // _MAX_PARTS))
        # Parts, and the two requests that open and complete the upload.
        self._counters.requests["put"] += -(-self._size // part_bytes) + 2 if many else 1
        try:
            obstore.put(
                self._client,
                self._key,
                file if many else file.read(),
                attributes=_attributes(self._key),
                use_multipart=many,
                chunk_size=part_bytes,
                max_concurrency=_PARALLEL_PARTS,
            )
        except ValueError:
            raise UsageError(f"{self._name}: such a key cannot be written") from None
        except (BaseError, OSError) as error:
            raise obstore_error(error, self._name) from None
        self._counters.bytes_written += self._size
        self.abort()

    def abort(self) -> None:
        """Forgets what was collected."""
        file, self._data = self._data, None
        if file is not None:
            # A full disk fails the last flush too; the bytes are not wanted any more.
            with contextlib.suppress(OSError):
                file.close()

    def _no_room(self, error: OSError) -> StoreError:
        self.abort()
        return StoreError(f"{self._name}: no room to collect it: {error.strerror}")

    def _open_data(self) -> IO[bytes]:
        if self._data is None:
            raise StoreError(f"{self._name} is already committed or aborted")
        return self._data


def _moved_to_disk(file: IO[bytes]) -> IO[bytes]:
    moved = tempfile.TemporaryFile(prefix="cuelift-")  # noqa: SIM115 - closed with the writer
    file.seek(0)
    moved.write(file.read())
    file.close()
    return moved


def _attributes(key: str) -> Attributes | None:
    media_type = _MEDIA_TYPES.get(key.rpartition(".")[2].lower())
    return {"Content-Type": media_type} if media_type else None

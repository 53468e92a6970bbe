"""Keys of a bucket as addresses that carry their signature.

One signature serves all ranges of an object for a while.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from yarl import URL

from cuelift.errors import AccessDenied, UsageError
from cuelift.store.base import Location, Verb
from cuelift.store.credentials import Bucket
from cuelift.store.http import COMMON_HEADERS
from cuelift.store.http_route import Route
from cuelift.store.ossv4 import oss_query, presign_oss
from cuelift.store.sigv4 import Request, encode_path, encode_query, presign

if TYPE_CHECKING:
    from obstore.store import S3Store

_EXPIRES_S = 3600
_RENEW_S = 1200.0
"""Addresses are made anew well before they expire: clocks differ, and roles end earlier."""
_OSS_HEADERS = {"x-oss-range-behavior": "standard"}
"""Without it OSS answers a range past the end with the whole object."""
_NO_CREDENTIALS = (
    "no credentials; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or ask anonymously"
)


class SignedAddresses:
    """Keys of a bucket as addresses that carry their signature."""

    def __init__(self, location: Location, bucket: Bucket, client: S3Store | None = None) -> None:
        """Makes addresses.

        Args:
            location: of any object of the bucket; its URI says how the bucket is called.
            bucket: where it lies and who asks.
            client: that signs by the role of this machine, where there are no keys.
        """
        self._root = shown_root(location)
        self._bucket = bucket
        self._client = client
        self._reading = _OSS_HEADERS if location.scheme == "oss" else {}
        self._headers = {**COMMON_HEADERS, **self._reading}

    async def route(self, verb: Verb, key: str, now: float) -> Route:
        """An address for one verb, which must be made anew after a while."""
        if self._client is not None:
            url = await self._by_role(self._client, verb, key)
        else:
            method = "HEAD" if verb == "head" else "GET"
            url = self._url(method, encode_path(key), {}, self._reading)
        return Route(URL(url, encoded=True), self._headers, now + _RENEW_S, renewable=True)

    def listing(self, query: Mapping[str, str]) -> Route:
        """An address of a part of the bucket's listing."""
        url = self._url("GET", "", query, self._reading)
        return Route(URL(url, encoded=True), self._headers)

    def sending(
        self, method: str, key: str, query: Mapping[str, str], headers: Mapping[str, str]
    ) -> Route:
        """An address that something is sent to, once.

        Args:
            method: of HTTP.
            key: of the object.
            query: fields, as ``partNumber``.
            headers: of the request, which become part of the signature.
        """
        url = self._url(method, encode_path(key), query, headers)
        return Route(URL(url, encoded=True), {**COMMON_HEADERS, **headers})

    def _url(
        self, method: str, path: str, query: Mapping[str, str], headers: Mapping[str, str]
    ) -> str:
        bucket = self._bucket
        resource = f"/{bucket.native}/{path}"
        path = bucket.prefix + path
        if bucket.credentials is None:
            encode = encode_query if bucket.native is None else oss_query
            return f"{bucket.origin}{path}?{encode(query)}".removesuffix("?")
        request = Request(method, bucket.origin, path, query, headers)
        now = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
        if bucket.native is None:
            return presign(request, bucket.credentials, bucket.region, now, _EXPIRES_S)
        return presign_oss(request, resource, bucket.credentials, bucket.region, now, _EXPIRES_S)

    async def _by_role(self, client: S3Store, verb: Verb, key: str) -> str:
        import obstore

        try:
            return await obstore.sign_async(
                client, "HEAD" if verb == "head" else "GET", key, timedelta(seconds=_EXPIRES_S)
            )
        except (TypeError, ValueError):
            raise UsageError(f"{self.name(key)}: reading such a key needs access keys") from None
        except obstore.exceptions.BaseError:
            raise AccessDenied(f"{self.name(key)}: {_NO_CREDENTIALS}") from None

    def name(self, key: str) -> str:
        """The object's URI."""
        return self._root + key


def shown_root(location: Location) -> str:
    """What stands before the key in the URI of a bucket, as the caller wrote it.

    A mapped bucket has another name where it really lies.
    """
    scheme, mark, rest = location.uri.partition("://")
    if not mark:
        return f"{location.scheme}://{location.root}/"
    return f"{scheme}://{rest.partition('/')[0]}/"

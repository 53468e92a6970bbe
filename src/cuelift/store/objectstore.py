"""Objects of S3, of its likes, and of Alibaba Cloud OSS through its S3-compatible endpoint.

Reading goes through the HTTP store with signed addresses: one signature serves all ranges of an
object, and every fault of the wire is handled in one place. Writing, and the credentials that a
machine's role gives, are obstore's.

Spec: Amazon S3 API Reference, GetObject, HeadObject, ListObjectsV2; Alibaba Cloud OSS,
"Use AWS SDKs to access OSS".
"""

from __future__ import annotations

import os
import time
from collections.abc import AsyncIterator, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from yarl import URL

from cuelift.errors import AccessDenied, StoreError, UsageError
from cuelift.store.base import CostProfile, Counters, Location, ObjectInfo, Verb
from cuelift.store.credentials import Bucket, find_bucket
from cuelift.store.http import COMMON_HEADERS, HttpStore
from cuelift.store.http_route import Route
from cuelift.store.listing import Page, parse_page
from cuelift.store.options import StoreOptions
from cuelift.store.sigv4 import Request, encode_path, encode_query, presign

if TYPE_CHECKING:
    from obstore import ObjectMeta
    from obstore.store import S3Store

_EXPIRES_S = 3600
_RENEW_S = 1200.0
"""Addresses are made anew well before they expire: clocks differ, and roles end earlier."""
_PAGE_BYTES = 16 * 1024 * 1024
_PAGE_KEYS = 1000
_GET_PRICE = 0.4e-6
"""US dollars; Amazon S3 standard and OSS standard are near it."""
_OSS_HEADERS = {"x-oss-range-behavior": "standard"}
"""Without it OSS answers a range past the end with the whole object."""
_NO_CREDENTIALS = (
    "no credentials; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or ask anonymously"
)


class SignedAddresses:
    """Keys of a bucket as addresses that carry their signature."""

    def __init__(self, location: Location, bucket: Bucket, client: S3Store | None) -> None:
        self._root = f"{location.scheme}://{location.root}/"
        self._bucket = bucket
        self._client = client
        self._signed = _OSS_HEADERS if location.scheme == "oss" else {}
        self._headers = {**COMMON_HEADERS, **self._signed}

    async def route(self, verb: Verb, key: str, now: float) -> Route:
        """An address for one verb, which must be made anew after a while."""
        if self._client is not None:
            url = await self._by_role(self._client, verb, key)
        else:
            url = self._url("HEAD" if verb == "head" else "GET", encode_path(key), {})
        return Route(URL(url, encoded=True), self._headers, now + _RENEW_S, renewable=True)

    def listing(self, query: Mapping[str, str]) -> Route:
        """An address of a part of the bucket's listing."""
        return Route(URL(self._url("GET", "", query), encoded=True), self._headers)

    def _url(self, method: str, path: str, query: Mapping[str, str]) -> str:
        bucket = self._bucket
        path = bucket.prefix + path
        if bucket.credentials is None:
            return f"{bucket.origin}{path}?{encode_query(query)}".removesuffix("?")
        request = Request(method, bucket.origin, path, query, self._signed)
        now = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
        return presign(request, bucket.credentials, bucket.region, now, _EXPIRES_S)

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


class ObjectStore(HttpStore):
    """Reads objects of one bucket by range."""

    def __init__(self, location: Location, options: StoreOptions, counters: Counters) -> None:
        bucket = find_bucket(location, options, os.environ)
        self._role: S3Store | None = None
        if bucket.credentials is None and not options.anonymous:
            from cuelift.store.object_write import obstore_client

            self._role = obstore_client(location, bucket, options)
        self._addresses = SignedAddresses(location, bucket, self._role)
        self._counters = counters
        profile = CostProfile(
            remote=True,
            latency_s=0.02,
            connection_bytes_per_s=80e6,
            total_bytes_per_s=1.2e9,
            max_connections=options.max_connections,
            request_price=_GET_PRICE,
        )
        super().__init__(self._addresses, options, counters, profile)

    async def list(self, prefix: str) -> AsyncIterator[ObjectInfo]:
        """Objects whose key begins with ``prefix``, in key order."""
        if self._role is not None:
            async for info in self._list_by_role(self._role, prefix):
                yield info
            return
        query = {"list-type": "2", "encoding-type": "url", "prefix": prefix}
        while True:
            page = await self._page(prefix, query)
            for info in page.objects:
                yield info
            if page.token is None:
                return
            query["continuation-token"] = page.token

    async def _page(self, prefix: str, query: Mapping[str, str]) -> Page:
        name = self._addresses.name(prefix)
        route = self._addresses.listing(query)
        answer = await self.client.follow("list", prefix, route, {})
        try:
            if answer.status != 200:
                await self.refuse(answer, prefix)
            body = await self.client.read_up_to(answer, prefix, _PAGE_BYTES)
        finally:
            answer.close()
        if len(body) > _PAGE_BYTES:
            raise StoreError(f"{name}: a part of the listing has over {_PAGE_BYTES} bytes")
        return parse_page(body, name)

    async def _list_by_role(self, role: S3Store, prefix: str) -> AsyncIterator[ObjectInfo]:
        """As ``list``; obstore lists by whole folders, so the rest of the prefix is compared."""
        import obstore

        from cuelift.store.object_write import obstore_error

        folder, _, _ = prefix.rpartition("/")
        try:
            async for part in obstore.list(role, folder or None, chunk_size=_PAGE_KEYS):
                self._counters.requests["list"] += 1
                for meta in part:
                    if meta["path"].startswith(prefix):
                        yield _described(meta)
        except (obstore.exceptions.BaseError, OSError, ValueError) as error:
            raise obstore_error(error, self._addresses.name(prefix)) from None


def _described(meta: ObjectMeta) -> ObjectInfo:
    size = meta["size"]
    return ObjectInfo(
        key=meta["path"],
        size_bytes=size,
        identity=meta["e_tag"] or f"size:{size}",
        modified_ns=int(meta["last_modified"].timestamp()) * 1_000_000_000,
    )

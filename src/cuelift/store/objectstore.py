"""Objects of S3, of its likes, and of OSS: by its own interface or the S3-compatible one.

Reading goes through the HTTP store with signed addresses: one signature serves all ranges of an
object, and every fault of the wire is handled in one place. Writing to S3, and the credentials that
a machine's role gives, are obstore's.

Spec: Amazon S3 API Reference, GetObject, HeadObject, ListObjectsV2; Alibaba Cloud OSS, the same
calls and "Use AWS SDKs to access OSS".
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Mapping
from typing import TYPE_CHECKING

from cuelift.errors import StoreError
from cuelift.store.addresses import SignedAddresses
from cuelift.store.base import CostProfile, Counters, Entry, Location, ObjectInfo
from cuelift.store.credentials import find_bucket
from cuelift.store.http import HttpStore
from cuelift.store.listing import Page, one_level, parse_page
from cuelift.store.options import StoreOptions

if TYPE_CHECKING:
    from obstore import ObjectMeta
    from obstore.store import S3Store

_PAGE_BYTES = 16 * 1024 * 1024
_PAGE_KEYS = 1000
_GET_PRICE = 0.4e-6
"""US dollars; Amazon S3 standard and OSS standard are near it."""


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
        async for entry in self._entries(prefix, {}):
            if entry.info is not None:
                yield entry.info

    async def browse(self, prefix: str) -> AsyncIterator[Entry]:
        """One level of the keys that begin with ``prefix``: objects, and folders as prefixes."""
        if self._role is None:
            async for entry in self._entries(prefix, {"delimiter": "/"}):
                yield entry
            return
        infos = [info async for info in self._list_by_role(self._role, prefix)]
        for entry in one_level(infos, prefix):
            yield entry

    async def _entries(self, prefix: str, more: Mapping[str, str]) -> AsyncIterator[Entry]:
        query = {"list-type": "2", "encoding-type": "url", "prefix": prefix, **more}
        while True:
            page = await self._page(prefix, query)
            for entry in page.entries:
                yield entry
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

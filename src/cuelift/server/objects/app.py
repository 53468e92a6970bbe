"""The ASGI application of the object wire."""

from __future__ import annotations

import asyncio
import logging
import os
import time
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from types import MappingProxyType
from typing import Any

from cuelift.errors import CueliftError, NotFound, UsageError
from cuelift.oss.claim import payload_hash
from cuelift.oss.errors import WireError
from cuelift.oss.operation import find_operation
from cuelift.oss.request import read_request
from cuelift.server.answers import Receive, Scope, Send
from cuelift.server.objects import get, multipart, put
from cuelift.server.objects.access import FindAttachment, FindKey, identify, permit
from cuelift.server.objects.attributes import sweep_attributes
from cuelift.server.objects.call import Call, wire_error
from cuelift.server.objects.limits import Limits
from cuelift.server.objects.reply import Content, Reply, new_request_id, refuse
from cuelift.server.objects.uploads import purge_uploads
from cuelift.store.bucketdir import BucketFolder
from cuelift.store.buckets import Buckets, is_bucket_name
from cuelift.store.bucketstore import local_bucket

logger = logging.getLogger(__name__)

_CHUNK = 256 * 1024
_DRAIN_BYTES = 1024 * 1024
_DRAIN_S = 2.0
HANDLERS: Mapping[str, Callable[[Call], Awaitable[Reply]]] = MappingProxyType({
    "PutObject": put.put_object,
    "DeleteObject": put.delete_object,
    "GetObject": get.get_object,
    "HeadObject": get.head_object,
    "GetObjectMeta": get.get_object_meta,
    "ListObjectsV2": get.list_objects,
    "InitiateMultipartUpload": multipart.initiate,
    "UploadPart": multipart.upload_part,
    "ListParts": multipart.list_parts,
    "CompleteMultipartUpload": multipart.complete,
    "AbortMultipartUpload": multipart.abort,
})  # fmt: skip


def objects_app(
    buckets: Buckets,
    find_key: FindKey,
    *,
    find_attachment: FindAttachment | None = None,
    clock: Callable[[], int] = time.time_ns,
    limits: Limits | None = None,
    account: str = "1000000000000001",
) -> ObjectsApp:
    """The application that serves local buckets.

    Args:
        buckets: where they lie; those that lie elsewhere are not served.
        find_key: a credential by its access key id.
        find_attachment: to which project a bucket belongs; None: to none.
        clock: nanoseconds since the epoch.
        limits: of sizes and times; None: the usual ones.
        account: that owns all objects.
    """
    attachments = find_attachment or _no_attachment
    return ObjectsApp(buckets, find_key, attachments, clock, limits or Limits(), account)


async def _no_attachment(bucket: str) -> None:
    return None


class ObjectsApp:
    """Answers requests; ``close`` is to be called at the end."""

    def __init__(
        self,
        buckets: Buckets,
        find_key: FindKey,
        find_attachment: FindAttachment,
        clock: Callable[[], int],
        limits: Limits,
        account: str,
    ) -> None:
        self._buckets = buckets
        self._find_key = find_key
        self._find_attachment = find_attachment
        self._clock = clock
        self._limits = limits
        self._account = account
        self._purged: float | None = None
        self._pool = ThreadPoolExecutor(limits.threads, "cuelift-objects")
        self._long_pool = ThreadPoolExecutor(limits.assemblers, "cuelift-objects-long")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        request_id = new_request_id()
        body = _Body(receive)
        try:
            reply = await self._reply(scope, body)
        except CueliftError as error:
            told = wire_error(error)
            if told.status >= 500:
                logger.warning("failed", extra={"request": request_id, "error": str(error)})
            reply = refuse(told, scope["method"], request_id)
        except Exception:
            logger.exception("a request failed", extra={"request": request_id})
            failure = WireError("The server failed.", code="InternalError")
            reply = refuse(failure, scope["method"], request_id)
        if reply.status >= 400 and not _waits(scope):
            await body.drain()
        await self._send(reply, request_id, scope["method"], body, send)

    def purge(self) -> int:
        """Removes abandoned uploads and what describes nothing any more; returns how many."""
        age = self._limits.upload_age_s
        count = 0
        for folder in self._local_buckets():
            count += purge_uploads(folder, age) + sweep_attributes(folder, age)
        return count

    def close(self) -> None:
        """Ends the threads, once they have done what they do."""
        self._pool.shutdown()
        self._long_pool.shutdown()

    async def _reply(self, scope: Scope, receive: Receive) -> Reply:
        method: str = scope["method"]
        request = read_request(method, scope["raw_path"], scope["query_string"], scope["headers"])
        claim, key, place = await identify(request, self._find_key, self._clock())
        operation = find_operation(request, place)
        await permit(key, operation.action, place, self._find_attachment)
        call = Call(
            request=request,
            folder=self._folder(place.bucket),
            key=place.key,
            payload_hash=payload_hash(request, claim),
            receive=receive,
            run=self._run,
            run_long=self._run_long,
            limits=self._limits,
            account=self._account,
        )
        if operation.name == "InitiateMultipartUpload":
            self._purge_now_and_then()
        return await HANDLERS[operation.name](call)

    def _purge_now_and_then(self) -> None:
        now = time.monotonic()
        if self._purged is None or now - self._purged > self._limits.purge_s:
            self._purged = now
            self._long_pool.submit(self._purge_quietly)

    def _purge_quietly(self) -> None:
        try:
            self.purge()
        except Exception:
            logger.exception("old uploads could not be removed")

    async def _run(self, work: Callable[..., Any], *arguments: object) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._pool, work, *arguments)

    async def _run_long(self, work: Callable[..., Any], *arguments: object) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._long_pool, work, *arguments)

    def _folder(self, bucket: str) -> BucketFolder:
        try:
            folder = local_bucket(bucket, self._buckets)
        except (NotFound, UsageError):
            raise WireError("The specified bucket does not exist.", code="NoSuchBucket") from None
        if folder is None:
            raise WireError("The bucket does not lie on this server.", code="NotImplemented")
        return folder

    def _local_buckets(self) -> list[BucketFolder]:
        names = set(self._buckets.named)
        if self._buckets.folder is not None:
            with suppress(OSError):
                names.update(filter(is_bucket_name, os.listdir(self._buckets.folder)))
        folders = []
        for name in sorted(names):
            with suppress(WireError):
                folders.append(self._folder(name))
        return folders

    async def _send(
        self, reply: Reply, request_id: str, method: str, body: _Body, send: Send
    ) -> None:
        headers = [(name.encode(), value.encode("latin-1")) for name, value in reply.headers]
        headers.append((b"x-oss-request-id", request_id.encode()))
        named = {name for name, _ in reply.headers}
        if "content-length" not in named and reply.status not in (204, 304):
            headers.append((b"content-length", b"%d" % len(reply.body)))
        start = {"type": "http.response.start", "status": reply.status, "headers": headers}
        try:
            await send(start)
            if reply.content is not None and not await self._send_content(
                reply.content, body, send
            ):
                # An answer that is not ended makes the server break the connection off.
                logger.warning("an object was not sent whole", extra={"request": request_id})
                return
            shown = b"" if method == "HEAD" else reply.body
            await send({"type": "http.response.body", "body": shown})
        finally:
            if reply.content is not None:
                os.close(reply.content.handle)

    async def _send_content(self, content: Content, body: _Body, send: Send) -> bool:
        """Sends a part of a file, while there is somebody to take it.

        Returns: False: nobody takes it any more, or the file was cut meanwhile.
        """
        gone = await body.watch()
        try:
            at = content.start
            while at < content.end:
                wanted = min(_CHUNK, content.end - at)
                data: bytes = await self._run(os.pread, content.handle, wanted, at)
                if not data or gone.done():
                    return False
                at += len(data)
                message = {"type": "http.response.body", "body": data, "more_body": True}
                await asyncio.wait_for(send(message), self._limits.idle_s)
        except TimeoutError:
            return False
        finally:
            gone.cancel()
        return True


def _waits(scope: Scope) -> bool:
    """Whether the caller sends its body only when it is told to."""
    return any(name == b"expect" for name, _ in scope["headers"])


class _Body:
    """Remembers whether the body of a request was taken in to its end."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._ended = False

    async def __call__(self) -> Any:
        message = await self._receive()
        self._ended = not message.get("more_body", False)
        return message

    async def drain(self) -> None:
        """Takes in what is left, if that is little, so that the caller reads the answer."""
        size = 0
        with suppress(TimeoutError):
            async with asyncio.timeout(_DRAIN_S):
                while not self._ended and size < _DRAIN_BYTES:
                    size += len((await self()).get("body", b""))

    async def watch(self) -> asyncio.Future[Any]:
        """Is done when the caller has gone away."""
        await self.drain()
        return asyncio.ensure_future(self._receive())

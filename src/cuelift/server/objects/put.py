"""PutObject and DeleteObject."""

from __future__ import annotations

import base64
from collections.abc import Callable

from cuelift.errors import CueliftError
from cuelift.oss.errors import WireError
from cuelift.server.objects.attributes import (
    META_BYTES,
    Attributes,
    Described,
    described,
    drop_attributes,
    identity_of,
    meta_size,
    write_attributes,
)
from cuelift.server.objects.body import Sums, announced_size, receive_body, small_body
from cuelift.server.objects.call import Call, check_key, head_or_none
from cuelift.server.objects.reply import Reply
from cuelift.store.bucketdir import BucketFolder
from cuelift.store.local_write import LocalWriter


async def put_object(call: Call) -> Reply:
    """Takes an object in; it shows as a whole or not at all."""
    announced_size(call.request, call.limits.body_bytes)
    check_key(call.key)
    about = read_described(call)
    sums = Sums(call.request, call.payload_hash)
    only_new = forbids_overwrite(call)
    writer: LocalWriter = await call.run(begin, call.folder, call.key, only_new)
    try:
        most = call.limits.body_bytes
        await receive_body(call.receive, call.run, sums, writer, most, call.limits)
        attributes = Attributes(
            key=call.key,
            etag=sums.etag,
            content_type=about.content_type,
            crc64=sums.crc,
            headers=about.headers,
        )
        await call.run(publish, call.folder, writer, attributes, only_new)
    except BaseException:
        discard(call.folder, call.key, writer)
        raise
    headers = (
        ("etag", f'"{sums.etag}"'),
        ("x-oss-hash-crc64ecma", str(sums.crc)),
        ("content-md5", base64.b64encode(sums.md5).decode()),
    )
    return Reply(200, headers)


async def delete_object(call: Call) -> Reply:
    """Removes an object; that there was none is no error."""
    check_key(call.key)
    await small_body(call.receive, call.request, call.payload_hash, call.run, call.limits)
    await call.run(_delete, call.folder, call.key)
    return Reply(204)


def forbids_overwrite(call: Call) -> bool:
    """Whether the object must not exist yet.

    Raises:
        WireError: ``InvalidArgument``.
    """
    text = call.request.header("x-oss-forbid-overwrite").lower()
    if text not in ("", "true", "false"):
        raise WireError("x-oss-forbid-overwrite is neither true nor false.", code="InvalidArgument")
    return text == "true"


def read_described(call: Call) -> Described:
    """What the caller says of an object that is to be.

    Raises:
        WireError: it is too much.
    """
    about = described(call.request)
    if meta_size(about.headers) > META_BYTES:
        raise WireError(f"x-oss-meta-* has over {META_BYTES} bytes.", code="InvalidArgument")
    return about


def begin(folder: BucketFolder, key: str, only_new: bool) -> LocalWriter:
    """A writer of an object.

    Raises:
        WireError: it exists already and must not.
    """
    if only_new and head_or_none(folder, key) is not None:
        raise WireError(
            "The object you specified already exists and can not be overwritten.",
            code="FileAlreadyExists",
        )
    return folder.writer(key)


def publish(
    folder: BucketFolder, writer: LocalWriter, attributes: Attributes, only_new: bool
) -> None:
    """Gives an object its name, with what describes it.

    Raises:
        AlreadyExists: it must be new and is not.
        StoreError: it cannot be published.
    """
    writer.seal()
    old = head_or_none(folder, attributes.key)
    status = writer.status()
    write_attributes(folder, status, attributes)
    commit: Callable[[], None] = writer.commit_new if only_new else writer.commit
    try:
        commit()
    except CueliftError:
        drop_attributes(folder, identity_of(status))
        raise
    if old is not None:
        drop_attributes(folder, old.identity)


def discard(folder: BucketFolder, key: str, writer: LocalWriter) -> None:
    """Leaves nothing of an object that was not written after all."""
    writer.abort()
    folder.prune(key)


def _delete(folder: BucketFolder, key: str) -> None:
    old = head_or_none(folder, key)
    if folder.delete(key) and old is not None:
        drop_attributes(folder, old.identity)

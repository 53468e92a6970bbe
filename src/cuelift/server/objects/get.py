"""GetObject, HeadObject, GetObjectMeta and ListObjectsV2."""

from __future__ import annotations

import itertools
import os
from typing import NamedTuple

from cuelift.errors import NotFound
from cuelift.oss.conditions import check_conditions
from cuelift.oss.errors import WireError
from cuelift.oss.listing import ListedObject, ListQuery, list_body, parse_list_query
from cuelift.oss.operation import OVERRIDES
from cuelift.oss.ranges import parse_range
from cuelift.oss.times import http_date
from cuelift.server.objects.attributes import Attributes, attributes_of_file, find_attributes
from cuelift.server.objects.call import Call, check_key
from cuelift.server.objects.reply import Content, Reply, xml_reply
from cuelift.store.base import Entry, ObjectInfo

_TRIES = 5
_SAFE = (
    # What callers lay here must not run in a browser as if it were this server's own page.
    ("content-security-policy", "sandbox; default-src 'none'"),
    ("x-content-type-options", "nosniff"),
)


class _Found(NamedTuple):
    handle: int
    info: ObjectInfo
    attributes: Attributes


async def get_object(call: Call) -> Reply:
    """An object, or a range of it; what was opened is sent, whatever takes its name meanwhile."""
    check_key(call.key)
    found: _Found = await call.run(_open, call)
    try:
        return _content_reply(call, found)
    except BaseException:
        os.close(found.handle)
        raise


async def head_object(call: Call) -> Reply:
    """What GetObject would say, without the bytes."""
    _, info, attributes = await _look(call)
    _check(call, info, attributes)
    return Reply(200, _headers(info, attributes, {}, info.size_bytes))


async def get_object_meta(call: Call) -> Reply:
    """Size, time and ETag."""
    _, info, attributes = await _look(call)
    headers = (
        ("content-length", str(info.size_bytes)),
        ("etag", f'"{attributes.etag}"'),
        ("last-modified", http_date(_seconds(info))),
    )
    # GET asks for headers only, too; a length without a body would leave its caller waiting.
    return Reply(200, headers if call.request.method == "HEAD" else headers[1:])


async def list_objects(call: Call) -> Reply:
    """A page of the objects of a bucket."""
    query = parse_list_query(call.request)
    if not await call.run(call.folder.exists):
        raise WireError("The specified bucket does not exist.", code="NoSuchBucket")
    found, more = await call.run(_page, call, query)
    return xml_reply(list_body(call.folder.name, query, found, more, call.account))


def _page(call: Call, query: ListQuery) -> tuple[list[ListedObject | str], bool]:
    entries = call.folder.list(query.prefix, delimiter=query.delimiter, start_after=query.after)
    page = list(itertools.islice(entries, query.limit + 1))
    return [_listed(call, entry) for entry in page[: query.limit]], len(page) > query.limit


def _listed(call: Call, entry: Entry) -> ListedObject | str:
    info = entry.info
    if info is None:
        return entry.key
    attributes = find_attributes(call.folder, info) or attributes_of_file(info)
    return ListedObject(
        entry.key, attributes.etag, info.size_bytes, info.modified_ns or 0, attributes.kind
    )


async def _look(call: Call) -> _Found:
    """Opens an object to describe it, and closes it again."""
    check_key(call.key)
    found: _Found = await call.run(_open, call)
    os.close(found.handle)
    return found


def _open(call: Call) -> _Found:
    """Opens an object and reads what is known of it.

    Whoever replaces an object meanwhile removes what is known of the one before; then the new one
    is meant.
    """
    for _ in range(_TRIES):
        try:
            found = _open_once(call)
        except NotFound:
            raise _missing(call) from None
        if found is not None:
            return found
    raise WireError("The object is replaced again and again.", code="OperationAborted")


def _open_once(call: Call) -> _Found | None:
    handle, info = call.folder.open(call.key)
    try:
        known = find_attributes(call.folder, info)
        if known is not None or call.folder.head(call.key).identity == info.identity:
            return _Found(handle, info, known or attributes_of_file(info))
    except BaseException:
        os.close(handle)
        raise
    os.close(handle)
    return None


def _missing(call: Call) -> WireError:
    if call.folder.exists():
        return WireError("The specified key does not exist.", code="NoSuchKey")
    return WireError("The specified bucket does not exist.", code="NoSuchBucket")


def _check(call: Call, info: ObjectInfo, attributes: Attributes) -> None:
    check_conditions(call.request, attributes.etag, _seconds(info))


def _content_reply(call: Call, found: _Found) -> Reply:
    handle, info, attributes = found
    _check(call, info, attributes)
    standard = call.request.header("x-oss-range-behavior").lower() == "standard"
    span = parse_range(call.request.header("range"), info.size_bytes, standard)
    overrides = _overrides(call)
    headers = _headers(info, attributes, overrides, span.end - span.start)
    if span.partial:
        shown = f"bytes {span.start}-{span.end - 1}/{info.size_bytes}"
        headers = (*headers, ("content-range", shown))
    content = Content(handle, span.start, span.end)
    return Reply(206 if span.partial else 200, headers, content=content)


def _overrides(call: Call) -> dict[str, str]:
    found = {}
    for name in OVERRIDES & call.request.parameters.keys():
        value = call.request.parameters[name]
        if not value.isprintable() or not value.isascii():
            raise WireError(f"{name} cannot be a header's value.", code="InvalidArgument")
        found[name.removeprefix("response-")] = value
    return found


def _headers(
    info: ObjectInfo, attributes: Attributes, overrides: dict[str, str], length: int
) -> tuple[tuple[str, str], ...]:
    own = {"content-type": attributes.content_type, **attributes.headers, **overrides}
    headers = [
        *own.items(),
        ("content-length", str(length)),
        ("etag", f'"{attributes.etag}"'),
        ("last-modified", http_date(_seconds(info))),
        ("accept-ranges", "bytes"),
        ("x-oss-object-type", attributes.kind),
        ("x-oss-storage-class", "Standard"),
        *_SAFE,
    ]
    if attributes.crc64 is not None:
        headers.append(("x-oss-hash-crc64ecma", str(attributes.crc64)))
    return tuple(headers)


def _seconds(info: ObjectInfo) -> int:
    return (info.modified_ns or 0) // 1_000_000_000

"""Reads the listings of S3, OSS and their likes.

Spec: Amazon S3 API Reference, ListObjectsV2 (response syntax), which that of OSS equals.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import unquote_plus
from xml.etree import ElementTree

from cuelift.errors import StoreError
from cuelift.store.base import Entry, ObjectInfo
from cuelift.store.http_answer import ARCHIVES, number


class Page(NamedTuple):
    """A part of a listing."""

    entries: list[Entry]
    """In key order; prefixes beside objects where a delimiter was asked for."""
    token: str | None
    """What to ask the next part with; None: this is the last."""


def parse_page(body: bytes, name: str) -> Page:
    """Takes one answer to pieces.

    Args:
        body: XML whose keys are percent-encoded (``encoding-type=url``).
        name: of the bucket, for messages.

    Raises:
        StoreError: something else than a listing.
    """
    if b"<!DOCTYPE" in body:
        raise StoreError(f"{name}: a listing with a document type is not read")
    try:
        root = ElementTree.fromstring(body)  # noqa: S314 - entities need a document type
    except ElementTree.ParseError as error:
        raise StoreError(f"{name}: the listing is not XML: {error}") from error
    encoded = _text(root, "EncodingType") == "url"
    objects = [_object(node, encoded, name) for node in root.iterfind("{*}Contents")]
    entries = [Entry(info.key, info) for info in objects]
    for node in root.iterfind("{*}CommonPrefixes"):
        prefix = _text(node, "Prefix") or ""
        entries.append(Entry(unquote_plus(prefix) if encoded else prefix, None))
    more = _text(root, "IsTruncated") == "true"
    token = _text(root, "NextContinuationToken")
    if more and not token:
        raise StoreError(f"{name}: the listing breaks off without saying how to go on")
    entries.sort(key=_key_of)
    return Page(entries, token if more else None)


def one_level(infos: Iterable[ObjectInfo], prefix: str) -> Iterator[Entry]:
    """Objects in key order as one level below a prefix: deeper ones show as folders."""
    last = None
    for info in infos:
        at = info.key.find("/", len(prefix))
        if at < 0:
            yield Entry(info.key, info)
        elif info.key[: at + 1] != last:
            last = info.key[: at + 1]
            yield Entry(last, None)


def _key_of(entry: Entry) -> str:
    return entry.key


def _object(node: ElementTree.Element, encoded: bool, name: str) -> ObjectInfo:
    key, size = _text(node, "Key"), number(_text(node, "Size"))
    if key is None or size is None:
        raise StoreError(f"{name}: an entry of the listing has no key or size")
    storage = (_text(node, "StorageClass") or "").lower()
    return ObjectInfo(
        key=unquote_plus(key) if encoded else key,
        size_bytes=size,
        identity=_text(node, "ETag") or f"size:{size}",
        modified_ns=_iso_ns(_text(node, "LastModified")),
        cold=ARCHIVES.get(storage),
    )


def _iso_ns(text: str | None) -> int | None:
    from datetime import datetime

    try:
        return int(datetime.fromisoformat(text or "").timestamp()) * 1_000_000_000
    except (ValueError, OverflowError):
        return None


def _text(node: ElementTree.Element, name: str) -> str | None:
    return node.findtext(f"{{*}}{name}")

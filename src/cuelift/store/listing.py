"""Reads the listings of S3 and its likes.

Spec: Amazon S3 API Reference, ListObjectsV2 (response syntax).
"""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import unquote_plus
from xml.etree import ElementTree

from cuelift.errors import StoreError
from cuelift.store.base import ObjectInfo
from cuelift.store.http_answer import ARCHIVES, number


class Page(NamedTuple):
    """A part of a listing."""

    objects: list[ObjectInfo]
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
    more = _text(root, "IsTruncated") == "true"
    token = _text(root, "NextContinuationToken")
    if more and not token:
        raise StoreError(f"{name}: the listing breaks off without saying how to go on")
    return Page(objects, token if more else None)


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

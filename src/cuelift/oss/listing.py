"""Listings of the OSS wire: what is asked for, and how it is told.

Spec: Alibaba Cloud OSS, "ListObjectsV2" and "ListParts".
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import NamedTuple

from cuelift.oss.errors import WireError
from cuelift.oss.request import Request
from cuelift.oss.times import iso_date
from cuelift.oss.xml import HEAD, element, encode_url

_USUAL_KEYS = 100
_MOST_KEYS = 1000
_MOST_NUMBER = 10_000


class ListQuery(NamedTuple):
    """What ListObjectsV2 is asked."""

    prefix: str
    delimiter: str
    limit: int
    start_after: str
    token: str
    """As it was sent; empty: none."""
    after: str
    """Key that the page before ended with, or ``start_after``."""
    encoded: bool
    owner: bool


class ListedObject(NamedTuple):
    """An object in a listing."""

    key: str
    etag: str
    """Without quotes."""
    size: int
    modified_ns: int
    kind: str


class ListedPart(NamedTuple):
    """A part of an upload in a listing."""

    number: int
    etag: str
    size: int
    modified_ns: int
    crc64: int


def parse_list_query(request: Request) -> ListQuery:
    """Reads the parameters of ListObjectsV2.

    Raises:
        WireError: ``InvalidArgument``.
    """
    parameters = request.parameters
    token = parameters.get("continuation-token", "")
    start_after = parameters.get("start-after", "")
    return ListQuery(
        prefix=parameters.get("prefix", ""),
        delimiter=parameters.get("delimiter", ""),
        limit=number(parameters, "max-keys", _USUAL_KEYS, 1, _MOST_KEYS),
        start_after=start_after,
        token=token,
        after=_read_token(token) if token else start_after,
        encoded=is_encoded(request),
        owner=parameters.get("fetch-owner", "").lower() == "true",
    )


def is_encoded(request: Request) -> bool:
    """Whether keys are to be percent-encoded in the answer.

    Raises:
        WireError: ``InvalidArgument``.
    """
    encoding = request.parameters.get("encoding-type", "")
    if encoding not in ("", "url"):
        raise WireError(f"encoding-type {encoding!r} is not url.", code="InvalidArgument")
    return encoding == "url"


def number(parameters: dict[str, str], name: str, usual: int, least: int, most: int) -> int:
    """A parameter that is a number.

    Raises:
        WireError: ``InvalidArgument``.
    """
    text = parameters.get(name, "")
    if not text:
        return usual
    valid = text.isascii() and text.isdigit() and len(text) <= 9 and least <= int(text) <= most
    if not valid:
        raise WireError(f"{name} is not {least} to {most}.", code="InvalidArgument")
    return int(text)


def part_number(request: Request) -> int:
    """``partNumber`` of UploadPart.

    Raises:
        WireError: ``InvalidArgument``.
    """
    if not request.parameters["partNumber"]:
        raise WireError("partNumber is empty.", code="InvalidArgument")
    return number(request.parameters, "partNumber", 0, 1, _MOST_NUMBER)


def list_body(
    bucket: str, query: ListQuery, found: Sequence[ListedObject | str], more: bool, owner: str
) -> bytes:
    """The answer of ListObjectsV2.

    Args:
        bucket: its name.
        query: what was asked.
        found: objects, and common prefixes as texts, in key order.
        more: whether there is more behind them.
        owner: number of the account.
    """
    text = encode_url if query.encoded else str
    parts = [HEAD, "<ListBucketResult>", element("Name", bucket)]
    parts.append(element("Prefix", text(query.prefix)))
    parts.append(element("MaxKeys", str(query.limit)))
    parts.append(element("Delimiter", text(query.delimiter)))
    if query.start_after:
        parts.append(element("StartAfter", text(query.start_after)))
    if query.token:
        parts.append(element("ContinuationToken", query.token))
    if query.encoded:
        parts.append(element("EncodingType", "url"))
    parts.append(element("IsTruncated", "true" if more else "false"))
    if more:
        last = found[-1]
        parts.append(
            element("NextContinuationToken", _token(last if isinstance(last, str) else last.key))
        )
    parts.append(element("KeyCount", str(len(found))))
    for entry in found:
        if isinstance(entry, str):
            parts.append(f"<CommonPrefixes>{element('Prefix', text(entry))}</CommonPrefixes>")
        else:
            parts.append(_contents(entry, text, owner if query.owner else ""))
    parts.append("</ListBucketResult>")
    return "".join(parts).encode()


def _contents(entry: ListedObject, text: Callable[[str], str], owner: str) -> str:
    fields = [
        element("Key", text(entry.key)),
        element("LastModified", iso_date(entry.modified_ns)),
        element("ETag", f'"{entry.etag}"'),
        element("Type", entry.kind),
        element("Size", str(entry.size)),
        element("StorageClass", "Standard"),
    ]
    if owner:
        fields.append(f"<Owner>{element('ID', owner)}{element('DisplayName', owner)}</Owner>")
    return f"<Contents>{''.join(fields)}</Contents>"


def parts_body(
    bucket: str, key: str, upload: str, found: Sequence[ListedPart], request: Request
) -> bytes:
    """The answer of ListParts.

    Args:
        bucket: its name.
        key: of the object to be.
        upload: its number.
        found: all parts by number.
        request: says where to begin and how many to tell.

    Raises:
        WireError: ``InvalidArgument``.
    """
    encoded = is_encoded(request)
    limit = number(request.parameters, "max-parts", _MOST_KEYS, 1, _MOST_KEYS)
    marker = number(request.parameters, "part-number-marker", 0, 0, _MOST_NUMBER)
    behind = [part for part in found if part.number > marker]
    page = behind[:limit]
    parts = [HEAD, "<ListPartsResult>", element("Bucket", bucket)]
    if encoded:
        parts.append(element("EncodingType", "url"))
    parts.append(element("Key", encode_url(key) if encoded else key))
    parts.append(element("UploadId", upload))
    parts.append(element("StorageClass", "Standard"))
    parts.append(element("PartNumberMarker", str(marker)))
    parts.append(element("NextPartNumberMarker", str(page[-1].number if page else 0)))
    parts.append(element("MaxParts", str(limit)))
    parts.append(element("IsTruncated", "true" if len(behind) > limit else "false"))
    parts += [_part(part) for part in page]
    parts.append("</ListPartsResult>")
    return "".join(parts).encode()


def _part(part: ListedPart) -> str:
    fields = [
        element("PartNumber", str(part.number)),
        element("LastModified", iso_date(part.modified_ns)),
        element("ETag", f'"{part.etag}"'),
        element("HashCrc64ecma", str(part.crc64)),
        element("Size", str(part.size)),
    ]
    return f"<Part>{''.join(fields)}</Part>"


def _token(key: str) -> str:
    return base64.urlsafe_b64encode(b"1" + key.encode()).decode()


def _read_token(token: str) -> str:
    try:
        raw = base64.b64decode(token.encode("ascii"), b"-_", validate=True)
        if raw[:1] != b"1":
            raise ValueError(token)
        return raw[1:].decode()
    except (ValueError, binascii.Error):
        raise WireError("continuation-token is not valid.", code="InvalidArgument") from None

"""Sample descriptions: how the samples of a track are coded, and whether they are encrypted.

Spec: ISO/IEC 14496-12:2022, 8.5.2 (sample description), 8.12 (protection), 12.5 and 12.6 (text and
subtitle entries); ISO/IEC 14496-30 (``wvtt``, ``stpp``); 3GPP TS 26.245, 5.16 (``tx3g``);
ISO/IEC 14496-1, 7.2.6 (``esds``); QuickTime File Format (``text``, ``c608``, ``c708``).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import msgspec

from cuelift.container.mp4.boxes import by_kind, children
from cuelift.errors import ContainerError
from cuelift.media import SampleDescription

MAX_ENTRIES = 1024

_CODECS: Mapping[bytes, str] = MappingProxyType({
    b"tx3g": "tx3g",
    b"text": "qttext",
    b"wvtt": "wvtt",
    b"stpp": "ttml",
    b"dfxp": "ttml",
    b"c608": "c608",
    b"c708": "c708",
})  # fmt: skip
_CODECS_BY_MIME: Mapping[str, str] = MappingProxyType({
    "text/vtt": "webvtt",
    "application/x-subrip": "subrip",
    "text/srt": "subrip",
    "text/x-srt": "subrip",
    "application/ttml+xml": "ttml",
})  # fmt: skip
_ENCRYPTED = frozenset((b"enct", b"encv", b"enca", b"encs", b"encx", b"encm", b"p608", b"drmt"))
_SCHEMES: Mapping[bytes, str] = MappingProxyType({b"itun": "fairplay"})
_TRIES = 16
"""Places to look for a protection box."""
_VOBSUB_OBJECT_TYPE = 0xE0
_ALL_SAMPLES_FORCED = 0x80000000


class Entry(msgspec.Struct, frozen=True):
    """One sample description and what it says beside the codec."""

    description: SampleDescription
    refusal: str | None = None
    """Why samples of this description cannot be read."""
    data_reference: int = 1
    """Position in the data reference box, from 1."""
    forced: bool = False
    """All samples are forced."""


def parse_stsd(body: bytes | memoryview) -> tuple[Entry, ...]:
    """The entries of a sample description box; never empty.

    Args:
        body: version, flags, count, entries.

    Raises:
        ContainerError: more entries than the body can hold.
    """
    count = int.from_bytes(body[4:8], "big")
    if count * 16 > max(len(body) - 8, 0):
        raise ContainerError(f"stsd: {count} entries do not fit in {len(body)} bytes")
    entries: list[Entry] = []
    for box in children(body, 8, len(body)):
        if len(entries) == min(count, MAX_ENTRIES):
            break
        entries.append(_entry(box.kind, bytes(body[box.start : box.end])))
    return tuple(entries) or (Entry(SampleDescription(codec="", codec_id="")),)


def _entry(kind: bytes, body: bytes) -> Entry:
    reference = int.from_bytes(body[6:8], "big")
    original, refusal = kind, None
    if kind in _ENCRYPTED:
        original, refusal = _protection(kind, body)
    private = body[8:]
    codec = _CODECS.get(original, "")
    if original in (b"sbtt", b"stxt"):
        encoding, codec = _mime(private)
        refusal = refusal or (f"samples are coded as {encoding}" if encoding else None)
    elif original == b"mp4s" and _object_type(private) == _VOBSUB_OBJECT_TYPE:
        codec = "vobsub"
    return Entry(
        SampleDescription(codec=codec, codec_id=kind.decode("latin-1"), private=private),
        refusal,
        reference,
        original == b"tx3g" and bool(int.from_bytes(private[:4], "big") & _ALL_SAMPLES_FORCED),
    )


def _protection(kind: bytes, body: bytes) -> tuple[bytes, str]:
    """The original entry type, and which scheme encrypts it.

    The protection box is searched for, because what lies before it depends on the codec.
    """
    scheme, original = b"", b"c608" if kind == b"p608" else b""
    at = -4
    for _ in range(_TRIES):
        at = body.find(b"sinf", at + 4)
        if at < 4:
            break
        end = at - 4 + int.from_bytes(body[at - 4 : at], "big")
        if at + 4 < end <= len(body):
            boxes = by_kind(body, at + 4, end)
            if b"frma" in boxes:
                original = body[boxes[b"frma"].start :][:4]
                if b"schm" in boxes:
                    scheme = body[boxes[b"schm"].start + 4 :][:4]
                break
    name = _SCHEMES.get(scheme) or scheme.decode("latin-1").rstrip("\0 ") or "unknown scheme"
    if kind == b"p608":
        name = "fairplay"
    codec = original.decode("latin-1") or "unknown"
    return original, f"encrypted ({name}), originally {codec}"


def _mime(private: bytes) -> tuple[str, str]:
    """Content encoding, and the codec of the media type."""
    fields = private[:512].split(b"\0")
    if len(fields) < 3:
        return "", ""
    encoding, mime = (field.decode("latin-1").strip().lower() for field in fields[:2])
    return encoding, _CODECS_BY_MIME.get(mime.partition(";")[0].rstrip(), "")


def _object_type(private: bytes) -> int:
    """The objectTypeIndication of an ``esds`` box; 0: there is none."""
    box = by_kind(private, 0, len(private)).get(b"esds")
    if box is None:
        return 0
    at = _descriptor(private, box.start + 4, box.end, 3)
    if at + 3 > box.end:
        return 0
    flags = private[at + 2]
    at += 3 + 2 * (flags >> 7)
    if flags & 0x40 and at < box.end:
        at += 1 + private[at]
    at += 2 * (flags >> 5 & 1)
    at = _descriptor(private, at, box.end, 4)
    return private[at] if at < box.end else 0


def _descriptor(data: bytes, at: int, end: int, tag: int) -> int:
    """Where the body of a descriptor begins; ``end``: there is none of that tag."""
    if at >= end or data[at] != tag:
        return end
    for last in range(at + 1, min(at + 5, end)):
        if data[last] < 0x80:
            return last + 1
    return end

"""Reads the small elements of a Segment: Info, SeekHead, statistics tags.

Spec: RFC 9559, clauses 5.1.1 (SeekHead), 5.1.2 (Info), 5.1.8 (Tags).
"""

from __future__ import annotations

import math

import msgspec

from cuelift.bytereader import ByteReader
from cuelift.container.matroska import ids
from cuelift.container.matroska.ebml import children, real, text, uint
from cuelift.errors import ContainerError
from cuelift.media import NS_PER_SECOND

DEFAULT_SCALE = 1_000_000
_LONGEST_NS = 1000 * 24 * 3600 * NS_PER_SECOND


class Info(msgspec.Struct, frozen=True, kw_only=True):
    """How time is counted, and who wrote the file."""

    scale: int = DEFAULT_SCALE
    """Nanoseconds of a tick (TimestampScale)."""
    duration_ns: int | None = None
    writing_app: str = ""
    warnings: tuple[str, ...] = ()


class Statistics(msgspec.Struct, frozen=True, kw_only=True):
    """How much of a track there is, by its tags."""

    frames: int | None = None
    bytes: int | None = None


def parse_info(body: ByteReader) -> Info:
    """The Info element; a TimestampScale of 0, like a malformed field, counts as not written."""
    scale, duration, writing_app = DEFAULT_SCALE, 0.0, ""
    warnings: list[str] = []
    fields = children(body)
    while True:
        # Nothing follows an error of ``children``; one in a field costs that field alone.
        try:
            element, child = next(fields, (0, body))
            if element == 0:
                break
            if element == ids.TIMESTAMP_SCALE:
                scale = uint(child) or DEFAULT_SCALE
            elif element == ids.DURATION:
                duration = real(child)
            elif element == ids.WRITING_APP:
                writing_app = text(child)
        except ContainerError as error:
            warnings.append(f"Info is damaged: {error}")
    duration_ns = None
    if math.isfinite(duration) and 0 < duration * scale < _LONGEST_NS:
        duration_ns = round(duration * scale)
    return Info(
        scale=scale,
        duration_ns=duration_ns,
        writing_app=writing_app,
        warnings=tuple(dict.fromkeys(warnings)),
    )


def parse_seek_head(body: ByteReader) -> list[tuple[int, int]]:
    """Ids of level 1 elements and their positions, counted from the Segment's first body byte."""
    entries = []
    for element, child in children(body):
        if element == ids.SEEK:
            wanted, position = 0, -1
            for inner, value in children(child):
                if inner == ids.SEEK_ID:
                    wanted = uint(value)
                elif inner == ids.SEEK_POSITION:
                    position = uint(value)
            if wanted and position >= 0:
                entries.append((wanted, position))
    return entries


def parse_statistics(body: ByteReader, writing_app: str) -> dict[int, Statistics]:
    """The statistics of each track by its TrackUID, as far as they may be believed.

    Tags survive remuxing by programs that do not know them; so they count only when they name the
    program that wrote this file.
    """
    found = {}
    for element, child in children(body):
        if element == ids.TAG:
            uids, values = _parse_tag(child)
            if writing_app and values.get("_STATISTICS_WRITING_APP") == writing_app:
                statistics = Statistics(
                    frames=_count(values.get("NUMBER_OF_FRAMES")),
                    bytes=_count(values.get("NUMBER_OF_BYTES")),
                )
                found.update(dict.fromkeys(uids, statistics))
    return found


def _parse_tag(body: ByteReader) -> tuple[list[int], dict[str, str]]:
    uids: list[int] = []
    values: dict[str, str] = {}
    for element, child in children(body):
        if element == ids.TARGETS:
            uids += [uint(value) for inner, value in children(child) if inner == ids.TAG_TRACK_UID]
        elif element == ids.SIMPLE_TAG:
            name = value = ""
            for inner, field in children(child):
                if inner == ids.TAG_NAME:
                    name = text(field)
                elif inner == ids.TAG_STRING:
                    value = text(field)
            values[name] = value
    return uids, values


def _count(value: str | None) -> int | None:
    if value is None or len(value) > 18 or not (value.isascii() and value.isdecimal()):
        return None
    return int(value)

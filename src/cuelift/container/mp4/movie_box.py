"""The movie box: which tracks are captions, and what is known of them.

Spec: ISO/IEC 14496-12:2022, 8.2 (``moov``, ``mvhd``), 8.8.1 to 8.8.3 (``mvex``); QuickTime File
Format, "Compressed Movie Resources" and "Track References"; MPEG-DASH, 5.8.5.5 (roles).
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence, Set

import msgspec

from cuelift.container.mp4.boxes import Box, by_kind, children, reader
from cuelift.container.mp4.fragments import Defaults, Wanted
from cuelift.container.mp4.tables import Budget, SampleTable, parse_tables
from cuelift.container.mp4.trak import Trak, parse_trak
from cuelift.errors import ContainerError
from cuelift.media import Track, to_ns

INFLATED_BYTES = 8 * 1024 * 1024
_UNKNOWN_DURATIONS = frozenset((0, 0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF))
_SMALLEST = {"tx3g": 3, "qttext": 3, "wvtt": 9}
"""Bytes of the smallest sample that holds a cue: smaller ones only say that nothing is shown."""
_ROLE_SCHEMES = frozenset(("urn:mpeg:dash:role:2011", "about:html-kind"))
_HARD_OF_HEARING = frozenset(("caption", "captions"))
_FORCED = frozenset(("forced-subtitle", "forced_subtitle"))
_DESCRIPTION = frozenset(("description", "descriptions"))


class CaptionTrack(msgspec.Struct, frozen=True):
    """A caption track with what is needed to find its samples."""

    track: Track
    table: SampleTable | None
    """None: its tables cannot be read, which ``track.refusal`` explains."""
    wanted: Wanted


class MovieBox(msgspec.Struct, frozen=True):
    """What the movie box says."""

    duration_ns: int | None
    captions: tuple[CaptionTrack, ...]
    defaults: dict[int, Defaults]
    """What fragments fall back on, by track number."""
    timescales: dict[int, int]
    """Of all tracks, by number."""
    fragmented: bool
    warnings: tuple[str, ...]


def smallest_sample(codecs: Sequence[str]) -> int:
    """Bytes of the smallest sample that can hold a cue in one of these codecs."""
    return min(_SMALLEST.get(codec, 1) for codec in codecs)


def parse_moov(data: bytes | memoryview) -> MovieBox:
    """Reads the body of a movie box.

    Raises:
        ContainerError: it has no header, or cannot be inflated.
    """
    boxes = by_kind(data, 0, len(data))
    if b"cmov" in boxes:
        data = _inflated(data, boxes[b"cmov"])
        boxes = by_kind(data, 0, len(data))
    if b"mvhd" not in boxes:
        raise ContainerError("the moov box has no mvhd")
    timescale, ticks = _mvhd(data, boxes[b"mvhd"])
    defaults: dict[int, Defaults] = {}
    if b"mvex" in boxes:
        defaults, whole = _mvex(data, boxes[b"mvex"])
        ticks = max(ticks, whole)
    traks, warnings = _traks(data, timescale)
    fragmented = b"mvex" in boxes
    captions = _captions(data, traks, fragmented, warnings)
    return MovieBox(
        to_ns(ticks, timescale) if ticks else None,
        captions,
        defaults,
        {trak.number: trak.timescale for trak in traks},
        fragmented,
        tuple(warnings),
    )


def _inflated(data: bytes | memoryview, box: Box) -> bytes | memoryview:
    """The body of the movie box that lies compressed in a ``cmov`` box."""
    boxes = by_kind(data, box.start, box.end)
    method, body = boxes.get(b"dcom"), boxes.get(b"cmvd")
    if method is None or body is None or data[method.start : method.start + 4] != b"zlib":
        raise ContainerError("compressed moov box of an unknown method")
    inflater = zlib.decompressobj()
    try:
        moov = inflater.decompress(data[body.start + 4 : body.end], INFLATED_BYTES)
    except zlib.error as error:
        raise ContainerError(f"compressed moov box: {error}") from error
    if inflater.unconsumed_tail:
        raise ContainerError(f"compressed moov box of more than {INFLATED_BYTES} bytes")
    inner = by_kind(moov, 0, len(moov)).get(b"moov")
    return moov[inner.start : inner.end] if inner else moov


def _mvhd(data: bytes | memoryview, box: Box) -> tuple[int, int]:
    fields = reader(data, box)
    version = fields.u8()
    fields.skip(3 + (16 if version == 1 else 8))
    timescale = fields.u32()
    ticks = fields.u64() if version == 1 else fields.u32()
    if not timescale:
        raise ContainerError("mvhd: the timescale is 0")
    return timescale, 0 if ticks in _UNKNOWN_DURATIONS else ticks


def _mvex(data: bytes | memoryview, box: Box) -> tuple[dict[int, Defaults], int]:
    """Fragment defaults by track number, and the duration with all fragments."""
    defaults: dict[int, Defaults] = {}
    ticks = 0
    for child in children(data, box.start, box.end):
        fields = reader(data, child)
        if child.kind == b"trex" and fields.left >= 20:
            fields.skip(4)
            number = fields.u32()
            defaults[number] = Defaults(fields.u32(), fields.u32(), fields.u32())
        elif child.kind == b"mehd" and fields.left >= 8:
            wide = fields.u8() == 1
            fields.skip(3)
            ticks = fields.u64() if wide and fields.left >= 8 else fields.u32()
    return defaults, 0 if ticks in _UNKNOWN_DURATIONS else ticks


def _traks(data: bytes | memoryview, timescale: int) -> tuple[list[Trak], list[str]]:
    traks, warnings = [], []
    for box in children(data, 0, len(data)):
        if box.kind == b"trak":
            try:
                trak = parse_trak(data, box, timescale)
            except ContainerError as error:
                warnings.append(f"a track cannot be read: {error}")
                continue
            traks.append(trak)
    return traks, warnings


def _captions(
    data: bytes | memoryview, traks: Sequence[Trak], fragmented: bool, warnings: list[str]
) -> tuple[CaptionTrack, ...]:
    chapters = _targets(traks, b"chap")
    forced = _targets(traks, b"forc")
    video = next((trak for trak in traks if trak.handler == b"vide" and all(trak.place[2:])), None)
    canvas = video.place[2:] if video else None
    groups: set[int] = set()
    budget = Budget()
    found: list[CaptionTrack] = []
    for trak in traks:
        if not trak.is_caption or trak.number in chapters:
            continue
        first = trak.enabled and (trak.alternate_group == 0 or trak.alternate_group not in groups)
        if trak.enabled:
            groups.add(trak.alternate_group)
        warnings += [f"track {trak.number}: {text}" for text in trak.edit_list.warnings]
        caption = _caption(data, trak, len(found), first, trak.number in forced, canvas, budget)
        if caption.table is not None and not fragmented:
            expected = caption.table.expected(caption.wanted.minimum)
            track = msgspec.structs.replace(caption.track, expected_samples=expected)
            caption = msgspec.structs.replace(caption, track=track)
        found.append(caption)
    return tuple(found)


def _targets(traks: Sequence[Trak], kind: bytes) -> Set[int]:
    """The tracks that others refer to."""
    return {
        number
        for trak in traks
        for number in trak.references.get(kind, ())
        if number != trak.number
    }


def _caption(
    data: bytes | memoryview,
    trak: Trak,
    index: int,
    default: bool,
    forced: bool,
    canvas: tuple[int, int] | None,
    budget: Budget,
) -> CaptionTrack:
    descriptions = tuple(entry.description for entry in trak.entries)
    minimum = smallest_sample([description.codec for description in descriptions])
    refusal = _refusal(trak)
    table = None
    try:
        table = parse_tables(data, trak.tables, budget)
    except ContainerError as error:
        refusal = refusal or f"sample tables cannot be read: {error}"
    values = {value for scheme, value in trak.user_data.kinds if scheme in _ROLE_SCHEMES}
    tags = trak.user_data.characteristics
    track = Track(
        index=index,
        number=trak.number,
        descriptions=descriptions,
        timescale=trak.timescale,
        language=trak.language,
        language_source="tag" if trak.language else None,
        title=trak.user_data.title,
        default=default or "main" in values,
        forced=forced
        or not values.isdisjoint(_FORCED)
        or "public.subtitles.forced-only" in tags
        or all(entry.forced for entry in trak.entries),
        hearing_impaired=not values.isdisjoint(_HARD_OF_HEARING)
        or "public.accessibility.transcribes-spoken-dialog" in tags
        or "public.accessibility.describes-music-and-sound" in tags,
        visual_impaired=not values.isdisjoint(_DESCRIPTION)
        or "public.accessibility.describes-video" in tags,
        commentary="commentary" in values,
        original="public.original-content" in tags,
        enabled=trak.enabled,
        alternate_group=trak.alternate_group,
        edits=trak.edit_list.edits,
        refusal=refusal,
        place=trak.place if any(trak.place) else None,
        canvas=canvas,
    )
    return CaptionTrack(track, table, Wanted(index, minimum, len(descriptions)))


def _refusal(trak: Trak) -> str | None:
    for entry in trak.entries:
        if entry.refusal:
            return entry.refusal
        if entry.data_reference in trak.external:
            return f"external data reference ({trak.external[entry.data_reference]})"
    return None

"""Reads the Tracks element: which tracks are captions, and how their blocks are to be read.

Spec: RFC 9559, clause 5.1.4 (Tracks); Matroska codec registry, subtitle codecs; WebM guidelines
for D_WEBVTT.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import msgspec

from cuelift.bytereader import ByteReader
from cuelift.container.matroska import ids
from cuelift.container.matroska.ebml import children, real, text, uint
from cuelift.container.matroska.encodings import Encoding, Packing, parse_encodings, unpack
from cuelift.cues.languages import language_tag
from cuelift.errors import ContainerError
from cuelift.media import SampleDescription, Track

CODEC_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "S_TEXT/UTF8": "subrip",
        "S_TEXT/ASCII": "subrip",
        "S_TEXT/ASS": "ass",
        "S_ASS": "ass",
        "S_TEXT/SSA": "ssa",
        "S_SSA": "ssa",
        "S_TEXT/WEBVTT": "webvtt",
        "D_WEBVTT/SUBTITLES": "webvtt",
        "D_WEBVTT/CAPTIONS": "webvtt",
        "D_WEBVTT/DESCRIPTIONS": "webvtt",
        "S_TEXT/USF": "usf",
        "S_HDMV/PGS": "pgs",
        "S_HDMV/TEXTST": "textst",
        "S_VOBSUB": "vobsub",
        "S_DVBSUB": "dvbsub",
        "S_KATE": "kate",
        "S_ARIBSUB": "arib",
        "S_IMAGE/BMP": "bmp",
    }
)
"""Neutral codec names by CodecID."""

_VIDEO = 0x01
_SUBTITLE = 0x11
_METADATA = 0x21
_TEXT_CODECS = frozenset(("subrip", "ass", "ssa", "webvtt", "usf"))
_MAX_TRACKS = 4096


class CaptionTrack(msgspec.Struct, frozen=True, kw_only=True):
    """A caption track, and what is needed to read its blocks."""

    track: Track
    uid: int
    packing: tuple[Encoding, ...] = ()
    """How each frame is packed, in the order in which it is undone."""
    default_duration: int | None = None
    """Nanoseconds of each frame, if stated."""
    is_text: bool = False
    """Its payload is text, which may end in NULs."""


class Tracks(msgspec.Struct, frozen=True, kw_only=True):
    """All that matters of the Tracks element."""

    captions: tuple[CaptionTrack, ...] = ()
    uids: tuple[int, ...] = ()
    """TrackUIDs of all tracks, the others too."""
    warnings: tuple[str, ...] = ()


class _Entry(msgspec.Struct):
    """A TrackEntry as it is written, defaults filled in."""

    integers: dict[int, int]
    strings: dict[int, str]
    private: bytes = b""
    packing: Packing = Packing()
    canvas: tuple[int, int] | None = None
    scale: float = 1.0


_INTEGERS = MappingProxyType(
    {
        ids.TRACK_NUMBER: 0,
        ids.TRACK_UID: 0,
        ids.TRACK_TYPE: 0,
        ids.DEFAULT_DURATION: 0,
        ids.FLAG_ENABLED: 1,
        ids.FLAG_DEFAULT: 1,
        ids.FLAG_FORCED: 0,
        ids.FLAG_HEARING_IMPAIRED: 0,
        ids.FLAG_VISUAL_IMPAIRED: 0,
        ids.FLAG_TEXT_DESCRIPTIONS: 0,
        ids.FLAG_ORIGINAL: 0,
        ids.FLAG_COMMENTARY: 0,
    }
)
_STRINGS = MappingProxyType(
    {ids.CODEC_ID: "", ids.NAME: "", ids.LANGUAGE: "eng", ids.LANGUAGE_BCP47: ""}
)
"""Of Language, the default is English (5.1.4.1.19)."""


def parse_tracks(body: ByteReader) -> Tracks:
    """The Tracks element.

    An entry that is malformed is left out with a warning.

    Raises:
        ContainerError: it is malformed itself, or no entry can be read.
    """
    warnings: list[str] = []
    entries = _parse_entries(body, warnings)
    canvas = next((entry.canvas for entry in entries if entry.canvas), None)
    captions: list[CaptionTrack] = []
    numbers: set[int] = set()
    for entry in entries:
        if _is_caption(entry):
            number = entry.integers[ids.TRACK_NUMBER]
            if number in numbers:
                warnings.append(f"a second caption track has the number {number}; it is left out")
                continue
            numbers.add(number)
            captions.append(_caption_track(entry, len(captions), canvas, warnings))
    uids = tuple(entry.integers[ids.TRACK_UID] for entry in entries)
    return Tracks(captions=tuple(captions), uids=uids, warnings=tuple(warnings))


def _parse_entries(body: ByteReader, warnings: list[str]) -> list[_Entry]:
    entries: list[_Entry] = []
    bodies = [child for element, child in children(body) if element == ids.TRACK_ENTRY]
    if len(bodies) > _MAX_TRACKS:
        raise ContainerError(f"more than {_MAX_TRACKS} tracks")
    for position, child in enumerate(bodies, 1):
        try:
            entries.append(_parse_entry(child))
        except ContainerError as error:
            warnings.append(f"the track entry {position} is damaged and left out: {error}")
    if warnings and not entries:
        raise ContainerError(warnings[0])
    return entries


def _parse_entry(body: ByteReader) -> _Entry:
    entry = _Entry(integers=dict(_INTEGERS), strings=dict(_STRINGS))
    for element, child in children(body):
        if element in entry.integers:
            entry.integers[element] = uint(child)
        elif element in entry.strings:
            entry.strings[element] = text(child)
        elif element == ids.CODEC_PRIVATE:
            entry.private = child.rest()
        elif element == ids.CONTENT_ENCODINGS:
            entry.packing = parse_encodings(child)
        elif element == ids.TRACK_TIMESTAMP_SCALE:
            entry.scale = real(child)
        elif element == ids.VIDEO:
            entry.canvas = _parse_canvas(child)
    if entry.integers[ids.TRACK_TYPE] != _VIDEO:
        entry.canvas = None
    return entry


def _parse_canvas(body: ByteReader) -> tuple[int, int] | None:
    size = {ids.PIXEL_WIDTH: 0, ids.PIXEL_HEIGHT: 0}
    for element, child in children(body):
        if element in size:
            size[element] = uint(child)
    width, height = size.values()
    return (width, height) if width and height else None


def _is_caption(entry: _Entry) -> bool:
    kind, codec_id = entry.integers[ids.TRACK_TYPE], entry.strings[ids.CODEC_ID]
    if codec_id.startswith("D_WEBVTT/"):
        return kind in (_SUBTITLE, _METADATA) and codec_id in CODEC_NAMES
    return kind == _SUBTITLE


def _caption_track(
    entry: _Entry, index: int, canvas: tuple[int, int] | None, warnings: list[str]
) -> CaptionTrack:
    integers, strings = entry.integers, entry.strings
    codec_id = strings[ids.CODEC_ID]
    codec = CODEC_NAMES.get(codec_id, "")
    refusal = entry.packing.refusal
    private = entry.private
    if refusal is None:
        try:
            private = unpack(private, entry.packing.private())
        except ContainerError as error:
            refusal = f"its CodecPrivate cannot be unpacked: {error}"
    if entry.scale != 1.0:
        warnings.append(
            f"track {integers[ids.TRACK_NUMBER]}: TrackTimestampScale {entry.scale} is ignored"
        )
    # Language must be ignored where LanguageBCP47 is (5.1.4.1.20), even if that says nothing.
    language = language_tag(strings[ids.LANGUAGE_BCP47] or strings[ids.LANGUAGE])
    track = Track(
        index=index,
        number=integers[ids.TRACK_NUMBER],
        descriptions=(SampleDescription(codec=codec, codec_id=codec_id, private=private),),
        language=language,
        language_source=None if language is None else "tag",
        title=strings[ids.NAME] or None,
        default=bool(integers[ids.FLAG_DEFAULT]),
        forced=bool(integers[ids.FLAG_FORCED]),
        hearing_impaired=bool(integers[ids.FLAG_HEARING_IMPAIRED])
        or codec_id == "D_WEBVTT/CAPTIONS",
        visual_impaired=bool(
            integers[ids.FLAG_VISUAL_IMPAIRED] or integers[ids.FLAG_TEXT_DESCRIPTIONS]
        )
        or codec_id == "D_WEBVTT/DESCRIPTIONS",
        commentary=bool(integers[ids.FLAG_COMMENTARY]),
        original=bool(integers[ids.FLAG_ORIGINAL]),
        enabled=bool(integers[ids.FLAG_ENABLED]),
        refusal=refusal,
        canvas=canvas,
    )
    return CaptionTrack(
        track=track,
        uid=integers[ids.TRACK_UID],
        packing=entry.packing.blocks(),
        default_duration=integers[ids.DEFAULT_DURATION] or None,
        is_text=codec in _TEXT_CODECS,
    )

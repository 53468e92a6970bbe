"""Writes Matroska files for tests, with every oddity that a test may want."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple

UNKNOWN_SIZE = b"\x01" + b"\xff" * 7

EBML, SEGMENT, SEEK_HEAD, INFO, TRACKS = 0x1A45DFA3, 0x18538067, 0x114D9B74, 0x1549A966, 0x1654AE6B
CUES, CLUSTER, ATTACHMENTS, TAGS, VOID = 0x1C53BB6B, 0x1F43B675, 0x1941A469, 0x1254C367, 0xEC


def vint(value: int, length: int = 0) -> bytes:
    """A size or a track number, as short as can be unless a length is given."""
    length = length or next(n for n in range(1, 9) if value < (1 << 7 * n) - 1)
    return (value | 1 << 7 * length).to_bytes(length)


def number(value: int) -> bytes:
    return value.to_bytes(max(1, (value.bit_length() + 7) // 8))


def element(
    identifier: int, body: bytes | int | str | float, *, length: int = 0, size: bytes = b""
) -> bytes:
    """One element; ``length`` of its size field, or the field itself in ``size``."""
    if isinstance(body, int):
        body = number(body)
    elif isinstance(body, str):
        body = body.encode()
    elif isinstance(body, float):
        body = struct.pack(">d", body)
    return number(identifier) + (size or vint(len(body), length)) + body


def void(size: int) -> bytes:
    """A Void element of ``size`` bytes in all, at least 2."""
    return (
        element(VOID, bytes(size - 2)) if size < 128 else element(VOID, bytes(size - 9), length=8)
    )


def crc(body: bytes) -> bytes:
    """A body with a CRC-32 element before it."""
    return element(0xBF, zlib.crc32(body).to_bytes(4, "little")) + body


def ebml_header(doc_type: str = "matroska", *, id_length: int = 4, size_length: int = 8) -> bytes:
    fields = element(0x42F2, id_length) + element(0x42F3, size_length) + element(0x4282, doc_type)
    return element(EBML, fields)


def seek_head(entries: Iterable[tuple[int, int]]) -> bytes:
    """Positions count from the Segment's body; of fixed width, so that lengths are known ahead."""
    seeks = [
        element(0x4DBB, element(0x53AB, number(wanted)) + element(0x53AC, at.to_bytes(8)))
        for wanted, at in entries
    ]
    return element(SEEK_HEAD, b"".join(seeks))


def info(scale: int = 1_000_000, duration: float = 0.0, writing_app: str = "test writer") -> bytes:
    fields = element(0x2AD7B1, scale) + element(0x4D80, "lib") + element(0x5741, writing_app)
    return element(INFO, fields + (element(0x4489, duration) if duration else b""))


def track(
    number_: int,
    codec_id: str = "S_TEXT/UTF8",
    *,
    kind: int = 0x11,
    uid: int = 0,
    private: bytes = b"",
    language: str | None = None,
    bcp47: str = "",
    name: str = "",
    flags: dict[int, int] | None = None,
    encodings: bytes = b"",
    default_duration: int = 0,
    video: tuple[int, int] | None = None,
    extra: bytes = b"",
) -> bytes:
    """A TrackEntry."""
    fields = element(0xD7, number_) + element(0x73C5, uid or 1000 + number_)
    fields += element(0x83, kind) + element(0x86, codec_id)
    if private:
        fields += element(0x63A2, private)
    if language is not None:
        fields += element(0x22B59C, language)
    if bcp47:
        fields += element(0x22B59D, bcp47)
    if name:
        fields += element(0x536E, name)
    for flag, value in (flags or {}).items():
        fields += element(flag, value)
    if encodings:
        fields += element(0x6D80, encodings)
    if default_duration:
        fields += element(0x23E383, default_duration)
    if video:
        fields += element(0xE0, element(0xB0, video[0]) + element(0xBA, video[1]))
    return element(0xAE, fields + extra)


def compression(algorithm: int, settings: bytes = b"", *, order: int = 0, scope: int = 1) -> bytes:
    """A ContentEncoding that compresses."""
    what = element(0x4254, algorithm) + (element(0x4255, settings) if settings else b"")
    return element(
        0x6240,
        element(0x5031, order)
        + element(0x5032, scope)
        + element(0x5033, 0)
        + element(0x5034, what),
    )


def encryption(cipher: int, mode: int = 0) -> bytes:
    """A ContentEncoding that encrypts."""
    what = element(0x47E1, cipher)
    if mode:
        what += element(0x47E7, element(0x47E8, mode))
    return element(0x6240, element(0x5033, 1) + element(0x5035, what))


def block_body(
    track_number: int, relative: int, data: bytes, *, flags: int = 0, lace: bytes = b""
) -> bytes:
    return vint(track_number) + relative.to_bytes(2, signed=True) + bytes([flags]) + lace + data


def simple_block(
    track_number: int, relative: int, data: bytes, *, flags: int = 0x80, length: int = 0
) -> bytes:
    return element(0xA3, block_body(track_number, relative, data, flags=flags), length=length)


def block_group(
    track_number: int,
    relative: int,
    data: bytes,
    duration: int | None = None,
    *,
    flags: int = 0,
    additions: Sequence[tuple[int, bytes]] = (),
    before: bytes = b"",
    after: bytes = b"",
    length: int = 0,
) -> bytes:
    """A BlockGroup; ``before`` and ``after`` are elements around its Block."""
    body = before + element(0xA1, block_body(track_number, relative, data, flags=flags)) + after
    if duration is not None:
        body += element(0x9B, duration)
    if additions:
        more = b"".join(
            element(0xA6, element(0xEE, which) + element(0xA5, value)) for which, value in additions
        )
        body += element(0x75A1, more)
    return element(0xA0, body, length=length)


class Block(NamedTuple):
    """A block of a cluster, ready made, and what Cues say of it."""

    data: bytes
    track: int = 0
    """0: no cue for it."""
    time: int = 0
    duration: int | None = None
    inner: int = 0
    """How far behind its beginning the cue points: 0, or at the Block inside a BlockGroup."""


class Cluster(NamedTuple):
    """A cluster, and how it is to be written."""

    time: int
    blocks: Sequence[Block]
    size_length: int = 0
    unknown_size: bool = False
    lead: bytes = b""
    """Elements before the Timestamp."""
    count_lead: bool = True
    """Whether positions in Cues count the lead."""

    def write(self) -> tuple[bytes, list[tuple[Block, int]]]:
        """Its bytes, and for each block with a cue the relative position."""
        body = self.lead + element(0xE7, self.time)
        zero = 0 if self.count_lead else len(self.lead)
        places = []
        for block in self.blocks:
            if block.track:
                places.append((block, len(body) - zero + block.inner))
            body += block.data
        size = UNKNOWN_SIZE if self.unknown_size else b""
        return element(CLUSTER, body, length=self.size_length, size=size), places


def cue_point(time: int, positions: bytes) -> bytes:
    return element(0xBB, element(0xB3, time) + positions)


def cue_positions(
    track_number: int, cluster: int, relative: int | None = None, duration: int | None = None
) -> bytes:
    fields = element(0xF7, track_number) + element(0xF1, cluster)
    if relative is not None:
        fields += element(0xF0, relative)
    if duration is not None:
        fields += element(0xB2, duration)
    return element(0xB7, fields)


def statistics(uid: int, frames: int, size: int, writing_app: str = "test writer") -> bytes:
    """A Tag as mkvmerge writes it."""
    values = {
        "NUMBER_OF_FRAMES": str(frames),
        "NUMBER_OF_BYTES": str(size),
        "_STATISTICS_WRITING_APP": writing_app,
    }
    fields = b"".join(
        element(0x67C8, element(0x45A3, name) + element(0x4487, value))
        for name, value in values.items()
    )
    return element(0x7373, element(0x63C0, element(0x63C5, uid)) + fields)


def attachment(name: str, media_type: str, data: bytes) -> bytes:
    fields = element(0x467E, "about " + name) + element(0x466E, name)
    fields += element(0x4660, media_type) + element(0x46AE, 7)
    return element(0x61A7, fields + element(0x465C, data))


class File(NamedTuple):
    """A file in the order in which it is usually written."""

    tracks: Sequence[bytes]
    clusters: Sequence[Cluster] = ()
    scale: int = 1_000_000
    duration: float = 0.0
    cues: str = "back"
    """``back``, ``front``, or ``none``."""
    relative_positions: bool = True
    cue_durations: bool = True
    seek: bool = True
    unknown_segment: bool = False
    attachments: Sequence[bytes] = ()
    tags: Sequence[bytes] = ()
    doc_type: str = "matroska"
    writing_app: str = "test writer"

    def write(self) -> bytes:
        """All of it. Positions need lengths that depend on positions, so it is laid out again."""
        places: dict[int, int] = {}
        for _ in range(3):
            places = self._places(places)
        body = b"".join(part for _, part in self._parts(places))
        size = UNKNOWN_SIZE if self.unknown_segment else vint(len(body), 8)
        return ebml_header(self.doc_type) + number(SEGMENT) + size + body

    def _places(self, places: dict[int, int]) -> dict[int, int]:
        """Positions of level 1 elements by id; those of clusters by -1, -2..."""
        found: dict[int, int] = {}
        at = clusters = 0
        for key, part in self._parts(places):
            if key == CLUSTER:
                clusters += 1
                found[-clusters] = at
            else:
                found[key] = at
            at += len(part)
        return found

    def _parts(self, places: dict[int, int]) -> list[tuple[int, bytes]]:
        parts: list[tuple[int, bytes]] = [
            (INFO, info(self.scale, self.duration, self.writing_app)),
            (TRACKS, element(TRACKS, b"".join(self.tracks))),
        ]
        if self.attachments:
            parts.append((ATTACHMENTS, element(ATTACHMENTS, b"".join(self.attachments))))
        cues = (CUES, self._cues(places))
        if self.cues == "front":
            parts.append(cues)
        parts += [(CLUSTER, cluster.write()[0]) for cluster in self.clusters]
        if self.cues == "back":
            parts.append(cues)
        if self.tags:
            parts.append((TAGS, element(TAGS, b"".join(self.tags))))
        if self.seek:
            wanted = [key for key, _ in parts if key != CLUSTER]
            parts.insert(0, (SEEK_HEAD, seek_head((key, places.get(key, 0)) for key in wanted)))
        return parts

    def _cues(self, places: dict[int, int]) -> bytes:
        points = []
        for index, cluster in enumerate(self.clusters):
            for block, relative in cluster.write()[1]:
                positions = cue_positions(
                    block.track,
                    places.get(-index - 1, 0),
                    relative if self.relative_positions else None,
                    block.duration if self.cue_durations else None,
                )
                points.append((block.time, cue_point(block.time, positions)))
        points.sort(key=lambda point: point[0])
        return element(CUES, b"".join(point for _, point in points))


def text_block(track_number: int, cluster: int, time: int, text: str, duration: int) -> Block:
    """A caption in a BlockGroup, with a cue."""
    data = block_group(track_number, time - cluster, text.encode(), duration)
    return Block(data, track_number, time, duration)


def filler(track_number: int, relative: int, size: int) -> Block:
    """A block of another track, without a cue."""
    return Block(simple_block(track_number, relative, bytes(size)))

"""Writes small ISO-BMFF and QuickTime files, with every oddity that tests ask for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

IDENTITY = (0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
TFXD = bytes.fromhex("6d1d9b0542d544e680e2141daff757b2")
PIFF_SENC = bytes.fromhex("a2394f525a9b4f14a2446c427c648df4")


def u16(*values: int) -> bytes:
    return b"".join((value & 0xFFFF).to_bytes(2, "big") for value in values)


def u32(*values: int) -> bytes:
    return b"".join((value & 0xFFFFFFFF).to_bytes(4, "big") for value in values)


def u64(*values: int) -> bytes:
    return b"".join((value & (1 << 64) - 1).to_bytes(8, "big") for value in values)


def box(kind: bytes, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return u32(len(body) + 8) + kind + body


def wide(kind: bytes, *parts: bytes) -> bytes:
    """A box with a 64-bit size."""
    body = b"".join(parts)
    return u32(1) + kind + u64(len(body) + 16) + body


def full(kind: bytes, *parts: bytes, version: int = 0, flags: int = 0) -> bytes:
    return box(kind, u32(version << 24 | flags), *parts)


FTYP = box(b"ftyp", b"isom", u32(512), b"isommp41")


# Sample entries and samples -----------------------------------------------------------------


def entry(kind: bytes, body: bytes = b"", reference: int = 1) -> bytes:
    return box(kind, bytes(6), u16(reference), body)


def tx3g_entry(flags: int = 0) -> bytes:
    style = u16(0, 0, 1) + bytes([0, 18, 255, 255, 255, 255])
    fonts = box(b"ftab", u16(1, 1), bytes([5]), b"Serif")
    return entry(b"tx3g", u32(flags) + bytes([1, 255]) + bytes(4) + bytes(8) + style + fonts)


def wvtt_entry(head: bytes = b"WEBVTT") -> bytes:
    return entry(b"wvtt", box(b"vttC", head))


def stpp_entry() -> bytes:
    return entry(b"stpp", b"http://www.w3.org/ns/ttml\0\0\0")


def mime_entry(kind: bytes, mime: bytes, encoding: bytes = b"") -> bytes:
    return entry(kind, encoding + b"\0" + mime + b"\0")


def vobsub_entry(object_type: int = 0xE0) -> bytes:
    config = bytes([4, 0x80, 0x80, 0x80, 13 + 66, object_type, 0xE0]) + bytes(11)
    config += bytes([5, 64]) + bytes(64)
    esds = bytes([3, 0x80, 0x80, 0x80, len(config) + 3, 0, 1, 0]) + config
    return entry(b"mp4s", full(b"esds", esds))


def protected(kind: bytes, original: bytes, scheme: bytes | None, body: bytes = b"") -> bytes:
    boxes = box(b"frma", original)
    if scheme is not None:
        boxes += full(b"schm", scheme, u32(0x10000))
    return entry(kind, body + box(b"sinf", boxes))


def tx3g(text: str) -> bytes:
    data = text.encode()
    return u16(len(data)) + data


def vttc(text: str) -> bytes:
    return box(b"vttc", box(b"payl", text.encode()))


VTTE = box(b"vtte")


# The movie box ------------------------------------------------------------------------------

Samples = Sequence[tuple[bytes, int]]
"""Data and duration in ticks."""


@dataclass
class TrackSpec:
    """One track; the fields that are None are left out."""

    samples: Samples = ()
    number: int = 1
    entries: Sequence[bytes] = field(default_factory=lambda: [tx3g_entry()])
    handler: bytes = b"sbtl"
    name: bytes = b"SubtitleHandler\0"
    timescale: int = 1000
    language: int | str = "und"
    elng: str | None = None
    flags: int = 3
    group: int = 0
    matrix: Sequence[int] = IDENTITY
    size: tuple[int, int] = (0, 0)
    udta: bytes | None = None
    tref: bytes | None = None
    edits: Sequence[tuple[int, int, int]] | None = None
    """Duration in movie ticks, media time, rate in 16.16."""
    elst_version: int = 0
    dref: bytes | None = None
    per_chunk: int = 1
    descriptions: Sequence[int] | None = None
    """Of each chunk, from 1."""
    shifts: Sequence[int] | None = None
    version: int = 0
    """Of tkhd and mdhd."""
    stbl_extra: bytes = b""
    compact: int | None = None
    """Width of a size in stz2; None: stsz."""
    fixed_size: bool = False
    offsets64: bool = False
    tables: Mapping[bytes, bytes] = field(default_factory=dict)
    """Boxes to put in place of those that would be written."""
    media_ticks: int | None = None


def packed_language(language: int | str) -> int:
    if isinstance(language, int):
        return language
    first, second, third = (ord(letter) - 0x60 for letter in language)
    return first << 10 | second << 5 | third


def elst(edits: Sequence[tuple[int, int, int]], version: int = 0) -> bytes:
    word = u64 if version else u32
    rows = [word(duration, media_time) + u32(rate) for duration, media_time, rate in edits]
    return full(b"elst", u32(len(edits)), *rows, version=version)


def _times(version: int, *values: int) -> bytes:
    return (u64 if version else u32)(*values)


def _tkhd(track: TrackSpec) -> bytes:
    return full(
        b"tkhd",
        _times(track.version, 0, 0) + u32(track.number, 0) + _times(track.version, 0),
        bytes(8) + u16(0, track.group, 0, 0) + u32(*track.matrix),
        u32(track.size[0] << 16, track.size[1] << 16),
        version=track.version,
        flags=track.flags,
    )


def _mdia(track: TrackSpec, offsets: Sequence[int]) -> bytes:
    ticks = sum(duration for _, duration in track.samples)
    if track.media_ticks is not None:
        ticks = track.media_ticks
    mdhd = full(
        b"mdhd",
        _times(track.version, 0, 0) + u32(track.timescale) + _times(track.version, ticks),
        u16(packed_language(track.language), 0),
        version=track.version,
    )
    elng = b"" if track.elng is None else full(b"elng", track.elng.encode() + b"\0")
    hdlr = full(b"hdlr", u32(0), track.handler, bytes(12), track.name)
    dref = track.dref or full(b"dref", u32(1), full(b"url ", flags=1))
    minf = box(b"minf", full(b"nmhd"), box(b"dinf", dref), _stbl(track, offsets))
    return box(b"mdia", mdhd, elng, hdlr, minf)


def _stbl(track: TrackSpec, offsets: Sequence[int]) -> bytes:
    sizes = [len(data) for data, _ in track.samples]
    chunk_entries = track.descriptions or [1] * len(offsets)
    if track.compact is not None:
        bits = "".join(f"{size:0{track.compact}b}" for size in sizes)
        bits += "0" * (-len(bits) % 8)
        packed = int(bits or "0", 2).to_bytes(len(bits) // 8, "big") if bits else b""
        stsz = full(b"stz2", bytes([0, 0, 0, track.compact]), u32(len(sizes)), packed)
    elif track.fixed_size:
        stsz = full(b"stsz", u32(sizes[0], len(sizes)))
    else:
        stsz = full(b"stsz", u32(0, len(sizes)), u32(*sizes))
    runs = [
        u32(number, track.per_chunk, description)
        for number, description in enumerate(chunk_entries, 1)
        if number == 1 or description != chunk_entries[number - 2]
    ]
    stts = [u32(1, duration) for _, duration in track.samples]
    offset_box = (
        full(b"co64", u32(len(offsets)), u64(*offsets))
        if track.offsets64
        else full(b"stco", u32(len(offsets)), u32(*offsets))
    )
    made = {
        b"stsd": full(b"stsd", u32(len(track.entries)), *track.entries),
        b"stts": full(b"stts", u32(len(stts)), *stts),
        b"stsc": full(b"stsc", u32(len(runs)), *runs),
        b"stsz": stsz,
        b"stco": offset_box,
    }
    if track.shifts is not None:
        rows = [u32(1, shift) for shift in track.shifts]
        made[b"ctts"] = full(b"ctts", u32(len(rows)), *rows, version=1)
    made.update(track.tables)
    return box(b"stbl", *made.values(), track.stbl_extra)


def trak(track: TrackSpec, offsets: Sequence[int] = ()) -> bytes:
    parts = [_tkhd(track)]
    if track.edits is not None:
        parts.append(box(b"edts", elst(track.edits, track.elst_version)))
    if track.tref is not None:
        parts.append(box(b"tref", track.tref))
    parts.append(_mdia(track, offsets))
    if track.udta is not None:
        parts.append(box(b"udta", track.udta))
    return box(b"trak", *parts)


def mvhd(timescale: int = 1000, duration: int = 0, version: int = 0) -> bytes:
    return full(
        b"mvhd",
        _times(version, 0, 0) + u32(timescale) + _times(version, duration),
        bytes(80),
        version=version,
    )


def video(size: tuple[int, int] = (1280, 720), number: int = 9) -> TrackSpec:
    """A video track without samples."""
    return TrackSpec(number=number, handler=b"vide", entries=[entry(b"avc1")], size=size)


def chunked(track: TrackSpec) -> list[bytes]:
    """The data of each chunk."""
    data = [sample for sample, _ in track.samples]
    return [
        b"".join(data[at : at + track.per_chunk]) for at in range(0, len(data), track.per_chunk)
    ]


def moov(
    tracks: Sequence[TrackSpec],
    offsets: Sequence[Sequence[int]],
    *,
    timescale: int = 1000,
    duration: int = 0,
    extra: bytes = b"",
    version: int = 0,
) -> bytes:
    traks = [trak(track, where) for track, where in zip(tracks, offsets, strict=True)]
    return box(b"moov", mvhd(timescale, duration, version), *traks, extra)


def progressive(
    *tracks: TrackSpec,
    moov_first: bool = True,
    gap: int = 0,
    timescale: int = 1000,
    duration: int = 0,
    extra: bytes = b"",
    version: int = 0,
    start: bytes = FTYP,
    mdat_header: str = "short",
) -> bytes:
    """A file with its samples in one mdat, track after track, ``gap`` bytes before each chunk."""

    def header(offsets: Sequence[Sequence[int]]) -> bytes:
        return moov(
            tracks, offsets, timescale=timescale, duration=duration, extra=extra, version=version
        )

    chunks = [chunked(track) for track in tracks]
    ahead = len(start) + (16 if mdat_header == "wide" else 8)
    if moov_first:
        ahead += len(header([[0] * len(part) for part in chunks]))
    offsets: list[list[int]] = []
    body = bytearray()
    for part in chunks:
        offsets.append([])
        for chunk in part:
            body += b"\xff" * gap
            offsets[-1].append(ahead + len(body))
            body += chunk
    mdat = (wide if mdat_header == "wide" else box)(b"mdat", bytes(body))
    if mdat_header == "to the end":
        mdat = u32(0) + mdat[4:]
    if moov_first:
        return start + header(offsets) + mdat
    return start + mdat + header(offsets)


# Fragments ----------------------------------------------------------------------------------


def mvex(
    tracks: Sequence[TrackSpec],
    *,
    duration: int = 0,
    size: int = 0,
    mehd: int | None = None,
    description: int = 1,
) -> bytes:
    boxes = [] if mehd is None else [full(b"mehd", u64(mehd), version=1)]
    boxes += [full(b"trex", u32(track.number, description, duration, size, 0)) for track in tracks]
    return box(b"mvex", *boxes)


def init(*tracks: TrackSpec, start: bytes = FTYP, **options: int) -> bytes:
    """A file's head without samples: ftyp, moov with mvex."""
    return start + moov(tracks, [()] * len(tracks), extra=mvex(tracks, **options))


@dataclass
class TrafSpec:
    """The samples of one track in one fragment."""

    samples: Samples = ()
    number: int = 1
    time: int | None = 0
    """Of tfdt; None: no tfdt."""
    time_version: int = 1
    tfxd: int | None = None
    per_run: int | None = None
    """Samples in each trun; None: all in one."""
    shifts: Sequence[int] | None = None
    shift_version: int = 1
    description: int | None = None
    base: str = "moof"
    """``moof`` (flag), ``offset`` (base data offset), ``none`` (neither)."""
    offsets: bool = True
    """Whether runs have data offsets."""
    defaults: bool = False
    """Durations and sizes in tfhd instead of in the runs; all samples must be alike."""
    first_flags: bool = False
    extra: bytes = b""


def _tfhd(traf: TrafSpec, moof_at: int) -> bytes:
    flags, body = 0, u32(traf.number)
    if traf.base == "moof":
        flags |= 0x20000
    if traf.base == "offset":
        flags |= 0x1
        body += u64(moof_at)
    if traf.description is not None:
        flags |= 0x2
        body += u32(traf.description)
    if traf.defaults:
        data, duration = traf.samples[0]
        flags |= 0x8 | 0x10
        body += u32(duration, len(data))
    return full(b"tfhd", body, flags=flags)


def _truns(traf: TrafSpec, offset: int) -> bytes:
    step = traf.per_run or max(len(traf.samples), 1)
    truns = b""
    for at in range(0, len(traf.samples), step):
        part = traf.samples[at : at + step]
        flags, head, rows = 0, b"", b""
        if traf.offsets:
            flags |= 0x1
            head += u32(offset)
        if traf.first_flags:
            flags |= 0x4
            head += u32(0x2000000)
        if not traf.defaults:
            flags |= 0x300
        if traf.shifts is not None:
            flags |= 0x800
        for position, (data, duration) in enumerate(part, at):
            rows += b"" if traf.defaults else u32(duration, len(data))
            rows += b"" if traf.shifts is None else u32(traf.shifts[position])
            offset += len(data)
        truns += full(b"trun", u32(len(part)), head, rows, version=traf.shift_version, flags=flags)
    return truns


def _traf(traf: TrafSpec, moof_at: int, offset: int) -> bytes:
    parts = [_tfhd(traf, moof_at)]
    if traf.time is not None:
        time = (u64 if traf.time_version else u32)(traf.time)
        parts.append(full(b"tfdt", time, version=traf.time_version))
    if traf.tfxd is not None:
        parts.append(box(b"uuid", TFXD, u32(1 << 24), u64(traf.tfxd, 0)))
    return box(b"traf", *parts, traf.extra, _truns(traf, offset))


def fragment(
    *trafs: TrafSpec, at: int, number: int = 1, filler: int = 0, mdats: str = "one"
) -> bytes:
    """A moof and its mdat, to stand at ``at`` in the file; ``filler`` bytes end the mdat."""

    def moof(offset: int) -> bytes:
        parts = []
        for traf in trafs:
            # A run of a track fragment without flags counts from the data before it.
            relative = offset if traf.base != "none" or traf is trafs[0] else 0
            parts.append(_traf(traf, at, relative))
            offset += sum(len(data) for data, _ in traf.samples)
        return box(b"moof", full(b"mfhd", u32(number)), *parts)

    head = moof(len(moof(0)) + 8)
    data = b"".join(data for traf in trafs for data, _ in traf.samples)
    if mdats == "free between":
        return moof(len(head) + 8 + 24) + box(b"free", bytes(16)) + box(b"mdat", data)
    return head + box(b"mdat", data, bytes(filler))


def sidx(
    references: Sequence[tuple[int, int]],
    *,
    track: int = 1,
    timescale: int = 1000,
    time: int = 0,
    first: int = 0,
    version: int = 0,
    to_index: bool = False,
) -> bytes:
    """A segment index; references are size and duration."""
    word = u64 if version else u32
    rows = [u32(to_index << 31 | size, duration, 0x90000000) for size, duration in references]
    return full(
        b"sidx",
        u32(track, timescale) + word(time, first) + u16(0, len(rows)),
        *rows,
        version=version,
    )


def mfra(tables: Mapping[int, Sequence[tuple[int, int]]], version: int = 1) -> bytes:
    """Random access boxes: for each track, time and moof offset."""
    word = u64 if version else u32
    tfras = b""
    for track, entries in tables.items():
        rows = b"".join(word(time, offset) + bytes([1, 1, 1]) for time, offset in entries)
        tfras += full(b"tfra", u32(track, 0, len(entries)), rows, version=version)
    return box(b"mfra", tfras, full(b"mfro", u32(len(tfras) + 8 + 16)))

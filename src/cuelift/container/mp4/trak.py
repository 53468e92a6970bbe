"""A track's own boxes in the movie box: flags, language, names, references.

Spec: ISO/IEC 14496-12:2022, 8.3 (``tkhd``, ``tref``), 8.4 (``mdhd``, ``hdlr``, ``elng``), 8.7.2
(``dref``), 8.10.4 (``kind``); QuickTime File Format, "User Data Atoms"; 3GPP TS 26.244, 8.2.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from cuelift.bytereader import ByteReader
from cuelift.container.mp4.boxes import Box, by_kind, children, reader
from cuelift.container.mp4.edits import EditList, parse_elst
from cuelift.container.mp4.entries import Entry, parse_stsd
from cuelift.cues.languages import language_tag, macintosh_language
from cuelift.errors import ContainerError

CAPTION_HANDLERS = frozenset((b"text", b"sbtl", b"subt", b"subp", b"clcp"))
"""Tracks of these are captions, known codec or not."""
_NO_CAPTIONS = frozenset(("metadata", "chapters"))
"""Kinds of an HTML text track that are for programs, not for viewers."""
_OTHER_MEDIA = frozenset((b"vide", b"soun", b"hint", b"tmcd", b"auxv", b"pict", b"url "))
_MACINTOSH_CODES = 0x400
_UNSPECIFIED = 0x7FFF
_TEXT_BYTES = 4096
_GENERIC_NAMES = frozenset(
    ("subtitle", "subtitles", "text", "closed captions", "caption", "webvtt")
)
_GENERIC_STARTS = ("apple ", "gpac ", "core media ", "mainconcept ", "usp ")
_GENERIC_ENDS = ("handler", "handle")


class UserData(msgspec.Struct, frozen=True):
    """What user data say of a track."""

    title: str | None = None
    kinds: frozenset[tuple[str, str]] = frozenset()
    """Scheme and value of each ``kind`` box."""
    characteristics: frozenset[str] = frozenset()
    """QuickTime media characteristics (``tagc``)."""


class Trak(msgspec.Struct, frozen=True, kw_only=True):
    """A track box; what only captions need is left empty for other media."""

    number: int
    handler: bytes
    timescale: int
    media_ticks: int
    enabled: bool
    alternate_group: int
    place: tuple[int, int, int, int]
    references: Mapping[bytes, tuple[int, ...]]
    language: str | None = None
    user_data: UserData = UserData()
    entries: tuple[Entry, ...] = ()
    external: Mapping[int, str] = msgspec.field(default_factory=dict)
    """Data references, by position from 1, that lie outside the file."""
    edit_list: EditList = EditList((), ())
    tables: Mapping[bytes, Box] = msgspec.field(default_factory=dict)
    """The children of ``stbl``."""

    @property
    def is_caption(self) -> bool:
        """Whether the track carries captions, by its handler or by a codec that is ours."""
        kinds = {value for scheme, value in self.user_data.kinds if scheme == "about:html-kind"}
        if not self.entries or not kinds.isdisjoint(_NO_CAPTIONS):
            return False
        codecs = {entry.description.codec for entry in self.entries} - {""}
        if self.handler == b"meta":
            codecs.discard("wvtt")  # metadata cues; captions have the handler text
        return bool(codecs) or self.handler in CAPTION_HANDLERS


def parse_trak(data: bytes | memoryview, box: Box, movie_timescale: int) -> Trak:
    """Reads a track box.

    Args:
        data: the movie box.
        box: the track box in it.
        movie_timescale: ticks per second of edit durations.

    Raises:
        ContainerError: a box that every track has is missing or cut off.
    """
    boxes = by_kind(data, box.start, box.end)
    mdia = boxes.get(b"mdia")
    media = by_kind(data, mdia.start, mdia.end) if mdia else {}
    if b"tkhd" not in boxes or b"mdhd" not in media:
        raise ContainerError(f"track box at {box.start} without tkhd or mdhd")
    number, enabled, group, place = _tkhd(reader(data, boxes[b"tkhd"]))
    timescale, ticks, language = _mdhd(reader(data, media[b"mdhd"]))
    handler, name = _hdlr(data, media.get(b"hdlr"))
    common = Trak(
        number=number,
        handler=handler,
        timescale=timescale,
        media_ticks=ticks,
        enabled=enabled,
        alternate_group=group,
        place=place,
        references=_tref(data, boxes.get(b"tref")),
    )
    if handler in _OTHER_MEDIA:
        return common
    minf = media.get(b"minf")
    information = by_kind(data, minf.start, minf.end) if minf else {}
    stbl = information.get(b"stbl")
    tables = by_kind(data, stbl.start, stbl.end) if stbl else {}
    stsd = tables.get(b"stsd")
    user_data = _udta(data, boxes.get(b"udta"))
    if not user_data.title:
        user_data = msgspec.structs.replace(user_data, title=name)
    return msgspec.structs.replace(
        common,
        language=_elng(data, media.get(b"elng")) or language,
        user_data=user_data,
        entries=parse_stsd(data[stsd.start : stsd.end]) if stsd else (),
        external=_dref(data, information.get(b"dinf")),
        edit_list=_edts(data, boxes.get(b"edts"), movie_timescale, timescale, ticks),
        tables=tables,
    )


def _tkhd(fields: ByteReader) -> tuple[int, bool, int, tuple[int, int, int, int]]:
    version = fields.u8()
    flags = fields.u24()
    fields.skip(16 if version == 1 else 8)
    number = fields.u32()
    fields.skip((4 + 8 if version == 1 else 4 + 4) + 8 + 2)
    group = fields.s16()
    fields.skip(4)
    matrix = [fields.s32() for _ in range(9)]
    width, height = fields.u32() >> 16, fields.u32() >> 16
    if matrix[0] == 0 and matrix[4] == 0:
        width, height = height, width
    return number, bool(flags & 1), group, (matrix[6] >> 16, matrix[7] >> 16, width, height)


def _mdhd(fields: ByteReader) -> tuple[int, int, str | None]:
    version = fields.u8()
    fields.skip(3 + (16 if version == 1 else 8))
    timescale = fields.u32()
    ticks = fields.u64() if version == 1 else fields.u32()
    if not timescale:
        raise ContainerError("mdhd: the timescale is 0")
    if ticks == (1 << 64 if version == 1 else 1 << 32) - 1:
        ticks = 0
    return timescale, ticks, _language(fields.u16())


def _language(code: int) -> str | None:
    if code == _UNSPECIFIED:
        return None
    if code < _MACINTOSH_CODES:
        return macintosh_language(code)
    return language_tag("".join(chr(0x60 + (code >> shift & 31)) for shift in (10, 5, 0)))


def _elng(data: bytes | memoryview, box: Box | None) -> str | None:
    if box is None:
        return None
    return language_tag(_text(bytes(data[box.start + 4 : min(box.end, box.start + 256)])))


def _hdlr(data: bytes | memoryview, box: Box | None) -> tuple[bytes, str | None]:
    """Handler type, and its name unless every file of some writer has it."""
    if box is None or box.end - box.start < 12:
        return b"", None
    handler = bytes(data[box.start + 8 : box.start + 12])
    name = bytes(data[box.start + 24 : min(box.end, box.start + 24 + _TEXT_BYTES)])
    if name and name[0] == len(name) - 1:
        name = name[1:]  # a Pascal string, as QuickTime writes it
    title = _text(name)
    return handler, None if not title or _is_generic(title.lower()) else title


def _is_generic(name: str) -> bool:
    return (
        name in _GENERIC_NAMES or name.startswith(_GENERIC_STARTS) or name.endswith(_GENERIC_ENDS)
    )


def _tref(data: bytes | memoryview, box: Box | None) -> dict[bytes, tuple[int, ...]]:
    if box is None:
        return {}
    found: dict[bytes, list[int]] = {}
    for kind, start, end in children(data, box.start, box.end):
        body = data[start : min(end, start + _TEXT_BYTES)]
        numbers = (int.from_bytes(body[at : at + 4], "big") for at in range(0, len(body) - 3, 4))
        found.setdefault(kind, []).extend(numbers)
    return {kind: tuple(numbers) for kind, numbers in found.items()}


def _dref(data: bytes | memoryview, dinf: Box | None) -> dict[int, str]:
    box = by_kind(data, dinf.start, dinf.end).get(b"dref") if dinf else None
    if box is None:
        return {}
    external = {}
    for position, (kind, start, end) in enumerate(children(data, box.start + 8, box.end), 1):
        if end - start >= 4 and not data[start + 3] & 1:
            place = bytes(data[start + 4 : min(end, start + _TEXT_BYTES)])
            where = _text(place) if kind == b"url " else ""
            external[position] = where or kind.decode("latin-1")
    return external


def _edts(
    data: bytes | memoryview, box: Box | None, movie_timescale: int, timescale: int, ticks: int
) -> EditList:
    elst = by_kind(data, box.start, box.end).get(b"elst") if box else None
    if elst is None:
        return EditList((), ())
    return parse_elst(data[elst.start : elst.end], movie_timescale, timescale, ticks)


def _udta(data: bytes | memoryview, box: Box | None) -> UserData:
    if box is None:
        return UserData()
    titles: dict[bytes, str] = {}
    kinds, characteristics = set(), set()
    for kind, start, end in children(data, box.start, box.end):
        body = bytes(data[start : min(end, start + _TEXT_BYTES)])
        if kind == b"kind":
            scheme, _, value = body[4:].partition(b"\0")
            kinds.add((_text(scheme), _text(value)))
        elif kind == b"tagc":
            characteristics.add(_text(body))
        elif kind == b"name":
            titles[kind] = _text(body)
        elif kind == b"titl":
            titles[kind] = _text(body[6:])
        elif kind == b"\xa9nam":
            titles[kind] = _text(body[4 : 4 + int.from_bytes(body[:2], "big")])
    return UserData(_first(titles), frozenset(kinds), frozenset(characteristics))


def _first(titles: Mapping[bytes, str]) -> str | None:
    names: Iterable[bytes] = (b"name", b"titl", b"\xa9nam")
    return next((titles[name] for name in names if titles.get(name)), None)


def _text(data: bytes) -> str:
    """Text up to the first zero: UTF-8, UTF-16 with a byte order mark, or Mac Roman."""
    if data[:2] in (b"\xfe\xff", b"\xff\xfe"):
        text = data[: len(data) & ~1].decode("utf-16", "replace")
    else:
        data = data.lstrip(b"\0").partition(b"\0")[0]
        try:
            text = data.decode()
        except UnicodeDecodeError:
            text = data.decode("mac-roman")
    return text.partition("\0")[0].strip()

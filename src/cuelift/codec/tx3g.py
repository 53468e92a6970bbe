"""3GPP timed text (``tx3g``), the text track of MP4 files; QuickTime's subtitles are the same.

Not carried over, because it is how such text looks anyway: white as the text's colour, black as
its background, and the font and size of the track's default style.

Spec: 3GPP TS 26.245, clauses 5.15 (style record), 5.16 (sample description) and 5.17 (sample);
QuickTime File Format, "Subtitle Sample Description" (display flags) and "Subtitle Sample Data".
"""

from __future__ import annotations

from collections.abc import Mapping
from struct import Struct
from typing import NamedTuple

import msgspec

from cuelift.bytereader import ByteReader
from cuelift.codec.textsample import (
    Box,
    Runs,
    TextSampleDecoder,
    align_cell,
    build_spans,
    clean,
    color,
    count,
    locate,
    place,
    read_atoms,
    read_box,
    read_fonts,
)
from cuelift.cues import PLAIN, Cue, Place, Raw, Span, Style
from cuelift.errors import TruncatedData
from cuelift.media import Sample, Track, to_ns

_SCROLLS = 0x00000060
_VERTICAL_WRITING = 0x00020000
_TOP_OF_BOX = 0x20000000
"""QuickTime: a sample's text box says with its top how high the text stands."""
_ALL_FORCED = 0x80000000

_COLUMNS = {0: 0, 1: 1, -1: 2}
_ROWS = {0: 0.0, 1: 0.5, -1: 1.0}
_LOST = {b"href": "link", b"blnk": "blink", b"dlay": "scroll"}
_STYLE_RUN = Struct(">HH8s")
_HARMLESS = frozenset((b"twrp",))
"""Every player wraps lines as it must."""


class _Record(msgspec.Struct, frozen=True):
    """A style record's last 8 bytes."""

    font: int
    face: int
    size: int
    color: str | None


class _Entry(NamedTuple):
    """A sample description."""

    flags: int
    column: int
    row: float
    background: str | None
    box: Box
    record: _Record
    fonts: Mapping[int, str]


_SILENT = _Entry(0, 1, 1.0, None, Box(0, 0, 0, 0), _Record(0, 0, 0, None), {})


def _read_record(reader: ByteReader) -> _Record:
    font, face, size = reader.u16(), reader.u8(), reader.u8()
    red, green, blue, alpha = reader.raw(4)
    if alpha == 0 and (red or green or blue):
        alpha = 255  # nobody writes text that cannot be seen: the writer forgot it
    ink = color(red, green, blue, alpha)
    return _Record(font, face, size, None if ink == "#ffffff" else ink)


def parse_entry(private: bytes) -> _Entry:
    """Reads a sample description; one that is cut short or all zeros says nothing.

    Args:
        private: display flags, justification, background, text box, style record, then boxes.
    """
    if not any(private[:30]):
        return _SILENT
    reader = ByteReader(private)
    try:
        flags, across, down = reader.u32(), reader.sint(1), reader.sint(1)
        background = color(reader.u8(), reader.u8(), reader.u8(), reader.u8())
        box = read_box(reader)
        reader.skip(4)  # the default style covers all characters
        record = _read_record(reader)
    except TruncatedData:
        return _SILENT
    if background is not None and (background.startswith("#000000") or background[7:] == "00"):
        background = None
    return _Entry(
        flags, _COLUMNS.get(across, 1), _ROWS.get(down, 1.0), background, box, record,
        _read_entry_fonts(reader),
    )  # fmt: skip


def _read_entry_fonts(reader: ByteReader) -> dict[int, str]:
    try:
        for kind, body in read_atoms(reader, {}):
            if kind == b"ftab":
                return read_fonts(body)
    except TruncatedData:
        pass
    return {}


def _decode_text(data: bytes, losses: dict[str, int]) -> str:
    encoding = "utf-16" if data[:2] in (b"\xfe\xff", b"\xff\xfe") else "utf-8"
    if data[:3] == b"\xef\xbb\xbf":
        data = data[3:]  # a mark is no character: offsets do not count it (clause 5.2)
    text = data.decode(encoding, "replace")
    if "\ufffd" in text:
        count(losses, "charset")
    return text


class _Modifiers:
    """What the boxes of one sample say."""

    __slots__ = ("box", "forced", "highlight", "lit", "styles", "times")

    def __init__(self, length: int, positions: list[int] | None) -> None:
        self.styles: Runs[Style] = Runs(length, positions)
        self.lit: Runs[bool] = Runs(length, positions)
        self.times: Runs[int] = Runs(length, positions)
        self.highlight: str | None = None
        self.box: Box | None = None
        self.forced = False


class Tx3gDecoder(TextSampleDecoder):
    """One sample: a 16-bit byte count, text, modifier boxes."""

    def __init__(self, track: Track, description: int) -> None:
        super().__init__(track, "tx3g")
        self._entry = entry = parse_entry(track.descriptions[description].private)
        self._base = self._style(entry.record)
        self._place = self._find_place(None)
        self._forced = bool(entry.flags & _ALL_FORCED)
        self._styles: dict[bytes, Style] = {}
        if entry.flags & _SCROLLS:
            count(self.losses, "scroll")

    def _cue(self, sample: Sample, size: int, start_ns: int, end_ns: int | None) -> Cue | None:
        data = sample.data
        try:
            raw = data[2:size].decode()
        except UnicodeDecodeError:
            raw = "\ufeff"
        if raw[:1] == "\ufeff":
            raw = _decode_text(data[2:size], self.losses)
        text, positions = clean(raw)
        if not text:
            return None
        spans: tuple[Span, ...]
        styled: tuple[Span, ...] | None = None
        if size == len(data):
            styled = (Span(text, self._base),)
        elif positions is None and data[size + 4 : size + 8] == b"styl":
            styled = self._styled(text, data, size)
        if styled is not None:
            spans, where, forced = styled, self._place, self._forced
        else:
            said = _Modifiers(len(text), positions)
            self._read_modifiers(ByteReader(data, size), said, sample.pts)
            spans = build_spans(text, self._base, said.styles, said.lit, said.times, said.highlight)
            where = self._place if said.box is None else self._find_place(said.box)
            forced = self._forced or said.forced
        return Cue(
            start_ns=start_ns,
            end_ns=end_ns,
            spans=spans,
            place=where,
            forced=forced,
            raw=None if raw is text else Raw(format="tx3g", text=raw),
        )

    def _styled(self, text: str, data: bytes, at: int) -> tuple[Span, ...] | None:
        """The spans of a text with one box of styles and nothing else, which is what most have.

        Returns: None when the box is not the last one or its runs are not in order, which takes
            the longer way.
        """
        count = int.from_bytes(data[at + 8 : at + 10], "big")
        if not at + 10 + 12 * count == at + int.from_bytes(data[at : at + 4], "big") == len(data):
            return None
        spans: list[Span] = []
        begun, length, base = 0, len(text), self._base
        before = base
        for start, end, record in _STYLE_RUN.iter_unpack(data[at + 10 :]):
            if start < begun or end <= start or start >= length:
                return None
            now = self._styles.get(record) or self._style_of(record)
            if now == base or (start == begun and now == before):
                return None
            if start > begun:
                spans.append(Span(text[begun:start], base))
            spans.append(Span(text[start:end], now))
            begun, before = end, now
        if begun < length:
            spans.append(Span(text[begun:], base))
        return tuple(spans)

    def _style_of(self, record: bytes) -> Style:
        return self._styles.setdefault(record, self._style(_read_record(ByteReader(record))))

    def _read_modifiers(self, reader: ByteReader, said: _Modifiers, pts: int) -> None:
        for kind, body in read_atoms(reader, self.losses):
            try:
                self._read_modifier(kind, body, said, pts)
            except TruncatedData:
                count(self.losses, "broken_box")
        if said.lit.items and said.highlight is None:
            count(self.losses, "highlight")

    def _read_modifier(self, kind: bytes, body: ByteReader, said: _Modifiers, pts: int) -> None:
        if kind == b"styl":
            self._read_styles(body, said)
        elif kind == b"hlit":
            said.lit.add(body.u16(), body.u16(), True)
        elif kind == b"hclr":
            said.highlight = color(body.u8(), body.u8(), body.u8(), body.u8())
        elif kind == b"krok":
            self._read_karaoke(body, said, pts)
        elif kind == b"tbox":
            said.box = read_box(body)
        elif kind == b"frcd":
            said.forced = True
        elif kind not in _HARMLESS:
            count(self.losses, _LOST.get(kind, "unknown_box"))

    def _read_styles(self, body: ByteReader, said: _Modifiers) -> None:
        for _ in range(body.u16()):
            if said.styles.full:
                return
            said.styles.add(body.u16(), body.u16(), self._style(_read_record(body)))

    def _read_karaoke(self, body: ByteReader, said: _Modifiers, pts: int) -> None:
        """Each entry is lit from where the one before it ends."""
        ticks = body.u32()
        for _ in range(body.u16()):
            if said.times.full:
                return
            until = body.u32()
            said.times.add(body.u16(), body.u16(), to_ns(pts + ticks, self._timescale))
            ticks = until

    def _style(self, record: _Record) -> Style:
        default = self._entry.record
        font = self._entry.fonts.get(record.font) if record.font != default.font else None
        style = Style(
            bold=bool(record.face & 1),
            italic=bool(record.face & 2),
            underline=bool(record.face & 4),
            color=record.color,
            background=self._entry.background,
            font=font,
            size=float(record.size) if record.size not in (0, default.size) else None,
        )
        return PLAIN if style == PLAIN else style

    def _find_place(self, box: Box | None) -> Place | None:
        """Where text stands; only a box of the sample's own is told when it is the usual place."""
        entry = self._entry
        rect = locate(self._track, box or entry.box, cover=box is not None)
        row = 0.0 if box is not None and entry.flags & _TOP_OF_BOX else entry.row
        align = align_cell(entry.column, row, rect)
        if box is None and (align == 2 or not any(entry.box)):
            rect = None
        return place(align, rect, bool(entry.flags & _VERTICAL_WRITING))

"""QuickTime text (``text``), the older text track of ``.mov`` files.

Not carried over, because it is how such text looks anyway: white as the text's colour, black as
its background, and the font and size of the sample description.

Spec: QuickTime File Format, "Text Sample Description", "Text Sample Data", "Language Code Values";
the style scrap is the one of TextEdit (Inside Macintosh: Text, "StScrpRec").
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from msgspec.structs import replace

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
from cuelift.media import Sample, Track

_MOVIE_BACKGROUND = 0x0008
_SCROLLS = 0x0060
_KEYED = 0x4000
"""The background is not drawn."""

_COLUMNS = {0: 0, 1: 1, -1: 2, -2: 0}

_LOST = {
    b"href": "link",
    b"htxt": "link",
    b"wtxt": "link",
    b"drpo": "shadow",
    b"drpt": "shadow",
    b"imag": "picture",
    b"metr": "picture",
}
_HARMLESS = frozenset((b"encd", b"ftab", b"free", b"skip"))
"""Read before the others, or empty space."""

_PAST_ANY_TEXT = 1 << 32

_UNICODE = "unicode"
_ENCODINGS = {
    0: "mac_roman",
    1: "shift_jis",
    2: "big5",
    3: "cp949",
    4: "mac_arabic",
    5: "iso8859_8",
    6: "mac_greek",
    7: "mac_cyrillic",
    21: "cp874",
    25: "gbk",
    29: "mac_latin2",
    35: "mac_turkish",
    36: "mac_croatian",
    37: "mac_iceland",
    38: "mac_romanian",
}
"""Text Encoding Converter's base encodings, and what comes nearest to each in Python."""

_BY_LANGUAGE = {
    language: _ENCODINGS[number]
    for number, languages in (
        (1, "ja"), (2, "zh-Hant zh"), (3, "ko"), (4, "ar fa ur"), (5, "he yi"), (6, "el"),
        (7, "ru uk bg sr mk be"), (21, "th"), (25, "zh-Hans"), (29, "pl cs sk hu et lv lt"),
        (35, "tr"), (36, "hr sl"), (37, "is fo"), (38, "ro"),
    )
    for language in languages.split()
}  # fmt: skip

_TWO_BYTES = frozenset(("shift_jis", "big5", "cp949", "gbk"))
"""Offsets count bytes, which differ from characters here."""


class _Entry(NamedTuple):
    """A sample description."""

    flags: int
    column: int
    box: Box
    style: Style


_SILENT = _Entry(0, 1, Box(0, 0, 0, 0), PLAIN)


def parse_entry(private: bytes) -> _Entry:
    """Reads a sample description; one that is cut short says nothing.

    Args:
        private: display flags, justification, background, text box, 8 reserved bytes, font number
            and face, 3 reserved bytes, text colour, font name.
    """
    reader = ByteReader(private)
    try:
        flags, across, background = reader.u32(), reader.s32(), _read_rgb(reader)
        box = read_box(reader)
        reader.skip(10)
        face = reader.u16()
        reader.skip(3)
        ink = _read_rgb(reader)
    except TruncatedData:
        return _SILENT
    if background == "#000000" or flags & (_KEYED | _MOVIE_BACKGROUND):
        background = None
    return _Entry(flags, _COLUMNS.get(across, 1), box, _style(face, ink, background))


def _read_rgb(reader: ByteReader) -> str | None:
    return color(reader.u16() >> 8, reader.u16() >> 8, reader.u16() >> 8)


def _style(face: int, ink: str | None, background: str | None) -> Style:
    """A style; black is told only where a background makes it readable.

    Writers leave the text's colour at zero when they mean that of the player.
    """
    if ink == "#ffffff" or (ink == "#000000" and background is None):
        ink = None
    style = Style(
        bold=bool(face & 1),
        italic=bool(face & 2),
        underline=bool(face & 4),
        color=ink,
        background=background,
    )
    return PLAIN if style == PLAIN else style


def decode_text(data: bytes, stated: int | None, language: str | None) -> tuple[str, str]:
    """Decodes the text of a sample.

    Args:
        data: the text's bytes.
        stated: what the sample's ``encd`` atom says; None: there is none.
        language: BCP 47 tag of the track, which tells the script of Macintosh text.

    Returns: the text, and the name of its encoding.
    """
    if data[:2] in (b"\xfe\xff", b"\xff\xfe"):
        return data.decode("utf-16", "replace"), _UNICODE
    if data[:3] == b"\xef\xbb\xbf":
        return data[3:].decode("utf-8", "replace"), _UNICODE
    encoding = _stated_encoding(stated)
    if encoding is None:
        try:
            return data.decode(), _UNICODE
        except UnicodeDecodeError:
            encoding = _macintosh_encoding(language)
    if encoding == _UNICODE:
        return data.decode("utf-8", "replace"), _UNICODE
    return data.decode(encoding, "replace"), encoding


def _stated_encoding(stated: int | None) -> str | None:
    if stated is None:
        return None
    base = stated & 0xFFFF
    return _UNICODE if base >> 8 == 1 else _ENCODINGS.get(base)


def _macintosh_encoding(language: str | None) -> str:
    if language is None:
        return "mac_roman"
    return _BY_LANGUAGE.get(language) or _BY_LANGUAGE.get(language.split("-")[0], "mac_roman")


def _byte_positions(text: str, encoding: str, positions: list[int] | None) -> list[int]:
    """For each byte of the encoded text, and its end, the position in the cleaned text."""
    if positions is None:
        positions = list(range(len(text) + 1))
    found: list[int] = []
    for position, character in zip(positions, text, strict=False):
        found.extend([position] * len(character.encode(encoding, "replace")))
    found.append(positions[-1])
    return found


class _Modifiers:
    """What the atoms of one sample say."""

    __slots__ = ("fonts", "highlight", "lit", "styles")

    def __init__(self, length: int, positions: list[int] | None, fonts: Mapping[int, str]) -> None:
        self.styles: Runs[Style] = Runs(length, positions)
        self.lit: Runs[bool] = Runs(length, positions)
        self.highlight: str | None = None
        self.fonts = fonts


class QtTextDecoder(TextSampleDecoder):
    """One sample: a 16-bit byte count, text, atoms."""

    def __init__(self, track: Track, description: int) -> None:
        super().__init__(track, "text")
        self._entry = entry = parse_entry(track.descriptions[description].private)
        self._place = self._find_place()
        if entry.flags & _SCROLLS:
            count(self.losses, "scroll")

    def _cue(self, sample: Sample, size: int, start_ns: int, end_ns: int | None) -> Cue | None:
        data = sample.data
        stated, fonts = _look_ahead(data, size) if size < len(data) else (None, {})
        raw, encoding = decode_text(data[2:size], stated, self._track.language)
        if "\ufffd" in raw:
            count(self.losses, "charset")
        text, positions = clean(raw)
        if not text:
            return None
        spans: tuple[Span, ...] = (Span(text, self._entry.style),)
        if size < len(data):
            if encoding in _TWO_BYTES:
                positions = _byte_positions(raw, encoding, positions)
            said = _Modifiers(len(text), positions, fonts)
            self._read_atoms(ByteReader(data, size), said)
            times: Runs[int] = Runs(len(text), None)
            spans = build_spans(
                text, self._entry.style, said.styles, said.lit, times, said.highlight
            )
        return Cue(
            start_ns=start_ns,
            end_ns=end_ns,
            spans=spans,
            place=self._place,
            raw=Raw(format="qttext", text=raw),
        )

    def _read_atoms(self, reader: ByteReader, said: _Modifiers) -> None:
        for kind, body in read_atoms(reader, self.losses):
            try:
                self._read_atom(kind, body, said)
            except TruncatedData:
                count(self.losses, "broken_box")
        if said.lit.items and said.highlight is None:
            count(self.losses, "highlight")

    def _read_atom(self, kind: bytes, body: ByteReader, said: _Modifiers) -> None:
        if kind == b"styl":
            self._read_styles(body, said)
        elif kind == b"hlit":
            said.lit.add(body.u32(), body.u32(), True)
        elif kind == b"hclr":
            said.highlight = _read_rgb(body)
        elif kind not in _HARMLESS:
            count(self.losses, _LOST.get(kind, "unknown_box"))

    def _read_styles(self, body: ByteReader, said: _Modifiers) -> None:
        """A style scrap: each element lasts until the next one begins."""
        begun, style = 0, self._entry.style
        for _ in range(body.u16()):
            if said.styles.full:
                return
            start = body.u32()
            body.skip(4)
            font, face, size = body.u16(), body.u16(), body.u16()
            said.styles.add(begun, start, style)
            begun = start
            # The face is one byte and a filler; some writers take it for a 16-bit integer.
            style = _style(face >> 8 | face, _read_rgb(body), self._entry.style.background)
            if said.fonts.get(font):
                style = replace(style, font=said.fonts[font], size=float(size) or None)
        said.styles.add(begun, _PAST_ANY_TEXT, style)

    def _find_place(self) -> Place | None:
        """Text begins at the top of its box, but it is the box's middle that tells its place."""
        entry = self._entry
        rect = locate(self._track, entry.box)
        align = align_cell(entry.column, 0.5, rect)
        return place(align, rect if align != 2 and any(entry.box) else None)


def _look_ahead(data: bytes, size: int) -> tuple[int | None, dict[int, str]]:
    """The encoding and the fonts that a sample's atoms state, wherever they stand."""
    encoding: int | None = None
    fonts: dict[int, str] = {}
    for kind, body in read_atoms(ByteReader(data, size), {}):
        try:
            if kind == b"encd":
                encoding = body.u32()
            elif kind == b"ftab":
                fonts = read_fonts(body)
        except TruncatedData:
            continue
    return encoding, fonts

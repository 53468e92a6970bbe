"""Universal Subtitle Format as Matroska carries it: styles in CodecPrivate, a fragment a block.

Spec: Universal Subtitle Format 1.1, clauses 3.2 (styles) and 3.4 (subtitles); Matroska Codec
Mappings, ``S_TEXT/USF``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import NamedTuple
from xml.parsers import expat

from msgspec.structs import replace

from cuelift.cues import PLAIN, Cue, Header, Place, Point, Raw, Span, Style
from cuelift.cues.languages import language_tag
from cuelift.errors import CodecError
from cuelift.media import Sample, Track, to_ns

_DEEPEST = 64
_BLANKS = re.compile(r"[ \t\r\n]+")
_COLOR = re.compile(r"#(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})\Z")
_LENGTH = re.compile(r"(-?[0-9]{1,6}(?:\.[0-9]{0,6})?)(%?)\Z")

_ALIGNMENTS = {
    f"{row}{column}": first + offset
    for row, first in (("bottom", 1), ("middle", 4), ("top", 7))
    for offset, column in enumerate(("left", "center", "right"))
}
_POSITION = ("alignment", "horizontal-margin", "vertical-margin")
_SWITCHES = {"italic": "italic", "underline": "underline", "strikeout": "strike"}
_TAGS = {
    "i": {"italic": "yes"},
    "b": {"weight": "bold"},
    "u": {"underline": "yes"},
    "s": {"strikeout": "yes"},
}
_TRANSPARENT = frozenset(("fragment", "subtitle", "subtitles"))
_NOT_TEXT = {"image": "picture", "svg": "picture", "shape": "drawing", "comment": ""}
"""Elements whose content is no caption, and what is lost with them."""

Attributes = Mapping[str, str]


class _Sheet(NamedTuple):
    """What a CodecPrivate says."""

    fonts: dict[str, dict[str, str]]
    """Attributes of ``fontstyle`` by the style's name."""
    positions: dict[str, dict[str, str]]
    header: Header


def _new_parser() -> expat.XMLParserType:
    """A parser that knows no entities but XML's own."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_declarations
    return parser


def _refuse_declarations(name: str, _system: object, _public: object, has_subset: bool) -> None:
    if has_subset:
        raise CodecError(f"USF declares a document type of its own: {name}")


def _decode(data: bytes) -> str:
    encoding = "utf-16" if data[:2] in (b"\xfe\xff", b"\xff\xfe") else "utf-8"
    text = data.decode(encoding, "replace").strip("\ufeff\x00 \t\r\n")
    return text.replace("&nbsp;", "\u00a0")


def parse_header(private: bytes) -> _Sheet:
    """Reads the head of a USF document.

    Raises:
        CodecError: it is no XML, or declares entities.
    """
    fonts: dict[str, dict[str, str]] = {}
    positions: dict[str, dict[str, str]] = {}
    found: dict[str, str] = {}
    path: list[str] = []
    name = ""

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal name
        path.append(tag)
        if tag == "style":
            name = attributes.get("name", "")
        elif tag == "fontstyle":
            fonts[name] = attributes
        elif tag == "position":
            positions[name] = attributes
        elif tag == "language":
            found.setdefault("language", attributes.get("code", ""))

    def text(data: str) -> None:
        if path[-2:] == ["metadata", "title"]:
            found["title"] = found.get("title", "") + data

    def end(_tag: str) -> None:
        path.pop()

    parser = _new_parser()
    parser.StartElementHandler = start
    parser.CharacterDataHandler = text
    parser.EndElementHandler = end
    try:
        parser.Parse(_decode(private), True)
    except expat.ExpatError as error:
        raise CodecError(f"USF header: {error}") from error
    header = Header(
        language=language_tag(found.get("language", "")),
        title=found.get("title", "").strip() or None,
    )
    return _Sheet(fonts, positions, header)


def apply_font(style: Style, attributes: Attributes) -> Style:
    """A style with the attributes of a ``font`` or ``fontstyle`` element laid over it."""
    changes: dict[str, object] = {}
    for attribute, field in _SWITCHES.items():
        if attribute in attributes:
            changes[field] = attributes[attribute].lower() == "yes"
    weight = attributes.get("weight", "").lower()
    if weight:
        changes["bold"] = weight in ("bold", "bolder", "600", "700", "800", "900")
    color = _COLOR.match(attributes.get("color", ""))
    if color:
        ink = f"#{color[1].lower()}"
        changes["color"] = None if ink == "#ffffff" else ink
    face = attributes.get("face") or attributes.get("family")
    if face:
        changes["font"] = face
    size = _LENGTH.match(attributes.get("size", ""))
    if size and not size[2] and float(size[1]) > 0:
        changes["size"] = float(size[1])
    return replace(style, **changes) if changes else style


class _Text:
    """A ``text`` or ``karaoke`` element while it is read."""

    __slots__ = ("_pieces", "place", "speaker")

    def __init__(self, place: Place | None, speaker: str | None) -> None:
        self.place = place
        self.speaker = speaker
        self._pieces: list[Span] = []

    def add(self, text: str, style: Style, time_ns: int | None) -> None:
        """Adds text, its white space made single, none beside a line's ends."""
        text = _BLANKS.sub(" ", text)
        if not self._pieces or self._pieces[-1].text[-1] in " \n":
            text = text.lstrip(" ")
        if text:
            self._pieces.append(Span(text, style, time_ns=time_ns))

    def break_line(self) -> None:
        """Ends the line; before any text there is none to end."""
        self._trim(" ")
        if self._pieces:
            self._pieces.append(replace(self._pieces[-1], text="\n"))

    def finish(self) -> tuple[Span, ...]:
        """The spans; none when there is no text."""
        self._trim(" \n")
        spans: list[Span] = []
        for (style, time_ns), group in groupby(self._pieces, key=lambda p: (p.style, p.time_ns)):
            spans.append(Span("".join([piece.text for piece in group]), style, time_ns=time_ns))
        return tuple(spans)

    def _trim(self, characters: str) -> None:
        pieces = self._pieces
        while pieces:
            text = pieces[-1].text.rstrip(characters)
            if text:
                pieces[-1] = replace(pieces[-1], text=text)
                return
            pieces.pop()


class _Fragment:
    """Reads the content of one ``subtitle`` element."""

    def __init__(self, decoder: UsfDecoder, start_ns: int) -> None:
        self.texts: list[_Text] = []
        self._decoder = decoder
        self._start_ns = start_ns
        self._current: _Text | None = None
        self._styles: list[Style] = []
        """Of the open elements, the innermost last."""
        self._skipped = 0
        """Open elements that hold no caption."""
        self._sung_ns = 0
        self._time_ns: int | None = None

    def parse(self, text: str) -> list[_Text]:
        """The texts of a fragment, in its order."""
        if text.startswith("<?xml"):
            text = text[text.find("?>") + 2 :]
        parser = _new_parser()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.Parse(f"<fragment>{text}</fragment>", True)
        return self.texts

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if len(self._styles) >= _DEEPEST:
            raise CodecError(f"USF elements lie more than {_DEEPEST} deep")
        style = self._styles[-1] if self._styles else self._decoder.base("")
        if self._skipped or tag in _NOT_TEXT:
            if not self._skipped and _NOT_TEXT[tag]:
                self._decoder.lose(_NOT_TEXT[tag])
            self._skipped += 1
        elif tag in ("text", "karaoke"):
            style = apply_font(self._decoder.base(attributes.get("style", "")), attributes)
            self._begin(attributes)
        elif tag == "br":
            self._text().break_line()
        elif tag == "k":
            self._time_ns = self._start_ns + self._sung_ns
            self._sung_ns += _milliseconds(attributes.get("t", "")) * 1_000_000
        elif tag not in _TRANSPARENT:
            style = self._inline(style, tag, attributes)
        self._styles.append(style)

    def _end(self, tag: str) -> None:
        self._styles.pop()
        if self._skipped:
            self._skipped -= 1
        elif tag in ("text", "karaoke"):
            self._current = None

    def _characters(self, data: str) -> None:
        if not self._skipped and (self._current is not None or data.strip(" \t\r\n")):
            self._text().add(data, self._styles[-1], self._time_ns)

    def _inline(self, style: Style, tag: str, attributes: dict[str, str]) -> Style:
        if "style" in attributes:
            style = self._decoder.base(attributes["style"])
        if tag in _TAGS:
            style = apply_font(style, _TAGS[tag])
        return apply_font(style, attributes)

    def _begin(self, attributes: Attributes) -> _Text:
        place = self._decoder.find_place(attributes)
        self._current = text = _Text(place, attributes.get("speaker") or None)
        self.texts.append(text)
        self._sung_ns, self._time_ns = 0, None
        return text

    def _text(self) -> _Text:
        """The open element; text that stands in none gets one of its own."""
        return self._current or self._begin({})


def _milliseconds(text: str) -> int:
    return int(text) if len(text) <= 9 and text.isascii() and text.isdigit() else 0


class UsfDecoder:
    """Each block holds the texts that show together."""

    def __init__(self, track: Track, description: int) -> None:
        self.losses: dict[str, int] = {}
        self._track = track
        self._timescale = track.timescale
        self._sheet = _Sheet({}, {}, Header())
        private = track.descriptions[description].private
        if private.strip(b"\x00"):
            try:
                self._sheet = parse_header(private)
            except CodecError:
                self.lose("styles")
        default = apply_font(PLAIN, self._sheet.fonts.get("Default", {}))
        self._default = replace(default, font=None, size=None)
        self._usual = (default.font, default.size)

    @property
    def header(self) -> Header:
        """The language and title that the document states."""
        return self._sheet.header

    def decode(self, sample: Sample) -> Sequence[Cue]:
        """One block: the content of a ``subtitle`` element.

        Raises:
            CodecError: it is not well-formed, or nested too deeply.
        """
        start_ns = to_ns(sample.pts, self._timescale)
        end_ns = None
        if sample.duration is not None:
            end_ns = to_ns(sample.pts + sample.duration, self._timescale)
        text = _decode(sample.data)
        try:
            found = _Fragment(self, start_ns).parse(text)
        except expat.ExpatError as error:
            raise CodecError(f"USF block at pts {sample.pts}: {error}", pts=sample.pts) from error
        raw = Raw(format="usf", text=text)
        return [
            Cue(
                start_ns=start_ns,
                end_ns=end_ns,
                spans=spans,
                place=one.place,
                speaker=one.speaker,
                speaker_is_voice=one.speaker is not None,
                raw=raw,
            )
            for one in found
            if (spans := one.finish())
        ]

    def flush(self) -> Sequence[Cue]:
        """Nothing is held back."""
        return ()

    def lose(self, kind: str) -> None:
        """Counts what the cue model cannot say."""
        self.losses[kind] = self.losses.get(kind, 0) + 1

    def base(self, name: str) -> Style:
        """The style of that name; all inherit from ``Default``, whose font is not told."""
        own = self._sheet.fonts.get(name)
        if own is None or name == "Default":
            return self._default
        style = apply_font(self._default, own)
        font, size = self._usual
        return replace(
            style,
            font=None if style.font == font else style.font,
            size=None if style.size == size else style.size,
        )

    def find_place(self, attributes: Attributes) -> Place | None:
        """Where an element stands.

        The margins of ``Default`` make the usual place and are not told; others become an anchor.
        """
        positions = self._sheet.positions
        default = positions.get("Default", {})
        name = attributes.get("style", "")
        own = positions.get(name, {}) if name != "Default" else {}
        said = {key: value for key, value in {**own, **attributes}.items() if key in _POSITION}
        alignment = said.get("alignment") or default.get("alignment", "")
        align = _ALIGNMENTS.get(alignment.lower(), 2)
        anchor = None
        if "horizontal-margin" in said or "vertical-margin" in said:
            anchor = self._anchor(align, {**default, **said})
        return None if align == 2 and anchor is None else Place(align=align, anchor=anchor)

    def _anchor(self, align: int, margins: Attributes) -> Point | None:
        """The point that lies a margin away from the edges the text is aligned to (3.2)."""
        canvas = self._track.canvas or (0, 0)
        across = _margin(margins.get("horizontal-margin", "0"), canvas[0])
        down = _margin(margins.get("vertical-margin", "0"), canvas[1])
        if across is None or down is None:
            self.lose("position")
            return None
        row, column = divmod(align - 1, 3)
        return Point(
            (across, 0.5 + across, 1.0 - across)[column], (1.0 - down, 0.5 + down, down)[row]
        )


def _margin(text: str, whole_px: int) -> float | None:
    """A margin as a fraction; None: it is no length, or in pixels of a picture not known."""
    found = _LENGTH.match(text.strip())
    if found is None:
        return None
    value = float(found[1])
    if found[2]:
        return value / 100
    if value == 0:
        return 0.0
    return value / whole_px if whole_px > 0 else None

"""The styles of a Universal Subtitle Format document.

Spec: Universal Subtitle Format 1.1, clauses 3.1 (metadata) and 3.2 (styles).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.parsers import expat

from msgspec.structs import replace

from cuelift.cues import PLAIN, Header, Place, Point, Style
from cuelift.cues.languages import language_tag
from cuelift.errors import CodecError

_COLOR = re.compile(r"#(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})\Z")
_LENGTH = re.compile(r"(-?[0-9]{1,6}(?:\.[0-9]{0,6})?)(%?)\Z")

_ALIGNMENTS = {
    f"{row}{column}": first + offset
    for row, first in (("bottom", 1), ("middle", 4), ("top", 7))
    for offset, column in enumerate(("left", "center", "right"))
}
_POSITION = ("alignment", "horizontal-margin", "vertical-margin")
_SWITCHES = {"italic": "italic", "underline": "underline", "strikeout": "strike"}

Attributes = Mapping[str, str]


def new_parser() -> expat.XMLParserType:
    """A parser that knows no entities but XML's own."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_declarations
    return parser


def _refuse_declarations(name: str, _system: object, _public: object, has_subset: bool) -> None:
    if has_subset:
        raise CodecError(f"USF declares a document type of its own: {name}")


def decode_xml(data: bytes) -> str:
    """The text of a document or fragment, without what may stand around it."""
    encoding = "utf-16" if data[:2] in (b"\xfe\xff", b"\xff\xfe") else "utf-8"
    text = data.decode(encoding, "replace").strip("\ufeff\x00 \t\r\n")
    return text.replace("&nbsp;", "\u00a0")


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


class StyleSheet:
    """What the head of a document says."""

    def __init__(
        self,
        fonts: Mapping[str, Attributes],
        positions: Mapping[str, Attributes],
        header: Header,
    ) -> None:
        """Makes a sheet.

        Args:
            fonts: attributes of ``fontstyle`` by the style's name.
            positions: attributes of ``position`` by the style's name.
            header: what the metadata state.
        """
        self.header = header
        self._fonts = fonts
        self._positions = positions
        usual = apply_font(PLAIN, fonts.get("Default", {}))
        self._usual = usual
        self._default = replace(usual, font=None, size=None)

    def style(self, name: str) -> Style:
        """The style of that name; all inherit from ``Default``, whose font is not told."""
        own = self._fonts.get(name)
        if own is None or name == "Default":
            return self._default
        style = apply_font(self._default, own)
        return replace(
            style,
            font=None if style.font == self._usual.font else style.font,
            size=None if style.size == self._usual.size else style.size,
        )

    def place(
        self, attributes: Attributes, canvas: tuple[int, int] | None, losses: dict[str, int]
    ) -> Place | None:
        """Where an element stands.

        The margins of ``Default`` make the usual place and are not told; others become an anchor.

        Args:
            attributes: of the element.
            canvas: width and height of the picture in pixels, if known.
            losses: where a margin that cannot be reckoned is counted.
        """
        default = self._positions.get("Default", {})
        name = attributes.get("style", "")
        own = self._positions.get(name, {}) if name != "Default" else {}
        said = {key: value for key, value in {**own, **attributes}.items() if key in _POSITION}
        alignment = said.get("alignment") or default.get("alignment", "")
        align = _ALIGNMENTS.get(alignment.lower(), 2)
        anchor = None
        if "horizontal-margin" in said or "vertical-margin" in said:
            anchor = _anchor(align, {**default, **said}, canvas or (0, 0))
            if anchor is None:
                losses["position"] = losses.get("position", 0) + 1
        return None if align == 2 and anchor is None else Place(align=align, anchor=anchor)


def _anchor(align: int, margins: Attributes, canvas: tuple[int, int]) -> Point | None:
    """The point that lies a margin away from the edges the text is aligned to."""
    across = _margin(margins.get("horizontal-margin", "0"), canvas[0])
    down = _margin(margins.get("vertical-margin", "0"), canvas[1])
    if across is None or down is None:
        return None
    row, column = divmod(align - 1, 3)
    return Point((across, 0.5 + across, 1.0 - across)[column], (1.0 - down, 0.5 + down, down)[row])


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


def parse_header(private: bytes) -> StyleSheet:
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

    parser = new_parser()
    parser.StartElementHandler = start
    parser.CharacterDataHandler = text
    parser.EndElementHandler = end
    try:
        parser.Parse(decode_xml(private), True)
    except expat.ExpatError as error:
        raise CodecError(f"USF header: {error}") from error
    header = Header(
        language=language_tag(found.get("language", "")),
        title=found.get("title", "").strip() or None,
    )
    return StyleSheet(fonts, positions, header)

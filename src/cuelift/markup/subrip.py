"""In-line markup of SubRip text: HTML-like tags and borrowed ASS overrides.

There is no specification. What is read here is what players agree on: ``b i u s font br`` in
angle brackets in any case, and ASS overrides in braces. All else is text and stays text, such as
``a < b > c`` or ``{note}``.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from cuelift.cues import PLAIN, Span, Style
from cuelift.markup.ass_tags import (
    Tag,
    css_color,
    from_legacy_alignment,
    parse_block,
    to_color,
    to_float,
    to_int,
)

_TOKEN = re.compile(r"<(/?)(b|i|u|s|font|br)(\s[^<>]*|/)?>|\{(\\[^{}]*)\}", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"\b(color|face|size)[ \t]{0,8}=[ \t]{0,8}(?:\"([^\"]*)\"|'([^']*)'|[\"']?([^\s\"'/]+))",
    re.IGNORECASE,
)
_HEX_COLOR = re.compile(r"#?([0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3})")

COLORS = {
    "aqua": "#00ffff",
    "black": "#000000",
    "blue": "#0000ff",
    "brown": "#a52a2a",
    "cyan": "#00ffff",
    "darkblue": "#00008b",
    "darkgray": "#a9a9a9",
    "darkgreen": "#006400",
    "darkgrey": "#a9a9a9",
    "darkred": "#8b0000",
    "fuchsia": "#ff00ff",
    "gold": "#ffd700",
    "gray": "#808080",
    "green": "#008000",
    "grey": "#808080",
    "lightblue": "#add8e6",
    "lightgray": "#d3d3d3",
    "lightgreen": "#90ee90",
    "lightgrey": "#d3d3d3",
    "lightyellow": "#ffffe0",
    "lime": "#00ff00",
    "magenta": "#ff00ff",
    "maroon": "#800000",
    "navy": "#000080",
    "olive": "#808000",
    "orange": "#ffa500",
    "pink": "#ffc0cb",
    "purple": "#800080",
    "red": "#ff0000",
    "silver": "#c0c0c0",
    "skyblue": "#87ceeb",
    "teal": "#008080",
    "violet": "#ee82ee",
    "white": "#ffffff",
    "yellow": "#ffff00",
}
"""Colour names that caption files use (CSS Color 4, 6.1)."""

_MAX_FONTS = 64


def parse_subrip(text: str, losses: dict[str, int]) -> tuple[tuple[Span, ...], int | None]:
    """Splits a payload into spans.

    Args:
        text: a cue's payload; its lines parted by LF.
        losses: where tags that the cue model cannot hold are counted.

    Returns: the spans, and the number-pad cell the cue asks for; None: not stated.
    """
    if "<" not in text and "{" not in text:
        return ((Span(text),) if text else ()), None
    run = _Run(losses)
    at = 0
    for match in _TOKEN.finditer(text):
        if not _apply(run, match, text[at : match.start()]):
            continue
        at = match.end()
    run.add(text[at:])
    run.finish()
    return tuple(run.spans), run.align


def _apply(run: _Run, match: re.Match[str], before: str) -> bool:
    """Takes in one token and the text before it; false: the token is text, too."""
    slash, name, attributes, block = match.groups()
    if block is not None:
        tags = parse_block(block)
        if not any(tag.name for tag in tags):
            return False
        run.add(before)
        for tag in tags:
            run.override(tag)
        return True
    run.add(before)
    if slash:
        run.close(name.lower())
    else:
        run.open(name.lower(), attributes or "")
    return True


class _Font(NamedTuple):
    color: str | None = None
    face: str | None = None
    size: float | None = None


class _Run:
    """The spans so far, and the style of what comes next."""

    __slots__ = ("_depths", "_font", "_fonts", "_losses", "_pieces", "_style", "align", "spans")

    def __init__(self, losses: dict[str, int]) -> None:
        self.spans: list[Span] = []
        self.align: int | None = None
        self._depths = {"b": 0, "i": 0, "u": 0, "s": 0}
        self._font = _Font()
        self._fonts: list[_Font] = []
        self._losses = losses
        self._style = PLAIN
        self._pieces: list[str] = []
        """Text of the span under way, of ``_style``."""

    def add(self, text: str) -> None:
        if not text:
            return
        style = self._current_style()
        if style != self._style:
            self.finish()
            self._style = style
        self._pieces.append(text)

    def finish(self) -> None:
        if self._pieces:
            self.spans.append(Span("".join(self._pieces), self._style))
            self._pieces.clear()

    def _current_style(self) -> Style:
        depths, font = self._depths, self._font
        style = Style(
            bold=depths["b"] > 0,
            italic=depths["i"] > 0,
            underline=depths["u"] > 0,
            strike=depths["s"] > 0,
            color=font.color,
            font=font.face,
            size=font.size,
        )
        return PLAIN if style == PLAIN else style

    def open(self, name: str, attributes: str) -> None:
        if name == "br":
            self.add("\n")
        elif name == "font":
            if len(self._fonts) < _MAX_FONTS:
                self._fonts.append(self._font)
            self._read_font(attributes)
        else:
            self._depths[name] += 1

    def close(self, name: str) -> None:
        if name == "font":
            self._font = self._fonts.pop() if self._fonts else _Font()
        elif name != "br":
            self._depths[name] = max(self._depths[name] - 1, 0)

    def _read_font(self, attributes: str) -> None:
        for match in _ATTRIBUTE.finditer(attributes):
            value = (match[2] or match[3] or match[4] or "").strip()
            name = match[1].lower()
            if name == "face":
                self._font = self._font._replace(face=value or self._font.face)
            elif name == "size":
                self._set_size(value)
            else:
                self._set_color(html_color(value))

    def _set_size(self, value: str) -> None:
        # HTML's "+1" and "-1" say nothing without a size to start from.
        size = None if value.startswith(("+", "-")) else to_float(value)
        if size is None or size <= 0:
            _count(self._losses, "size")
        else:
            self._font = self._font._replace(size=size)

    def _set_color(self, color: str | None) -> None:
        if color is None:
            _count(self._losses, "color")
        else:
            self._font = self._font._replace(color=color)

    def override(self, tag: Tag) -> None:
        name, argument = tag
        if name in self._depths:
            self._depths[name] = int(to_int(argument) > 0)
        elif name in ("an", "a"):
            number = to_int(argument)
            cell = number if name == "an" else from_legacy_alignment(number)
            # The first one of a cue counts, as in ASS.
            if self.align is None and cell and 1 <= cell <= 9:
                self.align = cell
        elif name in ("c", "1c", "fn", "fs"):
            self._override_font(name, argument)
        else:
            _count(self._losses, "position" if name in ("pos", "move") else "effect")

    def _override_font(self, name: str, argument: str) -> None:
        if name == "fn":
            self._font = self._font._replace(face=argument or None)
        elif not argument:
            none = {"size": None} if name == "fs" else {"color": None}
            self._font = self._font._replace(**none)
        elif name == "fs":
            self._set_size(argument)
        else:
            found = to_color(argument)
            self._set_color(css_color(found[0], 255) if found else None)


def html_color(value: str) -> str | None:
    """A colour of a ``font`` tag in the cue model's form; None: not a colour we know."""
    value = value.strip().lower()
    match = _HEX_COLOR.fullmatch(value)
    if not match:
        return COLORS.get(value)
    digits = match[1]
    if len(digits) == 3:
        digits = "".join([digit * 2 for digit in digits])
    return f"#{digits}"


def _count(losses: dict[str, int], kind: str) -> None:
    losses[kind] = losses.get(kind, 0) + 1

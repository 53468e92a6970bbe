"""How the override tags of one ASS event change the style of what comes next.

Spec: Sub Station Alpha v4.00+ Script Format, Appendix A.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from msgspec.structs import replace

from cuelift.cues import PLAIN, Place, Point, Span, Style
from cuelift.markup.ass_script import AssStyle, Script
from cuelift.markup.ass_tags import (
    Tag,
    css_color,
    from_legacy_alignment,
    to_alpha,
    to_color,
    to_float,
    to_int,
)

_NS_PER_CS = 10_000_000


def unescape(text: str, wrap_style: int) -> str:
    """Text with its line breaks and hard spaces in place of their codes."""
    text = text.replace("\\N", "\n").replace("\\h", "\u00a0")
    text = text.replace("\\n", "\n" if wrap_style == 2 else " ")
    text = text.replace("\\{", "{").replace("\\}", "}")
    # A word joiner is how editors keep a backslash from being read with what follows it.
    return text.replace("\\\u2060", "\\")


def place_of(align: int, anchor: Point | None = None) -> Place | None:
    """The place of a cue; None for bottom centre, which is where captions stand by themselves."""
    if anchor is not None:
        return Place(align=align, anchor=anchor)
    return None if align == 2 else Place(align=align)


class Run:
    """The spans of one event so far, and the style of what comes next.

    Args:
        script: the script of the event.
        base: the event's style.
        plain: the same as spans carry it.
        start_ns: when the event starts.
        losses: where what the cue model cannot hold is counted.
    """

    __slots__ = (
        *("_align", "_alpha", "_anchor", "_base", "_drawing", "_event_style", "_losses", "_next"),
        *("_next_time_ns", "_pieces", "_plain", "_rgb", "_script", "_size", "_spans"),
        *("_start_ns", "_style", "_syllable_ns", "_time_ns", "_wrap_style"),
    )

    def __init__(
        self, script: Script, base: AssStyle, plain: Style, start_ns: int, losses: dict[str, int]
    ) -> None:
        self._script = script
        self._losses = losses
        self._event_style = self._base = base
        self._style = self._next = self._plain = plain
        self._rgb, self._alpha, self._size = base.color, base.alpha, base.size
        self._spans: list[Span] = []
        self._pieces: list[str] = []
        self._start_ns = start_ns
        self._syllable_ns = 0
        self._time_ns: int | None = None
        self._next_time_ns: int | None = None
        self._drawing = False
        self._wrap_style = script.wrap_style
        self._align: int | None = None
        self._anchor: Point | None = None

    def add(self, text: str) -> None:
        """Takes in text between two blocks."""
        if not text:
            return
        if self._drawing:
            self._lose("drawing")
            return
        if "\\" in text:
            text = unescape(text, self._wrap_style)
        if self._next_time_ns != self._time_ns or self._next != self._style:
            self._flush()
            self._style, self._time_ns = self._next, self._next_time_ns
        self._pieces.append(text)

    def _flush(self) -> None:
        if self._pieces:
            text = "".join(self._pieces)
            self._pieces.clear()
            style = PLAIN if self._style == PLAIN else self._style
            self._spans.append(Span(text, style, time_ns=self._time_ns))

    def finish(self) -> tuple[Span, ...]:
        """All spans."""
        self._flush()
        return tuple(self._spans)

    def place(self, usual: Place | None) -> Place | None:
        """Where the event stands: where its tags say, else ``usual``."""
        if self._align is None and self._anchor is None:
            return usual
        return place_of(self._align or self._event_style.align, self._anchor)

    def override(self, tag: Tag) -> None:
        """Takes in one tag. An argument that is missing or cannot be goes back to the style's."""
        handler = _HANDLERS.get(tag.name)
        if handler is not None:
            handler(self, tag.argument)
        elif tag.name:
            self._lose("color" if tag.name in _OTHER_COLORS else "effect")

    def _lose(self, kind: str) -> None:
        self._losses[kind] = self._losses.get(kind, 0) + 1

    def _bold(self, argument: str) -> None:
        weight = to_int(argument, -1)
        bold = self._base.bold if weight < 0 else weight == 1 or weight >= 600
        self._next = replace(self._next, bold=bold)

    def _italic(self, argument: str) -> None:
        self._next = replace(self._next, italic=_switch(argument, self._base.italic))

    def _underline(self, argument: str) -> None:
        self._next = replace(self._next, underline=_switch(argument, self._base.underline))

    def _strike(self, argument: str) -> None:
        self._next = replace(self._next, strike=_switch(argument, self._base.strike))

    def _color(self, argument: str) -> None:
        found = to_color(argument)
        self._rgb = self._base.color if found is None else found[0]
        self._show_color()

    def _opacity(self, argument: str) -> None:
        found = to_alpha(argument)
        self._alpha = self._base.alpha if found is None else found
        self._show_color()

    def _show_color(self) -> None:
        usual = self._rgb == self._base.color and self._alpha == self._base.alpha
        color = self._plain.color if usual else css_color(self._rgb, self._alpha)
        self._next = replace(self._next, color=color)

    def _font(self, argument: str) -> None:
        usual = argument in ("", "0", self._base.font)
        self._next = replace(self._next, font=self._plain.font if usual else argument)

    def _set_size(self, argument: str) -> None:
        number = to_float(argument, 0.0) or 0.0
        if argument.startswith(("+", "-")):
            number = self._size * (1 + number / 10)
        self._size = number if number > 0 else self._base.size
        usual = self._size == self._base.size
        self._next = replace(self._next, size=self._plain.size if usual else self._size)

    def _reset(self, argument: str) -> None:
        self._base = base = self._script.styles.get(argument, self._event_style)
        self._next = self._plain = base.plain(self._script.default)
        self._rgb, self._alpha, self._size = base.color, base.alpha, base.size

    def _syllable(self, argument: str) -> None:
        # The first one starts with the event, which needs no saying.
        begun = self._syllable_ns
        self._next_time_ns = self._start_ns + begun if begun else None
        self._syllable_ns = begun + max(to_int(argument), 0) * _NS_PER_CS

    def _syllable_at(self, argument: str) -> None:
        self._syllable_ns = max(to_int(argument), 0) * _NS_PER_CS

    def _cell(self, argument: str) -> None:
        self._set_cell(to_int(argument))

    def _legacy_cell(self, argument: str) -> None:
        self._set_cell(from_legacy_alignment(to_int(argument)))

    def _set_cell(self, cell: int | None) -> None:
        if self._align is None and cell and 1 <= cell <= 9:
            self._align = cell

    def _position(self, argument: str) -> None:
        numbers = [to_float(part.strip()) for part in argument.split(",", 2)[:2]]
        x, y = numbers if len(numbers) == 2 else (None, None)
        if self._anchor is None and x is not None and y is not None:
            width, height = self._script.header.play_res or (384, 288)
            self._anchor = Point(x / width, y / height)

    def _move(self, argument: str) -> None:
        self._lose("effect")
        self._position(argument)

    def _draw(self, argument: str) -> None:
        self._drawing = to_int(argument) > 0

    def _wrap(self, argument: str) -> None:
        self._wrap_style = to_int(argument, self._script.wrap_style)


def _switch(argument: str, usual: bool) -> bool:
    value = to_int(argument, -1)
    return value == 1 if value in (0, 1) else usual


_OTHER_COLORS = frozenset({"2c", "3c", "4c", "2a", "3a", "4a"})

_HANDLERS: Mapping[str, Callable[[Run, str], None]] = MappingProxyType(
    {
        "1a": Run._opacity,
        "1c": Run._color,
        "K": Run._syllable,
        "a": Run._legacy_cell,
        "alpha": Run._opacity,
        "an": Run._cell,
        "b": Run._bold,
        "c": Run._color,
        "fn": Run._font,
        "fs": Run._set_size,
        "i": Run._italic,
        "k": Run._syllable,
        "kf": Run._syllable,
        "ko": Run._syllable,
        "kt": Run._syllable_at,
        "move": Run._move,
        "p": Run._draw,
        "pos": Run._position,
        "q": Run._wrap,
        "r": Run._reset,
        "s": Run._strike,
        "u": Run._underline,
    }
)

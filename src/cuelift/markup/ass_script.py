"""What an ASS or SSA script says beside its events: script info, styles, event columns.

Spec: Sub Station Alpha v4.00+ Script Format, 4 to 6 ([Script Info], [V4+ Styles], [Events]); the
defaults for what a script leaves out are libass 0.17's.
"""

from __future__ import annotations

import msgspec

from cuelift.cues import PLAIN, Header, Style
from cuelift.markup.ass_tags import css_color, from_legacy_alignment, to_color, to_float, to_int

ASS_EVENT = (
    *("Layer", "Start", "End", "Style", "Name", "MarginL", "MarginR", "MarginV", "Effect", "Text"),
)
SSA_EVENT = ("Marked", *ASS_EVENT[1:])

_ASS_STYLE = (
    *("name", "fontname", "fontsize", "primarycolour", "secondarycolour", "outlinecolour"),
    *("backcolour", "bold", "italic", "underline", "strikeout", "scalex", "scaley", "spacing"),
    *("angle", "borderstyle", "outline", "shadow", "alignment", "marginl", "marginr", "marginv"),
    "encoding",
)
_SSA_STYLE = (
    *("name", "fontname", "fontsize", "primarycolour", "secondarycolour", "tertiarycolour"),
    *("backcolour", "bold", "italic", "borderstyle", "outline", "shadow", "alignment", "marginl"),
    *("marginr", "marginv", "alphalevel", "encoding"),
)

_WHITE = 0xFFFFFF
_MAX_STYLES = 10_000


class AssStyle(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A named style, as far as captions carry it."""

    name: str = "Default"
    font: str = "Arial"
    size: float = 18.0
    color: int = _WHITE
    """``0xrrggbb``."""
    alpha: int = 255
    """255: opaque."""
    box: str | None = None
    """Colour of an opaque box behind the text."""
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    align: int = 2

    def plain(self, default: AssStyle) -> Style:
        """What spans of this style carry: type face always, the rest where it is not usual."""
        usual = self.color in (_WHITE, default.color) and self.alpha in (255, default.alpha)
        style = Style(
            bold=self.bold,
            italic=self.italic,
            underline=self.underline,
            strike=self.strike,
            color=None if usual else css_color(self.color, self.alpha),
            background=None if self.box == default.box else self.box,
            font=None if self.font == default.font else self.font,
            size=None if self.size == default.size else self.size,
        )
        return PLAIN if style == PLAIN else style


class Script(msgspec.Struct, frozen=True):
    """A script without its events."""

    header: Header
    styles: dict[str, AssStyle]
    default: AssStyle
    """The style of events that name none there is."""
    wrap_style: int
    """0 to 3; 2: only explicit breaks."""

    def style(self, name: str) -> AssStyle:
        """The style an event names."""
        # SSA editors mark with an asterisk a style that was named but not defined.
        return self.styles.get(name) or self.styles.get(name.lstrip("*")) or self.default


def parse_script(text: str, *, ssa: bool = False) -> Script:
    """The script in a track's set-up data, or the part of a file that holds no events.

    What follows the column names in ``[Events]``, such as the Comment lines that mkvmerge leaves
    there, and the sections behind it go to ``Header.trailer``.

    Args:
        text: the script; line ends LF.
        ssa: the columns are SSA's where the script does not say.
    """
    head, events, tail = _split(text)
    columns: tuple[str, ...] = ()
    kept: list[str] = []
    for line in events:
        key, _, value = line.partition(":")
        if not columns and key.strip().lower() == "format":
            columns = tuple(name.strip() for name in value.split(","))
        else:
            kept.append(line)
    trailer = "\n".join(kept).strip("\n")
    if tail:
        trailer = f"{trailer}\n\n{tail}" if trailer else f"\n{tail}"
    return make_script(head, columns, trailer, ssa=ssa)


def make_script(head: str, columns: tuple[str, ...], trailer: str, *, ssa: bool = False) -> Script:
    """A script from its parts.

    Args:
        head: all lines up to ``[Events]``.
        columns: the names of ``[Events]``' Format line; empty: there is none.
        trailer: what follows the events.
        ssa: the columns are SSA's where the script does not say.
    """
    reader = _Reader()
    reader.read(head)
    reader.read(trailer)
    if not columns:
        columns = SSA_EVENT if reader.is_ssa or (ssa and not reader.is_ass) else ASS_EVENT
    header = Header(
        format="ass",
        text=head,
        event_fields=columns,
        play_res=_play_res(reader.info),
        title=reader.info.get("title") or None,
        trailer=trailer,
    )
    styles = reader.styles
    first = next(iter(styles.values()), AssStyle())
    return Script(
        header, styles, styles.get("Default", first), to_int(reader.info.get("wrapstyle", "0"))
    )


def is_events(line: str) -> bool:
    """Whether a line begins the section of events."""
    return line.startswith("[") and line.rstrip().lower() == "[events]"


def _split(text: str) -> tuple[str, list[str], str]:
    """The text before ``[Events]``, the lines of that section, and the text behind it."""
    lines = text.strip("\0").split("\n")
    start = next((at for at, line in enumerate(lines) if is_events(line)), len(lines))
    end = next(
        (at for at in range(start + 1, len(lines)) if is_section(lines[at])),
        len(lines),
    )
    head = "\n".join(lines[:start])
    return (f"{head}\n" if head else ""), lines[start + 1 : end], "\n".join(lines[end:])


def is_section(line: str) -> bool:
    """Whether a line is a section's name; embedded fonts may hold lines that begin alike."""
    line = line.rstrip()
    return line.startswith("[") and line.endswith("]") and len(line) > 2


def _play_res(info: dict[str, str]) -> tuple[int, int]:
    width, height = to_int(info.get("playresx", "0")), to_int(info.get("playresy", "0"))
    if width <= 0 and height <= 0:
        return 384, 288
    # 1280x1024 is an old special case of VSFilter.
    if width <= 0:
        width = 1280 if height == 1024 else max(height * 4 // 3, 1)
    elif height <= 0:
        height = 1024 if width == 1280 else max(width * 3 // 4, 1)
    return width, height


class _Reader:
    """Reads script info and styles out of a script's lines."""

    def __init__(self) -> None:
        self.info: dict[str, str] = {}
        self.styles: dict[str, AssStyle] = {}
        self.is_ssa = False
        self.is_ass = False
        self._columns: tuple[str, ...] = ()
        self._section = ""

    def read(self, text: str) -> None:
        for line in text.split("\n"):
            if is_section(line):
                self._begin(line.strip().lower())
            elif not line.startswith((";", "!:")):
                key, colon, value = line.partition(":")
                if colon:
                    self._entry(key.strip().lower(), value.strip())

    def _begin(self, section: str) -> None:
        self._section = section
        if section in ("[v4+ styles]", "[v4 styles+]", "[v4++ styles]"):
            self.is_ass = True
            self._columns = _ASS_STYLE
        elif section == "[v4 styles]":
            self.is_ssa = True
            self._columns = _SSA_STYLE
        else:
            self._columns = ()

    def _entry(self, key: str, value: str) -> None:
        if self._section in ("", "[script info]"):
            self.info.setdefault(key, value)
            if key == "scripttype":
                self.is_ass = "+" in value
                self.is_ssa = not self.is_ass
        elif self._columns and key == "format":
            self._columns = tuple(name.strip().lower() for name in value.split(",")[:64])
        elif self._columns and key == "style" and len(self.styles) < _MAX_STYLES:
            style = self._style(value)
            # The last one of a name counts.
            self.styles.pop(style.name, None)
            self.styles[style.name] = style

    def _style(self, value: str) -> AssStyle:
        parts = value.split(",", len(self._columns) - 1)
        field = dict(zip(self._columns, [part.strip() for part in parts], strict=False))
        color = to_color(field.get("primarycolour", ""), style=True) or (_WHITE, 255)
        number = to_int(field.get("alignment", "2"), 2)
        align = from_legacy_alignment(number) if self.is_ssa else number
        return AssStyle(
            name=field.get("name", "Default").lstrip("*"),
            font=field.get("fontname", "Arial"),
            size=to_float(field.get("fontsize", ""), 18.0) or 18.0,
            color=color[0],
            alpha=color[1],
            box=_box(field),
            bold=_flag(field, "bold"),
            italic=_flag(field, "italic"),
            underline=_flag(field, "underline"),
            strike=_flag(field, "strikeout"),
            align=align if align and 1 <= align <= 9 else 2,
        )


def _flag(field: dict[str, str], name: str) -> bool:
    number = to_int(field.get(name, "0"))
    # -1 is true; 1 and font weights are met, too.
    return number in (-1, 1) or number >= 600


def _box(field: dict[str, str]) -> str | None:
    border = to_int(field.get("borderstyle", "1"))
    if border not in (3, 4):
        return None
    # A box is filled with the outline's colour; with border style 4 with the shadow's.
    name = "outlinecolour" if border == 3 and "outlinecolour" in field else "backcolour"
    found = to_color(field.get(name, ""), style=True)
    return css_color(*found) if found else None

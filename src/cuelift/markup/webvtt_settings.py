"""WebVTT cue settings: parsed, formatted, and told as a neutral place.

Spec: W3C WebVTT, "parse the WebVTT cue settings" (6.3), "WebVTT cue settings list" (4.4).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from cuelift.cues import CueSettings, Place
from cuelift.markup.webvtt_region import Region, parse_percentage
from cuelift.markup.webvtt_text import split_on_spaces

_DEFAULT = CueSettings()
_number = re.compile(r"-?[0-9]+(?:\.[0-9]+)?\Z").match

_LINE_ALIGNS = ("start", "center", "end")
_POSITION_ALIGNS = ("line-left", "center", "line-right")
_ALIGNS = ("start", "center", "end", "left", "right")

_Values = dict[str, Any]


def parse_settings(text: str, regions: Mapping[str, Region] | None = None) -> CueSettings:
    """The settings behind the times of a cue; what the specification ignores is ignored.

    Args:
        text: the rest of the timing line.
        regions: the regions by identifier; a name that is not among them names no region. None:
            any name is taken at its word.
    """
    values: _Values = {}
    for token in split_on_spaces(text):
        name, _, value = token.partition(":")
        if not value:
            continue
        if name == "region":
            values["region"] = value if regions is None or value in regions else None
        elif name in _PARSERS:
            _PARSERS[name](value, values)
    return CueSettings(**values) if values else _DEFAULT


def _vertical(value: str, values: _Values) -> None:
    if value in ("rl", "lr"):
        values["vertical"] = value
    if "vertical" in values:
        values["region"] = None


def _line(value: str, values: _Values) -> None:
    place, comma, align = value.partition(",")
    if comma and align not in _LINE_ALIGNS:
        return
    percent = place.endswith("%")
    number = parse_percentage(place) if percent else _line_number(place)
    if number is None:
        return
    if comma:
        values["line_align"] = align
    values["line"] = number
    values["snap_to_lines"] = not percent
    values["region"] = None


def _line_number(text: str) -> float | None:
    if not _number(text):
        return None
    number = float(text)
    return number if abs(number) != float("inf") else None


def _position(value: str, values: _Values) -> None:
    place, comma, align = value.partition(",")
    number = parse_percentage(place)
    if number is None or (comma and align not in _POSITION_ALIGNS):
        return
    if comma:
        values["position_align"] = align
    values["position"] = number


def _size(value: str, values: _Values) -> None:
    number = parse_percentage(value)
    if number is not None:
        values["size"] = number
        if number != 100:
            values["region"] = None


def _align(value: str, values: _Values) -> None:
    if value in _ALIGNS:
        values["align"] = value


_PARSERS: dict[str, Callable[[str, _Values], None]] = {
    "vertical": _vertical,
    "line": _line,
    "position": _position,
    "size": _size,
    "align": _align,
}


def format_number(number: float, digits: int = 6) -> str:
    """A number without exponent and without zeros at its end."""
    text = f"{number:.{digits}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def format_settings(settings: CueSettings) -> str:
    """The settings that differ from the defaults, as they stand behind a cue's times.

    The region comes last: a line, a size or a direction before it would take the cue out of it.
    """
    parts = []
    if settings.vertical:
        parts.append(f"vertical:{settings.vertical}")
    if settings.line is not None:
        unit = "" if settings.snap_to_lines else "%"
        align = f",{settings.line_align}" if settings.line_align != "start" else ""
        parts.append(f"line:{format_number(settings.line)}{unit}{align}")
    if settings.position is not None:
        align = f",{settings.position_align}" if settings.position_align != "auto" else ""
        parts.append(f"position:{format_number(settings.position)}%{align}")
    if settings.size != 100:
        parts.append(f"size:{format_number(settings.size)}%")
    if settings.align != "center":
        parts.append(f"align:{settings.align}")
    if settings.region:
        parts.append(f"region:{settings.region}")
    return " ".join(parts)


def place_of(settings: CueSettings, regions: Mapping[str, Region] | None = None) -> Place | None:
    """The settings with the number-pad cell they amount to; None: all defaults.

    Thresholds: a line below 25 % or of number 0 to 7 is the top, 25 to 75 % the middle, all others
    the bottom; a position below 25 % is left, above 75 % right.
    """
    if settings == _DEFAULT:
        return None
    region = regions.get(settings.region) if regions and settings.region else None
    if settings.vertical:
        align = _vertical_cell(settings)
    elif region is not None:
        align = _row(region.viewport_anchor[1], False) + _third(_region_center(region))
    else:
        align = _row(settings.line, settings.snap_to_lines) + _third(_text_place(settings))
    stated = align if align != 2 or settings.line is not None or region else None
    return Place(align=stated, vertical=settings.vertical, settings=settings)


def _row(line: float | None, snap_to_lines: bool) -> int:
    if line is None:
        return 1
    if snap_to_lines:
        return 7 if 0 <= line <= 7 else 1
    return 7 if line < 25 else 4 if line <= 75 else 1


def _third(percent: float) -> int:
    return 0 if percent < 25 else 2 if percent > 75 else 1


def _text_place(settings: CueSettings) -> float:
    """Where the text stands along its line, in per cent."""
    if settings.position is not None:
        return settings.position
    return {"left": 0, "start": 0, "right": 100, "end": 100}.get(settings.align, 50)


def _region_center(region: Region) -> float:
    return region.viewport_anchor[0] + (50 - region.anchor[0]) * region.width / 100


def _vertical_cell(settings: CueSettings) -> int:
    """Lines of vertical text are columns: ``line`` chooses the column, ``position`` the row."""
    line = settings.line
    if line is None:
        column = 2
    elif settings.snap_to_lines:
        column = 0 if line >= 0 else 2
    else:
        column = _third(line)
    if settings.vertical == "rl" and (line is None or settings.snap_to_lines):
        column = 2 - column
    return (7, 4, 1)[_third(_text_place(settings))] + column


_SIDES = (" position:0% align:left", "", " position:100% align:right")


def settings_of(place: Place) -> str:
    """A neutral place in WebVTT's words: exact when it has a box or an anchor, else its cell."""
    if place.settings is not None:
        return format_settings(place.settings)
    head = f"vertical:{place.vertical}" if place.vertical else ""
    if place.rect is not None:
        x, y, width, height = place.rect
        return f"{head} {_box(place.align or 8, x, y, width, height)}".lstrip()
    if place.anchor is not None:
        return f"{head} {_box(place.align or 2, *place.anchor, 0, 0)}".lstrip()
    if place.align is None:
        return head
    row, column = divmod(place.align - 1, 3)
    return (head + ("", " line:50%", " line:0")[row] + _SIDES[column]).lstrip()


def _box(align: int, x: float, y: float, width: float, height: float) -> str:
    """Line, position and size of a box; a box of no width is a point and states no size."""
    row, column = divmod(align - 1, 3)
    at_line = _percent(y + height * (1, 0.5, 0)[row])
    at_position = _percent(x + width * (0, 0.5, 1)[column])
    parts = [
        f"line:{at_line}{(',end', ',center', '')[row]}",
        f"position:{at_position}{(',line-left', ',center', ',line-right')[column]}",
    ]
    if width:
        parts.append(f"size:{_percent(width)}")
    if column != 1:
        parts.append(f"align:{'left' if column == 0 else 'right'}")
    return " ".join(parts)


def _percent(fraction: float) -> str:
    return format_number(min(max(fraction * 100, 0), 100), 2) + "%"

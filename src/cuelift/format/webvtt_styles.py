"""The style sheet of a WebVTT file: classes for colours that players do not know by name.

Spec: W3C WebVTT, 4.1 ("WebVTT style block"), 5 ("default classes"); Sub Station Alpha v4.00+ Script
Format, 5 ([V4+ Styles]).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from cuelift.cues import PLAIN, Cue, Header, Style
from cuelift.markup.webvtt import COLORS
from cuelift.markup.webvtt_spans import Classes, opaque

MAX_STYLES = 64
"""Classes of a file; further colours are lost."""

# Compiled when first needed: most runs never do.
_ASS_STYLE = r"(?m)^Style:(.*)$"
_ASS_FORMAT = r"(?m)^Format:(.*PrimaryColour.*)$"
_ASS_COLOR = r"&H(?:00)?([0-9A-Fa-f]{2})([0-9A-Fa-f]{2})([0-9A-Fa-f]{2})&?\Z"
_CSS_COLOR = "#(?:[0-9a-f]{6}|[0-9a-f]{8})"

_PREFIXES = {"color": "rgb", "background": "bg-rgb"}
_PROPERTIES = {"color": "color", "background": "background-color"}


def style_classes(header: Header) -> Classes:
    """Classes for the text colours of ASS styles; those every player knows have one."""
    found = re.search(_ASS_FORMAT, header.text)
    columns = [name.strip() for name in found[1].split(",")] if found else []
    classes: Classes = {}
    if "PrimaryColour" not in columns:
        return classes
    column = columns.index("PrimaryColour")
    for style in re.finditer(_ASS_STYLE, header.text):
        fields = style[1].split(",")
        found = re.match(_ASS_COLOR, fields[column].strip()) if column < len(fields) else None
        if found:
            blue, green, red = found.groups()
            _add(classes, "color", f"#{red}{green}{blue}".lower())
    return classes


def add_classes(classes: Classes, cues: Iterable[Cue]) -> None:
    """Adds classes for the colours of cues, but for those that are written as they came."""
    seen: set[Style] = set()
    for cue in cues:
        for span in cue.spans:
            style = span.style
            if style is PLAIN or style in seen:
                continue
            raw = cue.raw
            if raw is not None and raw.format == "webvtt" and not raw.fields_only:
                continue
            seen.add(style)
            for kind, color in (("color", style.color), ("background", style.background)):
                if color is not None:
                    _add(classes, kind, opaque(color))


def style_block(classes: Classes) -> str:
    """The block that gives classes their colours; empty when there are none."""
    rules = [
        f"::cue(.{name}) {{ {_PROPERTIES[kind]}: {color} }}\n"
        for (kind, color), name in classes.items()
    ]
    return f"\nSTYLE\n{''.join(rules)}" if rules else ""


def _add(classes: Classes, kind: str, color: str) -> None:
    if color in COLORS.values() or len(classes) >= MAX_STYLES:
        return
    if re.fullmatch(_CSS_COLOR, color):
        classes.setdefault((kind, color), f"{_PREFIXES[kind]}-{color[1:]}")

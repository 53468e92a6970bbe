"""WebVTT region definitions.

Spec: W3C WebVTT, "collect WebVTT region settings" and "parse a percentage string" (6.2).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from cuelift.markup.webvtt_text import split_on_spaces

_percentage = re.compile(r"([0-9]+(?:\.[0-9]+)?)%\Z").match
_digits = re.compile(r"[0-9]{1,100}\Z").match


class Region(NamedTuple):
    """A part of the picture that cues scroll in. Numbers are per cent."""

    id: str = ""
    width: float = 100
    lines: int = 3
    """Height in lines of text."""
    anchor: tuple[float, float] = (0, 100)
    """The point of the region that lies on ``viewport_anchor``."""
    viewport_anchor: tuple[float, float] = (0, 100)
    scroll: bool = False


def parse_percentage(text: str) -> float | None:
    """A number of 0 to 100 before a per cent sign; None: it is not one."""
    found = _percentage(text)
    if found is None:
        return None
    number = float(found[1])
    return number if number <= 100 else None


def parse_region(text: str) -> Region:
    """A region of the lines behind ``REGION``; what cannot be read keeps its default.

    A number of more than 100 digits is ignored, where the specification sets no limit.
    """
    region = Region()
    for token in split_on_spaces(text):
        name, _, value = token.partition(":")
        if not value:
            continue
        if name == "id":
            region = region._replace(id=value)
        elif name == "width":
            width = parse_percentage(value)
            region = region if width is None else region._replace(width=width)
        elif name == "lines" and _digits(value):
            region = region._replace(lines=int(value))
        elif name == "scroll" and value == "up":
            region = region._replace(scroll=True)
        else:
            region = _with_anchor(region, name, value)
    return region


def _with_anchor(region: Region, name: str, value: str) -> Region:
    x_text, _, y_text = value.partition(",")
    x, y = parse_percentage(x_text), parse_percentage(y_text)
    if x is None or y is None:
        return region
    if name == "regionanchor":
        return region._replace(anchor=(x, y))
    return region._replace(viewport_anchor=(x, y)) if name == "viewportanchor" else region

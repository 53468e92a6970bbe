r"""Where a cue stands, as one of the nine number-pad cells that ASS and SubRip know.

Spec: Sub Station Alpha v4.00+ Script Format, Appendix A (``\an``); WebVTT 4.4 (cue settings).
"""

from __future__ import annotations

import msgspec

from cuelift.cues import CueSettings, Place, Point


class Cell(msgspec.Struct, frozen=True):
    """A number-pad cell for a place."""

    number: int
    """1 bottom left to 9 top right."""
    exact: bool
    """The cell says all that the place says."""


USUAL = Cell(2, True)


def cell_of(place: Place | None) -> Cell:
    """The cell in which a place lies."""
    if place is None:
        return USUAL
    if place.settings is not None:
        return Cell(place.align or 2, _is_exact(place.settings))
    upright = not place.vertical
    if place.anchor is not None:
        return Cell(_cell_at(place.anchor), False)
    if place.rect is not None:
        x, y, width, height = place.rect
        return Cell(_cell_at(Point(x + width / 2, y + height / 2)), False)
    return Cell(place.align or 2, upright)


def point_of(place: Place) -> tuple[int, Point] | None:
    """The exact point of a place and the corner that lies there; None: it states none.

    Returns: the number-pad cell of the text box that lies at the point, and the point.
    """
    align = place.align or 2
    if place.anchor is not None:
        return align, place.anchor
    if place.rect is None:
        return None
    x, y, width, height = place.rect
    column, row = (align - 1) % 3, (align - 1) // 3
    return align, Point(x + width * column / 2, y + height * (2 - row) / 2)


def _cell_at(point: Point) -> int:
    return _third(point.x_frac) + 1 + 3 * (2 - _third(point.y_frac))


def _third(frac: float) -> int:
    return 0 if frac < 1 / 3 else 2 if frac > 2 / 3 else 1


def _is_exact(settings: CueSettings) -> bool:
    """Whether a cell says all that the settings say."""
    line = settings.line
    stated = (None, 0, -1) if settings.snap_to_lines else (None, 0, 50, 100)
    plain = settings.position is None and settings.size == 100 and settings.region is None
    return line in stated and plain and not settings.vertical

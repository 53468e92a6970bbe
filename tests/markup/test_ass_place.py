from __future__ import annotations

import pytest

from cuelift.cues import CueSettings, Place, Point, Rect
from cuelift.markup.ass_place import Cell, cell_of, point_of
from cuelift.markup.webvtt_region import Region
from cuelift.markup.webvtt_settings import parse_settings, place_of

REGIONS = {"top": Region("top", 40, viewport_anchor=(50, 0), anchor=(50, 0))}


def told(settings: str) -> Place | None:
    """The place that WebVTT cue settings amount to."""
    return place_of(parse_settings(settings, REGIONS), REGIONS)


@pytest.mark.parametrize(
    ("place", "cell"),
    [
        (None, Cell(2, True)),
        (Place(), Cell(2, True)),
        (Place(align=8), Cell(8, True)),
        (Place(align=8, vertical="rl"), Cell(8, False)),
        (Place(align=2, anchor=Point(0.5, 0.1)), Cell(8, False)),
        (Place(align=2, anchor=Point(0.1, 0.5)), Cell(4, False)),
        (Place(rect=Rect(0.7, 0.8, 0.2, 0.2)), Cell(3, False)),
        (told(""), Cell(2, True)),
        (told("line:0"), Cell(8, True)),
        (told("line:3"), Cell(8, False)),
        (told("line:-1"), Cell(2, True)),
        (told("line:12"), Cell(2, False)),
        (told("line:10%"), Cell(8, False)),
        (told("line:50%"), Cell(5, True)),
        (told("line:90%"), Cell(2, False)),
        (told("align:start"), Cell(1, True)),
        (told("align:right"), Cell(3, True)),
        (told("position:10%"), Cell(1, False)),
        (told("position:90%"), Cell(3, False)),
        (told("position:50% align:end"), Cell(2, False)),
        (told("vertical:lr"), Cell(6, False)),
        (told("region:top"), Cell(8, False)),
        (Place(settings=CueSettings()), Cell(2, True)),
    ],
)
def test_every_place_lies_in_a_cell(place: Place | None, cell: Cell) -> None:
    assert cell_of(place) == cell


@pytest.mark.parametrize(
    ("place", "point"),
    [
        (Place(align=8), None),
        (Place(align=8, anchor=Point(0.1, 0.2)), (8, Point(0.1, 0.2))),
        (Place(rect=Rect(0, 0.5, 1, 0.5)), (2, Point(0.5, 1.0))),
        (Place(align=7, rect=Rect(0.25, 0.5, 0.5, 0.5)), (7, Point(0.25, 0.5))),
        (Place(align=6, rect=Rect(0.25, 0.5, 0.5, 0.5)), (6, Point(0.75, 0.75))),
    ],
)
def test_an_exact_place_is_a_point_of_its_text_box(
    place: Place, point: tuple[int, Point] | None
) -> None:
    assert point_of(place) == point

from __future__ import annotations

import pytest

from cuelift.cues import CueSettings, Place, Point, Rect
from cuelift.markup.ass_place import Cell, cell_of, point_of


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
        (Place(settings=CueSettings()), Cell(2, True)),
        (Place(settings=CueSettings(line=0)), Cell(8, True)),
        (Place(settings=CueSettings(line=3)), Cell(8, False)),
        (Place(settings=CueSettings(line=-1)), Cell(2, True)),
        (Place(settings=CueSettings(line=12)), Cell(2, False)),
        (Place(settings=CueSettings(line=10, snap_to_lines=False)), Cell(8, False)),
        (Place(settings=CueSettings(line=50, snap_to_lines=False)), Cell(5, True)),
        (Place(settings=CueSettings(line=90, snap_to_lines=False)), Cell(2, False)),
        (Place(settings=CueSettings(align="start")), Cell(1, True)),
        (Place(settings=CueSettings(align="right")), Cell(3, True)),
        (Place(settings=CueSettings(position=10)), Cell(1, False)),
        (Place(settings=CueSettings(position=90)), Cell(3, False)),
        (Place(settings=CueSettings(position=50, align="end")), Cell(3, False)),
        (Place(settings=CueSettings(vertical="lr")), Cell(2, False)),
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

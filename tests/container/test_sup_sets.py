from __future__ import annotations

from cuelift.container import sup_sets
from cuelift.container.sup_sets import DisplaySet, DisplaySets
from tests.writers.pgs import composition, end, palette, segment

SHOW = composition()


def test_segments_are_put_together_until_the_end() -> None:
    sets = DisplaySets()

    assert sets.push(5, 100, SHOW) == []
    assert sets.push(6, 101, palette([])) == []
    assert sets.push(7, 102, end()) == [DisplaySet(5, 100, SHOW + palette([]) + end())]
    assert sets.flush() == []


def test_several_sets_may_come_at_once() -> None:
    sets = DisplaySets()

    assert sets.push(5, 100, SHOW + end() + SHOW + end()) == [
        DisplaySet(5, 100, SHOW + end()),
        DisplaySet(5, 100, SHOW + end()),
    ]


def test_a_composition_ends_a_set_that_has_no_end() -> None:
    sets = DisplaySets()
    sets.push(5, 100, SHOW + palette([]))

    assert sets.push(9, 200, SHOW) == [DisplaySet(5, 100, SHOW + palette([]))]
    assert sets.flush() == [DisplaySet(9, 200, SHOW)]
    assert sets.cut_off == 2


def test_a_segment_that_is_cut_off_is_kept() -> None:
    sets = DisplaySets()
    sets.push(5, 100, segment(0x15, bytes(50))[:20] + b"")

    assert sets.flush() == [DisplaySet(5, 100, segment(0x15, bytes(50))[:20])]


def test_a_set_without_end_is_not_kept_for_ever() -> None:
    sets = DisplaySets()
    part = segment(0x15, bytes(60_000))
    most = sup_sets._LONGEST // len(part) + 3

    found = [each for _ in range(most) for each in sets.push(0, 0, part)]

    assert len(found) == 1

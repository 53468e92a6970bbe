"""The best lines of a text."""

from __future__ import annotations

import pytest

from cuelift.text.break_points import points
from cuelift.text.limits import Limits
from cuelift.text.reflow.lines import Flow


def flow(text: str, **limits: float) -> Flow:
    found, at = [], 0
    for line in text.split("\n"):
        if at:
            found.append(points("a b", "")[0]._replace(end=at - 1, start=at, cost=0.0))
        found += [p._replace(end=p.end + at, start=p.start + at) for p in points(line, "en")]
        at += len(line) + 1
    return Flow(text, found, Limits(**limits))


def lines(text: str, **limits: float) -> list[str]:
    """The text, broken."""
    each = flow(text, **limits)
    made, at = [], 0
    for point in each.best_lines(0, len(each.nodes) - 1):
        made.append(text[at : point.end])
        at = point.start
    return [*made, text[at:]]


@pytest.mark.parametrize(
    ("text", "length", "found"),
    [
        ("Short.", 42, ["Short."]),
        ("We went to the old house, but nobody was there.", 42,
         ["We went to the old house,", "but nobody was there."]),
        ("I think that the dog is in the garden again", 30,
         ["I think that the dog", "is in the garden again"]),
        ("one two three four five six seven eight", 12,
         ["one two", "three four", "five six", "seven eight"]),
        ("incomprehensibilities are here", 10, ["incomprehensibilities", "are here"]),
        ("- Yes, I do.\n- No.", 42, ["- Yes, I do.", "- No."]),
    ],
)  # fmt: skip
def test_lines_end_where_they_read_well(text, length, found):
    assert lines(text, line_length=length) == found


def test_the_lower_line_is_the_longer_one():
    assert lines("aaaa bbbb cccc", line_length=10) == ["aaaa", "bbbb cccc"]


def test_very_many_lines_are_filled_one_after_the_other():
    made = lines("word " * 60 + "end", line_length=10)

    assert len(made) == 31
    assert max(map(len, made)) <= 10


def test_fitting_counts_lines_and_their_length():
    each = flow("one two three four", line_length=10)
    final = len(each.nodes) - 1

    assert each.fits(0, final)
    assert not flow("one two three four", line_length=5).fits(0, final)
    assert not flow("abcdefgh", line_length=5).fits(0, 1)


def test_full_width_counts_as_the_profile_says():
    each = Flow("漢字 ab", points("漢字 ab", "zh"), Limits(wide=1, narrow=0.5))

    assert each.width(0, len(each.nodes) - 1) == 3.5

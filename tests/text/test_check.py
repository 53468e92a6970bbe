"""Holding cues against a style guide."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.cues import Cue, Place, Span
from cuelift.cues.bitmap import Bitmap
from cuelift.text import Context, clean
from cuelift.text.check import KINDS, check
from cuelift.text.limits import find_limits

S = 1_000_000_000
LIMITS = find_limits("netflix", Context(language="en"))


def cue(start: float, end: float | None, text: str, **fields: object) -> Cue:
    end_ns = None if end is None else round(end * S)
    return Cue(start_ns=round(start * S), end_ns=end_ns, spans=(Span(text),), **fields)


def kinds(*cues: Cue, profile: str = "netflix") -> list[tuple[int, str]]:
    limits = find_limits(profile, Context(language="en"))
    return [(each.cue, each.kind) for each in check(cues, limits)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Hello.", []),
        ("x" * 43, ["line_length"]),
        ("a\nb\nc", ["lines"]),
        ("a\ufffdb\x07", ["character"]),
        ("- Yes.\nNo.", ["dash"]),
        ("- Yes.\n- No.", []),
        ("- Yes.", []),
        ("5\n-5 degrees", []),
        (" \n", ["empty"]),
    ],
)
def test_text(text, found):
    assert kinds(cue(1, 6, text)) == [(1, kind) for kind in found]


@pytest.mark.parametrize(
    ("end", "found"),
    [
        (1.83, ["too_short"]),
        (1.833, []),
        (8.0, []),
        (8.1, ["too_long"]),
        (0.5, ["negative"]),
        (None, ["negative"]),
    ],
)
def test_duration(end, found):
    assert kinds(cue(1, end, "Yes.")) == [(1, kind) for kind in found]


def test_reading_speed():
    [one] = check([cue(1, 2, "x" * 30)], LIMITS)

    assert (one.kind, one.value, one.limit) == ("speed", 30.0, 20)
    assert kinds(cue(1, 2, "a b c d e"), profile="bbc") == [(1, "words")]
    assert (1, "speed") in kinds(cue(1, 1, "ab"))


@pytest.mark.parametrize(
    ("second", "fields", "found"),
    [
        (3.083, {}, []),
        (3.05, {}, ["gap"]),
        (3.3, {}, ["flicker"]),
        (3.5, {}, []),
        (2.9, {}, ["overlap"]),
        (2.9, {"place": Place(align=8)}, []),
        (0.5, {}, ["order"]),
    ],
)
def test_neighbours(second, fields, found):
    cues = cue(1, 3, "One."), cue(second, second + 2, "Two.", **fields)

    assert kinds(*cues) == [(2, kind) for kind in found]


def test_an_overlap_is_told_of_the_cue_that_lasts_longest():
    assert kinds(cue(1, 8, "a"), cue(2, 3, "b"), cue(4, 5, "c")) == [(2, "overlap"), (3, "overlap")]


def test_pictures_need_no_text():
    bitmap = Bitmap(**dict.fromkeys(Bitmap.__struct_fields__))

    assert check([Cue(start_ns=0, end_ns=2 * S, bitmaps=(bitmap,))], LIMITS) == []


TEXT = st.text(alphabet="ab .,-\n日。\u0301\x07", max_size=80)


@given(st.lists(st.tuples(st.integers(-5, 50), st.integers(-5, 50), TEXT), max_size=8))
def test_any_cues_are_told_about(rows):
    cues = [cue(start, end, text) for start, end, text in rows]

    for one in check(cues, LIMITS):
        assert one.kind in KINDS
        assert 1 <= one.cue <= len(cues)


def test_what_reflow_made_of_a_film_follows_the_profile():
    said = "I think that we should go home now, because nobody knows what happened there."
    words = said.split()
    cues = [cue(4.0 * n, 4.0 * n + 1.5, " ".join(words[: 3 + n % len(words)])) for n in range(200)]
    limits = find_limits("netflix", Context(language="en"))

    assert {one.kind for one in check(cues, limits)} >= {"line_length", "speed"}
    assert check(clean(cues, "reflow", Context(language="en")).cues, limits) == []

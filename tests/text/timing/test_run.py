"""The pass ``timing``."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.cues import Cue, Span
from cuelift.errors import UsageError
from cuelift.text import Context, clean
from cuelift.text.registry import PASSES
from tests.text.timing.support import S, cues, film, translated

CUES = [
    Cue(
        start_ns=n * S,
        end_ns=n * S + S // 2,
        spans=(Span("a"), Span("b", time_ns=n * S + S // 4)),
    )
    for n in range(1, 6)
]


def run(recipe: str, given=CUES, **context):
    return clean(given, recipe, Context(**context))


def seconds(cleaned) -> list[float]:
    return [round(each.start_ns / S, 3) for each in cleaned.cues]


def test_the_pass_is_registered():
    assert not PASSES["timing"].idempotent
    assert PASSES["timing"].main == "shift"


@pytest.mark.parametrize(
    ("recipe", "starts", "rule"),
    [
        ("timing:2.5", [3.5, 4.5, 5.5, 6.5, 7.5], "shift"),
        ("timing:shift=-2s", [0, 1, 2, 3], "shift"),
        ("timing:rate=25-24", [1.042, 2.083, 3.125, 4.167, 5.208], "rate"),
        ("timing:anchors=1/2+5/10", [2, 4, 6, 8, 10], "anchors"),
        ("timing:rate=25-24:shift=1", [2.042, 3.083, 4.125, 5.167, 6.208], "rate shift"),
    ],
)
def test_times_move(recipe, starts, rule):
    cleaned = run(recipe)

    assert seconds(cleaned) == starts
    assert {change.rule for change in cleaned.changes if change.after} == {rule}


def test_times_inside_of_the_text_and_ends_move_too():
    moved = run("timing:rate=25-50").cues[3]

    assert moved.end_ns == round(2.25 * S)
    assert moved.spans[1].time_ns == round(2.125 * S)


def test_what_was_there_before_is_kept():
    [change, *_] = run("timing:1").changes

    assert change.after[0].edits[0].start_ns == S


def test_cues_outside_of_the_film_are_dropped_or_kept():
    film_ns = 4 * S + S // 4

    assert [c.end_ns / S for c in run("timing", duration_ns=film_ns).cues] == [1.5, 2.5, 3.5, 4.25]
    assert len(run("timing:outside=keep", duration_ns=film_ns).cues) == 5
    assert len(run("timing:clamp=false", duration_ns=film_ns).cues) == 5
    dropped = run("timing:-2")
    assert seconds(dropped) == [0, 1, 2, 3]
    assert dropped.changes[0].after == ()
    assert seconds(run("timing:shift=-2:outside=keep")) == [0, 0, 1, 2, 3]
    assert run("timing:-1.25").cues[0].end_ns == S // 4


def test_open_ends_and_comments_go_along():
    given = [
        Cue(start_ns=S, end_ns=None, spans=(Span("x"),)),
        Cue(start_ns=S, end_ns=2 * S, comment=True),
    ]

    moved = run("timing:-1.5", given).cues
    assert [(c.start_ns, c.end_ns) for c in moved] == [(0, None), (0, S // 2)]
    assert len(run("timing:-5", given).cues) == 2


def test_nothing_asked_changes_nothing():
    cleaned = run("timing")

    assert all(one is other for one, other in zip(cleaned.cues, CUES, strict=True))


def test_a_sidecar_is_aligned_to_another_file():
    pytest.importorskip("numpy")
    reference = film(200, 1)
    mine = cues([(start - 7.5, end - 7.5) for start, end in translated(reference, 2) if start > 10])

    cleaned = run("timing:to=other.srt", mine, spoken=lambda name: cues(reference))

    off = [
        one.start_ns - other.start_ns - 7.5 * S
        for one, other in zip(cleaned.cues, mine, strict=True)
    ]
    assert max(map(abs, off)) < 0.05 * S
    assert {change.rule for change in cleaned.changes} == {"align"}


def test_aligning_needs_a_reader_and_numpy(monkeypatch):
    with pytest.raises(UsageError, match="no"):
        run("timing:to=a.srt")
    monkeypatch.setitem(sys.modules, "cuelift.text.timing.align", None)
    with pytest.raises(UsageError, match="pip install"):
        run("timing:to=a.srt", spoken=lambda name: CUES)


@pytest.mark.parametrize(
    "recipe", ["timing:x", "timing:rate=25", "timing:anchors=1", "timing:outside=x"]
)
def test_options_that_make_no_sense_are_refused(recipe):
    with pytest.raises(UsageError):
        run(recipe)


@given(st.integers(-(10**6), 10**6), st.lists(st.integers(0, 10**7), max_size=6))
def test_a_shift_and_its_inverse_meet(shift_ms, starts):
    given_cues = [
        Cue(start_ns=at * 10**6 + 10**15, end_ns=at * 10**6 + 10**15 + S) for at in sorted(starts)
    ]

    there = run(f"timing:{shift_ms}ms", given_cues).cues
    back = run(f"timing:{-shift_ms}ms", there).cues

    assert [(c.start_ns, c.end_ns) for c in back] == [(c.start_ns, c.end_ns) for c in given_cues]

"""Repetitions joined, echoes kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.cues import Cue, Place, Span, Style
from cuelift.errors import UsageError
from cuelift.text import Context
from cuelift.text.dedupe import DedupeOptions, dedupe
from cuelift.text.edits import Edits

MS = 1_000_000
TOP = Place(align=8)


def cue(start: int, end: int | None, text: str, *, color: str | None = None, **fields) -> Cue:
    end_ns = None if end is None else end * MS
    spans = (Span(text, Style(color=color)),)
    return Cue(start_ns=start * MS, end_ns=end_ns, spans=spans, **fields)


def run(cues, **options):
    edits = Edits("dedupe")
    return dedupe(cues, Context(), DedupeOptions(**options), edits), edits.changes


def shown(cues) -> list[tuple[int, int | None, str]]:
    return [(c.start_ns // MS, None if c.end_ns is None else c.end_ns // MS, c.text) for c in cues]


@pytest.mark.parametrize(
    ("cues", "expected", "rule"),
    [
        ([cue(0, 1000, "A"), cue(1000, 2000, "A")], [(0, 2000, "A")], "doubled"),
        ([cue(0, 1000, "A"), cue(1040, 2000, " A ")], [(0, 2000, "A")], "doubled"),
        ([cue(0, 1000, "A"), cue(500, 900, "A")], [(0, 1000, "A")], "doubled"),
        ([cue(0, 1000, "A"), cue(0, 1000, "A")], [(0, 1000, "A")], "doubled"),
        ([cue(0, 9, "A", layer=1), cue(0, 9, "A", layer=3)], [(0, 9, "A")], "layers"),
        ([cue(0, 9, "A", layer=3), cue(0, 9, "A", layer=1)], [(0, 9, "A")], "layers"),
        ([cue(n * 300, n * 300 + 150, "A") for n in range(5)], [(0, 1350, "A")], "blinking"),
        (
            [cue(0, 100, "A", color="#ff0000"), cue(100, 200, "A", color="#00ff00")],
            [(0, 200, "A")],
            "blinking",
        ),
    ],
)
def test_repetitions_are_joined(cues, expected, rule):
    made, changes = run(cues)

    assert shown(made) == expected
    assert [change.rule for change in changes] == [rule]
    assert changes[0].before == tuple(cues)


@pytest.mark.parametrize(
    "cues",
    [
        [cue(0, 1000, "No!"), cue(1500, 2500, "No!")],
        [cue(0, 1000, "No!"), cue(0, 1000, "No!", place=TOP)],
        [cue(0, 1000, "No!", speaker="A"), cue(1000, 2000, "No!", speaker="B")],
        [cue(0, 1000, "No!", color="#ffff00"), cue(1000, 2000, "No!", color="#00ffff")],
        [cue(0, 1000, "No!"), cue(1000, 2000, "No! No!")],
        [cue(0, 1000, "No!"), cue(1000, 2000, "No!", layer=1)],
        [cue(0, None, "No!"), cue(1000, 2000, "No!")],
        [cue(0, 100, "No!"), cue(700, 800, "No!")],
        [cue(0, 1000, ""), cue(1000, 2000, "")],
        [cue(0, 1000, "A", comment=True), cue(1000, 2000, "A", comment=True)],
    ],
)
def test_echoes_and_duets_stay(cues):
    made, changes = run(cues)

    assert made == cues
    assert all(one is other for one, other in zip(made, cues, strict=True))
    assert changes == []


def test_layers_stay_when_asked():
    cues = [cue(0, 9, "A"), cue(0, 9, "A", layer=1)]

    assert run(cues, layers=False)[0] == cues


def test_the_gap_is_the_callers():
    cues = [cue(0, 1000, "A"), cue(1300, 2000, "A")]

    assert shown(run(cues, gap_ms=400)[0]) == [(0, 2000, "A")]


@pytest.mark.parametrize("options", [{"gap_ms": -1}, {"blink_gap_ms": 10**9}, {"rollup_cues": 0}])
def test_senseless_options_are_refused(options):
    with pytest.raises(UsageError):
        run([], **options)


ROLLED = [
    cue(0, 1000, "A"),
    cue(1000, 2000, "A\nB"),
    cue(2000, 3000, "B\nC"),
    cue(3000, 4000, "B\n C"),
    cue(4000, 5000, "C\nD\nE"),
]


def test_lines_that_scroll_up_are_shown_once():
    made, changes = run(ROLLED)

    assert shown(made) == [
        (0, 1000, "A"),
        (1000, 2000, "B"),
        (2000, 4000, "C"),
        (4000, 5000, "D\nE"),
    ]
    assert {change.rule for change in changes} == {"roll-up"}
    assert run(ROLLED, rollup=False)[0] != made


def test_a_line_that_is_left_alone_stays_on():
    texts = ["A", "A\nB", "B\nC", "C", "C\nD"]
    made, _ = run([cue(n * 10, n * 10 + 10, text) for n, text in enumerate(texts)])

    assert shown(made) == [(0, 10, "A"), (10, 20, "B"), (20, 40, "C"), (40, 50, "D")]


def test_a_line_repeated_once_or_twice_is_speech():
    assert run(ROLLED[:3])[0] == ROLLED[:3]


@pytest.mark.parametrize("fields", [{"place": TOP}, {"layer": 1}])
def test_roll_up_is_of_one_place(fields):
    cues = [
        cue(n * 10, n * 10 + 10, f"{n}\n{n + 1}", **(fields if n % 2 else {})) for n in range(8)
    ]

    assert run(cues)[0] == cues


def test_cues_of_many_lines_do_not_roll():
    text = "\n".join("abcdefghij")
    cues = [cue(n * 10, n * 10 + 10, f"{n}\n{text}\n{n + 1}") for n in range(6)]

    assert run(cues)[0] == cues


@given(
    st.lists(
        st.tuples(
            st.integers(0, 4),
            st.integers(1, 5),
            st.sampled_from(["A", "B", "A\nB", "B\nA", "A\nA", " "]),
            st.integers(0, 1),
            st.sampled_from([None, TOP]),
        ),
        max_size=14,
    ),
    st.integers(1, 3),
)
def test_twice_is_once(found, count):
    at, cues = 0, []
    for gap, length, text, layer, place in found:
        cues.append(cue(at, at + length * 100, text, layer=layer, place=place))
        at += gap * 100 if gap else 0
    made, _ = run(cues, rollup_cues=count)
    again, changes = run(made, rollup_cues=count)

    assert again == made
    assert changes == []

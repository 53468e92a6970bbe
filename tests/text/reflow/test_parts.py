"""Texts of cues as one line."""

from __future__ import annotations

import pytest

from cuelift.cues import Span, Style
from cuelift.text.limits import Limits
from cuelift.text.reflow.parts import (
    Part,
    broken,
    fits,
    flow_of,
    flowing,
    glued,
    is_blank,
    is_dialogue,
    may_join,
)
from cuelift.text.spans import joined
from tests.text.reflow.support import cue

BOLD = Span("b", Style(bold=True))


@pytest.mark.parametrize(
    ("text", "flows"),
    [
        ("a\nb", "a b"),
        (" a \n b\t c ", "a b c"),
        ("well-\nknown", "well-known"),
        ("A-\nB", "A- B"),
        ("5-\nstar", "5-star"),
        ("今日は\nいい", "今日はいい"),
        ("今日は \nいい", "今日は いい"),
        ("- Yes.\n- No.", "- Yes.\n- No."),
        ("Yes.\n- No.", "Yes.\n- No."),
        ("Yes\n- that one - no", "Yes - that one - no"),
        ("♪ la\n♪ lo", "♪ la\n♪ lo"),
        ("ANN: Hi.\nBOB: Ho.", "ANN: Hi.\nBOB: Ho."),
        ("I'm\nAnn", "I'm Ann"),
    ],
)
def test_line_breaks_without_a_meaning_go(text, flows):
    assert joined(flowing((Span(text),))) == flows


def test_voices_keep_their_lines():
    spans = (Span("Hi.\n", speaker="Ann"), Span("Ho.", speaker="Bob"))

    assert joined(flowing(spans)) == "Hi.\nHo."
    assert joined(flowing((Span("Hi,\n"), Span("ho.")))) == "Hi, ho."


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ((Span("a "),), (Span(" b"),), (Span("a "), Span("b"))),
        ((Span("a"),), (BOLD,), (Span("a"), Span(" "), BOLD)),
        ((Span("あ"),), (Span("い"),), (Span("あ"), Span("い"))),
        ((Span("字", ruby="r"),), (Span("b"),), (Span("字", ruby="r"), Span(" "), Span("b"))),
        ((Span(" "),), (Span("b"),), (Span(" "), Span("b"))),
    ],
)  # fmt: skip
def test_texts_are_glued(one, other, both):
    assert glued(one, other) == both


@pytest.mark.parametrize(
    ("text", "limits", "fit"),
    [
        ("a" * 42, {}, True),
        ("a" * 43, {}, False),
        ("a\nb\nc", {}, False),
        ("漢" * 22, {}, False),
        ("a" * 22, {"narrow": 2}, False),
    ],
)
def test_fitting(text, limits, fit):
    assert fits(text, Limits(**limits)) is fit


def test_parts_tell_their_reading_time_until_their_text_changes():
    part = Part(cue(0, 1, "abcd"), (Span("abcd"),), (0, 1), (0, 0))

    assert part.reading_ns(Limits(speed=4)) == part.reading_ns(Limits(speed=4)) == 1_000_000_000
    part.relaid((Span("ab"),))
    assert part.reading_ns(Limits(speed=4)) == 500_000_000


def test_dialogue_and_blank_texts_are_told():
    assert is_dialogue("- Yes.")
    assert is_dialogue("Yes.\n-No.")
    assert is_dialogue("♪ la")
    assert not is_dialogue("Yes - no")
    assert is_blank(" \n\t")
    assert not is_blank("\u00a0")


def test_voices_at_the_seam_decide():
    ann, bob = (Span("a", speaker="Ann"),), (Span("b", speaker="Bob"),)

    assert may_join(cue(0, 1, ann), cue(1, 2, ann))
    assert not may_join(cue(0, 1, ann), cue(1, 2, bob))
    assert may_join(cue(0, 1, ()), cue(1, 2, "x"))


def test_lines_are_broken_outside_of_ruby_and_times():
    spans = (Span("one two "), Span("three four", time_ns=1), Span(" five"))
    flow = flow_of(spans, Limits(line_length=12), "en")

    made = broken(spans, flow, flow.best_lines(0, len(flow.nodes) - 1), 0)

    assert joined(made) == "one two\nthree four\nfive"
    assert flow_of((Span("字", ruby="r"), Span("漢")), Limits(), "ja").nodes[1:-1] == []

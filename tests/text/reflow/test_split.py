"""Cues laid out anew."""

from __future__ import annotations

from cuelift.cues import Span
from cuelift.text.limits import Limits
from cuelift.text.reflow.parts import Part
from cuelift.text.reflow.split import Units, fits_somehow, joins, laid_out
from tests.text.reflow.support import S, cue

ASR = Limits(pause=0.7, max_duration=7)


def part(start: float, end: float, text: str, number: int = 0) -> Part:
    each = cue(start, end, text)
    return Part(each, each.spans, (each.start_ns, each.end_ns or 0), (number, number))


def test_times_inside_of_cues_are_shared_by_characters():
    units = Units([(0, 10, 0, 100), (11, 21, 200, 300)])

    assert [units.start_ns(at) for at in (0, 5, 11, 16)] == [0, 50, 200, 250]
    assert [units.end_ns(at) for at in (5, 10, 21)] == [50, 100, 300]
    assert units.number(11) == (1, True)
    assert units.number(12) == (1, False)


def test_cues_join_only_if_both_fit_in_text_and_time():
    one, late, long = part(0, 1, "a"), part(1, 9, "b"), part(1, 2, "word " * 100)

    assert joins(one, part(1, 2, "b"), ASR)
    assert not joins(one, late, ASR)
    assert not joins(one, long, ASR)
    assert fits_somehow((Span("word " * 10),), ASR)
    assert not fits_somehow((Span("word " * 20),), ASR)


def test_runs_that_cannot_be_fewer_are_left():
    parts = [part(0, 3, "word " * 15, 0), part(3, 6, "word " * 15, 1)]

    made = laid_out(parts, ASR, "en", again=False)

    assert [each.text.split() for each in made] == [["word"] * 15] * 2


def test_a_run_with_an_unbreakable_word_is_laid_out_cue_by_cue():
    parts = [part(n, n + 0.9, text, n) for n, text in enumerate(["so", "a" * 50, "b" * 50, "c"])]

    made = laid_out(parts, ASR, "en", again=False)

    assert "".join(each.text for each in made).replace(" ", "") == "so" + "a" * 50 + "b" * 50 + "c"


def test_pieces_that_last_too_long_are_parted_again():
    text = "He came home late. " * 8

    made = laid_out([part(0, 50, text)], Limits(max_duration=7), "en", again=False)

    assert len(made) == 8
    assert {each.text for each in made} == {"He came home late."}
    assert made[0].end_ns == made[1].start_ns
    assert made[-1].end_ns == 50 * S


def test_timed_spans_out_of_order_are_not_parted():
    words = ("word " * 30).split()
    spans = tuple(Span(f"{word} ", time_ns=S * (40 - n)) for n, word in enumerate(words))
    each = cue(1, 60, spans)

    made = laid_out([Part(each, spans, (S, 60 * S), (0, 0))], Limits(), "en", again=False)

    assert len(made) == 1


def test_a_run_with_times_out_of_order_is_laid_out_cue_by_cue():
    first, second = (Span("so ", time_ns=9 * S), Span("we")), (Span("go", time_ns=S),)
    cues = [cue(1, 2, first), cue(2, 3, second)]
    parts = [
        Part(each, each.spans, (each.start_ns, each.end_ns or 0), (n, n))
        for n, each in enumerate(cues)
    ]

    assert [each.text for each in laid_out(parts, ASR, "en", again=False)] == ["so we", "go"]

"""Two languages as one track."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from cuelift.cues import Cue, Span, Style
from cuelift.text.bilingual import LAYOUTS, pair

ITALIC = Style(italic=True)


def cue(text: str, start: int, end: int | None, **fields: object) -> Cue:
    return Cue(start_ns=start, end_ns=end, spans=(Span(text),), **fields)


def texts(cues: list[Cue]) -> list[tuple[int, int | None, str]]:
    return [(each.start_ns, each.end_ns, each.text) for each in cues]


def test_texts_that_show_together_are_stacked_in_the_times_of_the_first():
    made = pair([cue("a\n", 0, 10), cue("b", 20, 30)], [cue("\nA", 1, 11), cue("B", 19, 29)])

    assert texts(made) == [(0, 10, "a\nA"), (20, 30, "b\nB")]


def test_styles_stay():
    second = Cue(start_ns=0, end_ns=10, spans=(Span(""), Span("A", ITALIC), Span("\n")))

    (made,) = pair([cue("a", 0, 10)], [second])

    assert made.spans == (Span("a"), Span("\nA", ITALIC))


def test_one_long_cue_stands_under_each_of_the_short_ones():
    made = pair([cue("a", 0, 10), cue("b", 10, 20)], [cue("AB", 0, 20)])

    assert texts(made) == [(0, 10, "a\nAB"), (10, 20, "b\nAB")]


def test_several_short_cues_stand_under_a_long_one():
    made = pair([cue("ab", 0, 20)], [cue("A", 0, 10), cue("B", 10, 20)])

    assert texts(made) == [(0, 20, "ab\nA\nB")]


def test_what_hardly_overlaps_stays_alone():
    made = pair([cue("a", 0, 10)], [cue("A", 6, 30), cue("B", 40, None)])

    assert texts(made) == [(0, 10, "a"), (6, 30, "A"), (40, None, "B")]


def test_layers_and_comments_are_not_mixed_up():
    made = pair([cue("a", 0, 10), cue(" ", 0, 10)], [cue("A", 0, 10, comment=True)])

    assert texts(made) == [(0, 10, "a")]


def test_apart_the_second_goes_to_the_top_and_keeps_its_times():
    made = pair([cue("a", 0, 10)], [cue("A", 0, 9)], "apart")

    assert [(each.text, each.place and each.place.align) for each in made] == [
        ("a", None),
        ("A", 8),
    ]


def test_beside_each_has_a_half_of_its_own():
    first, second = pair([cue("a", 0, 10)], [cue("A", 0, 9)], "beside")

    left = first.place and first.place.rect
    right = second.place and second.place.rect
    assert left is not None
    assert right is not None
    assert left.x_frac + left.width_frac < right.x_frac


@given(st.data())
def test_no_text_is_lost(data):
    def track(letter: str) -> list[Cue]:
        times = data.draw(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 20)), max_size=12))
        return [
            cue(f"{letter}{number};", start, start + length)
            for number, (start, length) in enumerate(sorted(times))
        ]

    first, second = track("a"), track("b")
    for layout in LAYOUTS:
        made = pair(first, second, layout)
        said = "".join(each.text for each in made)
        assert all(each.text in said for each in [*first, *second])
        assert [each.start_ns for each in made] == sorted(each.start_ns for each in made)


def test_cues_that_all_overlap_take_time_in_proportion_to_their_number():
    long = [cue(str(number), number, 10**6) for number in range(4000)]
    begun = time.process_time()

    pair(long, long)

    assert time.process_time() - begun < 10


def test_a_cue_that_shows_all_along_does_not_make_each_look_at_all_others():
    short = [cue(str(number), 2 * number, 2 * number + 1) for number in range(20_000)]
    begun = time.process_time()

    made = pair(short, [cue("long", 0, 10**6), *short])

    assert time.process_time() - begun < 5
    assert made[-1].text == "19999\nlong\n19999"


def test_stacked_text_is_not_hidden_until_the_last_word_above_is_said():
    above = Cue(start_ns=1, end_ns=4, spans=(Span("said "), Span("later", time_ns=3)))

    [made] = pair([above], [cue("dicho luego", 1, 4)])

    assert made.text == "said later\ndicho luego"
    assert all(span.time_ns is None for span in made.spans)


def test_so_many_cues_are_looked_at_and_no_more():
    ending = [cue(str(number), 0, 101) for number in range(100)]

    made = pair([cue("a", 100, 110), cue("b", 104, 114)], [*ending, cue("B", 104, 114)])

    assert [each.text for each in made[-2:]] == ["a", "b\nB"]

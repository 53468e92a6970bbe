from __future__ import annotations

import time
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from cuelift.cues import Cue, Place, Raw, Span, Style
from cuelift.cues import flatten as module
from cuelift.cues.flatten import flatten
from cuelift.cues.timeline import sort_key


def cue(start: int, end: int | None, text: str = "a", **fields: object) -> Cue:
    return replace(Cue(start_ns=start, end_ns=end, spans=(Span(text),)), **fields)


def shown(cues: list[Cue]) -> list[tuple[int, int | None, str]]:
    return [(one.start_ns, one.end_ns, one.text) for one in cues]


def test_cues_that_do_not_overlap_stay_as_they_are() -> None:
    cues = [cue(0, 2), cue(2, 3), cue(5, 6, raw=Raw(format="srt", text="a"))]

    assert flatten(cues) == cues
    assert flatten([]) == []


def test_overlapping_cues_become_slices_of_all_that_shows() -> None:
    assert shown(flatten([cue(0, 4, "a"), cue(2, 6, "b"), cue(3, 4, "c"), cue(6, 7, "d")])) == [
        (0, 2, "a"),
        (2, 3, "a\nb"),
        (3, 4, "a\nb\nc"),
        (4, 6, "b"),
        (6, 7, "d"),
    ]


def test_a_cue_inside_another_parts_it() -> None:
    assert shown(flatten([cue(0, 9, "a"), cue(3, 4, "b")])) == [
        (0, 3, "a"),
        (3, 4, "a\nb"),
        (4, 9, "a"),
    ]


def test_a_text_that_several_cues_show_stands_once() -> None:
    cues = [cue(0, 9, "a"), cue(0, 9, "b"), cue(0, 9, "a")]

    assert shown(flatten(cues)) == [(0, 9, "a\nb")]


def test_comments_blank_and_unsettled_cues_are_left_alone() -> None:
    others = [
        cue(1, 3, comment=True),
        cue(1, 3, " "),
        cue(1, 1, "b"),
        cue(1, None, "c"),
        cue(1, 3, spans=()),
    ]

    assert flatten([cue(0, 9), *others]) == [cue(0, 9), *others]


def test_what_cues_have_in_common_is_kept() -> None:
    top = Place(align=8)
    one = cue(0, 9, "a", place=top, speaker="A", speaker_is_voice=True, forced=True)
    two = cue(0, 9, "b", place=top, speaker="A", speaker_is_voice=True, end_inferred=True)

    [both] = flatten([one, two])

    assert (both.place, both.speaker, both.speaker_is_voice) == (top, "A", True)
    assert (both.forced, both.end_inferred) == (False, True)
    assert both.raw is None
    assert flatten([one, replace(two, place=None)])[0].place is None


def test_voices_that_differ_go_to_their_spans() -> None:
    italic = Style(italic=True)
    one = cue(0, 9, speaker="A", speaker_is_voice=True, spans=(Span("a", italic),))
    two = cue(0, 9, speaker="B", spans=(Span("b", speaker="C"), Span("b")))

    [both] = flatten([one, two])

    assert both.speaker is None
    assert both.spans == (
        Span("a", italic, speaker="A"),
        Span("\n"),
        Span("b", speaker="C"),
        Span("b"),
    )


def test_where_slices_would_be_too_much_cues_go_on_overlapping() -> None:
    cues = [cue(n, 50_000, str(n)) for n in range(10_000)]
    late = [cue(60_000, 60_005, "x"), cue(60_001, 60_006, "y")]
    start = time.process_time()

    assert flatten([*cues, *late]) == [*cues, *late]
    assert time.process_time() - start < 5
    assert module.MAX_CHARACTERS > 10_000_000


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 30), st.sampled_from("abc"))))
def test_no_two_cues_show_at_once_and_nothing_is_missing(
    times: list[tuple[int, int, str]],
) -> None:
    cues = sorted([cue(start, start + length, text) for start, length, text in times], key=sort_key)

    flat = flatten(cues)

    assert all((one.end_ns or 0) <= two.start_ns for one, two in pairwise(flat))
    for moment in range(60):
        wanted = {one.text for one in cues if one.start_ns <= moment < (one.end_ns or 0)}
        found = [one.text for one in flat if one.start_ns <= moment < (one.end_ns or 0)]
        assert set("".join(found).split()) == wanted

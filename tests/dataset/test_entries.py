from __future__ import annotations

import pytest

from cuelift.cues import Cue, Reading, Span
from cuelift.dataset.entries import (
    Entry,
    Facts,
    is_sung,
    make_entries,
    removed,
    sung_stretches,
    text_of,
)
from cuelift.dataset.options import SegmentOptions, TextOptions
from cuelift.text import Change

S = 1_000_000_000
FACTS = Facts("en", [], frozenset())


def cue(start: float, end: float | None, text: str, **fields) -> Cue:
    end_ns = None if end is None else round(end * S)
    return Cue(start_ns=round(start * S), end_ns=end_ns, spans=(Span(text),), **fields)


def entries(*cues: Cue, facts: Facts = FACTS, **options) -> list[Entry]:
    return make_entries(cues, facts, SegmentOptions(**options))


def reasons(*cues: Cue, **options) -> list[str | None]:
    return [entry.reason for entry in entries(*cues, **options)]


DOUBTFUL = Reading(status="doubtful", confidence=0.3, engines=("a",))
SURE = Reading(status="single", confidence=0.9, engines=("a",))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (cue(1, 2, "Hello."), None),
        (cue(1, 1, "Hello."), "no_time"),
        (cue(1, None, "Hello."), "no_time"),
        (cue(-1, 2, "Hello."), "no_time"),
        (cue(1, 2, "..."), "empty"),
        (cue(1, 2, "\u266a La la \u266a"), "music"),
        (cue(1, 2, "# La la #"), "music"),
        (cue(1, 2, "#1"), None),
        (cue(1, 2, "[door slams]"), "sound_only"),
        (cue(1, 2, "(sighs)\n*coughs*"), "sound_only"),
        (cue(1, 2, "[sighs] Well."), None),
        (cue(1, 2, "Well.", reading=DOUBTFUL), "doubtful"),
        (cue(1, 2, "Well.", reading=SURE), None),
    ],
)
def test_a_caption_tells_why_it_is_left_out(given, expected):
    assert reasons(given) == [expected]


def test_music_and_doubtful_readings_stay_where_they_are_wanted():
    assert reasons(cue(1, 2, "\u266a La \u266a"), music=True) == [None]
    assert reasons(cue(1, 2, "Well.", reading=DOUBTFUL), doubtful=True) == [None]


def test_captions_at_one_time_are_two_voices():
    given = cue(1, 3, "A"), cue(2, 4, "B"), cue(4, 5, "C")

    assert reasons(*given) == ["overlap", "overlap", None]


def test_a_short_overlap_cuts_the_first_caption():
    first, second = entries(cue(1, 3.04, "A"), cue(3, 4, "B"))

    assert (first.end_ns, second.start_ns) == (3 * S, 3 * S)
    assert (first.reason, second.reason) == (None, None)


def test_a_caption_within_a_long_one_is_an_overlap():
    given = cue(0, 9, "A"), cue(1, 1.05, "B"), cue(8, 10, "C")

    assert reasons(*given) == ["overlap"] * 3


def test_a_sound_or_nothing_at_the_same_time_is_no_voice():
    given = cue(1, 3, "A"), cue(1.5, 2.5, "[bang]"), cue(2, 2, "B"), cue(2.1, 2.4, "...")

    made = entries(*given)

    assert [entry.reason for entry in made] == [None, "sound_only", "no_time", "empty"]
    assert made[0].end_ns == 3 * S


def test_what_is_sung_meanwhile_takes_captions_along():
    facts = Facts("en", [(0, S), (S, 9 * S), (2 * S, 3 * S), (20 * S, 21 * S)], frozenset())

    made = entries(cue(4, 5, "A"), cue(9, 10, "B"), cue(20, 22, "C"), cue(30, 31, "D"), facts=facts)

    assert [entry.reason for entry in made] == ["music", None, "music", None]


def test_foreign_captions_are_left_out():
    assert [e.reason for e in entries(cue(1, 2, "A"), facts=Facts("en", [], {0}))] == ["foreign"]


def test_speakers_are_told_by_field_and_voice():
    voiced = Cue(start_ns=5 * S, end_ns=6 * S, spans=(Span("A", speaker="Eve"), Span(" ")))
    two = Cue(
        start_ns=7 * S, end_ns=8 * S, spans=(Span("A\n", speaker="Eve"), Span("B", speaker="Bob"))
    )
    made = entries(cue(1, 2, "A", speaker="Bob"), cue(3, 4, "- A\n- B"), voiced, two)

    assert [(entry.speaker, entry.mixed) for entry in made] == [
        ("Bob", False),
        (None, True),
        ("Eve", False),
        (None, True),
    ]


@pytest.mark.parametrize("text", ["A.", "A?\u201d", "A!)", "\u597d\u3002", "A\u2026"])
def test_sentences_end_with_their_marks(text):
    assert entries(cue(1, 2, text))[0].sentence_ends
    assert not entries(cue(1, 2, f"{text} and"))[0].sentence_ends


def test_what_passes_removed_is_told_as_sound_or_music():
    gone, sung = cue(1, 2, "[bang]"), cue(3, 4, "\u266a \u266a")
    changes = [
        Change("hearing_impaired", "only sounds", (gone,), ()),
        Change("hearing_impaired", "only sounds", (sung,), ()),
        Change("hearing_impaired", "sound", (gone,), (gone,)),
        Change("dedupe", "same", (gone,), ()),
    ]

    assert [entry.reason for entry in removed(changes)] == ["sound_only", "music"]


def test_texts_of_entries_are_joined():
    made = entries(cue(1, 2, "- It\u2019s\nme."), cue(3, 4, "Who?"))

    assert text_of(made, "en", SegmentOptions(text=TextOptions(case="lower"))) == (
        "- It\u2019s me. Who?",
        "it's me. who?",
    )


def test_numbers_signs_alone_are_not_sung():
    assert not is_sung(cue(1, 2, "##"))


def sung(*texts: str, gap: int = 0) -> list[tuple[int, int]]:
    length = 2 + gap
    cues = [cue(at * length, at * length + 2, text) for at, text in enumerate(texts)]
    return [(start // S, end // S) for start, end in sung_stretches(cues)]


def test_a_song_lasts_from_its_opening_to_its_closing_note():
    assert sung("A", "\u266a B", "C", "D \u266a", "E") == [(2, 4), (2, 8)]
    assert sung("\u266a A \u266a", "B", "\u266a C \u266a") == [(0, 2), (4, 6)]
    assert sung("A \u266a", "B", "# C #") == [(0, 2), (4, 6)]


def test_a_song_that_is_never_closed_does_not_last():
    assert sung("\u266a A", *["B"] * 12, "C \u266a") == [(0, 2), (26, 28)]
    assert sung("\u266a A", "B \u266a", gap=6) == [(0, 2), (8, 10)]
    assert sung("\u266a A", "B", "\u266a C", "D") == [(0, 2), (4, 6)]

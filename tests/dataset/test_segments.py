from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cuelift.cues import Cue, Span
from cuelift.cues.timeline import sort_key
from cuelift.dataset.entries import Facts, make_entries
from cuelift.dataset.options import SegmentOptions
from cuelift.dataset.segments import Made, make_segments

S = 1_000_000_000
FREE = {"min_rate": 0.0, "max_rate": 1000.0}


def cue(start: float, end: float, text: str, speaker: str | None = None) -> Cue:
    return Cue(
        start_ns=round(start * S), end_ns=round(end * S), spans=(Span(text),), speaker=speaker
    )


def segments(*cues: Cue, duration: float | None = None, language: str = "en", **options) -> Made:
    chosen = SegmentOptions(**(FREE | options))
    entries = make_entries(cues, Facts(language, [], frozenset()), chosen)
    return make_segments(
        entries, language, chosen, None if duration is None else round(duration * S)
    )


def spans(made: Made) -> list[tuple[float, float, str]]:
    return [(each.start_ns / S, each.end_ns / S, each.text) for each in made.segments]


def drops(made: Made) -> dict[str, int]:
    return {reason: drop.cues for reason, drop in made.drops.items()}


def test_near_captions_of_one_speaker_are_joined():
    made = segments(cue(1, 2, "One"), cue(2.4, 3, "two."), cue(4, 5, "Three."))

    assert spans(made) == [(1, 3, "One two."), (4, 5, "Three.")]
    assert made.segments[0].cues == 2


def test_speakers_part_segments():
    made = segments(cue(1, 2, "One", "A"), cue(2, 3, "two", "A"), cue(3, 4, "three", "B"))

    assert [(each.text, each.speaker) for each in made.segments] == [
        ("One two", "A"),
        ("three", "B"),
    ]


def test_captions_of_several_speakers_stay_alone():
    made = segments(cue(1, 2, "One"), cue(2, 3, "- Two\n- three"), cue(3, 4, "- Four\n- five"))

    assert [each.text for each in made.segments] == ["One", "Two three", "Four five"]


def test_what_is_left_out_parts_segments():
    made = segments(cue(1, 2, "One"), cue(2, 3, "[bang]"), cue(3, 4, "two"), max_gap_ns=9 * S)

    assert [each.text for each in made.segments] == ["One", "two"]
    assert drops(made) == {"sound_only": 1}


def test_a_full_segment_ends_with_a_sentence():
    given = [cue(0, 3, "A."), cue(3, 6, "B"), cue(6, 9, "C."), cue(9, 12, "D"), cue(12, 15, "E")]

    assert [each.text for each in segments(*given, max_ns=12 * S).segments] == ["A. B C.", "D E"]


def test_without_sentences_segments_are_as_long_as_they_may_be():
    given = [cue(at, at + 3, "a") for at in range(0, 15, 3)]

    assert [each.cues for each in segments(*given, max_ns=7 * S).segments] == [2, 2, 1]


def test_lengths_and_rates_that_do_not_fit_are_left_out():
    made = segments(
        cue(0, 0.2, "Hi."),
        cue(10, 40, "Too long to be learnt from."),
        cue(50, 60, "Slow"),
        cue(70, 71, "Much too fast to be what is really said here"),
        cue(80, 81, "This is good."),
        min_rate=None,
        max_rate=None,
    )  # fmt: skip

    assert drops(made) == {"too_short": 1, "too_long": 1, "too_slow": 1, "too_fast": 1}
    assert [each.text for each in made.segments] == ["This is good."]
    assert made.drops["too_long"].seconds == 30


def test_dense_scripts_have_rates_of_their_own():
    text = "\u6211" * 20

    assert drops(segments(cue(0, 1, text), language="zh-Hans", min_rate=None, max_rate=None)) == {
        "too_fast": 1
    }


def test_text_that_vanishes_is_empty():
    made = segments(cue(0, 1, "\u00b2"), cue(5, 6, "a"))

    assert sum(drops(made).values()) + len(made.segments) == 2


def test_segments_end_with_the_film():
    made = segments(cue(1, 3, "One"), cue(5, 6, "Two"), cue(7, 8, "[bang]"), duration=2.5)

    assert spans(made) == [(1, 2.5, "One")]
    assert drops(made) == {"past_end": 1, "sound_only": 1}


def test_padding_takes_half_of_the_gaps():
    given = cue(0.3, 2, "One"), cue(4, 5, "[bang]"), cue(9, 11, "Two"), cue(11.2, 13, "Six", "B")

    made = segments(*given, pad_ns=S // 2, duration=13.1)

    assert [(start, end) for start, end, _ in spans(made)] == [
        (0, 2.5),
        (8.5, 11.1),
        (11.1, 13.1),
    ]


def test_padding_does_not_reach_into_a_caption_that_goes_on():
    made = segments(cue(1, 3, "One"), cue(2, 9, "[wind]"), cue(12, 13, "Two"), pad_ns=S)

    assert spans(made) == [(0, 3, "One"), (11, 14, "Two")]


WORDS = st.sampled_from(["a.", "b", "[c]", "- d\n- e", "\u266a f", "g?", "...", "h i j"])
CUES = st.lists(
    st.builds(
        lambda start, length, word, who: (start / 10, (start + length) / 10, word, who),
        st.integers(0, 300),
        st.integers(0, 60),
        WORDS,
        st.sampled_from([None, "A", "B"]),
    ),
    max_size=25,
)
OPTIONS = st.fixed_dictionaries(
    {
        "max_ns": st.sampled_from([2 * S, 5 * S, 20 * S]),
        "min_ns": st.sampled_from([1, S]),
        "max_gap_ns": st.sampled_from([0, S, 5 * S]),
        "pad_ns": st.sampled_from([0, S // 10, 2 * S]),
    }
)


@given(CUES, OPTIONS, st.one_of(st.none(), st.integers(1, 40)))
def test_segments_never_overlap_and_hold_every_kept_word_once(given_cues, options, duration):
    cues = sorted(
        (
            cue(start, end, f"w{number} {text}", who)
            for number, (start, end, text, who) in enumerate(given_cues)
        ),
        key=sort_key,
    )
    made = segments(*cues, duration=duration, **options)

    last = 0
    for each in made.segments:
        assert last <= each.start_ns < each.end_ns
        last = each.end_ns
        if duration is not None:
            assert last <= duration * S
    words = [word for each in made.segments for word in each.text_raw.split() if word[0] == "w"]
    assert len(words) == len(set(words))
    kept = sum(each.cues for each in made.segments)
    assert len(words) == kept
    assert kept + sum(drop.cues for drop in made.drops.values()) == len(cues)
    texts = {cue.text.split()[0]: cue for cue in cues}
    for each in made.segments:
        own = [texts[word] for word in each.text_raw.split() if word[0] == "w"]
        assert each.text_raw == " ".join(" ".join(cue.text.split()) for cue in own)
        assert own[0].start_ns - options["pad_ns"] <= each.start_ns <= own[0].start_ns
        assert each.end_ns <= max(cue.end_ns for cue in own) + options["pad_ns"]
        assert each.end_ns - each.start_ns <= options["max_ns"] + 2 * options["pad_ns"]

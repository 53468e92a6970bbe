"""The pass ``reflow``."""

from __future__ import annotations

import random
import re
import sys
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cuelift.cues import Cue, Place, Raw, Span, Style
from cuelift.cues.bitmap import Bitmap
from cuelift.errors import UsageError
from cuelift.text.edits import PARTING
from cuelift.text.reflow import run as pass_module
from cuelift.text.reflow import times as clock_module
from cuelift.text.registry import PASSES
from tests.support.timing import user_s
from tests.text.reflow.support import S, cue, run, texts, times

LONG = "I would have told you about the accident if you had asked me about it yesterday."
TWO = (
    "When Sarah Connor came back from the war, nobody in the little town believed "
    "what she had seen, and she left."
)


def test_the_pass_is_registered():
    assert PASSES["reflow"].main == "profile"
    assert PASSES["reflow"].idempotent


def test_a_long_line_is_broken_where_it_reads_well():
    made, edits = run(cue(1, 5, LONG))

    assert texts(made) == [
        "I would have told you about the accident\nif you had asked me about it yesterday."
    ]
    assert [change.rule for change in edits.changes] == ["lines"]
    assert made[0].edits[0].text == LONG


def test_cues_that_fit_are_handed_on_as_they_are():
    first, second = cue(1, 3, "Hello,\nyou."), cue(4, 6, "Bye.")

    made, edits = run(first, second)

    assert made[0] is first
    assert made[1] is second
    assert not edits.changes


def test_a_text_for_two_cues_is_parted_with_its_time():
    made, edits = run(cue(1, 7, TWO, id="a"))

    assert texts(made) == [
        "When Sarah Connor came back from the war,",
        "nobody in the little town believed\nwhat she had seen, and she left.",
    ]
    assert [each.id for each in made] == ["a", None]
    assert times(made) == [(1, 3.23), (3.31, 7)]
    assert edits.changes[0].rule == "split"
    assert made[1].edits[0].start_ns == S


def test_styles_and_voices_survive_a_split():
    spans = (Span(TWO[:60], Style(italic=True), speaker="Ann"), Span(TWO[60:], speaker="Ann"))

    made, _ = run(cue(1, 7, spans))

    assert [each.spans[0].style.italic for each in made] == [True, True]
    assert {span.speaker for each in made for span in each.spans} == {"Ann"}
    assert made[1].spans[1].style == Style()


def test_raw_payload_goes_and_its_fields_stay():
    raw = Raw(format="ass", text="x", fields=(("Style", "Top"),))

    made, _ = run(cue(1, 7, TWO, raw=raw))

    assert all(each.raw.fields == raw.fields and each.raw.fields_only for each in made)


def test_dialogue_keeps_one_speaker_a_line():
    short = cue(1, 3, "- Are you coming?\n- In a minute.")
    long = cue(4, 9, "- Are you coming with us to the house tonight?\n- In a minute, I must eat.")

    made, _ = run(short, long)

    assert made[0] is short
    assert texts(made[1:]) == [
        "- Are you coming with us\nto the house tonight?",
        "- In a minute, I must eat.",
    ]


def test_a_cue_too_short_to_part_gets_more_lines():
    made, _ = run(cue(1, 1.3, TWO), cue(1.4, 4, "Yes."))

    assert made[0].text.count("\n") == 2
    assert max(map(len, made[0].text.split("\n"))) <= 42


def test_reading_time_is_given_where_there_is_room():
    made, edits = run(cue(1, 1.5, "This takes two seconds to be read, ok."), cue(10, 10.2, "No."))

    assert times(made) == [(1, 2.9), (10, 10.83)]
    assert {change.rule for change in edits.changes} == {"times"}


def test_the_film_ends_for_the_last_cue_too():
    made, _ = run(cue(10, 10.2, "No."), duration=round(10.5 * S))

    assert times(made) == [(10, 10.5)]


def test_gaps_are_made_or_closed():
    made, _ = run(
        cue(1, 3, "One."), cue(3.01, 5, "Two."), cue(5.3, 7, "Three."), cue(9, 11, "Four.")
    )

    assert times(made) == [(1, 2.93), (3.01, 5.22), (5.3, 7), (9, 11)]
    frames, _ = run(cue(1, 3, "One."), cue(3.01, 5, "Two."), rate="25")
    assert times(frames)[0] == (1, 2.93)


def test_a_cue_that_lasts_too_long_is_parted_or_cut():
    made, _ = run(cue(1, 13, "He came home late. Nobody was there."), cue(20, 30, "Yes."))

    assert times(made) == [(1, 7.25), (7.33, 13), (20, 27)]
    assert texts(made)[:2] == ["He came home late.", "Nobody was there."]


def test_overlaps_that_are_meant_stay():
    sign = cue(1, 20, "HOTEL", place=Place(align=8))
    both = [cue(5, 7, "You!"), cue(5, 7, "Me!")]

    made, _ = run(sign, *both)

    assert times(made)[1:] == [(5, 7), (5, 7)]


def test_a_slight_overlap_is_cut():
    made, _ = run(cue(1, 3.2, "One."), cue(3, 5, "Two."))

    assert times(made) == [(1, 2.92), (3, 5)]


def test_a_cue_too_short_to_be_seen_joins_its_neighbour():
    one, two = cue(1, 1.3, "and then", id="a"), cue(1.35, 3, "we left.")

    made, edits = run(one, two)

    assert texts(made) == ["and then we left."]
    assert times(made) == [(1, 3)]
    assert made[0].id == "a"
    assert edits.changes[0].rule == "join"
    assert made[0].edits[0].text == f"and then{PARTING}we left."


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"speaker": "Ann"}, {"speaker": "Bob"}),
        ({"place": Place(align=8)}, {}),
        ({"layer": 1}, {}),
        ({"raw": Raw(format="ass", text="", fields=(("Style", "A"),))}, {}),
        ({"forced": True}, {}),
    ],
)
def test_cues_that_differ_are_never_joined(first, second):
    made, _ = run(cue(1, 1.3, "and then", **first), cue(1.35, 3, "we left.", **second))

    assert texts(made) == ["and then", "we left."]


def test_sentences_and_speakers_are_not_run_together():
    for one, two in (("No.", "we left."), ("- and", "- so"), ("and then", "♪ la ♪")):
        made, _ = run(cue(1, 1.3, one), cue(1.35, 3, two))
        assert texts(made) == [one, two]


def test_words_of_a_recogniser_become_sentences():
    said = "so we could go to the beach tomorrow if the weather is nice. Mr. Smith said it would"
    words = said.split()
    cues = [cue(1 + 0.3 * n, 1.25 + 0.3 * n, word, id=str(n)) for n, word in enumerate(words)]

    made, edits = run(*cues, profile="asr")

    assert texts(made) == [
        "so we could go to the beach tomorrow\nif the weather is nice.",
        "Mr. Smith said it would",
    ]
    assert [each.id for each in made] == ["0", "13"]
    assert [each.start_ns for each in made] == [cues[0].start_ns, cues[13].start_ns]
    assert {change.rule for change in edits.changes} == {"join"}


def test_a_long_sentence_of_words_is_parted_at_the_words_own_times():
    words = ("this is a very long sentence " * 6).split()
    cues = [cue(1 + 0.3 * n, 1.25 + 0.3 * n, word) for n, word in enumerate(words)]
    starts = {each.start_ns for each in cues}

    made, _ = run(*cues, profile="asr")

    assert 2 <= len(made) <= 4
    assert {each.start_ns for each in made} <= starts
    assert " ".join(texts(made)).split() == words


def test_a_pause_parts_what_a_recogniser_heard():
    made, _ = run(
        cue(1, 1.4, "well"), cue(1.45, 2, "then"), cue(3.5, 4.6, "goodbye"), profile="asr"
    )

    assert texts(made) == ["well then", "goodbye"]
    assert times(made) == [(1, 2), (3.5, 4.6)]


def test_japanese_words_are_joined_without_spaces():
    pytest.importorskip("uniseg")
    made, _ = run(
        cue(1, 1.5, "今日は"),
        cue(1.5, 2, "いい"),
        cue(2, 3, "天気です"),
        profile="asr",
        language="ja",
    )

    assert texts(made) == ["今日はいい天気です"]


def test_starts_and_ends_move_to_shot_changes():
    cues = cue(1, 3, "One, two."), cue(5.2, 8, "Three, four.")

    made, _ = run(*cues, shots="shots.txt", read=lambda name: "3.3\n5.0  # a cut\n")
    plain, _ = run(*cues, shots="shots.txt", read=lambda name: "", snap=0.1)

    assert times(made) == [(1, 3.22), (5, 8)]
    assert times(plain) == [(1, 3), (5.2, 8)]


def test_lines_alone_leave_times_alone():
    made, _ = run(cue(1, 1.2, LONG), cue(1.3, 20, TWO), times=False)

    assert times(made) == [(1, 1.2), (1.3, 20)]
    assert [text.count("\n") for text in texts(made)] == [1, 2]


def test_again_breaks_lines_that_fit_too():
    made, _ = run(cue(1, 5, "I saw the\ndog."), again=True)

    assert texts(made) == ["I saw the dog."]


def test_what_has_no_end_no_text_or_is_a_comment_is_left():
    cues = [
        cue(1, None, LONG),
        cue(1, 5, LONG, comment=True),
        cue(1, 5, "  "),
        cue(2, 3, "Yes."),
    ]

    made, edits = run(*cues)

    assert all(one is other for one, other in zip(made, cues, strict=True))
    assert not edits.changes
    assert run()[0] == []


def test_pictures_are_not_parted():
    bitmap = Bitmap(**dict.fromkeys(Bitmap.__struct_fields__))  # never looked at

    made, _ = run(cue(1, 7, TWO, bitmaps=(bitmap,)), cue(7.1, 7.2, "and", bitmaps=(bitmap,)))

    assert [text.count("\n") for text in texts(made)] == [2, 0]


def test_timed_spans_part_a_cue_at_their_times():
    spans = tuple(
        Span(f"{word} ", time_ns=round((1 + n * 0.4) * S)) for n, word in enumerate(TWO.split())
    )

    made, _ = run(cue(1, 10, spans))

    assert len(made) == 2
    begun = made[1].spans[0]
    assert made[1].start_ns == begun.time_ns
    assert [s.text.strip() for each in made for s in each.spans] == TWO.split()


def test_no_break_stands_inside_ruby():
    pytest.importorskip("uniseg")
    spans = (
        Span("今日はとても良い"),
        Span("天気予報", ruby="てんきよほう"),
        Span("でしたね本当に良い"),
    )

    made, _ = run(cue(1, 9, spans), language="ja")

    assert any(span.text == "天気予報" and span.ruby for each in made for span in each.spans)
    assert "".join(texts(made)).replace("\n", "") == "今日はとても良い天気予報でしたね本当に良い"


def test_a_no_break_space_holds():
    made, _ = run(cue(1, 6, "The train leaves at half past\u00a0ten\u00a0o'clock\u00a0sharp."))

    assert "past\u00a0ten\u00a0o'clock\u00a0sharp." in made[0].text


def test_options_that_make_no_sense_are_refused():
    with pytest.raises(UsageError, match="is not known"):
        run(profile="x")
    with pytest.raises(UsageError, match="frame rate"):
        run(rate="x")


def test_own_profiles_are_read():
    made, _ = run(
        cue(1, 5, "One two three four."), profile="a.toml", read=lambda n: "line_length=11"
    )

    assert texts(made) == ["One two\nthree four."]


def test_chinese_without_the_extra_is_refused(monkeypatch):
    from cuelift.text import line_break

    line_break._class_of.cache_clear()
    monkeypatch.setitem(sys.modules, "uniseg.linebreak", None)
    with pytest.raises(UsageError, match=r"cuelift\[text\]"):
        run(cue(1, 5, "我觉得今天的天气真的非常好所以我们应该去公园"), language="zh")


SAID = (
    "a I the dog, well-known Smith John and because of Mr. 12 … - – ♪ « » no. yes? שלום, مرحبا "
    "今日は 公園に行きます。 วันนี้อากาศดี 오늘은 \u00a0 supercalifragilisticexpialidociously e\u0301 "
    "\u200f\u200b x\ty 「はい」 ..."
)
WORDS = st.sampled_from(SAID.split(" "))
SEPARATOR = st.sampled_from([" ", " ", " ", "\n", "\n- ", "  ", " \n", "\n\n"])
STYLE = st.sampled_from([Style(), Style(italic=True)])


@st.composite
def spans(draw):
    made = []
    for _ in range(draw(st.integers(1, 3))):
        count = draw(st.integers(0, 14))
        text = "".join(draw(WORDS) + draw(SEPARATOR) for _ in range(count))
        ruby = draw(st.sampled_from([None, None, None, "r"]))
        made.append(Span(text, draw(STYLE), ruby=ruby))
    return tuple(made)


@st.composite
def cue_lists(draw, overlap: bool = True):
    at, made = 0, []
    for number in range(draw(st.integers(1, 7))):
        at += draw(st.integers(-1500 if overlap else 0, 3000))
        at = max(at, made[-1].start_ns // 1_000_000 if made else 0)
        length = draw(st.sampled_from([0, 1, 100, 300, 900, 2000, 6000, 15000]))
        made.append(
            Cue(
                start_ns=at * 1_000_000,
                end_ns=(at + length) * 1_000_000,
                spans=draw(spans()),
                id=str(number),
                speaker=draw(st.sampled_from([None, None, "Ann"])),
                place=draw(st.sampled_from([None, None, Place(align=8)])),
            )
        )
        at += max(length, 1)
    return made


def letters(cues) -> str:
    return re.sub(r"\s", "", "".join(each.text for each in cues))


OPTIONS = st.fixed_dictionaries(
    {
        "profile": st.sampled_from(["netflix", "bbc", "ebu", "asr"]),
        "shots": st.sampled_from([None, None, "shots"]),
        "again": st.booleans(),
        "times": st.sampled_from([True, True, False]),
    }
)
SHOTS = "\n".join(str(n / 3) for n in range(1, 60, 4))


@pytest.mark.slow
@settings(max_examples=50, deadline=None)
@given(cue_lists(), OPTIONS, st.sampled_from(["en", "fr", "ja", "th", None]))
def test_twice_is_as_once(cues, options, language):
    once, _ = run(*cues, language=language, read=lambda n: SHOTS, **options)
    twice, edits = run(*once, language=language, read=lambda n: SHOTS, **options)

    assert times(twice) == times(once)
    assert texts(twice) == texts(once)
    assert not edits.changes


@pytest.mark.slow
@settings(max_examples=50, deadline=None)
@given(cue_lists(overlap=False), OPTIONS, st.sampled_from(["en", "ja", None]))
def test_no_word_is_lost_and_no_overlap_made(cues, options, language):
    made, edits = run(*cues, language=language, read=lambda n: SHOTS, **options)

    assert letters(made) == letters(cues)
    for one, other in pairwise(each for each in made if each.text.strip()):
        assert one.start_ns <= other.start_ns
        assert one.end_ns <= other.start_ns
    ids = [each.id for each in made if each.id is not None]
    assert ids == sorted(set(ids), key=int)
    assert {id(c) for change in edits.changes for c in change.before} <= set(map(id, cues))


@pytest.mark.slow
@settings(max_examples=50, deadline=None)
@given(cue_lists(), OPTIONS)
def test_letters_stay_where_cues_overlap_too(cues, options):
    made, _ = run(*cues, read=lambda n: SHOTS, **options)

    assert sorted(letters(made)) == sorted(letters(cues))


@pytest.mark.parametrize(
    "unit", ["a ", "word ", "x", "今日は", " ", "- a\n", "a.\n", "é\u0301 ", "♪\n"]
)
@pytest.mark.slow
def test_time_is_linear_in_the_length_of_a_text(unit):
    text = unit * (10_000 // len(unit))

    assert user_s(lambda: run(cue(0, 10_000, text))) < 1.0


@pytest.mark.slow
def test_a_film_takes_a_fraction_of_a_second():
    rng = random.Random(1)
    said = "I you the a of and to know what that house because tomorrow Mr. Brown, just."
    words = said.split()
    cues, at = [], 1.0
    for _ in range(1500):
        text = " ".join(rng.choice(words) for _ in range(rng.randint(1, 22)))
        cues.append(cue(at, at + 2, text))
        at += 2 + rng.choice([0, 0.05, 0.3, 2])

    assert user_s(lambda: run(*cues)) < 0.9


def test_rounds_are_bounded(monkeypatch):
    monkeypatch.setattr(pass_module, "MAX_ROUNDS", 1)
    monkeypatch.setattr(clock_module, "MAX_ROUNDS", 1)

    assert texts(run(cue(1, 5, LONG))[0]) == texts(run(cue(1, 5, LONG), times=False)[0])


def test_a_piece_may_join_a_cue_that_began_after_its_own():
    text = "When Sarah Connor came back from the war, nobody in the little town believed it."
    text += " So she left."
    whole, short = cue(1, 7, text), cue(5.9, 6, "and")

    made, edits = run(whole, short)

    assert sorted(letters(made)) == sorted(letters([whole, short]))
    assert [len(change.before) for change in edits.changes] == [2]
    assert run(*made)[0] == made


@pytest.mark.parametrize("voices", [(None,), ("Ann", "Bob")])
def test_a_cue_of_many_spans_takes_time_in_proportion_to_their_number(voices):
    spans = tuple(Span("a\n", speaker=voices[n % len(voices)]) for n in range(8_000))
    many = Cue(start_ns=0, end_ns=10**13, spans=spans)

    assert user_s(lambda: run(many)) < 2

"""Transcripts: what is said, in paragraphs."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.cues import Cue, Header, Span
from cuelift.format import FORMATS
from cuelift.format.options import Speakers, TranscriptOptions
from cuelift.format.txt import TranscriptWriter

SECOND = 1_000_000_000


def cue(text: str, start: float = 0, end: float | None = None, **fields: object) -> Cue:
    """A cue of seconds; without an end it lasts one."""
    end_ns = int((start + 1 if end is None else end) * SECOND)
    return Cue(
        start_ns=int(start * SECOND),
        end_ns=end_ns,
        spans=(Span(text),) if text else (),
        **fields,  # type: ignore[arg-type]
    )


def transcript(*cues: Cue, speakers: Speakers = "auto", pause: float = 4) -> str:
    entry = FORMATS["txt"]
    assert entry.writer is not None
    options = TranscriptOptions(speakers=speakers, paragraph_pause_ns=int(pause * SECOND))
    writer = entry.writer(Header(), options)
    assert isinstance(writer, TranscriptWriter)
    text = writer.begin() + "".join([writer.write(one) for one in cues]) + writer.end()
    assert writer.losses == {}
    return text


def test_cues_are_joined_with_spaces() -> None:
    assert transcript(cue("One\nline,", 0), cue("and  another.", 1)) == "One line, and another.\n"


def test_nothing_said_is_an_empty_file() -> None:
    assert transcript() == ""
    assert transcript(cue(""), cue(" \n ")) == ""


def test_a_pause_begins_a_paragraph() -> None:
    cues = (cue("One.", 0, 1), cue("Two.", 4.999, 6), cue("Three.", 10, 11))

    assert transcript(*cues) == "One. Two.\n\nThree.\n"


def test_the_pause_is_an_option() -> None:
    assert transcript(cue("One.", 0, 1), cue("Two.", 2, 3), pause=1) == "One.\n\nTwo.\n"


def test_a_pause_is_reckoned_from_the_last_end_of_all() -> None:
    cues = (cue("Long.", 0, 10), cue("Short.", 1, 2), cue("Next.", 12, 13))

    assert transcript(*cues) == "Long. Short. Next.\n"


def test_a_cue_without_an_end_counts_from_its_start() -> None:
    open_end = Cue(start_ns=0, end_ns=None, spans=(Span("One."),))

    assert transcript(open_end, cue("Two.", 3)) == "One. Two.\n"
    assert transcript(open_end, cue("Two.", 4)) == "One.\n\nTwo.\n"


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("你好", "世界", "你好世界"),
        ("そう。", "「はい」", "そう。「はい」"),
        ("안녕", "하세요", "안녕 하세요"),
        ("你好", "OK", "你好 OK"),
        ("\U00020000", "世", "\U00020000世"),
        ("สวัสดี", "ครับ", "สวัสดี ครับ"),
    ],
)
def test_chinese_and_japanese_are_joined_without_spaces(
    before: str, after: str, joined: str
) -> None:
    assert transcript(cue(f"{before}\n{after}")) == f"{joined}\n"
    assert transcript(cue(before, 0), cue(after, 1)) == f"{joined}\n"


@pytest.mark.parametrize("dash", ["-", "- ", "– ", "— ", "‐"])
def test_a_dialogue_dash_begins_a_line(dash: str) -> None:
    cues = (cue("Before.", 0), cue(f"{dash}Who?\n{dash}Me,\nhere.", 1), cue("After.", 2))

    assert transcript(*cues) == f"Before.\n{dash}Who?\n{dash}Me, here.\nAfter.\n"


@pytest.mark.parametrize("line", ["-5 degrees", "-- go on", "-", "−7"])
def test_other_dashes_do_not_begin_a_line(line: str) -> None:
    assert transcript(cue(f"It is\n{line}")) == f"It is {line}\n"


def test_comments_are_not_said() -> None:
    assert transcript(cue("note", comment=True), cue("said")) == "said\n"


def test_layers_of_one_caption_are_said_once() -> None:
    cues = (cue("Hi", 0, 2), cue("Hi", 0, 2, layer=1), cue("Other", 0, 2), cue("Hi", 1, 3))

    assert transcript(*cues) == "Hi Other\n"


def test_a_layer_that_lasts_longer_carries_on() -> None:
    assert transcript(cue("Hi", 0, 2), cue("Hi", 1, 4), cue("Hi", 3, 5)) == "Hi\n"


def test_the_same_words_said_again_are_said_again() -> None:
    assert transcript(cue("No.", 0, 1), cue("No.", 1, 2)) == "No. No.\n"


@pytest.mark.parametrize(
    ("speakers", "voice", "text"),
    [
        ("auto", True, "ANN: Hi. You.\n\nBOB: Yes.\n\nNobody.\n"),
        ("auto", False, "Hi. You. Yes. Nobody.\n"),
        ("prefix", False, "ANN: Hi. You.\n\nBOB: Yes.\n\nNobody.\n"),
        ("off", True, "Hi. You.\n\nYes.\n\nNobody.\n"),
        ("off", False, "Hi. You. Yes. Nobody.\n"),
    ],
)
def test_another_speaker_begins_a_paragraph(speakers: Speakers, voice: bool, text: str) -> None:
    cues = (
        cue("Hi.", 0, speaker="ANN", speaker_is_voice=voice),
        cue("You.", 1, speaker="ANN", speaker_is_voice=voice),
        cue("Yes.", 2, speaker=" BOB\n", speaker_is_voice=voice),
        cue("Nobody.", 3),
    )

    assert transcript(*cues, speakers=speakers) == text


def test_a_paragraph_after_a_pause_names_its_speaker_again() -> None:
    cues = [cue("Hi.", at, speaker="ANN", speaker_is_voice=True) for at in (0, 9)]

    assert transcript(*cues) == "ANN: Hi.\n\nANN: Hi.\n"


def test_voices_within_a_cue_are_parted() -> None:
    spans = (
        Span("Hi "),
        Span("there.", speaker="ANN"),
        Span("\n"),
        Span("Yes, ", speaker="BOB"),
        Span("\n", speaker="ANN"),
        Span("so.", speaker="BOB"),
    )
    one = Cue(start_ns=0, end_ns=SECOND, spans=spans)

    assert transcript(one, cue("Mm.", 1)) == "Hi\n\nANN: there.\n\nBOB: Yes, so.\n\nMm.\n"


def test_blanks_before_a_voice_are_nobodys_words() -> None:
    one = Cue(start_ns=0, end_ns=1, spans=(Span(" \n"), Span("Hi.", speaker="ANN")))

    assert transcript(one) == "ANN: Hi.\n"


def test_ruby_is_left_out() -> None:
    one = Cue(start_ns=0, end_ns=1, spans=(Span("漢字", ruby="かんじ"), Span("だ")))

    assert transcript(one) == "漢字だ\n"


@given(
    st.lists(
        st.builds(
            cue,
            st.text(alphabet="ab -\n世", max_size=6),
            st.integers(0, 30),
            speaker=st.none() | st.just("ANN"),
            speaker_is_voice=st.booleans(),
        ),
        max_size=8,
    )
)
def test_any_cues_make_trimmed_lines(cues: list[Cue]) -> None:
    text = transcript(*sorted(cues, key=lambda one: one.start_ns))

    assert text == "" or text.endswith("\n")
    for line in text.split("\n"):
        assert line == line.strip()
    assert "\n\n\n" not in text


def test_many_captions_at_once_take_no_longer_each() -> None:
    cues = [cue(str(number), 0, 9) for number in range(20_000)]
    begun = time.perf_counter()

    transcript(*cues)

    assert time.perf_counter() - begun < 2


def test_right_to_left_lines_are_embedded_as_wholes_when_asked_for() -> None:
    writer = TranscriptWriter(Header(), TranscriptOptions(rtl="wrap"))
    cues = [cue("שלום", 0), cue("לך", 1), cue("One", 9)]

    assert [writer.write(one) for one in cues] == ["", "", ""]
    assert writer.end() == "\u202bשלום לך\u202c\n\nOne\n"
    assert TranscriptWriter(Header(), TranscriptOptions(rtl="wrap")).end() == ""


def test_paragraphs_tell_when_they_begin_if_asked() -> None:
    entry = FORMATS["txt"]
    assert entry.writer is not None
    writer = entry.writer(Header(), TranscriptOptions(times=True))
    cues = cue("One.", 0), cue("Two.", 1), cue("Three.", 3725, speaker="Ann", speaker_is_voice=True)

    text = "".join(map(writer.write, cues)) + writer.end()

    assert text == "[0:00:00] One. Two.\n\n[1:02:05] Ann: Three.\n"

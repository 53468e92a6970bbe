"""Names as speakers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from cuelift.cues import Cue, Span, Style
from cuelift.text import Context
from cuelift.text.edits import Edits
from cuelift.text.speakers import SpeakersOptions, speakers
from tests.text.hearing_impaired.support import colored, track


def run(cues, language="en", **options):
    edits = Edits("speakers")
    return speakers(cues, Context(language=language), SpeakersOptions(**options), edits), edits


def test_labels_are_taken_out_and_become_speakers():
    cues = track("JOHN: Run.", "[sighs] Fine.", "Note: not now.", "John: Why?", "John: Now.")
    made, edits = run(cues)

    assert [(cue.text, cue.speaker) for cue in made] == [
        ("Run.", "John"), ("[sighs] Fine.", None), ("Note: not now.", None),
        ("Why?", "John"), ("Now.", "John"),
    ]  # fmt: skip
    assert made[1] is cues[1]
    assert len(edits.changes) == 3


def test_labels_may_stay_or_be_ignored():
    cues = track("JOHN: Run.", "- JOHN: Yes.\n- ANN: No.")

    kept, _ = run(cues, labels="keep")
    ignored, _ = run(cues, labels="ignore")

    assert [cue.text for cue in kept] == [cue.text for cue in cues]
    assert kept[0].speaker == "JOHN"
    assert [span.speaker for span in kept[1].spans] == [None, "JOHN", None, "ANN"]
    assert ignored == cues


def test_names_may_get_small_letters():
    made, _ = run(track("MAN 2: Run.", "O'BRIEN: Why?"), names="title")

    assert [cue.speaker for cue in made] == ["Man 2", "O'Brien"]
    assert run(track("ALİ: Koş."), "tr", names="title")[0][0].speaker == "ALİ"
    assert run(track("MAN 2: Run."), names="keep")[0][0].speaker == "MAN 2"


def test_names_of_spans_are_written_alike():
    spans = (Span("A. ", speaker="ANN"), Span("B.", speaker="Ann"), Span(" C."))
    made, _ = run([Cue(start_ns=0, end_ns=1, spans=spans), Cue(start_ns=2, end_ns=3, comment=True)])

    assert [span.speaker for span in made[0].spans] == ["Ann", "Ann", None]


def test_editors_names_become_voices_when_asked():
    cue = Cue(start_ns=0, end_ns=1, spans=(Span("A."),), speaker="Ann")

    assert run([cue])[0][0].speaker_is_voice is False
    assert run([cue, replace(cue, speaker=None)], fields=True)[0][0].speaker_is_voice is True


YELLOW, CYAN, RED = "#ffff00", "#00ffff", "#ff0000"


def test_colours_are_speakers_when_asked():
    lines = [
        (YELLOW, "ANN: Yes."),
        (YELLOW, "B."),
        (YELLOW, "C."),
        (CYAN, "D."),
        (CYAN, "E."),
        (CYAN, "F."),
    ]
    cues = colored(*lines, (RED, "Once."), (None, "White."))
    both = (Span("Yes. ", Style(color=YELLOW)), Span("No.", Style(color=CYAN)), Span(" "))
    cues.append(replace(cues[-1], spans=both))
    cues.append(replace(cues[-1], comment=True))

    made, _ = run(cues, colors=True)

    assert [cue.speaker for cue in made[:8]] == ["ANN"] * 3 + ["SPEAKER 1"] * 3 + [None] * 2
    assert [span.speaker for span in made[8].spans] == ["ANN", "SPEAKER 1", None]
    assert run(cues[3:6], colors=True)[0] == cues[3:6]
    assert [cue.speaker for cue in run(cues)[0][3:6]] == [None] * 3


PIECES = [
    "NORA: ",
    "Nora: ",
    "[Nora] ",
    "- ",
    "\n",
    "Hi. ",
    "Man - ",
    "Note: ",
    "（花子）",
    "老周：",
]


@given(
    st.lists(st.lists(st.sampled_from(PIECES), max_size=5), max_size=6),
    st.sampled_from(["remove", "keep"]),
    st.sampled_from(["track", "title"]),
    st.booleans(),
)
def test_twice_is_once(lines, labels, names, colors):
    cues = [
        Cue(start_ns=n, end_ns=n + 1, spans=tuple(Span(p, Style(color=YELLOW)) for p in pieces))
        for n, pieces in enumerate(lines)
    ]
    options = {"labels": labels, "names": names, "colors": colors}
    made, _ = run(cues, **options)
    again, edits = run(made, **options)

    assert again == made
    assert edits.changes == []


@pytest.mark.parametrize(
    "text", ["10:30? Now?", "3:1, they said.", "http://a.example", "Dear John: Bye."]
)
def test_times_ratios_and_addresses_are_no_names(text):
    cues = track(text, text)

    assert run(cues)[0] == cues

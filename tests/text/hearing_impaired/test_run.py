"""The pass: descriptions removed or tagged, names kept as speakers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.cues import Cue, Span, Style
from cuelift.errors import UsageError
from cuelift.text import Context, clean
from cuelift.text.edits import Edits
from cuelift.text.hearing_impaired import HearingImpairedOptions, hearing_impaired
from tests.text.hearing_impaired.support import track


def run(cues, language="en", **options):
    edits = Edits("hearing_impaired")
    made = hearing_impaired(
        cues, Context(language=language), HearingImpairedOptions(**options), edits
    )
    return made, edits.changes


def left(*texts: str, **options) -> list[str]:
    cues = track("[door slams]", "[sighs]", "[laughs] Oh.", *texts)
    made, _ = run(cues, **options)
    return [cue.text for cue in made if cue.start_ns >= cues[3].start_ns]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Who? [coughs] Me.", ["Who? Me."]),
        ("It's me. [coughs]", ["It's me."]),
        ("It's me.\n[coughs]", ["It's me."]),
        ("[coughs]\nIt's me.", ["It's me."]),
        ("- Run!\n- [coughs]", ["Run!"]),
        ("- [coughs]\n- Run!", ["Run!"]),
        ("- [coughs] Run!\n- No!", ["- Run!\n- No!"]),
        ("- [coughs]\n- [sneezes]", []),
        (">> [coughs] Run!", [">> Run!"]),
        ("[long [coughs] pause] Run!", ["Run!"]),
        ("Wait. [dog\nbarking] Run!", ["Wait. Run!"]),
        ("Nothing here.", ["Nothing here."]),
    ],
)
def test_blanks_lines_and_dashes_are_right_after_it(text, expected):
    assert left(text) == expected


def test_a_label_becomes_the_speaker_of_the_cue():
    made, changes = run(track("NORA: Run.", "[Theo, softly] No."))

    assert [(cue.text, cue.speaker, cue.speaker_is_voice) for cue in made] == [
        ("Run.", "NORA", True),
        ("No.", "Theo", True),
    ]
    assert [change.rule for change in changes] == ["sounds", "sounds"]
    assert made[0].edits[0].text == "NORA: Run."


def test_labels_of_several_lines_become_speakers_of_their_spans():
    made, _ = run(track("- DAD: Who?\n- LUCY: Me.", "- Yes?\n- DAD: No.", "DAD: A.\n- B."))

    assert [cue.text for cue in made] == ["- Who?\n- Me.", "- Yes?\n- No.", "A.\n- B."]
    assert [[s.speaker for s in cue.spans if s.speaker] for cue in made] == [
        ["DAD", "LUCY"],
        ["DAD"],
        ["DAD"],
    ]


def test_a_speaker_that_is_known_stays():
    cue = Cue(start_ns=0, end_ns=1, spans=(Span("NORA: Run."),), speaker="Nora")

    made, _ = run([cue])

    assert (made[0].text, made[0].speaker, made[0].speaker_is_voice) == ("Run.", "Nora", False)


def test_the_voice_of_a_span_stays():
    spans = (Span("- NORA: Run.\n", speaker="Nora"), Span("- THEO: No."))

    made, _ = run([Cue(start_ns=0, end_ns=1, spans=spans)])

    assert [span.speaker for span in made[0].spans] == ["Nora", "Nora", None, "THEO"]


def test_styles_stay_where_a_description_covers_several_spans():
    italic = Style(italic=True)
    cue = Cue(start_ns=0, end_ns=1, spans=(Span("Oh. [lau"), Span("ghs] No.", italic)))

    made, _ = run([cue])

    assert made[0].spans == (Span("Oh. "), Span("No.", italic))


def test_tagged_text_stays_and_tells_its_kind():
    cues = track("NORA: [sighs] Run.", "♪ soft piano music ♪", "♪ Oh, my love ♪", "Yes.")
    made, _ = run(cues, mode="tag", songs="remove")
    again, changes = run(made, mode="tag", songs="remove")

    assert [cue.text for cue in made] == [cue.text for cue in cues]
    assert [[s.classes for s in cue.spans if s.classes] for cue in made] == [
        [("speaker",), ("sound",)],
        [("music",)],
        [("song",)],
        [],
    ]
    assert made[3] is cues[3]
    assert (again, changes) == (made, [])


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, ["Run.", "♪ Oh, my love ♪", "Wow."]),
        ({"sounds": False}, ["[sighs] Run.", "♪ Oh, my love ♪", "*gasps* Wow."]),
        ({"speakers": False}, ["NORA: Run.", "♪ Oh, my love ♪", "Wow."]),
        ({"music": False}, ["Run.", "♪ soft piano music ♪", "♪ Oh, my love ♪", "Wow."]),
        ({"songs": "words"}, ["Run.", "Oh, my love", "Wow."]),
        ({"songs": "remove"}, ["Run.", "Wow."]),
        ({"brackets": "["}, ["Run.", "♪ Oh, my love ♪", "*gasps* Wow."]),
        ({"brackets": "*"}, ["[sighs] Run.", "♪ Oh, my love ♪", "Wow."]),
    ],
)
def test_what_goes_is_chosen(options, expected):
    texts = ("NORA: [sighs] Run.", "♪ soft piano music ♪", "♪ Oh, my love ♪", "*gasps* Wow.")

    assert left(*texts, **options) == expected


def test_a_bracket_that_is_none_is_refused():
    with pytest.raises(UsageError, match="brackets '!'"):
        run([], brackets="[!")


def test_cues_of_sounds_alone_are_dropped_and_the_others_are_the_same_objects():
    cues = track("[sighs]", "Hello there.")
    made, changes = run(cues)

    assert made == [cues[1]]
    assert made[0] is cues[1]
    assert [(change.rule, change.after) for change in changes] == [("only sounds", ())]


def test_the_recipe_knows_it():
    cleaned = clean(
        track("[sighs] No.", "[door slams]"), "hearing_impaired", Context(language="en")
    )

    assert [cue.text for cue in cleaned.cues] == ["No."]


PIECES = [
    *(
        "[sighs] ",
        "[door slams]",
        "NORA: ",
        "Nora: ",
        "[Nora] ",
        "- ",
        "\n",
        "Hello. ",
        "(laughs)",
        "he ",
    ),
    *(
        "♪",
        "♪ la ♪",
        "*gulp* ",
        "LAUGHTER",
        "SHE SIGHS",
        "(",
        "]",
        "(as I said) ",
        "（笑）",
        "花子：",
        "»",
        "...",
    ),
]


@given(
    st.lists(st.lists(st.sampled_from(PIECES), max_size=6), max_size=8),
    st.sampled_from(["en", "ja", "fr", None]),
    st.sampled_from(["keep", "words", "remove"]),
)
def test_twice_is_once_and_what_is_not_marked_stays(lines, language, songs):
    cues = [
        Cue(start_ns=n * 10, end_ns=n * 10 + 9, spans=tuple(Span(piece) for piece in pieces))
        for n, pieces in enumerate(lines)
    ]
    made, _ = run(cues, language, songs=songs)
    again, changes = run(made, language, songs=songs)

    assert again == made
    assert changes == []
    for cue in made:
        rest = iter("".join(cues[cue.start_ns // 10].text.split()))
        assert all(char in rest for char in "".join(cue.text.split()))

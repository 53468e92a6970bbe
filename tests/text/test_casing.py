import pytest

from cuelift.cues import Cue, Place, Point, Span, Style
from cuelift.text import Context, clean, dictionary
from tests.support.passes import cues_of, texts_after, write_dictionary

TRACK = ["HELLO THERE, MR. SMITH.", "I'M HERE.", "WHERE ARE YOU?", "NO, NO.", "COME ON, THEN!"]


@pytest.fixture(autouse=True)
def no_dictionaries(monkeypatch):
    monkeypatch.setattr(dictionary, "FOLDERS", ("/nowhere",))
    monkeypatch.setattr(dictionary, "BUNDLED", {})


def test_a_track_of_capitals_becomes_sentence_case():
    assert texts_after("casing", TRACK) == [
        "Hello there, Mr. Smith.",
        "I'm here.",
        "Where are you?",
        "No, no.",
        "Come on, then!",
    ]


@pytest.mark.parametrize(
    "text", ["EXIT ONLY", "[DOOR SLAMS SHUT.]", "STOP!", "You NEVER listen.", "OK?"]
)
def test_signs_sounds_and_single_shouts_of_a_mixed_track_stay(text):
    assert texts_after("casing:cue", ["He is here.", text, "Fine."]) == [
        "He is here.",
        text,
        "Fine.",
    ]


def test_whole_sentences_of_a_mixed_track_are_recased_by_wish():
    texts = ["He is here", "STOP IT NOW!", "Fine."]

    assert texts_after("casing:cue", texts)[1] == "Stop it now!"
    assert texts_after("casing", texts) == texts


def test_signs_that_are_placed_stay_even_in_a_track_of_capitals():
    sign = Cue(
        start_ns=0,
        end_ns=1,
        spans=(Span("POLICE STATION"),),
        place=Place(anchor=Point(0.5, 0.5)),
    )
    comment = Cue(start_ns=0, end_ns=1, spans=(Span("A COMMENT."),), comment=True)
    empty = Cue(start_ns=0, end_ns=1)

    made = clean([sign, comment, empty, *cues_of(*TRACK)], "casing", Context(language="en")).cues

    assert made[:3] == [sign, comment, empty]
    assert made[3].text == "Hello there, Mr. Smith."
    assert clean([sign], "casing:cue", Context(language="en")).cues == [sign]


def test_a_sentence_goes_on_over_cues():
    texts = ["WE WENT TO THE,", "OLD HOUSE", "AND SAW NOTHING.", "NOTHING AT ALL!", "REALLY?"]

    assert texts_after("casing", texts) == [
        "We went to the,",
        "old house",
        "and saw nothing.",
        "Nothing at all!",
        "Really?",
    ]


def test_a_sentence_does_not_go_on_over_a_long_pause():
    cues = cues_of(*TRACK, "THE END", "OF IT")
    late = Cue(start_ns=60 * 10**9, end_ns=None, spans=(Span("MUCH LATER"),))
    after = Cue(start_ns=61 * 10**9, end_ns=None, spans=(Span("ON"),))

    made = clean([*cues, late, after], "casing", Context(language="en")).cues

    assert [cue.text for cue in made[5:]] == ["The end", "of it", "Much later", "on"]


def test_names_are_learnt_from_mixed_cues_and_speakers():
    cues = cues_of(*TRACK, "ASK GANDALF OR MCDONALD.", "And Gandalf met McDonald.", "IS IT ANNA?")
    cues[0] = Cue(start_ns=0, end_ns=1, spans=(Span("HELLO THERE.", speaker="ANNA"),))

    made = clean(cues, "casing", Context(language="en")).cues

    assert made[5].text == "Ask Gandalf or McDonald."
    assert made[7].text == "Is it Anna?"


def test_names_come_from_a_file_too():
    texts = [*TRACK, "ASK GANDALF AT ACME."]

    made = texts_after("casing:names=n", texts, read=lambda name: "# names\nGandalf ACME")

    assert made[-1] == "Ask Gandalf at ACME."


def test_a_dictionary_knows_names_and_the_nouns_of_german(tmp_path):
    folder = write_dictionary(
        tmp_path, "de_DE", "ist im Leben leben Haus Straße groß Berlin ja liebe das die"
    )
    texts = [
        "ICH LIEBE DAS LEBEN.",
        "SIE LEBEN IM HAUS.",
        "DIE STRASSE IST GROSS.",
        "IN BERLIN.",
        "JA, JA.",
    ]

    assert texts_after(f"casing:folder={folder}", texts, "de") == [
        "Ich liebe das Leben.",
        "Sie leben im Haus.",
        "Die Straße ist groß.",
        "In Berlin.",
        "Ja, ja.",
    ]
    assert texts_after("casing", texts, "de") == texts
    assert texts_after(f"casing:folder={folder}:dictionary=off", texts, "de") == texts


def test_styles_stay_where_they_are():
    italic = Style(italic=True)
    cue = Cue(start_ns=0, end_ns=1, spans=(Span("STOP "), Span("THE CAR NOW.", italic)))

    made = clean([cue], "casing:cue", Context(language="en")).cues[0]

    assert made.spans == (Span("Stop "), Span("the car now.", italic))


def test_scripts_without_case_have_nothing_to_do():
    assert texts_after("casing", ["日本語です。", "مرحبا بكم"], "ja") == [
        "日本語です。",
        "مرحبا بكم",
    ]


def test_greek_ends_a_question_with_a_semicolon():
    texts = ["ΠΟΥ ΠΑΣ ΤΩΡΑ; ΕΛΑ ΕΔΩ.", "ΤΙ ΕΙΝΑΙ ΑΥΤΟ;", "Ναι."]

    assert texts_after("casing:cue", texts, "el")[:2] == [
        "Που πας τωρα; Ελα εδω.", "Τι ειναι αυτο;",
    ]  # fmt: skip
    assert texts_after("casing:cue", ["GO ON NOW; HE SAID.", "Yes."])[0] == "Go on now; he said."

import pytest

from cuelift.cues import Cue, Span
from cuelift.text import Context, clean
from tests.support.passes import texts_after


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Qué haces?", "¿Qué haces?"),
        ("No sé. Y tú?", "No sé. ¿Y tú?"),
        ("-Hola!\n- Qué tal?", "-¡Hola!\n- ¿Qué tal?"),
        ("Qué es\neso?", "¿Qué es\neso?"),
        ("Pero, qué haces?", "Pero, qué haces?"),
        ("¿Vienes?", "¿Vienes?"),
        ("Pero ¿vienes?", "Pero ¿vienes?"),
        ("Qué?!", "Qué?!"),
        ("Mira al Sr. Pérez?", "Mira al Sr. Pérez?"),
        ("el ex-Presidente?", "el ex-Presidente?"),
        ("http://a.com/Que?", "http://a.com/Que?"),
        ("Uno\n-Dos?", "Uno\n-¿Dos?"),
    ],
)
def test_opening_marks_are_set_where_the_sentence_is_plain(text, expected):
    assert texts_after("punctuation", [text], "es") == [expected]


def test_a_sentence_that_goes_on_from_the_cue_before_stays():
    assert texts_after("punctuation", ["Y luego", "Vienes?", "Vienes?"], "es") == [
        "Y luego",
        "Vienes?",
        "¿Vienes?",
    ]


def test_comments_and_empty_cues_are_passed_over():
    comment = Cue(start_ns=0, end_ns=1, spans=(Span("y"),), comment=True)
    blank = Cue(start_ns=0, end_ns=1, spans=(Span(" "),))
    cue = Cue(start_ns=0, end_ns=1, spans=(Span("Qué?"),))

    made = clean([comment, blank, cue], "punctuation", Context(language="es"))

    assert [each.text for each in made.cues] == ["y", " ", "¿Qué?"]

from __future__ import annotations

import pytest

from cuelift.cues import Span, Style
from cuelift.errors import BadAnswer
from cuelift.translate.glossary import Glossary, Term
from cuelift.translate.marks import Run
from cuelift.translate.protect import Masked, mask
from cuelift.translate.restore import most_chars, restore
from cuelift.translate.sentences import Piece, Unit
from tests.translate.doubles import cue

ITALIC = Style(italic=True)


def masked(*texts: str | Span) -> Masked:
    made = cue(0, 1, *texts)
    unit = Unit("speech", (Piece(0, 0, len(made.text)),))
    return mask([made], unit, Glossary([Term("Mary"), Term("ship", "nave")]), terms=True)


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (" hola \n mundo ", "hola mundo"),
        ("\u3000hola\u3000", "hola"),
        ("ho\u200bla", "ho la"),
        ("ho\x00la\x85", "hola"),
        ("\ud800hola", "hola"),
    ],
)
def test_answers_are_made_tidy(answer, text):
    assert restore(masked("hello"), answer, "es", marked=True).runs == [Run(text)]


@pytest.mark.parametrize("answer", ["", "   ", "...", "<g1></g1>", "x" * (most_chars("hello") + 1)])
def test_what_cannot_be_a_translation_is_refused(answer):
    with pytest.raises(BadAnswer):
        restore(masked("hello"), answer, "es", marked=True)


@pytest.mark.parametrize(
    ("source", "answer", "problems"),
    [
        ("Mary left", "<x1>Mary</x1> salió", ()),
        ("Mary left", "mary salió", ()),
        ("Mary left", "María salió", ("name 'Mary' is missing",)),
        ("a ship", "una nave", ()),
        ("a ship", "un barco", ("term 'nave' is missing",)),
        ("at 10:30", "a las 10.30", ()),
        ("at 10:30", "a las once", ("a number is missing",)),
        ("1,234 ٣", "1.234 3", ()),
        ("no digits é", "nada", ()),
        ("No, no, no, no!", "No, no, no, no!", ()),
        ("so it is not so", "so it is not so", ("it came back as it was",)),
    ],
)
def test_what_must_stay_is_looked_for(source, answer, problems):
    assert restore(masked(source), answer, "es", marked=True).problems == problems


def test_lost_notes_are_put_back():
    found = restore(masked("la ♪ la"), "lo lo", "es", marked=True)

    assert found.runs == [Run("lo lo"), Run(" ♪")]
    assert found.problems == ("literal '♪' is missing",)


def test_a_lost_style_is_a_problem():
    source = masked("I ", Span("do", ITALIC), " like it")

    assert restore(source, "Me <g1>gusta</g1>", "es", marked=True).problems == ()
    assert restore(source, "Me gusta", "es", marked=True).problems == ("a style is missing",)


def test_styles_go_on_over_spaces():
    source = masked("I ", Span("do it", ITALIC), " here")
    runs = restore(source, "<g1>lo</g1> <g1>hago</g1> aquí", "es", marked=True).runs

    assert runs == [Run("lo", 1), Run(" ", 1), Run("hago", 1), Run(" aquí")]


def test_white_space_at_the_ends_goes_whatever_its_style():
    source = masked("I ", Span("do", ITALIC))
    runs = restore(source, "<g1>\u3000</g1>hago<g1>\u00a0</g1>", "es", marked=True).runs

    assert runs == [Run("hago")]


def test_capitals_stay_capitals():
    assert restore(masked("DOOR OPENS"), "se abre", "es", marked=True).runs == [Run("SE ABRE")]
    assert restore(masked("I"), "yo", "es", marked=True).runs == [Run("yo")]


def test_without_marks_styles_come_to_about_the_same_place():
    source = masked("I really ", Span("like", ITALIC), " all of it")
    runs = restore(source, "a mi realmente gusta todo esto", "es", marked=False).runs

    assert runs == [Run("a mi realmente "), Run("gusta ", 1), Run("todo esto")]
    assert restore(source, "x", "es", marked=False).runs == [Run("x", 1)]


def test_without_marks_names_are_looked_for_in_the_text():
    assert restore(masked("Mary left"), "Mary salió", "es", marked=False).problems == ()
    assert restore(masked("Mary left"), "María", "es", marked=False).problems != ()
    with pytest.raises(BadAnswer):
        restore(masked("Mary ", Span("left", ITALIC)), "", "es", marked=False)

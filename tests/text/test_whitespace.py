import pytest

from cuelift.cues import Cue, Span, Style
from cuelift.text import Context, clean
from tests.support.passes import cleaned, texts_after


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "  a  b \n\n c\u00a0 d\u200b ", "a b\nc d"),
        ("en", "soft\u00adhyphen\ufeff", "softhyphen"),
        ("en", "a\tb\u2003c", "a b c"),
        ("en", "Hi , you !", "Hi, you!"),
        ("en", "Well ; no : yes ?", "Well; no: yes?"),
        ("en", "Wait . . .", "Wait . . ."),
        ("en", "Wait ...", "Wait ..."),
        ("en", " ...and so", "...and so"),
        ("en", "smile :) and ;)", "smile :) and ;)"),
        ("en", "a .45 gun , 5\u00a0000 at 12:30", "a .45 gun, 5\u00a0000 at 12:30"),
        ("en", "http://a.b/c ?", "http://a.b/c ?"),
        ("fr", "Quoi  \u00a0? Non , oui !", "Quoi\u00a0? Non, oui !"),
        (None, "Quoi ? Non , oui", "Quoi ? Non, oui"),
        ("th", "กา\u200bรท", "กา\u200bรท"),
        ("ja", "\u3000そう？\u3000はい", "\u3000そう？\u3000はい"),
        ("fa", "می\u200cروم", "می\u200cروم"),
        ("en", "\n \n", None),
        ("en", "\u200b", None),
        ("en", "\n\na\n\n", "a"),
    ],
)
def test_white_space_that_nobody_meant_goes(language, text, expected):
    assert texts_after("whitespace", [text], language) == ([] if expected is None else [expected])


@pytest.mark.parametrize(
    ("option", "text"),
    [
        ("invisible", "a\u200bb"),
        ("no_break=keep", "a\u2003b"),
        ("doubled", "a  b"),
        ("line_ends", "a \nb"),
        ("blank_lines", "a\n\nb"),
        ("before_marks", "a , b"),
    ],
)
def test_each_rule_can_be_switched_off(option, text):
    recipe = f"whitespace:{option}" if "=" in option else f"whitespace:{option}=false"

    assert texts_after(recipe, [text]) == [text]
    assert texts_after("whitespace", [text]) != [text]


def test_no_break_spaces_become_plain_by_wish():
    text = "a\u00a0b 5\u00a0000 5\u00a0km"

    assert texts_after("whitespace:no_break=all", [text]) == ["a b 5\u00a0000 5 km"]
    french = "«\u00a0Oui\u00a0» a\u00a0b 5\u00a0! 5\u00a0km"
    assert texts_after("whitespace:no_break=all", [french], "fr") == [
        "«\u00a0Oui\u00a0» a b 5\u00a0! 5 km"
    ]


def test_blank_lines_go_even_where_line_ends_stay():
    assert texts_after("whitespace:line_ends=false", ["a\n \nb\n "]) == ["a\nb"]
    assert texts_after("whitespace:line_ends=false", [" \n a b"]) == [" a b"]


def test_a_cue_of_nothing_but_rubbish_is_told_to_be_removed():
    made = cleaned("whitespace", ["\u200b", "a"])

    assert [(change.rule, len(change.after)) for change in made.changes] == [
        ("invisible", 1),
        ("empty", 0),
    ]


def test_styles_stay_and_empty_cues_are_left():
    italic = Style(italic=True)
    cue = Cue(start_ns=0, end_ns=1, spans=(Span("a "), Span(" b ", italic)))
    empty = Cue(start_ns=0, end_ns=1)

    made = clean([cue, empty], "whitespace", Context())

    assert made.cues[0].spans == (Span("a "), Span("b", italic))
    assert made.cues[1] is empty


def test_long_runs_of_spaces_take_linear_time():
    assert texts_after("whitespace", ["a" + " " * 100_000 + "b" + "\n " * 50_000]) == ["a b"]

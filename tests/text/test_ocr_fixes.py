import pytest

from cuelift.cues import Cue, Reading, Span, Style
from cuelift.errors import UsageError
from cuelift.text import Context, clean, dictionary, ocr_fixes
from tests.support.passes import texts_after, write_dictionary

WORDS = """
    I'm I it is the man here bloody hell what did you do walk fast house horse go home now
    Frodo frod Lt will can can't be der Tag haus tag heute homme
"""


@pytest.fixture
def folder(tmp_path):
    for name in ("en_US", "de_DE", "fr_FR"):
        write_dictionary(tmp_path, name, WORDS)
    return str(tmp_path)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("l'm here with the rnan", "I'm here with the man"),
        ("BIoody heIl, |t is", "Bloody hell, It is"),
        ("vvhat clid you do", "what did you do"),
        ("you walkfast", "you walkfast"),
        ("g0 h0me n0w 6x 3d", "g0 home now 6x 3d"),
        ("HEIL", "HEIL"),
        ("frodo is lt", "frodo is It"),
        ("Wiil you go", "Wiil you go"),
        ("hrouse is 12:30 or 1990", "hrouse is 12:30 or 1990"),
        ("http://heIl.com heIl@x.org", "http://heIl.com heIl@x.org"),
        ("snake_heIl " + "heIl" * 20, "snake_heIl " + "heIl" * 20),
        ("can’t", "can’t"),
    ],
)
def test_misread_words_are_mended_where_there_is_no_doubt(text, expected, folder):
    assert texts_after(f"ocr_fixes:folder={folder}", [text]) == [expected]


def test_two_possible_words_are_doubt(tmp_path):
    folder = write_dictionary(tmp_path, "en_US", "ill lil")

    assert texts_after(f"ocr_fixes:folder={folder}", ["iil"]) == ["iil"]


def test_names_that_come_again_stay(folder):
    assert texts_after(f"ocr_fixes:folder={folder}", ["FrodO is", "FrodO"]) == ["FrodO is", "FrodO"]
    assert texts_after(f"ocr_fixes:folder={folder}", ["Frod0 is"]) == ["Frodo is"]


@pytest.mark.parametrize(
    ("text", "language", "option", "expected"),
    [
        ("walkfast or walk it fast", "en", "", "walk fast or walk it fast"),
        ("walkfast or walk it", "en", "", "walkfast or walk it"),
        ("walkFast walk Fast", "en", "", "walkFast walk Fast"),
        ("haustag haus tag", "en", "", "haus tag haus tag"),
        ("haustag haus tag", "de", "", "haustag haus tag"),
        ("haustag haus tag", "en", ":split=false", "haustag haus tag"),
        ("haustag haustag haus tag", "en", "", "haustag haustag haus tag"),
    ],
)
def test_lost_spaces_come_back_where_both_words_stand_elsewhere(
    text, language, option, expected, folder
):
    made = read_as(text, language=language, folder=f"{folder}{option}")

    assert made.text == expected


def test_the_article_of_french_is_no_mistake(folder):
    assert texts_after(f"ocr_fixes:folder={folder}", ["l'homme", "l'hornme"], "fr") == [
        "l'homme",
        "l'homme",
    ]


def read_as(text, *others, status="single", language="en", folder=""):
    reading = Reading(status=status, confidence=0.5, engines=("a",), alternatives=others)
    cue = Cue(start_ns=0, end_ns=1, spans=(Span(text, Style(italic=True)),), reading=reading)
    recipe = f"ocr_fixes:folder={folder}"
    made = clean([cue], recipe, Context(language=language))
    assert clean(made.cues, recipe, Context(language=language)).cues == made.cues
    return made.cues[0]


def test_another_reading_that_is_a_word_wins(folder):
    made = read_as("Frodc is the hcuse", "one", "Frodo ls the house", folder=folder)

    assert made.text == "Frodo is the house"
    assert made.spans[0].style == Style(italic=True)
    assert [edit.rule for edit in made.edits] == ["other reading"]


def test_another_reading_with_other_words_is_not_asked(folder):
    assert (
        read_as("the hcuse", "house", "the hcuse", "the xxuse", folder=folder).text == "the hcuse"
    )


def test_what_two_engines_read_alike_stays_unless_asked(folder):
    assert read_as("heIl", status="agreed", folder=folder).text == "heIl"
    cue = Cue(start_ns=0, end_ns=1, spans=(Span("heIl"),))
    recipe = f"ocr_fixes:agreed=true:folder={folder}"

    assert clean([cue], recipe, Context(language="en")).cues[0].text == "hell"


def test_without_a_dictionary_the_recipe_is_refused_or_the_pass_skipped(monkeypatch):
    monkeypatch.setattr(dictionary, "FOLDERS", ("/nowhere",))

    with pytest.raises(UsageError, match="hunspell-de-de"):
        texts_after("ocr_fixes", ["heIl"], "de")
    assert texts_after("ocr_fixes:missing=skip", ["heIl"], "de") == ["heIl"]
    assert texts_after("ocr_fixes:missing=skip", ["heIl"], None) == ["heIl"]


def test_no_dictionary_is_looked_for_when_nothing_is_judged():
    comment = Cue(start_ns=0, end_ns=1, spans=(Span("heIl"),), comment=True)

    assert clean([comment], "ocr_fixes", Context()).cues == [comment]
    assert texts_after("ocr_fixes", ["日本"], "ja") == ["日本"]


def test_only_so_many_words_are_tried(folder, monkeypatch):
    monkeypatch.setattr(ocr_fixes, "MAX_JUDGED", 1)

    assert texts_after(f"ocr_fixes:folder={folder}", ["xxIl heIl"]) == ["xxIl heIl"]

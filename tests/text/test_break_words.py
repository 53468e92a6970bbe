"""The word lists of line breaking."""

from __future__ import annotations

from cuelift.text.break_words import BINDERS, OPENERS, TITLES


def test_lists_are_there_for_the_same_languages_and_lower_case():
    assert set(OPENERS) == set(BINDERS) >= {"en", "fr", "de", "es", "it", "pt", "nl", "sv"}
    for words in (*OPENERS.values(), *BINDERS.values(), TITLES):
        assert words == {word.lower() for word in words}


def test_both_ways_to_write_norwegian_have_its_lists():
    assert OPENERS["nb"] == OPENERS["nn"] == OPENERS["no"]
    assert BINDERS["nb"] == BINDERS["nn"] == BINDERS["no"]

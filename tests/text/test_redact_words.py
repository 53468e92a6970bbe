import pytest

from cuelift.text.redact_words import LANGUAGES, listed

NAMES = ("dick", "fanny", "randy", "willy", "peter", "jean", "troia", "fan", "eikel", "zorra")


def test_there_are_lists_for_eight_languages_and_more():
    assert len(LANGUAGES) >= 8


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_lower_case_and_no_names(language):
    words = listed(language)

    assert len(words) >= 10
    assert words == {word.lower() for word in words}
    assert words.isdisjoint(NAMES)


def test_other_languages_have_none():
    assert listed("xx") == frozenset()

import pytest

from cuelift.text.misspelt import misspelt


@pytest.mark.parametrize("language", ["de", "en", "es", "fr", "it", "nl", "pt", "sv"])
def test_no_list_calls_wrong_what_it_makes(language):
    pairs = misspelt(language)

    assert pairs
    for wrong, right in pairs.items():
        assert wrong == wrong.lower()
        assert wrong != right
        assert not any(word in pairs for word in right.split())


def test_other_languages_have_none():
    assert misspelt("xx") == {}

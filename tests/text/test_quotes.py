import pytest

from cuelift.text.quotes import quote_rules
from tests.support.passes import texts_after


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", '"Hi," he said. "Bye."', "“Hi,” he said. “Bye.”"),
        ("de", 'Er sagte "Nein".', "Er sagte „Nein“."),
        ("pl", '("Nie")', "(„Nie”)"),
        ("sv", '"Nej"', "”Nej”"),
        ("pt", '"Não"', "«Não»"),
        ("pt-BR", '"Não"', "“Não”"),
        ("es-MX", '"No"', "“No”"),
        ("en", "5'10\" and 6'1\"", "5'10\" and 6'1\""),
        ("en", '"odd', '"odd'),
        ("en", '" " hm', '" " hm'),
        ("en", 'a"b"c', 'a"b"c'),
        ("en", 'http://a.b/"c" "d"', 'http://a.b/"c" "d"'),
        ("he", 'צה"ל', 'צה"ל'),
        ("xx", '"a"', '"a"'),
    ],
)
def test_double_quotes_are_set_where_they_have_partners(language, text, expected):
    assert texts_after("punctuation:quotes=typographic", [text], language) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It's 'cause o'clock", "It’s ’cause o’clock"),
        ("'Tis the '90s", "’Tis the ’90s"),
        ("'quoted' 5'10 rock 'n' roll", "'quoted' 5'10 rock 'n' roll"),
    ],
)
def test_apostrophes_are_set_where_they_are_sure(text, expected):
    assert texts_after("punctuation:apostrophes=typographic", [text]) == [expected]


def test_all_become_straight_by_wish():
    recipe = "punctuation:quotes=straight:apostrophes=straight"

    assert texts_after(recipe, ["“Hi” „du“ ‘it’s’ «oui»"], "de") == ['"Hi" "du" \'it\'s\' «oui»']


def test_a_language_without_known_quotes_has_no_rule():
    assert quote_rules("typographic", "") == []

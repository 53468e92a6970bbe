import pytest

from cuelift.text.marks import cjk_rules, ellipsis_rules, french_rules
from tests.support.passes import texts_after

NB, NNB = "\u00a0", "\u202f"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Oui ! Non?", f"Oui{NB}! Non{NB}?"),
        ("Hé ?!", f"Hé{NB}?!"),
        ("Quoi...? Bon...!", "Quoi...? Bon...!"),
        ("Ah ! ...", f"Ah{NB}! ..."),
        ("Il est 12:30 : viens", f"Il est 12:30{NB}: viens"),
        ("Il dit: ok", f"Il dit{NB}: ok"),
        ("ici ; là; &amp;", f"ici{NB}; là; &amp;"),
        ("«Oui» et « non »", f"«{NB}Oui{NB}» et «{NB}non{NB}»"),
        (f"déjà{NNB}! «{NB}bien{NB}»", f"déjà{NNB}! «{NB}bien{NB}»"),
        ("http://a.fr/b?c=d !", f"http://a.fr/b?c=d{NB}!"),
        ("(!) 50% !", f"(!) 50%{NB}!"),
        ("« \nOui", "« \nOui"),
    ],
)
def test_french_marks_stand_apart(text, expected):
    assert texts_after("punctuation", [text], "fr") == [expected]


def test_canada_writes_marks_close():
    assert texts_after("punctuation", ["Quoi? Il dit: «Non»!"], "fr-CA") == [
        f"Quoi? Il dit{NB}: «{NB}Non{NB}»!"
    ]


def test_narrow_spaces_by_wish():
    assert texts_after("punctuation:narrow=true", ["Quoi ? Il dit : «a»"], "fr") == [
        f"Quoi{NNB}? Il dit{NB}: «{NB}a{NB}»"
    ]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("zh", "真的?!", "真的？！"),
        ("zh", "3.14,好.", "3.14,好。"),
        ("zh", "乔治.布什", "乔治.布什"),
        ("zh", "你好, 世界", "你好，世界"),
        ("zh", "Hello, 世界... 好", "Hello, 世界... 好"),
        ("zh", "好;\n好:", "好；\n好："),
        ("ja", "そう,です.", "そう、です。"),
        ("ja", "「本当?」", "「本当？」"),
        ("ko", "정말?", "정말?"),
    ],
)
def test_marks_between_cjk_characters_are_full_width(language, text, expected):
    assert texts_after("punctuation", [text], language) == [expected]


@pytest.mark.parametrize(
    ("style", "text", "expected"),
    [
        ("char", "Wait... what", "Wait… what"),
        ("char", "four.... two..", "four.... two.."),
        ("char", ". . . so", "… so"),
        ("char", "a . . . . b", "a . . . . b"),
        ("char", "...and", "…and"),
        ("dots", "…and so…", "...and so..."),
    ],
)
def test_ellipses_have_one_form_by_wish(style, text, expected):
    assert texts_after(f"punctuation:ellipsis={style}", [text]) == [expected]


def test_chinese_ellipses_stay():
    assert ellipsis_rules("dots", "zh") == []


def test_rules_are_few():
    assert len(french_rules("fr", narrow=False)) == 6
    assert len(french_rules("fr-ca", narrow=False)) == 4
    assert len(cjk_rules("zh")) == 1

import pytest

from tests.support.passes import texts_after


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "Quoi? «Non»: oui !", "Quoi\u00a0? «\u00a0Non\u00a0»\u00a0: oui\u00a0!"),
        ("es", "Qué haces?", "¿Qué haces?"),
        ("zh", "你好,世界!", "你好，世界！"),
        ("zh-Hant", "好.", "好。"),
        ("en", 'Hi! "Yes" it\'s... - ok ?', 'Hi! "Yes" it\'s... - ok ?'),
        (None, "Quoi? Qué?", "Quoi? Qué?"),
    ],
)
def test_each_language_has_its_own_habits(language, text, expected):
    assert texts_after("punctuation", [text], language) == [expected]


@pytest.mark.parametrize(
    ("recipe", "language", "text"),
    [
        ("punctuation:french=false", "fr", "Quoi?"),
        ("punctuation:spanish=false", "es", "Qué?"),
        ("punctuation:cjk=false", "ja", "本当?"),
    ],
)
def test_each_habit_can_be_switched_off(recipe, language, text):
    assert texts_after(recipe, [text], language) == [text]


def test_several_habits_come_together():
    recipe = "punctuation:quotes=typographic:apostrophes=typographic:ellipsis=char:dashes=en"

    assert texts_after(recipe, ['- "C\'est ça..." dit-il!'], "fr") == [
        "– «\u00a0C’est ça…\u00a0» dit-il\u00a0!"
    ]


def test_dashes_of_one_style_need_no_rule():
    assert texts_after("punctuation:dashes=majority", ["- A", "- B"]) == ["- A", "- B"]

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.ocr.engines.base import OcrLine
from cuelift.ocr.engines.panel import elect, elect_line


def line(text: str, sure: float = 0.9, columns: bool = True) -> OcrLine:
    middles = tuple(range(10, 10 + 10 * len(text), 10)) if columns else ()
    return OcrLine(text, (sure,) * len(text), middles, 20)


@pytest.mark.parametrize(
    ("first", "others", "elected"),
    [
        ("Что зто?", ["Что это?", "Что это?"], "Что это?"),
        ("тут у нас", ["туту нас", "туту нас"], "туту нас"),
        ("туту нас", ["тут у нас", "тут у нас"], "тут у нас"),
        ("Ясно.", ["Ясно", "Ясно."], "Ясно."),
        ("", ["Да", "Да"], "Да"),
        ("Дд", ["", ""], "Дд"),
        ("а1б2в", ["а1бзв", "аlбзв"], "а1бзв"),
    ],
)
def test_most_votes_win(first, others, elected):
    found = elect_line(line(first), [line(each) for each in others])

    assert found.text == elected
    assert len(found.chars) == len(found.columns) == len(elected)


def test_votes_weigh_as_much_as_the_readers_are_sure():
    assert elect_line(line("кот", 0.5), [line("код", 0.9)]).text == "код"
    assert elect_line(line("кот", 0.9), [line("код", 0.5)]).text == "кот"
    assert elect_line(line("кот", 0.9), [line("код", 0.5), line("код", 0.5)]).text == "код"
    assert elect_line(line("к", 0.0), [line("д", 0.0)]).confidence == 0


def test_what_is_disputed_is_no_surer_than_its_share_of_votes():
    found = elect_line(line("кот", 0.98), [line("код", 0.98), line("кот", 0.98)])

    assert [round(each, 2) for each in found.chars] == [0.98, 0.98, 0.67]
    # Where something was voted away its neighbours show it.
    gone = elect_line(line("ко т"), [line("кот"), line("кот")])
    assert (gone.text, [round(each, 2) for each in gone.chars]) == ("кот", [0.9, 0.67, 0.67])


def test_what_all_read_is_as_sure_as_the_surest():
    assert elect_line(line("да", 0.7), [line("да", 0.95)]).chars == (0.95, 0.95)


def test_quotes_of_another_make_are_no_dispute():
    found = elect_line(line("“да”"), [line('"да"'), line("«да»")])

    assert found.chars == (0.9,) * 4


def test_letters_of_other_languages_weigh_less():
    one, others = line("Аргхр"), [line("Арәхр"), line("Арәхр")]

    assert elect_line(one, others).text == "Арәхр"
    assert elect_line(one, others, frozenset("АРГХаргхр")).text == "Аргхр"


def test_readings_without_columns_do_not_mix_with_others():
    assert elect_line(line("кот"), [line("код", columns=False)] * 2).text == "кот"


def test_noise_is_not_aligned():
    noise = line("аб" * 150)

    assert elect_line(noise, [line("ба" * 150)] * 2) == noise


def test_readings_with_another_number_of_lines_have_no_say():
    two, one = [line("раз"), line("два")], [line("раздва")]

    assert elect([one, two], 2) == two
    assert elect([two, one], 2) == two
    assert elect([one, one], 2) == one
    assert elect([[], []], 2) == []


@given(st.text("абв ", max_size=12), st.lists(st.text("абв ", max_size=12), max_size=4))
def test_any_readings_make_one_line(first, others):
    found = elect_line(line(first), [line(each) for each in others])

    assert len(found.text) == len(found.chars)
    if not others:
        assert found == line(first)
    if set(others) == {others[0] if others else ""} and len(others) > 1:
        assert found.text.replace(" ", "") in {first.replace(" ", ""), others[0].replace(" ", "")}


def test_a_letter_of_another_language_is_likelier_than_a_digit():
    own = frozenset("абвї")

    assert elect_line(line("333"), [line("Эээ"), line("Эээ")], own).text == "Эээ"
    assert elect_line(line("Злд"), [line("Элд")], frozenset("Злд")).text == "Злд"

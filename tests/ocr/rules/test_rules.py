"""The rules on text alone, and their registry."""

from __future__ import annotations

import pytest

from cuelift.ocr.languages import LANGUAGES
from cuelift.ocr.rules import RULES, mend
from tests.ocr.draw import context, read_as

CASES = [
    ("en", "| am here", "I am here", "bars"),
    ("en", "a|| right", "all right", "bars"),
    ("en", "l'm late and l know", "I'm late and I know", "pronoun"),
    ("en", "it became Iost", "it became lost", "pronoun"),
    ("en", "1'll go", "I'll go", "pronoun"),
    ("en", "walczγć", "walczyć", "aliens"),
    ("en", "''Yes''", '"Yes"', "quotes"),
    ("de", ",,Ja“", "„Ja“", "quotes"),
    ("en", "--No", "— No", "leading-dash"),
    ("en", "abbíamo", "abbiamo", "dotted"),
    ("it", "così e cosí", "così e così", "dotted"),
    ("cs", "Ted' už ted’", "Teď už teď", "carons"),
    ("sk", "l'ud pol'ovník", "l'ud poľovník", "carons"),
    ("es", "iHola!", "¡Hola!", "inverted"),
    ("es", "?Quién es?", "¿Quién es?", "inverted"),
    ("tr", "geçirmiș", "geçirmiş", "dotless"),
    ("el", "οἱ Μπᾶραν µου", "οι Μπάραν μου", "monotonic"),
    ("el", "Κo και", "Κο και", "aliens"),
    ("ru", "Пpивет, Bob", "Привет, Bob", "aliens"),
    ("ru", "|СЕР ГЕРРІК|", "[СЕР ГЕРРІК]", "brackets"),
    ("ar", "نعم, من?", "نعم، من؟", "arabic"),
    ("he", "ש!מר", "שומר", "vav"),
    ("zh", "是吗?!", "是吗？！", "wide"),
    ("th", "ท\u0e4d\u0e32งาน", "ทำงาน", "thai"),
]


@pytest.mark.parametrize(("language", "before", "after", "rule"), CASES)
def test_a_known_mistake_is_mended_and_named(language, before, after, rule):
    mended = mend([read_as(before)], context().page, LANGUAGES[language])

    assert mended.lines[0].text == after
    assert rule in mended.changes
    assert len(mended.lines[0].chars) == len(after)


RIGHT = [
    ("en", "I'm 1 of 1,000, he said - all right..."),
    ("en", "Ian and Iowa, with Iain"),
    ("en", "We flew to Iowa"),
    ("fr", "J'ai vu l'été « ici »"),
    ("es", "¡Hola! ¿Quién es?"),
    ("es", "y iPhone no!"),
    ("cs", "O'Neil a d'Artagnan"),
    ("de", "Iod, Ion"),
    ("ru", "Это iPhone Bob'а"),
    ("ar", "نعم، من؟ 1,000"),
    ("ja", "３,000円"),
    ("ko", "안녕, 너?"),
]


@pytest.mark.parametrize(("language", "text"), RIGHT)
def test_what_is_right_stays(language, text):
    mended = mend([read_as(text)], context().page, LANGUAGES[language])

    assert (mended.lines[0].text, mended.changes) == (text, ())


def test_rules_have_names_of_their_own():
    names = [rule.name for rule in RULES]

    assert len(set(names)) == len(names)


def test_rules_name_languages_and_scripts_that_exist():
    tags, scripts = set(LANGUAGES), {row.script for row in LANGUAGES.values()}
    for rule in RULES:
        assert (rule.languages or set()) <= tags, rule.name
        assert (rule.scripts or set()) <= scripts, rule.name


def test_no_lines_stay_none():
    assert mend([], context().page, LANGUAGES["en"]).lines == []

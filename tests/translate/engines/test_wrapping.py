from __future__ import annotations

import pytest

from cuelift.errors import BadAnswer
from cuelift.translate.engines.base import Text
from cuelift.translate.engines.wrapping import by_id, paragraphs, wrapped

TEXTS = (Text(3, "a &amp; b", "a & b"), Text(7, "c", "c"))


def test_texts_carry_their_ids():
    assert [wrapped(text) for text in TEXTS] == ['<p id="3">a &amp; b</p>', '<p id="7">c</p>']


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ('<p id="3">x</p>\n<P ID = 7 >y</P >', [(3, "x"), (7, "y")]),
        ('<p id="3">x<p id="7">y', [(3, "x"), (7, "y")]),
        ("<p>x</p>", []),
    ],
)
def test_paragraphs_are_found(data, found):
    assert paragraphs(data) == found


def test_answers_in_another_order_are_told_by_their_ids():
    assert by_id(TEXTS, ['<p id="7">y</p>', '<p id="3">x</p>']) == {3: "x", 7: "y"}


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        (['<p id="3">x</p>'], "1 texts came for 2"),
        (['<p id="3">x</p>', '<p id="3">y</p>'], "two answers have the id 3"),
        (['<p id="3">x</p><p id="7">y</p>', "<p>"], "holds 2 texts"),
        (["x", "y"], "holds 0 texts"),
    ],
)
def test_dropped_joined_and_doubled_texts_are_refused(answers, message):
    with pytest.raises(BadAnswer, match=message):
        by_id(TEXTS, answers)


def test_the_only_text_needs_no_id():
    assert by_id(TEXTS[:1], ["x"]) == {3: "x"}

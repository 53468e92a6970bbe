from __future__ import annotations

import pytest

from cuelift.ocr.rules.greek import mend_article, mend_polytonic
from tests.ocr.draw import context, read_as


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("0 ανόητος", "Ο ανόητος"),
        ("— 0 άλλος", "— Ο άλλος"),
        ("10 μέρες", "10 μέρες"),
        ("0 ΜΕΡΕΣ", "0 ΜΕΡΕΣ"),
    ],
)
def test_a_nought_before_a_small_word_is_the_article(before, after):
    assert mend_article(read_as(before), context(None, "el")).text == after


def test_old_accents_and_twins_become_those_of_today():
    assert mend_polytonic(read_as("Λί\u0384ζαρ"), context(None, "el")).text == "Λί’ζαρ"
    assert mend_polytonic(read_as("ἀπὸ ᾽µένα"), context(None, "el")).text == "από ’μένα"
    # A letter with both marks left has no form of one character.
    assert mend_polytonic(read_as("\u1fed"), context(None, "el")).text in {"\u1fed", "\u0385"}

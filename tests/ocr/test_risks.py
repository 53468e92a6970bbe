"""Texts that a person should look at though two engines agree on them."""

from __future__ import annotations

import pytest

from cuelift.ocr.risks import is_risky


@pytest.mark.parametrize(
    ("text", "risky"),
    [
        ("Almost home now.", False),
        ("AImost home now.", True),
        ("It is cIear.", True),
        ("Mary Ill, IBM, I am.", False),
        ("lo sono un cavaliere", True),
        ("- lo so.", True),
        ("Sì.\n- lo so.", True),
        ("Sì. lo so.", True),
        ("l'uomo", True),
        ("Io sono qui\nlo vedo", False),
        ("… lo so", False),
        ("...lo so", False),
        ("List of all", False),
        ("", False),
    ],
)
def test_a_letter_that_looks_like_another_at_its_place(text, risky):
    assert is_risky(text, 0.99, unspaced=False) is risky


@pytest.mark.parametrize(("confidence", "risky"), [(0.77, True), (0.78, False)])
@pytest.mark.parametrize("text", ["Ein Angriff ...", "Ein Angriff…"])
def test_the_space_before_dots_needs_a_sure_reading(text, confidence, risky):
    assert is_risky(text, confidence, unspaced=False) is risky
    assert not is_risky("Ein Angriff.", confidence, unspaced=False)


@pytest.mark.parametrize(
    ("text", "risky"),
    [
        ("你好。", False),
        ("阿郎。", True),
        ("阿郞。", True),
        ("「とはいえ」", False),
        ("「とはいえ』", True),
        ("「『とはいえ』」", False),
        ("とはいえ」", False),
        ("「とはいえ", False),
    ],
)
def test_twins_and_brackets_of_two_kinds(text, risky):
    assert is_risky(text, 0.5, unspaced=True) is risky

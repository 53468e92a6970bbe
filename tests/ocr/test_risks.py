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
@pytest.mark.parametrize("text", ["Ein Sieg ...", "Ein Sieg…"])
def test_the_space_before_dots_needs_a_sure_reading(text, confidence, risky):
    assert is_risky(text, confidence, unspaced=False) is risky
    assert not is_risky("Ein Sieg.", confidence, unspaced=False)


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
        ("♪ 』「とはいえ", True),
    ],
)
def test_twins_and_brackets_of_two_kinds(text, risky):
    assert is_risky(text, 0.5, unspaced=True) is risky


@pytest.mark.parametrize(
    ("text", "language", "risky"),
    [
        ("Mein Kopf...", "de", True),
        ("Mein Kopf ...", "de", False),
        ("- Ja.\n-Nein.", "de", True),
        ("- Ja.\n- Nein.", "de", False),
        ("„Komm her!", "de", True),
        ("„Komm her!“", "de", False),
        ("- «Vieni", "it", True),
        ("„Komm her. “", "de", True),
        ("«Viens ! »", "fr", True),
        ("« Viens ! »", "fr", False),
        ("ijo!", "es", True),
        ("¡Jo!", "es", False),
        ("ijo!", "pt", False),
        ("işte burada", "tr", True),
        ("Evet. işte", "tr", True),
        ("İşte burada", "tr", False),
        ("işte", "hu", False),
        ("SZ.", "hu", True),
        ("szia", "hu", False),
        ("12:30", "hu", False),
    ],
)
def test_signs_that_do_not_fit_each_other(text, language, risky):
    assert is_risky(text, 0.99, unspaced=False, language=language) is risky


@pytest.mark.parametrize(("confidence", "risky"), [(0.96, True), (0.97, False)])
@pytest.mark.parametrize("text", ["o trono,", "♪ o trono, ♪", "“o trono,”"])
def test_a_comma_at_the_end_needs_a_sure_reading(text, confidence, risky):
    assert is_risky(text, confidence, unspaced=False) is risky


@pytest.mark.parametrize(
    ("text", "risky"),
    [("-亡魂谷 一 公主", True), ("一天", False), ("不一样", False), ("荒涼", True)],
)
def test_a_stroke_by_itself_may_be_a_dash(text, risky):
    assert is_risky(text, 0.99, unspaced=True) is risky

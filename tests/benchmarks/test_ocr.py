from __future__ import annotations

import random

import pytest

from benchmarks.ocr import fonts, texts
from benchmarks.ocr.page import page
from benchmarks.ocr.render import samples
from benchmarks.ocr.score import Score, distance, folded, strict


@pytest.mark.parametrize(
    ("left", "right", "count"),
    [("", "", 0), ("abc", "abc", 0), ("abc", "axc", 1), ("", "ab", 2), ("kitten", "sitting", 3)],
)
def test_wrong_characters_are_counted(left, right, count):
    assert distance(left, right) == distance(right, left) == count


def test_typography_counts_only_in_the_strict_score():
    score = Score().plus("“Yes…”", '"Yes..."').plus("No", "Na")

    assert (score.captions, score.exact, score.errors) == (2, 1, 1)
    assert score.strict_errors > score.errors
    assert score.exact_share == 50


def test_folding_keeps_lines_and_letters():
    assert folded("a\n b ") == "a\nb"
    assert folded("王子 、行け") == folded("王子、行け")
    assert strict("e\u0301\n\n") == "é"


def test_lines_are_wrapped_without_losing_words():
    text = "one two three four five six seven eight nine ten"

    lines = texts.wrap(text, 20)

    assert " ".join(lines) == text
    assert max(map(len, lines)) <= 26


@pytest.mark.parametrize("language", ["th", "hi", "en"])
def test_captions_come_from_the_seed(language):
    first = [texts.caption(random.Random(7), None, language, False) for _ in range(2)]

    assert first[0] == first[1]
    assert set(texts.sentences(None, language, "work")).isdisjoint(
        texts.sentences(None, language, "former")
    )


def test_pictures_come_from_the_seed():
    try:
        if fonts.face("DejaVu Sans", False) is None:
            pytest.skip("needs the font DejaVu Sans")
    except FileNotFoundError:
        pytest.skip("needs fontconfig")

    assert samples(3, "en", 2, folder=None) == samples(3, "en", 2, folder=None)


def test_the_page_adds_up_groups():
    row = {
        "captions": 2,
        "chars": 100,
        "errors": 1,
        "strict_errors": 2,
        "right": 1,
        "cer": 1.0,
        "exact": 50.0,
        "ms": 10.0,
        "statuses": {"agreed": 1, "doubtful": 1},
        "wrong_agreed": 0,
    }
    languages = {tag: dict.fromkeys(("fast", "default", "consensus"), row) for tag in ("en", "fr")}

    text = page({"seed": 1, "count": 2, "split": "held-out", "languages": languages})

    assert "| 12 Latin languages | fast | 50.0 % | 1.00 | 10 |" in text
    assert "| **all** | 50.0 % of 4 | 0 of 2 |" in text
    assert "kept apart" in text

from __future__ import annotations

import pytest

from cuelift.ocr.folding import fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“Ja”", '"Ja"'),
        ("‘Ja’", "'Ja'"),
        ("Wait…", "Wait..."),
        ("– Yes", "- Yes"),
        ("— Yes", "- Yes"),
        ("a\u00a0b", "a b"),
        ("''x''", '"x"'),
        ("a  b ", "a b"),
        ("e\u0301", "é"),
    ],
)
def test_typography_does_not_count(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("I", "l"), ("a b", "ab"), ("a\nb", "a b"), ("u", "ü")])
def test_letters_spaces_and_lines_count(one, other):
    assert fold(one) != fold(other)


def test_spaces_do_not_count_where_words_are_not_parted():
    assert fold("王子 、行け ！", unspaced=True) == fold("王子、行け!", unspaced=True)
    assert fold("New York", unspaced=True) == "New York"

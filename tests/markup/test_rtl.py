from __future__ import annotations

import pytest

from cuelift.markup.rtl import wrap_rtl


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("plain", "plain"),
        ("déjà", "déjà"),
        ("שלום!", "\u202bשלום!\u202c"),
        ("one\nمرحبا\ntwo", "one\n\u202bمرحبا\u202c\ntwo"),
        ("<i>שלום</i>", "\u202b<i>שלום</i>\u202c"),
        ("{\\an8}שלום", "{\\an8}\u202bשלום\u202c"),
        ("{a} שלום", "\u202b{a} שלום\u202c"),
        ("\u202bשלום\u202c", "\u202bשלום\u202c"),
    ],
)
def test_lines_from_right_to_left_are_embedded(text: str, expected: str) -> None:
    assert wrap_rtl(text) == expected

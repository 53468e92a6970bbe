from __future__ import annotations

import pytest

from cuelift.markup.newlines import normalize_newlines


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a\nb", "a\nb"), ("a\r\nb", "a\nb"), ("a\rb", "a\nb"), ("a\r\r\nb", "a\nb")],
)
def test_all_line_ends_become_line_feeds(text: str, expected: str) -> None:
    assert normalize_newlines(text) == expected

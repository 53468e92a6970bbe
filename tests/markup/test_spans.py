from __future__ import annotations

import pytest

from cuelift.cues import Span, Style
from cuelift.markup.spans import is_plain, trim, with_ruby

BOLD = Style(bold=True)


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ((), []),
        ((Span(" \n"), Span("\n", BOLD)), []),
        ((Span(" a "),), [Span("a")]),
        (
            (Span("\n"), Span(" a\n", BOLD), Span(" b "), Span("\n")),
            [Span("a\n", BOLD), Span(" b")],
        ),
    ],
)
def test_white_space_around_the_text_goes(spans: tuple[Span, ...], expected: list[Span]) -> None:
    assert trim(spans) == expected


@pytest.mark.parametrize(
    ("span", "plain"),
    [
        (Span("a"), True),
        (Span("a", Style()), True),
        (Span("a", BOLD), False),
        (Span("a", speaker="b"), False),
        (Span("a", ruby="b"), False),
        (Span("a", time_ns=0), False),
        (Span("a", classes=("b",)), False),
        (Span("a", language="b"), False),
    ],
)
def test_a_plain_span_is_nothing_but_text(span: Span, plain: bool) -> None:
    assert is_plain(span) is plain


@pytest.mark.parametrize(
    ("text", "ruby", "expected"),
    [
        ("漢字", "かんじ", "漢字（かんじ）"),
        ("한자", "漢字", "한자（漢字）"),
        ("base", "aid", "base(aid)"),
    ],
)
def test_ruby_stands_in_the_parentheses_of_its_script(text: str, ruby: str, expected: str) -> None:
    assert with_ruby(text, ruby) == expected

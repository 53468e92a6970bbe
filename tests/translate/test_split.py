from __future__ import annotations

import pytest

from cuelift.cues import Span, Style
from cuelift.translate.split import cut, in_lines, part

ITALIC = Style(italic=True)


def parted(text: str, *weights: float, tag: str = "es") -> list[str]:
    return [text[start:end] for start, end in part(text, weights, tag)]


def test_one_part_is_all():
    assert parted("a b", 1) == ["a b"]


@pytest.mark.parametrize(
    ("text", "weights", "expected"),
    [
        ("uno dos tres cuatro", (1, 1), ["uno dos", "tres cuatro"]),
        ("Nunca he visto un perro, que era grande", (1, 1), None),
        ("uno dos", (9, 1), ["uno", "dos"]),
        ("a b c", (1, 1, 1), ["a", "b", "c"]),
        ("no", (1, 1), ["no", "no"]),
    ],
)
def test_parts_are_about_as_long_as_wanted(text, weights, expected):
    found = parted(text, *weights)

    if expected is None:
        assert found[0].endswith("perro,")
    else:
        assert found == expected


def test_a_part_does_not_end_with_a_short_word_if_it_may_end_before():
    assert parted("quiero ver la película", 12, 10) == ["quiero ver", "la película"]


def test_japanese_is_parted_by_phrase():
    found = parted("私は昨日、友達と映画を見に行きました。", 1, 1, tag="ja")

    assert "".join(found) == "私は昨日、友達と映画を見に行きました。"
    assert all(found)


def test_spans_are_cut():
    spans = (Span("abc"), Span("def", ITALIC))

    assert cut(spans, 1, 4) == (Span("bc"), Span("d", ITALIC))
    assert cut(spans, 0, 3) == (Span("abc"),)


@pytest.mark.parametrize(
    ("text", "count", "lines"),
    [
        ("uno", 2, ["uno"]),
        ("uno dos tres cuatro cinco seis", 2, ["uno dos tres", "cuatro cinco seis"]),
        ("uno dos tres cuatro cinco seis", 1, ["uno dos tres cuatro cinco seis"]),
        ("palabras " * 8, 1, None),
        ("x" * 100, 2, ["x" * 100]),
    ],
)
def test_lines_are_made_anew(text, count, lines):
    made = "".join([span.text for span in in_lines((Span(text.strip()),), count, "es", 42)])

    if lines is None:
        assert made.count("\n") == 1
        assert max(map(len, made.split("\n"))) <= 42
    else:
        assert made.split("\n") == lines


def test_styles_go_on_over_lines():
    made = in_lines((Span("uno dos tres cuatro ", ITALIC), Span("cinco seis")), 2, "es", 20)

    assert made == (
        Span("uno dos tres\n", ITALIC),
        Span("cuatro ", ITALIC),
        Span("cinco seis"),
    )

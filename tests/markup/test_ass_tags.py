from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.markup.ass_tags import (
    NAMES,
    Tag,
    css_color,
    from_legacy_alignment,
    parse_block,
    to_alpha,
    to_color,
    to_float,
    to_int,
)


@pytest.mark.parametrize(
    ("block", "tags"),
    [
        ("", []),
        ("a comment", []),
        ("\\i1", [("i", "1")]),
        ("note\\i1 and \\b0", [("i", "1 and"), ("b", "0")]),
        ("\\an8\\a6\\alpha&H80&", [("an", "8"), ("a", "6"), ("alpha", "&H80&")]),
        ("\\fnArial Black\\fs20", [("fn", "Arial Black"), ("fs", "20")]),
        ("\\bord2\\blur3\\be1\\b1", [("bord", "2"), ("blur", "3"), ("be", "1"), ("b", "1")]),
        ("\\pos(1,2)", [("pos", "1,2")]),
        ("\\pos ( 1 , 2 )", [("pos", "1 , 2")]),
        ("\\pos(1,2", [("pos", "1,2")]),
        ("\\pos(1,2\\i1", [("pos", "1,2"), ("i", "1")]),
        ("\\t(0,9,\\c&HFF&\\fs(3))\\i1", [("t", "0,9,\\c&HFF&\\fs(3)"), ("i", "1")]),
        (
            "\\k50\\K20\\kf3\\ko4\\kt5",
            [("k", "50"), ("K", "20"), ("kf", "3"), ("ko", "4"), ("kt", "5")],
        ),
        ("\\1c&HFF&\\3a&H00&", [("1c", "&HFF&"), ("3a", "&H00&")]),
        ("\\rAlt\\r", [("r", "Alt"), ("r", "")]),
        ("\\zz9", [("", "zz9")]),
        ("\\", [("", "")]),
    ],
)
def test_a_block_is_split_into_tags(block: str, tags: list[tuple[str, str]]) -> None:
    assert parse_block(block) == tuple(Tag(*tag) for tag in tags)


def test_a_block_holds_a_bounded_number_of_tags() -> None:
    assert len(parse_block("\\i1" * 100_000)) == 256


@pytest.mark.parametrize(
    ("block", "tags"),
    [
        (")\\pos(1,2)", [("pos", "1,2")]),
        ("\\t(\\pos(1,2)\\i1", [("t", ""), ("pos", "1,2"), ("i", "1")]),
        ("\\a((\\b1)\\i1)\\u1", [("a", "(\\b1)\\i1"), ("u", "1")]),
    ],
)
def test_parentheses_pair_up_from_the_inside(block: str, tags: list[tuple[str, str]]) -> None:
    assert parse_block(block) == tuple(Tag(*tag) for tag in tags)


@pytest.mark.parametrize("block", ["\\t(" + "(" * 4000, "\\a(" * 256 + "(" * 4000])
def test_parentheses_that_never_close_are_searched_once(block: str) -> None:
    start = time.process_time()
    for _ in range(100):
        assert parse_block(block)[0].name == block[1]

    assert time.process_time() - start < 0.5


@pytest.mark.parametrize("name", NAMES)
def test_every_name_is_found_as_itself(name: str) -> None:
    assert parse_block(f"\\{name}") == (Tag(name, ""),)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("1", 1),
        (" 2.5", 2.5),
        ("-3", -3),
        ("1e3", 1),
        ("8 and more", 8),
        ("+.5)", 0.5),
        ("", None),
        ("x", None),
        ("nan", None),
        ("inf", None),
        ("1e99", 1),
        ("1" * 50, None),
    ],
)
def test_numbers_are_of_ordinary_size(words: str, number: float | None) -> None:
    assert to_float(words) == number


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("7", 7),
        (" -1 ", -1),
        ("2.9", 2),
        ("", 5),
        ("x", 5),
        ("9" * 5000, 5),
        ("8x", 8),
        ("9" * 12, 5),
    ],
)
def test_integers_are_of_ordinary_size(words: str, number: int) -> None:
    assert to_int(words, 5) == number


@pytest.mark.parametrize(
    ("words", "color"),
    [
        ("&H0000FF&", (0xFF0000, 255)),
        ("&HFF", (0xFF0000, 255)),
        ("&H80FFFFFF", (0xFFFFFF, 0x7F)),
        ("H00ff00", (0x00FF00, 255)),
        ("0000FF", (0xFF0000, 255)),
        ("112233", (0x332211, 255)),
        ("", None),
        ("&", None),
        ("&Hxyz&", None),
        ("&H" + "F" * 30, None),
    ],
)
def test_colours_are_blue_green_red(words: str, color: tuple[int, int] | None) -> None:
    assert to_color(words) == color


@pytest.mark.parametrize(
    ("words", "color"),
    [
        ("65535", (0xFFFF00, 255)),
        ("-2147483640", (0x080000, 0x7F)),
        ("&H0000FF", (0xFF0000, 255)),
        ("0000FF", None),
    ],
)
def test_colours_of_styles_may_be_decimal(words: str, color: tuple[int, int] | None) -> None:
    assert to_color(words, style=True) == color


@pytest.mark.parametrize(("words", "alpha"), [("&H00&", 255), ("&HFF&", 0), ("", None)])
def test_alpha_is_turned_to_opacity(words: str, alpha: int | None) -> None:
    assert to_alpha(words) == alpha


def test_legacy_cells_are_number_pad_cells() -> None:
    cells = [from_legacy_alignment(value) for value in range(-1, 14)]

    assert cells == [None, None, 1, 2, 3, None, 7, 8, 9, None, 4, 5, 6, None, None]


def test_opaque_colours_have_no_alpha() -> None:
    assert (css_color(0xFF, 255), css_color(0xFF, 8)) == ("#0000ff", "#0000ff08")


@given(st.text(alphabet="\\()tpos1c&H,ikn ", max_size=80))
def test_any_block_makes_tags(block: str) -> None:
    for name, argument in parse_block(block):
        assert name in NAMES or name == ""
        assert argument in block

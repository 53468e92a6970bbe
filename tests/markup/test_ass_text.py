from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.cues import Place, Span, Style
from cuelift.markup.ass_script import parse_script
from cuelift.markup.ass_text import AssText
from tests.support.timing import user_s

SCRIPT = parse_script(
    "[V4+ Styles]\nFormat: Name, Italic, Alignment\nStyle: Default,0,2\nStyle: Top,1,8\n"
)
ITALIC = Style(italic=True)


def parse(text: str, style: str = "Default") -> tuple[Span, ...]:
    return AssText(SCRIPT, {}).parse(text, style, 0).spans


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("", ()),
        ("plain", (Span("plain"),)),
        ("a\\Nb", (Span("a\nb"),)),
        ("{\\i1}a{\\i0}b", (Span("a", ITALIC), Span("b"))),
        ("a{a comment}b", (Span("ab"),)),
        ("{}a{*}", (Span("a"),)),
        ("a{\\i1", (Span("a{\\i1"),)),
        ("{\\i1}a{b", (Span("a{b", ITALIC),)),
        ("a}b", (Span("a}b"),)),
        ("\\{a\\}", (Span("{a}"),)),
        ("\\{a}{\\i1}b", (Span("{a}"), Span("b", ITALIC))),
        ("a\\N{\\i1}b", (Span("a\n"), Span("b", ITALIC))),
        ("{\\p1}m 0 0{\\p0}", ()),
        ("{a{b}c", (Span("c"),)),
    ],
)
def test_text_is_parted_by_its_blocks(text: str, spans: tuple[Span, ...]) -> None:
    assert parse(text) == spans


def test_the_event_s_style_holds_with_and_without_blocks() -> None:
    text = AssText(SCRIPT, {})

    assert text.parse("a", "Top", 0) == ((Span("a", ITALIC),), Place(align=8))
    assert text.parse("{x}a", "Top", 0) == ((Span("a", ITALIC),), Place(align=8))
    assert text.parse("a", "*Missing", 0) == ((Span("a"),), None)


def test_caches_are_bounded() -> None:
    text = AssText(SCRIPT, {})
    for number in range(3_000):
        text.parse(f"{{\\fs{number}}}x{{{'y' * 100}{number}}}z", f"style {number}", 0)

    assert len(text._blocks) == 2_048
    assert len(text._plain) == 2_048


@given(st.text(alphabet="{}\\Nnhipk1()x", max_size=60))
def test_no_tag_is_left_in_the_text(text: str) -> None:
    joined = "".join(span.text for span in parse(text))

    if "{" not in joined:
        assert "\\N" not in joined.replace("\\\\", "")


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["{", "}", "\\", "\\{", "{}", "{\\i1}", "{\\t(", "{\\k1}x"])
def test_time_is_linear_in_hostile_text(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        return user_s(lambda: (parse(text), parse("{" + text + "}")))

    # A busy machine slows single measurements down, so the best of some large ones counts.
    small = seconds(400_000)
    assert min(seconds(2_000_000) for _ in range(3)) < 10 * max(small, 0.05)

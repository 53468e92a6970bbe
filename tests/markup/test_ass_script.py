from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.cues import PLAIN, Style
from cuelift.markup.ass_script import (
    ASS_EVENT,
    SSA_EVENT,
    AssStyle,
    Script,
    is_events,
    is_section,
    make_script,
    parse_script,
)

FORMAT = (
    "Format: Name, Fontname, Fontsize, PrimaryColour, OutlineColour, Bold, BorderStyle, Alignment"
)


def ass(*styles: str, info: str = "", format_line: str = FORMAT) -> Script:
    lines = ["[Script Info]", "ScriptType: v4.00+", info, "[V4+ Styles]", format_line]
    return parse_script("\n".join([*lines, *[f"Style: {style}" for style in styles], ""]))


def test_a_style_is_read_by_its_columns() -> None:
    script = ass(" Big , Times , 40 , &H8000FF00 , &H0 , -1 , 1 , 8 ")

    assert script.style("Big") == AssStyle(
        name="Big", font="Times", size=40, color=0x00FF00, alpha=0x7F, bold=True, align=8
    )


def test_columns_may_come_in_any_order_and_spelling() -> None:
    script = ass("8,Big", format_line="format: ALIGNMENT, name")

    assert script.style("Big") == AssStyle(name="Big", align=8)


def test_a_style_without_columns_above_it_has_the_usual_ones() -> None:
    head = "[V4+ Styles]\nStyle: A,F,10,&H0,&H0,&H0,&H0,0,1,0,-1,100,100,0,0,1,1,1,7,0,0,0,1\n"

    assert parse_script(head).style("A") == AssStyle(
        name="A", font="F", size=10, color=0, italic=True, strike=True, align=7
    )


def test_values_that_cannot_be_are_the_defaults() -> None:
    assert ass("A,,x,nocolour,y,,z,77").style("A") == AssStyle(name="A", font="")


def test_a_box_is_filled_with_the_outline_s_colour() -> None:
    assert ass("A,F,9,&H0,&H000000FF,0,3,2").style("A").box == "#ff0000"


def test_a_box_of_border_style_4_is_filled_with_the_back_colour() -> None:
    script = ass(
        "A,4,&H0000FF00,&HFF", format_line="Format: Name, BorderStyle, BackColour, OutlineColour"
    )

    assert script.style("A").box == "#00ff00"
    assert ass("A,4,?", format_line="Format: Name, BorderStyle, BackColour").style("A").box is None


@pytest.mark.parametrize(
    ("bold", "expected"), [("-1", True), ("1", True), ("700", True), ("400", False), ("0", False)]
)
def test_bold_is_a_flag_or_a_weight(bold: str, expected: bool) -> None:
    assert ass(f"A,F,9,&H0,&H0,{bold},1,2").style("A").bold is expected


def test_the_last_style_of_a_name_counts() -> None:
    assert ass("A,First", "B,Mid", "A,Last").style("A").font == "Last"


@pytest.mark.parametrize(
    ("name", "font"), [("Other", "O"), ("*Other", "O"), ("Missing", "D"), ("", "D")]
)
def test_an_unknown_style_is_the_default_one(name: str, font: str) -> None:
    assert ass("Other,O", "Default,D").style(name).font == font


def test_the_first_style_stands_in_for_a_default_that_is_missing() -> None:
    assert ass("One,O", "Two,T").default.font == "O"
    assert parse_script("").default == AssStyle()


def test_ssa_alignment_is_counted_differently() -> None:
    head = "[Script Info]\nScriptType: v4.00\n[V4 Styles]\nFormat: Name, Alignment\nStyle: A,6\n"

    assert parse_script(head).style("A").align == 8


@pytest.mark.parametrize(
    ("info", "play_res"),
    [
        ("", (384, 288)),
        ("PlayResX: 1920\nPlayResY: 1080", (1920, 1080)),
        ("PlayResY: 720", (960, 720)),
        ("PlayResY: 1024", (1280, 1024)),
        ("PlayResX: 640", (640, 480)),
        ("PlayResX: 1280", (1280, 1024)),
        ("PlayResX: 0\nPlayResY: -5", (384, 288)),
    ],
)
def test_the_picture_s_size_is_libass_s(info: str, play_res: tuple[int, int]) -> None:
    assert ass(info=info).header.play_res == play_res


def test_script_info_is_read_without_its_section_s_name() -> None:
    script = parse_script("; note\n!: note\nTitle:  My film \nWrapStyle: 2\n[Other]\nTitle: no\n")

    assert script.header.title == "My film"
    assert script.wrap_style == 2


def test_styles_behind_the_events_are_read_too() -> None:
    script = parse_script(
        "[Events]\nFormat: Start\n\n[V4+ Styles]\nFormat: Name, Fontname\nStyle: A,F\n"
    )

    assert script.style("A").font == "F"
    assert script.header.text == ""
    assert script.header.trailer == "\n[V4+ Styles]\nFormat: Name, Fontname\nStyle: A,F\n"


def test_comment_lines_among_the_events_go_to_the_trailer() -> None:
    header = parse_script(
        "T: 1\n\n[EVENTS]\nFormat: Start, Text\nComment: 1,x\n\n[Fonts]\nf\n"
    ).header

    assert header.text == "T: 1\n\n"
    assert header.event_fields == ("Start", "Text")
    assert header.trailer == "Comment: 1,x\n\n[Fonts]\nf\n"


@pytest.mark.parametrize(
    ("head", "ssa", "columns"),
    [
        ("", False, ASS_EVENT),
        ("", True, SSA_EVENT),
        ("ScriptType: v4.00\n", False, SSA_EVENT),
        ("ScriptType: v4.00+\n", True, ASS_EVENT),
        ("[V4 Styles]\n", False, SSA_EVENT),
        ("[V4++ Styles]\n", True, ASS_EVENT),
    ],
)
def test_columns_that_are_missing_are_those_of_the_version(
    head: str, ssa: bool, columns: tuple[str, ...]
) -> None:
    assert make_script(head, (), "", ssa=ssa).header.event_fields == columns


def test_spans_carry_what_differs_from_the_default_style() -> None:
    default = AssStyle(font="D", size=20, color=0x00FFFF, box="#000000")

    assert default.plain(default) is PLAIN
    assert AssStyle(font="D", size=20, box="#000000").plain(default) is PLAIN
    assert AssStyle(
        font="E", size=30, color=0x0000FF, alpha=0, underline=True, box="#111111"
    ).plain(default) == Style(
        underline=True, color="#0000ff00", font="E", size=30, background="#111111"
    )


@pytest.mark.parametrize(
    ("line", "section", "events"),
    [
        ("[Events]", True, True),
        ("[EVENTS] ", True, True),
        ("[Fonts]", True, False),
        ("[]", False, False),
        ("[half", False, False),
        ("x]", False, False),
    ],
)
def test_section_names_are_told(line: str, section: bool, events: bool) -> None:
    assert (is_section(line), is_events(line)) == (section, events)


@given(st.text(alphabet="[V4+ Styles]\nFormat:Nae,&HF0123*", max_size=200))
def test_any_script_is_read(text: str) -> None:
    assert parse_script(text).default.name is not None

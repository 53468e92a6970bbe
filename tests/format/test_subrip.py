from __future__ import annotations

import msgspec
import pytest

from cuelift.cues import Cue, Header, Place, Point, Raw, Span
from cuelift.errors import FormatError
from cuelift.format import FORMATS, Writer
from cuelift.format.options import SubRipOptions
from cuelift.format.subrip import clean, drop_blank_lines

MS = 1_000_000
SECOND = 1_000 * MS


def new_writer(**options: str) -> Writer:
    make = FORMATS["srt"].writer
    assert make is not None
    return make(Header(), msgspec.convert(options, SubRipOptions))


def cue(text: str, start_ns: int = SECOND, end_ns: int | None = 2 * SECOND) -> Cue:
    return Cue(start_ns=start_ns, end_ns=end_ns, spans=(Span(text),) if text else ())


def raw_cue(text: str, *fields: tuple[str, str], shown: str = "x") -> Cue:
    return msgspec.structs.replace(cue(shown), raw=Raw(format="srt", text=text, fields=fields))


def test_cues_are_numbered_from_1() -> None:
    writer = new_writer()
    pieces = [writer.begin(), writer.write(cue("a")), writer.write(cue("b\nc")), writer.end()]

    assert "".join(pieces) == (
        "1\n00:00:01,000 --> 00:00:02,000\na\n\n2\n00:00:01,000 --> 00:00:02,000\nb\nc\n\n"
    )


@pytest.mark.parametrize(
    ("start_ns", "end_ns", "times"),
    [
        (0, SECOND, "00:00:00,000 --> 00:00:01,000"),
        (499_999, 1_500_000, "00:00:00,000 --> 00:00:00,002"),
        (500_000, 1_499_999, "00:00:00,001 --> 00:00:00,002"),
        (SECOND, SECOND, "00:00:01,000 --> 00:00:01,001"),
        (SECOND, 0, "00:00:01,000 --> 00:00:01,001"),
        (-SECOND, SECOND, "00:00:00,000 --> 00:00:01,000"),
        (360_000 * SECOND, 360_001 * SECOND, "100:00:00,000 --> 100:00:01,000"),
        (3_599_999_500_000, 3_661_001 * MS, "01:00:00,000 --> 01:01:01,001"),
    ],
)
def test_times_are_rounded_half_up_and_last_a_tick(start_ns: int, end_ns: int, times: str) -> None:
    assert new_writer().write(cue("x", start_ns, end_ns)).split("\n")[1] == times


def test_a_cue_that_is_open_is_an_error() -> None:
    with pytest.raises(FormatError, match="1000000000 ns has no end"):
        new_writer().write(cue("x", end_ns=None))


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u00a0"])
def test_cues_without_text_are_left_out_and_not_numbered(text: str) -> None:
    writer = new_writer()

    assert writer.write(cue(text)) == ""
    assert writer.write(cue("x")).startswith("1\n")
    assert writer.losses == {}


def test_text_of_control_characters_only_is_left_out() -> None:
    assert new_writer().write(cue("\x01\x02")) == ""


def test_comments_are_left_out() -> None:
    assert new_writer().write(msgspec.structs.replace(cue("x"), comment=True)) == ""


def test_subrip_is_written_word_for_word() -> None:
    writer = new_writer()
    text = "{\\an8}{\\fad(1,2)}<FONT color=red>a</FONT> & {note}\n  b"

    assert writer.write(raw_cue(text)) == f"1\n00:00:01,000 --> 00:00:02,000\n{text}\n\n"
    assert writer.losses == {}


def test_coordinates_go_back_to_the_line_of_times() -> None:
    written = new_writer().write(raw_cue("x", ("settings", "X1:1 X2:2"), ("other", "y")))

    assert written == "1\n00:00:01,000 --> 00:00:02,000 X1:1 X2:2\nx\n\n"


def test_raw_text_of_other_formats_is_not_used() -> None:
    source = msgspec.structs.replace(cue("shown"), raw=Raw(format="ass", text="{\\i1}shown"))

    assert "\nshown\n" in new_writer().write(source)


@pytest.mark.parametrize(
    ("raw", "losses"),
    [("{\\p1}m 0 0", {"drawing": 1}), ("{\\fad(1,1)}", {"effect": 1}), ("", {})],
)
def test_cues_of_drawings_and_effects_are_left_out_and_counted(
    raw: str, losses: dict[str, int]
) -> None:
    writer = new_writer()

    assert writer.write(msgspec.structs.replace(cue(""), raw=Raw(format="ass", text=raw))) == ""
    assert writer.losses == losses


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        ("a\nb", "a\nb"),
        ("a\n\n\nb", "a\nb"),
        ("a\n \t\nb", "a\nb"),
        ("\n a\n", " a"),
        ("a\n\u00a0\nb", "a\n\u00a0\nb"),
        ("a\r\nb\rc\u2028d\u2029e", "a\nb\nc\nd\ne"),
        ("a\0b\ufeffc\x1bd\x7fe\x85f\x0bg", "abcdefg"),
        ("a\tb", "a\tb"),
        ("\u202bשלום\u202c", "\u202bשלום\u202c"),
        ("\x01\n\x02", ""),
    ],
)
def test_text_holds_nothing_that_ends_a_cue(text: str, expected: str) -> None:
    assert clean(text) == expected


def test_blank_lines_are_dropped() -> None:
    assert drop_blank_lines("\na\n\n b\n") == "a\n b"


def test_places_become_cells() -> None:
    top = msgspec.structs.replace(cue("x"), place=Place(align=2, anchor=Point(0.5, 0.1)))

    assert "\n{\\an8}x\n" in new_writer().write(top)


def test_right_to_left_lines_are_embedded_when_asked_for() -> None:
    writer = new_writer(rtl="wrap")

    assert writer.write(cue("a\nשלום")).endswith("a\n\u202bשלום\u202c\n\n")
    assert writer.write(raw_cue("{\\an8}<i>שלום")).endswith("{\\an8}\u202b<i>שלום\u202c\n\n")
    assert new_writer().write(cue("שלום")).endswith("\nשלום\n\n")

from __future__ import annotations

import msgspec
import pytest

from cuelift.cues import Cue, Header, Place, Point, Raw, Span, Style
from cuelift.errors import FormatError
from cuelift.format import FORMATS, Writer

MS = 1_000_000
SECOND = 1_000 * MS

HEADER = Header(
    format="ass",
    text="[Script Info]\nTitle: x\n\n",
    event_fields=("Layer", "Start", "End", "Style", "Actor", "Text"),
    trailer="\n[Fonts]\nf\n\n",
)


def new_writer(header: Header | None = None) -> Writer:
    make = FORMATS["ass"].writer
    assert make is not None
    return make(header or Header(), FORMATS["ass"].options())


def own_cue(text: str = "{\\i1}x", start_ns: int = SECOND, end_ns: int | None = 2 * SECOND) -> Cue:
    fields = (("Layer", "3"), ("Style", "Top"), ("Actor", "Bob"))
    return Cue(start_ns=start_ns, end_ns=end_ns, raw=Raw(format="ass", text=text, fields=fields))


def cue(*spans: Span, place: Place | None = None) -> Cue:
    return Cue(start_ns=SECOND, end_ns=2 * SECOND, spans=spans, place=place)


def test_a_script_is_written_as_it_came() -> None:
    writer = new_writer(HEADER)
    pieces = [writer.begin(), writer.write(own_cue()), writer.end()]

    assert "".join(pieces) == (
        "[Script Info]\nTitle: x\n\n[Events]\nFormat: Layer, Start, End, Style, Actor, Text\n"
        "Dialogue: 3,0:00:01.00,0:00:02.00,Top,Bob,{\\i1}x\n\n[Fonts]\nf\n"
    )
    assert writer.losses == {}


def test_an_ssa_script_stays_ssa() -> None:
    columns = ("Marked", "Start", "End", "Style", "Text")
    header = Header(format="ass", text="ScriptType: v4.00", event_fields=columns)
    writer = new_writer(header)

    assert writer.begin() == (
        "ScriptType: v4.00\n[Events]\nFormat: Marked, Start, End, Style, Text\n"
    )
    assert writer.write(own_cue("x")) == "Dialogue: Marked=0,0:00:01.00,0:00:02.00,Top,x\n"
    assert writer.end() == ""


def test_comments_stay_comments() -> None:
    comment = msgspec.structs.replace(own_cue(end_ns=None), comment=True)

    assert new_writer(HEADER).write(comment).startswith("Comment: 3,0:00:01.00,0:00:01.00,")


@pytest.mark.parametrize(
    ("start_ns", "end_ns", "times"),
    [
        (0, 10 * MS, "0:00:00.00,0:00:00.01"),
        (4_999_999, 15_000_000, "0:00:00.00,0:00:00.02"),
        (5_000_000, 14_999_999, "0:00:00.01,0:00:00.02"),
        (SECOND, SECOND + 1, "0:00:01.00,0:00:01.01"),
        (SECOND, SECOND, "0:00:01.00,0:00:01.00"),
        (-5, SECOND, "0:00:00.00,0:00:01.00"),
        (36_000 * SECOND, 36_061 * SECOND, "10:00:00.00,10:01:01.00"),
    ],
)
def test_times_are_rounded_half_up_and_shown_ones_last_a_tick(
    start_ns: int, end_ns: int, times: str
) -> None:
    assert f",{times}," in new_writer(HEADER).write(own_cue("x", start_ns, end_ns))


def test_a_cue_that_is_open_is_an_error() -> None:
    with pytest.raises(FormatError, match="has no end"):
        new_writer(HEADER).write(own_cue(end_ns=None))


@pytest.mark.parametrize(
    "header",
    [
        Header(),
        Header(format="webvtt", text="STYLE", event_fields=("Text",), trailer="x"),
        Header(format="ass", event_fields=("Marked", "Text")),
    ],
)
def test_a_script_is_made_where_there_is_none(header: Header) -> None:
    writer = new_writer(header)
    begin = writer.begin()

    assert begin.startswith("[Script Info]\nTitle: Captions\nScriptType: v4.00+\n")
    assert "PlayResX: 1920\nPlayResY: 1080\n" in begin
    assert "Style: Default,Arial,60," in begin
    assert begin.endswith(
        "[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, "
        "Text\n"
    )
    assert writer.write(cue(Span("x"))) == ("Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,x\n")
    assert writer.end() == ""


def test_a_made_script_has_the_picture_s_size_and_title() -> None:
    begin = new_writer(Header(play_res=(640, 360), title="A\nfilm")).begin()

    assert "Title: A film\n" in begin
    assert "PlayResX: 640\nPlayResY: 360\n" in begin
    assert "Style: Default,Arial,20," in begin


def test_a_picture_without_size_is_not_believed() -> None:
    assert "PlayResX: 1920" in new_writer(Header(play_res=(0, 5))).begin()


def test_columns_that_lack_what_every_event_has_are_not_used() -> None:
    header = Header(format="ass", text="x", event_fields=("Start", "Text"))

    assert "Format: Layer, Start, End," in new_writer(header).begin()


def test_cues_of_other_formats_are_styled() -> None:
    writer = new_writer()
    source = msgspec.structs.replace(
        cue(Span("a", Style(italic=True)), Span("\nb"), place=Place(align=8)),
        layer=2,
        speaker="Ann, or Bo",
        raw=Raw(format="srt", text="<i>a</i>\nb"),
    )

    assert writer.write(source) == (
        "Dialogue: 2,0:00:01.00,0:00:02.00,Default,Ann or Bo,0,0,0,,{\\an8\\i1}a{\\i0}\\Nb\n"
    )


def test_cues_without_raw_text_fit_below_a_script_of_their_own() -> None:
    source = msgspec.structs.replace(cue(Span("x")), speaker="Ann")

    assert new_writer(HEADER).write(source) == ("Dialogue: 0,0:00:01.00,0:00:02.00,Default,Ann,x\n")
    columns = ("Start", "End", "Text")
    bare = Header(format="ass", text="x", event_fields=columns)
    assert new_writer(bare).write(source) == "Dialogue: 0:00:01.00,0:00:02.00,x\n"


def test_raw_text_without_its_script_is_not_used() -> None:
    source = msgspec.structs.replace(own_cue(), spans=(Span("x"),))

    assert new_writer().write(source).endswith(",Default,,0,0,0,,x\n")


def test_cues_without_text_are_left_out() -> None:
    assert new_writer().write(cue()) == ""
    assert new_writer().write(cue(Span(" \n"))) == ""


def test_positions_are_pixels_of_the_script() -> None:
    written = new_writer().write(cue(Span("x"), place=Place(align=5, anchor=Point(0.5, 0.25))))

    assert written.endswith(",{\\an5\\pos(960,270)}x\n")

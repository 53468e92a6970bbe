import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.cues import Cue, CueSettings, Header, Place, Point, Raw, Span, Style
from cuelift.cues.timeline import Timeline
from cuelift.format.options import WebVttOptions
from cuelift.format.webvtt import WebVttWriter
from cuelift.format.webvtt_reader import read_webvtt
from cuelift.format.webvtt_styles import MAX_STYLES
from cuelift.media import Window
from tests.support.webvtt import check_golden, markup_texts, write

S = 1_000_000_000


def cue(*spans, start=1.0, end=2.0, **fields):
    spans = tuple(Span(span) if isinstance(span, str) else span for span in spans)
    end_ns = None if end is None else round(end * S)
    return Cue(start_ns=round(start * S), end_ns=end_ns, spans=spans, **fields)


def raw(text, **fields):
    return Raw(format="webvtt", text=text, fields=tuple(fields.items()))


def payload(*spans, **fields):
    """The lines behind the timing line."""
    return write([cue(*spans, **fields)]).removeprefix("WEBVTT\n").partition(".000\n")[2]


def losses(*cues, header=None):
    writer = WebVttWriter(header or Header(), WebVttOptions())
    for one in cues:
        writer.write(one)
    return writer.losses


def test_a_file_is_a_signature_and_cues():
    cues = [cue("Hello\nthere"), cue("A & B", start=3, end=3.5, id="x", place=Place(align=8))]

    assert write(cues) == (
        "WEBVTT\n"
        "\n00:00:01.000 --> 00:00:02.000\nHello\nthere\n"
        "\nx\n00:00:03.000 --> 00:00:03.500 line:0\nA &amp; B\n"
    )
    assert write([]) == "WEBVTT\n"


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (1, 2, "00:00:01.000 --> 00:00:02.000"),
        (1.0004, 1.0004, "00:00:01.000 --> 00:00:01.001"),
        (1.0005, 1.0009, "00:00:01.001 --> 00:00:01.002"),
        (5, 1, "00:00:05.000 --> 00:00:05.001"),
        (-1, 1, "00:00:00.000 --> 00:00:01.000"),
        (360_000, 360_001, "100:00:00.000 --> 100:00:01.000"),
        (1, None, "00:00:01.000 --> 00:00:06.000"),
    ],
)
def test_a_cue_ends_after_it_starts(start, end, expected):
    assert write([cue("a", start=start, end=end)]).split("\n")[2] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a --> b", "a --&gt; b\n"),
        ("a\n\nb", "a\n&nbsp;\nb\n"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd\n"),
        ("a\0b\ufeffc\x1b", "abc\n"),
        ("\n a\n", " a\n"),
        ("<i>", "&lt;i&gt;\n"),
        ("  ", ""),
        ("\0\n\ufeff", ""),
        ("\u00a0", ""),
        ("\ufeff\u00a0\ufeff \x07", ""),
        ("", ""),
    ],
)
def test_text_is_made_fit_for_a_cue(text, expected):
    assert payload(text) == expected


def test_an_empty_cue_is_left_out():
    assert write([cue(), cue("a", comment=True)]) == "WEBVTT\n"
    assert payload(Span("", ruby="a")) == "<ruby><rt>a</rt></ruby>\n"


def test_drawings_are_left_out_and_counted():
    drawing = Raw(format="ass", text=r"{\p1}m 0 0 l 1 1")

    assert losses(cue(raw=drawing), cue(raw=Raw(format="ass", text=""))) == {"drawing": 1}


@pytest.mark.parametrize("name", ["", " ", "\0"])
def test_an_empty_identifier_is_no_identifier(name):
    assert write([cue("a", id=name)]) == write([cue("a")])


def test_an_identifier_stands_on_one_line_and_has_no_arrow():
    assert write([cue("a", id=" b\nc ")]).split("\n")[2] == " b c "
    assert losses(cue("a", id="b-->c")) == {"id": 1}
    assert "b--" not in write([cue("a", id="b-->c")])


def test_styles_places_and_layers_that_cannot_be_said_are_counted():
    span = Span("a", Style(color="#102030", font="x", size=1, strike=True))

    assert losses(cue(span, layer=2), cue("b", layer=1)) == {
        "layer": 2,
        "color": 1,
        "font": 1,
        "size": 1,
        "strike": 1,
    }


def test_a_place_of_another_format_becomes_settings():
    place = Place(align=7, anchor=Point(0.1, 0.1))

    [again] = read_webvtt(write([cue("a", place=place)])).cues

    assert again.place == Place(
        align=7,
        settings=CueSettings(
            line=10,
            snap_to_lines=False,
            position=10,
            position_align="line-left",
            align="left",
        ),
    )


SPOKEN = (Span("a ", speaker="A"), Span("b\n", speaker="A"), Span("\nc", speaker="B"), Span("d"))


@pytest.mark.parametrize(
    ("speakers", "expected"),
    [
        ("auto", "<v A>a b</v>\n&nbsp;\n<v B>\nc</v>d"),
        ("prefix", "A: a b\n&nbsp;\nB: cd"),
        ("off", "a b\n&nbsp;\ncd"),
    ],
)
def test_speakers_are_tags_prefixes_or_nothing(speakers, expected):
    text = write([cue(*SPOKEN)], speakers=speakers)

    assert text.partition(".000\n")[2] == expected.replace("&nbsp;\n<v B>\n", "<v B>\n") + "\n"


@pytest.mark.parametrize(
    ("speakers", "expected"), [("auto", "<v M & N>a"), ("prefix", "M & N: a"), ("off", "a")]
)
def test_the_speaker_of_the_whole_cue(speakers, expected):
    text = write([cue("a", speaker="M\n& N")], speakers=speakers)

    assert text.endswith(expected.replace("&", "&amp;") + "\n")


def test_a_prefix_is_not_repeated_for_the_same_speaker():
    cues = [cue(Span("a"), Span(" "), Span("b", Style(bold=True)), speaker="A")]

    assert write(cues, speakers="prefix").endswith("\nA: a <b>b</b>\n")


def test_webvtt_stays_as_it_was():
    text = (
        "WEBVTT - title\nKind: captions\n\nNOTE one\n\nSTYLE\n::cue(b) { color: red }\n"
        "\nREGION\nid:a\n"
        "\nx\n00:00:01.000 --> 00:00:02.000 line:0   region:a\n<v.loud A>Hi <b>you</b> &lrm;\n"
        "\nNOTE\ntwo\nlines\n"
        "\n00:00:03.000 --> 00:00:04.000\na <00:00:03.500> b & c\n"
    )
    document = read_webvtt(text)

    assert write(document.cues, document.header) == text


@pytest.mark.parametrize("bad", ["a\n\nb", "a --> b", "a\rb", "\na", "a\n", "a\0"])
def test_a_payload_that_would_break_the_file_is_written_from_its_spans(bad):
    assert payload("s", raw=raw(bad)) == "s\n"


def test_a_raw_payload_of_white_space_is_left_out():
    assert payload("s", raw=raw(" \n ")) == ""


def test_raw_settings_and_comments_are_kept_on_their_lines():
    note = "NOTE a\nb\n\nsmuggled\n\nNOTE -->\n\nNOTE c"
    text = write([cue("s", raw=raw("s", settings="line:0\n\nx", note=note))])

    assert text == ("WEBVTT\n\nNOTE a\nb\n\nNOTE c\n\n00:00:01.000 --> 00:00:02.000 line:0  x\ns\n")


def test_comments_of_other_formats_and_broken_ones_are_left_out():
    cues = [
        cue(comment=True, raw=Raw(format="ass", text="NOTE x")),
        cue(comment=True, raw=raw("x")),
        cue(comment=True),
        cue(comment=True, raw=raw("NOTE x")),
    ]

    assert write(cues) == "WEBVTT\n\nNOTE x\n"


def test_speaker_options_hold_for_webvtt_too():
    spoken = cue("a", speaker="A", raw=raw("<v A>a"))

    assert write([spoken]).endswith("<v A>a\n")
    assert write([spoken], speakers="off").endswith("\na\n")
    assert write([cue("<i>", raw=raw("<i>a"))], speakers="off").endswith("\n<i>a\n")


def test_timestamps_follow_a_cue_that_was_moved():
    spans = ("a ", Span("b", time_ns=5 * S))
    text = "a <00:00:01.000>b<00:00:02.000>"

    assert payload(*spans, raw=raw(text)) == "a <00:00:05.000>b<00:00:06.000>\n"
    assert payload(*spans, raw=raw("a b")) == "a b\n"
    assert payload("a ", Span("b", time_ns=S), raw=raw(text)) == text + "\n"


def test_timestamps_that_are_stopped_at_zero_do_not_spoil_the_others():
    text = "a <00:00:01.000>b<00:00:05.000>c"
    spans = ("a ", Span("b", time_ns=0), Span("c", time_ns=3 * S))

    assert payload(*spans, raw=raw(text)) == "a <00:00:00.000>b<00:00:03.000>c\n"


def test_a_cue_with_times_inside_keeps_its_comment_and_classes_in_a_window():
    vtt = "WEBVTT\n\nNOTE n\n\n00:03.000 --> 00:06.000 line:0\n<c.x.y>a</c><00:00:04.000>b\n"
    [source] = read_webvtt(vtt).cues
    [moved] = Timeline(window=Window(2 * S, None)).push([source])

    assert write([moved]).endswith(
        "00:00:01.000 --> 00:00:04.000 line:0\n<c.x.y>a</c><00:00:02.000>b\n"
    )


@pytest.mark.parametrize("text", ["x", "-->", "00:00:01.000 --> 00:00:02.000"])
def test_a_header_that_does_not_follow_the_signature_is_dropped(text):
    assert write([], Header(format="webvtt", text=text)) == "WEBVTT\n"


ASS = """[V4+ Styles]
Format: Name, Fontname, PrimaryColour, Bold
Style: A,Arial,&H00563412,0
Style: B,Arial,&H00FFFFFF,0
Style: C,Arial,&H80563413,0
Style: D,Arial,&H010203&,0
Style: E,Arial
Style: F,Arial,16777215
"""


def test_colours_of_ass_styles_become_classes():
    header = Header(format="ass", text=ASS)
    cues = [cue(Span("a", Style(color="#123456"))), cue(Span("b", Style(color="#ffffff")))]

    assert write(cues, header) == (
        "WEBVTT\n\nSTYLE\n::cue(.rgb-123456) { color: #123456 }\n"
        "::cue(.rgb-030201) { color: #030201 }\n"
        "\n00:00:01.000 --> 00:00:02.000\n<c.rgb-123456>a</c>\n"
        "\n00:00:01.000 --> 00:00:02.000\n<c.white>b</c>\n"
    )
    assert losses(*cues, header=header) == {}


@pytest.mark.parametrize(
    "text", ["", "Format: Name\n", "Format: xPrimaryColour\nStyle: &H00563412\n"]
)
def test_styles_without_colours_make_no_classes(text):
    assert write([], Header(format="ass", text=text)) == "WEBVTT\n"


def test_classes_of_styles_are_bounded():
    styles = "".join([f"Style: &H{n:06x}\n" for n in range(500)])
    text = write([], Header(format="ass", text="Format: PrimaryColour\n" + styles))

    assert text.count("::cue") == MAX_STYLES


@given(markup_texts, st.sampled_from(["auto", "prefix", "off"]))
def test_what_is_written_reads_as_one_cue_or_none(text, speakers):
    source = read_webvtt("WEBVTT\n\n00:01.000 --> 00:02.000 line:0\n" + text)
    first = source.cues[0]
    bare = Cue(
        start_ns=first.start_ns, end_ns=first.end_ns, spans=first.spans, speaker=first.speaker
    )

    again = read_webvtt(write([bare], speakers=speakers)).cues

    assert len(again) <= 1
    assert write(again) == write([bare], speakers=speakers)


@given(markup_texts)
def test_a_payload_that_came_as_webvtt_is_written_verbatim(text):
    [first, *_] = read_webvtt("WEBVTT\n\n00:01.000 --> 00:02.000 line:0\n" + text).cues
    written = write([first])

    assert written == "WEBVTT\n" or written == (
        f"WEBVTT\n\n00:00:01.000 --> 00:00:02.000 line:0\n{first.raw.text}\n"
    )
    if first.raw.text.strip():
        assert read_webvtt(written).cues == [first]


hostile_texts = st.text(alphabet=st.sampled_from("-><&\n\r\0 \u2028aN0:.")) | st.text()


@given(hostile_texts, hostile_texts, hostile_texts, hostile_texts, hostile_texts)
def test_no_text_can_break_out_of_its_cue(text, name, settings, note, speaker):
    spans = (text, Span(text, speaker=name, language=settings, classes=(note, speaker), ruby=name))
    hostile = [
        cue(*spans, id=name, speaker=speaker),
        cue(*spans, id=name, speaker=speaker, raw=raw(text, settings=settings, note=note)),
    ]

    for one in hostile:
        shown = [again for again in read_webvtt(write([one])).cues if not again.comment]
        assert len(shown) <= 1


def test_the_written_form_of_all_features():
    document = read_webvtt(FEATURES)
    bare = [
        Cue(
            start_ns=one.start_ns,
            end_ns=one.end_ns,
            spans=one.spans,
            id=one.id,
            place=one.place,
            speaker=one.speaker,
        )
        for one in document.cues
        if not one.comment
    ]

    check_golden("rewritten.vtt", write(bare))


FEATURES = """WEBVTT

REGION
id:r

1
00:01.000 --> 00:02.000 line:10%,end position:20%,line-left size:40.125% align:start
<v.loud Fred>Hi, <i>you</i> &amp; <c.yellow.bg_blue.own>me</c></v>

00:02.000 --> 00:03.000 vertical:rl
<ruby>漢<rt>kan</rt>字<rt>ji</rt></ruby>

NOTE a comment

00:03.000 --> 00:04.000 region:r
<v A>one</v>
<v B>two</v>

00:04.000 --> 100:00:00.000
<00:04.000>ka<00:05.000>ra<00:06.000>oke <lang fr>d'accord</lang>&nbsp;!
"""


def test_right_to_left_lines_are_embedded_when_asked_for():
    cues = [cue("a\nשלום"), cue("שלום", raw=raw("<v A>שלום"))]

    assert write(cues, rtl="wrap").endswith(
        "a\n\u202bשלום\u202c\n\n00:00:01.000 --> 00:00:02.000\n\u202b<v A>שלום\u202c\n"
    )
    assert "\u202b" not in write(cues)

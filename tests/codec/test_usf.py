"""Blocks of the Universal Subtitle Format become cues."""

from __future__ import annotations

import io
import subprocess
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.codec import CODECS
from cuelift.codec.usf import UsfDecoder
from cuelift.cues import Cue, Header, Place, Point, Raw, Span, Style
from cuelift.errors import CodecError
from cuelift.media import Sample
from tests.codec.test_tx3g import split_parts
from tests.codec.textsamples import (
    be,
    check_golden,
    decode_all,
    decode_what_can_be,
    make_track,
)
from tests.support.limited import survive

SECOND = 1_000_000_000

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<USFSubtitles version="1.0">
<metadata><title>A film</title><author><name>N</name></author>
<language code="fre">French</language><comment><b>c</b></comment></metadata>
<styles>
<style name="Narrator"><fontstyle italic="yes" face="Arial" size="30"/></style>
<style name="Default"><fontstyle face="Arial" size="24" color="#FFFFFF" back-color="#AAAAAA"/>
<position alignment="BottomCenter" vertical-margin="20%" relative-to="Window"/></style>
<style name="Sign"><fontstyle weight="bold" color="#ff8000"/>
<position alignment="TopRight" horizontal-margin="10%"/></style>
</styles></USFSubtitles>"""


def decoder_of(head: str | bytes = HEAD, **options: object) -> UsfDecoder:
    private = head.encode() if isinstance(head, str) else head
    return UsfDecoder(make_track("usf", private, **options), 0)  # type: ignore[arg-type]


def decode(block: str, **options: object) -> Cue:
    [cue] = decode_all(decoder_of(**options), [(1000, 500, block.encode())])  # type: ignore[arg-type]
    return cue


def spans(block: str) -> tuple[Span, ...]:
    return decode(block).spans


def test_a_text_element_is_a_cue() -> None:
    assert decode("<text>Hello</text>") == Cue(
        start_ns=SECOND,
        end_ns=1_500_000_000,
        spans=(Span("Hello"),),
        raw=Raw(format="usf", text="<text>Hello</text>"),
    )


def test_the_registry_makes_this_decoder() -> None:
    make = CODECS["usf"].decoder
    assert make is not None
    assert isinstance(make(make_track("usf"), 0), UsfDecoder)


def test_the_head_states_language_and_title() -> None:
    assert decoder_of().header == Header(language="fr", title="A film")
    assert decoder_of(b"").header == Header()


@pytest.mark.parametrize(
    ("block", "text"),
    [
        ("<text>one<br/>two</text>", "one\ntwo"),
        ("<text> one\n  <br />\n  two </text>", "one\ntwo"),
        ("<text>a  <i> b </i>\n c</text>", "a b c"),
        ("<text><br/>a<br/><br/>b<br/></text>", "a\n\nb"),
        ("<text>a &lt; b &amp; c&nbsp;d&#233;</text>", "a < b & c\u00a0d\u00e9"),
        ("<text><![CDATA[<raw>]]></text>", "<raw>"),
        ("<text>a<!-- note -->b</text>", "ab"),
        ("bare <i>text</i>", "bare text"),
        ("<i>bare</i>", "bare"),
        ("<br/>bare", "bare"),
        ("<subtitle start='0' stop='1'><text>a</text></subtitle>", "a"),
        ("<?xml version='1.0' encoding='utf-16'?><text>a</text>", "a"),
        ("\ufeff<text>a</text>\x00", "a"),
        ("<text>全角\u3000空白</text>", "全角\u3000空白"),
        ("<text><unknown>kept</unknown></text>", "kept"),
    ],
)
def test_text_is_read_as_xhtml_reads_it(block: str, text: str) -> None:
    assert decode(block).text == text


@pytest.mark.parametrize(
    "block",
    ["", "<text/>", "<text> <br/> </text>", "<text></text><karaoke/>", "<comment>c</comment>"],
)
def test_a_block_without_text_has_no_cue(block: str) -> None:
    assert decode_all(decoder_of(), [(0, 1000, block.encode())]) == []


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ("<text>a<i>b</i></text>", (Span("a"), Span("b", Style(italic=True)))),
        ("<text><b>a<u>b</u></b></text>",
         (Span("a", Style(bold=True)), Span("b", Style(bold=True, underline=True)))),
        ("<text><s>a</s></text>", (Span("a", Style(strike=True)),)),
        ("<text><font color='#FF0000' face='Times' size='40'>a</font></text>",
         (Span("a", Style(color="#ff0000", font="Times", size=40.0)),)),
        ("<text><i>a<font italic='no'>b</font></i></text>",
         (Span("a", Style(italic=True)), Span("b"))),
        ("<text><font style='Sign'>a</font></text>",
         (Span("a", Style(bold=True, color="#ff8000")),)),
        ("<text style='Narrator'>a</text>", (Span("a", Style(italic=True, size=30.0)),)),
        ("<text style='Nobody'>a</text>", (Span("a"),)),
        ("<text><i>a</i><i>b</i></text>", (Span("ab", Style(italic=True)),)),
        ("<text><i>a<br/></i>b</text>", (Span("a\n", Style(italic=True)), Span("b"))),
    ],
)  # fmt: skip
def test_styles_are_laid_over_each_other(block: str, expected: tuple[Span, ...]) -> None:
    assert spans(block) == expected


@pytest.mark.parametrize(
    ("attributes", "place"),
    [
        ("", None),
        ("alignment='TopLeft'", Place(align=7)),
        ("alignment='middlecenter'", Place(align=5)),
        ("alignment='Nowhere'", None),
        ("style='Sign'", Place(align=9, anchor=Point(0.9, 0.2))),
        ("style='Default'", None),
        ("vertical-margin='10%'", Place(align=2, anchor=Point(0.5, 0.9))),
        ("alignment='TopLeft' horizontal-margin='64' vertical-margin='36'",
         Place(align=7, anchor=Point(0.1, 0.1))),
        ("alignment='MiddleLeft' vertical-margin='-10%'", Place(align=4, anchor=Point(0, 0.4))),
    ],
)  # fmt: skip
def test_alignment_and_margins_make_the_place(attributes: str, place: Place | None) -> None:
    assert decode(f"<text {attributes}>a</text>", canvas=(640, 360)).place == place


@pytest.mark.parametrize("margin", ["64", "wide"])
def test_a_margin_that_cannot_be_reckoned_is_counted(margin: str) -> None:
    decoder = decoder_of()
    block = f"<text alignment='TopLeft' horizontal-margin='{margin}'>a</text>".encode()

    [cue] = decode_all(decoder, [(0, 1000, block)])

    assert cue.place == Place(align=7)
    assert decoder.losses == {"position": 1}


def test_texts_of_one_block_are_cues_of_their_own() -> None:
    block = b"<text speaker='Bob'>A</text>\n<text alignment='TopCenter'>B</text>"

    cues = decode_all(decoder_of(), [(0, None, block)])

    assert [(one.text, one.speaker, one.speaker_is_voice, one.place) for one in cues] == [
        ("A", "Bob", True, None),
        ("B", None, False, Place(align=8)),
    ]
    assert [one.end_ns for one in cues] == [None, None]
    assert [one.raw for one in cues] == [Raw(format="usf", text=block.decode()), None]


def test_karaoke_tells_when_each_part_is_sung() -> None:
    block = "<karaoke>Oh <k t='500'/>la<k t='250'>la</k><k t='much'/>lu</karaoke>"

    assert spans(block) == (
        Span("Oh "),
        Span("la", time_ns=SECOND),
        Span("la", time_ns=1_500_000_000),
        Span("lu", time_ns=1_750_000_000),
    )


def test_pictures_and_drawings_are_counted_and_their_content_not_shown() -> None:
    decoder = decoder_of()
    block = b"<image>a.png</image><shape><text>x</text></shape><text>a<svg>b</svg></text>"

    cues = decode_all(decoder, [(0, 1000, block)])

    assert [one.text for one in cues] == ["a"]
    assert decoder.losses == {"picture": 2, "drawing": 1}


@pytest.mark.parametrize(
    "block",
    [
        "<text>a",
        "<text>a & b</text>",
        "</fragment><fragment>",
        "<!DOCTYPE x [<!ENTITY a 'b'>]><text>&a;</text>",
        "<text>&undefined;</text>",
        "<i>" * 100 + "</i>" * 100,
        "<?xml version='1.0'",
    ],
)
def test_a_block_that_is_no_sound_xml_is_an_error(block: str) -> None:
    with pytest.raises(CodecError):
        decoder_of().decode(Sample(0, 7, 1, block.encode()))


def test_the_error_names_the_time() -> None:
    with pytest.raises(CodecError, match="pts 7"):
        decoder_of().decode(Sample(0, 7, 1, b"<text>"))


@pytest.mark.parametrize("head", ["<USFSubtitles>", "no xml", "<!DOCTYPE x [ ]><x/>"])
def test_a_broken_head_costs_the_styles_only(head: str) -> None:
    decoder = decoder_of(head)

    [cue] = decode_all(decoder, [(0, 1000, b"<text style='Narrator'>a</text>")])

    assert cue.spans == (Span("a"),)
    assert decoder.losses == {"styles": 1}


SAMPLES = [
    "<text>Plain text</text>",
    "<text style='Narrator' alignment='TopLeft'>Hello <i>there</i><br/>two &lt; three</text>",
    "<text speaker='Bob'>A <font color='#FF0000'>red</font> one</text><text style='Sign'>B</text>",
    "<karaoke>La<k t='500'/>la<k t='1000'/>lu</karaoke><image>x.png</image>",
]
ENCODED = [sample.encode() for sample in SAMPLES]


def test_the_golden_samples_decode_as_before() -> None:
    check_golden("usf/samples.jsonl", decode_what_can_be(decoder_of, ENCODED))


PIECES = (
    "<text> </text> <text_speaker='x'> <karaoke> </karaoke> <image> </image> <i> </i> <br/> a "
    "&amp; <k_t='9'/> <font_color=''> </font>"
)
FRAGMENTS = st.lists(
    st.sampled_from([piece.replace("_", " ") for piece in PIECES.split()] + [" ", "\n"]),
    max_size=12,
).map("".join)


@given(st.lists(st.binary(max_size=64) | FRAGMENTS.map(str.encode), max_size=4), st.binary())
def test_any_bytes_decode_or_raise_our_error(samples: list[bytes], private: bytes) -> None:
    for cue in decode_what_can_be(lambda: decoder_of(private), samples):
        assert cue.text == cue.text.strip(" \n")
        assert all(span.text for span in cue.spans)


@pytest.mark.slow
def test_mutated_samples_end_in_a_result_or_our_error() -> None:
    parts = [HEAD.encode(), *ENCODED]
    whole = b"".join(be(len(part), 2) + part for part in parts)
    long = b"<text>" + b"<i>a</i> b<br/>" * 4000 + b"</text>"

    def run(data: bytes) -> None:
        private, *samples = split_parts(data)
        decode_what_can_be(lambda: decoder_of(private), samples)

    survive([whole, be(2, 2) + b"<x" + be(len(long), 2) + long], run, count=2000, seed=33)


DOCUMENT = f"""{HEAD.removesuffix("</USFSubtitles>")}<subtitles>
<subtitle start="00:00:01.000" stop="00:00:02.500">{SAMPLES[1]}</subtitle>
<subtitle start="00:00:03.000" duration="00:00:01.000">{SAMPLES[2]}</subtitle>
<subtitle start="00:00:05.000" stop="00:00:06.000">{SAMPLES[0]}</subtitle>
</subtitles></USFSubtitles>"""


@pytest.mark.tools
def test_a_file_muxed_by_mkvmerge_reads_as_mkvextract_writes_it(tmp_path: Path) -> None:
    import av

    source, target, back = tmp_path / "in.usf", tmp_path / "out.mkv", tmp_path / "back.usf"
    source.write_text(DOCUMENT)
    subprocess.run(["mkvmerge", "-q", "-o", target, source], check=True)
    subprocess.run(["mkvextract", "-q", target, "tracks", f"0:{back}"], check=True)
    with av.open(io.BytesIO(target.read_bytes())) as container:
        samples = [
            (packet.pts, packet.duration, bytes(packet))
            for packet in container.demux()
            if packet.size
        ]

    cues = decode_all(decoder_of(), samples)

    written = ElementTree.parse(back).iter("subtitle")
    expected = [
        (subtitle.get("start"), subtitle.get("stop"), " ".join("".join(text.itertext()).split()))
        for subtitle in written
        for text in subtitle.iter("text")
    ]
    assert [
        (stamp(cue.start_ns), stamp(cue.end_ns or 0), cue.text.replace("\n", " ")) for cue in cues
    ] == expected
    assert len(expected) == 4


def stamp(time_ns: int) -> str:
    return f"00:00:{time_ns / SECOND:06.3f}"

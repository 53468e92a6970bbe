"""3GPP timed text becomes cues."""

from __future__ import annotations

import io
import re
import subprocess
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.codec import CODECS
from cuelift.codec.tx3g import Tx3gDecoder
from cuelift.cues import Cue, Place, Raw, Rect, Span, Style
from cuelift.errors import CodecError
from cuelift.media import Sample, Track
from tests.codec.textsamples import (
    be,
    box,
    check_golden,
    decode_all,
    decode_what_can_be,
    entry,
    ftab,
    make_track,
    record,
    styl,
    text_sample,
)
from tests.support.limited import survive

BOLD, ITALIC, UNDERLINE = 1, 2, 4
RED = bytes((255, 0, 0, 255))
BLACK = bytes((0, 0, 0, 255))
SECOND = 1_000_000_000
FORCED = 0xC0000000
TOP_OF_BOX = 0x20000000
VERTICAL = 0x00020000
PICTURE = {"canvas": (640, 360), "place": (0, 306, 640, 54)}


def decoder_of(private: bytes = b"", **options: object) -> Tx3gDecoder:
    return Tx3gDecoder(make_track("tx3g", private, **options), 0)  # type: ignore[arg-type]


def decode(data: bytes, private: bytes = b"", **options: object) -> Cue:
    [cue] = decode_all(decoder_of(private, **options), [(1000, 500, data)])
    return cue


def edges(top: int, left: int, bottom: int, right: int) -> bytes:
    return be(top, 2) + be(left, 2) + be(bottom, 2) + be(right, 2)


def test_a_plain_sample_is_one_span() -> None:
    assert decode(text_sample("Hello\nworld")) == Cue(
        start_ns=SECOND,
        end_ns=1_500_000_000,
        spans=(Span("Hello\nworld"),),
    )


def test_a_payload_that_had_to_be_cleaned_is_kept() -> None:
    assert decode(text_sample("Hello\r\nworld")).raw == Raw(format="tx3g", text="Hello\r\nworld")


def test_the_registry_makes_this_decoder() -> None:
    make = CODECS["tx3g"].decoder
    assert make is not None
    assert isinstance(make(make_track("tx3g"), 0), Tx3gDecoder)


@pytest.mark.parametrize("data", [b"", b"\0\0", text_sample(" \n"), text_sample("", styl())])
def test_a_sample_without_text_shows_nothing(data: bytes) -> None:
    assert decode_all(decoder_of(), [(0, 1000, data)]) == []


@pytest.mark.parametrize("data", [b"\0", b"\x00\x09Hello", b"\xff\xff"])
def test_a_length_past_the_sample_is_an_error(data: bytes) -> None:
    with pytest.raises(CodecError, match="pts 1500"):
        decoder_of().decode(Sample(0, 1500, 1, data))


def test_a_broken_sample_ends_the_one_that_shows() -> None:
    decoder = decoder_of()
    assert decoder.decode(Sample(0, 0, None, text_sample("a"))) == []
    with pytest.raises(CodecError):
        decoder.decode(Sample(0, 1000, None, b"\x00\x09"))

    [cue] = decoder.decode(Sample(0, 2000, 10, b"\0\0"))

    assert (cue.text, cue.end_ns, cue.end_inferred) == ("a", SECOND, True)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("größe 日本".encode(), "größe 日本"),
        (b"\xfe\xff" + "日本".encode("utf-16-be"), "日本"),
        (b"\xff\xfe" + "日本".encode("utf-16-le"), "日本"),
        (b"\xef\xbb\xbfabc", "abc"),
        (b"one\r\ntwo\rthree", "one\ntwo\nthree"),
        (b"end\x00", "end"),
    ],
)
def test_text_is_decoded_by_its_mark(data: bytes, text: str) -> None:
    assert decode(text_sample(data)).text == text


@pytest.mark.parametrize("data", [b"caf\xe9", b"\xfe\xff\0c\0a\0f\0"], ids=["utf-8", "utf-16"])
def test_bytes_that_are_no_text_are_replaced_and_counted(data: bytes) -> None:
    decoder = decoder_of()

    [cue] = decode_all(decoder, [(0, 1000, text_sample(data))])

    assert cue.text == "caf\ufffd"
    assert decoder.losses == {"charset": 1}


def test_style_records_split_the_text() -> None:
    sample = text_sample("Hello world", styl(record(0, 5, BOLD), record(6, 99, ITALIC | UNDERLINE)))

    assert decode(sample, entry()).spans == (
        Span("Hello", Style(bold=True)),
        Span(" "),
        Span("world", Style(italic=True, underline=True)),
    )


def test_style_offsets_count_characters_not_code_units() -> None:
    sample = text_sample("😀a", styl(record(1, 2, BOLD)))

    assert decode(sample, entry()).spans == (Span("😀"), Span("a", Style(bold=True)))


@pytest.mark.parametrize(
    "data", [b"\xef\xbb\xbfab", b"\xfe\xff\x00a\x00b", b"a\r\nb"], ids=["utf-8", "utf-16", "crlf"]
)
def test_style_offsets_do_not_count_a_mark(data: bytes) -> None:
    first = decode(text_sample(data, styl(record(0, 1, BOLD))), entry()).spans[0]

    assert first == Span("a", Style(bold=True))


def test_font_size_and_colour_are_told_where_they_differ_from_the_default() -> None:
    sample = text_sample(
        "abcde",
        styl(
            record(0, 1, font=2, size=24, rgba=RED),
            record(1, 2, font=9, size=18, rgba=bytes((0, 0, 255, 128))),
            record(2, 3),
            record(3, 4, rgba=bytes((0, 0, 255, 0))),
            record(4, 5, BOLD, rgba=bytes(4)),
        ),
    )

    assert decode(sample, entry()).spans == (
        Span("a", Style(font="Serif", size=24.0, color="#ff0000")),
        Span("b", Style(color="#0000ff80")),
        Span("c"),
        Span("d", Style(color="#0000ff")),
        Span("e", Style(bold=True)),
    )


@pytest.mark.parametrize(
    ("private", "style"),
    [
        (entry(default=record(0, 0, BOLD, rgba=bytes((255, 255, 0, 255)))),
         Style(bold=True, color="#ffff00")),
        (entry(background=bytes((0, 0, 128, 255))), Style(background="#000080")),
        (entry(background=bytes((0, 0, 128, 0))), Style()),
        (entry(background=BLACK), Style()),
        (bytes(30), Style()),
        (entry()[:29], Style()),
        (entry(fonts=b""), Style()),
        (entry(fonts=box("btrt", bytes(12)) + box("ftab", b"\0\x09")), Style()),
    ],
)  # fmt: skip
def test_the_default_style_holds_for_all_text(private: bytes, style: Style) -> None:
    assert decode(text_sample("a"), private).spans == (Span("a", style),)


def test_highlighted_text_gets_the_colour_behind_it() -> None:
    sample = text_sample("abc", box("hlit", be(1, 2), be(2, 2)), box("hclr", RED))

    assert decode(sample).spans == (Span("a"), Span("b", Style(background="#ff0000")), Span("c"))


def test_karaoke_tells_when_each_part_is_sung() -> None:
    parts = ((200, 0, 2), (450, 2, 4))
    entries = [be(until, 4) + be(start, 2) + be(end, 2) for until, start, end in parts]
    sample = text_sample("lalala", box("krok", be(100, 4), be(2, 2), *entries))

    assert decode(sample).spans == (
        Span("la", time_ns=1_100_000_000),
        Span("la", time_ns=1_200_000_000),
        Span("la"),
    )


def test_records_behind_the_text_s_end_are_not_read() -> None:
    parts = b"".join(be(until, 4) + be(0, 2) + be(9, 2) for until in (1, 2))
    sample = text_sample(
        "ab", styl(record(0, 9, BOLD), record(0, 9, ITALIC)), box("krok", be(0, 4), be(2, 2), parts)
    )

    assert decode(sample).spans == (Span("ab", Style(bold=True, size=18.0), time_ns=SECOND),)


@pytest.mark.parametrize(
    ("boxes", "losses"),
    [
        ((box("hlit", be(0, 2), be(1, 2)),), {"highlight": 1}),
        ((box("href", be(0, 2), be(1, 2), b"\0\0"),), {"link": 1}),
        ((box("blnk", be(0, 2), be(1, 2)), box("dlay", bytes(4))), {"blink": 1, "scroll": 1}),
        ((box("what"), box("ever")), {"unknown_box": 2}),
        ((box("twrp", b"\1"),), {}),
        ((box("styl", be(2, 2), record(0, 1, BOLD)),), {"broken_box": 1}),
        ((box("tbox", bytes(7)),), {"broken_box": 1}),
        ((be(99, 4) + b"styl",), {"broken_box": 1}),
    ],
)
def test_what_cannot_be_said_is_counted_and_the_text_kept(
    boxes: tuple[bytes, ...], losses: dict[str, int]
) -> None:
    decoder = decoder_of()

    [cue] = decode_all(decoder, [(0, 1000, text_sample("abc", *boxes))])

    assert cue.text == "abc"
    assert decoder.losses == losses


def test_scrolling_is_counted_once_for_the_track() -> None:
    assert decoder_of(entry(flags=0x20)).losses == {"scroll": 1}


def test_records_before_the_broken_one_count() -> None:
    sample = text_sample("abc", box("styl", be(2, 2), record(0, 1, BOLD)))

    assert decode(sample, entry()).spans[0] == Span("a", Style(bold=True))


def test_forced_is_stated_by_the_track_or_the_sample() -> None:
    assert decode(text_sample("a"), entry(flags=FORCED)).forced
    assert decode(text_sample("a", box("frcd")), entry(flags=0x40000000)).forced
    assert not decode(text_sample("a"), entry(flags=0x40000000)).forced


@pytest.mark.parametrize(
    ("private", "options", "place"),
    [
        (entry(), {}, None),
        (entry(), PICTURE, None),
        (entry(down=0), PICTURE, None),
        (entry(across=0, down=0), {}, Place(align=1)),
        (entry(down=0, text_box=(0, 0, 54, 640)), {"canvas": (640, 360)}, None),
        (entry(across=-1), {}, Place(align=3)),
        (entry(across=0), PICTURE, Place(align=1)),
        (entry(), {"canvas": (640, 360), "place": (0, 0, 640, 54)}, Place(align=8)),
        (entry(text_box=(0, 0, 90, 640)), {"canvas": (640, 360), "place": (0, 0, 640, 360)},
         Place(align=8, rect=Rect(0, 0, 1, 0.25))),
        (entry(text_box=(0, 0, 54, 640)), PICTURE, None),
        (entry(flags=VERTICAL, across=-1), {}, Place(align=3, vertical="rl")),
        (entry(across=5, down=5), {}, None),
    ],
)  # fmt: skip
def test_the_track_states_the_place(
    private: bytes, options: dict[str, object], place: Place | None
) -> None:
    assert decode(text_sample("a"), private, **options).place == place


@pytest.mark.parametrize(
    ("flags", "cell"), [(TOP_OF_BOX, 8), (0, 2)], ids=["by its top", "by its bottom"]
)
def test_a_box_of_the_sample_moves_the_text(flags: int, cell: int) -> None:
    sample = text_sample("a", box("tbox", edges(36, 64, 288, 576)))
    whole = {"canvas": (640, 360), "place": (0, 0, 640, 360)}

    cue = decode(sample, entry(flags=flags), **whole)

    assert cue.place == Place(align=cell, rect=Rect(0.1, 0.1, 0.8, 0.7))


def test_a_box_of_the_sample_counts_without_a_size_of_the_track() -> None:
    sample = text_sample("a", box("tbox", edges(0, 0, 54, 640)))

    assert decode(sample, entry(), canvas=(640, 360)).place == Place(
        align=8, rect=Rect(0, 0, 1, 0.15)
    )


def test_times_of_a_fine_timescale_are_rounded_at_both_ends() -> None:
    decoder = decoder_of(timescale=90_000)

    [cue] = decode_all(decoder, [(1, 90_000, text_sample("a"))])

    assert (cue.start_ns, cue.end_ns) == (11_111, 1_000_011_111)


def test_cues_that_show_at_once_share_their_end() -> None:
    samples = [
        (1_000_000, 1, text_sample("First")),
        (1_000_001, 2_000_000, text_sample("Second")),
        (3_000_001, 1_999_999, b"\0\0"),
    ]

    cues = decode_all(decoder_of(timescale=1_000_000), samples)

    assert [(cue.text, cue.end_ns, cue.end_inferred) for cue in cues] == [
        ("First", 3_000_001_000, True),
        ("Second", 3_000_001_000, False),
    ]


def test_equal_samples_that_touch_stay_two_cues() -> None:
    cues = decode_all(decoder_of(), [(0, 10, text_sample("No.")), (10, 10, text_sample("No."))])

    assert [cue.start_ns for cue in cues] == [0, 10_000_000]


SAMPLES = [
    text_sample("Plain text"),
    b"\0\0",
    text_sample("Two\nlines", styl(record(0, 3, BOLD, rgba=RED), record(4, 9, ITALIC, font=2))),
    text_sample(b"\xfe\xff" + "日本語".encode("utf-16-be"), box("frcd")),
    text_sample("At the top", box("tbox", edges(0, 0, 54, 640)), box("twrp", b"\1")),
    text_sample("la la", box("krok", be(0, 4), be(1, 2), be(500, 4), be(0, 2), be(2, 2))),
    text_sample("lit", box("hlit", be(0, 2), be(2, 2)), box("hclr", RED), box("href", bytes(6))),
]
PRIVATE = entry(flags=TOP_OF_BOX, text_box=(0, 0, 54, 640), fonts=ftab({1: "Sans", 2: "Serif"}))


def make_decoder(private: bytes = PRIVATE) -> Tx3gDecoder:
    return decoder_of(private, canvas=(640, 360), place=(0, 0, 640, 360))


def test_the_golden_samples_decode_as_before() -> None:
    check_golden("tx3g/samples.jsonl", decode_what_can_be(make_decoder, SAMPLES))


@given(st.lists(st.binary(max_size=64), max_size=4), st.binary(max_size=64))
def test_any_bytes_decode_or_raise_our_error(samples: list[bytes], private: bytes) -> None:
    for cue in decode_what_can_be(lambda: make_decoder(private), samples):
        assert cue.text.strip()
        assert all(span.text for span in cue.spans)


@given(
    st.text(min_size=1, max_size=20),
    st.lists(st.tuples(st.integers(0, 25), st.integers(0, 25), st.integers(0, 7)), max_size=5),
)
def test_styles_never_change_the_text(text: str, records: list[tuple[int, int, int]]) -> None:
    plain = decode_what_can_be(make_decoder, [text_sample(text)])
    styled = decode_what_can_be(
        make_decoder, [text_sample(text, styl(*[record(*one) for one in records]))]
    )

    assert [cue.text for cue in styled] == [cue.text for cue in plain]


def split_parts(data: bytes) -> list[bytes]:
    """A fuzz input is parts, each behind its 16-bit length; the first is the sample entry."""
    parts = []
    at = 0
    while at + 2 <= len(data):
        size = int.from_bytes(data[at : at + 2], "big")
        parts.append(data[at + 2 : at + 2 + size])
        at += 2 + size
    return parts or [b""]


@pytest.mark.slow
def test_mutated_samples_end_in_a_result_or_our_error() -> None:
    whole = b"".join(be(len(part), 2) + part for part in [PRIVATE, *SAMPLES])
    many = text_sample("x" * 60_000, styl(*[record(n, n + 1, n % 8) for n in range(5_000)]))

    def run(data: bytes) -> None:
        private, *samples = split_parts(data)
        decode_what_can_be(lambda: make_decoder(private), samples)

    survive([whole, be(len(PRIVATE), 2) + PRIVATE + be(65_535, 2) + many], run, count=2000, seed=31)


def drawn_by_libavcodec(sample: bytes) -> list[tuple[str, bool, bool, bool]]:
    """Each character as libavcodec draws it: bold, italic, underlined."""
    import av

    context = av.CodecContext.create("mov_text", "r")
    context.extradata = entry()
    packet = av.Packet(sample)
    packet.pts, packet.duration, packet.time_base = 0, 1000, Fraction(1, 1000)
    [line] = [rect.ass.decode() for rect in context.decode(packet)]
    drawn: list[tuple[str, bool, bool, bool]] = []
    on: set[str] = set()
    for tag, character in re.findall(r"\{\\(\w+)\}|(\\N|.)", line.split(",", 8)[-1]):
        if tag == "r":
            on.clear()
        elif tag:
            on.add(tag)
        else:
            text = "\n" if character == "\\N" else character
            drawn.append((text, "b1" in on, "i1" in on, "u1" in on))
    return drawn


@given(
    st.text(alphabet="abü日😀 \n", min_size=1, max_size=12).map(lambda text: f"|{text}|"),
    st.lists(st.tuples(st.integers(0, 4), st.integers(1, 4), st.integers(1, 7)), max_size=4),
)
def test_styles_are_drawn_as_libavcodec_draws_them(
    text: str, stretches: list[tuple[int, int, int]]
) -> None:
    records, at = [], 0
    for gap, length, face in stretches:
        at += gap + length
        if at <= len(text):
            records.append(record(at - length, at, face))
    sample = text_sample(text, styl(*records))

    drawn = [
        (character, span.style.bold, span.style.italic, span.style.underline)
        for span in decode(sample, entry()).spans
        for character in span.text
    ]

    assert drawn == drawn_by_libavcodec(sample)


def mov_text(
    folder: Path, name: str, text: str
) -> tuple[Track, list[tuple[int, int, bytes]], list[str]]:
    """A caption file as ffmpeg codes it, its samples, and what libavcodec reads in them."""
    import av

    source, target = folder / name, folder / "out.mp4"
    source.write_text(text)
    subprocess.run(
        ["ffmpeg", "-v", "error", "-y", "-i", source, "-c:s", "mov_text", target], check=True
    )
    samples: list[tuple[int, int, bytes]] = []
    events: list[str] = []
    with av.open(io.BytesIO(target.read_bytes())) as container:
        stream = container.streams.subtitles[0]
        track = make_track(
            "tx3g", stream.codec_context.extradata or b"", timescale=stream.time_base.denominator
        )
        for packet in container.demux(stream):
            if packet.size:
                samples.append((packet.pts, packet.duration, bytes(packet)))
                events += [rect.ass.decode() for rect in packet.decode()]
    return track, samples, events


SRT = """1
00:00:01,000 --> 00:00:02,000
Plain <i>italic</i> <b>bold</b>

2
00:00:03,000 --> 00:00:04,000
größe 日本
second 😀 <u>line</u>

3
00:00:04,000 --> 00:00:05,500
last
"""


@pytest.mark.tools
def test_ffmpegs_samples_read_as_ffmpeg_reads_them(tmp_path: Path) -> None:
    track, samples, events = mov_text(tmp_path, "in.srt", SRT)

    cues = decode_all(Tx3gDecoder(track, 0), samples)

    assert [as_ass(cue) for cue in cues] == [event.split(",", 8)[8] for event in events]
    assert [(cue.start_ns, cue.end_ns) for cue in cues] == [
        (SECOND, 2 * SECOND), (3 * SECOND, 4 * SECOND), (4 * SECOND, 5_500_000_000),
    ]  # fmt: skip


def as_ass(cue: Cue) -> str:
    """The way libavcodec writes it: tags at each change, ``{\\r}`` back to the default."""
    text = ""
    for number, span in enumerate(cue.spans):
        style = span.style
        tags = "".join(
            tag
            for tag, on in (("b1", style.bold), ("i1", style.italic), ("u1", style.underline))
            if on
            for tag in ("{\\" + tag + "}",)
        )
        text += (tags or ("{\\r}" if number else "")) + span.text.replace("\n", "\\N")
    return text


ASS = """[Script Info]
ScriptType: v4.00+

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, \
Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, \
Alignment, MarginL, MarginR, MarginV, Encoding
Style: Default,Arial,20,&H00FFFFFF,&H0,&H0,&H0,0,0,0,0,100,100,0,0,1,2,0,2,10,10,10,1
Style: Big,Times,40,&H0000FFFF,&H0,&H0,&H0,-1,0,0,0,100,100,0,0,1,2,0,8,10,10,10,1

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Dialogue: 0,0:00:01.00,0:00:03.00,Default,,0,0,0,,First
Dialogue: 0,0:00:01.00,0:00:03.00,Big,,0,0,0,,Second
Dialogue: 0,0:00:05.00,0:00:06.00,Default,,0,0,0,,Third
"""


@pytest.mark.tools
def test_simultaneous_events_that_ffmpeg_squeezes_are_restored(tmp_path: Path) -> None:
    track, samples, _ = mov_text(tmp_path, "in.ass", ASS)

    cues = decode_all(Tx3gDecoder(track, 0), samples)

    assert [(cue.text, round(cue.start_ns / SECOND, 3)) for cue in cues] == [
        ("First", 1), ("Second", 1), ("Third", 5),
    ]  # fmt: skip
    assert [round((cue.end_ns or 0) / SECOND, 3) for cue in cues] == [3, 3, 6]
    assert cues[1].spans[0].style == Style(bold=True, color="#ffff00", font="Times", size=40.0)


@given(
    st.text(alphabet="ab \n", min_size=1, max_size=12),
    st.lists(
        st.tuples(st.integers(0, 14), st.integers(0, 14), st.sampled_from((0, 1, 2, 3))),
        max_size=4,
    ),
)
def test_the_short_way_for_one_style_box_gives_what_the_long_way_gives(
    text: str, runs: list[tuple[int, int, int]]
) -> None:
    styles = styl(*(record(*run) for run in runs))
    short = text_sample(text, styles)
    long = text_sample(text, styles, box("twrp", b"\0"))

    one, other = ([(1000, 500, data)] for data in (short, long))
    assert decode_all(decoder_of(), one) == decode_all(decoder_of(), other)

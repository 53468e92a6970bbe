"""QuickTime text becomes cues."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.codec import CODECS
from cuelift.codec.qttext import QtTextDecoder, decode_text
from cuelift.cues import Cue, Place, Raw, Rect, Span, Style
from cuelift.errors import CodecError
from cuelift.media import Sample
from tests.codec.test_tx3g import split_parts
from tests.codec.textsamples import (
    be,
    box,
    check_golden,
    decode_all,
    decode_what_can_be,
    ftab,
    make_track,
    text_sample,
)
from tests.support.limited import survive

SECOND = 1_000_000_000
BLACK, WHITE, RED = (0, 0, 0), (0xFFFF, 0xFFFF, 0xFFFF), (0xFFFF, 0, 0)
RGB = tuple[int, int, int]


def rgb(parts: RGB) -> bytes:
    return b"".join(be(part, 2) for part in parts)


def entry(
    *,
    flags: int = 0,
    across: int = 1,
    background: RGB = BLACK,
    text_box: tuple[int, int, int, int] = (0, 0, 0, 0),
    face: int = 0,
    ink: RGB = WHITE,
) -> bytes:
    edges = b"".join(be(edge, 2) for edge in text_box)
    head = be(flags, 4) + be(across, 4) + rgb(background) + edges
    return head + bytes(8) + be(1, 2) + be(face, 2) + bytes(3) + rgb(ink) + b"\x06Geneva"


def element(start: int, face: int = 0, ink: RGB = BLACK, font: int = 1, size: int = 12) -> bytes:
    return be(start, 4) + be(14, 2) + be(11, 2) + be(font, 2) + be(face, 2) + be(size, 2) + rgb(ink)


def styl(*elements: bytes) -> bytes:
    return box("styl", be(len(elements), 2), *elements)


def decoder_of(private: bytes = b"", **options: object) -> QtTextDecoder:
    return QtTextDecoder(make_track("qttext", private, **options), 0)  # type: ignore[arg-type]


def decode(data: bytes, private: bytes = b"", **options: object) -> Cue:
    [cue] = decode_all(decoder_of(private, **options), [(1000, 500, data)])
    return cue


def test_a_plain_sample_is_one_span() -> None:
    assert decode(text_sample(b"Hello\rworld")) == Cue(
        start_ns=SECOND,
        end_ns=1_500_000_000,
        spans=(Span("Hello\nworld"),),
        raw=Raw(format="qttext", text="Hello\rworld"),
    )


def test_the_registry_makes_this_decoder() -> None:
    make = CODECS["qttext"].decoder
    assert make is not None
    assert isinstance(make(make_track("qttext"), 0), QtTextDecoder)


@pytest.mark.parametrize("data", [b"", b"\0\0", text_sample(" "), text_sample("", box("styl"))])
def test_a_sample_without_text_shows_nothing(data: bytes) -> None:
    assert decode_all(decoder_of(), [(0, 1000, data)]) == []


@pytest.mark.parametrize("data", [b"\0", b"\x00\x09Hello"])
def test_a_length_past_the_sample_is_an_error(data: bytes) -> None:
    with pytest.raises(CodecError, match="pts 1500"):
        decoder_of().decode(Sample(0, 1500, 1, data))


def test_a_sample_without_a_duration_lasts_until_the_next() -> None:
    cues = decode_all(
        decoder_of(), [(0, None, text_sample("a")), (9, None, b"\0\0"), (20, None, b"")]
    )

    assert [(cue.text, cue.end_ns, cue.end_inferred) for cue in cues] == [("a", 9_000_000, True)]


@pytest.mark.parametrize(
    ("data", "stated", "language", "expected"),
    [
        (b"plain", None, None, ("plain", "unicode")),
        ("caf\u00e9".encode("mac_roman"), None, None, ("café", "mac_roman")),
        ("café".encode(), None, None, ("café", "unicode")),
        ("Привет".encode("mac_cyrillic"), None, "ru", ("Привет", "mac_cyrillic")),
        ("Привет".encode("mac_cyrillic"), None, "sr-Cyrl", ("Привет", "mac_cyrillic")),
        ("字幕".encode("shift_jis"), None, "ja", ("字幕", "shift_jis")),
        ("字幕".encode("gbk"), None, "zh-Hans", ("字幕", "gbk")),
        ("字幕".encode("big5"), None, "zh-Hant", ("字幕", "big5")),
        ("字幕".encode("big5"), None, "zh-TW", ("字幕", "big5")),
        ("자막".encode("cp949"), 3, None, ("자막", "cp949")),
        (b"caf\x8e", None, "xx", ("café", "mac_roman")),
        ("Ωμέγα".encode("mac_greek"), 6, "en", ("Ωμέγα", "mac_greek")),
        ("Ω".encode(), 0x0100, "el", ("Ω", "unicode")),
        ("Ω".encode(), 0x0134, None, ("Ω", "unicode")),
        ("Ω".encode(), 0x08000100, None, ("Ω", "unicode")),
        (b"\xff", 0x0100, None, ("\ufffd", "unicode")),
        (b"caf\x8e", 0x7777, None, ("café", "mac_roman")),
        (b"\xfe\xff\x00a", 0, None, ("a", "unicode")),
        (b"\xff\xfea\x00", None, "ja", ("a", "unicode")),
        (b"\xef\xbb\xbfa", 0, None, ("a", "unicode")),
    ],
)
def test_the_encoding_is_marked_stated_seen_or_the_languages(
    data: bytes, stated: int | None, language: str | None, expected: tuple[str, str]
) -> None:
    assert decode_text(data, stated, language) == expected


def test_the_encoding_atom_and_the_language_are_used() -> None:
    stated = text_sample(b"\xc7\xc8", box("encd", be(7, 4)))

    assert decode(stated).text == "\u00ab\u00bb".encode("mac_cyrillic").decode("mac_cyrillic")
    assert decode(text_sample("字".encode("shift_jis")), language="ja").text == "字"


def test_each_style_lasts_until_the_next_one() -> None:
    sample = text_sample("plain bold red", styl(element(6, face=1), element(11, ink=RED)))

    assert decode(sample).spans == (
        Span("plain "),
        Span("bold ", Style(bold=True)),
        Span("red", Style(color="#ff0000")),
    )


def test_a_second_style_scrap_is_not_read() -> None:
    sample = text_sample("ab", styl(element(0, face=1)), styl(element(0, face=2)))

    assert decode(sample).spans == (Span("ab", Style(bold=True)),)


@pytest.mark.parametrize("face", [0x0006, 0x0600])
def test_the_face_is_read_in_either_byte(face: int) -> None:
    assert decode(text_sample("a", styl(element(0, face=face)))).spans == (
        Span("a", Style(italic=True, underline=True)),
    )


def test_fonts_of_the_sample_are_named() -> None:
    sample = text_sample("a", styl(element(0, font=9, size=14)), ftab({9: "Osaka"}))

    assert decode(sample).spans == (Span("a", Style(font="Osaka", size=14.0)),)


def test_offsets_count_the_bytes_of_double_byte_text() -> None:
    data = "字幕\r\nab".encode("shift_jis")
    sample = text_sample(data, styl(element(2, face=1), element(4), element(7, face=2)))

    assert decode(sample, language="ja").spans == (
        Span("字"),
        Span("幕", Style(bold=True)),
        Span("\na"),
        Span("b", Style(italic=True)),
    )


def test_offsets_of_double_byte_text_with_plain_line_ends() -> None:
    sample = text_sample("字幕".encode("shift_jis"), styl(element(2, face=1)))

    assert decode(sample, language="ja").spans == (Span("字"), Span("幕", Style(bold=True)))


def test_highlighted_text_gets_the_colour_behind_it() -> None:
    sample = text_sample("abc", box("hlit", be(1, 4), be(2, 4)), box("hclr", rgb(RED)))

    assert decode(sample).spans == (Span("a"), Span("b", Style(background="#ff0000")), Span("c"))


@pytest.mark.parametrize(
    ("boxes", "losses"),
    [
        ((box("hlit", be(0, 4), be(1, 4)),), {"highlight": 1}),
        ((box("drpo", be(1, 2), be(1, 2)), box("drpt", be(9, 2))), {"shadow": 2}),
        ((box("imag"), box("metr")), {"picture": 2}),
        ((box("htxt"), box("href")), {"link": 2}),
        ((box("what"),), {"unknown_box": 1}),
        ((box("free", bytes(3)),), {}),
        ((box("styl", be(9, 2)),), {"broken_box": 1}),
        ((box("encd"), box("ftab", be(5, 2))), {}),
    ],
)
def test_what_cannot_be_said_is_counted_and_the_text_kept(
    boxes: tuple[bytes, ...], losses: dict[str, int]
) -> None:
    decoder = decoder_of()

    [cue] = decode_all(decoder, [(0, 1000, text_sample("abc", *boxes))])

    assert cue.text == "abc"
    assert decoder.losses == losses


def test_text_that_cannot_be_decoded_and_scrolling_are_counted() -> None:
    decoder = decoder_of(entry(flags=0x40))
    decode_all(decoder, [(0, 1000, text_sample(b"\xff", box("encd", be(0x100, 4))))])

    assert decoder.losses == {"scroll": 1, "charset": 1}


@pytest.mark.parametrize(
    ("private", "style"),
    [
        (entry(), Style()),
        (entry(face=3), Style(bold=True, italic=True)),
        (entry(ink=(0xFFFF, 0xFFFF, 0)), Style(color="#ffff00")),
        (entry(ink=BLACK), Style()),
        (entry(ink=BLACK, background=WHITE), Style(color="#000000", background="#ffffff")),
        (entry(ink=BLACK, background=WHITE, flags=0x4000), Style()),
        (entry(ink=BLACK, background=WHITE, flags=0x0008), Style()),
        (entry()[:30], Style()),
    ],
)
def test_the_sample_description_states_the_style(private: bytes, style: Style) -> None:
    assert decode(text_sample("a"), private).spans == (Span("a", style),)


WHOLE = {"canvas": (640, 480), "place": (0, 0, 640, 480)}


@pytest.mark.parametrize(
    ("private", "options", "place"),
    [
        (entry(), {}, None),
        (entry(across=0), {}, Place(align=1)),
        (entry(across=-2), {}, Place(align=1)),
        (entry(across=-1), {}, Place(align=3)),
        (entry(text_box=(0, 0, 48, 640)), WHOLE, Place(align=8, rect=Rect(0, 0, 1, 0.1))),
        (entry(text_box=(432, 0, 480, 640)), WHOLE, None),
        (entry(), {"canvas": (640, 480), "place": (0, 480, 640, 60)}, None),
        (entry(across=0), {"canvas": (640, 480), "place": (0, 0, 640, 60)}, Place(align=7)),
    ],
)
def test_the_sample_description_states_the_place(
    private: bytes, options: dict[str, object], place: Place | None
) -> None:
    assert decode(text_sample("a"), private, **options).place == place


SAMPLES = [
    text_sample(b"Plain\rtext"),
    b"\0\0",
    text_sample("字幕 ab".encode("shift_jis"), styl(element(2, face=1), element(5, ink=RED))),
    text_sample(b"caf\xc3\xa9", box("encd", be(0x100, 4))),
    text_sample("font", ftab({9: "Osaka"}), styl(element(1, font=9)), box("drpo", bytes(4))),
    text_sample("lit", box("hlit", be(0, 4), be(2, 4)), box("hclr", rgb(RED))),
]
PRIVATE = entry(text_box=(0, 0, 48, 640), face=2)


def make_decoder(private: bytes = PRIVATE) -> QtTextDecoder:
    return decoder_of(private, canvas=(640, 480), place=(0, 0, 640, 480), language="ja")


def test_the_golden_samples_decode_as_before() -> None:
    check_golden("qttext/samples.jsonl", decode_what_can_be(make_decoder, SAMPLES))


@given(st.lists(st.binary(max_size=64), max_size=4), st.binary(max_size=64))
def test_any_bytes_decode_or_raise_our_error(samples: list[bytes], private: bytes) -> None:
    for cue in decode_what_can_be(lambda: make_decoder(private), samples):
        assert cue.text.strip()
        assert all(span.text for span in cue.spans)


@pytest.mark.slow
def test_mutated_samples_end_in_a_result_or_our_error() -> None:
    whole = b"".join(be(len(part), 2) + part for part in [PRIVATE, *SAMPLES])
    many = text_sample(
        "字".encode("shift_jis") * 15_000, styl(*[element(n * 2, face=n % 8) for n in range(1700)])
    )

    def run(data: bytes) -> None:
        private, *samples = split_parts(data)
        decode_what_can_be(lambda: make_decoder(private), samples)

    survive([whole, be(len(PRIVATE), 2) + PRIVATE + be(65_535, 2) + many], run, count=2000, seed=32)


@pytest.mark.tools
def test_the_chapter_text_that_ffmpeg_writes_is_read(tmp_path: Path) -> None:
    import av

    chapters = tmp_path / "chapters.txt"
    chapters.write_text(
        ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=2000\ntitle=Größe\n"
        "[CHAPTER]\nTIMEBASE=1/1000\nSTART=2000\nEND=5000\ntitle=Two\n"
    )
    target = tmp_path / "out.mov"
    subprocess.run(
        ["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", "color=s=64x64:d=5:r=5",
         "-i", chapters, "-map_metadata", "1", "-c:v", "mpeg4", target],
        check=True,
    )  # fmt: skip
    with av.open(io.BytesIO(target.read_bytes()), options={"ignore_chapters": "1"}) as container:
        stream = next(stream for stream in container.streams if stream.type in ("data", "subtitle"))
        track = make_track("qttext", timescale=stream.time_base.denominator)
        samples = [
            (packet.pts, packet.duration, bytes(packet))
            for packet in container.demux(stream)
            if packet.size
        ]

    cues = decode_all(QtTextDecoder(track, 0), samples)

    assert [(cue.text, cue.start_ns, cue.end_ns) for cue in cues] == [
        ("Größe", 0, 2 * SECOND), ("Two", 2 * SECOND, 5 * SECOND),
    ]  # fmt: skip
    assert b"encd" in samples[0][2]

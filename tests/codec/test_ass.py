from __future__ import annotations

import subprocess
from pathlib import Path

import av
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.codec import CODECS
from cuelift.codec.base import Decoder
from cuelift.cues import Cue, Place, Point, Raw, Span, Style
from cuelift.errors import CodecError
from cuelift.format import FORMATS
from cuelift.media import Sample, SampleDescription, Track
from tests.support.golden import matches_golden
from tests.support.limited import survive

MS = 1_000_000

STYLES = """\
[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, \
Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, \
Alignment, MarginL, MarginR, MarginV, Encoding
Style: Default,Arial,40,&H00FFFFFF,&H000000FF,&H00000000,&H00000000,0,0,0,0,100,100,0,0,1,2,2,2,\
10,10,10,1
Style: Alt,Times,40,&H0000FFFF,&H000000FF,&H00000000,&H00000000,-1,-1,0,0,100,100,0,0,1,2,2,8,\
10,10,10,1
"""

HEAD = f"[Script Info]\nTitle: x\nScriptType: v4.00+\nPlayResX: 1280\nPlayResY: 720\n\n{STYLES}\n"

FORMAT = "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"

PRIVATE = f"{HEAD}[Events]\n{FORMAT}"

SSA_HEAD = """\
[Script Info]
ScriptType: v4.00
PlayResX: 640

[V4 Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, TertiaryColour, BackColour, \
Bold, Italic, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, AlphaLevel, \
Encoding
Style: Default,Arial,20,16777215,255,0,0,0,0,1,1,1,2,10,10,10,0,1
Style: Top,Arial,20,&Hff,255,0,0,-1,0,1,1,1,6,10,10,10,0,1

"""

SSA_FORMAT = "Format: Marked, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"


def new_decoder(private: str | bytes = PRIVATE, codec: str = "ass") -> Decoder:
    private = private.encode() if isinstance(private, str) else private
    description = SampleDescription(codec=codec, codec_id="S_TEXT/ASS", private=private)
    track = Track(index=0, number=1, descriptions=(description,), timescale=1000, language="ja")
    make = CODECS[codec].decoder
    assert make is not None
    return make(track, 0)


def sample(data: str, pts: int = 1000, duration: int | None = 500) -> Sample:
    return Sample(0, pts, duration, data.encode())


def decode_one(data: str, private: str = PRIVATE, codec: str = "ass") -> Cue:
    decoder = new_decoder(private, codec)
    assert decoder.decode(sample(data)) == []
    [cue] = decoder.flush()
    return cue


def test_a_sample_becomes_a_cue_with_its_fields_kept() -> None:
    cue = decode_one(r"0,3,Default,Bob,0010,0,0,!note,{\i1}Hi{\i0}, you")

    assert cue == Cue(
        start_ns=1000 * MS,
        end_ns=1500 * MS,
        spans=(Span("Hi", Style(italic=True)), Span(", you")),
        layer=3,
        speaker="Bob",
        raw=Raw(
            format="ass",
            text=r"{\i1}Hi{\i0}, you",
            fields=(
                ("Layer", "3"),
                ("Style", "Default"),
                ("Name", "Bob"),
                ("MarginL", "0010"),
                ("MarginR", "0"),
                ("MarginV", "0"),
                ("Effect", "!note"),
            ),
        ),
    )


def test_the_named_style_is_in_the_spans_and_the_place() -> None:
    cue = decode_one("0,0,Alt,,0,0,0,,x")

    assert cue.spans == (Span("x", Style(bold=True, italic=True, color="#ffff00", font="Times")),)
    assert cue.place == Place(align=8)


def test_positions_are_fractions_of_the_script_s_picture() -> None:
    cue = decode_one(r"0,0,Default,,0,0,0,,{\pos(640,180)}x")

    assert cue.place == Place(align=2, anchor=Point(0.5, 0.25))


def test_events_of_one_time_come_in_reading_order() -> None:
    decoder = new_decoder()
    out = [
        cue.text
        for data in ("7,0,Default,,0,0,0,,c", "2,0,Default,,0,0,0,,a", "3,0,Default,,0,0,0,,b")
        for cue in decoder.decode(sample(data))
    ]
    out += [cue.text for cue in decoder.decode(sample("0,0,Default,,0,0,0,,d", pts=2000))]
    out += [cue.text for cue in decoder.flush()]

    assert out == ["a", "b", "c", "d"]
    assert decoder.flush() == []


def test_too_few_fields_are_an_error_and_the_next_sample_is_read() -> None:
    decoder = new_decoder()
    with pytest.raises(CodecError, match="pts 1000 has 3 of 9 fields"):
        decoder.decode(sample("0,0,Default"))
    decoder.decode(sample("0,0,Default,,0,0,0,,x"))

    assert [cue.text for cue in decoder.flush()] == ["x"]


def test_line_ends_inside_a_sample_become_breaks() -> None:
    cue = decode_one("0,0,Default,,0,0,0,,a\r\nb\nc\r\n\0")

    assert cue.text == "a\nb\nc"
    assert cue.raw is not None
    assert cue.raw.text == r"a\Nb\Nc"


def test_line_ends_in_other_fields_become_spaces() -> None:
    cue = decode_one("0,0,Def\nault,A\r\nDialogue: b,0,0,0,x\ry,a")

    assert cue.raw is not None
    assert dict(cue.raw.fields)["Style"] == "Def ault"
    assert dict(cue.raw.fields)["Name"] == "A Dialogue: b"
    assert dict(cue.raw.fields)["Effect"] == "x y"
    assert cue.speaker == "A Dialogue: b"


def test_spaces_around_the_style_s_name_do_not_hide_the_style() -> None:
    assert decode_one("0,0, Alt ,,0,0,0,,x").place == Place(align=8)
    assert decode_one("0,0,Default,,0,0,0, Banner;10,x").raw is not None


def test_events_in_a_foreign_character_set_wait_for_one_guess() -> None:
    decoder = new_decoder()
    lines = ["Où ?", "Ça va, mon frère ?", "L'été dernier, à côté", "plain"]
    events = [f"{n},0,Default,,0,0,0,,{line}".encode("cp1252") for n, line in enumerate(lines)]
    for number, data in enumerate(events):
        assert list(decoder.decode(Sample(0, number * 1000, 500, data))) == []
    with pytest.raises(CodecError, match="2 of 9 fields"):
        decoder.decode(Sample(0, 9000, 500, b"\xe9,0"))

    assert [cue.text for cue in decoder.flush()] == lines
    assert decoder.flush() == []
    assert decoder.losses == {"charset": 3}


def test_events_of_a_known_character_set_come_at_once() -> None:
    decoder = new_decoder()
    line = "0,0,Default,,0,0,0,,Где ты был вчера вечером?".encode("cp1251")

    sizes = [len(decoder.decode(Sample(0, pts, 1, line))) for pts in range(200)]

    assert sizes.index(max(sizes)) == 4096 // len(line)
    assert sum(sizes) == 199
    assert sizes[-1] == 1


def test_cues_for_ass_output_alone_keep_their_payload_only() -> None:
    make = CODECS["ass"].faithful
    assert make is not None
    description = SampleDescription(codec="ass", codec_id="S_TEXT/ASS", private=PRIVATE.encode())
    decoder = make(Track(index=0, number=1, descriptions=(description,), timescale=1000), 0)
    decoder.decode(sample("0,3,Def\rault,,0,0,0,,{\\i1}a\nb"))
    [cue] = decoder.flush()

    assert (cue.layer, cue.spans) == (3, ())
    assert cue.raw is not None
    assert cue.raw.text == "{\\i1}a\\Nb"
    assert dict(cue.raw.fields)["Style"] == "Def ault"


def test_a_drawing_makes_a_cue_without_spans_and_is_counted() -> None:
    decoder = new_decoder()
    decoder.decode(sample(r"0,0,Default,,0,0,0,,{\p1}m 0 0 l 1 1{\p0}"))
    [cue] = decoder.flush()

    assert cue.spans == ()
    assert decoder.losses == {"drawing": 1}


def test_a_sample_without_a_duration_is_an_open_cue() -> None:
    decoder = new_decoder()
    decoder.decode(sample("0,0,Default,,0,0,0,,x", duration=None))

    assert decoder.flush()[0].end_ns is None


def test_header_is_the_script_up_to_its_events() -> None:
    header = new_decoder(f"{PRIVATE}Comment: 0,0:00:00.00,0:00:00.00,Default,,0,0,0,,n\n").header

    assert header.format == "ass"
    assert header.text == HEAD
    assert header.event_fields[0] == "Layer"
    assert header.play_res == (1280, 720)
    assert header.title == "x"
    assert header.language == "ja"
    assert header.trailer == "Comment: 0,0:00:00.00,0:00:00.00,Default,,0,0,0,,n"


@pytest.mark.parametrize("layer", ["", "0", "Marked=0"])
def test_marked_of_ssa_is_written_as_files_have_it(layer: str) -> None:
    cue = decode_one(f"0,{layer},Top,,0,0,0,,x", f"{SSA_HEAD}[Events]\n{SSA_FORMAT}")

    assert cue.raw is not None
    assert cue.raw.fields[0] == ("Marked", "Marked=0")
    assert cue.spans == (Span("x", Style(bold=True, color="#ff0000")),)
    assert cue.place == Place(align=8)


def test_ssa_without_set_up_data_has_the_columns_of_ssa() -> None:
    assert new_decoder("", "ssa").header.event_fields[0] == "Marked"
    assert new_decoder("").header.event_fields[0] == "Layer"


def test_the_script_s_own_column_names_are_used() -> None:
    cue = decode_one(
        "0,1,Default,Bob,0,0,0,,x",
        f"{HEAD}[Events]\nFormat: layer, Start, End, Style, Actor, MarginL, Text\n",
    )

    assert cue.raw is not None
    assert [name for name, _ in cue.raw.fields[:3]] == ["layer", "Style", "Actor"]


GOLDEN = (
    r"0,0,Default,,0,0,0,,Plain text\Nof two lines",
    r"1,0,Alt,Ann,0,0,0,,A style's own face, {\i0}upright{\r} again",
    r"2,5,Default,,0,0,0,,{\an8\pos(640,36)}Top {\c&H0000FF&}red{\c}, {note}{\fs60}big",
    r"3,0,Default,,0,0,0,,{\k20}Ka{\k30}ra{\kf50}oke",
    r"4,0,Default,,0,0,0,Banner;5,{\fad(100,100)\p1}m 0 0{\p0}shape\hdone",
)


def test_cues_are_those_of_the_golden_dump() -> None:
    decoder = new_decoder()
    for data in GOLDEN:
        decoder.decode(sample(data))

    assert matches_golden("ass/cues.jsonl", decoder.flush())
    assert decoder.losses == {"effect": 2, "drawing": 1}


@given(st.binary(max_size=120), st.binary(max_size=80))
def test_any_bytes_make_a_cue_or_our_error(private: bytes, data: bytes) -> None:
    decoder = new_decoder(private)
    for payload in (data, b"0,0,Default,,0,0,0,," + data):
        try:
            decoder.decode(Sample(0, 0, 1, payload))
        except CodecError:
            assert payload.count(b",") < 8
    assert "\n" not in "".join(cue.raw.text for cue in decoder.flush() if cue.raw)


def drain(data: bytes) -> None:
    half = len(data) // 2
    decoder = new_decoder(data[:half])
    decoder.decode(Sample(0, 0, 1, data[half:]))
    decoder.flush()


@pytest.mark.slow
def test_mutated_tracks_end_in_time() -> None:
    line = "0,0,Alt,A,0,0,0,,{\\i1}x{\\k5}y".ljust(len(PRIVATE), "z")
    survive([(PRIVATE + line).encode()], drain, count=2000, seed=8)


LINES = r"""Dialogue: 0,0:00:05.00,0:00:06.00,Default,Bob,0,0,0,,Later {\i1}it{\i0}
Comment: 0,0:00:00.00,0:00:06.00,Default,,0,0,0,,a comment
Dialogue: 1,0:00:01.00,0:00:02.00,Alt,,0010,0,0,,First, with comma {note}
Dialogue: 2,0:00:01.00,0:00:03.00,Default,,0,0,0,Banner;10,{\p1}m 0 0 l 1 1{\p0}shape
Dialogue: 0,1:02:03.04,1:02:03.05,Default,,0,0,0,,{\an8}Ünïcode\Ntwo  lines
"""

SSA_LINES = r"""Dialogue: Marked=0,0:00:05.00,0:00:06.00,Default,Bob,0,0,0,,Later {\i1}it{\i0}
Dialogue: Marked=0,0:00:01.00,0:00:02.00,Top,,0010,0,0,!Effect,First, with comma
"""


def mkv_output(path: Path, codec: str) -> str:
    """A file's first track written as ASS, its packets read by an independent demuxer."""
    with av.open(str(path)) as container:
        stream = container.streams[0]
        decoder = new_decoder(stream.codec_context.extradata or b"", codec)
        cues: list[Cue] = []
        for packet in container.demux(stream):
            if packet.size and packet.pts is not None:
                cues += decoder.decode(Sample(0, packet.pts, packet.duration, bytes(packet)))
    cues += decoder.flush()
    entry = FORMATS["ass"]
    assert entry.writer is not None
    writer = entry.writer(decoder.header, entry.options())
    return writer.begin() + "".join(map(writer.write, cues)) + writer.end()


def shape(text: str) -> tuple[list[str], list[str]]:
    """The script's lines in order, and the events in any order; blank lines left out."""
    lines = [line for line in text.splitlines() if line.strip()]
    events = [line for line in lines if line.startswith(("Dialogue:", "Comment:"))]
    return [line for line in lines if line not in events], sorted(events)


@pytest.mark.tools
@pytest.mark.parametrize("muxer", ["mkvmerge", "ffmpeg"])
@pytest.mark.parametrize(
    ("extension", "source"),
    [
        ("ass", f"{PRIVATE}{LINES}\n[Fonts]\nfontname: a.ttf\n!!!!\n"),
        ("ssa", f"{SSA_HEAD}[Events]\n{SSA_FORMAT}{SSA_LINES}"),
    ],
)
def test_output_is_mkvextract_s_and_ffmpeg_s(
    tmp_path: Path, muxer: str, extension: str, source: str
) -> None:
    name = f"in.{extension}"
    (tmp_path / name).write_text(source, "utf-8")
    command = {
        "mkvmerge": ["mkvmerge", "-q", "-o", "x.mkv", name],
        "ffmpeg": ["ffmpeg", "-v", "error", "-i", name, "-c", "copy", "x.mkv"],
    }[muxer]
    for argv in (
        command,
        ["mkvextract", "-q", "x.mkv", "tracks", "0:their.ass"],
        ["ffmpeg", "-v", "error", "-i", "x.mkv", "-c", "copy", "ffmpeg.ass"],
    ):
        subprocess.run(argv, cwd=tmp_path, check=True)

    ours = mkv_output(tmp_path / "x.mkv", extension)

    assert shape(ours) == shape((tmp_path / "their.ass").read_text("utf-8-sig"))
    assert shape(ours)[1] == shape((tmp_path / "ffmpeg.ass").read_text("utf-8-sig"))[1]

from __future__ import annotations

import subprocess
from pathlib import Path

import av
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.codec import CODECS
from cuelift.codec.base import Decoder
from cuelift.cues import Cue, Place, Raw, Span, Style
from cuelift.format import FORMATS
from cuelift.media import Sample, SampleDescription, Track
from tests.support.golden import matches_golden
from tests.support.limited import survive

MS = 1_000_000


def new_decoder(language: str | None = None, timescale: int = 1000) -> Decoder:
    description = SampleDescription(codec="subrip", codec_id="S_TEXT/UTF8")
    track = Track(
        index=0, number=1, descriptions=(description,), timescale=timescale, language=language
    )
    make = CODECS["subrip"].decoder
    assert make is not None
    return make(track, 0)


def sample(data: bytes, pts: int = 1000, duration: int | None = 500) -> Sample:
    return Sample(0, pts, duration, data)


def decode(*payloads: bytes, language: str | None = None) -> list[Cue]:
    decoder = new_decoder(language)
    cues = [cue for data in payloads for cue in decoder.decode(sample(data))]
    return [*cues, *decoder.flush()]


def texts(*payloads: bytes, language: str | None = None) -> list[str]:
    return [cue.text for cue in decode(*payloads, language=language)]


def test_a_sample_becomes_a_cue_with_its_payload_kept() -> None:
    [cue] = decode(b"Hello <i>you</i>")

    assert cue == Cue(
        start_ns=1000 * MS,
        end_ns=1500 * MS,
        spans=(Span("Hello "), Span("you", Style(italic=True))),
        raw=Raw(format="srt", text="Hello <i>you</i>"),
    )


def test_a_sample_without_a_duration_is_an_open_cue() -> None:
    [cue] = new_decoder().decode(sample(b"x", duration=None))

    assert cue.end_ns is None


def test_times_are_counted_in_the_track_s_own_ticks() -> None:
    [cue] = new_decoder(timescale=90_000).decode(sample(b"x", pts=45_000, duration=1))

    assert (cue.start_ns, cue.end_ns) == (500 * MS, 500_011_111)


def test_line_ends_become_line_feeds_and_trailing_ones_go() -> None:
    [cue] = decode(b"a\r\nb\rc\r\n\r\n\0\0")

    assert cue.text == "a\nb\nc"
    assert cue.raw == Raw(format="srt", text="a\nb\nc")


@pytest.mark.parametrize("data", [b"", b"\0\0", b"\r\n", b"\n\n"])
def test_a_sample_without_text_makes_no_cue(data: bytes) -> None:
    assert decode(data) == []


@pytest.mark.parametrize(
    ("tag", "place"),
    [(b"{\\an8}", Place(align=8)), (b"{\\a6}", Place(align=8)), (b"{\\an2}", None), (b"", None)],
)
def test_the_place_is_kept_unless_it_is_the_usual_one(tag: bytes, place: Place | None) -> None:
    [cue] = decode(b"<b></b>" + tag + b"x")

    assert cue.place == place


def test_what_the_model_cannot_hold_is_counted() -> None:
    decoder = new_decoder()
    decoder.decode(sample(rb"{\fad(1,2)}{\pos(1,2)}<font size=+1 color=nocolour>x</font>"))

    assert decoder.losses == {"effect": 1, "position": 1, "size": 1, "color": 1}


def test_text_that_is_not_utf8_is_read_in_the_character_set_of_the_whole_track() -> None:
    words = ["Привет!", "Где ты был вчера вечером?", "Я тебя искал."]

    assert texts(*[word.encode("cp1251") for word in words], language="ru") == words


def test_the_first_samples_are_read_in_the_character_set_of_all() -> None:
    words = ["Où ?", "Ça va ?", "Été", "plain"]

    assert texts(*[word.encode("cp1252") for word in words]) == words


def test_samples_wait_for_their_character_set_and_then_come_in_order() -> None:
    decoder = new_decoder()
    data = "Где ты был вчера вечером?".encode("cp1251")
    sizes = [len(decoder.decode(sample(data, pts))) for pts in range(200)]

    assert sizes[: 4096 // len(data)] == [0] * (4096 // len(data))
    assert sizes[-1] == 1
    assert sum(sizes) == 200
    assert decoder.flush() == []


def test_samples_of_a_guessed_character_set_are_counted() -> None:
    decoder = new_decoder("el")
    decoder.decode(sample(b"plain"))
    decoder.decode(sample("Καλημέρα σας".encode("cp1253")))
    decoder.flush()

    assert decoder.losses == {"charset": 1}


def test_a_broken_byte_among_utf8_costs_that_byte_only() -> None:
    payloads = ["déjà vu".encode(), b"caf\xe9", "Ça va ?".encode()]

    assert texts(*payloads) == ["déjà vu", "caf�", "Ça va ?"]


def test_header_names_the_track() -> None:
    assert new_decoder("fr").header.language == "fr"


GOLDEN = (
    b"Plain text",
    b"Two lines\r\n<i>of which one is slanted</i>",
    b"{\\an8}At the top",
    b'<font color="#ffcc00">Gold <b>and bold</b></font> and {note} a < b',
    b"<i>never closed",
    "Grüße, 世界".encode(),
)


def test_cues_are_those_of_the_golden_dump() -> None:
    assert matches_golden("subrip/cues.jsonl", decode(*GOLDEN))


@given(st.lists(st.binary(max_size=64), max_size=4))
def test_any_bytes_make_cues(payloads: list[bytes]) -> None:
    for cue in decode(*payloads):
        assert cue.text or cue.raw


@given(st.lists(st.text(alphabet="<>/{}\\biusfontan8 =\"'\n", max_size=40), max_size=3))
def test_any_markup_makes_cues(payloads: list[str]) -> None:
    for cue in decode(*[payload.encode() for payload in payloads]):
        assert cue.raw is not None


@pytest.mark.slow
def test_mutated_samples_end_in_time() -> None:
    survive(list(GOLDEN), lambda data: decode(data, data[::-1]), count=2000, seed=7)


SRT = """1
00:00:01,000 --> 00:00:02,500
Hello <i>you</i>

2
00:00:03,000 --> 00:00:04,000
Line one
Line two, trailing space\u0020

3
00:00:03,500 --> 00:00:06,000
{\\an8}a < b > c & &amp; Ünïcode

4
01:02:03,004 --> 01:02:03,005
  leading space
- dash

"""


def mkv_cues(path: Path) -> list[Cue]:
    """The cues of a file's first track, its packets read by an independent demuxer."""
    decoder = new_decoder()
    cues: list[Cue] = []
    with av.open(str(path)) as container:
        for packet in container.demux(container.streams[0]):
            if packet.size and packet.pts is not None:
                cues += decoder.decode(sample(bytes(packet), packet.pts, packet.duration))
    return [*cues, *decoder.flush()]


def written(cues: list[Cue]) -> str:
    entry = FORMATS["srt"]
    assert entry.writer is not None
    writer = entry.writer(new_decoder().header, entry.options())
    return writer.begin() + "".join(map(writer.write, cues)) + writer.end()


@pytest.mark.tools
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("muxer", ["mkvmerge", "ffmpeg"])
def test_output_is_byte_for_byte_mkvextract_s(tmp_path: Path, newline: str, muxer: str) -> None:
    (tmp_path / "in.srt").write_bytes(SRT.replace("\n", newline).encode())
    mkv = tmp_path / "x.mkv"
    command = {
        "mkvmerge": ["mkvmerge", "-q", "-o", str(mkv), "in.srt"],
        "ffmpeg": ["ffmpeg", "-v", "error", "-i", "in.srt", "-c", "copy", str(mkv)],
    }[muxer]
    subprocess.run(command, cwd=tmp_path, check=True)
    subprocess.run(["mkvextract", "-q", str(mkv), "tracks", "0:out.srt"], cwd=tmp_path, check=True)

    theirs = (tmp_path / "out.srt").read_text("utf-8-sig")

    assert written(mkv_cues(mkv)) == theirs

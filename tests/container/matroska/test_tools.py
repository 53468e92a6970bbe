"""The same files read by us and by independent programs."""

from __future__ import annotations

import re
import struct
import subprocess
from collections.abc import Callable
from pathlib import Path

import av
import pytest

from cuelift.container import Movie
from cuelift.cues.languages import language_tag
from cuelift.media import Sample
from cuelift.testing import read_hopped, read_indexed, read_scanned
from tests.container.matroska.helpers import opened

pytestmark = pytest.mark.tools

MS = 1_000_000
COUNT = 30

ASS_HEAD = """[Script Info]
ScriptType: v4.00+

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, Alignment
Style: Default,Arial,20,&H00FFFFFF,2

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""


def clock(ms: int, point: str = ",") -> str:
    return f"{ms // 3600000:02}:{ms // 60000 % 60:02}:{ms // 1000 % 60:02}{point}{ms % 1000:03}"


def srt(samples: list[tuple[int, int, str]]) -> str:
    return "".join(
        f"{n}\n{clock(start)} --> {clock(start + length)}\n{text}\n\n"
        for n, (start, length, text) in enumerate(samples, 1)
    )


def segment(kind: int, pts_ms: int, body: bytes) -> bytes:
    return b"PG" + struct.pack(">IIBH", pts_ms * 90, 0, kind, len(body)) + body


def sup() -> bytes:
    """Pictures of one pixel row, and what clears them."""
    data = b""
    for number in range(COUNT):
        at = 600 + number * 600
        head = struct.pack(">HHBHBBB", 320, 240, 0x10, number * 2, 0x80, 0, 0)
        shown = head + b"\x01" + struct.pack(">HBBHH", 0, 0, 0, 10, 10)
        row = b"\x01" * (100 + number * 60) + b"\0\0"
        picture = (
            struct.pack(">HBB", 0, 0, 0xC0) + (len(row) + 4).to_bytes(3) + b"\0\x40\0\x01" + row
        )
        window = struct.pack(">BBHHHH", 1, 0, 10, 10, 64, 1)
        data += segment(0x16, at, shown) + segment(0x17, at, window)
        data += segment(0x14, at, b"\0\0\x01\x80\x80\x80\xff") + segment(0x15, at, picture)
        data += segment(0x80, at, b"")
        clear = struct.pack(">HHBHBBBB", 320, 240, 0x10, number * 2 + 1, 0, 0, 0, 0)
        data += segment(0x16, at + 400, clear) + segment(0x17, at + 400, window)
        data += segment(0x80, at + 400, b"")
    return data


def run(*command: object) -> None:
    subprocess.run([str(part) for part in command], check=True, capture_output=True, timeout=120)


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a short film and caption files."""
    folder = tmp_path_factory.mktemp("parts")
    run("ffmpeg", "-f", "lavfi", "-i", "testsrc2=s=160x120:r=12",
        "-f", "lavfi", "-i", "anoisesrc=r=44100", "-t", "25", "-c:v", "libx264",
        "-preset", "ultrafast", "-g", "24", "-c:a", "aac", folder / "av.mkv")  # fmt: skip
    lines = [(500 + n * 700, 650 + n, f"Hé <i>{n}</i>\n{'x' * n * 9}") for n in range(COUNT)]
    (folder / "a.srt").write_text(srt(lines), "utf-8")
    other = [(700 + n * 700, 300, f"zwei {n}") for n in range(COUNT)]
    (folder / "b.srt").write_text(srt(other), "utf-8")
    vtt = "WEBVTT\n\nSTYLE\n::cue { color: red }\n\n" + "".join(
        f"id{n}\n{clock(900 + n * 700, '.')} --> {clock(1400 + n * 700, '.')} align:left line:10%\n"
        f"<v Bob>Vtt {n}\n\n"
        for n in range(COUNT)
    )
    (folder / "c.vtt").write_text(vtt, "utf-8")
    ass = ASS_HEAD + "".join(
        f"Dialogue: {layer},{clock(100 + n * 700, '.')[1:-1]},{clock(800 + n * 700, '.')[1:-1]},"
        f"Default,,0,0,0,,{{\\i1}}Ass {n} {layer}\n"
        for n in range(COUNT)
        for layer in range(1 + n % 2)
    )
    (folder / "d.ass").write_text(ass, "utf-8")
    plain = "WEBVTT\n\n00:01.000 --> 00:02.000 align:left\n<v Bob>Vtt 0\n\n"
    (folder / "plain.vtt").write_text(plain + "00:03.000 --> 00:04.000\nVtt 1\n", "utf-8")
    (folder / "e.sup").write_bytes(sup())
    (folder / "font.ttf").write_bytes(bytes(range(256)) * 300)
    return folder


def mkvmerge(
    *before: str, track: str = "", after: tuple[str, ...] = ()
) -> Callable[[Path, Path], None]:
    def make(parts: Path, out: Path) -> None:
        files: list[object] = []
        for name in ("a.srt", "b.srt", "c.vtt", "d.ass", "e.sup"):
            files += [*track.split(), parts / name]
        extra = [parts / part if part.endswith(".ttf") else part for part in after]
        run("mkvmerge", "-o", out, *before, parts / "av.mkv", *files, *extra)

    return make


def ffmpeg(*options: str, pipe: bool = False) -> Callable[[Path, Path], None]:
    def make(parts: Path, out: Path) -> None:
        inputs: list[object] = []
        for name in ("av.mkv", "a.srt", "b.srt", "d.ass", "e.sup"):
            inputs += ["-i", parts / name]
        maps = [part for n in range(5) for part in ("-map", str(n))]
        command = ["ffmpeg", *map(str, inputs), *maps, "-c", "copy", *options, "-f", "matroska"]
        if pipe:
            with out.open("wb") as file:
                subprocess.run([*command, "pipe:1"], check=True, stdout=file,
                               stderr=subprocess.DEVNULL, timeout=120)  # fmt: skip
        else:
            run(*command, out)

    return make


MAKERS = {
    "mkvmerge": mkvmerge(),
    "mkvmerge attachments": mkvmerge(after=("--attach-file", "font.ttf")),
    "mkvmerge no caption cues": mkvmerge(track="--cues 0:none"),
    "mkvmerge no relative positions": mkvmerge("--engage", "no_cue_relative_position"),
    "mkvmerge zlib": mkvmerge(track="--compression 0:zlib"),
    "mkvmerge no compression": mkvmerge(track="--compression 0:none"),
    "mkvmerge clusters in the SeekHead": mkvmerge("--clusters-in-meta-seek"),
    "mkvmerge no lacing": mkvmerge("--disable-lacing"),
    "mkvmerge no cues": mkvmerge("--no-cues"),
    "mkvmerge other ticks": mkvmerge("--timestamp-scale", "1234567"),
    "mkvmerge finest ticks": mkvmerge("--timestamp-scale", "-1"),
    "mkvmerge short clusters": mkvmerge("--cluster-length", "500ms"),
    "mkvmerge no statistics": mkvmerge("--disable-track-statistics-tags"),
    "ffmpeg": ffmpeg(),
    "ffmpeg front": ffmpeg("-cues_to_front", "1"),
    "ffmpeg reserved": ffmpeg("-reserve_index_space", "50000"),
    "ffmpeg no checksums": ffmpeg("-write_crc32", "0"),
    "ffmpeg short clusters": ffmpeg("-cluster_time_limit", "100"),
    "ffmpeg live": ffmpeg("-live", "1", pipe=True),
    "ffmpeg pipe": ffmpeg(pipe=True),
}
INDEXED = [name for name in MAKERS if not re.search("no (caption )?cues|positions|live|pipe", name)]


@pytest.fixture(scope="module", params=MAKERS)
def made(
    request: pytest.FixtureRequest, parts: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Path]:
    out = tmp_path_factory.mktemp("made") / "film.mkv"
    MAKERS[request.param](parts, out)
    return request.param, out


def all_samples(path: Path) -> tuple[Movie, list[Sample]]:
    movie, source = opened(path.read_bytes())
    return movie, read_scanned(movie, source, range(len(movie.tracks)))


def test_samples_are_those_of_libavformat(made: tuple[str, Path]) -> None:
    _, path = made
    movie, samples = all_samples(path)
    with av.open(str(path)) as file:
        packets: dict[int, list[tuple[int, int, bytes]]] = {}
        for packet in file.demux():
            if packet.pts is not None and packet.size:
                tick = packet.time_base or 0
                times = (
                    round(packet.pts * tick * 1000),
                    round((packet.duration or 0) * tick * 1000),
                )
                packets.setdefault(packet.stream.index + 1, []).append((*times, bytes(packet)))

    for track in movie.tracks:
        ours = [s for s in samples if s.track == track.index]
        theirs = packets[track.number]
        assert [s.data for s in ours] == [data for _, _, data in theirs]
        # libavformat counts in whole milliseconds.
        assert all(abs(s.pts / MS - pts) <= 1 for s, (pts, _, _) in zip(ours, theirs, strict=True))
        assert all(
            abs((s.duration or 0) / MS - duration) <= 1
            for s, (_, duration, _) in zip(ours, theirs, strict=True)
        )


def test_all_ways_of_reading_agree(made: tuple[str, Path]) -> None:
    name, path = made
    movie, source = opened(path.read_bytes())
    wanted = range(len(movie.tracks))
    scanned = read_scanned(movie, source, wanted)
    index = source.run(movie.index(wanted))

    indexed = [track for track in wanted if track not in index.unindexed]

    # ffmpeg gives no cues to pictures that are no key frames; all others are listed.
    assert (len(indexed) == len(wanted)) == (name in INDEXED)
    assert sorted(read_indexed(movie, source, indexed)) == sorted(
        sample for sample in scanned if sample.track in indexed
    )
    assert read_hopped(movie, source, wanted) == scanned
    assert movie.warnings == ()


def extract(path: Path, track: int, folder: Path) -> bytes:
    out = folder / f"{track}.out"
    run("mkvextract", path, "tracks", f"{track - 1}:{out}")
    return out.read_bytes()


def test_captions_are_those_of_mkvextract(made: tuple[str, Path], tmp_path: Path) -> None:
    _, path = made
    movie, samples = all_samples(path)
    for track in movie.tracks:
        ours = [sample for sample in samples if sample.track == track.index]
        theirs = extract(path, track.number, tmp_path)
        if track.codec == "subrip":
            cues = [
                (
                    s.pts // MS,
                    (s.pts + (s.duration or 0)) // MS - s.pts // MS,
                    s.data.decode().replace("\r\n", "\n"),  # as mkvmerge stores them
                )
                for s in ours
            ]
            assert theirs.decode("utf-8-sig") == srt(cues)
        elif track.codec == "ass":
            texts = [s.data.decode().split(",", 8)[8] for s in ours]
            lines = [
                line for line in theirs.decode("utf-8-sig").splitlines() if line[:9] == "Dialogue:"
            ]
            assert [line.split(",", 9)[9] for line in lines] == texts
        elif track.codec == "webvtt":
            text = theirs.decode("utf-8-sig", "replace")
            times = [
                f"{clock(half_up(s.pts), '.')} --> {clock(half_up(s.pts + (s.duration or 0)), '.')}"
                for s in ours
            ]
            assert re.findall("^<v Bob>.*$", text, re.M) == [s.data.decode() for s in ours]
            assert re.findall(r"^\S+ --> \S+", text, re.M) == times
            # mkvextract leaves additions packed, so that the ids are those given to mkvmerge.
            settings = [b"align:left line:10%\nid" + b"%d\n" % n for n in range(COUNT)]
            assert [s.additions for s in ours] == [((1, each),) for each in settings]
        else:
            found = pictures(theirs)
            assert [body for _, body in found] == [s.data for s in ours]
            assert all(abs(pts - s.pts / MS) <= 1 for (pts, _), s in zip(found, ours, strict=True))


def half_up(ns: int) -> int:
    return (ns + MS // 2) // MS


def pictures(data: bytes) -> list[tuple[int, bytes]]:
    """Segments of each display set, without the file's headers."""
    found: list[tuple[int, bytes]] = []
    at = 0
    body = b""
    while at < len(data):
        pts, _, kind, size = struct.unpack(">IIBH", data[at + 2 : at + 13])
        body += data[at + 10 : at + 13 + size]
        at += 13 + size
        if kind == 0x80:
            found.append((round(pts / 90), body))
            body = b""
    return found


def test_languages_flags_and_names_are_those_given(parts: Path, tmp_path: Path) -> None:
    out = tmp_path / "film.mkv"
    run("mkvmerge", "-o", out, "--language", "0:pt-BR", "--track-name", "0:Título",
        "--forced-display-flag", "0:1", "--default-track-flag", "0:0",
        "--hearing-impaired-flag", "0:1", "--commentary-flag", "0:1", parts / "a.srt",
        "--language", "0:ger", "--original-flag", "0:1", "--visual-impaired-flag", "0:1",
        "--track-enabled-flag", "0:0", parts / "b.srt",
        "--attach-file", parts / "font.ttf")  # fmt: skip

    movie, source = opened(out.read_bytes())
    first, second = movie.tracks

    assert (first.language, first.title, first.forced) == ("pt-BR", "Título", True)
    assert (first.default, first.hearing_impaired, first.commentary) == (False, True, True)
    assert (second.language, second.original, second.visual_impaired) == ("de", True, True)
    assert (first.enabled, second.enabled, second.default) == (True, False, True)
    assert (first.expected_samples, second.expected_samples) == (COUNT, COUNT)
    [font] = source.run(movie.read_attachments())
    assert (font.name, font.media_type) == ("font.ttf", "font/ttf")
    assert source.data[font.where.start : font.where.end] == (parts / "font.ttf").read_bytes()


def test_stale_statistics_of_a_remuxed_file_are_not_believed(parts: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "a.mkv", tmp_path / "b.mkv"
    run("mkvmerge", "-o", first, parts / "av.mkv", parts / "a.srt")
    run("ffmpeg", "-i", first, "-map", "0:s", "-c", "copy", second)

    assert opened(first.read_bytes())[0].tracks[0].expected_samples == COUNT
    assert b"NUMBER_OF_FRAMES" in second.read_bytes()
    assert opened(second.read_bytes())[0].tracks[0].expected_samples is None


def test_webm_captions_of_ffmpeg(parts: Path, tmp_path: Path) -> None:
    out = tmp_path / "film.webm"
    run("ffmpeg", "-f", "lavfi", "-i", "testsrc2=s=64x64:r=5", "-i", parts / "plain.vtt",
        "-t", "10", "-c:v", "libvpx", "-c:s", "copy", out)  # fmt: skip
    data = out.read_bytes()

    movie, source = opened(data)
    samples = read_scanned(movie, source, {0})

    assert [track.codec_id for track in movie.tracks] == ["D_WEBVTT/SUBTITLES"]
    assert samples[0].data == b"\nalign:left\n<v Bob>Vtt 0"
    assert [(s.pts // MS, (s.duration or 0) // MS) for s in samples] == [(1000, 1000), (3000, 1000)]
    assert read_indexed(movie, source, {0}) == samples


def test_every_two_letter_code_that_mkvmerge_knows() -> None:
    listed = subprocess.run(
        ["mkvmerge", "--list-languages"], check=True, capture_output=True, text=True, timeout=60
    ).stdout
    rows = [[cell.strip() for cell in line.split("|")] for line in listed.splitlines()[2:]]
    codes = {row[2]: row[3] for row in rows if row[2] and row[3]}

    assert len(codes) > 150
    assert {code: language_tag(code) for code in codes} == codes

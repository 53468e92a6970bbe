"""The same files read by ffmpeg's demuxer, and files that ffmpeg made."""

import subprocess
from pathlib import Path

import av
import pytest

from tests.container.mp4.helpers import SECOND, opened, read
from tests.writers.isobmff import (
    TrackSpec,
    TrafSpec,
    fragment,
    init,
    progressive,
    stpp_entry,
    tx3g,
)

SUBRIP = "".join(
    f"{number}\n00:00:{number:02},100 --> 00:00:{number + gap:02},350\ncue {number}\n\n"
    for number, gap in ((1, 1), (3, 1), (4, 0), (6, 2))
)
FRAGMENTED = "frag_keyframe+empty_moov+default_base_moof"
SHAPES = {
    "at_the_end.mp4": [],
    "faststart.mp4": ["-movflags", "+faststart"],
    "long_offsets.mov": ["-movflags", "+faststart"],
    "fragmented.mp4": ["-movflags", f"+{FRAGMENTED}"],
    "without_mfra.mp4": ["-movflags", f"+{FRAGMENTED}+skip_trailer"],
    "offsets_in_tfhd.mp4": ["-movflags", "+frag_keyframe+empty_moov"],
    "no_offsets.mp4": ["-movflags", "+frag_keyframe+empty_moov+omit_tfhd_offset"],
    "hybrid.mp4": ["-movflags", "+frag_keyframe"],
    "global_sidx.mp4": ["-movflags", "+frag_keyframe+empty_moov+dash+global_sidx"],
    "dash.mp4": ["-movflags", "+frag_keyframe+empty_moov+dash"],
    "cmaf.mp4": ["-movflags", "+frag_keyframe+empty_moov+cmaf"],
    "smooth.ismv": [],
}
SMALLEST = {"tx3g": 3, "qttext": 3, "wvtt": 9}


def theirs(path, numbers):
    """pts, duration and data of the non-empty packets, by track number."""
    found = {number: [] for number in numbers}
    with av.open(str(path), options={"ignore_editlist": "1"}) as container:
        for packet in container.demux():
            if packet.size and packet.stream.id in found:
                found[packet.stream.id].append((packet.pts, packet.duration, bytes(packet)))
    return found


def compare(path):
    """Asserts that both read the same; returns how many samples there were."""
    data = Path(path).read_bytes()
    movie, _ = opened(data)
    expected = theirs(path, [track.number for track in movie.tracks])
    count = 0
    for track in movie.tracks:
        smallest = SMALLEST.get(track.codec, 1)
        packets = [packet for packet in expected[track.number] if len(packet[2]) >= smallest]
        assert read(data, [track.index]) == packets
        count += len(packets)
    return count


@pytest.fixture(scope="module")
def sources(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sources")
    (folder / "a.srt").write_text(SUBRIP)
    (folder / "b.srt").write_text(SUBRIP.replace("cue", "Untertitel"))
    return folder


def make(folder, name, options):
    path = folder / name
    inputs = ["-f", "lavfi", "-i", "testsrc2=s=64x48:r=10:d=10"]
    inputs += ["-f", "lavfi", "-i", "sine=d=10", "-i", folder / "a.srt", "-i", folder / "b.srt"]
    streams = ["-map", "0", "-map", "1", "-map", "2", "-map", "3", "-c:v", "mpeg4", "-g", "20"]
    tags = ["-metadata:s:s:0", "language=eng", "-metadata:s:s:1", "language=ger"]
    tags += ["-metadata:s:s:1", "title=Deutsch"]
    command = ["ffmpeg", "-v", "error", "-y", *inputs, *streams, "-c:a", "aac", "-c:s", "mov_text"]
    subprocess.run([*command, *tags, *options, path], check=True, capture_output=True)
    return path


@pytest.mark.tools
@pytest.mark.parametrize("name", SHAPES)
def test_files_of_ffmpeg_are_read_as_by_its_demuxer(sources, name):
    path = make(sources, name, SHAPES[name])

    assert compare(path) == 8


@pytest.mark.tools
def test_headers_of_ffmpeg_are_read(sources):
    path = make(sources, "headers.mp4", ["-disposition:s:1", "default+hearing_impaired"])
    movie, _ = opened(path.read_bytes())
    first, second = movie.tracks

    assert (first.codec, first.language, first.title) == ("tx3g", "en", None)
    assert (second.codec, second.language, second.title) == ("tx3g", "de", "Deutsch")
    assert second.default
    assert first.expected_samples == second.expected_samples == 4
    assert first.edits == second.edits == ()
    assert first.canvas == (64, 48)
    assert 9 * SECOND <= movie.duration_ns <= 11 * SECOND


@pytest.mark.parametrize(
    "track",
    [
        TrackSpec([(tx3g("a"), 5), (tx3g("b"), 7)], handler=b"sbtl"),
        TrackSpec([(tx3g("ab"), 5)] * 9, handler=b"sbtl", per_chunk=4, offsets64=True),
        TrackSpec([(tx3g("ab"), 5)] * 3, handler=b"sbtl", compact=8, version=1),
        TrackSpec([(b"<tt/>", 5)] * 3, handler=b"subt", entries=[stpp_entry()], fixed_size=True),
    ],
)
def test_written_files_are_read_as_by_another_demuxer(tmp_path, track):
    path = tmp_path / "film.mp4"
    path.write_bytes(progressive(track, gap=9))

    assert compare(path) == len(track.samples)


@pytest.mark.parametrize(
    "options",
    [{}, {"per_run": 1}, {"base": "offset"}, {"shifts": [5, 0, 9]}, {"first_flags": True}],
)
def test_written_fragments_are_read_as_by_another_demuxer(tmp_path, options):
    data = init(TrackSpec(handler=b"sbtl"))
    samples = [(tx3g(text), 50) for text in ("one", "two", "three")]
    for time in (0, 150, 900):
        data += fragment(TrafSpec(samples, time=time, **options), at=len(data))
    path = tmp_path / "film.mp4"
    path.write_bytes(data)

    expected = sorted(theirs(path, [1])[1])
    assert sorted(read(data)) == expected
    assert len(expected) == 9


CORPUS = {
    "mp4ff/cmd/mp4ff-subslister/testdata/stpp_combined.mp4": ("ttml", 1),
    "mp4ff/cmd/mp4ff-subslister/testdata/stpp_prog.mp4": ("ttml", 1),
    "mp4ff/cmd/mp4ff-subslister/testdata/sample_short.ismt": ("wvtt", 5),
    "mp4ff/cmd/mp4ff-subslister/testdata/multi_vttc.mp4": ("wvtt", 1),
    "mp4ff/mp4/testdata/cbcs.mp4": ("c608", 5),
    "mp4ff/mp4/testdata/cbcsdec.mp4": ("c608", 5),
    "mp4ff/examples/multitrack/testdata/main_1.mp4": ("c608", 9),
    "mux.js/test/segments/test-webvtt-init.mp4": ("wvtt", 0),
    "mux.js/test/segments/test-webvtt.m4s": ("wvtt", 2),
}


@pytest.mark.corpus
@pytest.mark.parametrize("name", CORPUS)
def test_real_files_hold_the_samples_they_are_known_for(corpus, name):
    data = (corpus / name).read_bytes()
    movie, _ = opened(data)

    assert ([track.codec for track in movie.tracks], len(read(data))) == (
        [CORPUS[name][0]],
        CORPUS[name][1],
    )


@pytest.mark.corpus
@pytest.mark.parametrize("name", [name for name in CORPUS if "stpp" in name or "ismt" in name])
def test_real_files_are_read_as_by_another_demuxer(corpus, name):
    assert compare(corpus / name) == CORPUS[name][1]


@pytest.mark.corpus
def test_a_segment_behind_its_init_is_read(corpus):
    folder = corpus / "mux.js/test/segments"
    data = (folder / "test-webvtt-init.mp4").read_bytes()
    data += (folder / "test-webvtt.m4s").read_bytes()
    movie, _ = opened(data)

    assert movie.tracks[0].descriptions[0].private.startswith(b"\0\0\0\x0evttC")
    assert [item[:2] for item in read(data)] == [
        item[:2] for item in read((folder / "test-webvtt.m4s").read_bytes())
    ]


@pytest.mark.corpus
def test_608_samples_unwrap_to_what_another_demuxer_gives(corpus):
    path = corpus / "mp4ff/examples/multitrack/testdata/main_1.mp4"
    samples = read(path.read_bytes())
    packets = theirs(path, [2])[2]

    assert [item[:2] for item in samples] == [item[:2] for item in packets]
    for (_, _, ours), (_, _, packet) in zip(samples, packets, strict=True):
        pairs = [packet[at + 1 : at + 3] for at in range(0, len(packet), 3)]
        assert ours[8:] == b"".join(pairs)

from __future__ import annotations

import pytest

from cuelift.container.mpegps import open_mpegps
from cuelift.container.mpegps import opening as module
from cuelift.errors import ContainerError
from cuelift.media import Edit, to_ns
from cuelift.testing import RangedBytes
from tests.container.reading import opened
from tests.writers.mpegps import film, pack, padded, pes, sub_packets, unit

PICTURE = unit(bytes(500))


def test_sub_streams_are_found_and_listed_by_number() -> None:
    movie, _ = opened(film([(3, 3600, PICTURE), (1, 7200, PICTURE)], start=45_000))

    first, second = movie.tracks
    assert (first.number, first.codec, first.codec_id) == (0x21, "vobsub", "0xbd/0x21")
    assert second.number == 0x23
    assert first.edits == (Edit(0, None, to_ns(45_000, 90_000)),)
    assert (first.canvas, first.place) == ((720, 576), (0, 0, 720, 576))
    assert movie.duration_ns == to_ns(99 * 3600, 90_000)
    assert movie.container == "mpegps"


def test_captions_alone_are_on_the_clock_of_another_file() -> None:
    data = b"".join(padded(pack(9, packet)) for packet in sub_packets(0, 90_000, PICTURE))

    movie, _ = opened(data)

    [track] = movie.tracks
    assert (track.edits, track.canvas) == ((), None)
    assert movie.duration_ns is None


@pytest.mark.parametrize(
    "audio", [pes(0xC0, bytes(60), 7000), pes(0xBD, b"\x80" + bytes(60), 7000)]
)
def test_zero_is_that_of_the_audio_where_there_is_no_video(audio: bytes) -> None:
    parts = [pack(0, audio), *(pack(0, each) for each in sub_packets(0, 9000, PICTURE))]

    movie, _ = opened(b"".join(map(padded, parts)))

    assert movie.tracks[0].edits == (Edit(0, None, to_ns(7000, 90_000)),)
    assert movie.duration_ns is None


def test_a_long_file_is_looked_at_in_places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_HEAD", 64 * 1024)
    monkeypatch.setattr(module, "_STRETCH", 8 * 1024)
    monkeypatch.setattr(module, "_TAIL", 16 * 1024)
    data = film([(2, 3600 * n, PICTURE) for n in range(1000, 2000)], frames=2000)

    movie, source = opened(data)

    assert [track.number for track in movie.tracks] == [0x22]
    assert source.bytes_read == (64 + 24 * 8 + 16) * 1024
    assert source.rounds == 1


def test_a_file_of_middling_size_is_read_whole() -> None:
    data = film([(2, 3600 * 1400, PICTURE)], frames=1500)

    movie, source = opened(data)

    assert [track.number for track in movie.tracks] == [0x22]
    assert source.bytes_read == len(data)


def test_what_begins_otherwise_is_an_error() -> None:
    with pytest.raises(ContainerError, match="no pack"):
        RangedBytes(b"RIFF").run(open_mpegps(4))


@pytest.mark.parametrize(
    ("video", "canvas"),
    [
        ((352, 480), (720, 480)), ((352, 240), (720, 480)), ((704, 576), (720, 576)),
        ((352, 288), (720, 576)), ((1280, 720), (1280, 720)),
    ],
)  # fmt: skip
def test_captions_lie_on_all_of_a_disc_though_the_video_is_smaller(
    video: tuple[int, int], canvas: tuple[int, int]
) -> None:
    told = b"\0\0\1\xb3" + (video[0] << 12 | video[1]).to_bytes(3)
    data = film([(0, 0, PICTURE)]).replace(b"\0\0\1\xb3\x2d\2\x40", told)

    assert opened(data)[0].tracks[0].canvas == canvas


def test_a_size_that_no_video_has_is_none() -> None:
    data = film([(0, 0, PICTURE)]).replace(b"\0\0\1\xb3", b"\0\0\1\xb4")

    assert opened(data)[0].tracks[0].canvas is None
    assert (
        opened(padded(pack(0, pes(0xE0, b"\0\0\1\xb3\0\0\0", 1), sub_packets(0, 1, PICTURE)[0])))[0]
        .tracks[0]
        .canvas
        is None
    )

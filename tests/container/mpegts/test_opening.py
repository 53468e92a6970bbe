from __future__ import annotations

import pytest

from cuelift.container.mpegts import open_mpegts
from cuelift.errors import ContainerError
from cuelift.media import Edit, to_ns
from cuelift.testing import RangedBytes
from tests.container.reading import opened
from tests.writers.mpegts import (
    AUDIO,
    AUDIO_STREAM,
    CAPTIONS,
    PMT,
    VIDEO,
    VIDEO_STREAM,
    Mux,
    descriptor,
    dvb,
    film,
    pat,
    pmt,
    subtitling,
)


def zero(ticks: int) -> tuple[Edit, ...]:
    return (Edit(0, None, to_ns(ticks, 90_000)),)


def test_tracks_are_listed_with_what_is_said_of_them() -> None:
    data = film([], [VIDEO_STREAM, dvb(0x55, subtitling(b"fra", 0x20, 3, 4)), dvb(0x50)]).write()

    movie, _ = opened(data)

    first, second = movie.tracks
    assert (first.number, first.language, first.hearing_impaired) == (0x55, "fr", True)
    assert first.descriptions[0].private == b"\0\3\0\4\x20"
    assert (second.number, second.index, second.timescale) == (0x50, 1, 90_000)
    assert movie.container == "mpegts"
    assert movie.warnings == ()


def test_zero_is_the_earliest_picture_though_it_is_not_the_first() -> None:
    mux = Mux().tables([VIDEO_STREAM, dvb()]).clock(80_000)
    for pts in (97_200, 90_000, 93_600, 108_000):
        mux.pes(VIDEO, bytes(500), pts)

    movie, _ = opened(mux.write())

    assert movie.tracks[0].edits == zero(90_000)
    assert movie.duration_ns == to_ns(18_000, 90_000)


def test_zero_is_that_of_the_audio_where_there_is_no_video() -> None:
    mux = Mux().tables([AUDIO_STREAM, dvb()]).clock(80_000)
    mux.pes(AUDIO, bytes(500), 95_000).pes(AUDIO, bytes(500), 99_000)

    assert opened(mux.write())[0].tracks[0].edits == zero(95_000)


def test_zero_is_that_of_the_clock_where_there_is_nothing_else() -> None:
    mux = Mux().tables([dvb()], pcr=CAPTIONS).clock(77_000, CAPTIONS)
    mux.pes(CAPTIONS, bytes(500), 9_000_000)

    movie, _ = opened(mux.write())

    assert movie.tracks[0].edits == zero(77_000)
    assert movie.duration_ns is None


def test_without_any_time_nothing_is_shifted() -> None:
    assert opened(Mux().tables([dvb()]).tables([dvb()]).write())[0].tracks[0].edits == ()


def test_a_start_before_the_wrap_is_before_it() -> None:
    start = (1 << 33) - 30_000

    movie, _ = opened(film([], start=start).write())

    assert movie.tracks[0].edits == zero(start)
    assert movie.duration_ns == to_ns(59 * 3600, 90_000)


def test_each_programme_has_its_own_zero() -> None:
    mux = Mux().section(0, pat({1: PMT, 2: PMT + 1}))
    mux.section(PMT, pmt([VIDEO_STREAM, dvb(0x51)]))
    other = pmt([b"\x02\xe2\x00\xf0\x00", dvb(0x52)], program=2, pcr=0x200)
    mux.section(PMT + 1, other).clock(1000).clock(5_000_000, 0x200)
    mux.pes(VIDEO, bytes(500), 2000)
    mux.pes(0x200, bytes(500), 5_100_000)

    tracks = opened(mux.write())[0].tracks

    assert [track.number for track in tracks] == [0x51, 0x52]
    assert tracks[0].edits == zero(2000)
    assert tracks[1].edits == zero(5_100_000)


def test_captions_that_only_the_end_knows_are_listed_last() -> None:
    mux = film([], [VIDEO_STREAM, dvb(0x60)], frames=2000)
    mux.tables([VIDEO_STREAM, dvb(0x50), dvb(0x60)], version=1)
    data = mux.write()
    assert len(data) > 256 * 1024 * 3

    movie, source = opened(data)

    assert [track.number for track in movie.tracks] == [0x60, 0x50]
    assert source.bytes_read < 64 * 1024 * 6


def test_captions_of_an_earlier_map_are_listed_too() -> None:
    mux = film([], [VIDEO_STREAM, dvb(0x60)])
    mux.tables([VIDEO_STREAM, dvb(0x60, subtitling(page=2)), dvb(0x50)], version=1)

    tracks = opened(mux.write())[0].tracks

    assert [track.number for track in tracks] == [0x60, 0x60, 0x50]
    assert [track.descriptions[0].private[:2] for track in tracks] == [b"\0\1", b"\0\2", b"\0\1"]
    assert {track.edits for track in tracks} == {zero(90_000)}


def test_a_page_that_is_told_anew_is_the_same_track() -> None:
    mux = film([], [VIDEO_STREAM, dvb()])
    mux.tables([VIDEO_STREAM, dvb(CAPTIONS, subtitling(b"fra", 0x20, other=3))], version=1)

    assert [track.language for track in opened(mux.write())[0].tracks] == ["en"]


def test_the_head_is_read_further_while_pictures_are_missing() -> None:
    mux = Mux().tables([VIDEO_STREAM, dvb()]).clock(0)
    for number in range(16):
        mux.pes(VIDEO, bytes(60_000), 9000 * number + 9000)
    mux.tables([VIDEO_STREAM, dvb()])
    for number in range(16, 80):
        mux.pes(VIDEO, bytes(60_000), 9000 * number + 9000)

    movie, source = opened(mux.write())

    assert movie.duration_ns == to_ns(79 * 9000, 90_000)
    assert [end for start, end in source.asked if start < 1_000_000] == [65536, 524288, 2097152]


def test_scrambled_captions_are_refused_by_name() -> None:
    locked = descriptor(9, b"\x0b\x01\xe0\x10")
    mux = film([], [VIDEO_STREAM, dvb()], about=locked)
    mux.pes(CAPTIONS, bytes(500), 100_000, scrambled=True)

    movie, _ = opened(mux.write())

    assert movie.tracks[0].refusal == "the stream is scrambled (0x0b01 Conax)"


def test_captions_that_are_clear_for_a_while_are_not_refused() -> None:
    mux = film([(CAPTIONS, 9000, b"clear")])
    mux.pes(CAPTIONS, bytes(500), 100_000, scrambled=True)

    movie, _ = opened(mux.write())

    assert movie.tracks[0].refusal is None


def test_a_scrambled_programme_is_told() -> None:
    mux = Mux().tables([VIDEO_STREAM, dvb()])
    mux.pes(VIDEO, bytes(500), 100_000, scrambled=True)

    movie, _ = opened(mux.write())

    assert movie.warnings == ("programme 1 is scrambled (no system named)",)
    assert movie.tracks[0].refusal is None


def test_a_stream_without_maps_has_no_tracks() -> None:
    movie, _ = opened(Mux().pes(VIDEO, bytes(3000), 1).write())

    assert movie.tracks == ()
    assert movie.warnings == ("no programme map was found",)
    assert movie.scan([]).slices() == []


def test_damaged_maps_are_told() -> None:
    mux = film([], [VIDEO_STREAM, dvb()])
    broken = bytearray(mux.packets[0])
    broken[14] ^= 1
    mux.packets.insert(0, bytes(broken))

    assert opened(mux.write())[0].warnings == ("1 sections of programme information are damaged",)


def test_what_is_no_transport_stream_is_an_error() -> None:
    with pytest.raises(ContainerError, match="no packets"):
        RangedBytes(bytes(5000)).run(open_mpegts(5000))


def test_there_is_no_index_but_what_there_is_can_be_asked() -> None:
    movie, source = opened(film([]).write())

    assert source.run(movie.index([0])).unindexed == {0: "mpegts has no index"}
    assert source.run(movie.read_attachments()) == ()

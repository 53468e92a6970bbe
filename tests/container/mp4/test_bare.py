import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.container.mp4 import bare
from cuelift.container.mp4.bare import identify
from cuelift.errors import ContainerError
from tests.container.mp4.helpers import opened, read
from tests.writers.isobmff import VTTE, TrafSpec, box, fragment, full, sidx, tx3g, u32, vttc

STYP = box(b"styp", b"msdh", u32(0), b"msdh")
TTML = b'<?xml version="1.0"?>\n<tt xmlns="http://www.w3.org/ns/ttml"/>'


def segment(*trafs, before=STYP, filler=0):
    return before + fragment(*trafs, at=len(before), filler=filler)


@pytest.mark.parametrize(
    ("sample", "expected"),
    [
        (vttc("x"), "wvtt"),
        (VTTE, "wvtt"),
        (box(b"vttx", b"note"), "wvtt"),
        (TTML, "ttml"),
        (b"\xef\xbb\xbf <tt>", "ttml"),
        ("\ufeff<?xml ?>".encode("utf-16-le"), "ttml"),
        ("\ufeff<tt/>".encode("utf-16-be"), "ttml"),
        (b"<!-- made by -->", "ttml"),
        (tx3g("hello"), ""),
        (b"\0\0\0\4vttc", ""),
        (b"\0\0\2\0\x65\x88", ""),
        (b"", ""),
    ],
)
def test_a_sample_tells_its_codec(sample, expected):
    assert identify(sample)[0] == expected


def test_a_segment_without_a_movie_box_is_read():
    data = segment(
        TrafSpec([(vttc("one"), 500), (VTTE, 100), (vttc("two"), 900)], number=4, time=9)
    )
    movie, _ = opened(data)

    [track] = movie.tracks
    assert (track.codec, track.codec_id, track.number, track.timescale) == ("wvtt", "wvtt", 4, 1000)
    assert (track.default, track.language, track.expected_samples) == (True, None, None)
    assert movie.warnings == (
        "no moov box: language and title of the tracks are not known",
        "track 4: the timescale is not stated, 1000 is assumed",
    )
    assert read(data) == [(9, 500, vttc("one")), (609, 900, vttc("two"))]


def test_segments_in_a_row_are_read():
    first = segment(TrafSpec([(TTML, 500)], time=0))
    data = first + STYP + fragment(TrafSpec([(TTML, 500)], time=500), at=len(first) + len(STYP))

    assert [item[0] for item in read(data)] == [0, 500]


def test_the_segment_index_states_the_timescale():
    before = STYP + sidx([(100, 500)], track=1, timescale=90_000)
    movie, _ = opened(segment(TrafSpec([(TTML, 500)]), before=before))

    assert movie.tracks[0].timescale == 90_000
    assert len(movie.warnings) == 1


def test_of_several_indexes_the_track_s_own_counts():
    before = sidx([(100, 5)], track=1, timescale=7) + sidx([(100, 5)], track=2, timescale=9)
    trafs = [TrafSpec([(TTML, 5)], number=number) for number in (1, 2, 3)]
    movie, _ = opened(segment(*trafs, before=before))

    assert [track.timescale for track in movie.tracks] == [7, 9, 1000]


def test_a_single_index_of_another_number_counts():
    before = sidx([(100, 5)], track=8, timescale=48_000)

    assert opened(segment(TrafSpec([(TTML, 5)]), before=before))[0].tracks[0].timescale == 48_000


def test_an_index_without_a_timescale_does_not_count():
    before = sidx([(100, 5)], timescale=0)

    assert opened(segment(TrafSpec([(TTML, 5)]), before=before))[0].tracks[0].timescale == 1000


def test_smooth_streaming_counts_in_ten_megahertz():
    movie, _ = opened(segment(TrafSpec([(TTML, 5)], time=None, tfxd=10_000_000)))

    assert movie.tracks[0].timescale == 10_000_000


def test_tracks_that_do_not_tell_are_passed_over_with_a_warning():
    video = TrafSpec([(b"\0\0\2\0\x65", 40)], number=1)
    movie, source = opened(segment(video, TrafSpec([(vttc("x"), 5)], number=2), filler=100_000))

    assert [track.number for track in movie.tracks] == [2]
    assert "track 1 does not tell its codec, or is encrypted" in movie.warnings
    assert source.rounds == 1


def test_a_segment_of_empty_samples_has_no_tracks():
    movie, _ = opened(segment(TrafSpec([(b"", 5)])))

    assert movie.tracks == ()


def test_a_track_may_have_several_track_fragments():
    trafs = [TrafSpec([(vttc(text), 5)], time=time) for text, time in (("a", 0), ("b", 5))]

    assert [item[0] for item in read(segment(*trafs))] == [0, 5]


def row(*numbers, before=STYP):
    """Segments of these tracks, one behind another."""
    data = b""
    for number in numbers:
        data += before
        traf = TrafSpec([(vttc(f"of {number}"), 5)], number=number)
        data += fragment(traf, at=len(data), filler=9000)
    return data


def test_a_track_that_begins_in_a_later_segment_is_found():
    data = row(1, 1, 1, 2, 2, 1, 3)
    movie, _ = opened(data)

    assert [track.number for track in movie.tracks] == [1, 2, 3]
    assert [item[2] for item in read(data, [1])] == [vttc("of 2")] * 2


@pytest.mark.parametrize(("stated", "expected"), [(48_000, 48_000), (0, 90)])
def test_the_index_of_a_later_segment_states_its_timescale(stated, expected):
    first = row(1, before=sidx([(9999, 5)], track=1, timescale=90))
    second = sidx([(9999, 5)], track=2, timescale=stated)
    traf = TrafSpec([(vttc("x"), 5)], number=2)
    data = first + second + fragment(traf, at=len(first) + len(second))

    assert [track.timescale for track in opened(data)[0].tracks] == [90, expected]


def test_a_long_row_of_segments_is_not_walked_to_its_end(monkeypatch):
    monkeypatch.setattr(bare, "_LOOK_BOXES", 6)
    movie, _ = opened(row(1, 1, 1, 1, 1, 2))

    assert [track.number for track in movie.tracks] == [1]
    assert "tracks that begin far behind the first fragment are not listed" in movie.warnings


def test_a_cut_off_fragment_is_an_error():
    with pytest.raises(ContainerError, match="no moov box, and the moof box at 20 is cut off"):
        opened(segment(TrafSpec([(TTML, 5)]))[:60])


def test_a_fragment_behind_the_first_read_is_read_whole():
    data = segment(TrafSpec([(TTML, 5)]), before=STYP + box(b"free", bytes(65_400)))

    assert len(read(data)) == 1


def test_a_broken_fragment_is_an_error():
    with pytest.raises(ContainerError, match="has no header"):
        opened(box(b"moof", box(b"traf"), full(b"free"), box(b"traf", full(b"tfdt"))))


@given(st.binary(max_size=40))
def test_any_sample_is_identified_or_not(sample):
    assert identify(sample)[0] in ("wvtt", "ttml", "")

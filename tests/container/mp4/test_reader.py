import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cuelift.container import sniff
from cuelift.container.mp4 import open_mp4, reader
from cuelift.container.mp4.boxes import HEAD_BYTES
from cuelift.container.mp4.movie_box import parse_moov
from cuelift.errors import ContainerError, CueliftError, TruncatedData
from cuelift.media import Extent, LookRange, Window
from cuelift.testing import RangedBytes
from tests.container.mp4.helpers import SECOND, opened, read
from tests.support.limited import survive
from tests.writers.isobmff import (
    FTYP,
    TrackSpec,
    TrafSpec,
    box,
    fragment,
    init,
    mfra,
    mvex,
    progressive,
    sidx,
    tx3g,
    video,
    vttc,
    wvtt_entry,
)

TEXT = [(tx3g("one"), 2000), (tx3g(""), 1000), (tx3g("two"), 2000), (tx3g("three"), 2000)]


def film(track=None, **options):
    return progressive(track or TrackSpec(TEXT), gap=1_000_000, duration=7000, **options)


def test_the_registry_opens_files():
    data = film()
    container = sniff(data[:64])

    assert container.name == "mp4"
    assert RangedBytes(data).run(container.open(len(data))).container == "mp4"


@pytest.mark.parametrize(
    ("options", "rounds", "overhead"),
    [
        ({"moov_first": True}, 1, HEAD_BYTES),
        ({"moov_first": False}, 3, HEAD_BYTES + 16),
        ({"moov_first": False, "mdat_header": "wide"}, 3, HEAD_BYTES + 16),
        ({"start": FTYP + box(b"free", bytes(9)) + box(b"uuid", bytes(20))}, 1, HEAD_BYTES),
    ],
)
def test_a_film_costs_its_movie_box_and_its_captions(options, rounds, overhead):
    data = film(**options)
    movie, source = opened(data)
    moov = len(data) - data.index(b"moov") if not options.get("moov_first", True) else 0
    index = source.run(movie.index([0]))

    assert source.rounds == rounds
    assert source.bytes_read <= overhead + moov
    assert [extent[1:3] for extent in index.extents] == [(0, 2000), (3000, 2000), (5000, 2000)]
    assert movie.duration_ns == 7 * SECOND
    assert source.run(movie.read_attachments()) == ()
    assert movie.warnings == ()


def with_large_moov(data):
    at = data.index(b"moov") - 4
    return data[:at] + box(b"moov", data[at + 8 :], box(b"free", bytes(33 * HEAD_BYTES)))


def test_a_large_movie_box_is_looked_at_as_a_whole():
    data = film(moov_first=False)

    assert opened(with_large_moov(data))[0].tracks == opened(data)[0].tracks


def test_of_a_large_movie_box_all_must_come():
    data = with_large_moov(film(moov_first=False))
    reading = open_mp4(len(data))
    [wanted] = next(reading)
    while not isinstance(wanted, LookRange):
        [wanted] = reading.send([data[wanted.start : wanted.end]])

    with pytest.raises(ContainerError, match="bytes wanted at"):
        reading.send([data[wanted.start : wanted.end - 1]])


def test_a_movie_box_may_be_a_view():
    data = film(TrackSpec(TEXT, language="fra", edits=[(1000, 0, 1)]))
    body = data[data.index(b"moov") + 4 :]

    assert parse_moov(memoryview(body)) == parse_moov(body)


def test_a_media_box_may_reach_to_the_end():
    assert len(read(film(mdat_header="to the end"))) == 3


def test_a_large_movie_box_costs_its_own_size():
    many = TrackSpec([(tx3g(f"cue {number}"), 10) for number in range(8000)])
    data = progressive(many, video(), gap=100)
    moov = data.index(b"mdat") - 4

    movie, source = opened(data)
    index = source.run(movie.index([0]))

    assert source.rounds == 2
    assert source.bytes_read == moov
    assert len(index.extents) == movie.tracks[0].expected_samples == 8000


def test_only_wanted_tracks_are_indexed():
    data = progressive(*(TrackSpec(TEXT, number=number) for number in (3, 4, 5)))
    movie, source = opened(data)

    assert {extent.track for extent in source.run(movie.index([0, 2])).extents} == {0, 2}


def test_samples_of_all_tracks_are_limited(monkeypatch):
    monkeypatch.setattr(reader, "_MAX_SAMPLES", 5)
    movie, source = opened(progressive(TrackSpec(TEXT), TrackSpec(TEXT, number=2)))

    assert len(source.run(movie.index([1])).extents) == 3
    with pytest.raises(ContainerError, match="more than 5 samples in all"):
        source.run(movie.index([0, 1]))


def test_audio_and_video_tables_are_not_looked_at():
    broken = TrackSpec(number=9, handler=b"vide", tables={b"stsz": box(b"stsz")})
    movie, _ = opened(progressive(TrackSpec(TEXT), broken))

    assert movie.warnings == ()
    assert movie.tracks[0].refusal is None


@pytest.mark.parametrize(
    ("edits", "window", "expected"),
    [
        (None, (0, 1), ["one"]),
        (None, (2, 3), []),
        (None, (4, 6), ["two", "three"]),
        (None, (6, None), ["three"]),
        ([(10_000, -1, 0x10000), (7000, 0, 0x10000)], (10, 11), ["one"]),
        ([(2000, 3000, 0x10000)], (0, 1), ["two"]),
        ([(2000, 3000, 0x10000)], (3, None), []),
    ],
)
def test_a_window_is_in_presentation_time(edits, window, expected):
    start, end = window
    data = progressive(TrackSpec(TEXT, edits=edits))
    ask = Window(start * SECOND, None if end is None else end * SECOND)

    assert [item[2] for item in read(data, window=ask)] == [tx3g(text) for text in expected]


def test_a_track_without_samples_looks_for_fragments():
    head = progressive(TrackSpec())
    data = head + fragment(TrafSpec(TEXT), at=len(head))

    assert len(read(data)) == 3


def test_what_lies_behind_a_film_is_no_concern_of_a_track_without_samples():
    movie, source = opened(progressive(TrackSpec()) + bytes(99))

    assert source.run(movie.index([0])).warnings == []


def test_fragments_may_go_on_where_the_movie_box_ends():
    head = progressive(TrackSpec(TEXT), extra=mvex([TrackSpec()]))
    data = head + fragment(TrafSpec([(tx3g("four"), 9)], time=None), at=len(head))

    assert [item[0] for item in read(data)] == [0, 3000, 5000, 7000]


def test_fragments_out_of_order_are_sorted():
    data = init(TrackSpec())
    for time in (5000, 0):
        data += fragment(TrafSpec([(tx3g("x"), 9)], time=time), at=len(data))

    assert [item[0] for item in read(data)] == [0, 5000]


def test_a_segment_in_one_read_costs_one_request():
    data = box(b"styp", b"msdh") + fragment(TrafSpec([(vttc("x"), 5)]), at=12)
    movie, source = opened(data)

    assert len(source.run(movie.index([0])).extents) == 1
    assert source.rounds == 1


def test_a_second_movie_box_in_the_file_is_passed_over():
    head = init(TrackSpec())
    data = head + fragment(TrafSpec([(tx3g("a"), 5)], time=0), at=len(head)) + head
    data += fragment(TrafSpec([(tx3g("b"), 5)], time=5), at=len(data))

    assert len(read(data)) == 2


def test_a_sample_is_cut_out_of_its_extent():
    movie, _ = opened(film())
    extent = Extent(0, 5, 7, 100, 3, 1)

    [sample] = movie.payload(extent, memoryview(b"abcd"))

    assert sample == (0, 5, 7, b"abc", 100, (), 1)
    assert isinstance(sample.data, bytes)


def test_too_few_bytes_are_an_error():
    movie, _ = opened(film())

    with pytest.raises(TruncatedData, match="sample at 100 has 3 bytes, 2 came"):
        movie.payload(Extent(0, 5, 7, 100, 3), b"ab")


def test_there_is_nothing_to_recover_from():
    movie, source = opened(film())

    with pytest.raises(ContainerError, match="no sample of track 0 at 100"):
        source.run(movie.recover(Extent(0, 5, 7, 100, 3)))


def fuzz_samples():
    tracks = [
        TrackSpec(TEXT, number=1, language="eng", edits=[(2000, 100, 0x10000)], size=(9, 9)),
        TrackSpec([(vttc("x"), 5)] * 3, number=2, entries=[wvtt_entry()], per_chunk=2),
        video(),
    ]
    head = init(*tracks)
    film = head
    places = []
    for number in range(5):
        places.append(len(film))
        film += fragment(
            TrafSpec(TEXT, number=1, time=number * 7000),
            TrafSpec([(vttc("x"), 5)] * 3, number=2, time=number, shifts=[1, 2, 3], per_run=2),
            at=len(film),
            filler=50,
        )
    segments = box(b"styp", b"msdh")
    for _ in range(3):
        segments += sidx([(200, 5)])
        segments += fragment(TrafSpec([(vttc("x"), 5)], number=2), at=len(segments))
    return {
        "progressive": [progressive(*tracks), progressive(*tracks, moov_first=False)],
        "fragmented": [film + mfra({9: [(0, place) for place in places]}), film],
        "cmaf": [head + segments, segments],
    }


def open_and_read(data):
    read(data)
    movie, source = opened(data)
    source.run(movie.index(range(len(movie.tracks)), Window(SECOND, 2 * SECOND)))


@pytest.mark.slow
@pytest.mark.parametrize("shape", ["progressive", "fragmented", "cmaf"])
def test_mutated_files_end_in_samples_or_an_error(shape):
    survive(fuzz_samples()[shape], open_and_read, count=2000, seed=1)


@settings(deadline=None)
@given(st.binary(max_size=200), st.sampled_from(["progressive", "fragmented", "cmaf"]))
def test_any_tail_is_read_or_an_error(tail, shape):
    data = fuzz_samples()[shape][0]
    try:
        open_and_read(data[: -len(tail)] + tail if tail else data)
    except CueliftError:
        return


@given(st.binary(max_size=100))
def test_any_bytes_are_opened_or_an_error(data):
    try:
        RangedBytes(data).run(open_mp4(len(data)))
    except CueliftError:
        return

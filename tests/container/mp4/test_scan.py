import pytest

from cuelift.container.mp4 import scan
from cuelift.errors import ContainerError, TruncatedData
from cuelift.media import Extent, Window
from cuelift.testing import read_hopped, read_scanned
from tests.container.mp4.helpers import SECOND, opened
from tests.writers.isobmff import (
    TrackSpec,
    TrafSpec,
    box,
    fragment,
    full,
    init,
    progressive,
    tx3g,
    u32,
)

TEXT = [(tx3g(f"cue {number}"), 1000) for number in range(30)]


@pytest.fixture(autouse=True)
def small_slices(monkeypatch):
    monkeypatch.setattr(scan, "SLICE_BYTES", 1000)


def tabled(**options):
    return progressive(TrackSpec(TEXT), gap=700, **options)


def fragmented(**options):
    data = init(TrackSpec())
    for number, sample in enumerate(TEXT):
        traf = TrafSpec([sample], time=number * 1000, **options)
        data += fragment(traf, at=len(data), filler=number * 7)
    return data


def texts(samples):
    return [sample.data for sample in samples]


EXPECTED = [data for data, _ in TEXT]


@pytest.mark.parametrize("make", [tabled, fragmented])
def test_slices_hold_every_sample_once(make):
    movie, source = opened(make())

    assert texts(read_scanned(movie, source, [0])) == EXPECTED


@pytest.mark.parametrize("make", [tabled, fragmented])
def test_hopping_finds_every_sample(make):
    movie, source = opened(make())

    assert texts(read_hopped(movie, source, [0])) == EXPECTED


def test_what_hopping_finds_damaged_is_told():
    data = tabled()[:-1]
    movie, source = opened(data)
    scanned = movie.scan([0])
    assert scanned.warnings == ()

    source.run(scanned.hop(lambda sample: None))

    assert scanned.warnings == ["track 1: 1 samples lie beyond the end of the file"]


@pytest.mark.parametrize("make", [tabled, fragmented])
def test_a_window_leaves_samples_out(make):
    movie, source = opened(make())
    window = Window(3 * SECOND, 5 * SECOND)

    assert texts(read_scanned(movie, source, [0], window)) == EXPECTED[3:5]
    assert texts(read_hopped(movie, source, [0], window)) == EXPECTED[3:5]


def test_tracks_that_are_not_wanted_are_left_out():
    movie, source = opened(tabled())

    assert movie.scan([]).slices() == []
    assert read_scanned(movie, source, []) == []


def test_of_a_file_without_fragments_only_slices_with_samples_are_read():
    movie, _ = opened(progressive(TrackSpec(TEXT[:1]), gap=5000) + box(b"free", bytes(9000)))

    [only] = movie.scan([0]).slices()
    assert only.start == 5000


def test_slices_of_a_broken_chain_still_hold_their_fragments():
    data = fragmented()
    cut = data.index(b"mdat") - 4
    movie, source = opened(data[:cut] + bytes(33) + data[cut:])

    # The offsets of the first fragment point 33 bytes too early now.
    assert texts(read_scanned(movie, source, [0]))[1:] == EXPECTED[1:]


def test_the_cost_of_hopping_is_known_for_tables():
    movie, _ = opened(tabled())
    assert movie.scan([0]).hop_cost() == (sum(map(len, EXPECTED)), 30)

    movie, _ = opened(fragmented())
    assert movie.scan([0]).hop_cost() == (0, 0)


def test_a_fragment_that_does_not_state_its_time_cannot_be_scanned():
    movie, _ = opened(fragmented())
    scanned = movie.scan([0])
    moof = box(b"moof", box(b"traf", full(b"tfhd", u32(1))))

    with pytest.raises(ContainerError, match="does not state its time"):
        scanned.parse(0, moof)


def test_samples_before_their_fragment_cannot_be_scanned():
    movie, _ = opened(fragmented())
    trun = full(b"trun", u32(1, -500), u32(9, 9), flags=0x301)
    traf = box(b"traf", full(b"tfhd", u32(1), flags=0x20000), full(b"tfdt", u32(0)), trun)

    with pytest.raises(ContainerError, match="lie far from them"):
        movie.scan([0]).parse(1000, box(b"moof", traf))


def test_what_only_looks_like_a_fragment_is_passed_over():
    movie, _ = opened(fragmented())

    part = movie.scan([0]).parse(0, b"moof" + u32(9999999) + b"moof" + u32(8) + b"moof")

    assert (list(part.samples), part.more) == ([], None)


def test_a_sample_needs_all_its_bytes():
    with pytest.raises(TruncatedData):
        scan.take_sample(Extent(0, 0, 1, 0, 5), b"1234")

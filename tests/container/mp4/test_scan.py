import pytest

from cuelift.container.mp4 import scan
from cuelift.errors import TruncatedData
from cuelift.media import Extent, Window
from cuelift.testing import read_hopped
from tests.container.mp4.helpers import SECOND, opened
from tests.writers.isobmff import (
    TrackSpec,
    TrafSpec,
    fragment,
    init,
    progressive,
    tx3g,
)

TEXT = [(tx3g(f"cue {number}"), 1000) for number in range(30)]


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

    assert texts(read_hopped(movie, source, [0], window)) == EXPECTED[3:5]


def test_tracks_that_are_not_wanted_are_left_out():
    movie, source = opened(tabled())

    assert read_hopped(movie, source, []) == []


def test_there_is_nothing_to_look_for_in_bulk():
    scanned = opened(fragmented())[0].scan([0])

    assert scanned.slices() == ()
    assert scanned.parse(0, b"").samples == ()
    assert scanned.hop_cost() == (0, 0)


def test_a_sample_needs_all_its_bytes():
    with pytest.raises(TruncatedData):
        scan.take_sample(Extent(0, 0, 1, 0, 5), b"1234")

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.container.mp4 import cuts
from cuelift.container.mp4.cuts import has_index, parse_sidx, read_mfra
from cuelift.errors import TruncatedData
from cuelift.testing import RangedBytes
from tests.container.mp4.helpers import SECOND
from tests.writers.isobmff import box, full, mfra, sidx, u32


def cuts_of(data, timescales):
    source = RangedBytes(data)
    found, end = source.run(read_mfra(len(data), timescales))
    assert end == (data.index(b"mfra") - 4 if found else end)
    return found, source


@pytest.mark.parametrize("version", [0, 1])
def test_a_segment_index_names_places_and_times(version):
    data = sidx([(100, 2000), (50, 1000)], track=7, time=500, first=30, version=version)

    found = parse_sidx(data[8:], 1000)

    assert (found.track, found.timescale) == (7, 1000)
    assert found.cuts == {1030: SECOND // 2, 1130: 5 * SECOND // 2, 1180: 7 * SECOND // 2}


def test_an_index_of_indexes_names_them():
    assert list(parse_sidx(sidx([(100, 1)], to_index=True)[8:], 40).cuts) == [40, 140]


def test_without_a_timescale_times_are_not_known():
    assert parse_sidx(sidx([(100, 1)], timescale=0)[8:], 40).cuts == {40: None, 140: None}


def test_references_that_do_not_fit_are_an_error():
    with pytest.raises(TruncatedData):
        parse_sidx(sidx([(100, 1)])[8:-1], 40)


@pytest.mark.parametrize("version", [0, 1])
def test_random_access_boxes_name_places_and_the_earliest_time(version):
    data = b"film" + mfra({1: [(90, 40), (180, 80)], 2: [(500, 40), (1, 80), (3, 99)]}, version)

    found, source = cuts_of(data, {1: 90, 2: 1000})

    assert found == {40: SECOND // 2, 80: SECOND // 1000, 99: 3_000_000}
    assert source.bytes_read == len(data) - 4


def test_other_boxes_at_the_end_are_passed_over():
    boxes = box(b"free") + mfra({1: [(90, 40)]})[8:-16]

    found, _ = cuts_of(box(b"mfra", boxes, full(b"mfro", u32(8 + len(boxes) + 16))), {1: 90})

    assert found == {40: SECOND}


def test_times_of_an_unknown_track_are_not_used():
    found, _ = cuts_of(mfra({1: [(90, 40)], 2: [(500, 40), (1, 80)]}), {1: 90})

    assert found == {40: SECOND, 80: None}


def test_files_without_random_access_boxes_cost_sixteen_bytes():
    found, source = cuts_of(bytes(1000), {})

    assert found == {}
    assert source.bytes_read == 16


@pytest.mark.parametrize(
    "data",
    [
        bytes(15),
        full(b"mfro", u32(16)),
        full(b"mfro", u32(1000)),
        bytes(50) + full(b"mfro", u32(40)),
        box(b"mfra", box(b"tfra", bytes(11)), full(b"mfro", u32(43))),
        box(b"mfra", full(b"tfra", u32(1, 0, 9)), full(b"mfro", u32(48))),
        box(b"mfra", full(b"mfro", u32(24))),
    ],
)
def test_random_access_boxes_that_lie_are_ignored(data):
    assert cuts_of(data, {1: 1000})[0] == {}


def test_random_access_boxes_are_limited(monkeypatch):
    monkeypatch.setattr(cuts, "MFRA_BYTES", 40)

    assert cuts_of(mfra({1: [(90, 40)]}), {1: 90})[0] == {}


def test_random_access_boxes_of_many_mebibytes_are_not_read():
    fetch = read_mfra(1 << 30, {})
    next(fetch)

    with pytest.raises(StopIteration) as stop:
        fetch.send([full(b"mfro", u32(5 * 1024 * 1024))])

    assert stop.value.value == ({}, 1 << 30)


def test_cuts_are_limited(monkeypatch):
    monkeypatch.setattr(cuts, "MAX_CUTS", 3)
    data = mfra({1: [(90, 40), (180, 80)], 2: [(500, 90), (600, 100), (700, 110)]})

    assert list(cuts_of(data, {1: 90})[0]) == [40, 80, 90]


@pytest.mark.parametrize(
    ("boxes", "expected"),
    [
        (sidx([(9, 1), (9, 1)]), True),
        (box(b"styp") + box(b"free") + sidx([(9, 1), (9, 1)]) + box(b"moof"), True),
        (sidx([(9, 1)]) + sidx([(9, 1), (9, 1)]), False),
        (box(b"moof") + sidx([(9, 1), (9, 1)]), False),
        (full(b"sidx", u32(1)), False),
        (sidx([(9, 1), (9, 1)])[:-1], False),
        (b"", False),
    ],
)
def test_an_index_at_the_beginning_is_known(boxes, expected):
    assert has_index(b"head" + boxes, 4, 1000) is expected


@given(st.binary(max_size=80))
def test_any_bytes_are_cuts_or_none(body):
    data = box(b"mfra", box(b"tfra", body), full(b"mfro", u32(8 + 8 + len(body) + 16)))

    assert isinstance(cuts_of(data, {})[0], dict)

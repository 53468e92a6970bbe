"""Forced captions are counted by ``probe`` where that costs little."""

from __future__ import annotations

import zlib

import pytest

import cuelift
from cuelift import ReadOptions, StoreOptions
from cuelift.extract import forced
from cuelift.extract.forced import ForcedSets, starts_forced
from tests.support.pictures import VOBSUB_PRIVATE, display_set, pgs_track
from tests.support.small import LINES, Text, mkv
from tests.writers import ebml, pgs
from tests.writers import subpicture as dvd

FORCED = pgs.placed(1, 0, 0, forced=True)
SHOWN = pgs.placed(0, 600, 950, forced=True)


def probed(film: bytes, count: bool = True) -> cuelift.SourceReport:
    options = ReadOptions(store=StoreOptions(memory={"film.mkv": film}))
    return cuelift.probe("memory:film.mkv", options=options, count=count)


def test_forced_captions_of_every_track_are_counted() -> None:
    packed = pgs_track()._replace(encodings=ebml.compression(0))
    cues = [(at, None, zlib.compress(data)) for at, _, data in packed.cues]

    packed = packed._replace(cues=cues)
    report = probed(mkv(pgs_track(), Text(LINES), packed, Text([], "S_HDMV/PGS")))

    assert [track.forced_cues for track in report.tracks] == [1, None, 1, None]
    assert [track.cues for track in report.tracks] == [6, 3, 6, None]


def test_forced_captions_of_discs_are_counted_too() -> None:
    units = [dvd.picture(b"\1" * 8, 4, start=start) for start in (dvd.START, dvd.FORCED)]
    cues = [(1000 * at, None, data) for at, data in enumerate([*units, b"broken", units[1]])]
    report = probed(mkv(Text(cues, "S_VOBSUB", private=VOBSUB_PRIVATE)))

    assert [(track.cues, track.forced_cues) for track in report.tracks] == [(4, 2)]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (dvd.picture(b"\1" * 8, 4, start=dvd.FORCED), True),
        (dvd.picture(b"\1" * 8, 4), False),
        (dvd.unit(b"", (0, dvd.area(0, 0, 4, 4)), (9, bytes((dvd.FORCED,)))), True),
        (dvd.unit(b"", (0, bytes((dvd.START,)))), False),
        (b"", False),
        (b"\0\x08\0\4\0\0", False),
        (b"\0\x08\xff\4\0\0\0\0", False),
    ],
)
def test_a_unit_that_starts_forced_counts(data: bytes, expected: bool) -> None:
    assert starts_forced(data) == expected


def test_what_costs_much_is_left_open(monkeypatch) -> None:
    monkeypatch.setattr(forced, "ALWAYS_BYTES", 100)

    assert probed(mkv(pgs_track())).tracks[0].forced_cues is None


def test_many_reads_of_a_remote_file_are_too_much(monkeypatch) -> None:
    monkeypatch.setattr(forced, "REMOTE_READS", 3)

    class Profile:
        remote = True

    class Remote:
        size = 1 << 40
        profile = Profile()

    counter = forced.ForcedCounter(Remote(), None)  # type: ignore[arg-type]
    four = [cuelift_extent(at) for at in range(4)]

    assert counter.count(four) is None
    assert counter.count([]) == 0


def cuelift_extent(at: int) -> forced.Extent:
    return forced.Extent(0, at, None, 100 * at, 50)


def test_nothing_is_counted_without_an_index_or_the_wish() -> None:
    assert probed(mkv(pgs_track(), cues="none")).tracks[0].forced_cues is None
    assert probed(mkv(pgs_track()), count=False).tracks[0].forced_cues is None


def test_a_track_whose_samples_cannot_be_unpacked_is_left_open() -> None:
    packed = pgs_track()._replace(encodings=ebml.compression(0))

    assert probed(mkv(packed)).tracks[0].forced_cues is None


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (display_set(1, forced=True), True),
        (display_set(1), False),
        (display_set(None), False),
        (display_set(1, forced=True, state=pgs.NORMAL), True),
        (pgs.composition(pgs.placed(0, 0, 0, cut=(0, 0, 1, 1)), FORCED), True),
        (pgs.composition(pgs.placed(0, 0, 0), FORCED)[:25], False),
        (pgs.end() + display_set(1, forced=True), True),
        (pgs.end(), False),
        (b"\x16\0\2ab", False),
        (b"", False),
    ],
)  # fmt: skip
def test_a_display_set_that_begins_to_show_a_forced_object_counts(data, expected) -> None:
    assert ForcedSets().begin(data) == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (display_set(1, forced=True, state=pgs.ACQUISITION), False),
        (pgs.composition(SHOWN, state=pgs.NORMAL, update=True), False),
        (pgs.composition(SHOWN, state=pgs.NORMAL), False),
        (pgs.composition(SHOWN, FORCED, state=pgs.NORMAL), True),
        (pgs.composition(SHOWN, state=pgs.NORMAL) + pgs.picture(0, b"\1" * 8, 4), True),
        (display_set(1, forced=True), True),
    ],
)
def test_a_forced_object_that_shows_already_is_no_new_caption(data, expected) -> None:
    sets = ForcedSets()
    assert sets.begin(display_set(1, forced=True))

    assert sets.begin(data) == expected


def test_a_forced_object_that_comes_back_counts_again() -> None:
    sets = ForcedSets()
    again = pgs.composition(SHOWN, state=pgs.NORMAL)

    told = [display_set(1, forced=True), display_set(None), again]

    assert [sets.begin(data) for data in told] == [True, False, True]

from __future__ import annotations

from cuelift.container.mpegts.grid import Grid
from cuelift.container.mpegts.survey import Survey
from tests.writers.mpegts import CAPTIONS, PMT, VIDEO, VIDEO_STREAM, Mux, dvb, pat

GRID = Grid(188, 0)


def surveyed(mux: Mux, before: Survey | None = None) -> Survey:
    survey = Survey(before)
    survey.look(GRID, 0, mux.write())
    return survey


def test_it_is_enough_when_maps_and_a_dozen_times_are_known() -> None:
    mux = Mux().tables([VIDEO_STREAM, dvb()])
    assert not surveyed(mux).is_enough
    for number in range(12):
        mux.pes(VIDEO, bytes(20), number)

    assert surveyed(mux).is_enough


def test_a_programme_whose_map_is_missing_is_not_enough() -> None:
    mux = Mux().section(0, pat({1: PMT, 2: 0x55}))
    mux.tables([dvb()])

    assert not surveyed(mux).is_enough


def test_nothing_is_not_enough() -> None:
    assert not surveyed(Mux()).is_enough


def test_streams_of_maps_are_known_from_before() -> None:
    head = surveyed(Mux().tables([dvb()]))
    mux = Mux().tables([dvb(0x77)])

    tail = surveyed(Mux().section(PMT, b""), head)
    later = Survey(head)
    later.look(GRID, 0, b"".join(mux.packets[1:]))

    assert tail.maps == {}
    assert later.maps[1].streams[0].pid == 0x77


def test_maps_cut_short_are_counted() -> None:
    from tests.writers.mpegts import section

    mux = Mux().section(0, pat({1: PMT})).section(PMT, section(2, 1, b"\xe1\x00\xf0\x09"))

    assert surveyed(mux).damaged == 1


def test_bad_and_empty_packets_are_passed_over() -> None:
    mux = Mux().tables([dvb()]).pes(CAPTIONS, b"a", 5)
    mux.packets[2] = b"G\x80" + mux.packets[2][2:]
    mux.add(0x1FFF, bytes(184)).add(CAPTIONS, b"", begins=True)

    survey = surveyed(mux)

    assert survey.times([CAPTIONS]) == []
    assert survey.scrambled == set()


def test_the_first_clock_is_kept() -> None:
    survey = surveyed(Mux().clock(5).clock(9))

    assert survey.first_clock(VIDEO) == 5
    assert survey.first_clock(CAPTIONS) is None

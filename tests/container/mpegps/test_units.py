from __future__ import annotations

import pytest

from cuelift.container.mpegps.units import Picture, Private, Units, read_private
from tests.writers.mpegps import pes, unit

DATA = unit(bytes(range(200)))


@pytest.mark.parametrize("room", [1, 2, 3, 100, 500])
def test_a_unit_is_put_together_of_its_packets(room: int) -> None:
    units = Units()
    parts = [DATA[at : at + room] for at in range(0, len(DATA), room)]

    found = [units.push(7 + n, 90 if n == 0 else None, part) for n, part in enumerate(parts)]

    assert found == [None] * (len(parts) - 1) + [Picture(7, 90, DATA)]
    assert not units.begun
    units.flush()
    assert units.lost == 0


def test_what_follows_a_unit_in_its_packet_is_not_of_it() -> None:
    picture = Units().push(0, 1, DATA + b"\xff\xff")

    assert picture is not None
    assert picture.data == DATA


def test_a_time_that_is_repeated_does_not_begin_a_unit() -> None:
    units = Units()
    units.push(0, 1, DATA[:50])

    assert units.push(1, 1, DATA[50:]) == Picture(0, 1, DATA)


def test_another_time_begins_another_unit() -> None:
    units = Units()
    units.push(0, 1, DATA[:50])

    assert units.push(9, 2, DATA) == Picture(9, 2, DATA)
    assert units.lost == 1


def test_a_rest_without_its_beginning_is_lost() -> None:
    units = Units()

    assert units.push(0, None, DATA[50:]) is None
    assert units.lost == 1


def test_a_unit_that_is_too_short_is_lost() -> None:
    units = Units()

    assert units.push(0, 1, b"\0\3abc") is None
    assert units.lost == 1


def test_a_unit_that_never_ends_is_lost() -> None:
    units = Units()
    units.push(0, 1, DATA[:9])
    assert units.begun
    units.flush()

    assert (units.lost, units.begun) == (1, False)


def test_a_packet_names_its_sub_stream() -> None:
    assert read_private(pes(0xBD, b"\x21data", 8)) == Private(0x21, 8, b"data")
    assert read_private(pes(0xBD, b"")) is None
    assert read_private(b"nothing") is None

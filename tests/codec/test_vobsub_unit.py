"""Control sequences of sub-picture units."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from cuelift.codec.vobsub_changes import Change, Column
from cuelift.codec.vobsub_unit import Area, State, parse_unit
from cuelift.errors import CodecError
from tests.writers import subpicture as dvd

FIRST = (
    bytes((dvd.START,))
    + dvd.colors(dvd.COLORS, (9, 8, 7, 6))
    + dvd.colors(dvd.CONTRAST, (0, 1, 2, 3))
    + dvd.area(100, 200, 30, 40)
    + dvd.fields(4, 77)
)
SHOWN = State(
    shows=True, colors=(9, 8, 7, 6), contrast=(0, 1, 2, 3), area=Area(100, 200, 30, 40),
    fields=(4, 77),
)  # fmt: skip


def parse(*sequences: tuple[int, bytes]) -> list[State]:
    return parse_unit(dvd.unit(b"", *sequences), {})


def test_all_commands_are_read() -> None:
    assert parse((0, FIRST)) == [SHOWN]


def test_what_a_sequence_leaves_out_stays_as_it_was() -> None:
    faint = dvd.colors(dvd.CONTRAST, (0, 0, 1, 0))
    states = parse((0, FIRST), (9, faint), (90, bytes((dvd.STOP,))))

    assert states == [
        SHOWN,
        replace(SHOWN, ticks=9, contrast=(0, 0, 1, 0)),
        replace(SHOWN, ticks=90, contrast=(0, 0, 1, 0), shows=False, stopped=True),
    ]


def test_a_forced_start_shows_too() -> None:
    [state] = parse((5, bytes((dvd.FORCED,))))

    assert state.shows
    assert state.forced


def test_time_does_not_go_back() -> None:
    assert [state.ticks for state in parse((50, b""), (20, b""), (60, b""))] == [50, 50, 60]


def test_changes_within_a_picture_stay_until_others_come() -> None:
    column = Column(50, (1, 2, 3, 4), (15, 14, 13, 12))
    states = parse((0, dvd.changes((8, 9, [column]))), (5, b""), (9, dvd.changes()))

    assert [state.changes for state in states] == [(Change(8, 9, (column,)),)] * 2 + [()]


@pytest.mark.parametrize("body", [bytes.fromhex("00010000"), bytes.fromhex("00015009 0001")])
def test_changes_that_cannot_be_are_counted(body: bytes) -> None:
    losses: dict[str, int] = {}
    command = bytes((dvd.CHANGES, 0, 2 + len(body))) + body
    [state] = parse_unit(dvd.unit(b"", (0, command + bytes((dvd.START,)))), losses)

    assert state.shows
    assert state.changes == ()
    assert losses == {"color_change": 1}


def test_an_unknown_command_ends_its_sequence_alone() -> None:
    losses: dict[str, int] = {}
    states = parse_unit(dvd.unit(b"", (0, b"\x33\x01"), (5, bytes((dvd.START,)))), losses)

    assert [state.shows for state in states] == [False, True]
    assert losses == {"unknown_command": 1}


def test_an_area_turned_round_has_no_size() -> None:
    [state] = parse((0, bytes((dvd.AREA,)) + bytes.fromhex("064032 0c80c7")))

    assert state.area == Area(100, 200, 0, 0)


def test_commands_without_an_end_stop_with_the_data() -> None:
    data = dvd.unit(b"", (0, bytes((dvd.START,))))[:-1]

    assert parse_unit(data, {})[0].shows


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "cut off"),
        (b"\0\0\0\4\0\0", "HD DVD"),
        (b"\0\x08\0\x08\0\0\0\0", "control sequences at 8 of 8"),
        (b"\0\x08\0\3\0\0\0\0", "control sequences at 3"),
        (b"\0\x08\0\4\0\0", "cut off"),
        (dvd.unit(b"", (0, FIRST))[:-4], "cut off"),
        (dvd.unit(b"", (0, bytes((dvd.CHANGES, 0, 90)))), "cut off"),
    ],
)
def test_broken_units_are_errors(data: bytes, message: str) -> None:
    with pytest.raises(CodecError, match=message):
        parse_unit(data, {})


@given(st.binary(max_size=60))
def test_any_bytes_end_in_states_or_an_error_of_ours(data: bytes) -> None:
    with contextlib.suppress(CodecError):
        assert parse_unit(b"\0\xff\0\4" + data, {})

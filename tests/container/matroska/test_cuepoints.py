from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from cuelift.bytereader import ByteReader
from cuelift.container.matroska.cuepoints import CueEntry, parse_cues
from cuelift.container.matroska.ebml import children, uint
from tests.writers import ebml
from tests.writers.ebml import cue_point, cue_positions, element

FIELDS = {0xF7: "number", 0xF1: "cluster", 0xF0: "relative", 0xB2: "duration"}


def parse_plainly(data: bytes, wanted: set[int]) -> list[CueEntry]:
    """The same by the plain reader."""
    entries = []
    for kind, point in children(ByteReader(data)):
        if kind != 0xBB:
            continue
        time, found = -1, []
        for inner, body in children(point):
            if inner == 0xB3:
                time = uint(body)
            elif inner == 0xB7:
                values = dict.fromkeys(FIELDS.values(), -1)
                for field, value in children(body):
                    if field in FIELDS:
                        values[FIELDS[field]] = uint(value)
                found.append(values)
        if time >= 0:
            entries += [CueEntry(time=time, **values) for values in found]
    return [entry for entry in entries if entry.number in wanted]


def one_track_a_point(count: int = 400, seed: int = 1) -> bytes:
    """As mkvmerge writes it."""
    rng = random.Random(seed)
    points = []
    for at in range(count):
        track = 1 + at % 4
        duration = rng.randrange(1, 9000) if track > 1 else None
        positions = cue_positions(track, rng.randrange(1 << 34), rng.randrange(1 << 22), duration)
        points.append(cue_point(at * 333, positions))
    return b"".join(points)


def many_tracks_a_point(count: int = 200) -> bytes:
    """As ffmpeg writes it."""
    rng = random.Random(2)
    return b"".join(
        cue_point(
            at * 500,
            b"".join(
                cue_positions(track, rng.randrange(1 << 30), rng.randrange(1 << 20), 900)
                for track in range(1, rng.randrange(2, 5))
            ),
        )
        for at in range(count)
    )


def odd_points() -> bytes:
    late_time = element(0xBB, cue_positions(2, 7, 8) + cue_positions(3, 9) + element(0xB3, 5))
    reference = element(0xDB, element(0x96, 4)) + element(0x5378, 3) + element(0xEA, 0)
    wide = element(0xF0, 1, length=8) + element(0xF7, 300) + element(0xF1, 1 << 40)
    more = element(0xB7, reference + wide)
    return b"".join(
        (
            late_time,
            ebml.void(300),
            element(0xBB, cue_positions(2, 7)),
            element(0xBB, element(0xB3, b"") + cue_positions(2, 7), length=4),
            cue_point(1 << 33, more + cue_positions(2, 1, 2, 3)),
            cue_point(9, element(0xB7, b"")),
            element(0xBB, b""),
        )
    )


def test_the_tight_parser_agrees_with_the_plain_one() -> None:
    for data in (one_track_a_point(), many_tracks_a_point(), odd_points(), b""):
        for wanted in ({2}, {1, 2, 3, 4}, {300, 2}, set[int]()):
            assert parse_cues(data, wanted) == (parse_plainly(data, wanted), None)


def test_every_track_can_be_asked_for() -> None:
    entries, damage = parse_cues(odd_points(), range(1 << 62))

    assert damage is None
    assert {entry.number for entry in entries} == {2, 3, 300}


def test_what_comes_before_damage_is_kept() -> None:
    data = one_track_a_point(40)

    for broken in (
        data[:-3],
        data + b"\xbb\xff",
        data + b"\x00",
        data + b"\xbb\x84\xb7\x89\xf7\x81",
    ):
        entries, damage = parse_cues(broken, {1, 2, 3, 4})
        assert len(entries) >= 39
        assert "damaged" in str(damage)


def test_a_field_of_great_length_is_damage() -> None:
    for field in (element(0xF1, bytes(300)), b"\xb2\xff", element(0xF0, 1) + b"\xf7\x90"):
        entries, damage = parse_cues(cue_point(1, element(0xB7, field)), {0})
        assert entries == []
        assert "damaged" in str(damage)


def test_a_time_of_great_length_is_damage() -> None:
    entries, damage = parse_cues(element(0xBB, element(0xB3, bytes(20))), {2})

    assert entries == []
    assert "damaged" in str(damage)


@given(st.binary(max_size=200))
def test_any_bytes_end_in_entries(data: bytes) -> None:
    for body in (data, element(0xBB, data), cue_point(1, element(0xB7, data))):
        entries, damage = parse_cues(body, range(1 << 62))
        if damage is None:
            assert all(entry.time >= 0 for entry in entries)


@given(st.integers(0, 10_000), st.integers(0, 255), st.integers(1, 255))
def test_a_changed_byte_never_makes_the_two_parsers_differ(at: int, bit: int, value: int) -> None:
    data = bytearray(one_track_a_point(60, seed=bit))
    data[at % len(data)] ^= value
    entries, damage = parse_cues(bytes(data), {1, 2, 3, 4})
    if damage is None:
        assert entries == parse_plainly(bytes(data), {1, 2, 3, 4})

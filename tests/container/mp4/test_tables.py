import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.bytereader import ByteReader
from cuelift.container.mp4 import tables
from cuelift.container.mp4.boxes import by_kind
from cuelift.container.mp4.tables import Budget, parse_tables, place
from cuelift.errors import ContainerError
from cuelift.media import Extent
from tests.container.mp4.helpers import opened, read, warnings
from tests.writers.isobmff import (
    TrackSpec,
    box,
    full,
    progressive,
    tx3g,
    tx3g_entry,
    u16,
    u32,
    u64,
    wvtt_entry,
)

TEXT = [(tx3g("one"), 1000), (tx3g(""), 500), (tx3g("two"), 2000)]
EXPECTED = [(0, 1000, tx3g("one")), (1500, 2000, tx3g("two"))]


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"per_chunk": 2},
        {"per_chunk": 3},
        {"offsets64": True},
        {"compact": 8},
        {"compact": 16},
        {"compact": 4},
        {"version": 1},
    ],
)
def test_samples_have_their_time_place_and_size(options):
    assert read(progressive(TrackSpec(TEXT, **options), gap=10)) == EXPECTED


def test_samples_that_hold_nothing_are_left_out_and_not_expected():
    movie, _ = opened(progressive(TrackSpec(TEXT)))

    assert movie.tracks[0].expected_samples == 2


def test_an_empty_box_of_wvtt_is_left_out():
    samples = [(box(b"vtte"), 10), (box(b"vttc", box(b"payl", b"x")), 10), (b"", 10)]

    found = read(progressive(TrackSpec(samples, entries=[wvtt_entry()])))

    assert [pts for pts, _, _ in found] == [10]


def test_samples_of_one_size_need_no_table():
    samples = [(tx3g("abc"), 10), (tx3g("def"), 10)]

    found = read(progressive(TrackSpec(samples, fixed_size=True, per_chunk=2)))

    assert found == [(0, 10, tx3g("abc")), (10, 10, tx3g("def"))]


def test_a_track_of_small_samples_of_one_size_is_empty():
    data = progressive(TrackSpec([(tx3g(""), 10)] * 3, fixed_size=True))
    movie, _ = opened(data)

    assert read(data) == []
    assert movie.tracks[0].expected_samples == 0


def test_odd_numbers_of_half_bytes_are_read():
    sizes = full(b"stz2", bytes([0, 0, 0, 4]), u32(3), bytes([0x54, 0x30]))
    samples = [(tx3g("abc"), 1), (tx3g("de"), 1), (tx3g("f"), 1)]

    assert len(read(progressive(TrackSpec(samples, tables={b"stsz": sizes})))) == 3


def test_times_may_come_in_runs():
    stts = full(b"stts", u32(2), u32(2, 100), u32(1, 7))
    samples = [(tx3g(letter), 0) for letter in "abc"]

    found = read(progressive(TrackSpec(samples, tables={b"stts": stts})))

    assert [item[:2] for item in found] == [(0, 100), (100, 100), (200, 7)]


@pytest.mark.parametrize("version", [0, 1])
def test_composition_offsets_move_samples_and_may_be_negative(version):
    samples = [(tx3g(letter), 100) for letter in "abc"]
    ctts = full(b"ctts", u32(2), u32(1, 250), u32(1, -50), version=version)

    found = read(progressive(TrackSpec(samples, tables={b"ctts": ctts})))

    assert [(pts, data) for pts, _, data in found] == [
        (50, tx3g("b")),
        (200, tx3g("c")),
        (250, tx3g("a")),
    ]


def test_composition_offsets_of_nothing_are_ignored():
    assert read(progressive(TrackSpec(TEXT, shifts=[0, 0, 0]))) == EXPECTED


def test_a_last_sample_of_no_duration_has_an_unknown_one():
    assert read(progressive(TrackSpec([(tx3g("a"), 0), (tx3g("b"), 0)]))) == [
        (0, 0, tx3g("a")),
        (0, None, tx3g("b")),
    ]


def test_chunks_name_their_sample_description():
    samples = [(tx3g(letter), 1) for letter in "abcde"]
    entries = [tx3g_entry(), tx3g_entry(0x40000000)]
    track = TrackSpec(samples, entries=entries, per_chunk=2, descriptions=[2, 1, 9])
    movie, source = opened(progressive(track))

    found = source.run(movie.index([0])).extents

    assert [extent.description for extent in found] == [1, 1, 0, 0, 0]
    assert len(movie.tracks[0].descriptions) == 2


def test_a_chunk_of_no_samples_is_passed_over():
    stsc = full(b"stsc", u32(2), u32(1, 0, 1), u32(2, 1, 1))
    stco = full(b"stco", u32(2), u32(0, 0))
    track = TrackSpec([(tx3g("a"), 1)], tables={b"stsc": stsc, b"stco": stco})

    assert len(read(progressive(track))) == 1


def test_chunks_without_samples_at_the_end_are_not_used():
    stco = full(b"stco", u32(3), u32(0, 9, 0))

    assert len(read(progressive(TrackSpec(TEXT, per_chunk=3, tables={b"stco": stco})))) == 2


def test_samples_beyond_the_end_are_left_out_and_counted():
    data = progressive(TrackSpec(TEXT))[:-1]

    assert read(data) == EXPECTED[:1]
    assert warnings(data) == ["track 1: 1 samples lie beyond the end of the file"]
    assert opened(data)[0].tracks[0].expected_samples == 2


def test_samples_of_one_size_beyond_the_end_are_counted():
    stsz = full(b"stsz", u32(5, 1_000_000))
    stts = full(b"stts", u32(1), u32(1_000_000, 10))
    track = TrackSpec([(tx3g("abc"), 10)], tables={b"stsz": stsz, b"stts": stts})
    [beyond, lost] = warnings(progressive(track))

    assert beyond.endswith("samples lie beyond the end of the file")
    assert lost.endswith("samples have no time or place")


def test_samples_without_a_time_are_counted():
    stts = full(b"stts", u32(1), u32(2, 10))

    assert warnings(progressive(TrackSpec(TEXT, tables={b"stts": stts}))) == [
        "track 1: 1 samples have no time or place"
    ]


def test_more_bytes_than_the_file_has_are_an_error():
    size = 900
    stsz = full(b"stsz", u32(0, 3), u32(size, size, size))
    stco = full(b"stco", u32(3), u32(0, 0, 0))
    movie, source = opened(
        progressive(TrackSpec(TEXT, tables={b"stsz": stsz, b"stco": stco})) + bytes(900)
    )

    with pytest.raises(ContainerError, match="more bytes than the"):
        source.run(movie.index([0]))


@pytest.mark.parametrize(
    ("name", "body", "message"),
    [
        (b"stts", u32(1000), "stts: 1000 entries do not fit"),
        (b"stts", b"", "stts: 4 bytes are too few"),
        (b"stsc", u32(2) + u32(1, 1, 1), "stsc: 2 entries"),
        (b"stsc", u32(2) + u32(2, 1, 1) + u32(2, 1, 1), "first chunks are not in order"),
        (b"stsz", u32(0, 1000), "stsz: 1000 entries"),
        (b"stsz", u32(0), "stsz: 8 bytes are too few"),
        (b"stsz", u32(1, 0xFFFFFFFF), "too many for captions"),
        (b"stco", u32(1 << 30), "chunk offsets: 1073741824 entries"),
        (b"ctts", u32(5), "ctts: 5 entries"),
    ],
)
def test_tables_that_lie_make_the_track_refused(name, body, message):
    movie, _ = opened(progressive(TrackSpec(TEXT, tables={name: full(name, body)})))

    assert message in movie.tracks[0].refusal
    assert movie.tracks[0].expected_samples is None


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (bytes([0, 0, 0, 8]), "stz2: 8 bytes are too few"),
        (bytes([0, 0, 0, 5]) + u32(0), "0 sizes of 5 bits"),
        (bytes([0, 0, 0, 16]) + u32(2) + u16(1), "2 sizes of 16 bits"),
    ],
)
def test_compact_sizes_that_lie_make_the_track_refused(body, message):
    movie, _ = opened(progressive(TrackSpec(TEXT, tables={b"stsz": full(b"stz2", body)})))

    assert message in movie.tracks[0].refusal


def test_too_many_compact_sizes_are_refused(monkeypatch):
    monkeypatch.setattr(tables, "MAX_SAMPLES", 2)
    sizes = full(b"stz2", bytes([0, 0, 0, 8]), u32(3), bytes(3))
    data = sizes

    with pytest.raises(ContainerError, match="3 samples are too many"):
        parse_tables(data, by_kind(data, 0, len(data)), Budget())


@pytest.mark.parametrize(
    ("name", "body"),
    [
        (b"stz2", bytes([0, 0, 0, 8]) + u32(9) + bytes(9)),
        (b"stsz", u32(0, 9) + bytes(36)),
        (b"stts", u32(5) + bytes(40)),
        (b"stsc", u32(3) + u32(1, 0, 0, 2, 0, 0, 3, 0, 0)),
        (b"stco", u32(9) + bytes(36)),
        (b"co64", u32(9) + bytes(72)),
        (b"ctts", u32(5) + bytes(40)),
    ],
)
def test_every_table_counts_against_the_limit(monkeypatch, name, body):
    monkeypatch.setattr(tables, "MAX_NUMBERS", 8)
    data = full(name, body)

    with pytest.raises(ContainerError, match="more than 8 numbers"):
        parse_tables(data, by_kind(data, 0, len(data)), Budget())


def test_a_run_of_offsets_counts_as_often_as_it_is_used(monkeypatch):
    monkeypatch.setattr(tables, "MAX_NUMBERS", 8)
    data = full(b"stsz", u32(1, 5)) + full(b"stts", u32(1, 5, 1)) + full(b"ctts", u32(1, 5, 7))

    with pytest.raises(ContainerError, match="more than 8 numbers"):
        parse_tables(data, by_kind(data, 0, len(data)), Budget())


def test_without_tables_there_are_no_samples():
    assert place(parse_tables(b"", {}, Budget()), 0, 1, 1, 1000).extents == []


def plain(stts, stsz, stco, stsc, minimum):
    """The same, read entry by entry."""
    fields = ByteReader(stts[12:])
    deltas = []
    for _ in range(fields.u32()):
        count, delta = fields.u32(), fields.u32()
        deltas += [delta] * count
    fields = ByteReader(stsz[16:])
    sizes = [fields.u32() for _ in range(fields.u32())]
    fields = ByteReader(stco[12:])
    chunks = [fields.u64() for _ in range(fields.u32())]
    fields = ByteReader(stsc[12:])
    runs = [(fields.u32(), fields.u32(), fields.u32()) for _ in range(fields.u32())]
    found, time, sample = [], 0, 0
    for number, offset in enumerate(chunks, 1):
        _, per_chunk, description = [run for run in runs if run[0] <= number][-1]
        for _ in range(per_chunk):
            if sizes[sample] >= minimum:
                found.append(
                    Extent(0, time, deltas[sample], offset, sizes[sample], description - 1)
                )
            time += deltas[sample]
            offset += sizes[sample]
            sample += 1
    return found


@pytest.mark.parametrize("seed", range(20))
def test_tables_are_put_together_as_by_the_plain_reader(seed):
    rng = random.Random(seed)
    per_chunk = [rng.choice((1, 1, 2, 5)) for _ in range(rng.randint(1, 30))]
    total = sum(per_chunk)
    rows, number = [], 1
    for position, count in enumerate(per_chunk, 1):
        if position == 1 or count != per_chunk[position - 2]:
            rows.append(u32(position, count, rng.randint(1, 2)))
    stsc = full(b"stsc", u32(len(rows)), *rows)
    stco = full(b"co64", u32(len(per_chunk)), u64(*(rng.randrange(1 << 34) for _ in per_chunk)))
    stsz = full(b"stsz", u32(0, total), u32(*(rng.randrange(20) for _ in range(total))))
    times, left = [], total
    while left:
        number = rng.randint(1, left)
        times.append(u32(number, rng.randint(1, 9)))
        left -= number
    stts = full(b"stts", u32(len(times)), *times)
    data = stsc + stco + stsz + stts

    table = parse_tables(data, by_kind(data, 0, len(data)), Budget())

    assert place(table, 0, 2, 3, 1 << 40).extents == plain(stts, stsz, stco, stsc, 3)


@given(
    st.dictionaries(
        st.sampled_from([b"stts", b"stsc", b"stsz", b"stz2", b"stco", b"co64", b"ctts"]),
        st.binary(max_size=60),
    )
)
def test_any_tables_are_placed_or_an_error(parts):
    data = b"".join(box(kind, body) for kind, body in parts.items())
    try:
        found = place(parse_tables(data, by_kind(data, 0, len(data)), Budget()), 0, 1, 1, 5000)
    except ContainerError:
        return
    assert sum(extent.length for extent in found.extents) <= 5000

import tracemalloc

import pytest

from cuelift.container.mp4 import walk
from cuelift.container.mp4.fragments import FragmentParser
from cuelift.media import Window
from cuelift.testing import RangedBytes
from tests.container.mp4.helpers import SECOND, opened, read, warnings
from tests.writers.isobmff import (
    TrackSpec,
    TrafSpec,
    box,
    fragment,
    full,
    init,
    mfra,
    sidx,
    tx3g,
    u32,
)

HEAD = init(TrackSpec(), TrackSpec(number=9, handler=b"vide", entries=[]))
STEP = 2000


def film(count, *, filler=5000, before=lambda number: b"", **options):
    """Fragments of two seconds, one cue in each; returns them and where each begins."""
    data, places = b"", []
    for number in range(count):
        data += before(number)
        places.append(len(HEAD) + len(data))
        traf = TrafSpec([(tx3g(f"cue {number}"), STEP)], time=number * STEP, **options)
        data += fragment(traf, at=places[-1], number=number + 1, filler=filler)
    return data, places


def cues(count):
    return [(number * STEP, STEP, tx3g(f"cue {number}")) for number in range(count)]


def indexed(data, window=None, wanted=(0,)):
    movie, source = opened(data)
    source.asked.clear()
    source.rounds = 0
    return source.run(movie.index(wanted, window)), source


def test_without_an_index_each_fragment_costs_one_request():
    body, _ = film(60)

    index, source = indexed(HEAD + body)

    assert len(index.extents) == 60
    assert not index.warnings
    assert source.rounds <= 60
    assert source.bytes_read < 60 * 250


def test_with_random_access_boxes_fragments_are_read_together():
    body, places = film(60)
    data = HEAD + body + mfra({9: [(at * STEP, place) for at, place in enumerate(places)]})

    index, source = indexed(data)

    assert len(index.extents) == 60
    assert source.rounds == 4  # the end, the boxes, a few fragments, all others
    assert source.bytes_read < 16 * 4096 + 60 * 250


def test_what_random_access_boxes_leave_out_is_found():
    body, places = film(60)
    data = HEAD + body + mfra({9: [(at * STEP, places[at]) for at in (5, 20, 21, 59)]})

    assert read(data, [0]) == cues(60)


@pytest.mark.parametrize("shift", [-4, 1, 40, 3000])
def test_an_entry_that_points_between_boxes_does_no_harm(shift):
    body, places = film(20)
    data = HEAD + body + mfra({9: [(0, place + shift) for place in places[::2]]})

    assert read(data, [0]) == cues(20)
    assert not warnings(data)


def test_an_entry_beyond_the_file_is_ignored():
    body, places = film(3)

    assert read(HEAD + body + mfra({9: [(0, places[1]), (0, 1 << 50)]}), [0]) == cues(3)


def test_a_segment_index_at_the_front_is_used():
    body, places = film(40)
    ends = [*places[1:], len(HEAD) + len(body)]
    sizes = [end - start for start, end in zip(places, ends, strict=True)]
    references = [(size, STEP) for size in sizes]
    length = len(sidx(references))
    moved = film_at(len(HEAD) + length, 40)
    data = HEAD + sidx(references) + moved

    index, source = indexed(data + mfra({9: [(0, len(HEAD))]}))

    assert len(index.extents) == 40
    assert source.rounds <= 2  # a few fragments, all others


def film_at(start, count, places=None):
    data = b""
    for number in range(count):
        if places is not None:
            places.append(start + len(data))
        traf = TrafSpec([(tx3g(f"cue {number}"), STEP)], time=number * STEP)
        data += fragment(traf, at=start + len(data), number=number + 1, filler=5000)
    return data


def test_an_index_of_indexes_is_followed():
    parts = [film_at(0, 3), film_at(0, 3)]
    inner = [sidx([(len(part) // 3, STEP)] * 3, time=at * 6000) for at, part in enumerate(parts)]
    lengths = [len(index) + len(part) for index, part in zip(inner, parts, strict=True)]
    outer = sidx([(length, 6000) for length in lengths], to_index=True)

    movie, source = opened(HEAD + outer + inner[0] + parts[0] + inner[1] + parts[1])

    assert len(source.run(movie.index([0])).extents) == 6


def test_an_index_of_one_track_only_still_finds_all():
    body = film_at(len(HEAD) + 44, 10)
    data = HEAD + sidx([(3000, 1)], track=9) + body

    assert read(data, [0]) == cues(10)


def test_several_indexes_may_stand_side_by_side():
    lengths = 2 * len(sidx([(0, 0)] * 10))
    body = film_at(len(HEAD) + lengths, 10)
    size = len(body) // 10
    first = sidx([(size, STEP)] * 10, first=lengths // 2)
    second = sidx([(size, STEP)] * 10, track=9)

    assert read(HEAD + first + second + body, [0]) == cues(10)


def test_what_one_index_passes_over_another_does_too():
    lengths = 2 * len(sidx([(0, 0)] * 200))
    places = []
    body = film_at(len(HEAD) + lengths, 200, places)
    ends = [*places[1:], len(HEAD) + lengths + len(body)]
    references = [(end - start, STEP) for start, end in zip(places, ends, strict=True)]
    first = sidx(references, first=lengths // 2)
    second = sidx(references)

    index, source = indexed(HEAD + first + second + body, Window(390 * SECOND, None))

    assert [extent.pts for extent in index.extents] == [*range(390_000, 400_000, STEP)]
    assert len(source.asked) < 60


def test_an_index_that_lies_is_not_trusted_about_time():
    body, places = film(100)
    lies = [(at * STEP, place + 3 * (at > 50)) for at, place in enumerate(places)]
    data = HEAD + body + mfra({9: lies})

    index, _ = indexed(data, Window(190 * SECOND, None))

    assert [extent.pts for extent in index.extents] == [*range(190_000, 200_000, STEP)]


def test_fragments_from_all_over_the_file_are_read_first():
    body, places = film(40, filler=20_000)
    data = HEAD + body + mfra({9: [(at * STEP, place) for at, place in enumerate(places)]})

    index, source = indexed(data)

    assert len(index.extents) == 40
    assert sum(end - start > 1000 for start, end in source.asked) <= 18


def test_segments_may_have_boxes_between_fragments():
    def before(number):
        return box(b"styp", b"msdh") + box(b"prft", bytes(24)) + box(b"emsg", bytes(60))

    body, _ = film(12, before=before)

    assert read(HEAD + body, [0]) == cues(12)


def test_large_fragments_cost_a_second_read():
    body, places = film(4, filler=40_000, extra=box(b"free", bytes(9000)))
    data = HEAD + body + mfra({9: [(0, place) for place in places]})

    assert read(data, [0]) == cues(4)


def test_a_larger_fragment_than_those_before_is_read_on():
    start = len(HEAD)
    small = film(20, filler=9000)[0]
    traf = TrafSpec([(tx3g("big"), 5)], time=90_000, extra=box(b"free", bytes(3000)))
    data = HEAD + small + fragment(traf, at=start + len(small), filler=70_000)

    assert read(data, [0])[-1] == (90_000, 5, tx3g("big"))


def test_a_window_reads_only_the_fragments_near_it():
    body, places = film(600, filler=500)
    data = HEAD + body + mfra({9: [(at * STEP, place) for at, place in enumerate(places)]})

    index, source = indexed(data, Window(600 * SECOND, 604 * SECOND))

    assert [extent.pts for extent in index.extents] == [600_000, 602_000]
    assert len(source.asked) < 70


def test_a_window_ends_a_walk_without_an_index():
    body, _ = film(600, filler=200)

    index, source = indexed(HEAD + body, Window(0, 2 * SECOND))

    assert [extent.pts for extent in index.extents] == [0]
    assert source.rounds < 40


def one_track_behind_another():
    """Twenty fragments of each of two tracks, one each twenty seconds; and where they begin."""
    head = init(TrackSpec(number=1), TrackSpec(number=2))
    data, places = head, {1: [], 2: []}
    for number in (1, 2):
        for time in range(0, 400_000, 20_000):
            places[number].append((time, len(data)))
            traf = TrafSpec([(tx3g("x"), 5000)], number=number, time=time)
            data += fragment(traf, at=len(data), filler=500)
    return data, places


def test_a_window_shows_a_track_that_lies_behind_another():
    data, _ = one_track_behind_another()

    index, source = indexed(data, Window(30 * SECOND, 100 * SECOND), [0, 1])

    assert [(extent.track, extent.pts // 1000) for extent in index.extents] == [
        (track, time) for track in (0, 1) for time in (40, 60, 80)
    ]
    assert source.rounds < 32


def test_an_index_of_tracks_one_behind_another_passes_nothing_over():
    data, places = one_track_behind_another()

    index, _ = indexed(data + mfra(places), Window(330 * SECOND, None), [0, 1])

    assert [(extent.track, extent.pts // 1000) for extent in index.extents] == [
        (track, time) for track in (0, 1) for time in (340, 360, 380)
    ]


def test_a_window_that_shows_nothing_costs_little():
    head = init(TrackSpec(edits=[(1000, -1, 0x10000)]))
    data = head + film_at(len(head), 100)

    index, source = indexed(data, Window(0, SECOND))

    assert not index.extents
    assert source.rounds < 40


def test_fragments_without_times_are_all_read_for_a_window():
    data, places = b"", []
    for number in range(200):
        places.append(len(HEAD) + len(data))
        traf = TrafSpec([(tx3g(f"cue {number}"), STEP)], time=None)
        data += fragment(traf, at=places[-1])
    data = HEAD + data + mfra({9: [(at * STEP, place) for at, place in enumerate(places)]})

    index, _ = indexed(data, Window(300 * SECOND, 304 * SECOND))

    assert [extent.pts for extent in index.extents] == [300_000, 302_000]


def test_times_count_on_where_a_fragment_states_none():
    trafs = [TrafSpec([(tx3g("x"), 30)], time=time) for time in (100, None, None, 500, None)]
    data = HEAD
    for traf in trafs:
        data += fragment(traf, at=len(data))

    assert [item[0] for item in read(data, [0])] == [100, 130, 160, 500, 530]


def test_a_cut_off_fragment_is_warned_of():
    body, places = film(3)

    assert warnings((HEAD + body)[: places[2] + 60]) == [
        f"the moof box at {places[2]} is cut off by the end of the file"
    ]
    assert warnings((HEAD + body)[: places[2] + 5]) == []


def test_garbage_between_fragments_is_warned_of():
    body, _ = film(3)
    data = HEAD + body + b"\0" * 30

    assert warnings(data) == [
        f"there is no box at {len(HEAD) + len(body)}: fragments behind it may be missing"
    ]


def test_a_broken_fragment_costs_only_itself():
    body, places = film(3)
    data = bytearray(HEAD + body)
    at = data.index(b"trun", places[1])
    data[at + 8 : at + 12] = u32(1000)

    movie, source = opened(bytes(data))
    index = source.run(movie.index([0]))

    assert [extent.pts for extent in index.extents] == [0, 4000]
    [warning] = index.warnings
    assert warning.startswith(f"the moof box at {places[1]} is broken: trun: 1000 samples")


def test_a_broken_index_is_warned_of():
    data = HEAD + full(b"sidx", u32(1)) + film_at(len(HEAD) + 16, 2)

    [warning] = warnings(data)
    assert warning.startswith(f"the sidx box at {len(HEAD)} is broken")
    assert read(data, [0]) == cues(2)


def test_a_fragment_that_is_too_large_ends_the_file(monkeypatch):
    monkeypatch.setattr(walk, "_INDEX_BYTES", 50)

    with pytest.raises(walk.ContainerError, match="more than 50"):
        warnings(HEAD + film(1)[0])


def test_a_store_that_gives_nothing_is_warned_of():
    movie, _ = opened(HEAD + film(30)[0])
    fetch = movie.index([0])
    next(fetch)
    wanted = fetch.send([bytes(16)])
    with pytest.raises(StopIteration) as stop:
        fetch.send([b""] * len(wanted))

    assert "nothing could be read" in stop.value.value.warnings[0]


def test_warnings_are_limited(monkeypatch):
    data = HEAD + full(b"sidx", u32(1)) * 150

    assert len(warnings(data)) == 100


def test_batches_are_limited(monkeypatch):
    monkeypatch.setattr(walk, "_BATCH", 10)
    body, places = film(60)
    data = HEAD + body + mfra({9: [(at * STEP, place) for at, place in enumerate(places)]})

    index, source = indexed(data)

    assert len(index.extents) == 60
    assert source.rounds > 6


def test_of_more_places_than_can_be_walked_at_once_all_are_found(monkeypatch):
    monkeypatch.setattr(walk, "MAX_CUTS", 3)
    body, places = film(60)
    data = HEAD + body + mfra({9: [(at * STEP, place) for at, place in enumerate(places)]})

    index, source = indexed(data)

    assert len(index.extents) == 60
    assert source.rounds > 40


def walked(data, **options):
    source = RangedBytes(data)
    walker = walk.Walker(FragmentParser({}, {}, len(data)), len(data), timescales={}, **options)
    source.run(walker.walk(0, len(data), b"", {}))
    return walker


def test_boxes_without_captions_take_no_memory():
    data = box(b"free") * 20_000
    tracemalloc.start()
    try:
        walked(data)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert peak < len(data)


@pytest.mark.parametrize(("boxes", "limited"), [(5, False), (6, True)])
def test_the_number_of_boxes_is_limited(boxes, limited):
    walker = walked(box(b"free", bytes(5000)) * boxes, most=5)

    assert walker.limited is limited
    assert walker.warnings == ["there are too many boxes: fragments may be missing"] * limited

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.container.mp4 import boxes, fragments
from cuelift.container.mp4.boxes import children
from cuelift.container.mp4.fragments import Defaults, FragmentParser, Wanted, spans
from cuelift.errors import ContainerError
from tests.container.mp4.helpers import opened, read, warnings
from tests.writers.isobmff import (
    PIFF_SENC,
    TrackSpec,
    TrafSpec,
    box,
    fragment,
    full,
    init,
    tx3g,
    tx3g_entry,
    u32,
    wide,
)

TEXT = [(tx3g("one"), 1000), (tx3g(""), 500), (tx3g("two"), 2000)]
EXPECTED = [(7000, 1000, tx3g("one")), (8500, 2000, tx3g("two"))]
HEAD = init(TrackSpec(), TrackSpec(number=2), TrackSpec(number=3, handler=b"soun", entries=[]))


def file(*trafs, head=HEAD, **options):
    return head + fragment(*trafs, at=len(head), **options)


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"time_version": 0},
        {"per_run": 1},
        {"per_run": 2, "first_flags": True},
        {"per_run": 1, "offsets": False},
        {"base": "offset"},
        {"base": "none"},
        {"time": None, "tfxd": 7000},
        {"tfxd": 99},
        {"description": 1},
    ],
)
def test_a_fragment_names_its_samples(options):
    traf = TrafSpec(TEXT, **({"time": 7000} | options))

    data = HEAD + fragment(traf, at=len(HEAD))
    if options.get("offsets") is False:
        # Without offsets, data begin at the base, which is the fragment itself.
        at = len(HEAD)
        movie, source = opened(data)
        found = source.run(movie.index([0])).extents
        assert [extent.offset - at for extent in found] == [0, len(tx3g("one")) + 2]
        return

    assert read(data, [0]) == EXPECTED


@pytest.mark.parametrize("base", ["moof", "offset", "none"])
def test_data_of_a_track_fragment_begin_where_its_flags_say(base):
    others = [(b"sound", 1)] * 4
    data = file(
        TrafSpec(others, number=3, base=base),
        TrafSpec(TEXT, number=1, time=7000, base=base),
        TrafSpec(TEXT, number=2, time=7000, base=base),
    )

    assert read(data, [0]) == EXPECTED
    assert read(data, [1]) == EXPECTED


def test_without_any_flag_sizes_alike_are_counted_too():
    data = file(
        TrafSpec([(b"sound", 1)] * 4, number=3, base="none", defaults=True),
        TrafSpec(TEXT, number=1, time=7000, base="none"),
    )

    assert read(data, [0]) == EXPECTED


def test_samples_may_be_all_alike():
    samples = [(tx3g("abc"), 40), (tx3g("def"), 40)]

    assert read(file(TrafSpec(samples, time=3, defaults=True)), [0]) == [
        (3, 40, tx3g("abc")),
        (43, 40, tx3g("def")),
    ]


def test_what_a_fragment_does_not_say_comes_from_the_movie_box():
    head = init(TrackSpec(entries=[tx3g_entry(), tx3g_entry()]), duration=40, size=5, description=2)
    trun = full(b"trun", u32(2, 100), flags=1)
    moof = box(b"moof", box(b"traf", full(b"tfhd", u32(1), flags=0x20000), trun))
    movie, source = opened(head + moof + box(b"mdat", bytes(200)))

    found = source.run(movie.index([0])).extents

    assert [extent[1:6] for extent in found] == [
        (0, 40, len(head) + 100, 5, 1),
        (40, 40, len(head) + 105, 5, 1),
    ]


@pytest.mark.parametrize("version", [0, 1])
def test_composition_offsets_may_be_negative(version):
    data = file(TrafSpec(TEXT, time=7000, shifts=[2000, 0, -500], shift_version=version))

    assert [item[0] for item in read(data, [0])] == [8000, 9000]


def test_small_samples_alike_take_time_but_no_place():
    runs = full(b"trun", u32(1_000_000_000)) + full(b"trun", u32(1, 90), u32(10, 5), flags=0x301)
    traf = box(b"traf", full(b"tfhd", u32(1, 7, 1), flags=0x20018), full(b"tfdt", u32(0)), runs)
    parser = FragmentParser({1: Wanted(0, 3)}, {}, 1000)

    [run] = parser.parse(box(b"moof", traf), 0)

    assert run.ticks == 7_000_000_010
    assert [extent.pts for extent in run.extents] == [7_000_000_000]


def test_samples_alike_beyond_the_end_are_not_made():
    trun = full(b"trun", u32(0xFFFFFFFF, 100), flags=1)
    traf = box(b"traf", full(b"tfhd", u32(1, 1, 50), flags=0x20018), trun)
    parser = FragmentParser({1: Wanted(0, 3)}, {}, 1000)

    [run] = parser.parse(box(b"moof", traf), 0)

    assert len(run.extents) == 18
    assert parser.beyond == 0xFFFFFFFF - 18


def test_samples_beyond_the_end_are_counted():
    assert warnings(file(TrafSpec(TEXT))[:-1]) == ["1 samples lie beyond the end of the file"]


def test_samples_before_the_beginning_are_counted():
    trun = full(b"trun", u32(1, -100), u32(10, 5), flags=0x301)
    traf = box(b"traf", full(b"tfhd", u32(1), flags=0x20000), trun)
    parser = FragmentParser({1: Wanted(0)}, {}, 1000)

    [run] = parser.parse(box(b"moof", traf), 50)

    assert (run.extents, parser.beyond) == ([], 1)


def test_fragments_cannot_name_more_bytes_than_there_are():
    data = box(b"moof", box(b"traf", full(b"tfhd", u32(1), flags=0x20000), *(
        full(b"trun", u32(1, 0), u32(10, 400), flags=0x301) for _ in range(3)
    )))  # fmt: skip

    with pytest.raises(ContainerError, match="more bytes than the 1000"):
        FragmentParser({1: Wanted(0)}, {}, 1000).parse(data, 0)


def test_fragments_cannot_name_more_samples_than_captions_have(monkeypatch):
    monkeypatch.setattr(fragments, "MAX_SAMPLES", 5)
    trun = full(b"trun", u32(0xFFFFFFFF, 100), flags=1)
    traf = box(b"traf", full(b"tfhd", u32(1, 1, 50), flags=0x20018), trun)

    with pytest.raises(ContainerError, match="more than 5 samples"):
        FragmentParser({1: Wanted(0, 3)}, {}, 1000).parse(box(b"moof", traf), 0)


@pytest.mark.parametrize("extra", [full(b"senc", u32(0)), box(b"uuid", PIFF_SENC, u32(0, 0))])
def test_encrypted_samples_are_left_out_and_told(extra):
    data = file(TrafSpec(TEXT, extra=extra))
    data += fragment(TrafSpec([(tx3g("clear"), 7)], time=90), at=len(data))
    movie, source = opened(data)

    index = source.run(movie.index([0]))

    assert index.warnings == ["track 1: fragments are encrypted"]
    assert index.lost == {0: "track 1: fragments are encrypted"}
    assert [extent.pts for extent in index.extents] == [90]


@pytest.mark.parametrize(
    ("traf", "message"),
    [
        (b"", "has no header"),
        (full(b"tfhd"), "has no header"),
        (full(b"tfhd", u32(1), flags=1), "tfhd with flags 0x1 is cut off"),
        (full(b"tfhd", u32(1), flags=2), "tfhd with flags 0x2 is cut off"),
        (full(b"tfhd", u32(1, 0), flags=0x38), "tfhd with flags 0x38 is cut off"),
        (full(b"tfhd", u32(1)) + full(b"tfdt", version=1), "4 bytes hold no time"),
        (full(b"tfhd", u32(1)) + full(b"trun"), "trun of 4 bytes"),
        (full(b"tfhd", u32(1)) + full(b"trun", u32(0), flags=1), "trun of 8 bytes"),
        (full(b"tfhd", u32(1)) + full(b"trun", u32(99), bytes(8), flags=0x300), "99 samples"),
        (full(b"tfhd", u32(1)) + full(b"trun", u32(0), flags=4), "0 samples do not fit"),
    ],
)
def test_fields_that_do_not_fit_are_an_error(traf, message):
    with pytest.raises(ContainerError, match=message):
        FragmentParser({1: Wanted(0)}, {}, 1000).parse(box(b"moof", box(b"traf", traf)), 0)


def test_a_description_that_does_not_exist_is_the_first():
    movie, source = opened(file(TrafSpec(TEXT, description=7)))

    assert {extent.description for extent in source.run(movie.index([0])).extents} == {0}


def test_boxes_in_fragments_are_those_of_the_plain_reader():
    rng = random.Random(1)
    for _ in range(300):
        data = b"".join(
            rng.choice((box, wide))(rng.choice((b"trun", b"tfdt")), bytes(rng.randrange(20)))
            for _ in range(rng.randrange(5))
        )
        data = data[: rng.randrange(len(data) + 1)]
        expected = [(item.kind, item.start, item.end) for item in children(data, 0, len(data))]

        assert spans(data, 0, len(data)) == expected


def test_boxes_in_fragments_are_limited(monkeypatch):
    monkeypatch.setattr(fragments, "MAX_CHILDREN", 3)
    monkeypatch.setattr(boxes, "MAX_CHILDREN", 3)
    data = box(b"free") * 10

    with pytest.raises(ContainerError, match="side by side"):
        spans(data, 0, len(data))


@given(st.binary(max_size=40), st.binary(max_size=60), st.integers(0, 0x1F))
def test_any_bytes_are_samples_or_an_error(header, run, flags):
    data = box(
        b"moof",
        box(b"traf", full(b"tfhd", u32(1), header, flags=flags), box(b"trun", run)),
    )
    parser = FragmentParser({1: Wanted(0)}, {1: Defaults(1, 1, 1)}, 5000)
    try:
        runs = parser.parse(data, 10)
    except ContainerError:
        return
    assert sum(extent.length for run in runs for extent in run.extents) <= 5000

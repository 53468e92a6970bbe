import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.container.mp4 import movie_box, tables
from cuelift.container.mp4.movie_box import parse_moov, smallest_sample
from cuelift.errors import ContainerError, CueliftError
from tests.writers.isobmff import (
    TrackSpec,
    box,
    entry,
    full,
    moov,
    mvex,
    mvhd,
    protected,
    trak,
    tx3g_entry,
    u32,
    u64,
    video,
)

ROLE = b"urn:mpeg:dash:role:2011\0"


def parse(*tracks, **options):
    return parse_moov(moov(tracks, [()] * len(tracks), **options)[8:])


def track(**fields):
    [caption] = parse(TrackSpec(**fields)).captions
    return caption.track


def kind(value, scheme=ROLE):
    return full(b"kind", scheme, value + b"\0")


def test_tracks_are_numbered_in_header_order():
    found = parse(
        video(),
        TrackSpec(number=5, language="fra"),
        TrackSpec(number=2, handler=b"soun"),
        TrackSpec(number=3, entries=[entry(b"zzzz")], handler=b"text"),
    ).captions

    assert [(item.track.index, item.track.number, item.track.codec) for item in found] == [
        (0, 5, "tx3g"),
        (1, 3, ""),
    ]
    assert (found[0].track.language, found[0].track.language_source) == ("fr", "tag")
    assert (found[1].track.language, found[1].track.language_source) == (None, None)


@pytest.mark.parametrize("version", [0, 1])
def test_the_duration_is_that_of_the_movie(version):
    assert parse(duration=7500, version=version).duration_ns == 7_500_000_000


@pytest.mark.parametrize(("version", "ticks"), [(0, 0), (0, 0xFFFFFFFF), (1, (1 << 64) - 1)])
def test_an_unknown_duration_is_none(version, ticks):
    assert parse(duration=ticks, version=version).duration_ns is None


@pytest.mark.parametrize(
    ("mehd", "expected"),
    [
        (full(b"mehd", u32(9000)), 9_000_000_000),
        (full(b"mehd", u64(9000), version=1), 9_000_000_000),
        (full(b"mehd", u32(0xFFFFFFFF)), 1_000_000_000),
        (full(b"mehd"), 1_000_000_000),
    ],
)
def test_fragments_may_state_their_own_duration(mehd, expected):
    found = parse(duration=1000, extra=box(b"mvex", mehd))

    assert found.duration_ns == expected
    assert found.fragmented


def test_what_fragments_fall_back_on_is_kept_by_track():
    found = parse(extra=mvex([TrackSpec(number=3)], duration=40, size=9, description=2))

    assert found.defaults == {3: (2, 40, 9)}
    assert parse(extra=box(b"mvex", full(b"trex", bytes(15)))).defaults == {}


def test_chapters_are_no_captions():
    found = parse(
        TrackSpec(number=1, handler=b"soun", tref=box(b"chap", u32(2))),
        TrackSpec(number=2, handler=b"text"),
        TrackSpec(number=3, handler=b"text"),
    )

    assert [item.track.number for item in found.captions] == [3]


def test_a_track_that_names_itself_is_no_chapter_track():
    assert len(parse(TrackSpec(tref=box(b"chap", u32(1)))).captions) == 1


def test_of_a_group_of_alternatives_the_first_enabled_one_is_the_default():
    found = parse(
        TrackSpec(number=1, flags=2, group=1),
        TrackSpec(number=2, flags=3, group=1),
        TrackSpec(number=3, flags=3, group=1),
        TrackSpec(number=4, flags=3),
        TrackSpec(number=5, flags=3),
    ).captions

    assert [item.track.default for item in found] == [False, True, False, True, True]
    assert [item.track.enabled for item in found] == [False, True, True, True, True]
    assert [item.track.alternate_group for item in found] == [1, 1, 1, 0, 0]


@pytest.mark.parametrize(
    ("udta", "flag"),
    [
        (kind(b"forced-subtitle"), "forced"),
        (kind(b"forced_subtitle"), "forced"),
        (box(b"tagc", b"public.subtitles.forced-only"), "forced"),
        (kind(b"caption"), "hearing_impaired"),
        (kind(b"captions", b"about:html-kind\0"), "hearing_impaired"),
        (box(b"tagc", b"public.accessibility.transcribes-spoken-dialog"), "hearing_impaired"),
        (box(b"tagc", b"public.accessibility.describes-music-and-sound"), "hearing_impaired"),
        (kind(b"description"), "visual_impaired"),
        (kind(b"descriptions", b"about:html-kind\0"), "visual_impaired"),
        (box(b"tagc", b"public.accessibility.describes-video"), "visual_impaired"),
        (kind(b"commentary"), "commentary"),
        (kind(b"main"), "default"),
        (box(b"tagc", b"public.original-content"), "original"),
    ],
)
def test_user_data_set_a_flag(udta, flag):
    flags = ("forced", "hearing_impaired", "visual_impaired", "commentary", "default", "original")
    found = track(flags=2, udta=udta)

    assert [name for name in flags if getattr(found, name)] == [flag]


def test_roles_of_unknown_schemes_say_nothing():
    assert not track(udta=kind(b"caption", b"urn:other\0")).hearing_impaired


def test_a_track_is_forced_by_display_flags_or_by_another_track():
    assert track(entries=[tx3g_entry(0x80000000)]).forced
    assert not track(entries=[tx3g_entry(0x80000000), tx3g_entry()]).forced
    found = parse(TrackSpec(tref=box(b"forc", u32(2))), TrackSpec(number=2)).captions
    assert [item.track.forced for item in found] == [False, True]


def test_place_and_canvas_come_from_the_track_headers():
    [found] = parse(video((1920, 800)), TrackSpec(size=(1920, 100))).captions

    assert (found.track.place, found.track.canvas) == ((0, 0, 1920, 100), (1920, 800))


def test_a_track_without_a_size_has_no_place_and_no_canvas():
    [found] = parse(video((0, 0)), TrackSpec()).captions

    assert (found.track.place, found.track.canvas) == (None, None)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"entries": [protected(b"enct", b"tx3g", b"cenc")]}, "encrypted (cenc), originally tx3g"),
        ({"entries": [tx3g_entry(), protected(b"enct", b"tx3g", b"cbcs")]}, "encrypted (cbcs)"),
        (
            {"dref": full(b"dref", u32(1), full(b"url ", b"a.txt\0"))},
            "external data reference (a.txt)",
        ),
    ],
)
def test_what_cannot_be_read_is_refused(fields, message):
    assert message in track(**fields).refusal


def test_the_first_reason_to_refuse_counts():
    found = track(entries=[protected(b"enct", b"tx3g", b"cenc")], tables={b"stsz": full(b"stsz")})

    assert found.refusal.startswith("encrypted")


def test_fragmented_tracks_expect_no_number_of_samples():
    [found] = parse(TrackSpec(), extra=mvex([])).captions

    assert found.track.expected_samples is None


def test_a_broken_track_costs_only_itself():
    data = mvhd() + box(b"trak", bytes(9)) + trak(TrackSpec(number=2))
    found = parse_moov(data)

    assert [item.track.number for item in found.captions] == [2]
    assert found.warnings == ("a track cannot be read: track box at 116 without tkhd or mdhd",)


def test_odd_edit_lists_are_warned_of_by_track():
    found = parse(TrackSpec(number=4, edits=[(1000, 0, 0x8000)]))

    assert found.warnings == ("track 4: edit list with a rate other than 1: taken as 1",)


def compressed(data, method=b"zlib", body=None):
    packed = zlib.compress(data) if body is None else body
    return box(b"cmov", box(b"dcom", method), box(b"cmvd", u32(len(data)), packed))


@pytest.mark.parametrize("whole", [True, False])
def test_a_compressed_movie_box_is_inflated(whole):
    plain = moov([TrackSpec(number=6)], [()])

    [found] = parse_moov(compressed(plain if whole else plain[8:])).captions

    assert found.track.number == 6


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (compressed(b"", b"lzma"), "unknown method"),
        (box(b"cmov"), "unknown method"),
        (compressed(b"", body=b"no zlib"), "compressed moov box: "),
        (b"", "has no mvhd"),
        (mvhd(timescale=0), "mvhd: the timescale is 0"),
    ],
)
def test_a_movie_box_that_cannot_be_read_is_an_error(data, message):
    with pytest.raises(ContainerError, match=message):
        parse_moov(data)


def test_inflating_is_limited(monkeypatch):
    monkeypatch.setattr(movie_box, "INFLATED_BYTES", 1000)

    with pytest.raises(ContainerError, match="more than 1000 bytes"):
        parse_moov(compressed(bytes(1_000_000)))


def test_a_few_bytes_do_not_become_a_huge_movie_box():
    with pytest.raises(ContainerError, match="more than 8388608 bytes"):
        parse_moov(compressed(bytes(9 * 1024 * 1024)))


def test_all_tracks_share_what_tables_may_hold(monkeypatch):
    monkeypatch.setattr(tables, "MAX_NUMBERS", 20)
    samples = [(b"abc", 10)] * 3  # 15 numbers: 6 + 3 + 3 and a run of 3

    first, second = parse_moov(
        moov([TrackSpec(samples), TrackSpec(samples, number=2)], [(1, 2, 3)] * 2)[8:]
    ).captions

    assert first.track.refusal is None
    assert "more than 20 numbers" in second.track.refusal


def test_the_smallest_sample_is_that_of_the_most_frugal_codec():
    assert smallest_sample(["tx3g"]) == 3
    assert smallest_sample(["wvtt", "tx3g"]) == 3
    assert smallest_sample(["ttml"]) == 1


@given(st.binary(max_size=100))
def test_any_bytes_are_a_movie_box_or_an_error(data):
    try:
        parse_moov(mvhd() + box(b"trak", data))
    except CueliftError:
        return

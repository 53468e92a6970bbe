import pytest

from cuelift.container.mp4.boxes import Box, by_kind
from cuelift.container.mp4.trak import parse_trak
from cuelift.errors import ContainerError
from tests.writers.isobmff import (
    IDENTITY,
    TrackSpec,
    box,
    entry,
    full,
    trak,
    tx3g_entry,
    u16,
    u32,
    wvtt_entry,
)


def parse(track=None, **fields):
    data = trak(track or TrackSpec(**fields))
    return parse_trak(data, Box(b"trak", 8, len(data)), 1000)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("eng", "en"),
        ("deu", "de"),
        ("ger", "de"),
        ("und", None),
        ("fil", "fil"),
        (0, "en"),
        (11, "ja"),
        (150, "az-Latn"),
        (200, None),
        (0x7FFF, None),
        (0x400, None),
    ],
)
def test_a_language_is_packed_letters_or_a_macintosh_code(language, expected):
    assert parse(language=language).language == expected


def test_the_extended_language_wins():
    assert parse(language="chi", elng="zh-Hant-TW").language == "zh-Hant-TW"
    assert parse(language="chi", elng="und").language == "zh"


@pytest.mark.parametrize("version", [0, 1])
def test_header_fields_are_read_in_both_versions(version):
    matrix = (*IDENTITY[:6], 100 << 16, -20 << 16, 0x40000000)
    found = parse(
        number=7, flags=2, group=3, matrix=matrix, size=(640, 60), version=version, timescale=90
    )

    assert (found.number, found.enabled, found.alternate_group) == (7, False, 3)
    assert (found.place, found.timescale) == ((100, -20, 640, 60), 90)


def test_a_track_turned_on_its_side_has_its_sides_exchanged():
    matrix = (0, 0x10000, 0, -0x10000, 0, 0, 720 << 16, 0, 0x40000000)

    assert parse(matrix=matrix, size=(1280, 720)).place == (720, 0, 720, 1280)


@pytest.mark.parametrize(("version", "ticks"), [(0, 0xFFFFFFFF), (1, 0xFFFFFFFFFFFFFFFF)])
def test_a_duration_of_all_ones_is_unknown(version, ticks):
    assert parse(version=version, media_ticks=ticks).media_ticks == 0


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (b"SubtitleHandler\0", None),
        (b"SubtitleHandle\0", None),
        (b"Subtitle Media Handler\0", None),
        (b"Apple Text Media Handler\0", None),
        (b"\x18Apple Text Media Handler", None),
        (b"GPAC Subtitle Handler\0", None),
        (b"Core Media Closed Caption\0", None),
        (b"USP Text Handler\0", None),
        (b"Subtitles\0", None),
        (b"Commentary by the director\0", "Commentary by the director"),
        (b"\x05Hello", "Hello"),
        (b"caf\x8e\0", "caf\xe9"),
        (b"\xff\xfeh\0\xef\0", "h\xef"),
        (b"\0", None),
        (b"", None),
    ],
)
def test_a_handler_s_name_is_the_title_unless_every_file_has_it(name, expected):
    assert parse(name=name).user_data.title == expected


@pytest.mark.parametrize(
    ("udta", "expected"),
    [
        (box(b"name", b"Signs"), "Signs"),
        (full(b"titl", u16(0x55C4), b"Songs\0"), "Songs"),
        (box(b"\xa9nam", u16(4, 0), b"Both, and more"), "Both"),
        (box(b"\xa9nam", u16(4, 0), b"Both") + box(b"name", b"First") + bytes(4), "First"),
        (box(b"name", b"") + box(b"titl", b""), "Handler's"),
        (b"", "Handler's"),
    ],
)
def test_user_data_name_the_track(udta, expected):
    assert parse(udta=udta, name=b"Handler's\0").user_data.title == expected


def test_user_data_hold_kinds_and_characteristics():
    udta = (
        box(b"\xa9day", b"2020")
        + full(b"kind", b"urn:mpeg:dash:role:2011\0caption\0")
        + full(b"kind", b"about:x\0")
    )
    udta += box(b"tagc", b"public.auxiliary-content") + box(b"tagc", b"public.easy-to-read")
    found = parse(udta=udta).user_data

    assert found.kinds == {("urn:mpeg:dash:role:2011", "caption"), ("about:x", "")}
    assert found.characteristics == {"public.auxiliary-content", "public.easy-to-read"}


def test_references_name_other_tracks():
    tref = box(b"chap", u32(2, 3)) + box(b"forc", u32(4)) + box(b"chap", u32(5) + b"12")

    assert parse(tref=tref).references == {b"chap": (2, 3, 5), b"forc": (4,)}


def test_references_are_read_in_time_that_grows_with_their_number():
    found = parse(tref=box(b"chap", u32(*range(1000))) * 1000)

    assert len(found.references[b"chap"]) == 1_000_000


def test_data_elsewhere_are_noted():
    dref = full(
        b"dref",
        u32(4),
        full(b"url ", flags=1),
        full(b"url ", b"http://x/y\0"),
        full(b"alis"),
        box(b"alis"),
    )

    assert parse(dref=dref).external == {2: "http://x/y", 3: "alis"}


@pytest.mark.parametrize(
    ("handler", "entries", "expected"),
    [
        (b"sbtl", [tx3g_entry()], True),
        (b"text", [entry(b"zzzz")], True),
        (b"subt", [], True),
        (b"meta", [entry(b"stpp")], True),
        (b"meta", [entry(b"mett")], False),
        (b"meta", [wvtt_entry()], False),
        (b"text", [wvtt_entry()], True),
        (b"data", [entry(b"gpmd")], False),
        (b"clcp", [entry(b"c608")], True),
        (b"vide", [entry(b"c608")], False),
        (b"soun", [entry(b"mp4a")], False),
        (b"tmcd", [entry(b"tmcd")], False),
    ],
)
def test_captions_are_told_by_handler_or_codec(handler, entries, expected):
    assert parse(handler=handler, entries=entries).is_caption is expected


def without(*kinds):
    """A track box without some of its boxes."""
    data = trak(TrackSpec(edits=[]))

    def strip(start, end):
        kept = b""
        for child in by_kind(data, start, end).values():
            if child.kind in kinds:
                continue
            body = data[child.start : child.end]
            if child.kind in (b"mdia", b"minf", b"stbl", b"edts", b"dinf"):
                body = strip(child.start, child.end)
            kept += box(child.kind, body)
        return kept

    data = box(b"trak", strip(8, len(data)))
    return parse_trak(data, Box(b"trak", 8, len(data)), 1000)


@pytest.mark.parametrize("kind", [b"tkhd", b"mdhd", b"mdia"])
def test_a_track_needs_its_headers(kind):
    with pytest.raises(ContainerError, match="without tkhd or mdhd"):
        without(kind)


@pytest.mark.parametrize("kind", [b"hdlr", b"minf", b"stbl", b"stsd", b"dref", b"dinf", b"elst"])
def test_a_track_may_lack_other_boxes(kind):
    assert without(kind).number == 1


def test_a_track_without_a_sample_description_is_no_caption():
    assert not without(b"stbl").is_caption


def test_a_timescale_of_zero_is_an_error():
    with pytest.raises(ContainerError, match="mdhd: the timescale is 0"):
        parse(timescale=0)


def test_edits_are_in_nanoseconds():
    found = parse(edits=[(2000, -1, 0x10000), (3000, 500, 0x10000)], elst_version=1)

    assert [edit.start_ns for edit in found.edit_list.edits] == [0, 2_000_000_000]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (b"about:html-kind\0metadata\0", False),
        (b"about:html-kind\0chapters\0", False),
        (b"about:html-kind\0subtitles\0", True),
        (b"urn:other\0metadata\0", True),
    ],
)
def test_text_for_programs_is_no_caption(kind, expected):
    assert parse(udta=full(b"kind", kind)).is_caption is expected

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.container.mp4.entries import parse_stsd
from cuelift.errors import ContainerError
from tests.writers.isobmff import (
    box,
    entry,
    full,
    mime_entry,
    protected,
    stpp_entry,
    tx3g_entry,
    u32,
    vobsub_entry,
    wvtt_entry,
)


def stsd(*entries, count=None):
    number = len(entries) if count is None else count
    return u32(0, number) + b"".join(entries)


def one(data):
    [found] = parse_stsd(stsd(data))
    return found


@pytest.mark.parametrize(
    ("data", "codec", "codec_id"),
    [
        (tx3g_entry(), "tx3g", "tx3g"),
        (entry(b"text", bytes(43)), "qttext", "text"),
        (wvtt_entry(), "wvtt", "wvtt"),
        (stpp_entry(), "ttml", "stpp"),
        (entry(b"dfxp"), "ttml", "dfxp"),
        (entry(b"c608"), "c608", "c608"),
        (entry(b"c708"), "c708", "c708"),
        (mime_entry(b"sbtt", b"text/vtt"), "webvtt", "sbtt"),
        (mime_entry(b"stxt", b"application/x-subrip"), "subrip", "stxt"),
        (mime_entry(b"stxt", b"application/ttml+xml;codecs=im1t"), "ttml", "stxt"),
        (mime_entry(b"stxt", b"text/plain"), "", "stxt"),
        (entry(b"stxt", b"text/vtt"), "", "stxt"),
        (vobsub_entry(), "vobsub", "mp4s"),
        (vobsub_entry(object_type=1), "", "mp4s"),
        (entry(b"mp4s"), "", "mp4s"),
        (entry(b"mp4s", full(b"esds")), "", "mp4s"),
        (entry(b"mp4s", full(b"esds", bytes([3, 0x80, 0x80, 0x80, 0x80]))), "", "mp4s"),
        (entry(b"mp4s", full(b"esds", bytes([3, 5, 0, 1, 0]))), "", "mp4s"),
        (entry(b"mp4s", full(b"esds", bytes([3, 5, 0, 1, 0x40]))), "", "mp4s"),
        (entry(b"mett"), "", "mett"),
    ],
)
def test_an_entry_names_its_codec(data, codec, codec_id):
    found = one(data).description

    assert (found.codec, found.codec_id) == (codec, codec_id)


def test_an_elementary_stream_may_state_dependence_url_and_clock():
    head = bytes([0, 1, 0b1110_0000]) + bytes(2) + bytes([2]) + b"ab" + bytes(2)
    esds = full(b"esds", bytes([3, 30]) + head + bytes([4, 13, 0xE0]))

    assert one(entry(b"mp4s", esds)).description.codec == "vobsub"


def test_private_data_begin_after_the_data_reference():
    assert one(wvtt_entry(b"WEBVTT\nSTYLE")).description.private == box(b"vttC", b"WEBVTT\nSTYLE")
    assert one(entry(b"text", b"abc", reference=3)).data_reference == 3


@pytest.mark.parametrize(
    ("flags", "forced"), [(0, False), (0x40000000, False), (0x80000000, True), (0xC0000000, True)]
)
def test_all_samples_are_forced_by_a_display_flag(flags, forced):
    assert one(tx3g_entry(flags)).forced is forced


def test_the_flag_of_another_codec_is_not_a_forced_flag():
    assert one(entry(b"text", u32(0x80000000))).forced is False


@pytest.mark.parametrize(
    ("data", "codec", "message"),
    [
        (protected(b"enct", b"stpp", b"cenc", b"x\0\0\0"), "ttml", "(cenc), originally stpp"),
        (protected(b"enct", b"wvtt", b"cbcs"), "wvtt", "(cbcs), originally wvtt"),
        (protected(b"enct", b"tx3g", b"piff"), "tx3g", "(piff), originally tx3g"),
        (protected(b"encv", b"c608", b"itun"), "c608", "(fairplay), originally c608"),
        (protected(b"enct", b"tx3g", None), "tx3g", "(unknown scheme), originally tx3g"),
        (entry(b"p608"), "c608", "(fairplay), originally c608"),
        (entry(b"enct"), "", "(unknown scheme), originally unknown"),
        (entry(b"enct", b"sinf" + bytes(8) + b"sinf"), "", "originally unknown"),
        (entry(b"enct", box(b"sinf", box(b"schi"))), "", "originally unknown"),
    ],
)
def test_encryption_names_its_scheme_and_the_codec(data, codec, message):
    found = one(data)

    assert message in found.refusal
    assert found.refusal.startswith("encrypted (")
    assert found.description.codec == codec


def test_protection_is_looked_for_a_few_times_only():
    decoy = b"\0\0\0\x20sinf"
    boxes = decoy * 16 + box(b"sinf", box(b"frma", b"stpp"))

    assert one(entry(b"enct", boxes[8:])).description.codec == "ttml"
    assert one(entry(b"enct", boxes)).description.codec == ""


def test_a_content_encoding_is_refused():
    assert one(mime_entry(b"stxt", b"text/vtt", b"gzip")).refusal == "samples are coded as gzip"


def test_all_entries_are_read_in_order():
    found = parse_stsd(stsd(tx3g_entry(), wvtt_entry(), stpp_entry()))

    assert [item.description.codec for item in found] == ["tx3g", "wvtt", "ttml"]


def test_entries_beyond_the_count_are_not_read():
    assert len(parse_stsd(stsd(tx3g_entry(), wvtt_entry(), count=1))) == 1


def test_an_empty_list_has_one_entry_that_says_nothing():
    [found] = parse_stsd(stsd())

    assert (found.description.codec, found.description.codec_id) == ("", "")


def test_a_count_that_does_not_fit_is_an_error():
    with pytest.raises(ContainerError, match="1000000 entries"):
        parse_stsd(stsd(tx3g_entry(), count=1_000_000))


@given(st.binary(max_size=60), st.sampled_from([b"tx3g", b"mp4s", b"enct", b"stxt", b"wvtt"]))
def test_any_entry_is_read(data, kind):
    assert len(parse_stsd(stsd(box(kind, data + bytes(8))))) == 1

from __future__ import annotations

import contextlib
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from cuelift.bytereader import ByteReader
from cuelift.container.matroska.blocks import (
    Block,
    block_at,
    group_at,
    plain_group_at,
    to_samples,
)
from cuelift.container.matroska.ebml import header_at
from cuelift.container.matroska.tracks import CaptionTrack, parse_tracks
from cuelift.errors import ContainerError, CueliftError, TruncatedData
from cuelift.media import Sample
from tests.writers import ebml
from tests.writers.ebml import element

XIPH, FIXED, EBML = 0x02, 0x04, 0x06


def caption(entry: bytes = ebml.track(2)) -> CaptionTrack:
    return parse_tracks(ByteReader(entry)).captions[0]


def group(data: bytes) -> Block:
    _, body, size = header_at(data, 0)
    return group_at(data, body, body + size)


def samples_of(
    body: bytes, duration: int | None = None, track: CaptionTrack | None = None
) -> list[Sample]:
    """The samples of a block at 1000 ns."""
    block = block_at(body, 0, len(body))
    return to_samples(track or caption(), block, body, 1000, duration, 77)


def lace(flags: int, head: bytes, frames: bytes) -> bytes:
    return ebml.block_body(2, 0, frames, flags=flags, lace=head)


@pytest.mark.parametrize("number", [1, 126, 127, 128, 20_000, 1 << 30])
@pytest.mark.parametrize("relative", [0, 1, -1, 32767, -32768])
def test_the_head_of_a_block(number: int, relative: int) -> None:
    body = ebml.block_body(number, relative, b"text", flags=0x08)

    block = block_at(b"??" + body, 2, 2 + len(body))

    assert (block.number, block.relative, block.flags) == (number, relative, 0x08)
    assert (b"??" + body)[block.body : block.end] == b"text"


@pytest.mark.parametrize("body", [b"", b"\x82", b"\x82\0\0", b"\x40\x82\0\0"])
def test_a_cut_head_is_truncated(body: bytes) -> None:
    with pytest.raises(TruncatedData):
        block_at(body, 0, len(body))
    with pytest.raises(TruncatedData):
        block_at(body + bytes(9), 0, len(body))


def test_a_block_needs_a_track_number() -> None:
    with pytest.raises(ContainerError, match="track number"):
        block_at(bytes(8), 0, 8)


def test_a_group_says_duration_and_additions() -> None:
    data = ebml.block_group(
        2, 5, b"text", 1500, additions=[(1, b"settings"), (4, b"x")], before=ebml.void(9),
        after=element(0xFB, 1) + element(0x75A2, 3),
    )  # fmt: skip

    block = group(data)

    assert (block.number, block.relative, block.duration) == (2, 5, 1500)
    assert block.additions == ((1, b"settings"), (4, b"x"))
    assert data[block.body : block.end] == b"text"
    assert group(ebml.element(0xA0, ebml.crc(data[2:]))).duration == 1500


def test_an_addition_without_an_id_is_the_first() -> None:
    more = element(0x75A1, element(0xA6, element(0xA5, b"x") + b"\xd7\x80") + element(0xD7, 1))

    assert group(ebml.block_group(2, 0, b"t", after=more)).additions == ((1, b"x"),)


def test_a_group_that_is_not_all_here_is_judged_by_its_beginning() -> None:
    data = ebml.block_group(2, 5, b"text" * 50, 1500)

    block = group(data[:30])

    assert (block.number, block.duration) == (2, None)
    with pytest.raises(TruncatedData):
        group(data[:5])


@pytest.mark.parametrize(
    "body",
    [
        b"",
        element(0x9B, 5),
        element(0xAF, b"encrypted"),
        ebml.block_group(2, 0, b"x")[2:] + element(0x9B, bytes(9)),
        ebml.block_group(2, 0, b"x")[2:] + b"\x9b\x89",
        b"\xa1\xff" + bytes(9),
    ],
)
def test_what_is_no_group_is_an_error(body: bytes) -> None:
    with pytest.raises(ContainerError):
        group(element(0xA0, body))


def test_elements_that_no_group_has_are_passed_over_unless_it_is_a_guess() -> None:
    data = ebml.block_group(2, 5, b"text", 1500, after=element(0x4282, b"x") + element(0x42F2, 1))
    _, body, size = header_at(data, 0)

    assert (group(data).relative, group(data).duration) == (5, 1500)
    with pytest.raises(ContainerError, match="0x4282"):
        group_at(data, body, body + size, strict=True)


@pytest.mark.parametrize("duration", [None, 0, 700, 70_000])
def test_a_plain_group_is_read_as_any_other(duration: int | None) -> None:
    data = ebml.block_group(2, -5, b"text", duration)

    assert plain_group_at(b"?" + data, 1, 2) == replace(
        group(data), body=group(data).body + 1, end=group(data).end + 1
    )


@pytest.mark.parametrize(
    "data",
    [
        b"\xa0",
        b"\xa0\x86\xa1",
        ebml.simple_block(2, 5, b"text"),
        ebml.block_group(3, 5, b"text", 9),
        ebml.block_group(2, 5, b"text", 9)[:-1],
        ebml.block_group(2, 5, b"text", flags=0x04),
        ebml.block_group(2, 5, b"text", flags=0x10),
        ebml.block_group(2, 5, b"text", 9, before=ebml.void(9)),
        ebml.block_group(2, 5, b"text", 9, after=ebml.void(9)),
        element(0xA0, b"\xa1\x83\x82\0\0") + b"\0",
        element(0xA0, b"\xa1\x8f\x82\0\0\0text"),
        element(0xA0, ebml.block_group(2, 0, b"x")[2:] + element(0x9B, bytes(9))),
    ],
)
def test_what_is_not_plain_is_left_to_others(data: bytes) -> None:
    assert plain_group_at(data, 0, 2) is None


def test_the_frame_of_a_plain_block() -> None:
    [sample] = samples_of(ebml.block_body(2, 0, b"text"), 500)

    assert sample == Sample(track=0, pts=1000, duration=500, data=b"text", offset=77)


@pytest.mark.parametrize(
    ("codec_id", "data", "expected"),
    [
        ("S_TEXT/UTF8", b"a\0b\0\0", b"a\0b"),
        ("S_TEXT/ASS", b"a\0", b"a"),
        ("S_TEXT/UTF8", b"\0", b""),
        ("S_HDMV/PGS", b"a\0\0", b"a\0\0"),
    ],
)
@pytest.mark.parametrize("laced", [False, True])
def test_text_ends_before_its_last_nuls(
    codec_id: str, data: bytes, expected: bytes, laced: bool
) -> None:
    track = caption(ebml.track(2, codec_id))
    body = lace(FIXED, b"\0", data) if laced else ebml.block_body(2, 0, data)

    [sample] = samples_of(body, track=track)

    assert sample.data == expected


def test_a_missing_duration_is_the_tracks_default() -> None:
    track = caption(ebml.track(2, default_duration=40))

    assert samples_of(ebml.block_body(2, 0, b"x"), track=track)[0].duration == 40
    assert samples_of(ebml.block_body(2, 0, b"x"), 7, track=track)[0].duration == 7
    assert samples_of(ebml.block_body(2, 0, b"x"))[0].duration is None


@pytest.mark.parametrize(
    ("flags", "head", "sizes"),
    [
        (XIPH, bytes((2, 255, 45, 3)), (300, 3, 7)),
        (XIPH, bytes((2, 255, 255, 0, 0)), (510, 0, 7)),
        (FIXED, bytes((2,)), (6, 6, 6)),
        (FIXED, bytes((0,)), (6,)),
        (EBML, bytes((2,)) + ebml.vint(800) + b"\x5e\xd3", (800, 500, 1000)),
        (EBML, bytes((2,)) + ebml.vint(3) + b"\xc1", (3, 5, 7)),
        (EBML, bytes((1,)) + ebml.vint(3), (3, 9)),
        (EBML, bytes((0,)), (9,)),
    ],
)
def test_lacing(flags: int, head: bytes, sizes: tuple[int, ...]) -> None:
    frames = [bytes([65 + at]) * size for at, size in enumerate(sizes)]

    found = samples_of(lace(flags, head, b"".join(frames)))

    assert [sample.data for sample in found] == frames
    assert [sample.pts for sample in found] == [1000] * len(sizes)
    assert {sample.duration for sample in found} == {None}


def test_frames_of_a_lace_share_the_duration_or_have_the_default() -> None:
    body = lace(FIXED, b"\2", b"abcdef")
    track = caption(ebml.track(2, default_duration=40))

    found = samples_of(body, 300)
    assert [(s.pts, s.duration) for s in found] == [(1000, 100), (1100, 100), (1200, 100)]
    found = samples_of(body, 300, track)
    assert [(s.pts, s.duration) for s in found] == [(1000, 40), (1040, 40), (1080, 40)]


@pytest.mark.parametrize(
    "body",
    [
        lace(FIXED, b"\2", b"abcde"),
        lace(XIPH, b"\2\xff", b""),
        lace(XIPH, b"\1\x20", b"short"),
        lace(EBML, b"\2\x81\x80", b"abc"),
        lace(EBML, b"\1\x00", b"abc"),
        lace(EBML, b"", b""),
    ],
)
def test_wrong_lacing_is_an_error(body: bytes) -> None:
    with pytest.raises(ContainerError):
        samples_of(body)


def test_each_frame_is_unpacked() -> None:
    track = caption(ebml.track(2, encodings=ebml.compression(0)))
    packed = zlib.compress(b"text\0")

    assert samples_of(ebml.block_body(2, 0, packed), track=track)[0].data == b"text"
    found = samples_of(lace(FIXED, b"\1", packed * 2), track=track)
    assert [sample.data for sample in found] == [b"text", b"text"]


@pytest.mark.parametrize(
    ("algorithm", "stored", "expected"),
    [
        (0, zlib.compress(b"line:1"), b"line:1"),
        (0, b"line:1", b"line:1"),
        (3, b"line:1", b"line:1"),
    ],
)
def test_additions_may_be_packed_too(algorithm: int, stored: bytes, expected: bytes) -> None:
    track = caption(ebml.track(2, encodings=ebml.compression(algorithm)))
    packed = zlib.compress(b"text") if algorithm == 0 else b"text"
    data = ebml.block_group(2, 0, packed, additions=[(1, stored)])

    [sample] = to_samples(track, group(data), data, 0, None, 0)

    assert (sample.data, sample.additions) == (b"text", ((1, expected),))


@given(st.binary(max_size=60))
def test_any_bytes_are_a_block_or_our_error(data: bytes) -> None:
    with contextlib.suppress(CueliftError):
        samples_of(data)
    with contextlib.suppress(CueliftError):
        group_at(data, 0, len(data))
    with contextlib.suppress(CueliftError):
        group(ebml.block_group(2, 0, b"x", after=data))

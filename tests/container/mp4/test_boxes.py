import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.container.mp4 import boxes
from cuelift.container.mp4.boxes import (
    Box,
    by_kind,
    children,
    from_head,
    open_boxes,
    read_on,
    top_box,
)
from cuelift.errors import ContainerError
from cuelift.media import ByteRange
from cuelift.testing import RangedBytes
from tests.writers.isobmff import FTYP, box, u32, u64, wide


def find(data):
    source = RangedBytes(data)
    return source.run(open_boxes(len(data))), source


def test_children_are_listed_with_their_bodies():
    data = box(b"aaaa", b"12") + box(b"bbbb")

    assert children(data, 0, len(data)) == [Box(b"aaaa", 8, 10), Box(b"bbbb", 18, 18)]


def test_a_child_may_have_a_64_bit_size():
    data = wide(b"aaaa", b"12") + box(b"bbbb")

    assert children(data, 0, len(data)) == [Box(b"aaaa", 16, 18), Box(b"bbbb", 26, 26)]


@pytest.mark.parametrize(
    "end", [bytes(8), u32(7) + b"aaaa", u32(1) + b"aaaa" + u64(15), b"1234567"]
)
def test_a_size_that_is_too_small_ends_the_list(end):
    data = box(b"aaaa") + end

    assert [child.kind for child in children(data, 0, len(data))] == [b"aaaa"]


def test_a_child_larger_than_its_parent_ends_with_it():
    data = u32(100) + b"aaaa" + b"12"

    assert children(data, 0, len(data)) == [Box(b"aaaa", 8, 10)]


def test_children_are_limited():
    data = box(b"aaaa") * (boxes.MAX_CHILDREN + 1)

    with pytest.raises(ContainerError, match="side by side"):
        children(data, 0, len(data))


def test_the_first_box_of_a_kind_counts():
    data = box(b"aaaa", b"1") + box(b"aaaa", b"22")

    assert by_kind(data, 0, len(data)) == {b"aaaa": Box(b"aaaa", 8, 9)}


@pytest.mark.parametrize(
    "header",
    [b"1234567", u32(7) + b"free", u32(1) + b"free", u32(1) + b"free" + u64(9), u32(16) + b"\0abc"],
)
def test_what_cannot_begin_a_box_is_none(header):
    assert top_box(header, 0, 0, 1000) is None


def test_a_top_level_box_of_size_zero_reaches_to_the_end():
    assert top_box(u32(0) + b"mdat", 0, 40, 1000).end == 1000


def test_a_movie_box_in_front_costs_one_read():
    found, source = find(FTYP + box(b"moov", b"index") + box(b"mdat", bytes(100_000)))

    assert found.moov == b"index"
    assert source.rounds == 1


def test_a_movie_box_behind_the_media_costs_a_header_per_box():
    data = FTYP + wide(b"mdat", bytes(1_000_000)) + box(b"free", bytes(99)) + box(b"moov", b"index")

    found, source = find(data)

    assert found.moov == b"index"
    assert source.bytes_read <= boxes.HEAD_BYTES + 2 * 16 + len(b"index")
    assert source.rounds == 4


def test_of_a_large_movie_box_in_front_only_the_rest_is_read():
    data = FTYP + box(b"moov", bytes(100_000)) + box(b"mdat", bytes(1_000))

    found, source = find(data)

    assert found.moov == bytes(100_000)
    assert source.bytes_read == len(FTYP) + 8 + 100_000


def test_a_fragment_without_a_movie_box_ends_the_walk():
    found, _ = find(box(b"styp", b"msdh") + box(b"moof", bytes(16)))

    assert [passed.kind for passed in found.boxes] == [b"styp", b"moof"]
    assert found.moov == b""


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "no moov box in 0 bytes"),
        (FTYP, f"no moov box in {len(FTYP)} bytes"),
        (
            FTYP + box(b"mdat", bytes(99)),
            "no moov box in 131 bytes: the recording was not finished",
        ),
        (
            FTYP + u32(5000) + b"mdat",
            "the mdat box at 24 claims 5000 bytes, so the file is cut off",
        ),
        (FTYP + u32(5000) + b"moov", "the moov box at 24 has 5000 bytes, .* the file is cut off"),
        (FTYP + bytes(20), "there is no box at 24 of 44 bytes"),
    ],
)
def test_without_a_movie_box_the_error_says_why(data, message):
    with pytest.raises(ContainerError, match=message):
        find(data)


def test_a_movie_box_that_no_film_has_is_refused():
    head = FTYP + u32(boxes.MOOV_BYTES + 9) + b"moov" + bytes(8)
    fetch = open_boxes(1 << 40)
    next(fetch)

    with pytest.raises(ContainerError, match="more than 134217728"):
        fetch.send([head])


def test_boxes_before_the_movie_box_are_limited(monkeypatch):
    monkeypatch.setattr(boxes, "MAX_BOXES_AHEAD", 3)

    with pytest.raises(ContainerError, match="among the first 3 boxes"):
        find(FTYP + box(b"free") * 3 + box(b"moov", b"index"))


def test_an_answer_that_is_too_short_is_an_error():
    with pytest.raises(ContainerError, match="10 bytes wanted at 5, 3 came"):
        RangedBytes(bytes(8)).run(read_on(b"", 5, 15))


def test_what_is_at_hand_is_not_asked_for():
    def reader():
        first = yield [ByteRange(0, 2), ByteRange(2, 5), ByteRange(3, 4)]
        second = yield [ByteRange(1, 4)]
        return first, second

    source = RangedBytes(b"abcdefgh")

    assert source.run(from_head(reader(), b"abcd", 8)) == ([b"ab", b"cde", b"d"], [b"bcd"])
    assert source.asked == [(2, 5)]
    assert RangedBytes(b"abcd").run(from_head(reader(), b"abcd", 4)) == (
        [b"ab", b"cd", b"d"],
        [b"bcd"],
    )


@given(st.binary(max_size=64))
def test_any_bytes_have_children(data):
    assert all(child.start <= child.end <= len(data) for child in children(data, 0, len(data)))

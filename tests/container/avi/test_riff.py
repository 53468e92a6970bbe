from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cuelift.container.avi.riff import Chunk, chunks, read_header
from tests.writers.avi import VIDEO, chunk, listing, stream


def test_chunks_follow_each_other_on_even_places() -> None:
    data = chunk(b"abcd", b"xyz") + listing(b"kind", chunk(b"efgh", b""))

    assert list(chunks(data)) == [Chunk(b"abcd", 8, 11), Chunk(b"kind", 24, 32)]


def test_a_chunk_that_is_too_long_is_cut() -> None:
    assert list(chunks(b"abcd\xff\xff\xff\xffxy")) == [Chunk(b"abcd", 8, 10)]


def test_streams_are_listed() -> None:
    header = (
        chunk(b"avih", bytes(56)) + VIDEO + stream(b"txts", bytes(4), title="Français".encode())
    )

    video, text = read_header(header)

    assert (video.number, video.kind, video.compression) == (0, b"vids", b"XVID")
    assert (video.size, video.duration_ns) == ((720, 576), 4_000_000_000)
    assert (text.number, text.kind, text.title) == (1, b"txts", "Français")


def test_a_stream_without_its_parts_is_one_all_the_same() -> None:
    [empty] = read_header(listing(b"strl"))

    assert (empty.kind, empty.title, empty.duration_ns, empty.listing) == (
        bytes(4),
        None,
        None,
        b"",
    )


def test_there_are_no_more_streams_than_two_digits_can_name() -> None:
    assert len(read_header(listing(b"strl") * 120)) == 100


@given(st.binary(max_size=200))
def test_any_bytes_are_a_header(data: bytes) -> None:
    read_header(data)
    read_header(listing(b"strl", data))

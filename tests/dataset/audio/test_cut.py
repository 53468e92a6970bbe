from __future__ import annotations

import struct

from hypothesis import given
from hypothesis import strategies as st

from cuelift.dataset.audio.cut import cut


def samples(count: int) -> bytes:
    return struct.pack(f"<{count}H", *range(count))


@given(st.lists(st.integers(0, 60), max_size=12), st.lists(st.integers(1, 33), max_size=40))
def test_each_piece_is_what_lies_there_however_the_stream_comes(borders, sizes):
    data = samples(50)
    chunks, at = [], 0
    for size in [*sizes, len(data)]:
        chunks.append(data[at : at + size])
        at += size
    borders.sort()
    spans = list(zip(borders[::2], borders[1::2], strict=False))

    assert list(cut(chunks, spans)) == [data[2 * first : 2 * last] for first, last in spans]


def test_no_more_of_the_stream_is_taken_than_needed():
    taken = []

    def stream():
        for number in range(10):
            taken.append(number)
            yield samples(10)

    assert [len(piece) for piece in cut(stream(), [(5, 15), (19, 20)])] == [20, 2]
    assert taken == [0, 1]


def test_half_a_sample_at_the_end_is_none():
    assert list(cut([b"abc"], [(0, 9)])) == [b"ab"]

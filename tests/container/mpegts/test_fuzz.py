"""Nothing that a file can hold may stop, crash or fill the reader."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.container.mpegts import open_mpegts
from cuelift.errors import CueliftError
from tests.container.reading import read_everything
from tests.support.limited import survive
from tests.writers import pgs
from tests.writers.mpegts import CAPTIONS, VIDEO_STREAM, descriptor, dvb, film, stream

DISC = stream(0x90, CAPTIONS)


def target(data: bytes) -> None:
    read_everything(open_mpegts, data)


def seeds() -> list[bytes]:
    shown = [(CAPTIONS, 9000 * n, b"\x20\0" + bytes(200 * n)) for n in range(8)]
    sets = [(CAPTIONS, 9000 * n, pgs.composition() + pgs.end()) for n in range(8)]
    teletext = stream(6, 0x130, descriptor(0x56, b"eng\x10\x88"))
    return [
        film(shown, [VIDEO_STREAM, dvb(), teletext]).write(),
        film(sets, [VIDEO_STREAM, DISC], about=descriptor(5, b"HDMV")).write(192),
        film(shown, start=(1 << 33) - 50_000).write(204),
    ]


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_every_mutation_ends_in_a_result_or_our_error(seed: int) -> None:
    survive(seeds(), target, count=1000, seed=seed)


def test_the_unchanged_files_are_read() -> None:
    for data in seeds():
        target(data)


@given(st.lists(st.binary(min_size=187, max_size=187), max_size=12))
def test_any_packets_end_in_a_result_or_our_error(packets: list[bytes]) -> None:
    data = seeds()[0][: 188 * 5] + b"".join(b"G" + packet for packet in packets)
    with contextlib.suppress(CueliftError):
        target(data)

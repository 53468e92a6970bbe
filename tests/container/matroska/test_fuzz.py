"""Nothing that a file can hold may stop, crash or fill the reader."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.container.matroska import open_matroska
from cuelift.errors import ContainerError, CueliftError
from cuelift.media import Window
from cuelift.testing import RangedBytes, read_extent
from tests.container.matroska.helpers import captions, film
from tests.container.matroska.test_movie import rich_film
from tests.support.limited import survive
from tests.writers import ebml

MOST_STEPS = 200


class Impatient(RangedBytes):
    """Fails when a reader asks far more often than its file is long."""

    def answer(self, wanted: object) -> list[bytes]:
        assert self.rounds < 3000 + len(self.data) // 8
        return super().answer(wanted)


def read_everything(data: bytes) -> None:
    source = Impatient(data)
    movie = source.run(open_matroska(len(data)))
    wanted = [track.index for track in movie.tracks if track.refusal is None]
    source.run(movie.index(wanted, Window(0, 8_000_000_000)))
    index = source.run(movie.index(wanted))
    for extent in index.extents[:MOST_STEPS]:
        try:
            read_extent(movie, source, extent)
        except ContainerError:
            with contextlib.suppress(ContainerError):
                source.run(movie.recover(extent))
    scan = movie.scan(wanted)
    for start, end in scan.slices():
        part = scan.parse(start, memoryview(data)[start:end])
        for _ in range(MOST_STEPS):
            if part.more is None:
                break
            assert part.more.end > end
            end = part.more.end
            part = scan.parse(start, memoryview(data)[start:end])
        assert part.more is None
    source.run(scan.hop(lambda sample: None))
    scan.hop_cost()


def seeds() -> list[bytes]:
    return [
        rich_film(),
        film(4, cues="front", tags=[ebml.statistics(1002, 4, 20)]).write(),
        film(clusters=captions(3, unknown_size=True), seek=False, unknown_segment=True).write(),
        film(clusters=captions(3, lead=ebml.void(9)), relative_positions=False).write(),
    ]


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_every_mutation_ends_in_a_result_or_our_error(seed: int) -> None:
    survive(seeds(), read_everything, count=1000, seed=seed)


def test_the_unchanged_files_are_read() -> None:
    for data in seeds():
        read_everything(data)


@given(st.binary(max_size=300))
def test_any_bytes_in_a_segment_end_in_a_result_or_our_error(body: bytes) -> None:
    tracks = ebml.element(ebml.TRACKS, ebml.track(2))
    for before in (
        b"",
        ebml.info() + tracks,
        ebml.info() + tracks + captions(1)[0].write()[0][-40:],
    ):
        with contextlib.suppress(CueliftError):
            read_everything(ebml.ebml_header() + ebml.element(ebml.SEGMENT, before + body))

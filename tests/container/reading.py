"""Opens files in memory by what they begin with, and reads them in every order."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

from cuelift.container import Movie, sniff
from cuelift.media import ByteRange, Sample
from cuelift.testing import RangedBytes, read_extent, read_hopped, read_scanned

MOST_STEPS = 300


class Impatient(RangedBytes):
    """Fails when a reader asks far more often than its file is long."""

    def answer(self, wanted: Sequence[ByteRange]) -> list[bytes]:
        assert self.rounds < 2000 + len(self.data) // 8
        return super().answer(wanted)


def opened(data: bytes) -> tuple[Movie, RangedBytes]:
    container = sniff(data[:2048])
    assert container is not None
    source = RangedBytes(data)
    return source.run(container.open(len(data))), source


def scanned(data: bytes, wanted: Sequence[int] | None = None) -> list[Sample]:
    movie, source = opened(data)
    chosen = range(len(movie.tracks)) if wanted is None else wanted
    samples = read_scanned(movie, source, chosen)
    assert samples == read_hopped(movie, source, chosen)
    assert samples == shuffled(movie, data, chosen)
    return samples


def shuffled(movie: Movie, data: bytes, wanted: Sequence[int]) -> list[Sample]:
    """All samples, out of slices that come in any order, as views."""
    scan = movie.scan(wanted)
    order = list(scan.slices())
    random.Random(7).shuffle(order)
    found: list[Sample] = []
    for start, end in order:
        part = scan.parse(start, memoryview(data)[start:end])
        while part.more is not None:
            end = part.more.end
            part = scan.parse(start, memoryview(data)[start:end])
        found += part.samples
    return sorted(found, key=lambda sample: (sample.offset, sample.track))


def damage(data: bytes) -> list[str]:
    """What a scan says that it lost."""
    movie, _ = opened(data)
    scan = movie.scan(range(len(movie.tracks)))
    parts = [scan.parse(start, data[start:end]) for start, end in scan.slices()]
    return [part.warning for part in parts if part.warning]


def notes(data: bytes) -> list[str]:
    """What a scan found odd, though it lost nothing by it."""
    movie, _ = opened(data)
    scan = movie.scan(range(len(movie.tracks)))
    parts = [scan.parse(start, data[start:end]) for start, end in scan.slices()]
    return [part.note for part in parts if part.note]


def read_everything(open_it: Any, data: bytes) -> None:
    """Opens and reads a file in all ways that there are."""
    source = Impatient(data)
    movie: Movie = source.run(open_it(len(data)))
    source.run(movie.read_attachments())
    wanted = [track.index for track in movie.tracks if track.refusal is None]
    index = source.run(movie.index(wanted))
    for extent in index.extents[:MOST_STEPS]:
        try:
            read_extent(movie, source, extent)
        except Exception as error:
            if not type(error).__module__.startswith("cuelift"):
                raise
    scan = movie.scan(wanted)
    for start, end in scan.slices():
        part = scan.parse(start, memoryview(data)[start:end])
        for _ in range(MOST_STEPS):
            if part.more is None:
                break
            end = part.more.end
            part = scan.parse(start, memoryview(data)[start:end])
        assert part.more is None
    source.run(movie.scan(wanted).hop(lambda sample: None))
    scan.hop_cost()

"""Opens and reads files in memory."""

from __future__ import annotations

from collections.abc import Collection

from cuelift.container.mp4 import Mp4Movie, open_mp4
from cuelift.media import Window
from cuelift.testing import RangedBytes, read_indexed

SECOND = 1_000_000_000


def opened(data: bytes) -> tuple[Mp4Movie, RangedBytes]:
    source = RangedBytes(data)
    return source.run(open_mp4(len(data))), source


def read(
    data: bytes, wanted: Collection[int] | None = None, window: Window | None = None
) -> list[tuple[int, int | None, bytes]]:
    """pts, duration and data of all samples of the wanted tracks, in index order."""
    movie, source = opened(data)
    numbers = range(len(movie.tracks)) if wanted is None else wanted
    samples = read_indexed(movie, source, numbers, window)
    return [(sample.pts, sample.duration, sample.data) for sample in samples]


def warnings(data: bytes) -> list[str]:
    """What the index warns of."""
    movie, source = opened(data)
    return list(source.run(movie.index(range(len(movie.tracks)))).warnings)

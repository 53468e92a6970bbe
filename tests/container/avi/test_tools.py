"""The same files read by us and by libav."""

from __future__ import annotations

from pathlib import Path

import av
import pytest

from cuelift.testing import read_indexed, read_scanned
from tests.container import making
from tests.container.avi.test_gab2 import SRT
from tests.container.reading import opened
from tests.writers.avi import VIDEO, film, gab2, stream

pytestmark = pytest.mark.tools


def test_pictures_are_those_that_libav_reads(tmp_path: Path) -> None:
    path = making.film(tmp_path, making.subpictures(tmp_path), "film.avi", "-c:s", "xsub")

    data = path.read_bytes()
    movie, source = opened(data)
    samples = read_indexed(movie, source, [0])

    assert [each.data for each in samples] == [data for _, data in making.packets(path)]
    assert [(each.pts, each.duration) for each in samples] == [
        (1000 + 2000 * number, pytest.approx(1000, abs=12)) for number in range(making.COUNT)
    ]
    assert read_scanned(movie, source, [0]) == samples
    assert movie.duration_ns == pytest.approx(18e9, abs=0.1e9)
    assert source.bytes_read < 200_000 + 2 * len(data)


def test_texts_are_those_that_libav_reads(tmp_path: Path) -> None:
    path = tmp_path / "film.avi"
    chunks = [
        (b"01tx", gab2(SRT.replace("0:0:3.5", "0:0:3.500").encode())),
        *[(b"00dc", bytes(100))] * 200,
    ]
    path.write_bytes(film(chunks, [VIDEO, stream(b"txts", bytes(4))]))

    movie, source = opened(path.read_bytes())

    with av.open(str(path)) as container:
        packets = container.demux(container.streams.subtitles[0])
        theirs = [(each.pts, each.duration, bytes(each)) for each in packets if each.size]
    assert [
        (each.pts, each.duration, each.data) for each in read_indexed(movie, source, [0])
    ] == theirs

"""The same files read by us and by libav."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.container import making
from tests.container.reading import damage, opened, scanned

pytestmark = pytest.mark.tools


@pytest.mark.parametrize("how", [("-f", "vob"), ("-f", "svcd"), ("-f", "vob", "-packetsize", 1500)])
def test_sub_pictures_are_those_that_libav_reads(tmp_path: Path, how: tuple[object, ...]) -> None:
    path = making.film(tmp_path, making.subpictures(tmp_path), "film.vob", "-map", "1:s", *how)

    data = path.read_bytes()
    movie, _ = opened(data)
    samples = scanned(data)

    assert len(movie.tracks) == 2
    for track in movie.tracks:
        ours = [(each.pts, each.data) for each in samples if each.track == track.index]
        assert ours == making.packets(path, track.index)
        assert len(ours) == making.COUNT
    [edit] = movie.tracks[0].edits
    assert edit.media_start_ns == pytest.approx(making.first_picture(path) * 1e9, abs=1000)
    assert movie.tracks[0].canvas == (720, 480)
    assert movie.duration_ns == pytest.approx(18e9, abs=0.1e9)
    assert damage(data) == []


def test_a_bare_sub_file_is_read(tmp_path: Path) -> None:
    path = making.subpictures(tmp_path).with_suffix(".sub")

    samples = scanned(path.read_bytes())

    assert [(each.pts, each.data) for each in samples] == [
        (90_000 * (1 + 2 * number), making.spu(1, 40 + 2 * number))
        for number in range(making.COUNT)
    ]

"""Presentation graphics made of pictures, as our decoder and libavcodec read them."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import pytest

from cuelift.cues import Bitmap, Cue, Header
from cuelift.cues.bitmap import to_rgba
from cuelift.format import FORMATS
from cuelift.format.images.packed import pack
from tests.codec import pictures
from tests.support.pictures import BLACK, CLEAR, WHITE, bitmap, noise, shown
from tests.writers import pgs


def written(cues: Sequence[Cue]) -> tuple[bytes, dict[str, int]]:
    entry = FORMATS["sup"]
    assert entry.pictures is not None
    writer = entry.pictures(Header(), entry.options())
    [file] = writer.files(cues)
    assert file.name == ""
    return file.data, writer.losses


def decoded(data: bytes) -> list[Cue]:
    return pictures.decode(pictures.opener("pgs", timescale=90_000), pgs.sets(data))


def times(cues: Sequence[Cue]) -> list[tuple[int, int | None, bool]]:
    return [(cue.start_ns, cue.end_ns, cue.forced) for cue in cues]


def alike(one: Bitmap, other: Bitmap, most: int = 3) -> bool:
    """Whether two pictures look the same, and lie at the same place."""
    assert (one.x, one.y, one.width, one.height) == (other.x, other.y, other.width, other.height)
    apart = np.abs(to_rgba(one).astype(int) - to_rgba(other).astype(int))
    assert not apart[..., 3].any()
    assert apart.max() <= most
    return True


@pytest.mark.parametrize("canvas", [(1920, 1080), (720, 576)])
def test_pictures_come_back_with_time_place_and_colours(canvas) -> None:
    colors = random.Random(4).randbytes(64 * 3)
    palette = b"".join(colors[at : at + 3] + b"\xff" for at in range(0, len(colors), 3))
    first = bitmap(noise(1, colors=64), 40, palette, at=(10, 20), canvas=canvas)
    cues = [shown(1, 2.5, pack(first)), shown(3, 4, forced=True), shown(4, 5, bitmap(at=(7, 8)))]

    data, losses = written(cues)

    back = decoded(data)
    assert losses == {}
    assert times(back) == times(cues)
    assert back[0].bitmaps[0].pixels == first.pixels
    for cue, other in zip(cues, back, strict=True):
        assert alike(cue.bitmaps[0], other.bitmaps[0])
    assert back[0].bitmaps[0].canvas_width == canvas[0]


def test_touching_cues_need_no_clearing_between_them() -> None:
    data, _ = written([shown(1, 2, bitmap(at=(0, 0))), shown(2, 3)])

    assert [pts for pts, _ in pgs.sets(data)] == [90_000, 180_000, 270_000]


def test_two_pictures_are_two_objects_of_one_palette() -> None:
    top = bitmap(at=(100, 50), palette=CLEAR + BLACK + WHITE)
    data, losses = written([shown(1, 2, top, bitmap(b"\7\1\2\1"))])

    [cue] = decoded(data)
    assert losses == {}
    assert len(cue.bitmaps) == 2
    assert alike(cue.bitmaps[0], top)
    assert alike(cue.bitmaps[1], bitmap(b"\7\1\2\1"))


def test_equal_palettes_stay_as_they_are() -> None:
    data, _ = written([shown(1, 2, bitmap(at=(0, 0)), bitmap())])

    [cue] = decoded(data)
    assert [each.pixels for each in cue.bitmaps] == [bitmap().pixels] * 2


def test_many_pictures_are_drawn_into_an_upper_and_a_lower_one() -> None:
    places = [(0, 0), (10, 4), (100, 900), (120, 904)]
    data, losses = written([shown(1, 2, *(bitmap(at=place) for place in places))])

    [cue] = decoded(data)
    assert losses == {}
    assert [(each.x, each.y, each.width, each.height) for each in cue.bitmaps] == [
        (0, 0, 12, 6), (100, 900, 22, 6),
    ]  # fmt: skip


def test_pictures_side_by_side_are_one() -> None:
    data, _ = written([shown(1, 2, bitmap(at=(0, 5)), bitmap(at=(10, 5)), bitmap(at=(20, 5)))])

    [cue] = decoded(data)
    assert [(each.x, each.width) for each in cue.bitmaps] == [(0, 22)]


def test_forced_and_other_pictures_keep_their_flags() -> None:
    data, losses = written([shown(1, 3, bitmap(at=(0, 0)), forced=True), shown(2, 3)])

    assert losses == {}
    flags = {(cue.start_ns, cue.forced) for cue in decoded(data)}
    assert flags == {(10**9, True), (2 * 10**9, False)}


def test_too_many_colours_for_one_palette_are_drawn_into_one_picture() -> None:
    many = [bytes((at, 0, blue, 255)) for blue in (0, 200) for at in range(200)]
    one = bitmap(bytes(range(200)), 20, b"".join(many[:200]), at=(0, 0))
    other = bitmap(bytes(range(200)), 20, b"".join(many[200:]), at=(0, 40))

    _, losses = written([shown(1, 2, one, other)])
    assert losses == {}
    data, losses = written([shown(1, 2, one, forced=True), shown(1, 2, other)])
    assert losses == {"forced": 1}
    [cue] = decoded(data)
    assert [(each.width, each.height) for each in cue.bitmaps] == [(20, 50)]


def test_next_to_nothing_in_a_sea_of_air_is_lost_and_counted() -> None:
    corners = [(0, 0), (1918, 0), (0, 1), (1918, 1)]

    data, losses = written([shown(1, 2, *(bitmap(at=(x, y * 2)) for x, y in corners))])
    assert losses == {}
    far = [(0, 0), (8000, 500), (0, 8000), (8000, 7500)]
    data, losses = written([shown(1, 2, *(bitmap(at=place, canvas=(8192, 8192)) for place in far))])

    assert losses == {"picture": 2}
    assert len(decoded(data)[0].bitmaps) == 2


def test_libavcodec_reads_the_same_pictures() -> None:
    cues = [shown(at, at + 1, bitmap(noise(at), 40, at=(at, 2 * at))) for at in range(1, 20)]

    data, _ = written(cues)

    found = [
        each for each in pictures.by_libav("pgssub", (data for _, data in pgs.sets(data))) if each
    ]
    expected = [pictures.shown(cue.bitmaps[0]) for cue in cues]
    assert [each[0] for each in found] == expected


def test_no_cues_are_an_empty_file() -> None:
    assert written([]) == (b"", {})

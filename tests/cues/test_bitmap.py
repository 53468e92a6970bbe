"""Pictures are compared, cut, coloured and put together."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from cuelift.cues import Bitmap
from cuelift.cues.bitmap import compose, crop, opacity, part, to_rgba

RED, BLUE, HALF = b"\xff\0\0\xff", b"\0\0\xff\xff", b"\0\xff\0\x80"
CLEAR = bytes(4)


def bitmap(*rows: str, x: int = 10, y: int = 20, palette: bytes = CLEAR + RED + BLUE) -> Bitmap:
    return Bitmap(
        x=x,
        y=y,
        width=len(rows[0]),
        height=len(rows),
        canvas_width=100,
        canvas_height=50,
        pixels=bytes(map(int, "".join(rows))),
        palette=palette,
    )


def test_equal_pictures_are_equal_and_have_one_hash() -> None:
    assert bitmap("12", "01") == bitmap("12", "01")
    assert hash(bitmap("12", "01")) == hash(bitmap("12", "01"))
    assert bitmap("12") != bitmap("12", x=11)


def test_the_digest_names_the_picture_wherever_it_lies() -> None:
    assert bitmap("12").digest == bitmap("12", x=0, y=0).digest
    assert len(bitmap("12").digest) == 16


@pytest.mark.parametrize(
    "other",
    [
        bitmap("21"),
        bitmap("1", "2"),
        bitmap("12", palette=CLEAR + RED),
        bitmap("12", palette=CLEAR + BLUE + RED),
    ],
)
def test_what_looks_different_has_another_digest(other: Bitmap) -> None:
    assert other.digest != bitmap("12").digest


def test_the_digest_takes_no_part_in_comparing() -> None:
    seen, fresh = bitmap("12"), bitmap("12")

    assert seen.digest
    assert seen == fresh
    assert replace(seen, pixels=b"\2\1").digest != seen.digest


def test_a_picture_survives_a_process_border() -> None:
    seen = bitmap("12")

    assert seen.digest == pickle.loads(pickle.dumps(seen)).digest
    assert pickle.loads(pickle.dumps(seen)) == copy.copy(seen) == seen


def test_opacity_adds_up_what_can_be_seen() -> None:
    assert opacity(bitmap("1203", "0010", palette=CLEAR + RED + HALF)) == 255 + 128 + 255


def test_alphas_go_on_with_zeros() -> None:
    assert bitmap("1").alphas == bytes((0, 255, 255)) + bytes(253)


def test_transparent_borders_are_cut_off() -> None:
    cut = crop(bitmap("0000", "0120", "0010", "0000"))

    assert cut == bitmap("12", "01", x=11, y=21)


@pytest.mark.parametrize("rows", [("100", "001"), ("1",), ("010", "101", "010")])
def test_a_picture_without_borders_stays_itself(rows: tuple[str, ...]) -> None:
    whole = bitmap(*rows)

    assert crop(whole) is whole


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (("01", "01"), bitmap("1", "1", x=11)),
        (("10", "10"), bitmap("1", "1")),
        (("00", "11"), bitmap("11", y=21)),
        (("11", "00"), bitmap("11")),
    ],
)
def test_one_border_is_enough(rows: tuple[str, ...], expected: Bitmap) -> None:
    assert crop(bitmap(*rows)) == expected


def test_indices_past_the_palette_are_transparent() -> None:
    assert crop(bitmap("939", "313")) == bitmap("1", x=11, y=21)


def test_nothing_is_left_of_a_picture_that_nobody_sees() -> None:
    assert crop(bitmap("00", "33")) is None
    assert crop(bitmap("11", palette=b"")) is None


def test_a_part_keeps_its_place_on_the_canvas() -> None:
    assert part(bitmap("012", "120"), 1, 1, 2, 1) == bitmap("20", x=11, y=21)


def test_colours_are_looked_up() -> None:
    assert to_rgba(bitmap("01", "29")).tobytes() == CLEAR + RED + BLUE + CLEAR


def test_one_picture_composes_to_itself() -> None:
    whole = bitmap("12")

    assert compose([whole]) is whole


def test_there_is_nothing_to_compose_of_nothing() -> None:
    with pytest.raises(ValueError, match="no picture"):
        compose([])


def test_pictures_apart_keep_their_colours() -> None:
    both = compose([bitmap("1"), bitmap("2", x=12, y=21, palette=CLEAR * 2 + HALF)])

    assert (both.x, both.y, both.width, both.height) == (10, 20, 3, 2)
    assert (both.canvas_width, both.canvas_height) == (100, 50)
    assert to_rgba(both).tobytes() == RED + CLEAR * 4 + HALF


def test_the_later_picture_lies_on_top() -> None:
    both = compose([bitmap("11"), bitmap("20", palette=CLEAR + RED + BLUE)])

    assert to_rgba(both).tobytes() == BLUE + RED


def test_half_transparent_pixels_mix() -> None:
    glass = bitmap("1", palette=CLEAR + b"\0\0\xff\x80")

    over_red = compose([bitmap("1"), glass])
    twice = compose([glass, bitmap("1", palette=CLEAR + b"\xff\0\0\x80")])

    assert to_rgba(over_red).tobytes() == b"\x7f\0\x80\xff"
    assert to_rgba(twice).tobytes() == b"\xaa\0\x55\xc0"


def test_too_many_colours_become_the_nearest_frequent_ones() -> None:
    greys = b"".join(bytes((level, level, level, 255)) for level in range(256))
    every = Bitmap(
        x=0, y=0, width=256, height=2, canvas_width=300, canvas_height=9,
        pixels=bytes(range(256)) * 2, palette=greys,
    )  # fmt: skip
    odd = bitmap("1", x=256, y=0, palette=CLEAR + b"\xfe\xfe\xff\xff")

    both = compose([every, odd])
    colors = to_rgba(both)

    assert len(both.palette) == 4 * 256
    assert colors[0, :255].tobytes() == greys[: 4 * 255]
    assert colors[:, 255:].tolist() == [[[254] * 3 + [255]] * 2, [[254] * 3 + [255], [0] * 4]]


@given(st.integers(1, 9), st.integers(1, 9), st.data())
def test_a_crop_loses_nothing_that_shows(width: int, height: int, data: st.DataObject) -> None:
    indices = data.draw(st.binary(min_size=width * height, max_size=width * height))
    whole = Bitmap(
        x=0, y=0, width=width, height=height, canvas_width=9, canvas_height=9,
        pixels=bytes(index % 5 for index in indices), palette=CLEAR * 3 + RED,
    )  # fmt: skip
    cut = crop(whole)

    assert whole.pixels.count(3) == (cut.pixels.count(3) if cut else 0)
    if cut:
        assert crop(cut) is cut
        assert to_rgba(part(whole, cut.x, cut.y, cut.width, cut.height)).tobytes() == (
            to_rgba(cut).tobytes()
        )


def test_text_never_loads_numpy() -> None:
    code = "import sys, cuelift, cuelift.cues, cuelift.codec; sys.exit('numpy' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

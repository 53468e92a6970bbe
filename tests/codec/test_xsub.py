"""XSUB samples become cues with pictures."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.cues import Cue
from cuelift.cues.bitmap import to_rgba
from cuelift.errors import CodecError
from tests.codec.pictures import (
    SECOND,
    by_libav,
    cropped,
    decode,
    decode_what_can_be,
    matches_golden,
    opener,
    pixels,
    random_pixels,
    shown,
)
from tests.codec.test_pgs import frames_of
from tests.codec.test_vobsub import convert, encode, packets
from tests.support.limited import survive
from tests.writers import xsub

LETTER = pixels("1221", "2332", "1..1")
CANVAS = (640, 480)


def lift(
    data: bytes, *, codec_id: str = "DXSB", canvas: tuple[int, int] | None = CANVAS
) -> list[Cue]:
    return decode(opener("xsub", codec_id=codec_id, canvas=canvas), [(0, data)])


def test_a_sample_is_one_picture_with_times_of_its_own() -> None:
    [cue] = lift(xsub.picture(LETTER, 4, x=100, y=50, span=(3_723_004, 3_725_006)))
    [bitmap] = cue.bitmaps

    assert (cue.start_ns, cue.end_ns) == (3_723_004_000_000, 3_725_006_000_000)
    assert shown(bitmap) == (100, 50, 4, 3, LETTER)
    assert (bitmap.canvas_width, bitmap.canvas_height) == CANVAS
    assert bitmap.palette.hex(" ", 4) == "00000000 ffffffff 102030ff 808080ff"


def test_the_other_kind_has_an_alpha_for_each_colour() -> None:
    [cue] = lift(xsub.picture(LETTER, 4, alphas=bytes((9, 0, 200, 255))), codec_id="DXSA")

    assert cue.bitmaps[0].palette.hex(" ", 4) == "00000009 00000000 102030c8 808080ff"


def test_an_end_that_is_not_after_the_start_is_none() -> None:
    [cue] = lift(xsub.picture(LETTER, 4, span=(2000, 2000)))

    assert (cue.start_ns, cue.end_ns) == (2 * SECOND, None)


def test_without_a_canvas_it_is_as_large_as_it_must_be() -> None:
    [cue] = lift(xsub.picture(LETTER, 4, x=1000, y=100), canvas=None)

    assert (cue.bitmaps[0].canvas_width, cue.bitmaps[0].canvas_height) == (1004, 576)


def test_transparent_borders_are_cut_off() -> None:
    [cue] = lift(xsub.picture(pixels("....", ".12.", "...."), 4))

    assert shown(cue.bitmaps[0]) == (1, 1, 2, 1, pixels("12"))


def test_a_picture_that_nobody_sees_is_counted() -> None:
    decoder = opener("xsub")

    assert decode(decoder, [(0, xsub.picture(bytes(4), 2))]) == []
    assert decode(decoder, [(0, xsub.picture(bytes(4), 2))]) == []
    assert decoder.losses == {"blank": 2}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "has no head"),
        (xsub.picture(LETTER, 4)[:50], "has no head"),
        (b"x" + xsub.picture(LETTER, 4), "has no head"),
        (xsub.picture(LETTER, 4)[:54], "code ends after 1 of 3 lines"),
        (xsub.times(0, 1) + bytes(4) + bytes(40), "0 x 0 pixels"),
        (xsub.times(0, 1) + b"\xff" * 4 + bytes(40), "65535 x 65535 pixels"),
    ],
)
def test_broken_samples_are_errors(data: bytes, message: str) -> None:
    with pytest.raises(CodecError, match=message):
        lift(data)


def test_the_golden_sample_is_decoded_as_before() -> None:
    assert matches_golden("xsub/sample.txt", lift(xsub.picture(LETTER, 4, x=100, y=50)))


def test_pictures_are_those_of_libavcodec() -> None:
    rng = random.Random(10)
    samples = []
    for _ in range(30):
        width, height = rng.randrange(1, 600), rng.randrange(1, 90)
        data = random_pixels(rng, width, height, 4)
        samples.append(xsub.picture(data, width, x=rng.randrange(40), y=rng.randrange(300)))
    theirs = by_libav("xsub", samples)

    for data, [rectangle] in zip(samples, theirs, strict=True):
        [cue] = lift(data)
        assert [shown(each) for each in cue.bitmaps] == [cropped(rectangle, cue.bitmaps[0].palette)]


@pytest.mark.tools
def test_a_film_of_ffmpeg_looks_as_it_says(tmp_path: Path) -> None:
    path = tmp_path / "a.avi"
    convert(encode(tmp_path, "dvdsub", "mkv"), path, "xsub")
    [(_, _, data)] = list(packets(path))[:1]
    [cue] = lift(data, canvas=(640, 360))
    [bitmap] = cue.bitmaps
    frames = np.frombuffer(frames_of(path), np.uint8).reshape(-1, 360, 640, 4)
    [frame, *_] = [each for each in frames if each[..., 3].any()]

    box = frame[bitmap.y : bitmap.y + bitmap.height, bitmap.x : bitmap.x + bitmap.width]
    assert (to_rgba(bitmap) == box[..., [2, 1, 0, 3]]).all()
    assert cue.start_ns < (cue.end_ns or 0)


@given(st.binary(max_size=40))
def test_any_bytes_end_in_a_result_or_an_error_of_ours(data: bytes) -> None:
    decode_what_can_be("xsub", b"", data)
    decode_what_can_be("xsub", b"", xsub.times(0, 1) + data)


@pytest.mark.slow
def test_mutated_samples_end_in_a_result_or_an_error_of_ours() -> None:
    noise = xsub.picture(random_pixels(random.Random(11), 300, 60, 4), 300)
    survive(
        [xsub.picture(LETTER, 4), noise],
        lambda data: decode_what_can_be("xsub", b"", data),
        count=2000,
        seed=44,
    )

"""Presentation graphics become cues with pictures."""

from __future__ import annotations

import random
import subprocess
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
from tests.support.limited import survive
from tests.writers import pgs

WHITE, GREY, FAINT = (1, 235, 128, 128, 255), (2, 126, 128, 128, 200), (3, 16, 128, 128, 40)
COLORS = pgs.palette([WHITE, GREY, FAINT])
LETTER = pixels("121", "2.2", "131")
DOT = pixels("1")
CLEAR = pgs.composition(state=pgs.NORMAL) + pgs.end()


def show(*placed: bytes, state: int = pgs.EPOCH, palette: int = 0, update: bool = False) -> bytes:
    return pgs.composition(*placed, state=state, palette=palette, update=update)


def display_set(
    *placed: bytes, objects: bytes = pgs.picture(0, LETTER, 3), colors: bytes = COLORS
) -> bytes:
    return show(*placed) + colors + objects + pgs.end()


ONE = display_set(pgs.placed(0, 900, 1000))
TWO = pgs.picture(0, LETTER, 3) + pgs.picture(1, DOT, 1)


def lift(*samples: tuple[int, bytes] | tuple[int, bytes, int | None]) -> list[Cue]:
    return decode(opener("pgs"), samples)


def spans(cues: list[Cue]) -> list[tuple[float, float | None]]:
    return [(cue.start_ns / SECOND, cue.end_ns and cue.end_ns / SECOND) for cue in cues]


def test_a_display_set_is_one_picture_with_its_place_and_colours() -> None:
    [cue] = lift((1000, ONE), (2500, CLEAR))
    [bitmap] = cue.bitmaps

    assert spans([cue]) == [(1.0, 2.5)]
    assert shown(bitmap) == (900, 1000, 3, 3, LETTER)
    assert (bitmap.canvas_width, bitmap.canvas_height) == (1920, 1080)
    assert bitmap.palette.hex(" ", 4) == "00000000 ffffffff 808080c8 00000028"
    assert not cue.forced
    assert cue.text == ""


def test_the_last_picture_stays_open() -> None:
    assert spans(lift((1000, ONE))) == [(1.0, None)]


def test_a_stated_duration_ends_a_picture_that_nothing_clears() -> None:
    assert spans(lift((1000, ONE, 800), (9000, ONE, None))) == [(1.0, 1.8), (9.0, None)]


def test_segments_may_come_one_by_one_with_the_time_of_their_composition() -> None:
    parts = pgs.composition(pgs.placed(0, 0, 0)), COLORS, pgs.picture(0, LETTER, 3), pgs.end()
    samples = [(1000 + 5 * at, part) for at, part in enumerate(parts)]

    assert spans(lift(*samples, (3000, CLEAR))) == [(1.0, 3.0)]


def test_a_composition_without_an_end_shows_when_the_next_begins() -> None:
    open_set = ONE[: -len(pgs.end())]

    assert spans(lift((1000, open_set), (2000, CLEAR))) == [(1.0, 2.0)]
    assert spans(lift((1000, open_set))) == [(1.0, None)]


def test_several_display_sets_may_share_a_sample() -> None:
    assert lift((1000, ONE + CLEAR)) == []


def test_two_objects_are_two_pictures_of_a_cue() -> None:
    [cue] = lift((0, display_set(pgs.placed(0, 5, 6), pgs.placed(1, 50, 60), objects=TWO)))

    assert [shown(each)[:4] for each in cue.bitmaps] == [(5, 6, 3, 3), (50, 60, 1, 1)]


def test_forced_objects_are_forced_cues() -> None:
    placed = pgs.placed(0, 5, 6), pgs.placed(1, 50, 60, forced=True)
    cues = lift((0, display_set(*placed, objects=TWO)), (1000, CLEAR))

    assert [(cue.forced, cue.bitmaps[0].width) for cue in cues] == [(False, 3), (True, 1)]


def test_an_object_may_come_in_many_segments() -> None:
    whole = random_pixels(random.Random(1), 90, 40, 4)
    chain = pgs.picture(0, whole, 90, room=100)
    [cue] = lift((0, display_set(pgs.placed(0, 0, 0), objects=chain)))
    everything = lift((0, display_set(pgs.placed(0, 0, 0), objects=pgs.picture(0, whole, 90))))

    assert chain.count(pgs.segment(pgs.OBJECT, b"")[:1]) > 2
    assert [cue] == everything


def test_objects_and_palettes_last_until_an_epoch_starts() -> None:
    decoder = opener("pgs")
    again = show(pgs.placed(0, 7, 8), state=pgs.NORMAL) + pgs.end()
    epoch = show(pgs.placed(0, 7, 8)) + pgs.end()
    cues = decode(decoder, [(0, ONE), (1000, again), (2000, epoch), (3000, CLEAR)])

    assert spans(cues) == [(0.0, 1.0), (1.0, 2.0)]
    assert shown(cues[1].bitmaps[0]) == (7, 8, 3, 3, LETTER)
    assert decoder.losses == {"object": 1}


def test_an_acquisition_point_repeats_and_changes_nothing() -> None:
    placed = pgs.placed(0, 900, 1000)
    again = show(placed, state=pgs.ACQUISITION) + COLORS + pgs.picture(0, LETTER, 3) + pgs.end()

    assert spans(lift((0, ONE), (1000, again), (2000, CLEAR))) == [(0.0, 2.0)]


def test_a_fade_by_palettes_is_one_cue_in_full_colours() -> None:
    placed = pgs.placed(0, 900, 1000)
    faint = pgs.palette([(1, 235, 128, 128, 60), (2, 126, 128, 128, 60)], version=1)
    fading = show(placed, state=pgs.NORMAL, update=True) + faint + pgs.end()
    gone = pgs.palette([(each, 16, 128, 128, 0) for each in range(4)], version=2)
    out = show(placed, state=pgs.NORMAL, update=True) + gone + pgs.end()
    decoder = opener("pgs")
    [cue] = decode(decoder, [(0, ONE), (900, fading), (1000, out), (2000, CLEAR)])

    assert spans([cue]) == [(0.0, 1.0)]
    assert cue.bitmaps[0].palette[4:8] == b"\xff" * 4
    assert decoder.losses == {}


def test_a_palette_keeps_the_colours_that_are_not_sent_again() -> None:
    more = pgs.palette([(1, 16, 128, 128, 255)], version=1)
    [cue] = lift((0, display_set(pgs.placed(0, 0, 0), colors=COLORS + more)))

    assert cue.bitmaps[0].palette.hex(" ", 4) == "00000000 000000ff 808080c8 00000028"


def test_a_composition_names_its_palette() -> None:
    other = pgs.palette([(1, 16, 128, 128, 255), GREY, FAINT], number=7)
    data = show(pgs.placed(0, 0, 0), palette=7) + COLORS + other + pgs.picture(0, LETTER, 3)
    [cue] = lift((0, data + pgs.end()))

    assert cue.bitmaps[0].palette[4:8] == b"\0\0\0\xff"


def test_standard_definition_has_the_older_matrix() -> None:
    red = pgs.palette([(1, 81, 240, 90, 255)])
    colors = []
    for size in ((720, 480), (1280, 720)):
        data = pgs.composition(pgs.placed(0, 0, 0), size=size) + red + pgs.picture(0, DOT, 1)
        [cue] = lift((0, data + pgs.end()))
        colors.append(tuple(cue.bitmaps[0].palette[4:7]))

    assert colors == [(254, 0, 0), (255, 24, 0)]


def test_a_cropped_object_shows_its_part_at_the_place_of_the_composition() -> None:
    [cue] = lift((0, display_set(pgs.placed(0, 40, 50, cut=(1, 1, 9, 9)))))

    assert shown(cue.bitmaps[0]) == (40, 50, 2, 2, pixels(".2", "31"))


def test_a_crop_outside_of_the_object_shows_nothing() -> None:
    decoder = opener("pgs")

    assert decode(decoder, [(0, display_set(pgs.placed(0, 40, 50, cut=(3, 0, 1, 1))))]) == []
    assert decoder.losses == {"blank": 1}


def test_transparent_borders_are_cut_off() -> None:
    wide = pgs.picture(0, pixels("....", ".12.", "...."), 4)
    [cue] = lift((0, display_set(pgs.placed(0, 10, 20), objects=wide)))

    assert shown(cue.bitmaps[0]) == (11, 21, 2, 1, pixels("12"))


def test_an_object_beyond_the_canvas_is_moved_inside() -> None:
    [cue] = lift((0, display_set(pgs.placed(0, 5000, 1079))))

    assert shown(cue.bitmaps[0])[:4] == (1917, 1077, 3, 3)


@pytest.mark.parametrize(
    ("data", "losses"),
    [
        (show(pgs.placed(5, 0, 0)) + COLORS + pgs.end(), {"object": 1}),
        (show(pgs.placed(0, 0, 0)) + pgs.picture(0, DOT, 1) + pgs.end(), {"palette": 1}),
        (display_set(pgs.placed(0, 0, 0), objects=pgs.picture(0, bytes(9), 3)), {"blank": 1}),
    ],
)
def test_what_cannot_be_seen_is_counted(data: bytes, losses: dict[str, int]) -> None:
    decoder = opener("pgs")

    assert decode(decoder, [(0, data)]) == []
    assert decoder.losses == losses


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (pgs.segment(pgs.COMPOSITION, b"\x07\x80"), "pts 2000: 2 bytes wanted"),
        (pgs.composition(size=(8193, 10)), "pts 2000: a PGS canvas of 8193 x 10 pixels"),
        (pgs.composition(size=(0, 10)), "canvas of 0 x 10 pixels"),
        (pgs.composition(*[pgs.placed(0, 0, 0)] * 65), "composition of 65 objects"),
        (pgs.graphic(1, 65_535, b"", 65_535), "65535 x 65535 pixels"),
        (pgs.graphic(1, 0, b"", 9), "0 x 9 pixels"),
        (pgs.graphic(1, 8192, b"", 8192), "pixels"),
        (pgs.segment(pgs.OBJECT, bytes((0, 9, 0, 0x40, 1))), "object 9 goes on without"),
        (pgs.graphic(1, 9, bytes(5 << 20), 9), "more than 4,194,304 bytes"),
        (pgs.composition(pgs.placed(2, 0, 0)) + COLORS + pgs.graphic(2, 9, b"\1", 9) + pgs.end(),
         "pts 2000: .*1 of 9 lines"),
        (bytes.fromhex("15 ffff 00"), "pts 2000: 65535 bytes wanted, 1 left"),
        (COLORS[:-3], "17 bytes wanted, 14 left"),
        (b"this is text", "pts 2000: there is no segment in it"),
        (bytes(99), "there is no segment in it"),
        (b"\x80", "there is no segment in it"),
    ],
)  # fmt: skip
def test_a_broken_segment_costs_itself_alone(data: bytes, message: str) -> None:
    decoder = opener("pgs")
    assert decode_one(decoder, 1000, ONE) == []
    with pytest.raises(CodecError, match=message):
        decode_one(decoder, 2000, data)

    assert spans(decode(decoder, [(3000, CLEAR)]))[0][0] == 1.0


def decode_one(decoder: object, pts: int, data: bytes) -> list[Cue]:
    from cuelift.media import Sample

    return list(decoder.decode(Sample(0, pts, None, data)))  # type: ignore[attr-defined]


def test_a_broken_object_does_not_hide_the_others() -> None:
    decoder = opener("pgs")
    bad = pgs.graphic(0, 3, b"\1", 3) + pgs.picture(1, DOT, 1)
    with pytest.raises(CodecError, match="1 of 3 lines"):
        decode_one(decoder, 0, display_set(pgs.placed(0, 0, 0), pgs.placed(1, 9, 9), objects=bad))

    [cue] = decoder.flush()
    assert shown(cue.bitmaps[0])[:4] == (9, 9, 1, 1)


def test_a_broken_object_at_the_very_end_is_counted() -> None:
    decoder = opener("pgs")
    data = show(pgs.placed(0, 0, 0)) + COLORS + pgs.graphic(0, 3, b"\1", 3)

    assert decode(decoder, [(0, data)]) == []
    assert decoder.losses == {"object": 1}


def test_an_epoch_holds_so_many_objects() -> None:
    many = b"".join(pgs.picture(number, DOT, 1) for number in range(257))
    with pytest.raises(CodecError, match="objects of an epoch"):
        decode(opener("pgs"), [(0, many)])


def test_palettes_that_change_all_the_time_are_not_all_kept() -> None:
    placed = pgs.placed(0, 0, 0)
    samples = [(0, display_set(placed))]
    for at in range(1, 300):
        colors = pgs.palette([(1, 16 + at % 200, 128, at % 250, 255)])
        samples.append((at * 100, show(placed, state=pgs.NORMAL) + colors + pgs.end()))

    assert len(lift(*samples)) == 1


def test_work_is_bounded_by_the_bytes_that_ask_for_it() -> None:
    line = bytes.fromhex("006000 0000")
    large = pgs.graphic(0, 8192, line * 8191 + b"\1" + bytes.fromhex("005fff0000"), 8192)
    decoder = opener("pgs")
    decode_one(decoder, 0, display_set(pgs.placed(0, 0, 0), objects=large))
    again = show(pgs.placed(0, 0, 0), state=pgs.NORMAL) + pgs.end()

    with pytest.raises(CodecError, match="more pixels than so few bytes"):
        decode(decoder, [(pts, again) for pts in range(1, 1000)])


def scene() -> list[tuple[int, bytes]]:
    """Two objects with gaps, one forced; a fade; a cropped one; an acquisition point."""
    placed = pgs.placed(0, 900, 1000), pgs.placed(1, 20, 30, forced=True)
    faint = pgs.palette([(1, 200, 90, 160, 90)], version=1)
    return [
        (90_000, display_set(*placed, objects=TWO)),
        (135_000, show(*placed, state=pgs.NORMAL, update=True) + faint + pgs.end()),
        (180_000, show(placed[0], state=pgs.ACQUISITION) + COLORS + TWO + pgs.end()),
        (225_000, CLEAR),
        (270_000, show(pgs.placed(0, 7, 8, cut=(0, 1, 3, 2)), state=pgs.NORMAL) + pgs.end()),
    ]


def test_the_golden_scene_is_decoded_as_before() -> None:
    assert matches_golden("pgs/scene.txt", decode(opener("pgs", timescale=90_000), scene()))


def test_pictures_are_those_of_libavcodec() -> None:
    rng = random.Random(4)
    grays = pgs.palette([(at, at, 128, 128, 255) for at in range(256)])
    sets = []
    for _ in range(25):
        width, height = rng.randrange(1, 900), rng.randrange(1, 120)
        data = random_pixels(rng, width, height, rng.choice((2, 16, 256)))
        graphic = pgs.picture(0, data, width, room=rng.choice((900, 65_000)))
        place = pgs.placed(0, rng.randrange(1000), rng.randrange(900))
        sets.append(display_set(place, objects=graphic, colors=grays))
    cues = decode(opener("pgs"), [(at * 1000, data) for at, data in enumerate(sets)])
    theirs = by_libav("pgssub", sets)

    assert len(cues) == 25
    for cue, rectangles in zip(cues, theirs, strict=True):
        assert [shown(each) for each in cue.bitmaps] == rectangles


@pytest.mark.corpus
def test_real_pictures_are_those_of_libavcodec(corpus: Path) -> None:
    files = sorted(corpus.glob("**/*.sup"))
    assert files
    for path in files:
        samples = pgs.sets(path.read_bytes())
        cues = decode(opener("pgs", timescale=90_000), samples)
        theirs = [each for each in by_libav("pgssub", [data for _, data in samples]) if each]

        assert len(cues) == len(theirs)
        for cue, rectangles in zip(cues, theirs, strict=True):
            palette = cue.bitmaps[0].palette
            assert [shown(each) for each in cue.bitmaps] == [
                cropped(each, palette) for each in rectangles
            ]


@pytest.mark.tools
def test_colours_are_those_of_ffmpeg_but_for_its_rounding(tmp_path: Path) -> None:
    """Its fixed-point tables are off by one in about 2 % of colours; alpha is the same."""
    rng = random.Random(5)
    colors = [(at, *(rng.randrange(16, 236) for _ in range(3)), rng.randrange(256))
              for at in range(256)]  # fmt: skip
    size = (640, 360)
    data = random_pixels(rng, 256, 90, 256)
    shows = pgs.composition(pgs.placed(0, 60, 70), size=size) + pgs.palette(colors)
    shows += pgs.picture(0, data, 256) + pgs.end()
    clear = pgs.composition(state=pgs.NORMAL, size=size) + pgs.end()
    path = tmp_path / "a.sup"
    path.write_bytes(pgs.sup([(90_000, shows), (180_000, clear)]))
    [cue] = decode(opener("pgs", timescale=90_000), [(90_000, shows), (180_000, clear)])
    [bitmap] = cue.bitmaps

    frames = np.frombuffer(frames_of(path), np.uint8).reshape(-1, 360, 640, 4)
    [frame, *_] = [each for each in frames if each[..., 3].any()]
    theirs = frame[
        bitmap.y : bitmap.y + bitmap.height, bitmap.x : bitmap.x + bitmap.width, [2, 1, 0, 3]
    ].astype(int)
    ours = to_rgba(bitmap).astype(int)

    assert (ours[..., 3] == theirs[..., 3]).all()
    apart = np.abs(ours - theirs)[ours[..., 3] > 0]
    assert apart.max() <= 1
    assert (apart.max(axis=1) > 0).mean() < 0.5


def frames_of(path: Path) -> bytes:
    """The frames of a file's captions: blue, green, red, alpha."""
    command = [
        "ffmpeg", "-v", "error", "-i", str(path), "-filter_complex", "[0:s]format=bgra[v]",
        "-map", "[v]", "-fps_mode", "passthrough", "-f", "rawvideo", "-",
    ]  # fmt: skip
    return subprocess.run(command, check=True, capture_output=True).stdout


@given(st.binary(max_size=60))
def test_any_bytes_end_in_a_result_or_an_error_of_ours(data: bytes) -> None:
    decode_what_can_be("pgs", b"", data)


@pytest.mark.slow
def test_mutated_samples_end_in_a_result_or_an_error_of_ours() -> None:
    noise = random_pixels(random.Random(6), 300, 60, 256)
    samples = [
        b"".join(data for _, data in scene()),
        display_set(pgs.placed(0, 0, 0), objects=pgs.picture(0, noise, 300, room=4000)),
    ]
    survive(samples, lambda data: decode_what_can_be("pgs", b"", data), count=2000, seed=41)

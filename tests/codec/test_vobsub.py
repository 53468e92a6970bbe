"""DVD sub-pictures become cues with pictures."""

from __future__ import annotations

import random
import subprocess
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.cues import Bitmap, Cue
from cuelift.cues.bitmap import to_rgba
from cuelift.errors import CodecError
from cuelift.media import Sample
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
from tests.codec.test_vobsub_setup import IDX, INFO, esds
from tests.support.limited import survive
from tests.writers import pgs
from tests.writers import subpicture as dvd

LETTER = pixels("1221", "2332", "1..1")
TICK_NS = 1024 * SECOND // 90_000
IDX_BYTES = IDX.encode()


def lift(*samples: tuple[int, bytes] | tuple[int, bytes, int | None],
         private: bytes = IDX_BYTES) -> list[Cue]:  # fmt: skip
    return decode(opener("vobsub", private), samples)


def one(data: bytes, private: bytes = IDX_BYTES) -> Bitmap:
    [cue] = lift((0, data), private=private)
    [bitmap] = cue.bitmaps
    return bitmap


def spans(cues: list[Cue]) -> list[tuple[float, float | None, bool]]:
    return [
        (round(cue.start_ns / SECOND, 2), cue.end_ns and round(cue.end_ns / SECOND, 2),
         cue.end_inferred)
        for cue in cues
    ]  # fmt: skip


def test_a_unit_is_one_picture_with_palette_and_contrast_applied() -> None:
    unit = dvd.picture(LETTER, 4, x=100, y=50, palette=(0, 15, 2, 3), contrast=(0, 15, 8, 1))
    [cue] = lift((1000, unit))
    [bitmap] = cue.bitmaps

    assert shown(bitmap) == (104, 56, 4, 3, LETTER)
    assert (bitmap.canvas_width, bitmap.canvas_height) == (720, 480)
    assert bitmap.palette.hex(" ", 4) == "00000000 0f0f0fff 02020288 03030311"
    assert cue.start_ns == SECOND
    assert cue.end_ns == SECOND + 100 * TICK_NS + 78  # rounded once
    assert not cue.forced
    assert not cue.end_inferred


def test_the_background_shows_where_its_contrast_says_so() -> None:
    bitmap = one(dvd.picture(bytes(4), 2, contrast=(7, 0, 0, 0)))

    assert (bitmap.width, bitmap.height, bitmap.palette[3]) == (2, 2, 119)


def test_a_forced_start_makes_a_forced_cue() -> None:
    assert [cue.forced for cue in lift((0, dvd.picture(LETTER, 4, start=dvd.FORCED)))] == [True]


def test_custom_colours_are_used_instead() -> None:
    custom = IDX.replace("OFF, tridx: 1000", "ON, tridx: 0100").encode()

    assert one(dvd.picture(LETTER, 4), custom).palette.hex(" ", 4) == (
        "000000ff 00000000 00ff00ff 0000ffff"
    )


def test_mp4_tells_its_palette_in_another_way() -> None:
    assert one(dvd.picture(LETTER, 4, palette=(0, 15, 5, 0)), esds(INFO)).palette.hex(" ", 4) == (
        "00000000 ffffffff 555555ff 000000ff"
    )


def test_mp4_tells_the_canvas_by_the_place_of_its_track() -> None:
    decoder = opener("vobsub", esds(INFO), place=(0, 0, 640, 360))
    [cue] = decode(decoder, [(0, dvd.picture(LETTER, 4))])

    assert (cue.bitmaps[0].canvas_width, cue.bitmaps[0].canvas_height) == (640, 360)


def test_without_a_palette_it_is_guessed_and_counted() -> None:
    decoder = opener("vobsub")
    [cue] = decode(decoder, [(0, dvd.picture(LETTER, 4))])

    assert cue.bitmaps[0].palette.hex(" ", 4) == "00000000 ffffffff 000000ff 808080ff"
    assert (cue.bitmaps[0].canvas_width, cue.bitmaps[0].canvas_height) == (720, 576)
    assert decoder.losses == {"palette": 1}


def test_transparent_borders_are_cut_off() -> None:
    bitmap = one(dvd.picture(pixels("....", ".12.", "...."), 4, x=10, y=10))

    assert shown(bitmap) == (15, 17, 2, 1, pixels("12"))


def test_the_same_picture_sent_again_goes_on() -> None:
    unit = dvd.picture(LETTER, 4, stop=300)

    assert spans(lift((0, unit), (1000, unit), (9000, unit))) == [
        (0.0, 4.41, False), (9.0, 12.41, False),
    ]  # fmt: skip


def test_another_picture_takes_the_place_of_one_that_still_shows() -> None:
    other = dvd.picture(LETTER[::-1], 4, stop=300)

    assert spans(lift((0, dvd.picture(LETTER, 4, stop=300)), (1000, other))) == [
        (0.0, 1.0, False), (1.0, 4.41, False),
    ]  # fmt: skip


def test_without_a_stop_the_sample_says_how_long() -> None:
    assert spans(lift((0, dvd.picture(LETTER, 4, stop=None), 2500))) == [(0.0, 2.5, False)]


def test_without_any_end_the_next_one_or_five_seconds_do() -> None:
    first, second = dvd.picture(LETTER, 4, stop=None), dvd.picture(LETTER[::-1], 4, stop=None)

    assert spans(lift((0, first), (8000, second, 61_000))) == [(0.0, 8.0, True), (8.0, 13.0, True)]


def test_a_stop_after_more_than_a_minute_is_none() -> None:
    late, sentinel = dvd.picture(LETTER, 4, stop=5200), dvd.picture(LETTER, 4, stop=0xFFFF)

    assert spans(lift((0, late))) == [(0.0, 59.16, False)]
    assert spans(lift((0, sentinel))) == [(0.0, 5.0, True)]


def test_a_unit_that_only_stops_clears_the_screen() -> None:
    clear = dvd.unit(b"", (0, bytes((dvd.STOP,))))

    assert spans(lift((0, dvd.picture(LETTER, 4, stop=None)), (2000, clear))) == [(0.0, 2.0, True)]


def test_a_unit_that_never_starts_shows_from_its_beginning() -> None:
    unit = dvd.unit(dvd.field([b"\1"]), (0, dvd.area(0, 0, 1, 1) + dvd.fields(4, 4)))

    assert spans(lift((0, unit))) == [(0.0, 5.0, True)]


def test_a_fade_is_one_cue_in_its_strongest_colours() -> None:
    fading = [
        (10, dvd.colors(dvd.CONTRAST, (0, 15, 15, 15))),
        (90, dvd.colors(dvd.CONTRAST, (0, 5, 5, 5))),
    ]
    [cue] = lift((0, dvd.picture(LETTER, 4, contrast=(0, 3, 3, 3), more=fading)))

    assert spans([cue]) == [(0.0, 1.14, False)]
    assert cue.bitmaps[0].palette[7] == 255


RED, BLUE = (4, 5, 6, 7), (8, 9, 10, 11)
SOLID = (0, 15, 15, 15)


def test_a_part_of_a_picture_has_colours_of_its_own() -> None:
    change = dvd.changes((1, 1, [(101, RED, SOLID), (103, BLUE, (15, 0, 0, 0))]), (40, 50, []))
    bitmap = one(dvd.picture(LETTER, 4, x=100, y=0, more=[(0, change)]))

    assert shown(bitmap)[2:] == (4, 3, bytes((1, 2, 2, 1, 2, 7, 7, 10, 1, 0, 0, 1)))
    assert bitmap.palette.hex(" ", 4) == (
        "00000000 010101ff 020202ff 030303ff "
        "00000000 050505ff 060606ff 070707ff "
        "080808ff 00000000 00000000 00000000"
    )


def test_a_wipe_is_one_cue_in_which_most_can_be_seen() -> None:
    def wiped(to: int) -> bytes:
        return dvd.changes((0, 2, [(100, (0, 1, 2, 3), SOLID), (100 + to, RED, (0, 0, 0, 0))]))

    steps = [(at * 20, wiped(at)) for at in range(1, 5)]
    [cue] = lift((0, dvd.picture(LETTER, 4, x=100, contrast=(0, 0, 0, 0), more=steps)))

    assert spans([cue]) == [(0.23, 1.14, False)]
    assert shown(cue.bitmaps[0]) == (104, 6, 4, 3, bytes(4 + n for n in LETTER))


def test_changes_beyond_the_picture_leave_it_as_it_is() -> None:
    change = dvd.changes((90, 99, [(0, RED, SOLID)]))

    assert one(dvd.picture(LETTER, 4, more=[(0, change)])) == one(dvd.picture(LETTER, 4))


def test_custom_colours_are_not_changed() -> None:
    custom = IDX.replace("OFF, tridx: 1000", "ON, tridx: 0100").encode()
    change = dvd.changes((0, 9, [(0, RED, SOLID)]))

    assert one(dvd.picture(LETTER, 4, more=[(0, change)]), custom) == one(
        dvd.picture(LETTER, 4), custom
    )


def test_more_sets_of_colours_than_a_palette_holds_are_counted() -> None:
    lines = [
        (at, at, [(8 * n, RED, (n, at % 16, at // 16, 1)) for n in range(8)]) for at in range(20)
    ]
    decoder = opener("vobsub", IDX_BYTES)
    unit = dvd.picture(bytes((1,)) * 1280, 64, more=[(0, dvd.changes(*lines))])
    [cue] = decode(decoder, [(0, unit)])

    assert len(cue.bitmaps[0].palette) == 16
    assert decoder.losses == {"color_change": 1}


def test_changes_ask_for_no_more_work_than_bytes_justify() -> None:
    lines = [(at, at, [(n, RED, SOLID) for n in range(15)]) for at in range(600)]
    more = [(at, dvd.changes(*lines) if not at else b"") for at in range(1000)]
    unit = dvd.picture(bytes((1,)) * 1200, 2, more=more)

    with pytest.raises(CodecError, match="more pixels than so few bytes"):
        lift((0, unit))


def test_a_picture_may_start_after_its_unit() -> None:
    code = dvd.field([b"\1"])
    head = dvd.area(0, 0, 1, 1) + dvd.fields(4, 4)
    unit = dvd.unit(code, (0, head), (50, bytes((dvd.START,))), (90, bytes((dvd.STOP,))))

    assert spans(lift((0, unit))) == [(0.57, 1.02, False)]


def test_two_times_of_one_picture_are_two_cues() -> None:
    more = [(50, bytes((dvd.STOP,))), (70, bytes((dvd.START,)))]

    assert spans(lift((0, dvd.picture(LETTER, 4, more=more)))) == [
        (0.0, 0.57, False), (0.8, 1.14, False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "unit",
    [
        dvd.picture(LETTER, 4, contrast=(0, 0, 0, 0)),
        dvd.unit(b"", (0, bytes((dvd.START,)))),
        dvd.unit(b"", (0, bytes((dvd.START, dvd.AREA)) + bytes.fromhex("064032 0c80c7")
                       + dvd.fields(4, 4))),
    ],
)  # fmt: skip
def test_what_cannot_be_seen_is_counted(unit: bytes) -> None:
    decoder = opener("vobsub", IDX_BYTES)

    assert decode(decoder, [(0, unit)]) == []
    assert decoder.losses == {"blank": 1}


def test_a_unit_draws_only_so_many_pixels() -> None:
    code = bytes.fromhex("0001") * 4096
    more = [(at, dvd.area(0, 0, 4096 - at, 4096) + dvd.fields(4, 4)) for at in range(5)]
    start = bytes((dvd.START,)) + dvd.area(0, 0, 4096, 4096) + dvd.fields(4, 4)

    assert len(lift((0, dvd.unit(code, (0, start))))) == 1
    with pytest.raises(CodecError, match="more than 67,108,864 pixels"):
        lift((0, dvd.unit(code, (0, start), *more)))


def test_a_broken_unit_leaves_the_screen_as_it_is() -> None:
    decoder = opener("vobsub", IDX_BYTES)
    decoder.decode(Sample(0, 0, None, dvd.picture(LETTER, 4, stop=300)))
    cut = dvd.unit(b"\x50", (0, bytes((dvd.START,)) + dvd.area(0, 0, 9, 99) + dvd.fields(4, 4)))
    with pytest.raises(CodecError, match="VobSub at pts 1000: the picture's code ends after"):
        decoder.decode(Sample(0, 1000, None, cut))

    assert spans(list(decoder.flush())) == [(0.0, 3.41, False)]


CHANGE = dvd.changes((0, 1, [(41, (4, 5, 6, 7), (0, 9, 9, 9)), (43, (8, 9, 10, 11), (0, 1, 2, 3))]))


def scene() -> list[tuple[int, bytes]]:
    fading = [(40, dvd.colors(dvd.CONTRAST, (0, 5, 5, 5)))]
    return [
        (1000, dvd.picture(LETTER, 4, x=100, y=50, palette=(0, 15, 2, 3), contrast=(0, 15, 8, 1))),
        (3000, dvd.picture(LETTER, 4, x=8, y=400, start=dvd.FORCED, stop=None, more=fading)),
        (5000, dvd.picture(pixels("3..", "...", "..3", "1.1"), 3, stop=0xFFFF)),
        (9000, dvd.picture(LETTER, 4, x=40, more=[(0, CHANGE)])),
    ]


def test_the_golden_scene_is_decoded_as_before() -> None:
    assert matches_golden("vobsub/scene.txt", lift(*scene()))


def test_pictures_are_those_of_libavcodec() -> None:
    rng = random.Random(7)
    units = []
    for _ in range(40):
        width, height = rng.randrange(1, 720), rng.randrange(2, 90)
        units.append(
            dvd.picture(
                random_pixels(rng, width, height, 4), width,
                x=rng.randrange(400), y=rng.randrange(300),
                palette=rng.sample(range(16), 4), contrast=rng.choices(range(16), k=4),
            )
        )  # fmt: skip
    private = IDX_BYTES.replace(b"720x480", b"1920x1080").replace(b"org: 4, 6", b"org: 0, 0")
    cues = lift(*((at * 10_000, unit) for at, unit in enumerate(units)), private=private)

    theirs = [rectangles for rectangles in by_libav("dvdsub", units, private) if rectangles]
    assert len(cues) == len(theirs) > 35
    assert [[shown(each) for each in cue.bitmaps] for cue in cues] == theirs


def packets(path: Path) -> Iterator[tuple[bytes, int, bytes]]:
    """Set-up data, time in milliseconds and data of the packets of a file's captions."""
    import av

    with av.open(str(path)) as film:
        for stream in film.streams.subtitles:
            private = bytes(stream.codec_context.extradata or b"")
            for packet in film.demux(stream):
                if packet.size:
                    yield private, int((packet.pts or 0) * packet.time_base * 1000), bytes(packet)


@pytest.mark.corpus
def test_real_pictures_are_those_of_libavcodec(corpus: Path) -> None:
    files = sorted(corpus.glob("**/*.idx"))
    assert files
    for path in files:
        found = list(packets(path))
        private = found[0][0]
        cues = lift(*((pts, data) for _, pts, data in found), private=private)
        theirs = by_libav("dvdsub", [data for _, _, data in found], private)

        assert [[shown(each) for each in cue.bitmaps] for cue in cues] == theirs


@pytest.mark.tools
def test_colours_are_those_of_ffmpeg(tmp_path: Path) -> None:
    path = encode(tmp_path, "dvdsub", "mkv")
    [(private, _, data)] = list(packets(path))[:1]
    bitmap = one(data, private)
    expected = np.frombuffer(frames_of(path), np.uint8).reshape(-1, 360, 640, 4)
    [frame, *_] = [each for each in expected if each[..., 3].any()]

    box = frame[bitmap.y : bitmap.y + bitmap.height, bitmap.x : bitmap.x + bitmap.width]
    assert (to_rgba(bitmap) == box[..., [2, 1, 0, 3]]).all()
    [[rectangle]] = by_libav("dvdsub", [data], private)
    assert cropped(rectangle, bitmap.palette) == shown(bitmap)


def encode(folder: Path, codec: str, extension: str) -> Path:
    """A film with a picture of four colours, encoded by ffmpeg."""
    source, path = folder / "a.sup", folder / f"a.{extension}"
    colors = [(0, 16, 128, 128, 0), (1, 235, 128, 128, 255), (2, 16, 128, 128, 255),
              (3, 126, 128, 128, 255)]  # fmt: skip
    size = (640, 360)
    picture = pgs.picture(0, random_pixels(random.Random(8), 200, 40, 4), 200)
    show = pgs.composition(pgs.placed(0, 60, 70), size=size) + pgs.palette(colors) + picture
    clear = pgs.composition(state=pgs.NORMAL, size=size)
    source.write_bytes(pgs.sup([(90_000, show + pgs.end()), (180_000, clear + pgs.end())]))
    convert(source, path, codec)
    return path


def convert(source: Path, path: Path, codec: str) -> None:
    """Encodes the captions of a file anew, beside a black picture."""
    video = ["-f", "lavfi", "-i", "color=c=black:s=640x360:r=25:d=3", "-map", "0:s", "-map", "1:v"]
    command = ["ffmpeg", "-v", "error", "-i", str(source), *video, "-c:v", "mpeg4"]
    subprocess.run([*command, "-c:s", codec, str(path)], check=True)


@given(st.binary(max_size=60))
def test_any_bytes_end_in_a_result_or_an_error_of_ours(data: bytes) -> None:
    decode_what_can_be("vobsub", IDX_BYTES, data)
    decode_what_can_be("vobsub", data, dvd.picture(LETTER, 4))


def noise_pixels() -> bytes:
    return random_pixels(random.Random(9), 300, 60, 4)


@pytest.mark.slow
def test_mutated_samples_end_in_a_result_or_an_error_of_ours() -> None:
    noise = dvd.picture(noise_pixels(), 300)
    change = dvd.changes((0, 9, [(8, RED, SOLID), (90, BLUE, SOLID)]), (30, 50, [(0, BLUE, SOLID)]))
    changing = dvd.picture(noise_pixels(), 300, more=[(5, change), (9, dvd.changes())])
    samples = [*(data for _, data in scene()), noise, changing]
    survive(
        samples, lambda data: decode_what_can_be("vobsub", IDX_BYTES, data), count=2000, seed=42
    )
    setups = [IDX_BYTES, esds(INFO)]
    survive(setups, lambda data: decode_what_can_be("vobsub", data, noise), count=500, seed=43)

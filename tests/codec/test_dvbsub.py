"""DVB subtitles become cues with pictures."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.cues import Cue, Place, Rect
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
from tests.codec.test_vobsub import encode, packets
from tests.support.limited import survive
from tests.writers import dvbsub as dvb

LETTER = pixels("1221", "2332", "1..1")
COLORS = dvb.clut(0, [(1, 235, 128, 128, 0), (2, 16, 128, 128, 55), (3, 126, 128, 128, 0)])
REGION = dvb.region(0, 4, 3, dvb.spot(9, 0, 0))
OBJECT = dvb.picture(9, LETTER, 4)
PAGES = bytes((0, 1, 0, 2, 0x10))
PALETTE = "00000000 ffffffff 000000c8 808080ff"


def display_set(
    *parts: bytes, page: bytes = dvb.page((0, 100, 400)), colors: bytes = COLORS
) -> bytes:
    return page + colors + (b"".join(parts) or REGION + OBJECT) + dvb.end()


def clear(version: int = 1) -> bytes:
    return dvb.page(version=version, state=dvb.NORMAL) + dvb.end()


def lift(*samples: tuple[int, bytes] | tuple[int, bytes, int | None]) -> list[Cue]:
    return decode(opener("dvbsub", PAGES), samples)


def spans(cues: list[Cue]) -> list[tuple[float, float | None]]:
    return [(cue.start_ns / SECOND, cue.end_ns and cue.end_ns / SECOND) for cue in cues]


def test_a_display_set_is_one_picture_with_its_place_and_colours() -> None:
    [cue] = lift((1000, display_set()), (2500, clear()))
    [bitmap] = cue.bitmaps

    assert spans([cue]) == [(1.0, 2.5)]
    assert shown(bitmap) == (100, 400, 4, 3, LETTER)
    assert (bitmap.canvas_width, bitmap.canvas_height) == (720, 576)
    assert bitmap.palette[:16].hex(" ", 4) == PALETTE


def test_the_two_bytes_of_transport_streams_are_taken_off() -> None:
    assert lift((0, b"\x20\0" + display_set() + b"\xff")) == lift((0, display_set()))


def test_a_page_is_gone_after_its_time_out() -> None:
    page = dvb.page((0, 100, 400), seconds=3)

    assert spans(lift((1000, display_set(page=page)), (9000, clear()))) == [(1.0, 4.0)]
    assert spans(lift((1000, display_set(page=page)))) == [(1.0, 4.0)]


def test_a_page_without_a_time_out_stays_open() -> None:
    page = dvb.page((0, 100, 400), seconds=0)

    assert spans(lift((1000, display_set(page=page)))) == [(1.0, None)]


def test_a_page_sent_again_goes_on_and_its_time_with_it() -> None:
    again = display_set(page=dvb.page((0, 100, 400), seconds=3, state=dvb.ACQUISITION))
    first = display_set(page=dvb.page((0, 100, 400), seconds=3))

    assert spans(lift((0, first), (2000, again), (9000, clear()))) == [(0.0, 3.0)]


def test_a_new_version_with_the_same_picture_starts_the_time_anew() -> None:
    def page(version: int) -> bytes:
        state = dvb.NORMAL if version else dvb.MODE_CHANGE
        return display_set(page=dvb.page((0, 100, 400), seconds=3, version=version, state=state))

    assert spans(lift((0, page(0)), (2000, page(1)), (9000, clear()))) == [(0.0, 5.0)]


def test_a_version_that_never_changes_does_not_keep_later_captions_away() -> None:
    again = display_set(page=dvb.page((0, 100, 400), seconds=3, state=dvb.NORMAL))

    assert spans(lift((0, again), (5000, again), (9000, again))) == [
        (0.0, 3.0), (5.0, 8.0), (9.0, 12.0),
    ]  # fmt: skip


def test_a_region_that_is_not_filled_keeps_what_was_drawn() -> None:
    kept = dvb.region(0, 4, 3, dvb.spot(9, 0, 0), clut=1, fill=None)
    moved = dvb.page((0, 100, 400), version=1, state=dvb.NORMAL) + kept + dvb.end()
    other = dvb.clut(1, [(1, 16, 128, 128, 0)])
    [cue] = lift((0, display_set()), (1000, other + moved), (2000, clear(2)))

    assert spans([cue]) == [(0.0, 2.0)]


def test_regions_stay_until_the_mode_changes() -> None:
    moved = dvb.page((0, 7, 8), version=1, state=dvb.NORMAL) + dvb.end()
    reset = dvb.page((0, 7, 8), version=2) + dvb.end()
    decoder = opener("dvbsub", PAGES)
    cues = decode(decoder, [(0, display_set()), (1000, moved), (2000, reset)])

    assert spans(cues) == [(0.0, 1.0), (1.0, 2.0)]
    assert shown(cues[1].bitmaps[0]) == (7, 8, 4, 3, LETTER)
    assert decoder.losses == {"region": 1}


def test_regions_are_pictures_of_one_cue() -> None:
    page = dvb.page((0, 100, 400), (1, 100, 500))
    second = dvb.region(1, 4, 3, dvb.spot(9, 1, 1))
    [cue] = lift((0, display_set(REGION, second, OBJECT, page=page)))

    assert [shown(each)[:4] for each in cue.bitmaps] == [(100, 400, 4, 3), (101, 501, 3, 2)]


def test_a_display_definition_makes_the_canvas_and_moves_pages() -> None:
    plain, window = dvb.display(1920, 1080), dvb.display(1920, 1080, (240, 1679, 100, 979))
    shows = [lift((0, data + display_set()))[0].bitmaps[0] for data in (plain, window)]

    assert [(each.canvas_width, each.canvas_height) for each in shows] == [(1920, 1080)] * 2
    assert [(each.x, each.y) for each in shows] == [(100, 400), (340, 500)]


def test_a_region_without_a_table_has_the_usual_colours() -> None:
    [cue] = lift((0, display_set(colors=b"")))

    assert cue.bitmaps[0].palette[:16].hex(" ", 4) == "00000000 ff0000ff 00ff00ff ffff00ff"


def test_an_object_of_one_field_has_it_twice() -> None:
    data = b"\x11" + dvb.string(b"\1\2\3\1", 4) + dvb.END_OF_LINE
    [cue] = lift((0, display_set(REGION, dvb.graphic(9, data, b""))))

    assert cue.bitmaps[0].pixels == b"\1\2\3\1" * 2


def test_a_display_set_without_an_end_shows_with_its_sample() -> None:
    assert len(lift((0, display_set()[: -len(dvb.end())]))) == 1


def test_a_display_set_may_come_in_several_samples_of_one_time() -> None:
    whole, first = display_set(), len(dvb.page((0, 0, 0)))

    assert spans(lift((1000, whole[:first]), (1000, whole[first:]), (2000, clear()))) == [
        (1.0, 2.0)
    ]


def test_segments_of_other_pages_are_left_aside() -> None:
    other = dvb.page((0, 1, 1), number=3) + dvb.region(0, 4, 3, page=3)
    lent = dvb.picture(9, LETTER, 4).replace(b"\x0f\x13\0\1", b"\x0f\x13\0\2")

    assert lift((0, other)) == []
    assert len(lift((0, other + display_set(REGION, lent)))) == 1
    assert lift((0, display_set().replace(b"\x0f\x10\0\1", b"\x0f\x10\0\2"))) == []


def test_without_page_numbers_the_first_page_is_taken() -> None:
    one = display_set()
    samples = [(0, dvb.page((0, 9, 9), number=7)), (1000, one)]

    assert decode(opener("dvbsub", b""), samples) == []
    assert len(decode(opener("dvbsub", b""), [(0, dvb.display(720, 576) + one)])) == 1


@pytest.mark.parametrize(
    ("data", "losses"),
    [
        (display_set(REGION, dvb.segment(dvb.OBJECT, b"\0\x09\x0d\0\0")), {"object": 1}),
        (display_set(REGION, dvb.picture(9, bytes(12), 4)), {"blank": 1}),
        (display_set(dvb.region(1, 4, 3)), {"region": 1}),
    ],
)
def test_what_cannot_be_seen_is_counted(data: bytes, losses: dict[str, int]) -> None:
    decoder = opener("dvbsub", PAGES)

    assert decode(decoder, [(0, data)]) == []
    assert decoder.losses == losses


def test_a_region_into_which_nothing_is_drawn_is_no_caption() -> None:
    assert lift((0, display_set(dvb.region(0, 40, 30, fill=1)))) == []


def test_segments_of_other_kinds_are_passed_over() -> None:
    assert len(lift((0, dvb.segment(0x15, b"\1\2\3") + display_set()))) == 1


def test_an_end_without_a_page_shows_nothing() -> None:
    assert lift((0, dvb.end())) == []


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (dvb.segment(dvb.PAGE, b"\1"), "DVB at pts 1000: 1 bytes wanted"),
        (dvb.segment(dvb.REGION, b"\1\2\3"), "bytes wanted"),
        (dvb.region(1, 0, 5), "DVB at pts 1000: a DVB region of 0 x 5 pixels of 4 bits"),
        (dvb.display(8193, 5), "display of 8193 x 5 pixels"),
        (dvb.region(1, 8192, 8192), "more than 67,108,864 pixels"),
        (dvb.segment(dvb.OBJECT, b"\0\1"), "wanted"),
    ],
)
def test_a_broken_segment_costs_itself_alone(data: bytes, message: str) -> None:
    decoder = opener("dvbsub", PAGES)
    decoder.decode(Sample(0, 0, None, display_set()))
    with pytest.raises(CodecError, match=message):
        decoder.decode(Sample(0, 1000, None, data + data))

    assert spans(decode(decoder, [(2000, clear())])) == [(0.0, 2.0)]


def test_a_segment_that_is_cut_off_shows_as_far_as_it_goes_and_is_told() -> None:
    decoder = opener("dvbsub", PAGES)
    with pytest.raises(CodecError, match="DVB at pts 0: 22 bytes wanted, 16 left"):
        decoder.decode(Sample(0, 0, None, display_set()[:-12]))

    assert len(decode(decoder, [])) == 1


@pytest.mark.parametrize("data", [b"\x20\0\xff" + b"\xff" * 9, b"\xff" * 9, b"", b"\x20\0"])
def test_an_empty_packet_says_nothing(data: bytes) -> None:
    assert lift((0, data)) == []


@pytest.mark.parametrize("data", [b"no segment at all", bytes(99), dvb.end() + b"what is that"])
def test_what_is_no_segment_is_an_error(data: bytes) -> None:
    with pytest.raises(CodecError, match="DVB at pts 0: what follows is no segment"):
        lift((0, data))


def test_a_progressive_object_is_drawn_line_by_line() -> None:
    region = dvb.region(0, 4, 3, dvb.spot(9, 0, 0), depth=8)
    colors = dvb.clut(0, [(1, 235, 128, 128, 0), (2, 16, 128, 128, 55), (3, 126, 128, 128, 0)], 8)
    [cue] = lift((0, display_set(region, dvb.progressive(9, LETTER, 4), colors=colors)))

    assert shown(cue.bitmaps[0]) == (100, 400, 4, 3, LETTER)
    assert cue.bitmaps[0].palette[:16].hex(" ", 4) == PALETTE


def text_set(*codes: int, number: int = 9, at: tuple[int, int] = (0, 0)) -> bytes:
    region = dvb.region(0, 72, 48, dvb.spot(number, *at, kind=2))
    return display_set(region, dvb.characters(number, codes), colors=b"")


def test_characters_make_a_cue_of_text() -> None:
    hello = text_set(*b"Hallo ", 0xE4, 0x8A, 0x4E2D)
    [cue] = lift((1000, hello), (2000, clear()))

    assert spans([cue]) == [(1.0, 2.0)]
    assert cue.text == "Hallo \xe4\n\u4e2d"
    assert cue.bitmaps == ()
    assert cue.place == Place(rect=Rect(100 / 720, 400 / 576, 0.1, 48 / 576))


def test_the_same_text_sent_again_goes_on_until_its_time_is_out() -> None:
    samples = [(at, text_set(*b"Hi")) for at in (0, 1000, 2000)]

    assert spans(lift(*samples)) == [(0.0, 32.0)]
    assert spans(lift((0, text_set(*b"A")), (1000, text_set(*b"B")))) == [(0.0, 1.0), (1.0, 31.0)]


def test_text_and_pictures_come_together_in_time_order() -> None:
    both = dvb.region(0, 9, 3, dvb.spot(9, 0, 0), dvb.spot(8, 5, 0, 2), dvb.spot(7, 0, 0, 1))
    data = display_set(both, OBJECT, dvb.characters(8, b"b"), dvb.characters(7, b"a"))
    cues = lift((0, data), (500, clear()))

    assert sorted((cue.text, len(cue.bitmaps)) for cue in cues) == [("", 1), ("a\nb", 0)]


def test_text_of_two_regions_is_one_cue_with_no_place_of_its_own() -> None:
    page = dvb.page((0, 0, 0), (1, 0, 40))
    regions = b"".join(dvb.region(n, 72, 40, dvb.spot(n, 0, 0, 2)) for n in range(2))
    objects = dvb.characters(0, b"one") + dvb.characters(1, b"two")
    [cue] = lift((0, display_set(regions + objects, page=page, colors=b"")))

    assert (cue.text, cue.place) == ("one\ntwo", None)


def test_codes_that_say_nothing_are_counted() -> None:
    decoder = opener("dvbsub", PAGES)

    assert [cue.text for cue in decode(decoder, [(0, text_set(*b"a\1\2b", 0xD800))])] == ["ab"]
    assert decoder.losses == {"character": 3}


def test_work_is_bounded_by_the_bytes_that_ask_for_it() -> None:
    region = dvb.region(0, 8000, 8000)
    with pytest.raises(CodecError, match="more pixels than so few bytes"):
        decode(opener("dvbsub", PAGES), [(0, dvb.page() + region * 9)])


def scene() -> list[tuple[int, bytes]]:
    page = dvb.page((0, 100, 400), (1, 30, 500), seconds=9)
    box = dvb.region(1, 9, 3, dvb.spot(9, 3, 0), depth=8, fill=7, clut=5)
    lent = dvb.picture(9, LETTER, 4, bits=2, keep_1=True)
    return [
        (1000, dvb.display(1280, 720) + display_set(REGION, box, OBJECT, lent, page=page)),
        (3000, dvb.page((1, 30, 500), version=1, seconds=9, state=dvb.NORMAL) + dvb.end()),
        (5000, clear(2)),
        (6000, display_set(dvb.region(0, 4, 3, dvb.spot(9, 0, 0)), dvb.progressive(9, LETTER, 4))),
        (7000, text_set(*b"\5Hallo ", 0xFD, 0x8A, 0x4E2D)),
        (8000, clear(3)),
    ]


def test_the_golden_scene_is_decoded_as_before() -> None:
    assert matches_golden("dvbsub/scene.txt", lift(*scene()))


@pytest.mark.parametrize(("depth", "bits"), [(2, 2), (4, 2), (4, 4), (8, 2), (8, 4), (8, 8)])
def test_pictures_are_those_of_libavcodec(depth: int, bits: int) -> None:
    """But for pixels that leave what lies there: it draws the next ones in their place, where
    7.2.5.2 has them take up room."""
    rng = random.Random(depth * bits)
    maps = {(2, 4): b"\x20\x5a\x3c", (2, 8): b"\x21\x01\x77\x35\xf0",
            (4, 8): b"\x22" + bytes(range(7, 247, 15))}  # fmt: skip
    opaque = [(at, 100, 128, 128, 0) for at in range(1 << depth)]
    sets = []
    for at in range(6):
        width, height = rng.randrange(2, 500), rng.randrange(2, 60)
        data = random_pixels(rng, width, height, 1 << bits)
        region = dvb.region(
            0, 2 * width + 2, height + 2, dvb.spot(9, 1, 2), dvb.spot(9, width + 2, 0),
            depth=depth, fill=2,
        )  # fmt: skip
        said = maps.get((bits, depth), b"") if at % 2 else b""
        object_ = dvb.picture(9, data, width, bits=bits, maps=said)
        page = dvb.page((0, rng.randrange(100), rng.randrange(100)), version=at)
        colors = dvb.clut(0, opaque, depth)
        shows = display_set(region, object_, page=page, colors=colors)
        sets.append(dvb.display(1280, 720) + shows)
    cues = lift(*((at * 1000, data) for at, data in enumerate(sets)))

    theirs = by_libav("dvbsub", sets, PAGES)
    assert [[shown(each) for each in cue.bitmaps] for cue in cues] == theirs


@pytest.mark.tools
def test_a_film_of_ffmpeg_looks_as_it_says(tmp_path: Path) -> None:
    path = encode(tmp_path, "dvbsub", "mkv")
    private, _, data = next(packets(path))
    [cue] = decode(opener("dvbsub", private), [(0, data)])
    [bitmap] = cue.bitmaps
    frames = np.frombuffer(frames_of(path), np.uint8).reshape(-1, 360, 640, 4)
    [frame, *_] = [each for each in frames if each[..., 3].any()]

    box = frame[bitmap.y : bitmap.y + bitmap.height, bitmap.x : bitmap.x + bitmap.width]
    assert (to_rgba(bitmap) == box[..., [2, 1, 0, 3]]).all()
    [[rectangle]] = by_libav("dvbsub", [data], private)
    assert cropped(rectangle, bitmap.palette) == shown(bitmap)


@given(st.binary(max_size=60))
def test_any_bytes_end_in_a_result_or_an_error_of_ours(data: bytes) -> None:
    decode_what_can_be("dvbsub", b"", data)
    decode_what_can_be("dvbsub", data, display_set())


@given(st.lists(st.tuples(st.integers(0x10, 0x14), st.binary(max_size=30)), max_size=6))
def test_any_segments_end_in_a_result_or_an_error_of_ours(parts: list[tuple[int, bytes]]) -> None:
    data = b"".join(dvb.segment(kind, body) for kind, body in parts)
    decode_what_can_be("dvbsub", b"", display_set() + data + dvb.end())


@pytest.mark.slow
def test_mutated_samples_end_in_a_result_or_an_error_of_ours() -> None:
    rng = random.Random(12)
    samples = [b"".join(data for _, data in scene())]
    for depth in (2, 4, 8):
        noise = dvb.picture(9, random_pixels(rng, 300, 40, 1 << depth), 300, bits=depth)
        samples.append(display_set(dvb.region(0, 300, 40, dvb.spot(9, 0, 0), depth=depth), noise))
    packed = dvb.progressive(9, random_pixels(rng, 300, 40, 256), 300)
    samples.append(display_set(dvb.region(0, 300, 40, dvb.spot(9, 0, 0), depth=8), packed))
    samples.append(text_set(*b"Hallo ", 0xE4, 0x8A, 0x4E2D))
    survive(samples, lambda data: decode_what_can_be("dvbsub", b"", data), count=2000, seed=45)

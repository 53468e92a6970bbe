"""Presentations become cues."""

from __future__ import annotations

from msgspec.structs import replace

from cuelift.codec.screen import Picture, Screen, canvas_of, inside
from cuelift.cues import Bitmap, Cue

MS = 1_000_000


def bitmap(
    x: int = 0, y: int = 0, pixels: bytes = b"\1\1", *, alpha: int = 255, canvas: int = 100
) -> Bitmap:
    return Bitmap(
        x=x, y=y, width=len(pixels), height=1, canvas_width=canvas, canvas_height=canvas,
        pixels=pixels, palette=bytes((0, 0, 0, 0, 9, 9, 9, alpha)),
    )  # fmt: skip


A, B = bitmap(), bitmap(y=50)


def cue(start_ms: int, end_ms: int | None, *bitmaps: Bitmap, forced: bool = False) -> Cue:
    end_ns = None if end_ms is None else end_ms * MS
    return Cue(start_ns=start_ms * MS, end_ns=end_ns, forced=forced, bitmaps=bitmaps)


def run(*shows: tuple[int, list[Picture]] | tuple[int, list[Picture], int]) -> list[Cue]:
    screen = Screen()
    cues: list[Cue] = []
    for now, pictures, *until in shows:
        screen.show(now * MS, pictures, until[0] * MS if until else None)
        cues += screen.take()
    return cues + screen.finish()


def test_a_picture_shows_until_the_next_presentation() -> None:
    assert run((1000, [Picture(A)]), (2000, [Picture(B)]), (3000, [])) == [
        cue(1000, 2000, A),
        cue(2000, 3000, B),
    ]


def test_the_last_picture_stays_open() -> None:
    assert run((1000, [Picture(A)])) == [cue(1000, None, A)]


def test_pictures_that_come_and_go_together_are_one_cue() -> None:
    assert run((1000, [Picture(A), Picture(B)]), (2000, [])) == [cue(1000, 2000, A, B)]


def test_pictures_that_overlap_live_on_their_own() -> None:
    shows = (1000, [Picture(A)]), (2000, [Picture(A), Picture(B)]), (3000, [Picture(B)]), (4000, [])

    assert run(*shows) == [cue(1000, 3000, A), cue(2000, 4000, B)]


def test_forced_pictures_are_cues_of_their_own() -> None:
    assert run((1000, [Picture(A), Picture(B, forced=True)]), (2000, [])) == [
        cue(1000, 2000, A),
        cue(1000, 2000, B, forced=True),
    ]


def test_a_picture_sent_again_goes_on() -> None:
    again = [Picture(bitmap())]

    assert run((1000, again), (1500, again), (2000, [])) == [cue(1000, 2000, A)]


def test_a_picture_that_is_away_for_a_frame_goes_on() -> None:
    assert run((1000, [Picture(A)]), (1500, []), (1542, [Picture(A)]), (2000, [])) == [
        cue(1000, 2000, A)
    ]


def test_a_picture_that_is_away_for_longer_comes_back_as_another_cue() -> None:
    assert run((1000, [Picture(A)]), (1500, []), (1543, [Picture(A)]), (2000, [])) == [
        cue(1000, 1500, A),
        cue(1543, 2000, A),
    ]


def test_a_fade_is_one_cue_in_its_strongest_colours() -> None:
    faint, full = Picture(bitmap(alpha=20)), Picture(A)

    assert run((1000, [faint]), (1100, [full]), (1900, [faint]), (2000, [])) == [cue(1000, 2000, A)]


def test_a_picture_goes_when_its_time_is_out() -> None:
    assert run((1000, [Picture(A)], 1800), (3000, [Picture(A)], 3500)) == [
        cue(1000, 1800, A),
        cue(3000, 3500, A),
    ]


def test_the_next_presentation_may_come_before_the_time_is_out() -> None:
    assert run((1000, [Picture(A)], 1800), (1500, [])) == [cue(1000, 1500, A)]


def test_a_picture_that_is_replaced_at_once_never_showed() -> None:
    assert run((1000, [Picture(A)]), (1000, [Picture(B)]), (2000, [])) == [cue(1000, 2000, B)]


def test_the_same_picture_twice_is_one() -> None:
    assert run((1000, [Picture(A), Picture(A)]), (2000, [])) == [cue(1000, 2000, A)]


def test_time_that_goes_back_makes_no_cue_that_ends_before_it_starts() -> None:
    assert run((2000, [Picture(A)]), (1000, [Picture(B)]), (3000, [])) == [cue(1000, 3000, B)]


def test_cues_come_in_order_of_their_start() -> None:
    screen = Screen()
    screen.show(2000 * MS, [Picture(A)], 2100 * MS)
    screen.show(1000 * MS, [Picture(B)], 1100 * MS)
    screen.show(9000 * MS, [])

    assert [each.start_ns for each in screen.take()] == [1000 * MS]
    assert screen.take() == []


def test_an_end_for_want_of_a_better_one_is_marked() -> None:
    screen = Screen(500 * MS)
    screen.show(1000 * MS, [Picture(A)])
    screen.show(2000 * MS, [Picture(B)], 5000 * MS)
    screen.show(3000 * MS, [Picture(A)])

    ends = [(each.end_ns, each.end_inferred) for each in screen.finish()]
    assert ends == [(2000 * MS, True), (3000 * MS, False), (3500 * MS, True)]


def test_a_picture_that_nothing_ends_does_not_wait_for_one_that_is_far() -> None:
    screen = Screen(500 * MS)
    screen.show(0, [Picture(A)])
    screen.show(60_000 * MS, [Picture(A)])
    screen.show(120_001 * MS, [Picture(A)])

    assert screen.finish() == [
        replace(cue(0, 60_500, A), end_inferred=True),
        replace(cue(120_001, 120_501, A), end_inferred=True),
    ]


def test_only_so_many_pictures_are_remembered() -> None:
    screen = Screen()
    for now in range(600):
        screen.show(now * 1000, [Picture(bitmap(now % 90, pixels=bytes((1, now % 250, now % 7))))])

    assert len(screen.take()) > 50


def test_a_picture_beyond_its_canvas_is_moved_inside() -> None:
    assert inside(bitmap(99, 100)) == bitmap(98, 99)
    assert inside(bitmap(-3, -1)) == bitmap(0, 0)
    assert inside(bitmap(5, canvas=1)) == bitmap(0, canvas=1)
    assert inside(A) is A


def test_a_canvas_that_nobody_states_is_that_of_a_dvd_or_larger() -> None:
    assert canvas_of((9, 9), 100, 100, 100, 100) == (9, 9)
    assert canvas_of(None, 100, 400, 200, 50) == (720, 576)
    assert canvas_of(None, 600, 400, 200, 500) == (800, 900)

"""Aligning cues to those of another file of the same film."""

from __future__ import annotations

from fractions import Fraction

import pytest

from cuelift.errors import UsageError
from cuelift.text.timing.align import RATES, align
from cuelift.text.timing.align import _refined as refined
from cuelift.text.timing.segments import Segment
from tests.support.timing import user_s
from tests.text.timing.support import S, cues, film, translated

pytest.importorskip("numpy")


def error(times, mine, truth) -> float:
    """The largest error of a start, in seconds."""
    return max(
        abs(times.line_at(c.start_ns)(c.start_ns) / S - wanted)
        for c, wanted in zip(mine, truth, strict=True)
    )


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("offset", [-12.4, 95.5])
def test_a_shifted_and_stretched_translation_is_found(rate, offset):
    reference = film(300, 3)
    moved = [
        ((start - offset) / float(rate), (end - offset) / float(rate), start)
        for start, end in translated(reference, 4)
        if start > offset
    ]
    mine = cues([(start, end) for start, end, _ in moved])

    times = align(mine, cues(reference), "r")

    assert [line.rate for line in times.lines] == [rate]
    assert error(times, mine, [truth for _, _, truth in moved]) < 0.06


def test_an_odd_rate_is_found_between_the_usual_ones():
    reference = film(400, 3)
    mine = cues([(start / 1.0002 + 1, end / 1.0002 + 1) for start, end in reference])

    times = align(mine, cues(reference), "r")

    assert abs(float(times.lines[0].rate) - 1.0002) < 1e-6
    assert error(times, mine, [start for start, _ in reference]) < 0.01


def test_advertising_breaks_are_found():
    reference = film(900, 2)

    def cut(start: float) -> float:
        return 0.0 if start < 1000 else 30.5 if start < 2200 else 75.2

    kept = [
        (start, end)
        for start, end in translated(reference, 9)
        if not (969 < start < 1000 or 2155 < start < 2200)
    ]
    mine = cues([(start - cut(start), end - cut(start)) for start, end in kept])

    times = align(mine, cues(reference), "r")

    assert [round(line.offset_ns / S, 1) for line in times.lines] == [0.0, 30.5, 75.2]
    off = [
        abs(times.line_at(c.start_ns)(c.start_ns) / S - start) > 0.1
        for c, (start, _) in zip(mine, kept, strict=True)
    ]
    assert sum(off) <= 4


@pytest.mark.parametrize("seed", range(5))
def test_other_films_are_refused(seed):
    with pytest.raises(UsageError, match="is it the same film"):
        align(cues(film(100 + 150 * seed, seed)), cues(film(900 - 100 * seed, seed + 50)), "r")


def test_few_cues_are_refused():
    with pytest.raises(UsageError, match=r"r\.srt: 5 cues"):
        align(cues(film(30, 1)), cues(film(5, 1)), "r.srt")


def test_cues_far_off_or_at_one_time_are_no_trouble():
    same = cues([(5.0, 6.0)] * 40)
    far = cues([(1e9, 1e9 + 1)] * 40)
    beats = cues([(float(n), n + 0.5) for n in range(60)])

    for mine in (same, far):
        with pytest.raises(UsageError):
            align(mine, beats, "r")


def test_a_line_through_few_points_is_not_refined_further():
    numpy = pytest.importorskip("numpy")
    times = numpy.arange(18) * 5.0
    others = times + numpy.where(numpy.arange(18) % 2, 0.2, -0.2)

    line = refined(times, others, Fraction(1), Segment(0, 18, 0.0, 18))

    assert abs(line.offset_ns) < S // 10


@pytest.mark.slow
def test_a_film_takes_less_than_seconds():
    reference = cues(film(1500, 1))
    mine = cues(translated(film(1500, 1), 2))

    assert user_s(lambda: align(mine, reference, "r")) < 2.5
    assert Fraction(1) in RATES

"""Finds how the times of one caption file become those of another of the same film.

Only times are compared, so the languages may differ. First the rate and the offset under which
the cues of both show at the same time are searched over all candidates; then starts that meet are
paired, pieces with other offsets are told apart, and each line is refined.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from cuelift.cues import Cue
from cuelift.errors import UsageError
from cuelift.text.clock import NS
from cuelift.text.timing.maps import Line, TimeMap
from cuelift.text.timing.segments import (
    CLOSE_S,
    Segment,
    distances,
    find_segments,
    share_by_chance,
    sigmas,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Times = NDArray[np.float64]

MIN_CUES = 20
MAX_CUES = 100_000
MAX_S = 24 * 3600
BIN_S = 0.04
"""Of the signal that is compared."""
MAX_PEAKS = 24
APART_S = 1.0
"""Between two offsets that are looked at."""

_NTSC = Fraction(1001, 1000)
_PAL = Fraction(25, 24)
RATES = tuple(
    sorted(
        {
            Fraction(1),
            *(_NTSC, 1 / _NTSC, _PAL, 1 / _PAL),
            *(_PAL * _NTSC, 1 / (_PAL * _NTSC)),
        },
        key=lambda rate: abs(rate - 1),
    )
)
"""Of the usual speeds of film and television: 24, 24/1.001 and 25 frames a second."""

MIN_SHARE = 0.25
"""Of the starts within the reference that have to meet one of its, under one offset."""
MIN_SIGMAS = 7.0
"""How far above chance their number has to be."""


class Track(NamedTuple):
    """Starts and ends in order, in seconds."""

    starts: Times
    ends: Times


def align(cues: Sequence[Cue], reference: Sequence[Cue], name: str) -> TimeMap:
    """How the times of cues become those of a reference.

    Args:
        cues: to be moved.
        reference: of the same film, timed right.
        name: of the reference, for messages.

    Raises:
        UsageError: there are too few cues, or they do not seem to be of the same film.
    """
    mine, other = _track(cues, "the cues"), _track(reference, name)
    rate, offsets = _search(mine, other)
    starts = mine.starts * float(rate)
    _demand_evidence(starts, other.starts, offsets, name)
    segments = find_segments(starts, other.starts, offsets)
    if len(segments) == 1:
        return TimeMap([_refined(mine.starts, other.starts, rate, segments[0])])
    lines: list[Line] = []
    for segment in segments:
        since = None if not lines else round(float(mine.starts[segment.first]) * NS)
        lines.append(Line(rate, round(segment.offset_s * NS), since))
    return TimeMap(lines)


def _track(cues: Sequence[Cue], name: str) -> Track:
    import numpy as np

    times = sorted(
        {
            (cue.start_ns / NS, max(cue.end_ns or 0, cue.start_ns) / NS)
            for cue in cues
            if not cue.comment and 0 <= cue.start_ns < MAX_S * NS
        }
    )
    if not MIN_CUES <= len(times) <= MAX_CUES:
        raise UsageError(f"{name}: {len(times)} cues; from {MIN_CUES} to {MAX_CUES:,} are aligned")
    pairs = np.array(times)
    return Track(pairs[:, 0], np.minimum(pairs[:, 1], pairs[:, 0] + 10))


def _search(mine: Track, other: Track) -> tuple[Fraction, list[float]]:
    """The rate under which most cues meet, and the offsets worth a look, the best first."""
    import numpy as np

    until = max(float(mine.ends.max()) * 1.05, float(other.ends.max())) + 1
    size = 1 << (int(until / BIN_S) * 2).bit_length()
    wanted = _spectrum(other, 1.0, size)
    best: tuple[float, Fraction, Any] = (0.0, RATES[0], wanted)
    for rate in RATES:
        meets = np.fft.irfft(wanted * np.conj(_spectrum(mine, float(rate), size)), size)
        # Under a right rate the peak stands out; under a wrong one it is smeared.
        height = float(meets.max())
        if height > best[0] * 1.02:
            best = (height, rate, meets)
    _, rate, meets = best
    return rate, _peaks(meets, size) if meets is not wanted else [0.0]


def _spectrum(track: Track, rate: float, size: int) -> NDArray[np.complex128]:
    """Of a signal that is up while a cue shows, with a pulse where it starts."""
    import numpy as np

    steps = np.zeros(size + 1)
    starts = (track.starts * rate / BIN_S).astype(np.int64)
    ends = (track.ends * rate / BIN_S).astype(np.int64)
    np.add.at(steps, starts, 1)
    np.add.at(steps, ends, -1)
    signal = (np.cumsum(steps)[:size] > 0).astype(np.float64)
    length = int(ends.max()) + 1
    signal[:length] -= signal[:length].mean()
    pulses = np.zeros(size)
    for shift, height in ((-2, 0.5), (-1, 1.0), (0, 1.5), (1, 1.0), (2, 0.5)):
        np.add.at(pulses, np.maximum(starts + shift, 0), height)
    pulses[:length] -= pulses[:length].mean()
    both = signal / (np.linalg.norm(signal) or 1) + pulses / (np.linalg.norm(pulses) or 1)
    spectrum: NDArray[np.complex128] = np.fft.rfft(both)
    return spectrum


def _peaks(meets: Any, size: int) -> list[float]:
    """The offsets in seconds at which most cues meet, some way apart."""
    import numpy as np

    left = meets.copy()
    reach = int(APART_S / BIN_S)
    found = []
    for _ in range(MAX_PEAKS):
        at = int(np.argmax(left))
        found.append((at if at < size // 2 else at - size) * BIN_S)
        left[max(at - reach, 0) : at + reach + 1] = -np.inf
    return found


def _demand_evidence(starts: Times, others: Times, offsets: Sequence[float], name: str) -> None:
    """Makes sure that far more starts meet under one of some offsets than would by chance.

    Raises:
        UsageError: they do not.
    """
    import numpy as np

    share = share_by_chance(others)
    best = (0.0, 0, 0)
    for offset in offsets:
        moved = starts + offset
        moved = moved[(moved >= others[0] - CLOSE_S) & (moved <= others[-1] + CLOSE_S)]
        met = int(np.sum(distances(moved, others) <= CLOSE_S))
        if len(moved) >= MIN_CUES and met >= MIN_SHARE * len(moved):
            best = max(best, (sigmas(met, len(moved), share), met, len(moved)))
    if best[0] < MIN_SIGMAS:
        raise UsageError(
            f"{name}: no more cues start together than would by chance, whatever the shift; "
            "is it the same film?"
        )


def _refined(starts: Times, others: Times, rate: Fraction, segment: Segment) -> Line:
    """The line through the starts that meet; its rate is a usual one, if that is as good."""
    import numpy as np

    scale, offset = float(rate), segment.offset_s
    for close in (CLOSE_S, CLOSE_S, CLOSE_S / 2):
        one, two = pairs(starts * scale + offset, others, close)
        if len(one) < MIN_CUES // 2:
            break
        x, y = starts[one], others[two]
        middle = float(x.mean())
        spread = float(((x - middle) ** 2).sum()) or 1.0
        slope = float(((x - middle) * (y - y.mean())).sum()) / spread
        error = float(np.std(y - scale * x)) / spread**0.5
        usual = min(RATES, key=lambda each: abs(float(each) - slope))
        if abs(float(usual) - slope) <= max(4 * error, 2e-6):
            scale, rate = float(usual), usual
        else:
            scale = slope
            rate = Fraction(slope).limit_denominator(10_000_000)
        offset = float(np.median(y - scale * x))
    return Line(rate, round(offset * NS))


def pairs(one: Times, two: Times, close: float) -> tuple[Any, Any]:
    """The indices of times that are each other's nearest, and close."""
    import numpy as np

    there = nearest_index(two, one)
    back = nearest_index(one, two)
    index = np.arange(len(one))
    kept = (back[there] == index) & (np.abs(two[there] - one) <= close)
    return index[kept], there[kept]


def nearest_index(times: Times, wanted: Times) -> NDArray[np.int64]:
    """For each wanted time the index of the nearest of some times in order."""
    import numpy as np

    right = np.clip(np.searchsorted(times, wanted), 1, len(times) - 1)
    left = right - 1
    nearer = wanted - times[left] <= times[right] - wanted
    return np.where(nearer, left, right)

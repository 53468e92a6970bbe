"""Tells apart the pieces of a film that are shifted by different amounts (advertising breaks)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Times = NDArray[np.float64]

CLOSE_S = 0.25
MIN_MET = 12
"""Starts that have to meet in a piece of its own."""
MIN_SIGMAS = 5.0
"""How far above chance their number has to be."""
_MET, _MISSED = 1.5, -1.0
_CHANGE = -12.0
"""What a new piece costs, in starts that meet."""
_SILENCE = 0.5
"""How much less it costs for each second since the cue before."""


class Segment(NamedTuple):
    """Cues that are shifted by the same amount."""

    first: int
    """Number of the first."""
    last: int
    """Number of the one behind the last."""
    offset_s: float
    met: int
    """How many of their starts meet one of the reference."""


def find_segments(starts: Times, others: Times, offsets: Sequence[float]) -> list[Segment]:
    """The pieces and their offsets that explain best where starts meet.

    Args:
        starts: of the cues, in order, already at the right rate.
        others: of the reference, in order.
        offsets: worth a look, in seconds, the best first.

    Returns: one piece at least, in order.
    """
    import numpy as np

    near = np.array([distances(starts + offset, others) for offset in offsets])
    scores = np.where(near <= CLOSE_S, _MET - near / CLOSE_S, _MISSED)
    # A film is cut where nobody speaks.
    costs = _CHANGE + _SILENCE * np.minimum(np.diff(starts, prepend=starts[0]), 10)
    share = share_by_chance(others)
    kept = [
        (first, last, offsets[state])
        for first, last, state in _best_path(scores, costs)
        if _is_sure(near[state, first:last], share)
    ]
    return _tidied(starts, others, kept or [(0, len(starts), offsets[0])])


def share_by_chance(others: Times) -> float:
    """How many of any times would be close to one of a reference."""
    span = float(others[-1] - others[0]) or 1.0
    return min(2 * CLOSE_S * len(others) / span, 0.95)


def sigmas(met: int, count: int, share: float) -> float:
    """How many standard deviations a number of meetings is above chance."""
    return float((met - count * share) / max(count * share * (1 - share), 1.0) ** 0.5)


def _is_sure(near: Any, share: float) -> bool:
    met = int((near <= CLOSE_S).sum())
    return met >= MIN_MET and sigmas(met, len(near), share) >= MIN_SIGMAS


def distances(moved: Times, others: Times) -> Any:
    """How far each time is from the nearest of some others, which are in order."""
    import numpy as np

    right = np.clip(np.searchsorted(others, moved), 1, len(others) - 1)
    return np.minimum(np.abs(moved - others[right - 1]), np.abs(moved - others[right]))


def _best_path(scores: Any, costs: Any) -> list[tuple[int, int, int]]:
    """Runs of cues with one offset (first, behind the last, which) of the highest score."""
    import numpy as np

    states, count = scores.shape
    total = scores[:, 0].copy()
    came = np.zeros((count, states), dtype=np.int32)
    own = np.arange(states)
    for at in range(1, count):
        best = int(np.argmax(total))
        changed = total[best] + costs[at]
        came[at] = np.where(changed > total, best, own)
        total = np.maximum(changed, total) + scores[:, at]
    state = int(np.argmax(total))
    runs = []
    last = count
    for at in range(count - 1, 0, -1):
        before = int(came[at][state])
        if before != state:
            runs.append((at, last, state))
            last, state = at, before
    runs.append((0, last, state))
    return runs[::-1]


def _tidied(starts: Times, others: Times, kept: Sequence[tuple[int, int, float]]) -> list[Segment]:
    """Pieces that follow each other without a hole, neighbours of one offset joined, refined."""
    joined: list[tuple[int, int, float]] = []
    for _, last, offset in kept:
        if joined and abs(joined[-1][2] - offset) < CLOSE_S:
            joined[-1] = (joined[-1][0], last, joined[-1][2])
        else:
            joined.append((joined[-1][1] if joined else 0, last, offset))
    joined[-1] = (joined[-1][0], len(starts), joined[-1][2])
    return [_refined(starts, others, *each) for each in joined]


def _refined(starts: Times, others: Times, first: int, last: int, offset: float) -> Segment:
    """The piece with the middle of the offsets of the starts that meet."""
    import numpy as np

    part = starts[first:last]
    met = 0
    for close in (2 * CLOSE_S, CLOSE_S, CLOSE_S):
        moved = part + offset
        right = np.clip(np.searchsorted(others, moved), 1, len(others) - 1)
        nearest = np.where(
            moved - others[right - 1] <= others[right] - moved, others[right - 1], others[right]
        )
        off = nearest - moved
        close_by = np.abs(off) <= close
        met = int(close_by.sum())
        if not met:
            break
        offset += float(np.median(off[close_by]))
    return Segment(first, last, offset, met)

"""When a message is tried again."""

from __future__ import annotations

FIRST_S = 1.0
LONGEST_S = 600.0
JITTER = 0.5


def pause_s(tries: int, chance: float, asked_s: float = 0.0) -> float:
    """How long to wait after a try that failed.

    Args:
        tries: failed ones, this one too; from 1.
        chance: ``[0, 1)``, at random, so that what failed together does not come back together.
        asked_s: what the receiver asked for.

    Returns: Seconds: half to all of 1, 2, 4... up to 600; what was asked for, where that is more.
    """
    # The exponent is bounded, because tries are not.
    full = min(FIRST_S * 2.0 ** min(tries - 1, 32), LONGEST_S)
    return max(full * (1 - JITTER * chance), min(asked_s, LONGEST_S))

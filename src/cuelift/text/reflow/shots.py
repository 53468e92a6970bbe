"""Shot changes: where pictures of a film change at once, and captions best do, too."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import msgspec

from cuelift.errors import UsageError
from cuelift.text.clock import MAX_S, NS, time_ns

MAX_SHOTS = 1_000_000


def parse_shots(text: str, name: str, rate: Fraction) -> list[int]:
    """The times of shot changes, in order, in nanoseconds.

    Args:
        text: a time a line (seconds or timecode; what follows a ``#`` is not read), or JSON: a
            list of seconds, or of objects with one of ``time``, ``start``, ``seconds``.
        name: of the file, for messages.
        rate: of frames in timecodes.

    Raises:
        UsageError: it is neither.
    """
    bare = text.lstrip()
    if bare.startswith(("[", "{")):
        times = [_from_json(item, name) for item in _list(bare, name)]
    else:
        lines = [line.partition("#")[0].strip() for line in text.splitlines()]
        try:
            times = [time_ns(line, rate) for line in lines if line]
        except UsageError as error:
            raise UsageError(f"{name}: {error.message}") from None
    if len(times) > MAX_SHOTS:
        raise UsageError(f"{name}: more than {MAX_SHOTS:,} shot changes")
    return sorted(set(times))


def nearest(times: Sequence[int], time: int, window: int) -> int | None:
    """The one of some times in order that is nearest, no farther than the window."""
    index = bisect_left(times, time)
    near = [at for at in times[max(index - 1, 0) : index + 1] if abs(at - time) <= window]
    return min(near, key=lambda at: abs(at - time)) if near else None


def _list(text: str, name: str) -> list[Any]:
    try:
        found = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError) as error:
        raise UsageError(f"{name}: {error}") from None
    if isinstance(found, dict):
        found = next((found[key] for key in ("shots", "scenes", "cuts") if key in found), None)
    if not isinstance(found, list):
        raise UsageError(f"{name}: no list of times")
    return found


def _from_json(item: Any, name: str) -> int:
    if isinstance(item, dict):
        item = next((item[key] for key in ("time", "start", "seconds") if key in item), None)
    if isinstance(item, list) and item:
        item = item[0]
    if isinstance(item, str):
        return time_ns(item)
    number = isinstance(item, int | float) and not isinstance(item, bool)
    if not number or not math.isfinite(item) or not 0 <= item <= MAX_S:
        raise UsageError(f"{name}: {item!r} is not a time in seconds")
    return round(float(item) * NS)

"""Merges the ranges that a plan wants into the ranges that are fetched.

Gaps between wanted ranges are read for nothing, requests cost time and money: three objectives
weigh them. Latency times bandwidth is not used as a gap: with many connections it would read most
of a film.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple, TypeAlias

import msgspec

from cuelift.store.base import CostProfile

Objective: TypeAlias = Literal["bytes", "time", "money"]

KIB = 1024
MIB = 1024 * KIB

BYTES_GAP = 4 * KIB
TIME_GAP = 256 * KIB
MERGED_CAP = 8 * MIB
"""No gap is bridged beyond this length, so that one bad gap cannot swallow a file."""
TIME_SHARE = 0.01
_UNBOUNDED = 1 << 80


class Merged(NamedTuple):
    """A range to fetch, and which wanted ranges lie in it."""

    start: int
    end: int
    members: list[int]
    """Positions in the list of wanted ranges."""


class Budget(msgspec.Struct, frozen=True):
    """What bridging gaps may cost."""

    gap: int
    """The widest gap that is worth a request."""
    bytes: int | None
    """Gap bytes to spend in all; None: no bound."""


def budget(
    objective: Objective, profile: CostProfile, size: int, spent: int, max_share: float
) -> Budget:
    """The gap bytes that an objective may spend.

    Args:
        objective: what to save.
        profile: the store's costs.
        size: of the object, in bytes.
        spent: bytes already read (the index) plus all wanted bytes.
        max_share: of the object, beyond which reading needs consent.
    """
    if objective == "bytes":
        return Budget(BYTES_GAP, None)
    if objective == "time":
        return Budget(TIME_GAP, max(int(size * TIME_SHARE) - spent, 0))
    worth = int(profile.request_price / profile.byte_price) if profile.byte_price else MERGED_CAP
    return Budget(min(worth, MERGED_CAP), max(int(size * max_share) - spent, 0))


def coalesce(wanted: Sequence[tuple[int, int]], allowed: Budget) -> list[Merged]:
    """Merges wanted ranges over the gaps that are worth it, smallest gaps first.

    Args:
        wanted: half-open, in any order; may overlap and touch.
        allowed: which gaps may be bridged.

    Returns: ranges in file order, disjoint, none longer than ``MERGED_CAP`` unless one wanted
        range is.
    """
    order = sorted([(start, end, position) for position, (start, end) in enumerate(wanted)])
    limit = allowed.gap if allowed.bytes is None else _affordable(order, allowed)
    left = _UNBOUNDED if allowed.bytes is None else allowed.bytes
    merged: list[Merged] = []
    members: list[int] = []
    first = last = -_UNBOUNDED
    for start, end, position in order:
        gap = start - last
        if gap < 0 or (gap <= limit and end - first <= MERGED_CAP and gap <= left):
            if gap > 0:
                left -= gap
            members.append(position)
            if end > last:
                last = end
        else:
            if members:
                merged.append(Merged(first, last, members))
            first, last, members = start, end, [position]
    if members:
        merged.append(Merged(first, last, members))
    return merged


def _affordable(order: list[tuple[int, int, int]], allowed: Budget) -> int:
    """The widest gap up to which all gaps together stay within the budget."""
    gaps = []
    last = _UNBOUNDED
    for start, end, _ in order:
        if 0 < start - last <= allowed.gap:
            gaps.append(start - last)
        last = end if last == _UNBOUNDED else max(last, end)
    left = allowed.bytes or 0
    widest = 0
    for gap in sorted(gaps):
        left -= gap
        if left < 0:
            break
        widest = gap
    return widest

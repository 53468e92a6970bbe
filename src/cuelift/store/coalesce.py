"""Merges the ranges that a plan wants into the ranges that are fetched.

Gaps between wanted ranges are read for nothing, requests cost time and money: three objectives
weigh them. Latency times bandwidth is not used as a gap: with many connections it would read most
of a film.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple, TypeAlias

from cuelift.media import ByteRange
from cuelift.store.base import CostProfile

Objective: TypeAlias = Literal["bytes", "time", "money"]

KIB = 1024
MIB = 1024 * KIB

BYTES_GAP = 4 * KIB
TIME_GAP = 256 * KIB
MERGED_CAP = 8 * MIB
"""No gap is bridged beyond this length, so that one bad gap cannot swallow a file."""
TIME_SHARE = 0.01


class Merged(NamedTuple):
    """A range to fetch, and which wanted ranges lie in it."""

    start: int
    end: int
    members: list[int]
    """Positions in the list of wanted ranges."""


class Budget(NamedTuple):
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


def coalesce(wanted: Sequence[ByteRange], allowed: Budget) -> list[Merged]:
    """Merges wanted ranges over the gaps that are worth it, smallest gaps first.

    Args:
        wanted: in any order; may overlap and touch.
        allowed: which gaps may be bridged.

    Returns: ranges in file order, disjoint, none longer than ``MERGED_CAP`` unless one wanted
        range is.
    """
    order = sorted(range(len(wanted)), key=wanted.__getitem__)
    limit = allowed.gap if allowed.bytes is None else _affordable(wanted, order, allowed)
    left = allowed.bytes
    merged: list[Merged] = []
    end = -1
    for position in order:
        start, stop = wanted[position]
        gap = start - end
        if merged and _joins(merged[-1].start, stop, gap, limit, left):
            if left is not None and gap > 0:
                left -= gap
            merged[-1].members.append(position)
            end = max(end, stop)
            if end > merged[-1].end:
                merged[-1] = merged[-1]._replace(end=end)
        else:
            merged.append(Merged(start, stop, [position]))
            end = stop
    return merged


def _joins(start: int, stop: int, gap: int, limit: int, left: int | None) -> bool:
    if gap <= 0:
        return gap < 0 or stop - start <= MERGED_CAP
    return gap <= limit and stop - start <= MERGED_CAP and (left is None or gap <= left)


def _affordable(wanted: Sequence[ByteRange], order: list[int], allowed: Budget) -> int:
    """The widest gap up to which all gaps together stay within the budget."""
    gaps = []
    end = None
    for position in order:
        start, stop = wanted[position]
        if end is not None and 0 < start - end <= allowed.gap:
            gaps.append(start - end)
        end = stop if end is None else max(end, stop)
    left = allowed.bytes or 0
    widest = 0
    for gap in sorted(gaps):
        left -= gap
        if left < 0:
            break
        widest = gap
    return widest

"""Decides what is read, and how: the read plan."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from operator import sub

import msgspec

from cuelift.container import Index, Movie, Scan
from cuelift.extract.options import ReadOptions
from cuelift.media import ByteRange, Extent, Window
from cuelift.store.coalesce import BYTES_GAP, Merged, Objective, budget, coalesce
from cuelift.store.drive import Source

NEAR_SHARE = 0.2
"""Of samples near another one, from which merging reads pays even in memory."""
WARM_SHARE = 0.9
"""Of a local file in the page cache, from which looking through it beats reading it."""


_ALL_CAPTIONS = frozenset(("sup", "vobsub"))
"""Containers of nothing but captions: reading them through is no waste."""


class ReadPlan(msgspec.Struct, kw_only=True):
    """What will be read."""

    objective: Objective
    size_bytes: int
    extents: Sequence[Extent] = ()
    """Samples that an index places."""
    merged: Sequence[Merged] = ()
    """The ranges that are fetched for them; members are positions in ``extents``."""
    direct: bool = False
    """Each sample is read on its own, in index order: the file is in memory and samples lie far
    apart, so that neither merging nor the order of reads would save anything."""
    stray_bytes: int | None = None
    """What may be read around wrong index entries; None: as much as it takes."""
    scanned: tuple[int, ...] = ()
    """Tracks that are looked for without an index."""
    scan_mode: str | None = None
    """``bulk``, ``mapped`` or ``hop``."""
    scan_slices: Sequence[ByteRange] = ()
    scan_bytes: int = 0
    refused: dict[int, str] = {}
    """Tracks whose reading needs consent, and why."""
    empty: dict[int, str] = {}
    """Tracks that hold nothing by the container's own word."""
    lost: dict[int, str] = {}
    """Tracks of which some samples cannot be there, and how many."""
    warnings: Sequence[str] = ()
    reasons: dict[int, str] = {}
    """Why tracks are not read by an index."""
    index_bytes: int = 0
    """Read so far, to make the plan."""
    connections: int = 1
    latency_s: float = 0.0
    """To the first byte of a read."""
    total_bytes_per_s: float = 1.0
    """Of all connections."""

    @property
    def indexed_bytes(self) -> int:
        """To be fetched for indexed samples, gaps included."""
        if self.direct:
            return sum(extent.length for extent in self.extents)
        return sum(part.end - part.start for part in self.merged)

    @property
    def expected_s(self) -> float:
        """Seconds that reading should take from here on."""
        requests = self.indexed_requests + len(self.scan_slices)
        rounds = -(-requests // max(self.connections, 1))
        moved = self.indexed_bytes + self.scan_bytes
        return max(rounds * self.latency_s, moved / self.total_bytes_per_s)

    @property
    def indexed_requests(self) -> int:
        """Reads of indexed samples."""
        return len(self.extents) if self.direct else len(self.merged)

    @property
    def mode(self) -> str | None:
        """``indexed``, ``bulk``, ``mapped``, ``hop``, or two of them joined by ``+``."""
        modes = (["indexed"] if self.extents else []) + ([self.scan_mode] if self.scan_mode else [])
        return "+".join(modes) or "indexed"

    def lines(self) -> list[str]:
        """The plan in words, for ``--explain``."""
        total = self.index_bytes + self.indexed_bytes + self.scan_bytes
        share = 100 * total / self.size_bytes if self.size_bytes else 0.0
        said = [
            f"objective {self.objective}, mode {self.mode}",
            f"index: {self.index_bytes:,} bytes read",
        ]
        if self.extents:
            wanted = sum(extent.length for extent in self.extents)
            said.append(
                f"indexed: {len(self.extents):,} samples, {wanted:,} bytes wanted, "
                f"{self.indexed_bytes:,} bytes in {self.indexed_requests:,} requests"
            )
        if self.scan_mode:
            said.append(
                f"{self.scan_mode}: tracks {', '.join(map(str, self.scanned))}, "
                f"about {self.scan_bytes:,} bytes"
            )
        said += [f"track {i}: {why}" for i, why in sorted(self.reasons.items())]
        said += [f"track {i} refused: {why}" for i, why in sorted(self.refused.items())]
        said += [f"track {i} empty: {why}" for i, why in sorted(self.empty.items())]
        said.append(
            f"in all: {total:,} of {self.size_bytes:,} bytes ({share:.3f} %), "
            f"about {self.expected_s:.1f} s at {self.connections} connections"
        )
        return said


def make_plan(
    source: Source,
    movie: Movie,
    wanted: Collection[int],
    window: Window | None,
    options: ReadOptions,
) -> ReadPlan:
    """Reads the index of the wanted tracks and decides how their payload is read."""
    index = source.run(movie.index(wanted, window)) if wanted else Index()
    profile = source.profile
    objective: Objective = options.objective or ("time" if profile.remote else "bytes")
    plan = ReadPlan(
        objective=objective,
        size_bytes=source.size,
        stray_bytes=int(options.max_read * source.size) if profile.remote else None,
        extents=index.extents,
        reasons=dict(index.unindexed),
        lost=dict(index.lost),
        warnings=index.warnings,
        index_bytes=source.counters.bytes_read,
        connections=options.limits.connections or profile.max_connections,
        latency_s=profile.latency_s,
        total_bytes_per_s=profile.total_bytes_per_s,
    )
    plan.direct = (
        not profile.remote and source.resident_share() > WARM_SHARE and _far_apart(index.extents)
    )
    if not plan.direct:
        ranges = _ranges(index.extents, source.size)
        spent = plan.index_bytes + sum([end - start for start, end in ranges])
        allowed = budget(objective, profile, source.size, spent, options.max_read)
        plan.merged = coalesce(ranges, allowed)
    _plan_scan(plan, source, movie, _sought(plan, movie, index), window, options)
    return plan


def plan_again(
    plan: ReadPlan,
    source: Source,
    movie: Movie,
    misled: Collection[int],
    window: Window | None,
    options: ReadOptions,
) -> ReadPlan:
    """A search for tracks whose index turned out to be wrong, within the same consent."""
    again = msgspec.structs.replace(
        plan, extents=(), merged=(), reasons={}, refused={}, scanned=(), scan_mode=None
    )
    sought = dict.fromkeys(sorted(misled), "its index entries are wrong")
    _plan_scan(again, source, movie, sought, window, options)
    return again


def both_plans(first: ReadPlan, again: ReadPlan) -> ReadPlan:
    """What two plans, carried out one after the other, did together."""
    return msgspec.structs.replace(
        first,
        scanned=first.scanned + again.scanned,
        scan_mode=again.scan_mode or first.scan_mode,
        refused={**first.refused, **again.refused},
    )


def _sought(plan: ReadPlan, movie: Movie, index: Index) -> dict[int, str]:
    """The tracks to be searched for, and why; those that hold nothing are told in the plan."""
    indexed = bool(index.extents)
    sought = {}
    for number, reason in sorted(index.unindexed.items()):
        expected = movie.tracks[number].expected_samples
        if expected == 0:
            plan.empty[number] = "the container counts no samples"
        elif expected is None and indexed and number in index.absent:
            plan.empty[number] = "the index lists other caption tracks and none of this one"
        else:
            sought[number] = reason
    return sought


def _far_apart(extents: Sequence[Extent]) -> bool:
    """Whether few samples lie near another one, so that merging their reads would save little."""
    starts = sorted([extent[3] for extent in extents])
    gaps = map(sub, starts[1:], starts)
    return sum(map(BYTES_GAP.__gt__, gaps)) < NEAR_SHARE * len(starts)


def _ranges(extents: Sequence[Extent], size: int) -> list[tuple[int, int]]:
    return [(extent[3], min(extent[3] + extent[4], size)) for extent in extents]


def _plan_scan(
    plan: ReadPlan,
    source: Source,
    movie: Movie,
    sought: Mapping[int, str],
    window: Window | None,
    options: ReadOptions,
) -> None:
    if not sought:
        return
    scan = movie.scan(tuple(sought), window)
    plan.scan_slices = scan.slices()
    bulk_bytes = sum(end - start for start, end in plan.scan_slices)
    hop_bytes, hop_requests = scan.hop_cost()
    plan.scan_mode = _scan_mode(source, scan, bulk_bytes, hop_requests)
    plan.scan_bytes = hop_bytes if plan.scan_mode == "hop" else bulk_bytes
    limit = options.max_read * source.size
    is_waste = movie.container not in _ALL_CAPTIONS
    if source.profile.remote and is_waste and plan.scan_bytes > limit:
        share = 100 * plan.scan_bytes / source.size
        for number in sought:
            plan.refused[number] = (
                f"{sought[number]}; finding its samples would read {plan.scan_bytes:,} bytes "
                f"({share:.0f} % of the object), more than --max-read "
                f"{100 * options.max_read:g} % allows"
            )
        plan.scan_mode, plan.scan_slices, plan.scan_bytes = None, (), 0
        return
    plan.scanned = tuple(sought)


def _scan_mode(source: Source, scan: Scan, bulk_bytes: int, hop_requests: int) -> str:
    """Remote: what is sooner done; local: look through a file in memory, read a cold one.

    Where no page can be passed over, copying them costs less than mapping them one by one.
    """
    profile = source.profile
    if not profile.remote:
        if scan.touches_all or source.resident_share() <= WARM_SHARE:
            return "bulk"
        return "mapped" if source.view(0, 0) is not None else "bulk"
    hop_s = hop_requests * profile.latency_s
    return "hop" if hop_s < bulk_bytes / profile.total_bytes_per_s else "bulk"

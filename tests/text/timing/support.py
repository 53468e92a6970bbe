"""Cue lists like those of films, and what another language makes of them."""

from __future__ import annotations

import random

from cuelift.cues import Cue, Span

S = 1_000_000_000
Times = list[tuple[float, float]]


def film(count: int, seed: int) -> Times:
    """Starts and ends like those of dialogue, in seconds."""
    rng = random.Random(seed)
    at, made = 20.0, []
    for _ in range(count):
        length = min(6.0, max(0.8, rng.lognormvariate(0.8, 0.45)))
        made.append((at, at + length))
        at += length + rng.choice([0.083, 0.083, 0.2, 0.5, rng.expovariate(0.25)])
    return made


def translated(times: Times, seed: int) -> Times:
    """Jittered, a fifth dropped, some cues parted or joined as another language does."""
    rng = random.Random(seed)
    made: Times = []
    index = 0
    while index < len(times):
        start, end = times[index]
        kind = rng.random()
        index += 1
        if kind < 0.2:
            continue
        if kind < 0.3 and index < len(times):
            end = times[index][1]
            index += 1
        elif kind < 0.4 and end - start > 2:
            middle = start + (end - start) * rng.uniform(0.3, 0.7)
            made.append((start + rng.gauss(0, 0.08), middle))
            start = middle
        made.append((start + rng.gauss(0, 0.08), end + rng.gauss(0, 0.2)))
    return made


def cues(times: Times) -> list[Cue]:
    return [
        Cue(start_ns=round(start * S), end_ns=round(end * S), spans=(Span("x"),))
        for start, end in times
    ]

"""Measures how fast the pictures of a PGS track become a folder of PNG files.

    python benchmarks/pictures.py [--images 1000] [--page docs/benchmarks.md]

A ``.sup`` file of texts about 700 x 100 pixels large is extracted as ``-f images``: read, decoded,
compressed, written, brought to the disk. What one core does is told by the processor time of the
process; the time of the wall has the waiting for the disk in it.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import cuelift
from benchmarks.bitmaps import as_pgs, render
from benchmarks.report import fill
from tests.writers import pgs

ROUNDS = 3
GOAL = 800
"""Pictures a second."""


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--images", type=int, default=1000)
    parser.add_argument("--page", type=Path, help="whose part is replaced")
    given = parser.parse_args()
    count = given.images
    draw = random.Random(1)
    slow = False
    told = ["| picture | on one core | by the wall | size |", "| --- | --- | --- | --- |"]
    for levels in (16, 100):
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "film.sup").write_bytes(film(draw, levels, count))
            rate, wall_rate = best(Path(folder), count)
            sizes = [path.stat().st_size for path in Path(folder, "0").glob("*.png")]
        told.append(
            f"| PGS, {levels} levels | {rate:,.0f} /s | {wall_rate:,.0f} /s "
            f"| {sum(sizes) / count:,.0f} bytes |"
        )
        print(told[-1])
        slow |= levels == 16 and rate < GOAL
    if given.page is not None:
        fill(given.page, "pictures", told)
    return int(slow)


def film(draw: random.Random, levels: int, count: int) -> bytes:
    """A file of so many captions."""
    gone = pgs.composition(state=pgs.NORMAL) + pgs.end()
    sets = []
    for at in range(count):
        sets.append((180_000 * at + 90_000, as_pgs(render(draw, levels), levels)))
        sets.append((180_000 * at + 180_000, gone))
    return pgs.sup(sets)


def best(folder: Path, count: int) -> tuple[float, float]:
    """Pictures a second of processor time and of the wall, each of the quickest round."""
    rounds = []
    for number in range(ROUNDS):
        began, used = time.perf_counter(), time.process_time()
        report = cuelift.extract(str(folder / "film.sup"), str(folder / str(number)), "images")
        wall_s, processor_s = time.perf_counter() - began, time.process_time() - used
        rounds.append((count / processor_s, count / wall_s))
        assert report.tracks[0].pictures == count
    return max(rate for rate, _ in rounds), max(rate for _, rate in rounds)


if __name__ == "__main__":
    sys.exit(main())

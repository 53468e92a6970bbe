"""Measures how fast the pictures of a PGS track become a folder of PNG files.

    python benchmarks/pictures.py [--images 1000]

A ``.sup`` file of texts about 700 x 100 pixels large is extracted as ``-f images``: read, decoded,
compressed, written, brought to the disk. The time is that of the wall, of one process.
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
from tests.writers import pgs

ROUNDS = 3
GOAL = 800
"""Pictures a second."""


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--images", type=int, default=1000)
    count = parser.parse_args().images
    draw = random.Random(1)
    slow = False
    for levels in (16, 100):
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "film.sup").write_bytes(film(draw, levels, count))
            rate, processor_s = best(Path(folder), count)
            sizes = [path.stat().st_size for path in Path(folder, "0").glob("*.png")]
        print(
            f"PGS, {levels:3} levels: {rate:6,.0f} pictures/s, {processor_s * 1e6:,.0f} us of "
            f"processor time each, {sum(sizes) / count:,.0f} bytes each"
        )
        slow |= levels == 16 and rate < GOAL
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
    """Pictures a second and processor time of each, of the quickest round."""
    rounds = []
    for number in range(ROUNDS):
        began, used = time.perf_counter(), time.process_time()
        report = cuelift.extract(str(folder / "film.sup"), str(folder / str(number)), "images")
        rate = count / (time.perf_counter() - began)
        rounds.append((rate, (time.process_time() - used) / count))
        assert report.tracks[0].pictures == count
    return max(rounds)


if __name__ == "__main__":
    sys.exit(main())

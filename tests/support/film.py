"""The five minute films of the acceptance tests, and what other programs get out of them."""

from __future__ import annotations

import contextlib
import fcntl
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks import films, meter, outputs, peers

MINUTES = 5
CUES = round(MINUTES * films.CUES_PER_MINUTE)
"""In each of the eight text tracks, and pictures in each PGS track."""


@contextlib.contextmanager
def small_films(folder: Path) -> Iterator[Mapping[str, Path]]:
    """All films by name, 215 MB each, for as long as the block lasts.

    Processes that name the same folder share them: the first builds, the last removes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with _users(folder, +1):
        built = films.build(folder / "films", MINUTES, list(films.FILMS))
    try:
        yield built
    finally:
        with _users(folder, -1) as left:
            if left == 0:
                shutil.rmtree(folder / "films")


@contextlib.contextmanager
def _users(folder: Path, change: int) -> Iterator[int]:
    with (folder / "users").open("a+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        count = int(file.read() or 0) + change
        file.truncate(0)
        file.write(str(count))
        yield count


def truth(film: Path) -> outputs.Tracks:
    """The cues that a film was made from, in the formats that ``outputs.written`` finds."""
    return outputs.truth(film.name, film.parent / "subs")


def reference(program: str, film: Path, folder: Path) -> outputs.Tracks:
    """What ``ffmpeg`` or ``mkvextract`` makes of the text tracks of a film.

    Args:
        program: a key of ``peers.PEERS``.
        film: one of ``small_films``.
        folder: an empty folder to write to, made when missing; files are ``t0.srt`` and so on.
    """
    folder.mkdir(parents=True, exist_ok=True)
    usage = meter.measure(peers.PEERS[program].command(film.name, str(film)), folder)
    assert usage.code == 0, usage.said
    return outputs.written(film.name, folder)

"""Progress bars on a terminal; nothing elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from cuelift.store.drive import Progress

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID


class Watchers(NamedTuple):
    """What one source is told to."""

    reading: Callable[[Progress], None]
    """How far reading is."""
    recognizing: Callable[[int, int], None]
    """How many of how many pictures of a track are read as text."""
    translating: Callable[[int, int], None]
    """How many of how many texts of a track are translated."""


@contextmanager
def film_progress(*, enabled: bool) -> Iterator[Watchers | None]:
    """Bars for one source: ranges done of those planned, bytes read; pictures read as text."""
    if not (enabled and sys.stderr.isatty()):
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bars

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TextColumn("{task.fields[detail]}"),
    )
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        yield _watchers(bars)


def _watchers(bars: Bars) -> Watchers:
    from rich.filesize import decimal

    task = bars.add_task("reading", total=None, detail="")
    pictures = bars.add_task("pictures to text", total=None, detail="", visible=False)
    texts = bars.add_task("translating", total=None, detail="", visible=False)

    def reading(state: Progress) -> None:
        known = max(state.jobs_known, 1)
        expected = state.bytes_read * known // max(state.jobs_done, 1)
        detail = f"{decimal(state.bytes_read)}, {state.requests:,} req."
        bars.update(task, completed=state.bytes_read, total=expected, detail=detail)

    def counting(bar: TaskID) -> Callable[[int, int], None]:
        def count(done: int, total: int) -> None:
            detail = f"{done:,} of {total:,}"
            bars.update(bar, completed=done, total=total, detail=detail, visible=True)

        return count

    return Watchers(reading, counting(pictures), counting(texts))


@contextmanager
def counting_progress(total: int, *, enabled: bool) -> Iterator[Callable[[], None]]:
    """A bar for several sources."""
    if not (enabled and sys.stderr.isatty()):
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress as Bars

    with Bars(console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task("sources", total=total)
        yield lambda: bars.advance(task)


@contextmanager
def copying_progress(name: str, *, enabled: bool) -> Iterator[Callable[[int, int], None] | None]:
    """A bar for one copy: bytes that are there, of how many."""
    if not (enabled and sys.stderr.isatty()):
        yield None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        TextColumn,
        TimeRemainingColumn,
        TransferSpeedColumn,
    )
    from rich.progress import Progress as Bars

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task(name, total=None)
        yield lambda done, total: bars.update(task, completed=done, total=total)

"""Progress bars on a terminal; nothing elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from cuelift.store.drive import Progress


@contextmanager
def reading_progress(*, enabled: bool) -> Iterator[Callable[[Progress], None] | None]:
    """A bar for one source: ranges done of those planned, bytes read."""
    if not (enabled and sys.stderr.isatty()):
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, TextColumn, TransferSpeedColumn
    from rich.progress import Progress as Bars

    columns = (
        TextColumn("reading"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        DownloadColumn(),
        TransferSpeedColumn(),
        TextColumn("{task.fields[requests]} req."),
    )
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task("reading", total=None, requests=0)

        def watch(state: Progress) -> None:
            known = max(state.jobs_known, 1)
            expected = state.bytes_read * known // max(state.jobs_done, 1)
            bars.update(
                task, completed=state.bytes_read, total=expected, requests=f"{state.requests:,}"
            )

        yield watch


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

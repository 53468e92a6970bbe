"""Spreads pictures over processes; order and results do not depend on how many there are."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import active_children, get_context, parent_process
from multiprocessing.process import BaseProcess

from cuelift.cues.bitmap import Bitmap
from cuelift.errors import OcrError
from cuelift.ocr.options import OcrOptions
from cuelift.ocr.reader import PictureReading, Reader
from cuelift.ocr.routing import Route

_BATCH = 8
_WORTH = 48
"""Pictures per process for which starting it pays."""


def read_all(
    bitmaps: Sequence[Bitmap],
    route: Route,
    options: OcrOptions,
    progress: Callable[[int, int], None] | None = None,
) -> list[PictureReading | None]:
    """A reading of each picture, in their order; None for a blank one.

    Raises:
        OcrError: an engine failed, or a process died.
    """
    batches = [list(bitmaps[start : start + _BATCH]) for start in range(0, len(bitmaps), _BATCH)]
    workers = _workers(len(bitmaps), options)
    results: list[PictureReading | None] = []
    if workers <= 1:
        reader = Reader(route, options)
        for batch in batches:
            results += [reader.read(each) for each in batch]
            _tell(progress, len(results), len(bitmaps))
        return results
    others = active_children()
    pool = ProcessPoolExecutor(workers, get_context("spawn"), _start, (route, options))
    try:
        for read in pool.map(_read, batches):
            results += read
            _tell(progress, len(results), len(bitmaps))
    except BaseException as error:
        _end(pool, others)
        if isinstance(error, BrokenProcessPool):
            raise OcrError("a process that reads pictures has died") from error
        raise
    pool.shutdown()
    return results


def _end(pool: ProcessPoolExecutor, others: Sequence[BaseProcess]) -> None:
    """Ends a pool at once; the batches under way would be waited for otherwise."""
    pool.shutdown(wait=False, cancel_futures=True)
    for process in active_children():
        if process not in others:
            process.terminate()


def _tell(progress: Callable[[int, int], None] | None, done: int, total: int) -> None:
    if progress is not None:
        progress(done, total)


def _workers(pictures: int, options: OcrOptions) -> int:
    if options.workers:
        return min(options.workers, -(-pictures // _BATCH))
    return max(1, min(os.cpu_count() or 1, pictures // _WORTH)) if _may_start() else 1


def _may_start() -> bool:
    """Whether processes may be started unasked.

    Each runs the main script again, and only that of the command line is known to bear it. A
    worker of a pool is one of many already.
    """
    main = sys.modules.get("__main__")
    spec, file = getattr(main, "__spec__", None), getattr(main, "__file__", None) or ""
    name = spec.name if spec is not None else os.path.basename(file)
    return parent_process() is None and name.split(".")[0] == "cuelift"


_READER: list[Reader] = []
"""The reader of a worker process; empty elsewhere."""


def _start(route: Route, options: OcrOptions) -> None:
    # An interrupt of the terminal reaches all processes; the first one alone answers it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _READER[:] = [Reader(route, options)]


def _read(batch: list[Bitmap]) -> list[PictureReading | None]:
    return [_READER[0].read(each) for each in batch]

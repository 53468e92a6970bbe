"""Processor time of a piece of work, as little disturbed by the rest of the process as can be."""

from __future__ import annotations

import gc
import resource
from collections.abc import Callable


def user_s(work: Callable[[], object]) -> float:
    """Seconds that the work computes.

    The collector is off meanwhile: going through what earlier tests left behind would be counted.
    So would the making of memory pages, which a busy machine does slowly; it is not user time.
    """
    was_on = gc.isenabled()
    gc.collect()
    gc.disable()
    try:
        begun = resource.getrusage(resource.RUSAGE_SELF).ru_utime
        work()
        return resource.getrusage(resource.RUSAGE_SELF).ru_utime - begun
    finally:
        if was_on:
            gc.enable()

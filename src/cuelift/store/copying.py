"""Copies one object from any store to any store, and goes on where an earlier try stopped.

Nothing shows under the target's name before all of it is there. What an interrupted copy has done
is remembered beside a local target, or in the state folder for an upload, under the identity of
the source: of another source, or of one that was replaced, nothing is used.
"""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from cuelift.errors import RangeIgnored, TransientError, UsageError
from cuelift.store import copy_options
from cuelift.store.base import Counters, Location, ObjectWriter, WriteTarget
from cuelift.store.copy_options import CopyOptions, CopyReport
from cuelift.store.drive import Job, Source
from cuelift.store.opening import open_source
from cuelift.store.registry import open_target
from cuelift.store.uri import parse_uri

if TYPE_CHECKING:
    from cuelift.store.credentials import Bucket

CHUNK = 4 * 1024 * 1024
"""Of a copy that goes through in order, or into a local file."""
RETRY_PAUSES_S = (0.5, 2.0, 5.0)

Watch = Callable[[int, int], None]
"""Told how many bytes are there, of how many."""


def copy_object(
    source: str, target: str, options: CopyOptions, watch: Watch | None = None
) -> CopyReport:
    """Copies one object.

    Args:
        source: its URI or path.
        target: the URI or path of the copy; what is there is replaced.
        options: of both stores.
        watch: told how far it has come.

    Raises:
        UsageError: the target cannot be written, or is the source.
        StoreError: the source cannot be read, was replaced meanwhile, or the target not written.
    """
    begun = time.monotonic()
    asked, place = parse_uri(source), parse_uri(target)
    counters = Counters()
    _refuse_same(asked, place)
    # Whether the target can be written at all is known before the source is asked for anything.
    maker = open_target(place, options.target, counters)
    told = watch or _nobody
    report = CopyReport(source=asked.uri, target=place.uri, requests={})
    try:
        _copy_ranges(source, place, maker, options, counters, told, report)
    except RangeIgnored:
        _copy_whole(asked, maker.writer(place.key), options, counters, told, report)
    report.bytes_read += counters.bytes_read
    report.bytes_written = counters.bytes_written
    for verb, count in counters.requests.items():
        report.requests[verb] = report.requests.get(verb, 0) + count
    report.elapsed_ms = round((time.monotonic() - begun) * 1000)
    return report


def _copy_ranges(
    source: str,
    place: Location,
    maker: WriteTarget,
    options: CopyOptions,
    counters: Counters,
    watch: Watch,
    report: CopyReport,
) -> None:
    with open_source([source], options.source, options.limits, options.cancelled) as opened:
        report.size_bytes = opened.size
        bucket = _resumable(place, opened.size, options)
        try:
            if place.scheme == "file":
                from cuelift.store.copy_file import copy_to_file

                report.resumed_bytes = copy_to_file(opened, place.key, watch)
                counters.bytes_written += opened.size - report.resumed_bytes
            elif bucket is not None:
                from cuelift.store.copy_upload import copy_in_parts

                report.resumed_bytes = copy_in_parts(
                    opened, place, bucket, options, counters, watch
                )
            else:
                _copy_through(opened, maker.writer(place.key), watch)
        finally:
            report.bytes_read = opened.counters.bytes_read
            report.requests = dict(opened.counters.requests)


def _copy_whole(
    source: Location,
    writer: ObjectWriter,
    options: CopyOptions,
    counters: Counters,
    watch: Watch,
    report: CopyReport,
) -> None:
    from cuelift.store.copy_whole import copy_whole

    try:
        report.size_bytes = copy_whole(source, writer, options, counters, watch)
        writer.seal()
        persist(writer.commit)
    finally:
        writer.abort()


def _nobody(done: int, total: int) -> None:
    """Nobody wants to know."""


def _refuse_same(source: Location, target: Location) -> None:
    same = source[:3] == target[:3]
    if not same and source.scheme == target.scheme == "file":
        try:
            same = os.path.samefile(source.key, target.key)
        except OSError:
            same = False
    if same:
        raise UsageError(f"{source.uri} and {target.uri} are the same object")


def _resumable(place: Location, size: int, options: CopyOptions) -> Bucket | None:
    """The bucket of a large upload whose parts can be sent one by one, or None."""
    if place.scheme not in ("s3", "oss") or size <= copy_options.UPLOAD_PART:
        return None
    if options.target.buckets is not None:
        return None  # mapped buckets are a server's, whose copies are not resumed
    from cuelift.store.uploads import static_bucket

    return static_bucket(place, options.target)


def _copy_through(source: Source, writer: ObjectWriter, watch: Watch) -> None:
    """Copies in order through a writer, which collects it all."""
    done = 0
    try:
        for data in in_order(source, CHUNK):
            writer.write(data)
            done += len(data)
            watch(done, source.size)
        writer.seal()
        persist(writer.commit)
    finally:
        writer.abort()


def in_order(source: Source, chunk: int) -> Iterator[bytes]:
    """All bytes of a source; few chunks are on their way at a time."""
    ahead = 8
    at = 0
    while at < source.size:
        end = min(at + chunk * ahead, source.size)
        parts: dict[int, bytes] = {}
        jobs = deque(Job(start, min(start + chunk, end), start) for start in range(at, end, chunk))
        for batch in source.stream(jobs):
            parts.update({job.tag: data for job, data in batch})
        for start in sorted(parts):
            yield parts.pop(start)
        at = end


def persist(step: Callable[[], None]) -> None:
    """Does something, again while that may help."""
    for pause_s in RETRY_PAUSES_S:
        try:
            return step()
        except TransientError:
            time.sleep(pause_s)
    return step()

"""Several sources in one run: parallel work, resuming, names that are not shared."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from cuelift.errors import CueliftError, StoreError, UsageError
from cuelift.extract.claims import Claims
from cuelift.extract.expand import Found
from cuelift.extract.naming import source_skeleton, values_of
from cuelift.extract.options import ExtractOptions
from cuelift.extract.outputs import resolve_formats
from cuelift.extract.pipeline import extract_source
from cuelift.extract.plan import ReadPlan
from cuelift.extract.report import RunReport, SourceReport, failed_report, summarize
from cuelift.store import parse_uri

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

    from cuelift.extract.manifest import Manifest

Explain = Callable[[ReadPlan], None]


class Task(NamedTuple):
    """One source, as it is given to a worker."""

    number: int
    """Its position among all sources."""
    uri: str
    options: ExtractOptions
    claims: Claims


def refuse_shared_names(sources: Sequence[Found], options: ExtractOptions) -> None:
    """Refuses before anything is written two sources whose outputs would have the same names.

    Raises:
        UsageError: naming both sources.
    """
    first: dict[str, str] = {}
    for source in sources:
        for target in options.all_targets:
            name = source_skeleton(source.uri, target.template, options.variables)
            other = first.setdefault(name, source.uri)
            if other != source.uri:
                raise UsageError(
                    f"{parse_uri(other).uri} and {parse_uri(source.uri).uri} would both be written "
                    f"to {name!r}; add {_telling(other, source.uri)} to the output name"
                )


def _telling(one: str, other: str) -> str:
    """The variable that tells two sources apart."""
    folders = {uri.rpartition("/")[0] for uri in (one, other)}
    return "{dirname}" if len(folders) == 2 else "{basename}"


def extract_many(
    sources: Sequence[Found],
    options: ExtractOptions,
    *,
    workers: int,
    manifest: Manifest | None,
    done: Callable[[SourceReport], None] | None = None,
    explain: Explain | None = None,
    kept: Sequence[str] = (),
) -> RunReport:
    """Extracts several sources side by side, in worker processes.

    A source that fails costs itself only; a worker process that dies costs what is still to do.
    What the manifest says is done, with the same source, options, version and outputs still
    there, is skipped unless ``options.force``. No file is written for two sources.

    Args:
        sources: from ``expand``.
        options: of each extraction.
        workers: processes; 1: this one.
        manifest: of earlier runs; None: nothing is skipped.
        done: told each report as it is ready.
        explain: told each read plan; all work is then done in this process.
        kept: files that must not be written over, beside the sources.

    Raises:
        UsageError: a request that no source can meet, or two sources of one output name.
    """
    begun = time.monotonic()
    for target in options.all_targets:
        resolve_formats(target.formats)
    refuse_shared_names(sources, options)
    if workers > 1 and len(sources) > 1 and not options.ocr.workers:
        # Each source has a processor of its own.
        options = replace(options, ocr=replace(options.ocr, workers=1))
    reports: dict[int, SourceReport] = {}
    with _workspace() as folder:
        claims = Claims(os.path.join(folder, "claims"))
        claims.prepare([*kept, *(source.uri for source in sources)])
        tasks = _tasks(sources, options, claims)
        for number, report in _resume(tasks, sources, manifest, workers, explain):
            reports[number] = report
            if done is not None:
                done(report)
    ordered = [reports[number] for number in sorted(reports)]
    elapsed_ms = round((time.monotonic() - begun) * 1000)
    return RunReport(sources=ordered, summary=summarize(ordered, elapsed_ms))


def _workspace() -> TemporaryDirectory[str]:
    try:
        return TemporaryDirectory(prefix="cuelift-")
    except OSError as error:
        raise UsageError(f"several sources need a folder for temporary files: {error}") from error


def _tasks(sources: Sequence[Found], options: ExtractOptions, claims: Claims) -> list[Task]:
    """The sources with their own options: each has a folder of its own for attachments."""
    folder = options.attachments
    if folder is None or len(sources) < 2:
        return [Task(i, source.uri, options, claims) for i, source in enumerate(sources)]
    tasks = []
    taken: set[str] = set()
    for number, source in enumerate(sources):
        name = base = values_of(source.uri, None, 0.0)["barename"]
        count = 1
        while name.lower() in taken:
            count += 1
            name = f"{base}.{count}"
        taken.add(name.lower())
        own = replace(options, attachments=f"{folder.rstrip('/')}/{name}")
        tasks.append(Task(number, source.uri, own, claims))
    return tasks


def _resume(
    tasks: Sequence[Task],
    sources: Sequence[Found],
    manifest: Manifest | None,
    workers: int,
    explain: Explain | None,
) -> Iterator[tuple[int, SourceReport]]:
    """Does what is not done yet; all reports, with the numbers of their sources."""
    if manifest is None:
        yield from _run(tasks, workers, explain)
        return
    from cuelift.extract.manifest import digest_of

    todo, digests = [], {}
    for task, source in zip(tasks, sources, strict=True):
        store = task.options.read.store
        digest = digests[task.number] = digest_of(task.options)
        earlier = None
        if not task.options.force:
            earlier = manifest.finished(task.uri, source.identity, digest, store)
        if earlier is not None and _still_free(task, earlier):
            yield task.number, earlier
        else:
            todo.append(task)
    for number, report in _run(todo, workers, explain):
        if report.good:
            task = tasks[number]
            manifest.finish(task.uri, report, digests[number], task.options.read.store)
        yield number, report


def _still_free(task: Task, earlier: SourceReport) -> bool:
    try:
        task.claims.take(task.number, task.uri, earlier.files)
    except UsageError:
        return False
    return True


def _run(
    tasks: Sequence[Task], workers: int, explain: Explain | None
) -> Iterator[tuple[int, SourceReport]]:
    if workers <= 1 or len(tasks) <= 1 or explain is not None or not _can_spawn():
        for task in tasks:
            yield task.number, extract_safely(task, explain)
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor, as_completed

    context = multiprocessing.get_context("spawn")
    others = multiprocessing.active_children()
    with ProcessPoolExecutor(
        min(workers, len(tasks)), mp_context=context, initializer=_leave_interrupts
    ) as pool:
        futures: dict[Future[SourceReport], Task] = {}
        try:
            for task in tasks:
                futures[_submit(pool, task)] = task
            for future in as_completed(futures):
                yield futures[future].number, _result(future, futures[future])
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            for process in multiprocessing.active_children():
                if process not in others:
                    process.terminate()  # else the films under way would be waited for
            raise


def _leave_interrupts() -> None:
    """An interrupt of the terminal reaches all processes; the first one alone answers it."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _can_spawn() -> bool:
    """Processes cannot be started in a working directory that was removed."""
    try:
        os.getcwd()
    except OSError:
        return False
    return True


def _submit(pool: Executor, task: Task) -> Future[SourceReport]:
    from concurrent.futures import BrokenExecutor, Future

    try:
        return pool.submit(extract_safely, task)
    except BrokenExecutor as error:
        failed: Future[SourceReport] = Future()
        failed.set_exception(error)
        return failed


def _result(future: Future[SourceReport], task: Task) -> SourceReport:
    from concurrent.futures import BrokenExecutor

    try:
        return future.result()
    except BrokenExecutor:
        return _fault(task, StoreError("a worker process died: it was killed, or out of memory"))
    except Exception as error:  # noqa: BLE001 - one source must not cost the others their reports
        return _fault(task, error)


def extract_safely(task: Task, explain: Explain | None = None) -> SourceReport:
    """Extracts one source; an error becomes part of its report."""

    def claim(uris: Sequence[str]) -> None:
        task.claims.take(task.number, task.uri, uris)

    try:
        return extract_source([task.uri], task.options, explain=explain, claim=claim)
    except Exception as error:  # noqa: BLE001 - one source must not cost the others
        return _fault(task, error)


def _fault(task: Task, error: Exception) -> SourceReport:
    if not isinstance(error, CueliftError):
        error = StoreError(f"unexpected {type(error).__name__}: {error}")
    return failed_report(parse_uri(task.uri).uri, error)

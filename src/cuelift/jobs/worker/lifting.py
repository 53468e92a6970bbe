"""The jobs of a child: extracting a film's captions, writing one object."""

from __future__ import annotations

from typing import Protocol

from cuelift.extract.api import probe
from cuelift.extract.options import ExtractOptions, OcrRequest, ReadOptions, Selection, Target
from cuelift.extract.pipeline import extract_source
from cuelift.extract.publish import Publisher
from cuelift.jobs.model import TaskResult, TaskSpec
from cuelift.jobs.worker.processing import with_processing, with_translation
from cuelift.jobs.worker.result import failure_of, task_result
from cuelift.jobs.worker.wire import Done, ExtractJob, ProbeJob, WriteJob
from cuelift.media import Window
from cuelift.store.base import Counters
from cuelift.store.drive import Progress


class Parent(Protocol):
    """Whom a job tells how far it is, and asks before it publishes."""

    def progress(self, percent: int) -> None: ...

    def fence(self) -> None: ...


def lift(job: ExtractJob, parent: Parent) -> Done:
    """Extracts; tracks that fail make a failure, and leave the files of the others.

    Raises:
        CueliftError: nothing could be extracted, or the fence is closed.
    """

    def watch(progress: Progress) -> None:
        parent.progress(100 * progress.jobs_done // max(progress.jobs_known, 1))

    def watch_text(done: int, total: int) -> None:
        parent.progress(100)  # all is read; the worker hears that the child is alive

    options = with_processing(_options(job, parent), job.spec.options)
    options = with_translation(options, job.translation)
    kept = [job.spec.details_uri] if job.spec.details_uri else []
    report = extract_source(
        [job.spec.source],
        options,
        watch=watch,
        watch_ocr=watch_text,
        watch_translation=watch_text,
        kept=kept,
    )
    result = task_result(report, job.spec)
    return Done(result=result, failure=failure_of(result))


def _options(job: ExtractJob, parent: Parent) -> ExtractOptions:
    spec = job.spec
    return ExtractOptions(
        targets=tuple(
            Target(
                formats=(target.format,),
                template=target.template,
                tracks=target.tracks,
                prefix=True,
            )
            for target in spec.targets
        ),
        variables=spec.variables,
        created_ns=job.created_ns,
        fence=parent.fence,
        max_output_bytes=job.limits.output_bytes,
        selection=Selection(window=_window(spec)),
        read=ReadOptions(store=job.store, max_read=job.max_read),
        ocr=OcrRequest(workers=1),  # a child starts no processes of its own
        local_files=False,  # the caller is somebody else
    )


def _window(spec: TaskSpec) -> Window | None:
    if not spec.start_ns and spec.duration_ns is None:
        return None
    end_ns = None if spec.duration_ns is None else spec.start_ns + spec.duration_ns
    return Window(spec.start_ns, end_ns)


def write(job: WriteJob, parent: Parent) -> Done:
    """Writes an object, whole or not at all.

    Raises:
        CueliftError: it cannot be written, or the fence is closed.
    """
    counters = Counters()
    publisher = Publisher(job.store, counters, fence=parent.fence)
    try:
        publisher.add(job.uri, [job.data])
        publisher.publish()
    finally:
        publisher.abort()
    return Done(result=TaskResult(requests=dict(counters.requests)))


def look(job: ProbeJob) -> Done:
    """Tells what captions a film holds.

    Raises:
        CueliftError: it cannot be read.
    """
    options = ReadOptions(store=job.store, max_read=job.max_read)
    return Done(result=TaskResult(), report=probe(job.uri, options=options))

"""Several sources in one run: expansion of folders and patterns, parallel work, resuming."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from cuelift.container import CONTAINERS
from cuelift.errors import CueliftError, UsageError
from cuelift.extract.naming import source_skeleton
from cuelift.extract.options import ExtractOptions
from cuelift.extract.pipeline import extract_source
from cuelift.extract.report import RunReport, SourceReport, summarize
from cuelift.store import StoreOptions, list_objects, parse_uri

if TYPE_CHECKING:
    from cuelift.extract.manifest import Manifest

_MAGIC = frozenset("*?[")


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A source that a folder, prefix or pattern led to."""

    uri: str
    identity: str | None = None
    """Known from a listing; None: not asked yet."""


def expand(sources: Sequence[str], options: StoreOptions) -> list[Found]:
    """Turns folders, prefixes and patterns into single sources, in order, none twice.

    A folder or prefix stands for the films below it, told by their extension; a pattern for
    whatever fits it.

    Raises:
        UsageError: a folder, prefix or pattern that leads to nothing.
        StoreError: a listing fails.
    """
    found: dict[str, Found] = {}
    for source in sources:
        matches = list(_expand_one(source, options))
        if not matches:
            raise UsageError(f"{parse_uri(source).uri}: no films found there")
        for match in matches:
            found.setdefault(match.uri, match)
    return list(found.values())


def _expand_one(source: str, options: StoreOptions) -> Iterator[Found]:
    location = parse_uri(source)
    listable = location.scheme not in ("http", "https")
    pattern = listable and not _MAGIC.isdisjoint(location.key) and not _exists(location.key)
    folder = source.endswith("/") or (location.scheme == "file" and os.path.isdir(location.key))
    if not pattern and not (folder and listable):
        yield Found(uri=source)
        return
    prefix = location.key
    if pattern:
        prefix = prefix[: min(prefix.index(char) for char in _MAGIC if char in prefix)]
        if location.scheme == "file":
            prefix = prefix.rpartition("/")[0] + "/"
    for info in list_objects(location, prefix, options):
        fits = _fits(info.key, location.key) if pattern else _is_film(info.key)
        if fits:
            yield Found(
                uri=_uri(source, location.scheme, location.root, info.key), identity=info.identity
            )


def _exists(key: str) -> bool:
    return os.path.exists(key)


def _fits(key: str, pattern: str) -> bool:
    """Whether a key fits a pattern; ``*`` stays within a folder, ``**`` does not."""
    keys, parts = key.split("/"), pattern.split("/")
    return _fits_parts(keys, parts)


def _fits_parts(keys: Sequence[str], parts: Sequence[str]) -> bool:
    if not parts:
        return not keys
    if parts[0] == "**":
        return any(_fits_parts(keys[at:], parts[1:]) for at in range(len(keys) + 1))
    from fnmatch import fnmatchcase

    if not keys or not fnmatchcase(keys[0], parts[0]):
        return False
    return _fits_parts(keys[1:], parts[1:])


def _is_film(key: str) -> bool:
    name = key.rsplit("/", 1)[-1]
    extension = name.rpartition(".")[2].lower()
    return not name.startswith(".") and any(
        extension in entry.extensions for entry in CONTAINERS.values()
    )


def _uri(source: str, scheme: str, root: str, key: str) -> str:
    """A listed key as the user would have written it."""
    if scheme == "file":
        here = os.getcwd() + "/"
        relative = not source.startswith(("/", "file:"))
        return key.removeprefix(here) if relative else key
    return f"{scheme}://{root}/{key}" if root else f"{scheme}:{key}"


def refuse_shared_names(sources: Sequence[Found], options: ExtractOptions) -> None:
    """Refuses before anything is written two sources whose outputs would have the same names.

    Raises:
        UsageError: naming both sources.
    """
    first: dict[str, str] = {}
    for source in sources:
        name = source_skeleton(source.uri, options.template)
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
) -> RunReport:
    """Extracts several sources side by side, in worker processes.

    A source that fails costs itself only. What the manifest says is done, with the same source,
    options, version and outputs still there, is skipped unless ``options.force``.

    Args:
        sources: from ``expand``.
        options: of each extraction.
        workers: processes; 1: this one.
        manifest: of earlier runs; None: nothing is skipped.
        done: told each report as it is ready.
    """
    from cuelift.extract.manifest import digest_of

    begun = time.monotonic()
    refuse_shared_names(sources, options)
    digest = digest_of(options)
    reports: dict[str, SourceReport] = {}
    todo = []
    for source in sources:
        earlier = None
        if manifest is not None and not options.force:
            earlier = manifest.finished(source.uri, source.identity, digest, options.read.store)
        if earlier is not None:
            reports[source.uri] = earlier
            if done is not None:
                done(earlier)
        else:
            todo.append(source.uri)
    for report in _run(todo, options, workers):
        reports[report.source] = report
        if manifest is not None and report.good:
            manifest.finish(report, digest, options.read.store)
        if done is not None:
            done(report)
    ordered = [reports[uri] for uri in (parse_uri(s.uri).uri for s in sources) if uri in reports]
    return RunReport(
        sources=ordered, summary=summarize(ordered, round((time.monotonic() - begun) * 1000))
    )


def _run(uris: list[str], options: ExtractOptions, workers: int) -> Iterator[SourceReport]:
    if workers <= 1 or len(uris) <= 1:
        for uri in uris:
            yield extract_safely(uri, options)
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor, as_completed

    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(workers, len(uris)), mp_context=context) as pool:
        futures = [pool.submit(extract_safely, uri, options) for uri in uris]
        try:
            for future in as_completed(futures):
                yield future.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def extract_safely(uri: str, options: ExtractOptions) -> SourceReport:
    """Extracts one source; an error becomes part of its report."""
    try:
        report = extract_source([uri], options)
    except CueliftError as error:
        report = SourceReport(
            source=parse_uri(uri).uri, error=error.message, requests={}, tracks=[]
        )
    return report

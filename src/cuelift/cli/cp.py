"""``cuelift cp``."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from cuelift.cli.options import build_store_options, store_options
from cuelift.errors import Cancelled, CueliftError, UsageError

if TYPE_CHECKING:
    from cuelift.store.base import Location
    from cuelift.store.copy_options import CopyOptions, CopyReport
    from cuelift.store.copying import Watch
    from cuelift.store.drive import ReadLimits
    from cuelift.store.options import StoreOptions


class _Pair(NamedTuple):
    source: str
    target: str


@click.command("cp")
@click.argument("sources", nargs=-1, required=True, metavar="SRC...")
@click.argument("target", metavar="DST")
@click.option(
    "-r", "--recursive", is_flag=True, help="Copy what lies below folders and prefixes ending in /."
)
@click.option("--to-endpoint", metavar="URL", help="Endpoint of DST, where it is not --endpoint.")
@click.option("--to-region", metavar="NAME", help="Region of DST, where it is not --region.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON report.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
@store_options
def command(**values: Any) -> int:
    """Copy objects from any store to any store.

    DST is a name, or a folder: ending in /, or a folder that is there. A copy appears when it is
    whole. An interrupted copy into a file or a large upload goes on where it stopped when the same
    command is given again, as long as the source has not changed.
    """
    sources: tuple[str, ...] = values.pop("sources")
    target: str = values.pop("target")
    recursive: bool = values.pop("recursive")
    as_json, quiet = values.pop("as_json"), values.pop("quiet")
    endpoint, region = values.pop("to_endpoint"), values.pop("to_region")
    limits, store = build_store_options(values)
    options = _options(limits, store, endpoint, region)
    pairs = list(_pairs(sources, target, options, recursive=recursive))
    _refuse_doubles(pairs)
    single = len(pairs) == 1 and not recursive
    return _Run(options, as_json=as_json, quiet=quiet).copy(pairs, single=single)


def _options(
    limits: ReadLimits, store: StoreOptions, endpoint: str | None, region: str | None
) -> CopyOptions:
    from msgspec.structs import replace

    from cuelift.store.copy_options import CopyOptions

    there = replace(
        store, endpoint=endpoint or store.endpoint, region=region or store.region, headers=()
    )
    home = os.environ.get("XDG_STATE_HOME") or os.path.expanduser("~/.local/state")
    state = os.path.join(home, "cuelift", "uploads")
    return CopyOptions(source=store, target=there, limits=limits, state=state)


def _pairs(
    sources: tuple[str, ...], target: str, options: CopyOptions, *, recursive: bool
) -> Iterator[_Pair]:
    """Each object and the name of its copy."""
    from cuelift.store.uri import parse_uri

    place = parse_uri(target)
    _refuse_scheme(place)
    into = len(sources) > 1 or _is_folder(target, place)
    for source in sources:
        found = parse_uri(source)
        _refuse_scheme(found)
        if _is_folder(source, found):
            if not recursive:
                raise UsageError(f"{found.uri} is a folder; -r copies what lies below it")
            yield from _below(found, target, options)
        elif into:
            name = found.key.partition("?")[0] if found.scheme.startswith("http") else found.key
            yield _Pair(source, _joined(target, name.rpartition("/")[2]))
        else:
            yield _Pair(source, target)


def _refuse_scheme(place: Location) -> None:
    if place.scheme == "memory":
        raise UsageError(f"{place.uri}: memory is of no use across processes")


def _is_folder(text: str, place: Location) -> bool:
    if place.scheme == "file":
        return text.endswith("/") or os.path.isdir(place.key)
    return not place.scheme.startswith("http") and (not place.key or place.key.endswith("/"))


def _below(place: Location, target: str, options: CopyOptions) -> Iterator[_Pair]:
    """All objects below a folder, each with its path there."""
    from cuelift.store.access import list_objects

    prefix = place.key
    if place.scheme == "file":
        prefix = prefix.rstrip("/") + "/"
    infos = list_objects(place, prefix, options.source, options.limits)
    for info in infos:
        if info.key.endswith("/") and info.size_bytes == 0:
            continue  # a mark that consoles leave for a folder
        uri = info.key if place.scheme == "file" else f"{place.scheme}://{place.root}/{info.key}"
        yield _Pair(uri, _joined(target, info.key.removeprefix(prefix)))


def _joined(folder: str, path: str) -> str:
    """The name of a copy; the key of a remote object leads nowhere else.

    Raises:
        UsageError: it would.
    """
    if not path or not {"", ".", ".."}.isdisjoint(path.split("/")) or "\0" in path:
        raise UsageError(f"{path!r} cannot be a path below {folder!r}; name the copy itself")
    return f"{folder.rstrip('/')}/{path}"


def _refuse_doubles(pairs: list[_Pair]) -> None:
    if not pairs:
        raise UsageError("there is nothing to copy")
    first: dict[str, str] = {}
    for source, target in pairs:
        if first.setdefault(target, source) != source:
            raise UsageError(f"{first[target]} and {source} would both be copied to {target}")


class _Run:
    """What the run tells its user."""

    def __init__(self, options: CopyOptions, *, as_json: bool, quiet: bool) -> None:
        self._options = options
        self._as_json = as_json
        self._quiet = quiet
        self._worst = 0

    def copy(self, pairs: list[_Pair], *, single: bool) -> int:
        """Copies one after the other; one that fails costs itself only."""
        reports = [self._one(pair) for pair in pairs]
        if self._as_json:
            from cuelift.cli.show import json_text

            click.echo(json_text(reports[0] if single else {"copies": reports}))
        return self._worst

    def _one(self, pair: _Pair) -> CopyReport:
        from cuelift.cli.main import EXIT_SOURCE, EXIT_USAGE
        from cuelift.cli.show import say
        from cuelift.store.copy_options import CopyReport
        from cuelift.store.copying import copy_object
        from cuelift.store.uri import parse_uri

        try:
            with self._progress(parse_uri(pair.source).uri) as watch:
                report = copy_object(pair.source, pair.target, self._options, watch)
        except Cancelled:
            raise
        except CueliftError as error:
            code = EXIT_USAGE if isinstance(error, UsageError) else EXIT_SOURCE
            self._worst = max(self._worst, code)
            say(f"cuelift: {error.message}", err=True)
            return CopyReport(
                source=parse_uri(pair.source).uri,
                target=parse_uri(pair.target).uri,
                error=error.message,
                error_type=type(error).__name__,
            )
        if not (self._as_json or self._quiet):
            say(_line(report))
        return report

    def _progress(self, name: str) -> AbstractContextManager[Watch | None]:
        from cuelift.cli.progress import copying_progress

        return copying_progress(name, enabled=not (self._as_json or self._quiet))


def _line(report: CopyReport) -> str:
    from cuelift.cli.show import size

    took = report.elapsed_ms / 1000
    resumed = f", {size(report.resumed_bytes)} were there" if report.resumed_bytes else ""
    return (
        f"{report.source} -> {report.target}: {size(report.size_bytes or 0)} in {took:.2f} s"
        f"{resumed}"
    )

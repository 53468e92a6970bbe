"""Writes the files of a source, whole or not at all."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from threading import Thread
from typing import Any, NamedTuple

from cuelift.cues import Cue, Header
from cuelift.errors import Cancelled, CueliftError, StoreError, TransientError, UsageError
from cuelift.extract.options import ExtractOptions
from cuelift.extract.template import safe
from cuelift.format import FORMATS, find_format
from cuelift.store import StoreOptions, open_target, parse_uri
from cuelift.store.base import Counters, Location, ObjectWriter
from cuelift.store.drive import Job, Source

NATIVE = "native"
NATIVE_FALLBACK = "webvtt"


def resolve_formats(names: Sequence[str]) -> tuple[str, ...]:
    """Registry names for what the user wrote, doubles removed.

    Raises:
        UsageError: a format that is not known or cannot be written.
    """
    found: dict[str, None] = {}
    for name in names:
        if name == NATIVE:
            found[NATIVE] = None
            continue
        entry = find_format(name)
        if entry is None or entry.writer is None:
            known = ", ".join([*FORMATS, NATIVE])
            raise UsageError(f"format {name!r} is not known; known formats: {known}")
        found[entry.name] = None
    return tuple(found)


def writer_options(format_name: str, options: ExtractOptions) -> Any:
    """The options struct of a format's writer, filled with what it has of the caller's."""
    kind = FORMATS[format_name].options
    asked = {
        "newline": "\r\n" if options.newline == "crlf" else "\n",
        "bom": options.bom,
        "speakers": options.speakers,
        "styles": options.styles,
    }
    return kind(**{name: asked[name] for name in kind.__struct_fields__ if name in asked})


def render(
    format_name: str, header: Header, cues: Iterable[Cue], options: Any
) -> tuple[bytes, dict[str, int]]:
    """One caption file as bytes, and what its format could not say."""
    make = FORMATS[format_name].writer
    if make is None:
        raise UsageError(f"format {format_name!r} cannot be written")
    writer = make(header, options)
    pieces = [writer.begin()]
    pieces += map(writer.write, cues)
    pieces.append(writer.end())
    text = "".join(pieces)
    if options.newline != "\n":
        text = text.replace("\n", options.newline)
    if options.bom:
        text = "\ufeff" + text
    return text.encode("utf-8", "replace"), writer.losses


PUBLISHERS = 8
"""Files that are published at once."""
RETRY_PAUSES_S = (0.3, 1.0, 3.0, 10.0)


class Publisher:
    """Files of one source: begun one by one, published together."""

    def __init__(self, options: StoreOptions, counters: Counters) -> None:
        self.failed: dict[str, str] = {}
        """Files that were not essential and could not be written, and why."""
        self._options = options
        self._counters = counters
        self._open: list[_Begun] = []
        self._sealed: list[_Begun] = []

    def add(self, uri: str, chunks: Iterable[bytes], *, essential: bool = True) -> None:
        """Writes one file, not yet visible under its name.

        Args:
            uri: its name.
            chunks: its bytes.
            essential: whether a failure of this file shall be one of all files.
        """
        try:
            location = parse_uri(uri)
            writer = open_target(location, self._options, self._counters).writer(location.key)
            self._open.append(_Begun(uri, writer, essential))
            for chunk in chunks:
                writer.write(chunk)
        except Cancelled:
            raise
        except CueliftError as error:
            if essential:
                raise
            self.failed[uri] = error.message
            if self._open and self._open[-1].uri == uri:
                self._open.pop().writer.abort()
        # Open files are few at any time: a process may have only so many.
        if len(self._open) >= PUBLISHERS:
            self._seal()

    def publish(self) -> None:
        """Makes all files visible, once the bytes of all are safe.

        Raises:
            StoreError: some file could not be made safe, then none was published; or could not
                be published, then the others were.
        """
        self._seal()
        ready, self._sealed = self._sealed, []
        self._note(side_by_side(ready, _commit))

    def _seal(self) -> None:
        begun, self._open = self._open, []
        self._sealed += begun
        failures = side_by_side(begun, _seal)
        failed = [failure.begun for failure in failures]
        self._sealed = [item for item in self._sealed if item not in failed]
        self._note(failures)

    def _note(self, failures: Sequence[_Failure]) -> None:
        for begun, error in failures:
            if begun.essential or not isinstance(error, CueliftError):
                raise error
            self.failed[begun.uri] = error.message

    def abort(self) -> None:
        """Leaves no trace of what is not yet published."""
        for begun in (*self._open, *self._sealed):
            begun.writer.abort()
        self._open.clear()
        self._sealed.clear()


class _Begun(NamedTuple):
    uri: str
    writer: ObjectWriter
    essential: bool


class _Failure(NamedTuple):
    begun: _Begun
    error: BaseException


def side_by_side(items: Sequence[_Begun], step: Callable[[_Begun], None]) -> list[_Failure]:
    """Does a step with each file: flushing to a disk or a network is waiting.

    Returns: what failed; those writers are aborted.
    """
    left = list(reversed(items))
    failures: list[_Failure] = []

    def work() -> None:
        while left:
            try:
                item = left.pop()
            except IndexError:
                return
            try:
                step(item)
            except BaseException as error:  # noqa: BLE001 - raised by the caller's thread
                failures.append(_Failure(item, error))
                item.writer.abort()

    threads = [Thread(target=work) for _ in range(min(PUBLISHERS, len(items)) - 1)]
    for thread in threads:
        thread.start()
    work()
    for thread in threads:
        thread.join()
    return failures


def _seal(begun: _Begun) -> None:
    _persist(begun.writer.seal)


def _commit(begun: _Begun) -> None:
    _persist(begun.writer.commit)


def _persist(step: Callable[[], None]) -> None:
    for pause_s in RETRY_PAUSES_S:
        try:
            return step()
        except TransientError:
            time.sleep(pause_s)
    return step()


LONGEST_NAME = 247
"""Bytes of a file name; eight more may be put in (``.partial``)."""


class Kept:
    """Objects that outputs must not replace: what is read, and the report."""

    def __init__(self, uris: Sequence[str]) -> None:
        self._places: set[tuple[str, str, str]] = set()
        self._files: set[tuple[int, int]] = set()
        for location in map(parse_uri, uris):
            self._places.add(location[:3])
            if location.scheme == "file" and (file := _file_of(location.key)):
                self._files.add(file)

    def holds(self, location: Location) -> bool:
        """Whether a location is one of them, by its name or as the same file."""
        if location[:3] in self._places:
            return True
        return location.scheme == "file" and _file_of(location.key) in self._files


def _file_of(path: str) -> tuple[int, int] | None:
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_dev, status.st_ino


def check_writable(uris: Iterable[str], options: StoreOptions, kept: Kept) -> None:
    """Raises before anything is read when an output cannot be written, or would replace a source.

    Raises:
        UsageError: the store of an output cannot be written, its name is a folder or too long,
            its folder cannot be written, or it is one of ``kept``.
    """
    folders: set[str] = set()
    for uri in uris:
        location = parse_uri(uri)
        open_target(location, options, Counters())
        if kept.holds(location):
            raise UsageError(f"output {uri!r} would replace a file that this run reads or reports")
        if location.scheme != "file":
            continue
        if os.path.isdir(location.key):
            raise UsageError(f"output {uri!r} is a folder; end it with / to write into it")
        folder, name = os.path.split(location.key)
        if len(os.fsencode(name)) > LONGEST_NAME:
            raise UsageError(f"output name {name[:60]!r}... has more than {LONGEST_NAME} bytes")
        if folder not in folders:
            folders.add(folder)
            _check_folder(folder)


def _check_folder(folder: str) -> None:
    """Whether a folder can be written, or made in the nearest one that exists."""
    there = folder
    while not os.path.lexists(there) and there != os.path.dirname(there):
        there = os.path.dirname(there)
    if not os.path.isdir(there):
        raise UsageError(f"folder {folder!r} cannot be made: {there!r} is a file")
    if not os.access(there, os.W_OK | os.X_OK):
        raise UsageError(f"folder {there!r} cannot be written")


def attachment_uris(
    folder: str, names: Sequence[str], outputs: Iterable[str], kept: Kept
) -> list[str]:
    """Where attachments go: no folders, none twice, none in the place of something else.

    Args:
        folder: for all of them.
        names: as the film has them.
        outputs: what else is written.
        kept: what must not be written over.
    """
    # Some file systems do not tell case apart.
    taken = {repr(place_of(uri)).lower() for uri in outputs}
    result = []
    for number, name in enumerate(names):
        clean = safe(name.rpartition("/")[2].replace(":", "_")) or f"attachment-{number}"
        stem, dot, ext = clean.rpartition(".")
        uri, count = f"{folder}/{clean}", 1
        while kept.holds(parse_uri(uri)) or repr(place_of(uri)).lower() in taken:
            count += 1
            unique = f"{stem}.{count}.{ext}" if dot else f"{clean}.{count}"
            uri = f"{folder}/{unique}"
        taken.add(repr(place_of(uri)).lower())
        result.append(uri)
    return result


def place_of(uri: str) -> tuple[str, str, str]:
    """What two names of one object have in common, whether it exists or not."""
    location = parse_uri(uri)
    key = location.key
    if location.scheme == "file":
        folder, name = os.path.split(key)
        key = os.path.join(os.path.realpath(folder), name)
    return location.scheme, location.root, key


CHUNK = 4 * 1024 * 1024


def copy_range(source: Source, start: int, end: int) -> Iterable[bytes]:
    """The bytes of a range, in chunks.

    Raises:
        StoreError: the object ends before the range does.
    """
    if end > source.size:
        raise StoreError(f"{source.uri}: bytes {start}-{end - 1} lie past its end ({source.size})")
    for at in range(start, end, CHUNK):
        for batch in source.stream(deque([Job(at, min(at + CHUNK, end), 0)])):
            for _, data in batch:
                yield data

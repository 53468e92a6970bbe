"""Writes the files of a source, whole or not at all."""

from __future__ import annotations

import os
import re
import time
from collections import deque
from collections.abc import Iterable, Sequence
from threading import Thread
from typing import Any

from cuelift.cues import Cue, Header
from cuelift.errors import StoreError, TransientError, UsageError
from cuelift.extract.options import ExtractOptions
from cuelift.format import FORMATS, find_format
from cuelift.store import StoreOptions, open_target, parse_uri
from cuelift.store.base import Counters, ObjectWriter
from cuelift.store.drive import Job, Source

NATIVE = "native"
NATIVE_FALLBACK = "webvtt"

_UNSAFE_NAME = re.compile(r"[\x00-\x1f\x7f/\\:]+")


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
        self._options = options
        self._counters = counters
        self._pending: list[tuple[str, ObjectWriter]] = []

    def add(self, uri: str, chunks: Iterable[bytes]) -> None:
        """Writes one file, not yet visible under its name."""
        location = parse_uri(uri)
        writer = open_target(location, self._options, self._counters).writer(location.key)
        self._pending.append((uri, writer))
        for chunk in chunks:
            writer.write(chunk)

    def publish(self) -> None:
        """Makes all files visible, side by side: flushing to a disk or a network is waiting.

        Raises:
            StoreError: some file could not be published; the others were.
        """
        writers = [writer for _, writer in self._pending]
        self._pending.clear()
        failures: list[BaseException] = []

        def work() -> None:
            while writers:
                try:
                    _commit(writers.pop())
                except IndexError:
                    return
                except Exception as error:  # noqa: BLE001 - handed to the waiting thread
                    failures.append(error)

        threads = [Thread(target=work) for _ in range(min(len(writers), PUBLISHERS) - 1)]
        for thread in threads:
            thread.start()
        work()
        for thread in threads:
            thread.join()
        if failures:
            raise failures[0]

    def abort(self) -> None:
        """Leaves no trace of what is not yet published."""
        for _, writer in self._pending:
            writer.abort()
        self._pending.clear()


def _commit(writer: ObjectWriter) -> None:
    try:
        for pause_s in RETRY_PAUSES_S:
            try:
                return writer.commit()
            except TransientError:
                time.sleep(pause_s)
        return writer.commit()
    except BaseException:
        writer.abort()
        raise


def check_writable(uris: Iterable[str], options: StoreOptions) -> None:
    """Raises before anything is read when an output cannot be written.

    Raises:
        UsageError: the store of an output cannot be written, or its name is a folder.
    """
    for uri in uris:
        location = parse_uri(uri)
        open_target(location, options, Counters())
        if location.scheme == "file" and os.path.isdir(location.key):
            raise UsageError(f"output {uri!r} is a folder; end it with / to write into it")


def attachment_names(names: Sequence[str]) -> list[str]:
    """File names for attachments: no folders, none twice."""
    taken: set[str] = set()
    result = []
    for number, name in enumerate(names):
        clean = _UNSAFE_NAME.sub("_", name.rsplit("/", 1)[-1]).strip(". ")[:200]
        clean = clean or f"attachment-{number}"
        stem, dot, ext = clean.rpartition(".")
        unique, count = clean, 1
        while unique.lower() in taken:
            count += 1
            unique = f"{stem}.{count}.{ext}" if dot else f"{clean}.{count}"
        taken.add(unique.lower())
        result.append(unique)
    return result


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

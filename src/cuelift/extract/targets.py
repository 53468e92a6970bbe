"""Looks at where outputs would go, before anything is read: what they must not be."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

from cuelift.errors import UsageError
from cuelift.extract.template import safe
from cuelift.store import StoreOptions, open_target, parse_uri
from cuelift.store.base import Counters, Location

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
    missing = os.path.relpath(folder, there).split(os.sep)
    if any(len(os.fsencode(name)) > LONGEST_NAME for name in missing):
        raise UsageError(f"a folder of {folder[:60]!r}... has more than {LONGEST_NAME} bytes")
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

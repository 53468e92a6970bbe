"""Finds the single sources that folders, prefixes and patterns stand for."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from cuelift.container import CONTAINERS
from cuelift.errors import StoreError, UsageError
from cuelift.extract.source import companions
from cuelift.store import StoreOptions, head_object, list_objects, parse_uri
from cuelift.store.base import Location, ObjectInfo
from cuelift.store.drive import ReadLimits

_MAGIC = frozenset("*?[")
_NO_LIMITS = ReadLimits()


class _Look(NamedTuple):
    """How stores are looked at."""

    options: StoreOptions
    limits: ReadLimits


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A source that a folder, prefix or pattern led to."""

    uri: str
    identity: str | None = None
    """Known from a listing; None: not asked yet."""


def expand(
    sources: Sequence[str], options: StoreOptions, limits: ReadLimits = _NO_LIMITS
) -> list[Found]:
    """Turns folders, prefixes and patterns into single sources, in order, none twice.

    A folder or prefix stands for the films below it, told by their extension; a pattern for
    whatever fits it.

    Args:
        sources: as the user wrote them.
        options: of their stores.
        limits: of each look into a store.

    Raises:
        UsageError: a folder, prefix or pattern that leads to nothing.
        StoreError: a listing fails.
    """
    found: dict[tuple[str, str, str], Found] = {}
    folders: dict[str, str] = {}
    for source in sources:
        matches = list(_expand_one(source, _Look(options, limits)))
        if not matches:
            raise UsageError(f"{parse_uri(source).uri}: no films found there")
        for match in matches:
            found.setdefault(_place(match.uri, folders), match)
    for match in list(found.values()):
        for other in companions(match.uri):
            if match.identity is not None:
                found.pop(_place(other, folders), None)  # it is read with this one
    return list(found.values())


def _place(uri: str, folders: dict[str, str]) -> tuple[str, str, str]:
    """What all names of one source have in common; real paths of folders are kept."""
    scheme, root, key, _ = parse_uri(uri)
    if scheme == "file":
        folder, name = os.path.split(key)
        if folder not in folders:
            folders[folder] = os.path.realpath(folder)
        key = f"{folders[folder]}/{name}"
    return scheme, root, key


def _expand_one(source: str, look: _Look) -> Iterator[Found]:
    location = parse_uri(source)
    listable = location.scheme not in ("http", "https")
    pattern = listable and _is_pattern(source, location, look)
    folder = source.endswith("/") or (location.scheme == "file" and os.path.isdir(location.key))
    if not pattern and not (folder and listable):
        yield Found(uri=source)
        return
    infos = _fitting(location, look) if pattern else _films(location, look)
    for info in infos:
        yield Found(uri=_uri(source, location, info.key), identity=info.identity)


def _is_pattern(source: str, location: Location, look: _Look) -> bool:
    """Whether a name holds pattern characters and is not that of an object."""
    if _MAGIC.isdisjoint(location.key):
        return False
    if location.scheme == "file":
        return not os.path.exists(location.key)
    try:
        head_object(source, *look)
    except StoreError:
        return True
    return False


def _films(location: Location, look: _Look) -> Iterator[ObjectInfo]:
    return (info for info in list_objects(location, location.key, *look) if _is_film(info.key))


def _is_film(key: str) -> bool:
    name = key.rsplit("/", 1)[-1]
    extension = name.rpartition(".")[2].lower()
    return not name.startswith(".") and any(
        extension in entry.extensions for entry in CONTAINERS.values()
    )


def _fitting(location: Location, look: _Look) -> Iterable[ObjectInfo]:
    """The objects that fit a pattern; ``*`` stays within a folder, ``**`` does not."""
    pattern = location.key
    parts = pattern.split("/")
    if location.scheme == "file" and "**" not in parts:
        return _fitting_files(pattern, look)
    prefix = pattern[: min(pattern.index(char) for char in _MAGIC if char in pattern)]
    if location.scheme == "file":
        prefix = prefix.rpartition("/")[0] + "/"
    listed = list_objects(location, prefix, *look)
    return (info for info in listed if _fits(info.key.split("/"), parts))


def _fitting_files(pattern: str, look: _Look) -> Iterator[ObjectInfo]:
    """Files by a pattern, looking only into the folders that fit it."""
    from glob import iglob

    from cuelift.store.local_write import is_temporary

    for path in sorted(iglob(pattern, include_hidden=True)):
        if is_temporary(os.path.basename(path)):
            continue
        try:
            yield head_object(path, *look)
        except StoreError:
            # As in a listing: a folder, a pipe, or gone by now.
            continue


def _fits(keys: Sequence[str], parts: Sequence[str]) -> bool:
    if not parts:
        return not keys
    if parts[0] == "**":
        return any(_fits(keys[at:], parts[1:]) for at in range(len(keys) + 1))
    from fnmatch import fnmatchcase

    if not keys or not fnmatchcase(keys[0], parts[0]):
        return False
    return _fits(keys[1:], parts[1:])


def _uri(source: str, location: Location, key: str) -> str:
    """A listed key as the user would have written it."""
    scheme, root, asked, _ = location
    if scheme != "file":
        return f"{scheme}://{root}/{key}" if root else f"{scheme}:{key}"
    if source.startswith("/") or asked == source or not asked.endswith(source):
        return key
    relative = key.removeprefix(asked.removesuffix(source))
    return f"./{relative}" if ":" in relative.partition("/")[0] else relative

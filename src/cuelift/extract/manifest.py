"""Remembers which sources are done, so that a run can be taken up again.

A source is done when the same object, by its identity, was extracted with the same options by the
same version, the files that options name are as they were, and all its outputs are still there as
they were written, folders with every picture.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Sequence
from stat import S_ISREG
from typing import NamedTuple

import msgspec

from cuelift.errors import CueliftError, UsageError
from cuelift.extract.options import ExtractOptions
from cuelift.extract.report import SourceReport, to_json
from cuelift.extract.source import companions
from cuelift.format import FORMATS
from cuelift.store import StoreOptions, head_object, head_objects, list_objects, parse_uri
from cuelift.version import __version__

_PICTURE = ".png"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS done (
    source BLOB, digest TEXT, identity TEXT, outputs BLOB, report BLOB,
    PRIMARY KEY (source, digest)
)
"""


class File(NamedTuple):
    """An output as it was left."""

    uri: bytes
    identity: str


class Written(NamedTuple):
    """What a source became."""

    files: list[File]
    pictures: dict[str, int]
    """Sizes of what lies beside indexes of pictures, by folder and name."""


def default_path() -> str:
    """Where the manifest lies unless told otherwise (XDG Base Directory: state)."""
    home = os.environ.get("XDG_STATE_HOME") or os.path.expanduser("~/.local/state")
    return os.path.join(home, "cuelift", "manifest.sqlite")


def digest_of(options: ExtractOptions) -> str:
    """A digest of everything that decides what an extraction writes."""
    from msgspec.structs import asdict, replace

    said = asdict(options)
    read = said.pop("read")
    said.pop("force")
    said.pop("fence")
    said["ocr"] = replace(options.ocr, workers=0)
    said["targets"] = [asdict(target) for target in said["targets"]]
    said["charset"] = read.charset
    said["max_read"] = read.max_read
    said["version"] = __version__
    said["side_files"] = _side_files(options)
    try:
        said["folder"] = os.getcwd()
    except OSError:
        # A folder that was removed can hold no outputs, so only full paths can be meant.
        said["folder"] = ""
    return hashlib.sha256(to_json(dict(sorted(said.items())))).hexdigest()


def _side_files(options: ExtractOptions) -> list[tuple[str, int, int]]:
    """The local files that options name, each with when it was written and its size."""
    from msgspec.structs import asdict

    names = {options.translate.glossary or ""}
    if options.clean:
        from cuelift.text.recipe import parse_recipe

        names.update(filter(_is_profile, map(str.strip, options.clean.split(","))))
        try:
            steps = parse_recipe(options.clean)
        except UsageError:
            steps = ()  # told when the recipe runs
        names.update(v for s in steps for v in asdict(s.options).values() if isinstance(v, str))
    found = []
    for name in sorted(names):
        try:
            status = os.stat(name)
        except (OSError, ValueError):
            continue
        if S_ISREG(status.st_mode):
            found.append((name, status.st_mtime_ns, status.st_size))
    return found


def _is_profile(name: str) -> bool:
    return name.endswith(".toml")


class Manifest:
    """The finished sources of earlier runs, in a SQLite file that several runs may share."""

    def __init__(self, path: str) -> None:
        folder = os.path.dirname(path)
        try:
            if folder:
                os.makedirs(folder, exist_ok=True)
            self._db = sqlite3.connect(path, timeout=30, isolation_level=None)
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute(_SCHEMA)
        except (OSError, sqlite3.Error) as error:
            raise UsageError(f"manifest {path}: {error}") from error

    def finished(
        self, uri: str, identity: str | None, digest: str, options: StoreOptions
    ) -> SourceReport | None:
        """The report of an earlier run that makes this one needless, or None."""
        try:
            return self._finished(uri, identity, digest, options)
        except (CueliftError, msgspec.DecodeError, sqlite3.Error, UnicodeDecodeError):
            return None

    def _finished(
        self, uri: str, identity: str | None, digest: str, options: StoreOptions
    ) -> SourceReport | None:
        row = self._db.execute(
            "SELECT identity, outputs, report FROM done WHERE source = ? AND digest = ?",
            (_bytes(parse_uri(uri).uri), digest),
        ).fetchone()
        if row is None or _identity(uri, identity, options) != row[0]:
            return None
        written = msgspec.json.decode(row[1], type=Written)
        uris = [_text(file.uri) for file in written.files]
        there = head_objects(uris, options)
        if [info.identity for info in there] != [file.identity for file in written.files]:
            return None
        if written.pictures and not written.pictures.items() <= _pictures(uris, options).items():
            return None
        report = msgspec.json.decode(row[2], type=SourceReport)
        report.skipped, report.bytes_read, report.requests, report.elapsed_ms = True, 0, {}, 0
        return report

    def finish(self, uri: str, report: SourceReport, digest: str, options: StoreOptions) -> None:
        """Remembers a source whose tracks all ended well; a failure is a warning of its report."""
        try:
            infos = head_objects(report.files, options)
            written = Written(
                [
                    File(_bytes(output), info.identity)
                    for output, info in zip(report.files, infos, strict=True)
                ],
                _pictures(report.files, options),
            )
            self._db.execute(
                "INSERT OR REPLACE INTO done VALUES (?, ?, ?, ?, ?)",
                (
                    _bytes(parse_uri(uri).uri),
                    digest,
                    report.identity,
                    msgspec.json.encode(written),
                    to_json(report),
                ),
            )
        except (CueliftError, sqlite3.Error) as error:
            report.warnings.append(f"not remembered as done: {error}")

    def close(self) -> None:
        """Closes the file."""
        self._db.close()


def _identity(uri: str, known: str | None, options: StoreOptions) -> str:
    """That of a source with what is read together with it.

    Args:
        uri: of the source.
        known: its own identity, if a listing has told it.
        options: of the store.

    Raises:
        StoreError: one of them is not there.
    """
    own = known or head_object(uri, options).identity
    return "+".join([own, *(info.identity for info in head_objects(companions(uri), options))])


def _pictures(outputs: Sequence[str], options: StoreOptions) -> dict[str, int]:
    """Sizes of the pictures that lie beside indexes, by folder and name.

    Raises:
        StoreError: a folder cannot be listed.
    """
    indexes = {name for entry in FORMATS.values() for name in entry.indexes}
    found: dict[str, int] = {}
    folders: dict[str, None] = {}
    for uri in outputs:
        location = parse_uri(uri)
        folder, slash, name = location.key.rpartition("/")
        place = uri.removesuffix(name)
        if name not in indexes or place in folders:
            continue
        for info in list_objects(location, folder + slash, options):
            picture = info.key.rpartition("/")[2]
            if picture.endswith(_PICTURE) and picture.isascii():
                found[f"{len(folders)}/{picture}"] = info.size_bytes
        folders[place] = None
    return found


def _bytes(uri: str) -> bytes:
    """A name as bytes; file names need not be UTF-8."""
    return uri.encode("utf-8", "surrogatepass")


def _text(name: bytes) -> str:
    return name.decode("utf-8", "surrogatepass")

"""Remembers which sources are done, so that a run can be taken up again.

A source is done when the same object, by its identity, was extracted with the same options by the
same version, and all its outputs are still there as they were written.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from typing import NamedTuple

import msgspec

from cuelift.errors import CueliftError, NotFound, UsageError
from cuelift.extract.options import ExtractOptions
from cuelift.extract.report import SourceReport
from cuelift.store import StoreOptions, head_object, parse_uri
from cuelift.version import __version__

_SCHEMA = """
CREATE TABLE IF NOT EXISTS done (
    source TEXT, digest TEXT, identity TEXT, outputs BLOB, report BLOB,
    PRIMARY KEY (source, digest)
)
"""


class Written(NamedTuple):
    """An output as it was left."""

    uri: str
    identity: str


def default_path() -> str:
    """Where the manifest lies unless told otherwise (XDG Base Directory: state)."""
    home = os.environ.get("XDG_STATE_HOME") or os.path.expanduser("~/.local/state")
    return os.path.join(home, "cuelift", "manifest.sqlite")


def digest_of(options: ExtractOptions) -> str:
    """A digest of everything that decides what an extraction writes."""
    from msgspec.structs import asdict

    said = asdict(options)
    read = said.pop("read")
    said.pop("force")
    said["charset"] = read.charset
    said["max_read"] = read.max_read
    said["version"] = __version__
    said["folder"] = os.getcwd()
    return hashlib.sha256(msgspec.json.encode(said, order="deterministic")).hexdigest()


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
        source = parse_uri(uri).uri
        row = self._db.execute(
            "SELECT identity, outputs, report FROM done WHERE source = ? AND digest = ?",
            (source, digest),
        ).fetchone()
        if row is None:
            return None
        try:
            if (identity or head_object(uri, options).identity) != row[0]:
                return None
            for written in msgspec.json.decode(row[1], type=list[Written]):
                if head_object(written.uri, options).identity != written.identity:
                    return None
        except (NotFound, CueliftError, msgspec.DecodeError):
            return None
        report = msgspec.json.decode(row[2], type=SourceReport)
        report.skipped, report.bytes_read, report.requests, report.elapsed_ms = True, 0, {}, 0
        return report

    def finish(self, report: SourceReport, digest: str, options: StoreOptions) -> None:
        """Remembers a source whose tracks all ended well."""
        uris = [uri for track in report.tracks for uri in track.outputs]
        uris += [item.output for item in report.attachments if item.output]
        outputs = [Written(uri, head_object(uri, options).identity) for uri in uris]
        self._db.execute(
            "INSERT OR REPLACE INTO done VALUES (?, ?, ?, ?, ?)",
            (
                report.source,
                digest,
                report.identity,
                msgspec.json.encode(outputs),
                msgspec.json.encode(report),
            ),
        )

    def close(self) -> None:
        """Closes the file."""
        self._db.close()

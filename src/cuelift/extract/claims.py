"""Who writes which file, among all sources and processes of a run."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing

from cuelift.errors import UsageError
from cuelift.extract.targets import place_of
from cuelift.store import parse_uri

NOBODY = -1
"""Owner of what no source may write."""
WAIT_S = 60


class Claims:
    """A table of files and the sources they belong to, in a file that the workers share."""

    def __init__(self, path: str) -> None:
        """Names the table; nothing is opened, so that it can be sent to a worker.

        Args:
            path: of a file in a folder of this run.
        """
        self._path = path

    def prepare(self, kept: Iterable[str]) -> None:
        """Makes the table.

        Args:
            kept: what no source may write: all sources, the report.
        """
        rows = ((_key(uri), NOBODY, _shown(uri)) for uri in kept)
        with closing(self._open()) as db, db:
            db.execute("CREATE TABLE claims (place BLOB PRIMARY KEY, owner INTEGER, name TEXT)")
            db.executemany("INSERT OR IGNORE INTO claims VALUES (?, ?, ?)", rows)

    def take(self, owner: int, source: str, uris: Sequence[str]) -> None:
        """Gives files to a source, all or none.

        Args:
            owner: number of the source.
            source: its name.
            uris: the files.

        Raises:
            UsageError: one of them belongs to another source, or to nobody.
        """
        with closing(self._open()) as db, db:
            db.execute("BEGIN IMMEDIATE")
            for uri in uris:
                _take(db, owner, source, uri)

    def _open(self) -> sqlite3.Connection:
        db = sqlite3.connect(self._path, timeout=WAIT_S)
        # The table dies with the run, so it need not survive a power cut.
        db.execute("PRAGMA synchronous=OFF")
        db.execute("PRAGMA journal_mode=MEMORY")
        return db


def _take(db: sqlite3.Connection, owner: int, source: str, uri: str) -> None:
    key = _key(uri)
    query = db.execute("SELECT owner, name FROM claims WHERE place = ?", (key,))
    holder, name = query.fetchone() or (owner, "")
    if holder == NOBODY:
        raise UsageError(f"output {uri!r} would replace {name}, which this run reads or writes")
    if holder != owner:
        raise UsageError(
            f"output {uri!r} is already that of {name}; set the variables of the output name apart"
        )
    row = (key, owner, _shown(source))
    db.execute("INSERT OR IGNORE INTO claims VALUES (?, ?, ?)", row)


def _key(uri: str) -> bytes:
    return "\0".join(place_of(uri)).encode("utf-8", "surrogatepass")


def _shown(uri: str) -> str:
    return parse_uri(uri).uri.encode("utf-8", "backslashreplace").decode()

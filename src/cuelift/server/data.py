"""A server's data: its folder, its key file and its database."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from cuelift.errors import UsageError
from cuelift.jobs.config import Config, read_config

if TYPE_CHECKING:
    from cuelift.jobs.database.opening import Database
    from cuelift.jobs.keyring import Keyring

SECRET = "secret.key"  # noqa: S105 -- the name of the file
TABLES = "cuelift.sqlite"
ENGINE = "engine.sqlite"
BUCKETS = "buckets"
CONFIG = "config.toml"
PATIENCE_S = 60.0
"""Of a server; a command is to tell sooner."""


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where a server keeps what it knows."""

    data: str
    database: str | None = None
    """URL; None: SQLite in the data folder."""
    config: str | None = None
    """Path of the configuration; None: ``config.toml`` in the data folder, if there is one."""
    secret_key: str | None = None
    """Path of the key file; None: ``secret.key`` in the data folder, made where there is none.
    All machines on one database have the same."""

    def __repr__(self) -> str:
        """Without the database's password."""
        return f"Place({self.data!r})"

    @property
    def folder(self) -> Path:
        """The data folder."""
        return Path(self.data)

    @property
    def tables_url(self) -> str:
        """Of the database with the server's tables."""
        return self.database or _file_url(self.folder / TABLES)

    @property
    def engine_url(self) -> str:
        """Of the database with the engine's tables."""
        return self.database or _file_url(self.folder / ENGINE)

    @property
    def shared(self) -> bool:
        """Whether other machines may work on the same database."""
        return self.database is not None and not self.database.startswith("sqlite")

    def read_config(self) -> Config:
        """The configuration.

        Raises:
            UsageError: it cannot be read, or holds what it may not.
        """
        if self.config is not None:
            return read_config(self.config)
        path = self.folder / CONFIG
        return read_config(str(path)) if path.exists() else Config()

    def make_folder(self) -> None:
        """Makes the data folder, for its owner alone.

        Raises:
            UsageError: it cannot be made, or not be written to.
        """
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(f"{self.data}: {error.strerror or error}") from error
        if not os.access(self.folder, os.W_OK | os.X_OK):
            raise UsageError(f"{self.data}: it cannot be written to")

    def keyring(self) -> Keyring:
        """The key that secrets are encrypted with; it is made if there is none.

        Raises:
            UsageError: it is no key, or others may read it.
        """
        from cuelift.jobs.keyring import Keyring

        self.make_folder()
        return Keyring.open(self.secret_key or self.folder / SECRET)

    @contextmanager
    def open(self, patience_s: float = PATIENCE_S) -> Iterator[Database]:
        """Opens the database, and brings its tables up to date.

        Args:
            patience_s: how long a database that does not answer is waited for.

        Raises:
            UsageError: the address is no database's.
            TransientError: it does not answer.
            ServiceError: it is of another version, or of another key file.
        """
        from cuelift.jobs.database.connect import is_in_memory
        from cuelift.jobs.database.opening import open_database

        if is_in_memory(self.tables_url):
            raise UsageError(
                "a database in memory is gone with its process: name postgresql://..., or none "
                "for a file in the data folder"
            )
        database = open_database(self.tables_url, self.keyring(), patience_s)
        try:
            yield database
        finally:
            database.close()


def _file_url(path: Path) -> str:
    from cuelift.jobs.database.connect import sqlite_url

    return sqlite_url(path.absolute())

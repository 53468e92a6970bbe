"""Keeps translations by their content, so that no text is asked for twice, even by several runs."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing, suppress
from hashlib import blake2b
from pathlib import Path
from types import TracebackType

from cuelift.errors import TranslateError

FILE_NAME = "translations.sqlite"
_LAYOUT = 1
"""Part of each key: raised whenever texts are asked for in another way."""
_WAIT_S = 30.0
_CHUNK = 500
_TABLE = (
    "CREATE TABLE IF NOT EXISTS translation"
    " (key BLOB PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID"
)


def key_of(parts: Sequence[object]) -> bytes:
    """The key of a text: a digest of all that its translation depends on."""
    data = json.dumps([_LAYOUT, *parts], ensure_ascii=True, separators=(",", ":"))
    return blake2b(data.encode(), digest_size=20).digest()


class Cache:
    """A file that several processes may use at a time.

    When it fails in the midst of a run, translations go on without it; ``warning`` then says so.
    """

    def __init__(self, folder: str | Path) -> None:
        """Opens or makes the file.

        Raises:
            TranslateError: it can be neither.
        """
        path = Path(folder) / FILE_NAME
        self._name = str(path)
        self.warning = ""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            # One thread at a time uses it, but not always the one that opened it.
            self._base = sqlite3.connect(
                path, timeout=_WAIT_S, isolation_level=None, check_same_thread=False
            )
        except (OSError, sqlite3.Error) as error:
            raise TranslateError(f"the cache {path} cannot be opened: {error}") from error
        try:
            with suppress(sqlite3.OperationalError):  # file systems without shared memory
                self._base.execute("PRAGMA journal_mode=WAL").fetchall()
            self._base.execute("PRAGMA synchronous=NORMAL")
            self._base.execute(_TABLE)
        except sqlite3.Error as error:
            self._base.close()
            raise TranslateError(f"the cache {path} cannot be used: {error}") from error

    def __enter__(self) -> Cache:
        """Itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """Closes the file."""
        self.close()

    def close(self) -> None:
        """Closes the file."""
        self._base.close()

    def get(self, keys: Iterable[bytes]) -> dict[bytes, str]:
        """The translations that are known."""
        wanted = list(keys)
        found: dict[bytes, str] = {}
        try:
            for first in range(0, len(wanted), _CHUNK):
                chunk = wanted[first : first + _CHUNK]
                marks = ",".join("?" * len(chunk))
                query = f"SELECT key, text FROM translation WHERE key IN ({marks})"  # noqa: S608 - marks alone
                with closing(self._base.execute(query, chunk)) as rows:
                    found.update(rows)
        except sqlite3.Error as error:
            self._failed(error)
        return {key: text for key, text in found.items() if isinstance(text, str)}

    def put(self, texts: Mapping[bytes, str]) -> None:
        """Keeps translations, all or none."""
        rows = list(texts.items())
        try:
            self._base.execute("BEGIN IMMEDIATE")
            try:
                self._base.executemany("INSERT OR REPLACE INTO translation VALUES (?, ?)", rows)
            except BaseException:
                self._base.execute("ROLLBACK")
                raise
            self._base.execute("COMMIT")
        except (sqlite3.Error, UnicodeEncodeError) as error:
            self._failed(error)

    def _failed(self, error: Exception) -> None:
        self.warning = f"the cache {self._name} fails: {error}"

"""A real PostgreSQL cluster of the test's own, which may be stopped and started at will.

The server ends with the test process, even when that is killed. Data that was committed survives
``stop("immediate")`` as it survives a crash of the server; a crash of the machine would lose it.
"""

from __future__ import annotations

import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal, TypeAlias

import pytest

Mode: TypeAlias = Literal["immediate", "fast"]
SIGNALS = {"immediate": signal.SIGQUIT, "fast": signal.SIGINT}
USER = "cuelift"
GUARD = 'read _; cd "$0" && kill -QUIT "$(head -n1 data/postmaster.pid)"; rm -rf "$0"'
"""Waits for the end of the process that holds its input, then clears up after it."""
FOLDERS = (
    "usr/lib/postgresql/*/bin/initdb",
    "opt/homebrew/opt/postgresql*/bin/initdb",
    "usr/local/opt/postgresql*/bin/initdb",
)
SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "listen_addresses": "127.0.0.1",
    "max_connections": "200",
    "shared_buffers": "32MB",
    "timezone": "UTC",
}


def binaries() -> Path | None:
    """The folder with ``initdb`` and ``postgres``; None: PostgreSQL is not installed."""
    on_path = shutil.which("initdb")
    if on_path and shutil.which("postgres", path=str(Path(on_path).parent)):
        return Path(on_path).parent
    found = (path for folder in FOLDERS for path in Path("/").glob(folder))
    newest = max(found, key=lambda path: _numbers(path.parts[-3]), default=None)
    return newest.parent if newest else None


def _numbers(version: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", version)]


def absent() -> str | None:
    """Why no cluster can be had here; None: one can."""
    return None if binaries() else "needs initdb and postgres (PostgreSQL)"


def _owner() -> dict[str, Any]:
    """As whom the server runs: PostgreSQL refuses to be root."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            entry = pwd.getpwnam(name)
            return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    return {}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class PostgresServer:
    """One cluster in a temporary folder, on a port of its own."""

    def __init__(self) -> None:
        found = binaries()
        assert found, absent()
        self._binaries = found
        self._owner = _owner()
        self._process: subprocess.Popen[bytes] | None = None
        self._databases = 0
        self.port = _free_port()
        self.folder = Path(tempfile.mkdtemp(prefix="cuelift-pg-"))
        self._guard = subprocess.Popen(
            ["/bin/sh", "-c", GUARD, self.folder],
            stdin=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        self._log = self.folder / "log"
        self._log.touch()
        if self._owner:
            for path in (self.folder, self._log):
                os.chown(path, self._owner["user"], self._owner["group"])
        subprocess.run(
            [
                found / "initdb", "--pgdata", self.folder / "data", "--username", USER,
                "--auth", "trust", "--encoding", "UTF8", "--locale", "C", "--no-sync",
            ],
            cwd=self.folder, check=True, capture_output=True, **self._owner,
        )  # fmt: skip

    def start(self, within_s: float = 60) -> None:
        """Starts the server and waits until it takes connections."""
        settings = [f"--{name}={value}" for name, value in SETTINGS.items()]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [
                    self._binaries / "postgres", "-D", self.folder / "data",
                    "-p", str(self.port), "-k", self.folder, *settings,
                ],
                cwd=self.folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True, **self._owner,
            )  # fmt: skip
        deadline = time.monotonic() + within_s
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL did not start: {self._log.read_text()[-2000:]}")
            time.sleep(0.05)

    def stop(self, mode: Mode = "immediate") -> None:
        """Ends the server; ``immediate``: as a crash would. Harmless when it does not run."""
        if self._process is not None:
            self._process.send_signal(SIGNALS[mode])
            self._process.wait(60)
            self._process = None

    def restart(self, mode: Mode = "immediate", down_s: float = 0) -> None:
        """Stops and starts it, on the same port and with the same data."""
        self.stop(mode)
        time.sleep(down_s)
        self.start()

    def url(self, database: str | None = None) -> str:
        """Makes an empty database and says its address, ``postgresql://...``.

        Args:
            database: its name; None: a new one.
        """
        self._databases += 1
        name = database or f"test_{self._databases}"
        self.run(f'CREATE DATABASE "{name}"')
        return self.address(name)

    def address(self, database: str) -> str:
        """Of a database that there is, or is not."""
        return f"postgresql://{USER}@127.0.0.1:{self.port}/{database}"

    def drop(self, url: str) -> None:
        """Deletes the database at an address, whoever is connected to it."""
        self.run(f'DROP DATABASE IF EXISTS "{url.rpartition("/")[2]}" WITH (FORCE)')

    def run(self, statement: str, database: str = "postgres") -> list[tuple[Any, ...]]:
        """Runs one statement as superuser, outside of a transaction; returns its rows."""
        import psycopg

        with psycopg.connect(self.address(database), autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def close(self) -> None:
        """Stops the server and deletes its folder."""
        self.stop()
        self._guard.communicate()

    def _answers(self) -> bool:
        import psycopg

        try:
            psycopg.connect(self.address("postgres"), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A cluster for the whole run. A test that stops it starts it again."""
    server = PostgresServer()
    try:
        server.start()
        yield server
    finally:
        server.close()


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """The address of an empty database for one test."""
    url = postgres_server.url()
    yield url
    postgres_server.drop(url)

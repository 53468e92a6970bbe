"""The application without HTTP: a database in memory, an engine that runs nothing."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from benchmarks.service_load import sign
from cuelift.extract.report import SourceReport, TrackReport
from cuelift.jobs.config import Config, Limits
from cuelift.jobs.database.batch import AsyncDatabase
from cuelift.jobs.database.opening import Database, open_database
from cuelift.jobs.keyring import Keyring, make_key
from cuelift.jobs.model import Failure, Secrets
from cuelift.server.app import App
from cuelift.server.identity import Identity
from cuelift.server.imm_app import ImmApp
from cuelift.server.metrics import Metrics
from cuelift.server.rest import Rest
from cuelift.server.services import Services


class Engine:
    """Takes tasks in and cancels them."""

    def __init__(self, database: Database) -> None:
        self._tasks = database.tasks

    def submit(self, task: str, project: str, priority: int) -> None:
        """Forgets it."""

    def cancel(self, task: str) -> None:
        """Ends it."""
        failure = Failure(code="TaskCancelled", message="cancelled")
        self._tasks.finish(task, None, None, failure, (), time.time_ns())


class Prober:
    """Finds one track in every film."""

    async def probe(self, uri: str, project: str) -> SourceReport:
        """Tells it."""
        track = TrackReport(index=0, codec="subrip", codec_id="S_TEXT/UTF8", kind="text")
        return SourceReport(source=uri, container="matroska", size_bytes=10, tracks=[track])


class Inside:
    """Answers requests of one key."""

    def __init__(self, database: Database, config: Config) -> None:
        self.database = database
        self.config = config
        self.key = self.make_key()

    def make_key(self, project: str = "*", action: str = "*", kind: Any = "key") -> Secrets:
        """Another key."""
        made = make_key(kind, (project,), (action,), time.time_ns())
        self.database.keys.add(made)
        return made

    def call(self, action: str, key: Secrets | None = None, **parameters: str) -> Any:
        """The body of an answer of the IMM wire."""
        key = key or self.key
        return self.send(sign("host", action, parameters, key.key.id, key.secret))[1]

    def get(self, path: str, key: Secrets | None = None, method: str = "GET") -> tuple[int, Any]:
        """Status and body of an answer of ``/v1``."""
        token = (key or self.make_key(kind="bearer")).token
        head = f"{method} {path} HTTP/1.1\r\nauthorization: Bearer {token}\r\n\r\n"
        return self.send(head.encode())

    def send(self, request: bytes) -> tuple[int, Any]:
        """Status and body of the answer to a request."""
        sent: list[Any] = []

        async def receive() -> Any:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Any) -> None:
            sent.append(message)

        async def run() -> None:
            quick = AsyncDatabase(self.database)
            services = Services(
                config=self.config,
                projects=self.database.projects,
                tasks=self.database.tasks,
                usage=self.database.usage,
                engine=Engine(self.database),  # type: ignore[arg-type]
                quick=quick,
                token_secret=b"secret",
            )
            identity = Identity(self.database.keys, quick, "1")
            imm = ImmApp(services, identity, Prober())  # type: ignore[arg-type]
            app = App(Metrics(), {}, imm=imm, rest=Rest(services, identity))
            await app(scope_of(request), receive, send)
            await quick.close()

        asyncio.run(run())
        return sent[0]["status"], json.loads(sent[1]["body"])


@contextmanager
def inside(config: Config | None = None) -> Iterator[Inside]:
    """An application of its own."""
    database = open_database("sqlite://", Keyring.make())
    try:
        yield Inside(database, config or Config(limits=Limits(project_queries=1000)))
    finally:
        database.close()


def scope_of(request: bytes) -> dict[str, Any]:
    """The scope that a server makes of a request."""
    head = request.partition(b"\r\n\r\n")[0]
    first, *lines = head.split(b"\r\n")
    method, target, _ = first.split(b" ")
    raw_path, _, query = target.partition(b"?")
    return {
        "type": "http",
        "method": method.decode(),
        "path": raw_path.decode(),
        "raw_path": raw_path,
        "query_string": query,
        "headers": [(n.lower(), v.strip()) for n, _, v in (s.partition(b":") for s in lines)],
        "client": None,
    }

"""A task service made of real processes: workers that can be killed and frozen."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from cuelift.jobs.config import Config
from cuelift.jobs.database.opening import open_database
from cuelift.jobs.engine.engine import DbosEngine
from cuelift.jobs.keyring import Keyring
from cuelift.jobs.model import Project, TargetSpec, Task, TaskSpec
from tests.jobs.engine.worker_process import KEY, Settings
from tests.support.small import LINES, Text, mkv

ROOT = Path(__file__).resolve().parents[3]
LANGUAGES = ("eng", "fre")


class WorkerProcess:
    """One worker."""

    def __init__(self, settings: Path, log: Path) -> None:
        with log.open("ab") as errors:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.jobs.engine.worker_process", str(settings)],
                cwd=ROOT,
                stdout=subprocess.PIPE,
                stderr=errors,
            )

    def wait_ready(self) -> None:
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == b"ready\n"

    def freeze(self) -> None:
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self.process.send_signal(signal.SIGCONT)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def end(self, within_s: float = 30) -> int:
        """By SIGTERM, as a service manager does."""
        self.process.terminate()
        return self.process.wait(within_s)


class Service:
    """Workers, and a process (this one) that submits tasks."""

    def __init__(self, folder: Path, database: str, engine: str, config: Config) -> None:
        self.folder = folder
        self.buckets = folder / "buckets"
        (self.buckets / "films").mkdir(parents=True, exist_ok=True)
        (self.buckets / "out").mkdir(exist_ok=True)
        self._settings = folder / "settings.json"
        settings = Settings(
            database=database, engine=engine, buckets=str(self.buckets), config=config
        )
        self._settings.write_bytes(msgspec.json.encode(settings))
        self.log = folder / "log"
        self.workers: list[WorkerProcess] = []
        self.database = open_database(database, Keyring(KEY))
        self.engine = DbosEngine(
            engine,
            config=config,
            tasks=self.database.tasks,
            projects=self.database.projects,
            executors=self.database.executors,
        )
        self.engine.start()

    def film(self, name: str = "film.mkv", lines: int = len(LINES)) -> str:
        """Puts a film in its bucket; returns its address."""
        cues = [(1000 * n, 900, f"Line {n}") for n in range(lines)] if lines > 3 else LINES
        tracks = [Text(cues, language=language) for language in LANGUAGES]
        (self.buckets / "films" / name).write_bytes(mkv(*tracks))
        return f"oss://films/{name}"

    def project(self, name: str, concurrency: int | None = None) -> None:
        now = time.time_ns()
        made = Project(name=name, created_ns=now, updated_ns=now, concurrency=concurrency)
        self.database.projects.create(made, 100)

    def start_workers(self, count: int = 1) -> None:
        fresh = [WorkerProcess(self._settings, self.log) for _ in range(count)]
        self.workers += fresh
        for worker in fresh:
            worker.wait_ready()

    def submit(self, name: str, film: str, project: str = "p", topic: str | None = None) -> str:
        task = Task(
            id=name,
            project=project,
            kind="MediaConvert",
            created_ns=time.time_ns(),
            spec=TaskSpec(
                source=film,
                targets=(
                    TargetSpec(format="webvtt", template=f"oss://out/{name}/{{streamindex}}.vtt"),
                ),
                topic=topic,
            ),
        )
        self.database.tasks.create(task, 100_000)
        self.engine.submit(name, project, 0)
        return name

    def task(self, name: str) -> Task:
        found = self.database.tasks.find(name)
        assert found is not None
        return found

    def wait(self, names: Sequence[str], within_s: float = 60) -> None:
        """Until all have ended."""

        def left() -> list[str]:
            return [name for name in names if self.task(name).status == "running"]

        self.until(lambda: not left(), within_s, left)

    def until(
        self, done: Callable[[], bool], within_s: float, left: Callable[[], object] = lambda: ""
    ) -> None:
        deadline = time.monotonic() + within_s
        while not done():
            if time.monotonic() > deadline:
                log = self.log.read_text()[-6000:] if self.log.exists() else ""
                raise AssertionError(f"still to do after {within_s} s: {left()}\n{log}")
            time.sleep(0.05)

    def outputs(self, name: str) -> dict[str, str]:
        folder = self.buckets / "out" / name
        if not folder.exists():
            return {}
        # A killed process may leave unfinished files, which are hidden and nobody's output.
        return {path.name: path.read_text() for path in folder.glob("[!.]*")}

    def close(self) -> None:
        for worker in self.workers:
            with suppress(ProcessLookupError):
                worker.process.send_signal(signal.SIGCONT)
            worker.kill()
            if worker.process.stdout is not None:
                worker.process.stdout.close()
        self.engine.stop()
        self.database.close()

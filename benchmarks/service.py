"""Measures the server: requests, time to the first start, tasks a second, memory, listing.

    python -m benchmarks.service --page docs/benchmarks.md

Needs the `server` extra, the packages of the `test` group, ffmpeg, and PostgreSQL's programs. Takes
about two minutes. Client, server and database share the machine.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks import service_load
from cuelift.jobs.database.opening import Database, open_database
from cuelift.jobs.keyring import Keyring
from cuelift.jobs.model import Project, TargetSpec, Task, TaskSpec
from tests.support.postgres import PostgresServer

BEGIN, END = "<!-- service: begin -->", "<!-- service: end -->"
PROJECT = "bench"
STORED = 10_000
SMALL_TASKS = 200
STARTS = 30


class Server:
    """A `cuelift serve` process and its first key."""

    def __init__(self, folder: Path, *options: str) -> None:
        folder.mkdir(exist_ok=True)
        (folder / "config.toml").write_text(
            "[limits]\nproject_queries = 1000000\nproject_concurrency = 8\n"
        )
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._log = (folder / "log.txt").open("w+")
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-m", "cuelift", "serve", "--data", str(folder)),
                *("--port", str(self.port), *options),
            ],
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )
        self._wait()
        text = Path(self._log.name).read_text()
        found = re.search(r"key id: *(\S+)\s+access key secret: *(\S+)", text)
        self.key, self.secret = found.groups() if found else ("", "")

    def _wait(self) -> None:
        for _ in range(300):
            try:
                with urllib.request.urlopen(f"{self.url}/readyz", timeout=2):
                    return
            except OSError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.1)
        raise SystemExit(Path(self._log.name).read_text())

    def call(self, action: str, key: tuple[str, str] | None = None, **values: Any) -> Any:
        """One action; its answer."""
        told = {k: v if isinstance(v, str) else json.dumps(v) for k, v in values.items()}
        [answer] = asyncio.run(self.send([(action, told)], key))
        return answer

    async def send(
        self, wishes: list[tuple[str, dict[str, str]]], key: tuple[str, str] | None = None
    ) -> list[Any]:
        """Several actions over one connection, in turn."""
        name, secret = key or (self.key, self.secret)
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        answers = []
        for action, told in wishes:
            host = f"127.0.0.1:{self.port}"
            writer.write(service_load.sign(host, action, told, name, secret))
            head = await reader.readuntil(b"\r\n\r\n")
            size = int(re.search(rb"content-length: (\d+)", head)[1])
            answers.append(json.loads(await reader.readexactly(size)))
            if not head.startswith(b"HTTP/1.1 200"):
                raise SystemExit(f"{action}: {answers[-1]}")
        writer.close()
        return answers

    def pss_mb(self) -> float:
        """Of all its processes, shared pages counted in parts."""
        return sum(_pss(pid) for pid in [self.process.pid, *_descendants(self.process.pid)]) / 1024

    def stop(self) -> None:
        """Ends it as an init system would."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)
        self._log.close()


def _descendants(pid: int) -> list[int]:
    task = Path(f"/proc/{pid}/task")
    found = [
        int(child)
        for thread in task.iterdir()
        for child in (thread / "children").read_text().split()
    ]
    return [each for child in found for each in (child, *_descendants(child))]


def _pss(pid: int) -> int:
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return int(re.search(r"^Pss: +(\d+)", text, re.M)[1])


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[Server]:
    """A server for as long as the block lasts."""
    server = Server(folder, *options)
    try:
        yield server
    finally:
        server.stop()


def small_film(folder: Path) -> Path:
    """A Matroska film of a minute with three caption tracks, 100 kB or so."""
    text = "".join(
        f"{n + 1}\n00:00:{n:02},000 --> 00:00:{n:02},900\nLine {n}\n\n" for n in range(60)
    )
    (folder / "a.srt").write_text(text)
    out = folder / "small.mkv"
    subprocess.run(
        [
            *("ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", "color=s=64x64:r=5:d=60"),
            *("-i", "a.srt", "-map", "0:v", *["-map", "1:0"] * 3, "-c:s", "srt", str(out)),
        ],
        cwd=folder,
        check=True,
    )
    return out


def wish(film: str, number: int) -> tuple[str, dict[str, str]]:
    """The request for one extraction."""
    uri = f"oss://out/{number}/{{barename}}.{{streamindex}}.{{autoext}}"
    target = {"Subtitle": {"ExtractSubtitle": {"Format": "webvtt", "URI": uri}}}
    return "CreateMediaConvertTask", {
        "ProjectName": PROJECT,
        "Sources": json.dumps([{"URI": f"oss://films/{film}"}]),
        "Targets": json.dumps([target]),
    }


def starts(server: Server, database: Database) -> list[float]:
    """Milliseconds from the creation of a task to its first start, one task after the other."""
    ids = []
    for number in range(STARTS):
        action, values = wish("small.mkv", number)
        ids.append(server.call(action, **values)["TaskId"])
        time.sleep(0.3)
    tasks = [database.tasks.find(task) for task in ids]
    return [(task.started_ns - task.created_ns) / 1e6 for task in tasks if task and task.started_ns]


def throughput(server: Server, database: Database) -> float:
    """Small tasks a second, from the first request to the last end."""
    wishes = [wish("small.mkv", 1000 + number) for number in range(SMALL_TASKS)]
    answers = asyncio.run(server.send(wishes))
    ids = [answer["TaskId"] for answer in answers]
    deadline = time.monotonic() + 120
    while database.tasks.waiting(PROJECT) and time.monotonic() < deadline:
        time.sleep(0.25)
    tasks = [task for name in ids if (task := database.tasks.find(name))]
    bad = [task for task in tasks if task.status != "succeeded"]
    if bad or len(tasks) != SMALL_TASKS:
        raise SystemExit(f"{len(bad)} tasks did not succeed: {bad[:1]}")
    first = min(task.created_ns for task in tasks)
    return SMALL_TASKS / ((max(task.ended_ns or 0 for task in tasks) - first) / 1e9)


def fill(database: Database, project: str) -> list[str]:
    """Stores many ended tasks; returns their ids."""
    now = time.time_ns()
    database.projects.create(Project(name=project, created_ns=now, updated_ns=now), 1000)
    spec = TaskSpec(
        source="oss://films/small.mkv",
        targets=(TargetSpec(format="webvtt", template="oss://out/{streamindex}.{autoext}"),),
    )
    ids = []
    for number in range(STORED):
        name = f"MediaConvert-{number:08}-0000-4000-8000-000000000000"
        made = now + number * 1000
        task = Task(id=name, project=project, kind="MediaConvert", spec=spec, created_ns=made)
        database.tasks.create(task, STORED + 1)
        database.tasks.finish(name, None, None, None, (), made + 1)
        ids.append(name)
    return ids


def listing(server: Server, project: str) -> list[float]:
    """Milliseconds that pages of 100 take, walked from the first to the last."""
    took, token = [], ""
    while True:
        begun = time.perf_counter()
        values = {"ProjectName": project, "MaxResults": "100"}
        page = server.call("ListTasks", **values, **({"NextToken": token} if token else {}))
        took.append((time.perf_counter() - begun) * 1000)
        token = page.get("NextToken", "")
        if not token:
            return took


def of_api(folder: Path, url: str | None) -> dict[str, Any]:
    """What one API process answers, on SQLite or PostgreSQL."""
    options = ["--database", url] if url else []
    with serving(folder, "--role", "api", *options) as server:
        time.sleep(1)
        idle = server.pss_mb()
        where = url or f"sqlite:///{folder / 'cuelift.sqlite'}"
        database = open_database(where, Keyring.open(folder / "secret.key"))
        try:
            ids = fill(database, "stored")
        finally:
            database.close()
        pages = listing(server, "stored")
        asked = [("stored", name) for name in ids[::100]]
        load = [
            service_load.get_task_load(server.url, server.key, server.secret, asked, count=6000)
            for _ in range(3)
        ]
        best = sorted(load, key=lambda result: result.rate)[1]
    return {"idle_mb": idle, "list_ms": statistics.median(pages), "worst_list_ms": max(pages),
            "rate": best.rate, "p99_ms": best.p99_ms, "statuses": best.statuses}  # fmt: skip


def of_all(folder: Path) -> dict[str, Any]:
    """What an embedded server does."""
    with serving(folder) as server:
        time.sleep(2)
        idle = server.pss_mb()
        films = folder / "buckets" / "films"
        films.mkdir(parents=True, exist_ok=True)
        small_film(films)
        server.call("CreateProject", ProjectName=PROJECT)
        database = open_database(
            f"sqlite:///{folder / 'cuelift.sqlite'}", Keyring.open(folder / "secret.key")
        )
        try:
            begun = starts(server, database)
            rates = [throughput(server, database) for _ in range(3)]
        finally:
            database.close()
    return {"idle_mb": idle, "start_ms": statistics.median(begun), "worst_start_ms": max(begun),
            "tasks_per_s": statistics.median(rates)}  # fmt: skip


def table(embedded: dict[str, Any], sqlite: dict[str, Any], postgres: dict[str, Any]) -> str:
    """The page's part."""
    rows = [
        ("signed GetTask, 32 connections, one API process, SQLite", ">= 1,000 /s, p99 < 100 ms",
         f"{sqlite['rate']:,.0f} /s, p99 {sqlite['p99_ms']:.0f} ms",
         sqlite["rate"] >= 1000 and sqlite["p99_ms"] < 100),
        ("the same on PostgreSQL", ">= 1,000 /s, p99 < 100 ms",
         f"{postgres['rate']:,.0f} /s, p99 {postgres['p99_ms']:.0f} ms",
         postgres["rate"] >= 1000 and postgres["p99_ms"] < 100),
        ("CreateMediaConvertTask to first worker start, embedded", "p50 < 300 ms",
         f"{embedded['start_ms']:.0f} ms (most {embedded['worst_start_ms']:.0f} ms)",
         embedded["start_ms"] < 300),
        ("small-file extraction tasks, embedded, end to end", ">= 20 /s",
         f"{embedded['tasks_per_s']:.1f} /s", embedded["tasks_per_s"] >= 20),
        ("memory of an idle embedded server, all processes", "<= 150 MB",
         f"{embedded['idle_mb']:.0f} MB", embedded["idle_mb"] <= 150),
        ("memory of an idle API process", "<= 120 MB",
         f"{sqlite['idle_mb']:.0f} MB SQLite, {postgres['idle_mb']:.0f} MB PostgreSQL",
         max(sqlite["idle_mb"], postgres["idle_mb"]) <= 120),
        (f"{STORED:,} stored tasks: ListTasks, page of 100, over HTTP", "< 30 ms",
         f"{sqlite['list_ms']:.0f} ms SQLite, {postgres['list_ms']:.0f} ms PostgreSQL",
         max(sqlite["list_ms"], postgres["list_ms"]) < 30),
    ]  # fmt: skip
    lines = ["| figure | asked | measured | reached |", "| --- | --- | --- | --- |"]
    lines += [
        f"| {about} | {asked} | {measured} | {'yes' if reached else '**no**'} |"
        for about, asked, measured, reached in rows
    ]
    return "\n".join(lines)


def machine() -> list[str]:
    """What it was measured on."""
    model = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    return [
        f"- {os.cpu_count()} processors ({model[1] if model else platform.machine()}), "
        "shared by client, server and database",
        f"- CPython {platform.python_version()}, Linux {platform.release()}",
        "- Load: median of three runs of 6,000 requests; tasks: median of three runs of "
        f"{SMALL_TASKS}; memory: proportional set size.",
    ]


def main() -> None:
    """Measures, prints, and writes the page if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--page", type=Path)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        embedded = of_all(folder / "embedded")
        sqlite = of_api(folder / "sqlite", None)
        cluster = PostgresServer()
        cluster.start()
        try:
            postgres = of_api(folder / "postgres", cluster.url("bench"))
        finally:
            cluster.stop()
    print(json.dumps({"embedded": embedded, "sqlite": sqlite, "postgres": postgres}, indent=1))
    parts = [
        f"Measured on {datetime.now(UTC):%Y-%m-%d} with", "",
        "    python -m benchmarks.service --page docs/benchmarks.md", "",
        *machine(), "", table(embedded, sqlite, postgres),
    ]  # fmt: skip
    text = "\n".join(parts)
    print(text)
    if told.page is not None:
        page = told.page.read_text()
        head, _, rest = page.partition(BEGIN)
        _, _, tail = rest.partition(END)
        told.page.write_text(f"{head}{BEGIN}\n{text}\n{END}{tail}")


if __name__ == "__main__":
    main()

"""Real processes that are killed, frozen and cut off from their database."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from cuelift.jobs.config import Config, Limits
from tests.jobs.engine.service import LANGUAGES, Service
from tests.support.postgres import PostgresServer
from tests.support.range_server import RangeServer

pytestmark = [pytest.mark.slow, pytest.mark.timeout(200)]

QUICK = Config(heartbeat_s=1, dead_after_s=4, limits=Limits(concurrency=3))
Make = Callable[..., Service]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """Makes services; without an address, on SQLite."""
    made: list[Service] = []

    def service(url: str | None = None, config: Config = QUICK) -> Service:
        database = url or f"sqlite:///{tmp_path}/cuelift.sqlite"
        engine = url or f"sqlite:///{tmp_path}/engine.sqlite"
        made.append(Service(tmp_path, database, engine, config))
        made[-1].project("p")
        return made[-1]

    yield service
    for one in made:
        one.close()


@pytest.fixture
def slow_film() -> Iterator[RangeServer]:
    """Serves a film whose reading takes many seconds, until ``latency_s`` is set to nothing."""
    with RangeServer() as server:
        server.latency_s = 2.0
        yield server


def lend(service: Service, server: RangeServer) -> str:
    service.film("slow.mkv", lines=400)
    server.files["/slow.mkv"] = (service.buckets / "films" / "slow.mkv").read_bytes()
    return server.url("/slow.mkv")


def alive(pid: int) -> bool:
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def descendants(pid: int) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        with suppress(OSError, ValueError):
            if int((entry / "stat").read_text().rpartition(")")[2].split()[1]) == pid:
                found += [int(entry.name), *descendants(int(entry.name))]
    return found


def check_ended_once(service: Service, names: list[str], cues: int) -> None:
    """Each task succeeded once: its files are whole, its message and usage there, once."""
    tasks = [service.task(name) for name in names]
    assert Counter(task.status for task in tasks) == {"succeeded": len(names)}
    for name in names:
        files = service.outputs(name)
        assert set(files) == {f"{n}.vtt" for n in range(len(LANGUAGES))}
        assert {text.count(" --> ") for text in files.values()} == {cues}
    messages = service.database.outbox.messages(None, 10 * len(names))
    assert Counter(message.task for message in messages) == Counter(names)
    usage = service.database.usage.records(None, 0, time.time_ns())
    assert Counter((row.task, row.track) for row in usage) == Counter(
        (name, track) for name in names for track in range(len(LANGUAGES))
    )


@pytest.mark.postgres
def test_tasks_end_once_whatever_happens_to_workers_and_database(
    make: Make, postgres_server: PostgresServer, postgres_url: str
) -> None:
    service = make(postgres_url)
    film = service.film(lines=400)
    service.start_workers(3)
    names = [service.submit(f"t{n}", film, topic="ends") for n in range(200)]

    def ended() -> int:
        return sum(service.task(name).status != "running" for name in names)

    service.until(lambda: ended() > 20, 60)
    killed, frozen, _ = service.workers
    killed.kill()
    frozen.freeze()
    service.start_workers(1)
    service.until(lambda: ended() > 60, 60)
    postgres_server.restart("immediate", down_s=2)
    service.until(lambda: ended() > 110, 60)
    frozen.thaw()
    service.until(lambda: ended() > 150, 60)
    service.workers[2].kill()
    service.start_workers(1)
    service.wait(names, 90)

    check_ended_once(service, names, cues=400)
    assert frozen.end() == 0


@pytest.mark.postgres
def test_task_of_a_dead_worker_runs_again_within_thirty_seconds(
    make: Make, postgres_url: str, slow_film: RangeServer
) -> None:
    service = make(postgres_url, Config())
    address = lend(service, slow_film)
    service.start_workers(1)
    name = service.submit("t", address, topic="ends")
    service.until(lambda: service.task(name).attempts == 1, 20)
    children = descendants(service.workers[0].process.pid)
    service.start_workers(1)

    begun = time.monotonic()
    service.workers[0].kill()
    service.until(lambda: not any(map(alive, children)), 2)
    slow_film.latency_s = 0
    service.until(lambda: service.task(name).attempts == 2, 30)
    print(f"run again after {time.monotonic() - begun:.1f} s")

    service.wait([name], 20)
    check_ended_once(service, [name], cues=400)


@pytest.mark.postgres
def test_frozen_worker_that_wakes_publishes_nothing(
    make: Make, postgres_url: str, slow_film: RangeServer
) -> None:
    service = make(postgres_url)
    address = lend(service, slow_film)
    service.start_workers(1)
    name = service.submit("t", address, topic="ends")
    service.until(lambda: service.task(name).attempts == 1, 20)
    frozen = service.workers[0]
    frozen.freeze()
    slow_film.latency_s = 0
    service.start_workers(1)
    service.wait([name], 30)
    folder = service.buckets / "out" / name
    before = {path: path.stat().st_mtime_ns for path in folder.glob("*.vtt")}

    frozen.thaw()
    service.until(lambda: len(descendants(frozen.process.pid)) <= 1, 10)

    after = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert after == before
    check_ended_once(service, [name], cues=400)
    assert frozen.end() == 0


@pytest.mark.postgres
def test_many_tasks_of_one_project_do_not_delay_few_of_another(
    make: Make, postgres_url: str
) -> None:
    service = make(postgres_url, Config(limits=Limits(concurrency=2, project_concurrency=2)))
    service.project("q")
    film = service.film(lines=4000)
    many = [service.submit(f"m{n}", film) for n in range(60)]
    few = [service.submit(f"f{n}", film, project="q") for n in range(6)]
    service.start_workers(2)
    service.wait(few, 60)
    left = sum(service.task(name).status == "running" for name in many)

    assert left >= 30
    service.wait(many, 60)


def test_killed_embedded_worker_goes_on_after_its_restart(
    make: Make, slow_film: RangeServer
) -> None:
    service = make()
    address = lend(service, slow_film)
    film = service.film(lines=400)
    service.start_workers(1)
    names = [service.submit("slow", address, topic="ends")]
    names += [service.submit(f"t{n}", film, topic="ends") for n in range(30)]
    service.until(lambda: service.task("slow").attempts == 1, 20)
    service.until(lambda: sum(service.task(name).status != "running" for name in names) > 3, 20)
    service.workers[0].kill()
    slow_film.latency_s = 0

    begun = time.monotonic()
    service.start_workers(1)
    service.until(lambda: service.task("slow").attempts == 2, 5)
    print(f"run again {time.monotonic() - begun:.1f} s after the restart")
    service.wait(names, 60)

    check_ended_once(service, names, cues=400)


def test_cancelled_task_stops_wherever_it_runs(make: Make, slow_film: RangeServer) -> None:
    service = make()
    address = lend(service, slow_film)
    service.start_workers(1)
    name = service.submit("t", address, topic="ends")
    service.until(lambda: service.task(name).attempts == 1, 20)
    pid = service.workers[0].process.pid
    service.until(lambda: len(descendants(pid)) == 2, 5)
    service.engine.cancel(name)

    service.until(lambda: len(descendants(pid)) == 1, 3)
    assert service.task(name).status == "failed"
    assert service.outputs(name) == {}
    assert len(service.database.outbox.messages(None, 10)) == 1
    slow_film.latency_s = 0
    service.wait([service.submit("next", address)], 20)
    assert service.workers[0].end() == 0
    assert "Traceback" not in service.log.read_text()


@pytest.mark.postgres
def test_ending_worker_hands_its_tasks_back_at_once(
    make: Make, postgres_url: str, slow_film: RangeServer
) -> None:
    service = make(postgres_url, Config())
    address = lend(service, slow_film)
    service.start_workers(1)
    name = service.submit("t", address, topic="ends")
    service.until(lambda: service.task(name).attempts == 1, 20)
    service.start_workers(1)

    begun = time.monotonic()
    first = service.workers[0]
    os.kill(first.process.pid, 15)
    service.until(lambda: service.task(name).attempts == 2, 10)
    print(f"handed back within {time.monotonic() - begun:.1f} s")
    slow_film.latency_s = 0
    service.wait([name], 30)

    assert first.process.wait(20) == 0
    check_ended_once(service, [name], cues=400)

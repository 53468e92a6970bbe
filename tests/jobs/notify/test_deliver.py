"""From the outbox to the sinks, with receivers that err, hang and come back."""

from __future__ import annotations

import asyncio
import json
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from standardwebhooks import Webhook

from cuelift.errors import UsageError
from cuelift.jobs.config import Topic
from cuelift.jobs.database import Database, open_database
from cuelift.jobs.keyring import Keyring
from cuelift.jobs.model import Message, Project, Task, TaskSpec
from cuelift.jobs.notify import deliver
from cuelift.jobs.notify.deliver import Deliverer, Pace
from tests.jobs.notify.stand_in import (
    KEY_ID,
    SECRET,
    MemoryOutbox,
    MnsServer,
    Tasks,
    a_message,
    serve,
)
from tests.jobs.notify.test_webhook import SECRET as HOOK_SECRET
from tests.support.range_server import Answer, RangeServer, Request

QUICK = Pace(poll_s=0.01, try_s=2.0, lease_s=20.0, grace_s=5.0)


class Counts(Counter[tuple[str, str]]):
    def tried(self, topic: str, outcome: str, elapsed_s: float) -> None:
        assert 0 <= elapsed_s < 60
        self[topic, outcome] += 1


def render(message: Message, task: Task, body_format: str, limit: int) -> bytes:
    assert limit in (65536, 49152)
    return json.dumps({"id": message.id, "task": task.id, "format": body_format}).encode()


def hook(server: RangeServer, path: str = "/hook", **more) -> Topic:
    return Topic(kind="webhook", url=server.url(path), secret=HOOK_SECRET, **more)


def run(
    outbox: MemoryOutbox,
    topics: dict[str, Topic],
    until: Callable[[], bool] | None = None,
    pace: Pace = QUICK,
    tasks: Tasks | None = None,
    **more,
) -> Counts:
    """Delivers until no message is pending, or as told; stopped from another thread."""
    counts = Counts()
    deliverer = Deliverer(
        outbox, tasks or Tasks(), topics, more.pop("render", render), metrics=counts, pace=pace,
        chance=more.pop("chance", lambda: 0.0),
    )  # fmt: skip
    wanted = until or (lambda: all(row.state != "pending" for row in outbox.rows.values()))
    seen = []

    def watch() -> None:
        deadline = time.monotonic() + 20
        while not wanted() and time.monotonic() < deadline:
            time.sleep(0.005)
        seen.append(wanted())
        deliverer.stop()

    watcher = threading.Thread(target=watch)
    watcher.start()
    asyncio.run(deliverer.run())
    watcher.join()
    assert seen == [True], "nothing came of it"
    return counts


def state(outbox: MemoryOutbox, name: str = "m1") -> tuple[str, int, str | None]:
    row = outbox.rows[name]
    return row.state, row.attempts, row.error


@pytest.fixture
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deliver, "pause_s", lambda tries, chance, asked_s: 0.0)


def test_a_message_is_delivered_once():
    outbox = MemoryOutbox(a_message())
    with serve(lambda request: Answer(204)) as server:
        counts = run(outbox, {"hook": hook(server)})

    [request] = server.log
    assert state(outbox) == ("delivered", 0, None)
    assert Webhook(HOOK_SECRET).verify(request.body, request.headers)["id"] == "m1"
    assert counts == {("hook", "delivered"): 1}


def test_both_kinds_of_sink_get_the_format_of_their_topic():
    outbox = MemoryOutbox(a_message("m1", "hook"), a_message("m2", "films"))
    service = MnsServer("films")
    service.topics["films"].append("inbox")
    with serve(lambda request: Answer(204)) as hooks, serve(service.rule) as mns:
        run(outbox, {
            "hook": hook(hooks, format="cloudevents"),
            "films": Topic(
                kind="mns", url=mns.url(""), access_key_id=KEY_ID, access_key_secret=SECRET
            ),
        })  # fmt: skip

    assert json.loads(hooks.log[0].body)["format"] == "cloudevents"
    assert json.loads(service.queues["inbox"][0])["format"] == "imm"


@pytest.mark.usefixtures("no_pause")
def test_failures_that_may_pass_are_tried_again_with_the_same_id():
    outbox = MemoryOutbox(a_message())
    answers = iter([500, 503, 429])
    with serve(lambda request: Answer(next(answers, 200))) as server:
        counts = run(outbox, {"hook": hook(server)})

    assert state(outbox) == ("delivered", 3, "answered 429")
    assert {(r.headers["webhook-id"], r.body) for r in server.log} == {
        ("m1", b'{"id": "m1", "task": "t1", "format": "imm"}')
    }
    assert counts == {("hook", "retried"): 3, ("hook", "delivered"): 1}


@pytest.mark.usefixtures("no_pause")
def test_after_its_tries_a_message_is_dead():
    outbox = MemoryOutbox(a_message())
    with serve(lambda request: Answer(500, {}, b"oh no")) as server:
        counts = run(outbox, {"hook": hook(server, attempts=3)})

    assert state(outbox) == ("dead", 3, "answered 500: oh no (try 3 of 3)")
    assert len(server.log) == 3
    assert counts == {("hook", "retried"): 2, ("hook", "dead"): 1}


def test_pauses_grow_and_heed_what_the_receiver_asks():
    outbox = MemoryOutbox(a_message("m1", attempts=3), a_message("m2", "asks"))
    headers = {"/asks": {"Retry-After": "100"}}
    with serve(lambda request: Answer(503, headers.get(request.target, {}))) as server:
        began = time.time_ns()
        topics = {"hook": hook(server), "asks": hook(server, "/asks")}
        run(outbox, topics, lambda: all(row.error for row in outbox.rows.values()))

    waits = [(outbox.rows[name].next_ns - began) / 1e9 for name in ("m1", "m2")]
    assert waits == [pytest.approx(8, abs=2), pytest.approx(100, abs=2)]


def test_a_receiver_that_is_gone_gets_no_second_try():
    outbox = MemoryOutbox(a_message())
    with serve(lambda request: Answer(410)) as server:
        run(outbox, {"hook": hook(server)})

    assert state(outbox)[:2] == ("dead", 1)
    assert len(server.log) == 1


def test_a_topic_that_is_not_configured_is_dead_at_once_with_a_warning(caplog):
    outbox = MemoryOutbox(a_message(topic="nowhere"))

    counts = run(outbox, {})

    assert state(outbox) == (
        "dead", 1,
        "topic 'nowhere' is not in the configuration; once it is, send this by: "
        "cuelift notify retry m1",
    )  # fmt: skip
    [record] = [r for r in caplog.records if r.levelname == "WARNING"]
    assert (record.message, record.topic) == ("a message has no receiver", "nowhere")
    assert counts == {("", "dead"): 1}


def test_a_task_that_is_kept_no_more_is_said():
    outbox = MemoryOutbox(a_message(task="gone"))
    with serve(lambda request: Answer(204)) as server:
        run(outbox, {"hook": hook(server)})

    assert state(outbox)[2] == "task gone is not kept any more (try 1 of 12)"
    assert server.log == []


def test_a_body_that_cannot_be_written_is_said():
    def fails(message: Message, task: Task, body_format: str, limit: int) -> bytes:
        raise KeyError("x" * 999)

    outbox = MemoryOutbox(a_message())
    with serve() as server:
        run(outbox, {"hook": hook(server)}, render=fails)

    status, _, error = state(outbox)
    assert status == "dead"
    assert error is not None
    assert error.startswith("its body cannot be written: 'xxx")
    assert len(error) < 300


def test_a_receiver_that_hangs_delays_no_other():
    hanging = [a_message(f"h{n:03}", "hangs") for n in range(300)]
    outbox = MemoryOutbox(*hanging, *(a_message(f"m{n}", "hook") for n in range(40)))
    for name in [row for row in outbox.rows if row.startswith("m")]:
        outbox._put(name, next_ns=2)  # behind all of those that hang

    def answer(request: Request) -> Answer:
        return Answer(204)

    with serve(answer) as server, serve(answer) as stuck:
        stuck.latency_s = 60
        topics = {"hook": hook(server), "hangs": hook(stuck)}
        began = time.monotonic()
        run(
            outbox, topics,
            lambda: all(row.state == "delivered" for row in outbox.rows.values()
                        if row.topic == "hook"),
            Pace(poll_s=0.05, try_s=30.0, lease_s=120.0, grace_s=0.1),
        )  # fmt: skip
        took = time.monotonic() - began

        assert took < 15
        assert len(stuck.log) == 8
        assert len(server.log) == 40
        assert len([name for name in outbox.taken if name.startswith("h")]) <= 64


def test_a_backlog_is_worked_off_without_pauses_between_batches():
    outbox = MemoryOutbox(*(a_message(f"m{n:03}") for n in range(200)))
    with serve(lambda request: Answer(204)) as server:
        counts = run(outbox, {"hook": hook(server)}, pace=Pace(poll_s=30.0, try_s=5.0))

    assert counts == {("hook", "delivered"): 200}
    assert len({request.headers["webhook-id"] for request in server.log}) == 200
    assert server.connections <= 8


def test_what_was_on_its_way_when_a_process_died_is_sent_again_with_the_same_id():
    outbox = MemoryOutbox(a_message())
    short = Pace(poll_s=0.01, try_s=0.1, lease_s=0.3, grace_s=0.0)

    async def die(server: RangeServer) -> None:
        first = asyncio.create_task(
            Deliverer(outbox, Tasks(), {"hook": hook(server)}, render, pace=short).run()
        )
        while not server.log:
            await asyncio.sleep(0.005)
        first.cancel()
        with pytest.raises(asyncio.CancelledError):
            await first

    with serve(lambda request: Answer(204)) as server:
        server.latency_s = 0.08
        asyncio.run(die(server))
        assert state(outbox)[0] == "pending"
        server.latency_s = 0
        run(outbox, {"hook": hook(server)}, pace=short)

    assert state(outbox)[0] == "delivered"
    assert len(server.log) >= 2
    assert {request.headers["webhook-id"] for request in server.log} == {"m1"}


def test_one_that_waited_beyond_its_lease_is_let_go():
    outbox = MemoryOutbox(a_message("m1"), a_message("m2"))
    pace = Pace(poll_s=0.01, try_s=0.3, lease_s=0.5, per_topic=1, grace_s=1.0)

    def answer(request: Request) -> Answer:
        return Answer(204)

    with serve(answer) as server:
        server.latency_s = 0.25
        run(outbox, {"hook": hook(server)}, pace=pace)

    # m2 waited while m1 was sent, was let go, and taken again when its lease was over.
    sent = [request.headers["webhook-id"] for request in server.log]
    assert outbox.taken.count("m2") > sent.count("m2") >= 1


@pytest.mark.parametrize("call", ["due", "delivered", "failed"])
def test_a_database_that_is_away_for_a_while_ends_nothing(call):
    topic = "nowhere" if call == "failed" else "hook"
    outbox = MemoryOutbox(a_message(topic=topic))
    outbox.broken = [call]
    with serve(lambda request: Answer(204)) as server:
        run(outbox, {"hook": hook(server)}, pace=Pace(poll_s=0.01, try_s=0.1, lease_s=0.3))

    assert state(outbox)[0] == ("dead" if call == "failed" else "delivered")
    assert len(server.log) >= {"due": 1, "delivered": 2, "failed": 0}[call]


def test_a_task_that_cannot_be_looked_up_costs_no_try():
    outbox, tasks = MemoryOutbox(a_message()), Tasks()
    tasks.failures = 1
    with serve(lambda request: Answer(204)) as server:
        run(
            outbox,
            {"hook": hook(server)},
            tasks=tasks,
            pace=Pace(poll_s=0.01, try_s=1.0, lease_s=1.1),
        )
        assert state(outbox)[:2] == ("delivered", 0)


def test_what_is_on_its_way_ends_before_it_stops_and_nothing_new_is_begun():
    outbox = MemoryOutbox(*(a_message(f"m{n}") for n in range(12)))
    with serve(lambda request: Answer(204)) as server:
        server.latency_s = 1.0
        pace = Pace(poll_s=0.01)
        counts = run(outbox, {"hook": hook(server)}, lambda: len(server.log) == 8, pace)

    assert counts == {("hook", "delivered"): 8}
    assert len(server.log) == 8
    assert sum(row.state == "pending" for row in outbox.rows.values()) == 4


def test_stopping_before_the_start_or_after_the_end_is_harmless():
    outbox = MemoryOutbox(a_message(topic="nowhere"))
    deliverer = Deliverer(outbox, Tasks(), {}, render)
    deliverer.stop()

    asyncio.run(deliverer.run())
    deliverer.stop()

    assert outbox.taken == []


def test_metrics_may_be_left_out():
    outbox = MemoryOutbox(a_message(topic="nowhere"))

    async def once() -> None:
        deliverer = Deliverer(outbox, Tasks(), {}, render, pace=QUICK)
        running = asyncio.create_task(deliverer.run())
        while state(outbox)[0] == "pending":
            await asyncio.sleep(0.005)
        deliverer.stop()
        await running

    asyncio.run(once())
    assert state(outbox)[0] == "dead"


def test_a_topic_that_cannot_work_is_told_before_anything_runs():
    with pytest.raises(UsageError, match="topic 'hook'"):
        Deliverer(MemoryOutbox(), Tasks(), {"hook": Topic(kind="webhook", url="x")}, render)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    url = f"sqlite:///{tmp_path / 'd.sqlite'}"
    if request.param == "postgres":
        url = request.getfixturevalue("postgres_url")
    opened = open_database(url, Keyring.make())
    opened.projects.create(Project(name="p", created_ns=1, updated_ns=1), 9)
    yield opened
    opened.close()


def end_tasks(database: Database, topic: str, *names: str) -> None:
    """Ends tasks, so that their messages lie in the outbox."""
    for name in names:
        spec = TaskSpec(source="oss://b/f.mkv", topic=topic)
        database.tasks.create(
            Task(id=name, project="p", kind="MediaConvert", spec=spec, created_ns=1), 10_000
        )
        assert database.tasks.finish(name, None, None, None, (), time.time_ns())


def deliver_all(*deliverers: Deliverer, done: Callable[[], bool]) -> None:
    async def watch() -> None:
        deadline = time.monotonic() + 20
        while not done() and time.monotonic() < deadline:
            await asyncio.sleep(0.01)
        for deliverer in deliverers:
            deliverer.stop()

    async def both() -> None:
        await asyncio.gather(watch(), *(deliverer.run() for deliverer in deliverers))

    asyncio.run(both())
    assert done()


def test_two_deliverers_share_an_outbox_and_send_each_message_once(database):
    names = [f"t{n}" for n in range(60)]
    end_tasks(database, "hook", *names)
    with serve(lambda request: Answer(204)) as server:
        two = [
            Deliverer(database.outbox, database.tasks, {"hook": hook(server)}, render, pace=QUICK)
            for _ in range(2)
        ]
        deliver_all(*two, done=lambda: len(database.outbox.messages("delivered", 99)) == 60)

    assert sorted(json.loads(r.body)["task"] for r in server.log) == sorted(names)
    assert len({r.headers["webhook-id"] for r in server.log}) == 60


def test_a_hanging_receiver_is_passed_over_in_the_database(database):
    end_tasks(database, "hangs", *(f"h{n:02}" for n in range(50)))
    end_tasks(database, "hook", "t1")
    with serve(lambda request: Answer(204)) as server, serve() as stuck:
        stuck.latency_s = 60
        topics = {"hangs": hook(stuck), "hook": hook(server)}
        one = Deliverer(
            database.outbox, database.tasks, topics, render,
            pace=Pace(poll_s=0.01, batch=10, grace_s=0.0),
        )  # fmt: skip
        deliver_all(one, done=lambda: bool(database.outbox.messages("delivered", 9)))
        assert len(server.log) == 1
        assert len(stuck.log) == 8


def test_a_dead_message_is_sent_with_the_same_id_when_somebody_retries_it(database):
    end_tasks(database, "hook", "t1")
    [pending] = database.outbox.messages("pending", 9)

    def once(topics: dict[str, Topic], state: str) -> list[Message]:
        one = Deliverer(database.outbox, database.tasks, topics, render, pace=QUICK)
        deliver_all(one, done=lambda: bool(database.outbox.messages(state, 9)))
        return database.outbox.messages(state, 9)

    [dead] = once({}, "dead")
    assert dead.id in (dead.error or "")
    assert database.outbox.retry(dead.id, time.time_ns()) == 1
    with serve(lambda request: Answer(204)) as server:
        [delivered] = once({"hook": hook(server)}, "delivered")

    assert pending.id == dead.id == delivered.id == server.log[0].headers["webhook-id"]


PROGRAM = """
import asyncio, json, sys
from cuelift.jobs.config import Topic
from cuelift.jobs.database import open_database
from cuelift.jobs.keyring import Keyring
from cuelift.jobs.notify.deliver import Deliverer, Pace

path, key, url, secret = sys.argv[1:]
database = open_database(path, Keyring(bytes.fromhex(key)))
render = lambda message, task, body_format, limit: json.dumps({"id": message.id}).encode()
topics = {"hook": Topic(kind="webhook", url=url, secret=secret)}
pace = Pace(poll_s=0.05, try_s=1.0, lease_s=1.5)
asyncio.run(Deliverer(database.outbox, database.tasks, topics, render, pace=pace).run())
"""


def test_a_process_that_is_killed_in_mid_delivery_loses_nothing(tmp_path):
    path, key = f"sqlite:///{tmp_path / 'd.sqlite'}", bytes(32)
    database = open_database(path, Keyring(key))
    database.projects.create(Project(name="p", created_ns=1, updated_ns=1), 9)
    end_tasks(database, "hook", "t1")

    def wait(done: Callable[[], object]) -> None:
        deadline = time.monotonic() + 30
        while not done() and time.monotonic() < deadline:
            time.sleep(0.02)
        assert done()

    with serve(lambda request: Answer(204)) as server:
        command = [sys.executable, "-c", PROGRAM, path, key.hex(), server.url("/"), HOOK_SECRET]
        server.latency_s = 0.7
        first = subprocess.Popen(command)
        wait(lambda: server.log)
        first.send_signal(signal.SIGKILL)
        first.wait()
        assert [m.state for m in database.outbox.messages(None, 9)] == ["pending"]
        server.latency_s = 0
        second = subprocess.Popen(command)
        wait(lambda: database.outbox.messages("delivered", 9))
        second.kill()
        second.wait()
    database.close()

    assert len(server.log) >= 2
    assert len({(r.headers["webhook-id"], r.body) for r in server.log}) == 1

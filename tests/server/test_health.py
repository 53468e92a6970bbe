from __future__ import annotations

import asyncio
import json
import threading

from cuelift.errors import TransientError
from cuelift.server import health
from cuelift.server.health import Health
from cuelift.server.metrics import Metrics


def fail():
    raise TransientError("the database at secret.host does not answer")


def ask(checks, **changes):
    made = Health(Metrics(), checks)
    for name, value in changes.items():
        setattr(made, name, value)
    answer = asyncio.run(made.ready())
    return answer.status, json.loads(answer.body)


def test_all_is_well():
    assert ask({"database": lambda: None}) == (200, {"status": "ok", "database": "ok"})


def test_what_fails_is_told_without_details():
    status, told = ask({"database": fail, "worker": lambda: None})

    assert status == 503
    assert told == {"status": "not ready", "database": "TransientError", "worker": "ok"}


def test_a_check_that_hangs_is_given_up(monkeypatch):
    monkeypatch.setattr(health, "ASK_S", 0.1)
    done = threading.Event()
    made = Health(Metrics(), {"database": lambda: done.wait(10) and None})

    async def run():
        answer = await made.ready()
        done.set()
        return answer

    answer = asyncio.run(run())
    assert (answer.status, json.loads(answer.body)["database"]) == (503, "does not answer")


def test_a_process_that_ends_takes_nothing_new():
    assert ask({}, draining=True) == (503, {"status": "not ready", "process": "ending"})


def test_a_process_that_answers_lives():
    made = Health(Metrics(), {"database": fail})

    assert asyncio.run(made.pages["/healthz"]()).body == b'{"status":"ok"}'

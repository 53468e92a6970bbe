from __future__ import annotations

import asyncio
import threading

import pytest

from cuelift import errors
from cuelift.extract.report import SourceReport
from cuelift.imm.errors import WireError
from cuelift.jobs.config import Limits
from cuelift.jobs.model import Failure, TaskResult
from cuelift.jobs.worker.wire import Done, Failed
from cuelift.server import probing
from cuelift.server.probing import AT_ONCE, Prober
from cuelift.store import StoreOptions


class Children:
    """Starts nothing."""

    def __init__(self):
        self.jobs = []

    def start(self):
        pass

    def launch(self, job):
        self.jobs.append(job)
        return job


def probe(monkeypatch, ending):
    monkeypatch.setattr(probing, "supervise", lambda *_: ending)
    prober = Prober(Children(), Limits(), StoreOptions())
    return asyncio.run(prober.probe("oss://b/a", "p"))


def test_the_report_of_a_child_is_passed_on(monkeypatch):
    report = SourceReport(source="oss://b/a")

    assert probe(monkeypatch, Done(result=TaskResult(), report=report)) is report


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("NotFound", errors.NotFound),
        ("ContainerError", errors.ContainerError),
        ("TimeExceeded", errors.LimitExceeded),
        ("MemoryExceeded", errors.LimitExceeded),
        ("ProcessDied", errors.TransientError),
        ("Callable", errors.TransientError),
    ],
)
def test_a_failure_is_an_error(monkeypatch, code, kind):
    with pytest.raises(kind):
        probe(monkeypatch, Failed(failure=Failure(code=code, message="it failed")))


def test_a_child_that_tells_nothing_is_an_error(monkeypatch):
    with pytest.raises(errors.CueliftError):
        probe(monkeypatch, Done(result=TaskResult()))


def test_no_child_is_an_error_that_may_pass(monkeypatch):
    class Broken(Children):
        def start(self):
            raise probing.NoChildError("no process")

    prober = Prober(Broken(), Limits(), StoreOptions())
    with pytest.raises(errors.TransientError):
        asyncio.run(prober.probe("oss://b/a", "p"))


def test_too_many_at_once_are_put_off(monkeypatch):
    go = threading.Event()
    report = SourceReport(source="oss://b/a")

    def supervise(*_):
        go.wait(10)
        return Done(result=TaskResult(), report=report)

    monkeypatch.setattr(probing, "supervise", supervise)
    prober = Prober(Children(), Limits(), StoreOptions())

    async def run():
        def look(project):
            return asyncio.create_task(prober.probe("oss://b/a", project))

        looks = [look("one") for _ in range(AT_ONCE // 2)]
        await asyncio.sleep(0.1)
        with pytest.raises(WireError) as share:
            await look("one")
        looks += [look("other"), look("third")]
        await asyncio.sleep(0.1)
        with pytest.raises(WireError) as full:
            await look("fourth")
        go.set()
        await asyncio.gather(*looks)
        assert await look("one") is report
        return share.value, full.value

    assert [error.code for error in asyncio.run(run())] == ["Throttling.User"] * 2


def test_the_guard_of_a_look_lets_it_go_on():
    guard = probing._Nobody()
    guard.progress(50)

    assert guard.owns()
    assert not guard.stopping()

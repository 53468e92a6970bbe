"""What the server does now and then."""

from __future__ import annotations

import asyncio
import contextlib
import resource
from functools import partial
from types import SimpleNamespace

from cuelift.errors import TransientError
from cuelift.server import run as module
from cuelift.server.run import OPEN_FILES, again, allow_files, purge


def test_uploads_are_purged_again_and_again_whatever_happens(caplog):
    class Objects:
        calls = 0

        def purge(self):
            Objects.calls += 1
            if Objects.calls == 1:
                raise TransientError("the disk is away")
            return 0

    async def run():
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(again("uploads", partial(purge, Objects()), every_s=0.01), 0.5)

    asyncio.run(run())

    assert Objects.calls > 2
    assert "not purged" in caplog.text


def test_a_process_may_hold_many_connections(monkeypatch):
    set_to = []
    monkeypatch.setattr(resource, "setrlimit", lambda what, limits: set_to.append(limits))
    for soft, hard in (
        (1024, 1_000_000),
        (1024, 2000),
        (1024, resource.RLIM_INFINITY),
        (resource.RLIM_INFINITY, resource.RLIM_INFINITY),
        (100_000, 1_000_000),
    ):
        monkeypatch.setattr(resource, "getrlimit", lambda what, found=(soft, hard): found)
        allow_files()

    assert set_to == [
        (OPEN_FILES, 1_000_000),
        (2000, 2000),
        (OPEN_FILES, resource.RLIM_INFINITY),
    ]


def test_a_server_that_only_takes_requests_purges_too(monkeypatch):
    purged = []

    class Objects:
        def purge(self):
            purged.append("uploads")

        def close(self):
            pass

    class Quick:
        async def purge_nonces(self):
            purged.append("nonces")

        async def close(self):
            pass

    async def serve_http(server, bound, **told):
        while len(set(purged)) < 2:
            await asyncio.sleep(0.01)

    monkeypatch.setattr(module, "again", partial(again, every_s=0.01))
    monkeypatch.setattr(module, "serve_http", serve_http)
    parts = SimpleNamespace(
        server=None, health=None, quick=Quick(), objects=Objects(), deliverer=None,
        stop_engine=lambda: None,
    )  # fmt: skip
    asyncio.run(asyncio.wait_for(module.run(parts, None, print), 10))

"""What the server does now and then."""

from __future__ import annotations

import asyncio
import contextlib
import resource

from cuelift.errors import TransientError
from cuelift.server.run import OPEN_FILES, allow_files, purge


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
            await asyncio.wait_for(purge(Objects(), every_s=0.01), 0.5)

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

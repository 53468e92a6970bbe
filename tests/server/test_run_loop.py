"""What the server does now and then."""

from __future__ import annotations

import asyncio
import contextlib

from cuelift.errors import TransientError
from cuelift.server.run import purge


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

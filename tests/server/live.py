"""An ASGI application behind the real HTTP server, in a thread of the test."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from cuelift.server.answers import Application
from cuelift.server.http import Listen, bind, make_server


class Live(NamedTuple):
    """Where it listens; ``raw.connect`` takes it."""

    host: str


@contextmanager
def served(application: Application, listen: Listen) -> Iterator[Live]:
    """Serves for as long as the block lasts."""
    server = make_server(application, listen)
    bound = bind(listen)
    host, port = bound.getsockname()

    async def run() -> None:
        serving = asyncio.create_task(server.serve(sockets=[bound]))
        loop = asyncio.get_running_loop()
        before = loop.time()
        while not serving.done():
            await asyncio.sleep(0.02)
            now = loop.time()
            server.sweep(now, now - before)
            before = now
        await serving

    thread = threading.Thread(target=asyncio.run, args=(run(),))
    thread.start()
    while thread.is_alive() and not server.started:
        time.sleep(0.005)
    try:
        yield Live(f"{host}:{port}")
    finally:
        server.should_exit = True
        thread.join(20)
        bound.close()
        assert not thread.is_alive()

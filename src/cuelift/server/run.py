"""``cuelift serve``: runs all parts until a signal, and takes them down in order."""

from __future__ import annotations

import asyncio
import logging
import resource
import socket
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from typing import Any

from cuelift.errors import CueliftError
from cuelift.jobs.model import Secrets
from cuelift.server.http import bind, serve_http
from cuelift.server.logs import set_up_logging
from cuelift.server.objects.app import ObjectsApp
from cuelift.server.parts import Parts, Settings, make_parts

logger = logging.getLogger(__name__)

PURGE_S = 3600.0
OPEN_FILES = 4096
THREADS = 16
"""That ask the database on behalf of requests."""


def serve(settings: Settings, say: Callable[[str], None]) -> None:
    """Serves until a signal.

    Args:
        settings: all of them.
        say: prints a line for whoever started the server.

    Raises:
        CueliftError: it cannot be started so.
    """
    set_up_logging(as_json=settings.log_json, access_log=settings.access_log)
    allow_files()
    with ExitStack() as stack:
        bound = stack.enter_context(bind(settings.listen))
        parts = make_parts(settings, stack)
        if parts.first_key is not None:
            say_key(parts.first_key, say)
        asyncio.run(run(parts, bound, lambda url: say(f"cuelift serve: {url} ({settings.role})")))


def allow_files() -> None:
    """Lets this process hold as many connections as it takes, beside its files."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN_FILES if hard == resource.RLIM_INFINITY else min(OPEN_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def say_key(made: Secrets, say: Callable[[str], None]) -> None:
    """Shows the first key."""
    say("The first key, which may do everything (shown once):")
    say(f"  access key id:     {made.key.id}")
    say(f"  access key secret: {made.secret}")


async def run(parts: Parts, bound: socket.socket, on_start: Callable[[str], None]) -> None:
    """Runs the parts.

    Args:
        parts: all of them.
        bound: where requests arrive.
        on_start: told the address once requests are taken.
    """
    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(THREADS, "cuelift-requests"))

    def drain() -> None:
        parts.health.draining = True
        logger.info("ending: nothing new is taken")

    async with asyncio.TaskGroup() as group:
        purgers = []
        if parts.deliverer is not None:
            group.create_task(parts.deliverer.run())
        if parts.objects is not None:  # requests are taken here
            purgers = [
                group.create_task(again("unfinished uploads", partial(purge, parts.objects))),
                group.create_task(again("used nonces", parts.quick.purge_nonces)),
            ]
        try:
            await serve_http(parts.server, bound, on_start=on_start, on_signal=drain)
            await asyncio.to_thread(parts.stop_engine)
        finally:
            for purger in purgers:
                purger.cancel()
            if parts.deliverer is not None:
                parts.deliverer.stop()
    await parts.quick.close()
    if parts.objects is not None:
        parts.objects.close()


async def purge(objects: ObjectsApp) -> None:
    """Removes what nobody finished to upload."""
    await asyncio.to_thread(objects.purge)


async def again(
    what: str, do: Callable[[], Coroutine[Any, Any, None]], every_s: float = PURGE_S
) -> None:
    """Removes something now and then, whatever fails.

    Args:
        what: for the log.
        do: removes it once.
        every_s: how often.
    """
    while True:
        await asyncio.sleep(every_s)
        try:
            await do()
        except (CueliftError, OSError):
            logger.warning("%s were not purged", what, exc_info=True)

"""A worker process of its own, as ``cuelift serve --role worker`` is one.

``python -m tests.jobs.engine.worker_process SETTINGS.json``: prints ``ready``, works until SIGTERM.
"""

from __future__ import annotations

import logging
import signal
import sys
import threading
from pathlib import Path

import msgspec

from cuelift.jobs.config import Config
from cuelift.jobs.database.opening import open_database
from cuelift.jobs.engine.engine import DbosEngine
from cuelift.jobs.keyring import Keyring
from cuelift.jobs.worker.worker import Worker
from cuelift.store import StoreOptions
from cuelift.store.buckets import Buckets

KEY = bytes(32)


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What such a process is told."""

    database: str
    engine: str
    buckets: str
    config: Config = Config()
    grace_s: float = 1.0


def main() -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    settings = msgspec.json.decode(Path(sys.argv[1]).read_bytes(), type=Settings)
    database = open_database(settings.database, Keyring(KEY))
    store = StoreOptions(buckets=Buckets(folder=settings.buckets))
    engine = DbosEngine(
        settings.engine,
        config=settings.config,
        tasks=database.tasks,
        projects=database.projects,
        executors=database.executors,
        keys=database.keys,
        worker=Worker(database.tasks, settings.config, store),
    )
    ended = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ended.set())
    engine.start()
    print("ready", flush=True)
    ended.wait()
    engine.stop(settings.grace_s)
    database.close()
    print("ended", flush=True)


if __name__ == "__main__":
    main()

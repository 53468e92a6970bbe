"""Makes all parts of a server and puts them together: the composition root."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

import msgspec

from cuelift.errors import ServiceError, TransientError
from cuelift.jobs.config import Config
from cuelift.jobs.database.batch import AsyncDatabase
from cuelift.jobs.database.opening import Database
from cuelift.jobs.engine.engine import DbosEngine
from cuelift.jobs.keyring import make_key
from cuelift.jobs.model import Attachment, Secrets
from cuelift.jobs.notify.deliver import Deliverer
from cuelift.jobs.worker.children import Children, NoChildError
from cuelift.jobs.worker.worker import Worker
from cuelift.server.app import App
from cuelift.server.data import BUCKETS, ENGINE, Place
from cuelift.server.health import Health
from cuelift.server.http import Listen, Server, make_server
from cuelift.server.identity import Identity
from cuelift.server.imm_app import ImmApp
from cuelift.server.lock import hold_data
from cuelift.server.messages import Bodies, write_details
from cuelift.server.metrics import Metrics
from cuelift.server.objects.access import FindAttachment
from cuelift.server.objects.app import ObjectsApp, objects_app
from cuelift.server.objects.detect import is_oss_request
from cuelift.server.pages import open_pages
from cuelift.server.probing import Prober
from cuelift.server.rest import Rest
from cuelift.server.services import Services
from cuelift.store import StoreOptions
from cuelift.store.buckets import Buckets, NetworkPolicy

Role: TypeAlias = Literal["all", "api", "worker"]

WORKER_GRACE_S = 20.0
"""For tasks that run when the end is asked for; then they are handed back."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What the command line says."""

    place: Place
    listen: Listen
    role: Role = "all"
    log_json: bool = False
    access_log: bool = False


class Parts(NamedTuple):
    """What runs."""

    server: Server
    health: Health
    quick: AsyncDatabase
    objects: ObjectsApp | None
    deliverer: Deliverer | None
    stop_engine: Callable[[], None]
    """Ends the engine and the worker; once more does nothing."""
    first_key: Secrets | None
    """A key that was made because there was none."""


class Once:
    """Does a thing when it is first called, and never again."""

    def __init__(self, do: Callable[[], None]) -> None:
        self._do = do
        self._done = False

    def __call__(self) -> None:
        """Does it."""
        if not self._done:
            self._done = True
            self._do()


def make_parts(settings: Settings, stack: ExitStack) -> Parts:
    """Makes all parts; the engine runs when this returns, and ends with the stack.

    Raises:
        CueliftError: something cannot be made as it was asked for.
    """
    place, role = settings.place, settings.role
    config = place.read_config()
    place.make_folder()
    if not place.shared:
        stack.enter_context(hold_data(place.folder))
    database = stack.enter_context(place.open())
    store = store_options(place, config)
    worker = None if role == "api" else Worker(database.tasks, config, store, write_details)
    engine = make_engine(place, config, database, worker)
    metrics = Metrics()
    health = Health(metrics, checks(config, database, engine, worker))
    app = App(metrics, health.pages)
    deliverer, objects = None, None
    quick = AsyncDatabase(database)
    children = stack.enter_context(closing(worker.children if worker else Children()))
    if worker is not None:
        watch_worker(metrics, worker)
        sender = Bodies(config.region, config.account)
        deliverer = Deliverer(
            database.outbox, database.tasks, config.topics, sender, metrics=metrics
        )
    if role != "worker":
        services = make_services(config, database, engine, quick, place)
        identity = Identity(database.keys, quick, config.account)
        objects = objects_app(
            store.buckets or Buckets(),
            quick.find_key,
            find_attachment=attachments(database),
            account=config.account,
        )
        app = App(
            metrics,
            {**health.pages, **open_pages()},
            imm=ImmApp(services, identity, Prober(children, config.limits, store)),
            rest=Rest(services, identity),
            objects=objects,
            is_object=is_oss_request,
        )
    server = make_server(app, settings.listen)
    stop = Once(lambda: engine.stop(WORKER_GRACE_S))
    stack.callback(stop)
    start_engine(engine)
    key = None if role == "worker" else first_key(database)
    return Parts(server, health, quick, objects, deliverer, stop, key)


def attachments(database: Database) -> FindAttachment:
    """Asks the database to which project a bucket belongs, off the event loop."""

    async def find(bucket: str) -> Attachment | None:
        return await asyncio.to_thread(database.projects.attachment, bucket)

    return find


def store_options(place: Place, config: Config) -> StoreOptions:
    """How tasks reach films and captions."""
    return StoreOptions(
        buckets=Buckets(named=config.buckets, folder=bucket_folder(place, config)),
        schemes=frozenset(("oss", *config.sources.schemes)),
        network=NetworkPolicy(allowed=config.sources.allowed_hosts),
        allow_http="http" in config.sources.schemes,
    )


def bucket_folder(place: Place, config: Config) -> str | None:
    """Where buckets lie that the configuration does not name; None: there are no others."""
    if config.bucket_folder == "":
        return None
    folder = Path(config.bucket_folder or place.folder / BUCKETS).absolute()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return str(folder)


def make_engine(
    place: Place, config: Config, database: Database, worker: Worker | None
) -> DbosEngine:
    """The engine, not started yet."""
    if not place.shared:
        # Its journals take over the mode.
        (place.folder / ENGINE).touch(mode=0o600)
    return DbosEngine(
        place.engine_url,
        config=config,
        tasks=database.tasks,
        projects=database.projects,
        executors=database.executors,
        keys=database.keys,
        worker=worker,
    )


def start_engine(engine: DbosEngine) -> None:
    """Starts it.

    Raises:
        CueliftError: it does not start.
    """
    try:
        engine.start()
    except NoChildError as error:
        raise ServiceError(str(error)) from error


def make_services(
    config: Config, database: Database, engine: DbosEngine, quick: AsyncDatabase, place: Place
) -> Services:
    """What answers work with."""
    return Services(
        config=config,
        projects=database.projects,
        tasks=database.tasks,
        usage=database.usage,
        engine=engine,
        quick=quick,
        token_secret=place.keyring().derive("page tokens"),
    )


def first_key(database: Database) -> Secrets | None:
    """A key that may do everything, made now, if there is none at all yet."""
    made = make_key("key", ("*",), ("*",), time.time_ns(), None, "made at the first start")
    return made if database.keys.add_first(made) else None


def watch_worker(metrics: Metrics, worker: Worker) -> None:
    """Shows how busy a worker is."""
    metrics.watch("cuelift_tasks_running", "Tasks under way here.", lambda: worker.running)
    metrics.watch("cuelift_task_places", "Tasks that fit here.", lambda: worker.concurrency)


def checks(
    config: Config, database: Database, engine: DbosEngine, worker: Worker | None
) -> dict[str, Callable[[], None]]:
    """What must be well for a process to be of use."""

    def beats() -> None:
        executors = database.executors
        if engine.executor not in set(executors.known()) - set(executors.dead(config.dead_after_s)):
            raise TransientError("the worker has no heartbeat")

    found: dict[str, Callable[[], None]] = {"database": database.ready}
    if worker is not None:
        found["worker"] = beats
    return found

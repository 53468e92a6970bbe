"""Serves the application over HTTP until it is told to end."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import ssl
from collections.abc import Callable, Iterator

import msgspec
import uvicorn

from cuelift.errors import UsageError
from cuelift.server.answers import Application
from cuelift.server.memory import Budget
from cuelift.server.protocol import MOST_HEAD_BYTES, Patience, Protocol

DRAIN_S = 8
"""For requests that are being answered when the server is told to end."""
SWEEP_S = 1.0
LEAST_HEAD_BYTES = 256 * 1024
"""What a request line must be able to hold."""


class Listen(msgspec.Struct, frozen=True, kw_only=True):
    """Where and how is listened."""

    host: str
    port: int
    """0: any that is free."""
    tls_cert: str | None = None
    tls_key: str | None = None
    patience: Patience = Patience()


class Server(uvicorn.Server):
    """uvicorn's server; signals are ours, and slow clients are swept out."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leaves the signals alone."""
        yield

    def sweep(self, now: float, elapsed: float) -> None:
        """Gives up clients that are too slow."""
        for connection in list(self.server_state.connections):
            if isinstance(connection, Protocol):
                connection.check(now, elapsed)


def make_server(application: Application, listen: Listen) -> Server:
    """A server that does not listen yet.

    Raises:
        UsageError: the certificate or its key cannot be used.
    """
    chosen = listen.patience

    class Connection(Protocol):
        patience = chosen
        budget = Budget(chosen.memory_bytes)

    config = uvicorn.Config(
        application,
        host=listen.host,
        port=listen.port,
        loop="asyncio",
        http=Connection,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=int(listen.patience.idle_s),
        timeout_graceful_shutdown=DRAIN_S,
        h11_max_incomplete_event_size=MOST_HEAD_BYTES,
        backlog=512,
    )
    config.load()
    if listen.tls_cert is not None:
        config.ssl = _tls(listen.tls_cert, listen.tls_key)
    check_parser(config)
    return Server(config)


def check_parser(config: uvicorn.Config) -> None:
    """Makes sure that long request lines are taken, in which tasks travel.

    With another of uvicorn's parsers or limits, large tasks would be refused in a way that no
    client understands.

    Raises:
        RuntimeError: they would not be taken.
    """
    most = config.h11_max_incomplete_event_size or 0
    if not issubclass(config.http_protocol_class, Protocol) or most <= LEAST_HEAD_BYTES:
        raise RuntimeError(f"request lines of {LEAST_HEAD_BYTES} bytes would not be taken")


def _tls(cert: str, key: str | None) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        context.load_cert_chain(cert, key)
    except (OSError, ssl.SSLError) as error:
        raise UsageError(f"the certificate {cert} cannot be used: {error}") from error
    return context


async def serve_http(
    server: Server,
    bound: socket.socket,
    *,
    on_start: Callable[[str], None],
    on_signal: Callable[[], None],
) -> None:
    """Listens until a signal; a second one ends the process at once.

    Args:
        server: what ``make_server`` made.
        bound: what ``bind`` made.
        on_start: told the address once connections are taken.
        on_signal: told that the end was asked for.
    """
    loop = asyncio.get_running_loop()
    scheme = "https" if server.config.ssl else "http"
    host, port = bound.getsockname()[:2]

    def end() -> None:
        if server.should_exit:
            os._exit(1)
        server.should_exit = True
        on_signal()

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, end)
    sweeper = asyncio.create_task(_sweep(server, loop))
    starter = asyncio.create_task(
        _tell(server, on_start, f"{scheme}://{f'[{host}]' if ':' in host else host}:{port}")
    )
    try:
        await server.serve(sockets=[bound])
    finally:
        for task in (sweeper, starter):
            task.cancel()
        for number in (signal.SIGTERM, signal.SIGINT):
            # The end of the engine and of the worker may take its time, and can be cut short.
            loop.remove_signal_handler(number)
            signal.signal(number, lambda *_: os._exit(1))


def bind(listen: Listen) -> socket.socket:
    """A socket that nobody can connect to yet.

    Raises:
        UsageError: the address cannot be listened on.
    """
    bound = None
    try:
        family, kind, proto, _, address = socket.getaddrinfo(
            listen.host, listen.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        bound = socket.socket(family, kind, proto)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
    except OSError as error:
        if bound is not None:
            bound.close()
        raise UsageError(
            f"cannot listen on {listen.host}:{listen.port}: {error.strerror or error}"
        ) from error
    return bound


async def _sweep(server: Server, loop: asyncio.AbstractEventLoop) -> None:
    before = loop.time()
    while True:
        await asyncio.sleep(SWEEP_S)
        now = loop.time()
        server.sweep(now, now - before)
        before = now


async def _tell(server: Server, on_start: Callable[[str], None], address: str) -> None:
    while not server.started:
        await asyncio.sleep(0.01)
    on_start(address)

"""Options of the commands that work on a server's data, whether it runs or not."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from threading import Timer
from typing import TYPE_CHECKING, Any, TypeVar

import click

from cuelift.errors import UsageError

if TYPE_CHECKING:
    from cuelift.jobs.database.opening import Database
    from cuelift.server.data import Place

F = TypeVar("F", bound=Callable[..., Any])

DATA = "cuelift-data"
NOTICE_S = 2.0
PATIENCE_S = 8.0
_NEEDED = (
    "sqlalchemy", "alembic", "cryptography", "dbos", "fastcrc", "prometheus_client", "starlette",
    "uvicorn",
)  # fmt: skip


def server_options(command: F) -> F:
    """Adds the options that tell where a server's data are; the command is given a ``place``."""

    @functools.wraps(command)
    def inner(*args: Any, **told: Any) -> Any:
        require_server(click.get_current_context().command_path)
        from cuelift.server.data import Place

        place = Place(**{name: told.pop(name) for name in Place.__struct_fields__})
        return command(*args, place=place, **told)

    for option in reversed(_OPTIONS):
        inner = option(inner)
    return inner  # type: ignore[return-value]  # click's decorators keep the name only


_OPTIONS = (
    click.option(
        "--data",
        type=click.Path(file_okay=False),
        default=DATA,
        envvar="CUELIFT_DATA",
        show_envvar=True,
        metavar="DIR",
        help=f"Folder of the server's data; default ./{DATA}.",
    ),
    click.option(
        "--database",
        envvar="CUELIFT_DATABASE",
        show_envvar=True,
        metavar="URL",
        help="postgresql://...; default: SQLite in the data folder.",
    ),
    click.option(
        "--config",
        type=click.Path(exists=True, dir_okay=False),
        envvar="CUELIFT_CONFIG",
        show_envvar=True,
        metavar="FILE",
        help="Configuration; default: config.toml in the data folder, if there is one.",
    ),
    click.option(
        "--secret-key",
        type=click.Path(exists=True, dir_okay=False),
        envvar="CUELIFT_SECRET_KEY",
        show_envvar=True,
        metavar="FILE",
        help="Encrypts the secrets of keys; default: secret.key in the data folder.",
    ),
)


@contextmanager
def opened(place: Place) -> Iterator[Database]:
    """The database of a server; who waits for it is told so, and not kept waiting for long.

    Raises:
        CueliftError: as of ``Place.open``.
    """
    notice = Timer(NOTICE_S, click.echo, ("cuelift: waiting for the database...",), {"err": True})
    notice.daemon = True
    notice.start()
    try:
        with place.open(PATIENCE_S) as database:
            notice.cancel()
            yield database
    finally:
        notice.cancel()


def require_server(command: str) -> None:
    """Says what to install when the server's packages are not there.

    Raises:
        UsageError: one of them is missing.
    """
    if any(find_spec(name) is None for name in _NEEDED):
        raise UsageError(f"{command} needs the extra: pip install 'cuelift[server]'")

"""``cuelift serve``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import click

from cuelift.cli.server_options import server_options
from cuelift.errors import UsageError

if TYPE_CHECKING:
    from cuelift.server.data import Place

PORT = 8650


@click.command("serve")
@server_options
@click.option("--host", default="127.0.0.1", metavar="H", help="Address; default 127.0.0.1.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=PORT,
    metavar="P",
    help=f"Default {PORT}; 0: any that is free.",
)
@click.option(
    "--role",
    type=click.Choice(["all", "api", "worker"]),
    default="all",
    help="api: takes requests; worker: runs tasks; all, the default: both.",
)
@click.option("--tls-cert", type=click.Path(exists=True, dir_okay=False), metavar="F", help="PEM.")
@click.option("--tls-key", type=click.Path(exists=True, dir_okay=False), metavar="F", help="PEM.")
@click.option("--log-json", is_flag=True, help="Log JSON, a line a record.")
@click.option("--access-log", is_flag=True, help="Log every request.")
def command(
    place: Place,
    host: str,
    port: int,
    role: Literal["all", "api", "worker"],
    tls_cert: str | None,
    tls_key: str | None,
    log_json: bool,
    access_log: bool,
) -> None:
    """Answer the IMM wire, the OSS wire for buckets kept here, and run tasks.

    Without --database everything lies in the data folder, for this process alone. With
    postgresql://... any number of servers may share the work; all need the same secret.key.

    SIGTERM and SIGINT end it once what runs is done; a second one ends it at once.
    """
    if (tls_cert is None) != (tls_key is None):
        raise UsageError("--tls-cert and --tls-key go together")
    from cuelift.server.http import Listen
    from cuelift.server.parts import Settings
    from cuelift.server.run import serve

    serve(
        Settings(
            place=place,
            listen=Listen(host=host, port=port, tls_cert=tls_cert, tls_key=tls_key),
            role=role,
            log_json=log_json,
            access_log=access_log,
        ),
        click.echo,
    )

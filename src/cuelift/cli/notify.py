"""``cuelift notify``."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import click

from cuelift.cli.server_options import opened, server_options
from cuelift.errors import UsageError

if TYPE_CHECKING:
    from cuelift.jobs.model import Message
    from cuelift.server.data import Place

STATES = ("pending", "dead", "delivered")


@click.group("notify")
def command() -> None:
    """Show the messages about ended tasks, and send dead ones again.

    A message that cannot be delivered becomes dead: its topic is not configured, its receiver
    refused it, or all tries failed.
    """


@command.command("list")
@click.option("--state", type=click.Choice(STATES), help="Only these; default: all.")
@click.option(
    "--limit", type=click.IntRange(1), default=1000, metavar="N", help="At most; default 1000."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@server_options
def list_(place: Place, state: str | None, limit: int, as_json: bool) -> None:
    """List messages, the oldest first."""
    from cuelift.cli.show import table

    with opened(place) as database:
        messages = database.outbox.messages(state, limit)
    if as_json:
        _print_json([_describe(message) for message in messages])
        return
    rows = [["id", "state", "topic", "project", "task", "tries", "created", "error"]]
    rows += [
        [
            message.id,
            message.state,
            message.topic,
            message.project,
            message.task,
            str(message.attempts),
            _time(message.created_ns),
            message.error or "",
        ]
        for message in messages
    ]
    click.echo("\n".join(line[2:] for line in table(rows)))


@command.command("retry")
@click.argument("message", metavar="[ID]", required=False)
@click.option("--all", "everything", is_flag=True, help="All dead messages.")
@server_options
def retry(place: Place, message: str | None, everything: bool) -> None:
    """Send a dead message again, with the same id; a running server takes it up by itself."""
    if (message is None) != everything:
        raise UsageError("name one message, or say --all")
    with opened(place) as database:
        count = database.outbox.retry(message, time.time_ns())
    if message is not None and not count:
        raise UsageError(f"there is no dead message {message!r}")
    click.echo(f"{count} {'message is' if count == 1 else 'messages are'} due again")


def _describe(message: Message) -> dict[str, Any]:
    return {
        "id": message.id,
        "state": message.state,
        "topic": message.topic,
        "project": message.project,
        "task": message.task,
        "attempts": message.attempts,
        "created": _time(message.created_ns),
        "next": _time(message.next_ns) if message.state == "pending" else None,
        "error": message.error,
    }


def _time(time_ns: int) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time_ns // 1_000_000_000))


def _print_json(value: Any) -> None:
    import msgspec

    click.echo(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())

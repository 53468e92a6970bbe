"""``cuelift keys``."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Any, Literal

import click

from cuelift.cli.server_options import opened, require_server, server_options
from cuelift.errors import UsageError

if TYPE_CHECKING:
    from cuelift.jobs.model import AccessKey, Secrets
    from cuelift.server.data import Place

NS = 1_000_000_000
STS_S = 3600
"""How long a temporary key is good for where nothing is said."""
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}
_DURATION = re.compile(r"(\d{1,6})\s*([smhdw])")


class WhenParam(click.ParamType[int]):
    """A duration from now or a point in time; in nanoseconds since the epoch."""

    name = "WHEN"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Reads the text."""
        from datetime import UTC, datetime

        text = str(value).strip()
        if match := _DURATION.fullmatch(text):
            return time.time_ns() + int(match[1]) * _UNITS[match[2]] * NS
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            self.fail(f"{value!r} is no time; write 90d, 12h, 30m or 2027-01-31", param, ctx)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        return int(moment.timestamp()) * NS


@click.group("keys")
def command() -> None:
    """Make, list and revoke the keys of a server, whether it runs or not."""


@command.command("create")
@click.option(
    "--project",
    "projects",
    multiple=True,
    required=True,
    metavar="PATTERN",
    help="Projects and buckets that it may touch, as 'team-*'; may be repeated.",
)
@click.option(
    "--action",
    "actions",
    multiple=True,
    required=True,
    metavar="PATTERN",
    help="What it may do, as 'GetTask', 'oss:Get*' or '*'; may be repeated.",
)
@click.option("--expires", type=WhenParam(), help="After 90d, 12h, 30m, or at a date.")
@click.option("--sts", is_flag=True, help="A temporary key with a security token; default 1h.")
@click.option("--bearer", is_flag=True, help="A bearer token.")
@click.option("--note", default="", metavar="TEXT", help="For whoever lists the keys.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@server_options
def create(
    place: Place,
    projects: tuple[str, ...],
    actions: tuple[str, ...],
    expires: int | None,
    sts: bool,
    bearer: bool,
    note: str,
    as_json: bool,
) -> None:
    """Make a key. Its secret is shown once, and can never be shown again."""
    from cuelift.jobs.keyring import make_key
    from cuelift.server.scopes import check_actions, check_patterns

    check_patterns("--project", projects)
    check_patterns("--action", actions)
    check_actions("--action", actions)
    if not note.isprintable():
        raise UsageError(f"--note {note[:80]!r}: it is shown on one line")
    if sts and bearer:
        raise UsageError("--sts and --bearer exclude each other")
    now = time.time_ns()
    if sts and expires is None:
        expires = now + STS_S * NS
    if expires is not None and expires <= now:
        raise UsageError("--expires lies in the past")
    kind: Literal["key", "sts", "bearer"] = "sts" if sts else "bearer" if bearer else "key"
    made = make_key(kind, projects, actions, now, expires, note)
    with opened(place) as database:
        database.keys.add(made)
    _print_secrets(made, as_json=as_json)


def _print_secrets(made: Secrets, *, as_json: bool) -> None:
    kind = made.key.kind
    told = {
        "access_key_id": made.key.id,
        "access_key_secret": made.secret or None,
        "security_token": made.token if kind == "sts" else None,
        "bearer_token": made.token if kind == "bearer" else None,
    }
    if as_json:
        _print_json({**_describe(made.key), **told})
        return
    for name, value in told.items():
        if value is not None:
            click.echo(f"{name.replace('_', ' ')}: {value}")
    click.echo("This is shown once; keep it.", err=True)


@command.command("init")
@click.argument("file", type=click.Path(dir_okay=False))
def init(file: str) -> None:
    """Make a key file for --secret-key: every machine on one database needs the same."""
    from pathlib import Path

    require_server("cuelift keys init")
    from cuelift.jobs.keyring import Keyring

    if Path(file).exists():
        raise UsageError(f"{file} exists; what it encrypts could not be read with another one")
    Keyring.open(file)


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@server_options
def list_(place: Place, as_json: bool) -> None:
    """List the keys, without their secrets."""
    from cuelift.cli.show import table

    with opened(place) as database:
        keys = database.keys.keys()
    if as_json:
        _print_json([_describe(key) for key in keys])
        return
    rows = [["id", "kind", "state", "projects", "actions", "note"]]
    rows += [
        [key.id, key.kind, _state(key), " ".join(key.projects), " ".join(key.actions), key.note]
        for key in keys
    ]
    click.echo("\n".join(line[2:] for line in table(rows)))


@command.command("revoke")
@click.argument("key_id", metavar="ID")
@server_options
def revoke(place: Place, key_id: str) -> None:
    """Revoke a key: running servers refuse it within a second or two."""
    with opened(place) as database:
        if not database.keys.revoke(key_id, time.time_ns()):
            raise UsageError(f"there is no key {key_id!r} that is not revoked")
    click.echo(f"revoked {key_id}")


def _state(key: AccessKey) -> str:
    if key.revoked_ns is not None:
        return "revoked"
    if key.expires_ns is None:
        return "valid"
    return "expired" if key.expires_ns <= time.time_ns() else f"until {_time(key.expires_ns)}"


def _time(time_ns: int | None) -> str | None:
    if time_ns is None:
        return None
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time_ns // NS))


def _describe(key: AccessKey) -> dict[str, Any]:
    return {
        "access_key_id": key.id,
        "kind": key.kind,
        "projects": list(key.projects),
        "actions": list(key.actions),
        "created": _time(key.created_ns),
        "expires": _time(key.expires_ns),
        "revoked": _time(key.revoked_ns),
        "note": key.note,
    }


def _print_json(value: Any) -> None:
    import msgspec

    click.echo(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())

"""``cuelift project``."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import click
import msgspec

from cuelift.cli.server_options import opened, server_options
from cuelift.errors import UsageError

if TYPE_CHECKING:
    from cuelift.jobs.database.opening import Database
    from cuelift.jobs.model import Project
    from cuelift.server.data import Place

_CHUNK = 200


class PairParam(click.ParamType[tuple[str, str]]):
    """``NAME=VALUE``; an empty value takes the name away."""

    name = "NAME=VALUE"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        """Reads the text."""
        name, equals, text = str(value).partition("=")
        if not equals or not name:
            self.fail(f"{value!r} is not NAME=VALUE", param, ctx)
        return name, text


@click.group("project")
def command() -> None:
    """Make, list and set up the projects of a server, whether it runs or not."""


@command.command("create")
@click.argument("name")
@server_options
def create(place: Place, name: str) -> None:
    """Make a project."""
    from cuelift.imm.parameters import read_parameters
    from cuelift.imm.projects import PROJECT_NAME
    from cuelift.jobs.model import Project

    read_parameters((PROJECT_NAME,), {"ProjectName": name})
    config = place.read_config()
    now = time.time_ns()
    with opened(place) as database:
        made = Project(name=name, created_ns=now, updated_ns=now)
        database.projects.create(made, config.limits.projects)
    click.echo(f"made {name}")


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@server_options
def list_(place: Place, as_json: bool) -> None:
    """List the projects."""
    with opened(place) as database:
        projects = _all(database)
    if as_json:
        _print_json([_describe(project) for project in projects])
        return
    for project in projects:
        click.echo(project.name)


@command.command("show")
@click.argument("name")
@server_options
def show(place: Place, name: str) -> None:
    """Show a project as JSON."""
    with opened(place) as database:
        project = database.projects.get(name)
    if project is None:
        raise UsageError(f"there is no project {name!r}")
    _print_json(_describe(project))


@command.command("set")
@click.argument("name")
@click.option(
    "--option",
    "options",
    type=PairParam(),
    multiple=True,
    help="A processing option that its tasks have; empty: none; may be repeated.",
)
@click.option(
    "--concurrency",
    type=click.IntRange(0),
    metavar="N",
    help="Tasks of it that run at once; 0: as the server's configuration says.",
)
@click.option("--priority", type=int, metavar="N", help="Of its tasks: the lower runs first.")
@click.option(
    "--tag", "tags", type=PairParam(), multiple=True, help="A tag; empty: none; may be repeated."
)
@server_options
def set_(
    place: Place,
    name: str,
    options: tuple[tuple[str, str], ...],
    concurrency: int | None,
    priority: int | None,
    tags: tuple[tuple[str, str], ...],
) -> None:
    """Change a project; what is not said stays. It holds for tasks made from now on."""
    checked = {key: _check(key, text) if text else "" for key, text in options}
    changes: dict[str, Any] = {"updated_ns": time.time_ns()}
    if concurrency is not None:
        changes["concurrency"] = concurrency or None
    if priority is not None:
        changes["priority"] = priority

    def change(project: Project) -> Project:
        return msgspec.structs.replace(
            project,
            **changes,
            options=_merge(project.options, checked),
            tags=_merge(project.tags, dict(tags)),
        )

    with opened(place) as database:
        project = database.projects.update(name, change)
    if project is None:
        raise UsageError(f"there is no project {name!r}")
    _print_json(_describe(project))


def _check(name: str, text: str) -> str:
    from cuelift.jobs.worker.processing import PROCESSING

    check = PROCESSING.get(name)
    if check is None:
        known = ", ".join(sorted(PROCESSING))
        raise UsageError(f"{name!r} is no processing option that is supported (known: {known})")
    return check(text)


def _merge(old: dict[str, str], new: dict[str, str]) -> dict[str, str]:
    return {name: text for name, text in {**old, **new}.items() if text}


def _all(database: Database) -> list[Project]:
    found: list[Project] = []
    while True:
        after = found[-1].name if found else None
        rows = database.projects.page("", {}, after, _CHUNK)
        found += rows
        if len(rows) < _CHUNK:
            return found


def _describe(project: Project) -> dict[str, Any]:
    from cuelift.server.rest_model import view_project

    described: dict[str, Any] = msgspec.to_builtins(view_project(project))
    return described


def _print_json(value: Any) -> None:
    click.echo(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())

"""``cuelift ocr``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cuelift.cli import show
from cuelift.errors import UsageError

if TYPE_CHECKING:
    from cuelift.ocr import Diagnosis

HELP = "Folder of LANG.traineddata to be looked into first."


@click.group("ocr")
def command() -> None:
    """Reading of captions that are pictures as text."""


@command.command("doctor")
@click.option("--tessdata", metavar="DIR", help=HELP)
@click.option("--json", "as_json", is_flag=True, help="Print the state as JSON.")
def doctor(tessdata: str | None, as_json: bool) -> int:
    """Show which languages can be read here, by which engine, and how to get the others.

    The code is 1 when none can be.
    """
    state = _diagnosis(tessdata)
    if as_json:
        click.echo(show.json_text(state))
    else:
        for line in _lines(state):
            show.say(line)
    return 0 if any(each.engine for each in state.languages) else 1


def _diagnosis(tessdata: str | None) -> Diagnosis:
    """The state of this machine.

    Raises:
        UsageError: the extra is not installed.
    """
    try:
        from cuelift.ocr import OcrOptions, diagnose
    except ModuleNotFoundError as error:
        raise UsageError(
            f"Python package {error.name} is missing; to read pictures as text: "
            "pip install 'cuelift[ocr]'"
        ) from error
    return diagnose(OcrOptions(tessdata=tessdata))


def _lines(state: Diagnosis) -> list[str]:
    engines = show.table([["engine", "version"]] + [[e.name, e.version] for e in state.engines])
    rows = [["language", "", "read by", "checked by", "to get more"]]
    rows += [
        [each.tag, each.name, each.engine or "-", each.second or "-", each.more]
        for each in state.languages
    ]
    return [*engines, "", *show.table(rows)]

"""``cuelift undo``."""

from __future__ import annotations

from typing import Any

import click

from cuelift.cli.options import build_read_options, read_options, write_options


@click.command("undo")
@click.argument("changes", metavar="CHANGES")
@click.argument("dst", metavar="OUT")
@click.option(
    "--pass",
    "passes",
    metavar="NAME",
    multiple=True,
    help="Take only this pass back; may be given several times. Default: all.",
)
@click.option("--track", type=int, metavar="N", help="Of a changes file with several tracks.")
@click.option(
    "-f", "--format", "format_name", metavar="FORMAT", help="Default: by the extension of OUT."
)
@write_options
@click.option("--json", "as_json", is_flag=True, help="Print what was written as JSON.")
@read_options
def command(
    changes: str,
    dst: str,
    passes: tuple[str, ...],
    track: int | None,
    format_name: str | None,
    as_json: bool,
    **values: Any,
) -> int:
    """Take text passes back: write the captions as they are without them.

    CHANGES is what --changes FILE of extract or convert wrote as JSON Lines. The recipe that it
    tells runs again on the captions that it keeps, without the passes that are taken back.
    """
    from cuelift.cli import show
    from cuelift.extract.options import ExtractOptions
    from cuelift.extract.undo import undo_changes

    read = build_read_options(values)
    formats = (format_name,) if format_name else ()
    options = ExtractOptions(formats=formats, read=read, **values)
    done = undo_changes(changes, dst, passes, track=track, options=options)
    if as_json:
        click.echo(show.json_text(done))
    else:
        again = f"; run again: {', '.join(done.kept)}" if done.kept else ""
        show.say(f"{done.source}, track {done.track}: {done.cues} cues in {done.output}{again}")
    return 0

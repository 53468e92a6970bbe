"""Prints docs/reference/command-line.md from the commands' own help."""

from __future__ import annotations

import sys

import click

from cuelift.cli.main import COMMANDS, cli

HEAD = """# Command line

Made by `scripts/command_line_page.py` from what `cuelift COMMAND --help` prints.

Exit codes: 0 all right, 1 a selected track is refused, partial or failed, 2 usage, 3 a source is
unreadable, 130 interrupted.

Variables of output names: `{bucket}` `{key}` `{dirname}` `{barename}` `{basename}` `{ext}` of the
source; `{year}` `{mon}` `{day}` `{hour}` `{min}` `{sec}` of its last change (UTC), the same with
`t_` of the run; `{streamindex}` (number of the caption track, from 0), `{index}` (number of the
file among those that are written, from 1), `{language}` `{codec}` `{forced}` `{title}` `{autoext}`
of the track. `{{` and `}}` are braces. An empty variable takes a dot beside it along:
`{barename}.{forced}.{autoext}` becomes `film.vtt`.

An output never replaces a source, the report, or another source's output, and the key of a remote
source never leads it out of the folder that the output name tells: such runs are refused before
anything is written.
"""


def page() -> str:
    """The whole page."""
    parts = [HEAD]
    settings = cli.context_settings
    group = click.Context(cli, info_name="cuelift", terminal_width=88, **settings)
    for name in COMMANDS:
        command = cli.get_command(group, name)
        if command is None:
            raise SystemExit(f"no command {name}")
        parts += sections(command, name, group)
    return "\n".join(parts)


def sections(command: click.Command, name: str, parent: click.Context) -> list[str]:
    """A command's section, and those of its subcommands."""
    context = click.Context(command, info_name=name, parent=parent, terminal_width=88)
    text = command.get_help(context)
    parts = [f"## {context.command_path}\n\n```text\n{text}\n```\n"]
    if isinstance(command, click.Group):
        for inner, subcommand in command.commands.items():
            parts += sections(subcommand, inner, context)
    return parts


if __name__ == "__main__":
    sys.stdout.write(page())

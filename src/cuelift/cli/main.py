"""The ``cuelift`` command: finds the subcommand, maps errors to exit codes.

Exit codes: 0 all right, 1 a selected track is refused, partial or failed, 2 usage, 3 a source is
unreadable, 130 interrupted.
"""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from io import TextIOWrapper
from typing import NoReturn

import click

from cuelift.errors import Cancelled, CueliftError, UsageError

EXIT_TRACKS = 1
EXIT_USAGE = 2
EXIT_SOURCE = 3
EXIT_INTERRUPTED = 130

COLLECT_AFTER = 500_000
"""New objects before a search for cycles."""

COMMANDS = {
    "probe": ("cuelift.cli.probe", "Show the caption tracks of a film or caption file."),
    "extract": ("cuelift.cli.extract", "Write caption tracks as caption files."),
    "bilingual": ("cuelift.cli.bilingual", "Make one caption file of two languages."),
    "convert": ("cuelift.cli.convert", "Convert a caption file to another format."),
    "dataset": ("cuelift.cli.dataset", "Make speech-recognition training data of films."),
    "check": ("cuelift.cli.check", "Show where captions are against a style guide."),
    "undo": ("cuelift.cli.undo", "Take text passes back that a changes file tells of."),
    "ocr": ("cuelift.cli.ocr", "Show which languages of picture captions can be read here."),
    "cp": ("cuelift.cli.cp", "Copy objects from any store to any store."),
    "ls": ("cuelift.cli.ls", "List folders, prefixes and buckets."),
    "serve": ("cuelift.cli.serve", "Run the server: the IMM and OSS wires, and durable tasks."),
    "keys": ("cuelift.cli.keys", "Make, list and revoke the keys of a server."),
    "project": ("cuelift.cli.project", "Make, list and set up the projects of a server."),
    "notify": ("cuelift.cli.notify", "Show messages about ended tasks, send dead ones again."),
    "usage": ("cuelift.cli.usage", "Show what tasks used, and what it may cost."),
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of their use."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Imports one command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(COMMANDS[cmd_name][0]).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Lists the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


def _show_version(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked and not ctx.resilient_parsing:
        from cuelift.version import __version__

        click.echo(f"cuelift {__version__}")
        ctx.exit()


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Show the version and exit.",
)
def cli() -> None:
    """Lift every caption out of any video, wherever the video lies, without downloading it.

    A source is a path or a file:, http:, https:, s3: or oss: URI.
    """


def main() -> NoReturn:
    """Runs the command line and exits."""
    gc.set_threshold(COLLECT_AFTER)  # cues hold no cycles, and there are many of them
    if isinstance(sys.stdout, TextIOWrapper):
        # A title that the terminal's charset lacks shall not end the run.
        sys.stdout.reconfigure(errors="backslashreplace")
    _leave(run(sys.argv[1:]))


def _leave(code: int) -> NoReturn:
    for stream in filter(None, (sys.stdout, sys.stderr)):
        try:
            stream.flush()
        except (OSError, ValueError):
            # Whoever was to read it is gone; so is the use of saying so.
            code = code or EXIT_TRACKS
    if "multiprocessing" in sys.modules:
        _end_workers()
        _discard_output()
        sys.exit(code)
    # Taking the interpreter apart takes 10 ms, and all files are already closed or published.
    os._exit(code)


def _end_workers() -> None:
    """Ends the processes that an interrupted run has left.

    After a second interrupt nobody tells them to end, and the exit would wait for them for ever.
    """
    from multiprocessing import active_children

    for process in active_children():
        process.terminate()


def _discard_output() -> None:
    """Lets a last flush at exit go nowhere if the pipe is closed, instead of failing."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def run(arguments: list[str]) -> int:
    """Runs one command; returns its exit code."""
    try:
        code = cli.main(arguments, prog_name="cuelift", standalone_mode=False)
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.ClickException as error:
        error.show()
        return EXIT_USAGE
    except UsageError as error:
        return _fail(error, EXIT_USAGE)
    except Cancelled as error:
        return _fail(error, EXIT_INTERRUPTED)
    except CueliftError as error:
        return _fail(error, EXIT_SOURCE)
    except (KeyboardInterrupt, click.Abort):
        click.echo("cuelift: interrupted; nothing half-written was kept", err=True)
        return EXIT_INTERRUPTED
    except (BrokenPipeError, SystemExit):
        # click turns a closed pipe into an exit.
        return EXIT_TRACKS
    return code if isinstance(code, int) else 0


def _fail(error: CueliftError, code: int) -> int:
    from cuelift.cli.text import printable

    click.echo(f"cuelift: {printable(error.message)}", err=True)
    return code

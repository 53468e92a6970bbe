"""``cuelift bilingual``."""

from __future__ import annotations

from typing import Any

import click

from cuelift.cli.options import build_read_options, read_options, write_options
from cuelift.errors import UsageError


@click.command("bilingual")
@click.argument("sources", nargs=-1, required=True, metavar="SRC [SRC2]")
@click.option("-o", "--output", "dst", required=True, metavar="OUT", help="The file to write.")
@click.option(
    "-f", "--format", "format_name", metavar="FORMAT", help="Default: by OUT's extension."
)
@click.option(
    "--layout",
    type=click.Choice(["stacked", "apart", "beside"]),
    default="stacked",
    help="The second language under the first, at the top of the picture, or to the right.",
)
@click.option(
    "--track", "tracks", type=click.IntRange(0), multiple=True, metavar="N",
    help="Of each source, by its number in probe; twice for one film.",
)  # fmt: skip
@click.option(
    "--language", "languages", multiple=True, metavar="L",
    help="Of each source, instead of --track; twice for one film.",
)  # fmt: skip
@write_options
@read_options
def command(
    sources: tuple[str, ...],
    dst: str,
    format_name: str | None,
    layout: str,
    tracks: tuple[int, ...],
    languages: tuple[str, ...],
    **values: Any,
) -> int:
    """Write two tracks of a film, or two caption files, as one bilingual file."""
    from cuelift.cli import show
    from cuelift.extract.bilingual import bilingual
    from cuelift.extract.options import ExtractOptions

    if len(sources) > 2:
        raise UsageError(f"{len(sources)} sources; a bilingual file is made of one film or two")
    chosen: tuple[int | str, ...] = tracks or languages
    if tracks and languages:
        raise UsageError("--track and --language both; one of them is enough")
    if len(chosen) not in ((2,) if len(sources) == 1 else (0, 2)):
        raise UsageError("two tracks are needed: give --track or --language twice")
    first, second = chosen if chosen else (None, None)
    read = build_read_options(values)
    options = ExtractOptions(formats=(format_name,) if format_name else (), read=read, **values)
    count = bilingual(
        (sources[0], first), (sources[-1], second), dst, layout, options  # type: ignore[arg-type]  # click has checked the layout
    )  # fmt: skip
    show.say(f"{count:,} cues -> {dst}")
    return 0

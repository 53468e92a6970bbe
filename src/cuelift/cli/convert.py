"""``cuelift convert``."""

from __future__ import annotations

from typing import Any

import click

from cuelift.cli.options import (
    build_ocr,
    build_read_options,
    build_translate,
    ocr_options,
    read_options,
    text_options,
    write_options,
)
from cuelift.errors import Cancelled, CueliftError, UsageError


@click.command("convert")
@click.argument("src", metavar="IN")
@click.argument("dst", metavar="OUT")
@click.option(
    "-f", "--format", "format_name", metavar="FORMAT", help="Default: by the extension of OUT."
)
@click.option("--language", metavar="L", help="Of the text; default: what IN or its text says.")
@write_options
@ocr_options
@text_options
@click.option("--json", "as_json", is_flag=True, help="Print the JSON report.")
@read_options
def command(src: str, dst: str, format_name: str | None, as_json: bool, **values: Any) -> int:
    """Convert a caption file to another format.

    IN is an .srt, .vtt, .ass or .ssa file of any charset, or pictures (.sup, .idx with its .sub);
    the format of OUT is told by its extension.
    """
    from cuelift.cli import show
    from cuelift.extract.convert import convert
    from cuelift.extract.options import ExtractOptions

    read = build_read_options(values)
    formats = (format_name,) if format_name else ()
    ocr, translate = build_ocr(values), build_translate(values)
    try:
        options = ExtractOptions(formats=formats, read=read, ocr=ocr, translate=translate, **values)
        report = convert(src, dst, options=options)
    except (UsageError, Cancelled):
        raise
    except CueliftError as error:
        show.tell_failure([src], error, as_json=as_json)
        raise
    if as_json:
        click.echo(show.json_text(report))
    else:
        show.print_source(report)
    # What was left out as asked leaves no OUT, and that is what was wanted here.
    left_out = any(track.outcome == "skipped" for track in report.tracks)
    return 0 if report.good and not left_out else 1

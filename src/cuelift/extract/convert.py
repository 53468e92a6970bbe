"""Caption file to caption file."""

from __future__ import annotations

import os
from os import PathLike

from msgspec.structs import replace

from cuelift.cues.languages import language_tag
from cuelift.errors import UsageError
from cuelift.extract.options import ExtractOptions
from cuelift.extract.pipeline import extract_source
from cuelift.extract.report import SourceReport
from cuelift.extract.template import parse_template
from cuelift.format import find_format
from cuelift.store import parse_uri


def convert(
    src: str | PathLike[str],
    dst: str | PathLike[str],
    *,
    options: ExtractOptions | None = None,
) -> SourceReport:
    """Writes a caption file in another format; the format is told by the target's name.

    Args:
        src: path or URI of a caption file, or of a film with one caption track.
        dst: path or URI; its extension names the format, unless ``options.formats`` names one.
        options: everything else.

    Raises:
        UsageError: format or language cannot be told, or the source has several tracks.
        FormatError, StoreError, ContainerError: the source cannot be read.
    """
    src, dst = os.fspath(src), os.fspath(dst)
    chosen = options or ExtractOptions(formats=())
    if chosen.targets:
        raise UsageError("a conversion has one target; extract serves several")
    if not chosen.formats:
        chosen = replace(chosen, formats=(format_of(dst),))
    if chosen.language is not None:
        tag = language_tag(chosen.language)
        if tag is None:
            raise UsageError(f"{chosen.language[:80]!r} is no language tag, as de or pt-BR")
        chosen = replace(chosen, language=tag)
    literal = dst.replace("{", "{{").replace("}", "}}")
    parse_template(literal)
    return extract_source([src], replace(chosen, template=literal))


def format_of(name: str) -> str:
    """The format that a file name's extension means.

    Raises:
        UsageError: none that is known.
    """
    location = parse_uri(name)
    base = location.key.rsplit("/", 1)[-1]
    extension = base.rpartition(".")[2] if "." in base else ""
    entry = find_format(extension) if extension else None
    if entry is None:
        raise UsageError(
            f"{location.uri}: no caption format is known by the extension {extension!r}; "
            "name one with -f"
        )
    return entry.name

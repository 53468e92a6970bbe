"""Makes caption files: which formats, with which options, as which bytes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cuelift.cues import Cue, Header
from cuelift.errors import UsageError
from cuelift.extract.options import ExtractOptions
from cuelift.format import FORMATS, find_format

NATIVE = "native"
NATIVE_FALLBACK = "webvtt"


def resolve_formats(names: Sequence[str]) -> tuple[str, ...]:
    """Registry names for what the user wrote, doubles removed.

    Raises:
        UsageError: a format that is not known or cannot be written.
    """
    found: dict[str, None] = {}
    for name in names:
        if name == NATIVE:
            found[NATIVE] = None
            continue
        entry = find_format(name)
        if entry is None or (entry.writer or entry.pictures or entry.document) is None:
            known = ", ".join([*FORMATS, NATIVE])
            raise UsageError(f"format {name!r} is not known; known formats: {known}")
        found[entry.name] = None
    return tuple(found)


def writer_options(format_name: str, options: ExtractOptions) -> Any:
    """The options struct of a format's writer, filled with what it has of the caller's."""
    kind = FORMATS[format_name].options
    asked = {
        "newline": "\r\n" if options.newline == "crlf" else "\n",
        "bom": options.bom,
        "speakers": options.speakers,
        "styles": options.styles,
        "rtl": options.rtl,
        "times": options.times,
    }
    return kind(**{name: asked[name] for name in kind.__struct_fields__ if name in asked})


def render(
    format_name: str, header: Header, cues: Sequence[Cue], options: Any
) -> tuple[bytes, dict[str, int]]:
    """One caption file as bytes, and what its format could not say."""
    entry = FORMATS[format_name]
    if entry.document is not None:
        document = entry.document(header, options)
        return document.write(cues), document.losses
    make = entry.writer
    if make is None:
        raise UsageError(f"format {format_name!r} cannot be written")
    writer = make(header, options)
    writer.prepare(cues)
    pieces = [writer.begin()]
    pieces += map(writer.write, cues)
    pieces.append(writer.end())
    text = "".join(pieces)
    if options.newline != "\n":
        text = text.replace("\n", options.newline)
    if options.bom:
        text = "\ufeff" + text
    return text.encode("utf-8", "replace"), writer.losses

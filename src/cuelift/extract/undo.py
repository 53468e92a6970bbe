"""Takes text passes back: caption files of what a changes file keeps."""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike, fspath
from typing import TYPE_CHECKING

import msgspec

from cuelift.errors import FormatError, UsageError
from cuelift.extract.convert import format_of
from cuelift.extract.options import ExtractOptions
from cuelift.extract.outputs import NATIVE, render, resolve_formats, writer_options
from cuelift.extract.publish import Publisher
from cuelift.extract.targets import Kept, check_writable
from cuelift.format import PICTURES
from cuelift.media import ByteRange
from cuelift.store import open_source
from cuelift.store.base import Counters
from cuelift.text import changes as records

if TYPE_CHECKING:
    from cuelift.text.changes import Record

LAYERED = frozenset(("ass", "jsonl"))
"""Formats whose readers all can show several cues at a time."""


class Undone(msgspec.Struct, frozen=True, kw_only=True):
    """What was written."""

    source: str
    """Of the captions, by its name."""
    track: int
    output: str
    cues: int
    kept: tuple[str, ...]
    """Passes that ran again, in order."""


def undo_changes(
    changes: str | PathLike[str],
    dst: str | PathLike[str],
    passes: Sequence[str] = (),
    *,
    track: int | None = None,
    options: ExtractOptions | None = None,
) -> Undone:
    """Writes the captions of a changes file as they are without some passes.

    Args:
        changes: path or URI of JSON Lines that ``changes`` of an extraction wrote.
        dst: path or URI; its extension names the format, unless ``options.formats`` names one.
        passes: names; none: all are taken back.
        track: number of the track, where the file has several.
        options: how to write, as for an extraction.

    Raises:
        UsageError: there is no such track or pass, or the format cannot be told.
        FormatError: it is no changes file.
        StoreError: it cannot be read, or the output not be written.
    """
    changes, dst, options = fspath(changes), fspath(dst), options or ExtractOptions(formats=())
    format_name = _format(dst, options)
    store = options.read.store
    check_writable([dst], store, Kept([changes]))
    chosen = _choose(records.read_records(_read(changes, options)), track)
    cues = records.undo(chosen, passes)
    shown = cues
    if options.flatten and format_name not in LAYERED:
        from cuelift.cues.flatten import flatten

        shown = flatten(cues)
    data, _ = render(format_name, chosen.header, shown, writer_options(format_name, options))
    publisher = Publisher(store, Counters(), fence=options.fence)
    try:
        publisher.add(dst, [data])
        publisher.publish()
    finally:
        publisher.abort()
    ran = [step.name for step in chosen.steps if passes and step.name not in passes]
    return Undone(
        source=chosen.source, track=chosen.track, output=dst, cues=len(cues), kept=tuple(ran)
    )


def _format(dst: str, options: ExtractOptions) -> str:
    [name] = resolve_formats(options.formats[:1] or (format_of(dst),))
    if name == NATIVE or name in PICTURES:
        raise UsageError(f"changes cannot be taken back in format {name!r}; they are of text")
    return name


def _read(uri: str, options: ExtractOptions) -> bytes:
    read = options.read
    with open_source([uri], read.store, read.limits, read.cancelled) as source:
        if source.size > records.MAX_BYTES:
            raise FormatError(f"{uri}: a changes file has at most {records.MAX_BYTES:,} bytes")
        if not source.size:
            raise FormatError(f"{uri}: the changes file is empty")
        [data] = source.gather([ByteRange(0, source.size)])
        return bytes(data)


def _choose(found: Sequence[Record], track: int | None) -> Record:
    there = ", ".join(str(each.track) for each in found)
    chosen = [each for each in found if track is None or each.track == track]
    if not chosen:
        raise UsageError(f"no changes of track {track}; there are those of {there}")
    if len(chosen) > 1:
        raise UsageError(f"changes of several tracks ({there}); choose one by its number")
    return chosen[0]

"""Two tracks of a film, or two caption files, as one bilingual caption file."""

from __future__ import annotations

from typing import get_args

from cuelift.cues import Cue, Header
from cuelift.errors import UsageError
from cuelift.extract import outputs as out
from cuelift.extract.convert import format_of
from cuelift.extract.options import ExtractOptions
from cuelift.extract.publish import Publisher
from cuelift.extract.stream import cues
from cuelift.extract.targets import Kept, check_writable
from cuelift.store.base import Counters
from cuelift.text.bilingual import Layout, pair

Wanted = tuple[str, int | str | None]
"""A source, and the number or the language of its track; None: the first of text."""


def bilingual(
    first: Wanted,
    second: Wanted,
    dst: str,
    layout: Layout = "stacked",
    options: ExtractOptions | None = None,
) -> int:
    """Writes the captions of two tracks into one file.

    Args:
        first: whose times count, and whose text stands first.
        second: the other one.
        dst: path or URI; its extension names the format, unless ``options.formats`` names one.
        layout: as for ``cuelift.text.bilingual.pair``.
        options: of reading and writing.

    Returns: how many cues were written.

    Raises:
        UsageError: the layout or the format is not known, or there is no such track.
        CodecError: the captions are pictures, or cannot be decoded.
        StoreError, ContainerError: a source cannot be read.
    """
    options = options or ExtractOptions(formats=())
    if layout not in get_args(Layout):
        raise UsageError(
            f"layout {layout!r} is not known; known are: {', '.join(get_args(Layout))}"
        )
    (name,) = out.resolve_formats(options.formats or (format_of(dst),))
    store = options.read.store
    check_writable([dst], store, Kept([first[0], second[0]]))
    paired = pair(_cues(first, options), _cues(second, options), layout)
    data, _ = out.render(name, Header(), paired, out.writer_options(name, options))
    publisher = Publisher(store, Counters())
    try:
        publisher.add(dst, [data])
        publisher.publish()
    finally:
        publisher.abort()
    return len(paired)


def _cues(wanted: Wanted, options: ExtractOptions) -> list[Cue]:
    uri, track = wanted
    number = track if isinstance(track, int) else None
    language = track if isinstance(track, str) else None
    found = list(cues(uri, number, language=language, options=options.read))
    if any(cue.bitmaps for cue in found):
        raise UsageError(
            f"{uri}: the captions of this track are pictures; extract them as text first"
        )
    return found

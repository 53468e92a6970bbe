"""The library's public calls."""

from __future__ import annotations

import time
from collections.abc import Sequence

from cuelift.errors import ContainerError, UsageError
from cuelift.extract.captionfile import as_track, read_document
from cuelift.extract.forced import COUNTED, ForcedCounter
from cuelift.extract.options import ExtractOptions, ReadOptions
from cuelift.extract.pipeline import close_report, extract_source, new_report, read_attachments
from cuelift.extract.report import SourceReport
from cuelift.extract.source import CaptionSource, Media, open_media
from cuelift.extract.stream import cues
from cuelift.extract.tracks import describe
from cuelift.media import Extent

__all__ = ["cues", "extract", "probe"]


def probe(
    uri: str | Sequence[str], *, options: ReadOptions | None = None, count: bool = True
) -> SourceReport:
    """Tells what captions a source holds; reads its header and index, no payload.

    Args:
        uri: path or URI; several are read as one, in order.
        options: how to read.
        count: read the index too, for exact counts of cues.

    Raises:
        StoreError: the source cannot be read.
        ContainerError: it is not what it should be.
    """
    begun = time.monotonic()
    uris = [uri] if isinstance(uri, str) else list(uri)
    options = options or ReadOptions()
    opened = open_media(uris, options)
    with opened.source as source:
        report = new_report(uris, opened, read_attachments(opened))
        if isinstance(opened, CaptionSource):
            document, warnings = read_document(opened)
            report.warnings += [*warnings, *document.warnings]
            report.tracks = [describe(as_track(opened, document))]
            report.tracks[0].cues = sum(not cue.comment for cue in document.cues)
        else:
            report.tracks = [describe(track) for track in opened.movie.tracks]
            if count:
                _count(opened, options, report)
        close_report(report, source, begun)
    return report


def _count(opened: Media, options: ReadOptions, report: SourceReport) -> None:
    """Puts in what the index tells: samples where the header does not, and forced pictures."""
    tracks = [track for track in opened.movie.tracks if track.refusal is None]
    missing = {track.index for track in tracks if track.expected_samples is None}
    pictures = [track.index for track in tracks if track.codec in COUNTED]
    wanted = sorted(missing.union(pictures))
    if not wanted:
        return
    try:
        index = opened.source.run(opened.movie.index(wanted))
    except ContainerError as error:
        report.warnings.append(f"the index cannot be read: {error.message}")
        return
    listed: dict[int, list[Extent]] = {n: [] for n in wanted if n not in index.unindexed}
    for extent in index.extents:
        listed.setdefault(extent.track, []).append(extent)
    for number, extents in listed.items():
        if number in missing:
            report.tracks[number].cues = len(extents)
    counter = ForcedCounter(opened.source, opened.movie)
    for number in pictures:
        if number in listed and number not in index.lost:
            report.tracks[number].forced_cues = counter.count(listed[number])
    report.warnings += index.warnings


def extract(
    uri: str | Sequence[str],
    to: str | None = None,
    format: str | Sequence[str] | None = None,
    *,
    options: ExtractOptions | None = None,
) -> SourceReport:
    """Writes the caption tracks of a source as caption files.

    Args:
        uri: path or URI; several are read as one, in order.
        to: output name with variables, or a folder ending in ``/``; None: beside a local source,
            in the working directory for a remote one.
        format: one or several of ``webvtt srt ass jsonl txt csv md html docx images bdn sup
            native``; None: what ``options`` say, else ``webvtt``.
        options: everything else.

    Returns: what was found, done and read. Tracks that could not be read are told there.

    Raises:
        UsageError: the request cannot be met; nothing was written.
        StoreError: the source cannot be read, or an output not be written.
        ContainerError: the source is not what it should be.
    """
    from msgspec.structs import replace

    chosen = options or ExtractOptions()
    if chosen.targets and not (to is None and format is None):
        raise UsageError("a name or format beside several targets; each target has its own")
    if to is not None:
        chosen = replace(chosen, template=to)
    if format is not None:
        chosen = replace(chosen, formats=(format,) if isinstance(format, str) else tuple(format))
    return extract_source([uri] if isinstance(uri, str) else list(uri), chosen)

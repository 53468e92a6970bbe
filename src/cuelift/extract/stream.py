"""The cues of one track, one after the other, while the source is being read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cuelift.cues import Cue
from cuelift.errors import CodecError, ContainerError, FormatError, StoreError, UsageError
from cuelift.extract.captionfile import as_track, read_document
from cuelift.extract.lift import judge
from cuelift.extract.options import ReadOptions, Selection
from cuelift.extract.plan import make_plan
from cuelift.extract.reading import Trouble, read_samples
from cuelift.extract.source import CaptionSource, Media, open_media
from cuelift.extract.tracks import TrackRun, describe, index_window, kind_of, select, unreadable
from cuelift.media import Track


def cues(
    uri: str | Sequence[str],
    track: int | None = None,
    *,
    language: str | None = None,
    selection: Selection | None = None,
    options: ReadOptions | None = None,
) -> Iterator[Cue]:
    """The cues of one track; the first ones come before the file is read through.

    Those of a graphical track have pictures and no text.

    Args:
        uri: path or URI; several are read as one, in order.
        track: its number from ``probe``; None: the first readable track of the language, one of
            text if there is any.
        language: BCP 47 tag, when no number is given.
        selection: a window, or the raw timeline; its tracks and languages are not looked at.
        options: how to read.

    Raises:
        UsageError: there is no such track.
        CodecError: the track cannot be decoded, or not without more reading than ``max_read``; or,
            after the last cue, some of it is missing.
        StoreError, ContainerError: the source cannot be read.
    """
    chosen = options or ReadOptions()
    selection = selection or Selection()
    opened = open_media([uri] if isinstance(uri, str) else list(uri), chosen)
    with opened.source:
        if isinstance(opened, CaptionSource):
            document, _ = read_document(opened)
            run = TrackRun(as_track(opened, document), selection, None)
            run.take(document)
            yield from (cue for cue in run.cues if not cue.comment)
            return
        found = choose_track(opened.movie.tracks, track, language)
        run = TrackRun(found, selection, opened.movie.duration_ns)
        yield from _stream(opened, run, selection, chosen)


def read_cues(name: str) -> list[Cue]:
    """The cues of a caption file, or of a film's first readable track of text.

    Raises:
        UsageError: it cannot be read.
    """
    try:
        return list(cues(name))
    except (StoreError, ContainerError, CodecError, FormatError) as error:
        raise UsageError(f"{name!r}: {error.message}") from error


def choose_track(tracks: Sequence[Track], number: int | None, language: str | None) -> Track:
    """The track of a number, else the first readable one of a language, rather of text.

    Raises:
        UsageError: there is none.
        CodecError: it cannot be read.
    """
    wanted = Selection(
        tracks=() if number is None else (number,),
        languages=() if language is None else (language,),
    )
    reasons = select(tracks, wanted)
    found = [track for track in tracks if track.index not in reasons]
    readable = [track for track in found if unreadable(track) is None]
    if readable:
        return min(readable, key=lambda each: kind_of(each) != "text")
    if not found:
        raise UsageError("no caption track fits" if tracks else "the source has no caption tracks")
    trouble = unreadable(found[0])
    raise CodecError(f"track {found[0].index}: {trouble[1] if trouble else 'cannot be read'}")


def _stream(
    opened: Media, run: TrackRun, selection: Selection, options: ReadOptions
) -> Iterator[Cue]:
    number = run.track.index
    window = index_window([run.track], selection)
    plan = make_plan(opened.source, opened.movie, (number,), window, options)
    if number in plan.refused:
        raise CodecError(f"track {number}: {plan.refused[number]}")
    trouble = Trouble()
    report = describe(run.track)
    report.cues, report.outcome = 0, "empty"
    for samples in read_samples(opened.source, opened.movie, plan, window, trouble):
        for cue in run.feed(samples):
            if not cue.comment:
                report.cues += 1
                yield cue
    for cue in run.finish():
        if not cue.comment:
            report.cues += 1
            yield cue
    judge(report, run, plan, trouble, opened.movie.truncated, windowed=selection.window is not None)
    if report.message is not None and report.outcome in ("partial", "failed"):
        raise CodecError(f"track {number} is {report.outcome}: {report.message}")

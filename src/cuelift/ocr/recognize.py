"""Reads the pictures of a track: cues with bitmaps become cues with text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import msgspec

from cuelift.cues.bitmap import Bitmap
from cuelift.cues.model import Cue, Span
from cuelift.cues.reading import Reading, ReadingStatus
from cuelift.errors import OcrError
from cuelift.ocr.asking import ask_vision
from cuelift.ocr.cache import Cache
from cuelift.ocr.detect import detect_language
from cuelift.ocr.engines import ENGINES
from cuelift.ocr.options import DEFAULTS, OcrOptions
from cuelift.ocr.places import parted, place_of
from cuelift.ocr.pool import read_all
from cuelift.ocr.reader import PictureReading, reading_key
from cuelift.ocr.routing import Route, route
from cuelift.ocr.spans import Styled, spans_of
from cuelift.ocr.vote import corrected, elected
from cuelift.ocr.wording import worded
from cuelift.ocr.wordlist import wordlist_of

Progress = Callable[[int, int], None]
"""Is told how many of how many pictures are read."""


class Recognized(msgspec.Struct, frozen=True):
    """A track, read."""

    cues: list[Cue]
    """In their order, with text and ``reading``; a blank picture leaves its cue without either.
    One whose pictures lie far apart is parted into several, the upper first."""
    whole: list[Cue]
    """The same as they came, none parted."""
    language: str
    counts: dict[ReadingStatus, int]
    blank: int
    """Cues whose pictures show nothing."""
    pictures: int
    """Different pictures that were read."""
    warnings: tuple[str, ...] = ()


def recognize(
    cues: Iterable[Cue],
    language: str | None = None,
    options: OcrOptions = DEFAULTS,
    progress: Progress | None = None,
    cache: Cache[PictureReading] | None = None,
) -> Recognized:
    """Reads a track's pictures. The same input gives the same text on any number of workers.

    Args:
        cues: in their order; those without bitmaps pass unchanged.
        language: the track's tag; ``options.language`` goes before it.
        options: policy, workers and engines.
        progress: called in this process after each batch, and each question to a model.
        cache: readings of other tracks, by picture, language and engines; it takes up new ones.

    Raises:
        OcrError: the language cannot be read here, or cannot be told, or the program is not there.
    """
    kept = list(cues)
    bitmaps = list({each.digest: each for cue in kept for each in cue.bitmaps}.values())
    # They only tell the language, and what can be read here.
    quick = msgspec.structs.replace(options, policy="fast")
    engines = {name: make(quick) for name, make in ENGINES.items()}
    if options.command and (state := engines["command"].supports("")).state != "full":
        # Another engine in its place would go unseen.
        raise OcrError(f"{state.reason}: {state.remedy}")
    tag = options.language or language or detect_language(bitmaps, engines)
    way = route(tag, options.policy, engines)
    read = _read(bitmaps, way, options, progress, cache)
    if options.policy != "fast" and (words := wordlist_of(way.language)) is not None:
        read = worded(read, bitmaps, way, options, words)
    read = _voted(read)
    warnings = list(way.warnings)
    if options.vision is not None:
        read = ask_vision(read, bitmaps, way, options.vision, warnings, progress)
    cues = [part for cue in kept for part in parted(cue, read)]
    texts = [_with_text(cue, read) for cue in cues]
    whole = texts if len(cues) == len(kept) else [_with_text(cue, read) for cue in kept]
    return _result(texts, whole, way, len(bitmaps), warnings)


def _read(
    bitmaps: Sequence[Bitmap],
    way: Route,
    options: OcrOptions,
    progress: Progress | None,
    cache: Cache[PictureReading] | None,
) -> dict[bytes, PictureReading]:
    """The reading of each picture that is not blank."""
    key = reading_key(way, options)
    store: Cache[PictureReading] = Cache() if cache is None else cache
    kept = {each.digest: store.get((each.digest, key)) for each in bitmaps}
    new = [each for each in bitmaps if kept.get(each.digest) is None]
    fresh = zip(new, read_all(new, way, options, progress), strict=True)
    found = {digest: reading for digest, reading in kept.items() if reading is not None}
    for bitmap, reading in fresh:
        if reading is not None:
            found[bitmap.digest] = reading
            store.put((bitmap.digest, key), reading)
    # In the order of the track, whatever was kept: the vote and the questions follow it.
    return {each.digest: found[each.digest] for each in bitmaps if each.digest in found}


def _result(
    cues: list[Cue], whole: list[Cue], way: Route, pictures: int, warnings: list[str]
) -> Recognized:
    counts = Counter(cue.reading.status for cue in cues if cue.reading is not None)
    blank = sum(bool(cue.bitmaps) and cue.reading is None for cue in cues)
    return Recognized(cues, whole, way.language.tag, dict(counts), blank, pictures, tuple(warnings))


def _voted(read: dict[bytes, PictureReading]) -> dict[bytes, PictureReading]:
    """Readings after the stream's vote."""
    lines = [
        (line.text, glyphs)
        for each in read.values()
        for line, glyphs in zip(each.lines, each.glyphs, strict=True)
    ]
    won = elected(lines)
    return {digest: _corrected(each, won) for digest, each in read.items()}


def _corrected(reading: PictureReading, won: dict[bytes, str]) -> PictureReading:
    lines = tuple(
        line._replace(text=corrected((line.text, glyphs), won))
        for line, glyphs in zip(reading.lines, reading.glyphs, strict=True)
    )
    if lines == reading.lines:
        return reading
    chosen = reading.decision.chosen
    chosen = msgspec.structs.replace(chosen, changes=(*chosen.changes, "vote"))
    decision = msgspec.structs.replace(reading.decision, chosen=chosen)
    return msgspec.structs.replace(reading, lines=lines, decision=decision)


def _with_text(cue: Cue, read: dict[bytes, PictureReading]) -> Cue:
    """A cue with what its pictures say, the upper ones first."""
    order = sorted(cue.bitmaps, key=lambda each: (each.y, each.x))
    found = [read[each.digest] for each in order if each.digest in read]
    if not found:
        return cue
    lines: list[Styled] = [line for each in found for line in each.lines]
    place = cue.place or place_of(cue.bitmaps, any(each.vertical for each in found))
    spans: tuple[Span, ...] = spans_of(lines)
    return msgspec.structs.replace(cue, spans=spans, place=place, reading=_reading(found, order))


def _reading(found: Sequence[PictureReading], order: Sequence[Bitmap]) -> Reading:
    decisions = [each.decision for each in found]
    worst = max(decisions, key=lambda each: ("agreed", "single", "doubtful").index(each.status))
    others: tuple[str, ...] = worst.alternatives
    if len(decisions) > 1:
        texts = ["\n".join(line.text for line in each.lines) for each in found]
        place = decisions.index(worst)
        others = tuple("\n".join([*texts[:place], each, *texts[place + 1 :]]) for each in others)
    return Reading(
        status=worst.status,
        confidence=round(min(each.confidence for each in decisions), 4),
        engines=worst.engines,
        alternatives=others,
        changes=tuple(dict.fromkeys(name for each in decisions for name in each.chosen.changes)),
        image="+".join(each.digest.hex() for each in order),
    )

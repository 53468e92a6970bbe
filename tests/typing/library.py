"""A program as users write it; mypy checks it, nothing runs it."""

from __future__ import annotations

from threading import Event

import cuelift
from cuelift import Cue, ExtractOptions, ReadLimits, ReadOptions, Selection, SourceReport, Window


def texts(uri: str) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    for cue in cuelift.cues(uri, language="en"):
        found.append((cue.start_ns, cue.text))
    return found


def languages(uri: str) -> dict[int, str | None]:
    report: SourceReport = cuelift.probe(uri)
    return {track.index: track.language for track in report.tracks}


def lift(uri: str, stop: Event) -> int:
    options = ExtractOptions(
        formats=("webvtt", "srt"),
        selection=Selection(tracks=(0, 1), forced="split", window=Window(0, None)),
        read=ReadOptions(
            objective="time",
            limits=ReadLimits(bytes_per_s=5e6, connections=8),
            cancelled=stop.is_set,
        ),
    )
    report = cuelift.extract(uri, "out/", options=options)
    return report.bytes_read


def first(uri: str) -> Cue | None:
    return next(cuelift.cues(uri, 0), None)


def change(src: str, dst: str) -> bool:
    try:
        return cuelift.convert(src, dst).good
    except cuelift.CueliftError as error:
        print(error.message)
        return False


def sure(cue: cuelift.Cue) -> bool:
    reading: cuelift.Reading | None = cue.reading
    return reading is not None and reading.status == "agreed"


def area(bitmap: cuelift.Bitmap) -> int:
    return bitmap.width * bitmap.height

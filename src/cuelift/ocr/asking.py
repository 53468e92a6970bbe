"""Asks a vision model about what is doubtful."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from cuelift.cues.bitmap import Bitmap
from cuelift.errors import OcrError
from cuelift.ocr.engines.vision import VisionEngine
from cuelift.ocr.folding import fold
from cuelift.ocr.languages import UNSPACED
from cuelift.ocr.options import VisionOptions
from cuelift.ocr.pages import prepare
from cuelift.ocr.reader import PictureReading
from cuelift.ocr.routing import Route
from cuelift.ocr.spans import Styled


def ask_vision(
    read: dict[bytes, PictureReading],
    bitmaps: Sequence[Bitmap],
    route: Route,
    options: VisionOptions,
    warnings: list[str],
    progress: Callable[[int, int], None] | None = None,
) -> dict[bytes, PictureReading]:
    """Readings after the doubtful ones were shown to the model.

    It only ever settles which of the readings is right; an answer of its own becomes an
    alternative. The first failure ends the asking with a warning.
    """
    engine = VisionEngine(options)
    settled = dict(read)
    for bitmap in bitmaps:
        reading = settled.get(bitmap.digest)
        prepared = prepare(bitmap, route.language)
        if reading is None or prepared is None or reading.decision.status != "doubtful":
            continue
        try:
            answer = engine.ask(prepared.page, route.language.tag)
        except OcrError as error:
            warnings.append(f"{error}; the rest stays doubtful")
            break
        if answer is None:
            warnings.append(
                f"more than {options.most} cues are doubtful; the rest was not asked about"
            )
            break
        if progress is not None:
            progress(len(bitmaps), len(bitmaps))
        if answer:
            settled[bitmap.digest] = weighed(reading, answer, route.language.script in UNSPACED)
    return settled


def weighed(reading: PictureReading, answer: str, unspaced: bool = False) -> PictureReading:
    """A doubtful reading and what the model says of it."""
    decision = reading.decision
    own = "\n".join(line.text for line in reading.lines)
    if fold(answer, unspaced=unspaced) == fold(own, unspaced=unspaced):
        engines = (*decision.engines, VisionEngine.name)
        agreed = msgspec.structs.replace(
            decision, status="agreed", engines=engines, alternatives=()
        )
        return msgspec.structs.replace(reading, decision=agreed)
    for other in decision.alternatives:
        if fold(answer, unspaced=unspaced) == fold(other, unspaced=unspaced):
            return _exchanged(reading, other, own)
    alternatives = (*decision.alternatives, answer)
    return msgspec.structs.replace(
        reading, decision=msgspec.structs.replace(decision, alternatives=alternatives)
    )


def _exchanged(reading: PictureReading, text: str, own: str) -> PictureReading:
    """The other engine was right."""
    decision = msgspec.structs.replace(
        reading.decision,
        status="agreed",
        engines=(VisionEngine.name, *reading.decision.engines),
        alternatives=(own,),
    )
    italic = all(all(line.italic) for line in reading.lines if line.italic)
    slanted = italic and any(line.italic for line in reading.lines)
    lines = tuple(Styled(line, (slanted,) * len(line)) for line in text.split("\n"))
    return msgspec.structs.replace(
        reading, decision=decision, lines=lines, glyphs=((),) * len(lines)
    )

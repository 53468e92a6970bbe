"""Makes one reading out of what the engines read, and says how sure it is."""

from __future__ import annotations

import msgspec

from cuelift.cues.reading import ReadingStatus
from cuelift.ocr.engines.base import OcrLine
from cuelift.ocr.folding import fold
from cuelift.ocr.merge import merged

SURE = 0.9
"""Below it a character is doubtful where only one engine has read it."""


class Opinion(msgspec.Struct, frozen=True):
    """One engine's reading of one picture, after the rules."""

    engine: str
    lines: tuple[OcrLine, ...]
    changes: tuple[str, ...] = ()
    complete: bool = True
    """Whether the text accounts for all the ink."""

    @property
    def text(self) -> str:
        """Lines joined by newlines."""
        return "\n".join(line.text for line in self.lines)

    @property
    def confidence(self) -> float:
        """That of the least certain character."""
        return min((line.confidence for line in self.lines), default=0.0)

    @property
    def sure(self) -> bool:
        """Whether no second opinion is needed."""
        return self.complete and self.confidence >= SURE and bool(self.lines)


class Decision(msgspec.Struct, frozen=True):
    """The reading that is kept."""

    chosen: Opinion
    status: ReadingStatus
    confidence: float
    engines: tuple[str, ...]
    alternatives: tuple[str, ...] = ()


def _merged(first: Opinion, second: Opinion, letters: str) -> Opinion:
    lines = merged(first.lines, second.lines, letters)
    if lines == first.lines:
        return first
    return msgspec.structs.replace(first, lines=lines, changes=(*first.changes, "merged"))


def decide(opinions: list[Opinion], *, unspaced: bool = False, letters: str = "") -> Decision:
    """Weighs one opinion or more, the most trusted first.

    Two that say the same settle it, unless both have passed over ink. Where they differ, the first
    stands unless it has lost text that another has, and a person should look; letters that it is
    not sure of are taken from the other.
    """
    first = opinions[0]
    if len(opinions) == 1:
        return Decision(
            first, "single" if first.sure else "doubtful", first.confidence, (first.engine,)
        )
    for place, one in enumerate(opinions):
        for other in opinions[place + 1 :]:
            seen = one.complete or other.complete
            if (
                seen
                and one.lines
                and fold(one.text, unspaced=unspaced) == fold(other.text, unspaced=unspaced)
            ):
                confidence = max(one.confidence, other.confidence)
                return Decision(one, "agreed", confidence, (one.engine, other.engine))
    best = max(opinions, key=lambda each: (bool(each.lines), each.complete))
    if best is first and len(opinions) == 2:
        best = _merged(first, opinions[1], letters)
    others = tuple(
        dict.fromkeys(each.text for each in opinions if each.text != best.text and each.lines)
    )
    return Decision(best, "doubtful", best.confidence, (best.engine,), others)

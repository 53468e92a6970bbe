"""Cues of the tests of ``reflow``."""

from __future__ import annotations

from cuelift.cues import Cue, Span
from cuelift.text.base import Context
from cuelift.text.edits import Edits
from cuelift.text.reflow import ReflowOptions, reflow
from cuelift.text.spans import Spans

S = 1_000_000_000


def cue(start: float, end: float | None, text: str | Spans, **fields: object) -> Cue:
    """A cue; times are seconds."""
    spans = (Span(text),) if isinstance(text, str) else text
    end_ns = None if end is None else round(end * S)
    return Cue(start_ns=round(start * S), end_ns=end_ns, spans=spans, **fields)


def run(
    *cues: Cue, language: str | None = "en", read=None, duration=None, **options: object
) -> tuple[list[Cue], Edits]:
    """The pass over some cues."""
    edits = Edits("reflow")
    context = Context(language=language, duration_ns=duration, **({"read": read} if read else {}))
    return reflow(cues, context, ReflowOptions(**options), edits), edits


def texts(cues: list[Cue]) -> list[str]:
    return [each.text for each in cues]


def times(cues: list[Cue]) -> list[tuple[float, float | None]]:
    """In seconds, to the hundredth."""
    return [
        (round(c.start_ns / S, 2), None if c.end_ns is None else round(c.end_ns / S, 2))
        for c in cues
    ]

"""Engines and cues for the tests of translation."""

from __future__ import annotations

from collections.abc import Callable

from cuelift.cues import Cue, Span
from cuelift.translate.engines.base import Limits, Request, Text

S = 1_000_000_000

Answering = Callable[[Request], dict[int, str]]


def upper(text: Text) -> str:
    """A translation that shows which words were translated, and leaves marks as they are."""
    out, tag = [], False
    for char in text.xml:
        tag = char == "<" or (tag and char != ">")
        out.append(char if tag else char.swapcase())
    return "".join(out).replace("&AMP;", "&amp;").replace("&LT;", "&lt;").replace("&GT;", "&gt;")


class ScriptedEngine:
    """Answers as it is told and keeps what it was asked."""

    name = "scripted"
    marked = True
    takes_terms = False
    takes_context = False

    def __init__(self, answering: Answering | None = None, *, texts: int = 8) -> None:
        self.limits = Limits(texts, 10_000, 4)
        self.answering = answering or (lambda r: {text.id: upper(text) for text in r.texts})
        self.asked: list[Request] = []
        self.closed = 0

    async def identity(self, source: str, target: str) -> str:
        return f"scripted 1 {source} {target}"

    async def ask(self, request: Request) -> dict[int, str]:
        self.asked.append(request)
        return self.answering(request)

    async def close(self) -> None:
        self.closed += 1


def cue(start: float, end: float, *texts: str | Span, **fields: object) -> Cue:
    """A cue of plain texts and spans; times in seconds."""
    spans = tuple(Span(text) if isinstance(text, str) else text for text in texts)
    return Cue(start_ns=int(start * S), end_ns=int(end * S), spans=spans, **fields)  # type: ignore[arg-type] # the tests' own words


def said(*texts: str) -> list[Cue]:
    """Cues that follow each other without a pause, two seconds each."""
    return [cue(2 * number, 2 * number + 2, text) for number, text in enumerate(texts)]

"""Puts the lines of a reading together as the spans of a cue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cuelift.cues.model import PLAIN, Span, Style

ITALIC = Style(italic=True)


class Styled(NamedTuple):
    """A line of text: which characters are italic, and reading aids over ranges of it."""

    text: str
    italic: tuple[bool, ...] = ()
    ruby: tuple[tuple[int, int, str], ...] = ()
    """Start, stop and reading; in order, never overlapping."""


def spans_of(lines: Sequence[Styled]) -> tuple[Span, ...]:
    """Runs of one style; lines are parted by newlines inside them."""
    spans: list[Span] = []
    for number, line in enumerate(lines):
        if number:
            _append(spans, Span("\n", spans[-1].style if spans else PLAIN))
        for span in _runs(line):
            _append(spans, span)
    return tuple(span for span in spans if span.text)


def _append(spans: list[Span], span: Span) -> None:
    if spans and spans[-1].style == span.style and spans[-1].ruby is None and span.ruby is None:
        spans[-1] = Span(spans[-1].text + span.text, span.style)
    elif span.text == "\n" and spans and spans[-1].ruby is not None:
        spans.append(Span("\n"))
    else:
        spans.append(span)


def _runs(line: Styled) -> Iterable[Span]:
    readings = {start: (stop, ruby) for start, stop, ruby in line.ruby}
    place = 0
    while place < len(line.text):
        stop, ruby = readings.get(place, (0, None))
        style = ITALIC if _italic(line, place) else PLAIN
        if ruby is None:
            stop = place + 1
            while (
                stop < len(line.text)
                and stop not in readings
                and _italic(line, stop) == _italic(line, place)
            ):
                stop += 1
        yield Span(line.text[place:stop], style, ruby=ruby)
        place = stop


def _italic(line: Styled, place: int) -> bool:
    return place < len(line.italic) and line.italic[place]

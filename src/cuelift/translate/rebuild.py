"""Puts translations into cues: all that was not translated stays where it was."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from cuelift.cues import Cue, Edit, Raw, Span
from cuelift.translate.borders import width
from cuelift.translate.languages import is_unspaced
from cuelift.translate.marks import Run
from cuelift.translate.protect import Masked, look, slices
from cuelift.translate.sentences import Piece, Unit
from cuelift.translate.split import LINE_COLUMNS, cut, in_lines, part
from cuelift.translate.turns import Turn

_TIME_SHARE = 0.3
"""Of the time a cue shows in its share of a sentence; the rest is the length of its text."""
Parts = Mapping[Piece, tuple[Span, ...]]
"""The translated text of each piece, in one line."""


def parts_of(
    cues: Sequence[Cue], unit: Unit, masked: Masked, runs: Sequence[Run], tag: str
) -> dict[Piece, tuple[Span, ...]]:
    """A unit's translation, parted over its pieces by length and time."""
    plain = "".join([run.text for run in runs])
    weights = _weights(cues, unit)
    made = {}
    ranges = part(plain, weights, tag)
    for piece, base, (start, end) in zip(unit.pieces, masked.bases, ranges, strict=True):
        spans = [
            replace(masked.styles[run.style - 1] if run.style else base, text=run.text)
            for run in runs
        ]
        made[piece] = cut(spans, start, end)
    return made


def _weights(cues: Sequence[Cue], unit: Unit) -> list[float]:
    lengths = [width(cues[p.cue].text[p.start : p.end]) or 1 for p in unit.pieces]
    times = [max((cues[p.cue].end_ns or 0) - cues[p.cue].start_ns, 1) for p in unit.pieces]
    return [
        (1 - _TIME_SHARE) * length / sum(lengths) + _TIME_SHARE * time / sum(times)
        for length, time in zip(lengths, times, strict=True)
    ]


class Rebuilder(NamedTuple):
    """Makes the cues of one target language."""

    target: str
    columns: int
    by: str
    """The engine, as the cues' edits tell it."""

    def cue(self, cue: Cue, turns: Sequence[Turn], parts: Parts) -> Cue:
        """A cue with the translations of its turns, in order."""
        pieces = sorted(parts)
        spans: list[Span] = []
        at = 0
        for start, end, inner in _grouped(turns, pieces):
            spans += _slice(cue, at, start)
            spans += self._turn(cue, start, end, inner, parts)
            at = end
        spans += _slice(cue, at, len(cue.text))
        edit = Edit(by="translate", rule=f"{self.by}:{self.target}", text=cue.text)
        return replace(
            cue, spans=_joined(spans), raw=_without_text(cue.raw), edits=(*cue.edits, edit)
        )

    def _turn(
        self, cue: Cue, start: int, end: int, pieces: Sequence[Piece], parts: Parts
    ) -> list[Span]:
        """One turn, its lines made anew."""
        space = "" if is_unspaced(self.target) else " "
        spans: list[Span] = []
        at = start
        for piece in pieces:
            spans += self._between(cue, at, piece.start, space if at > start else "")
            spans += parts[piece]
            at = piece.end
        spans += self._between(cue, at, end, "")
        count = cue.text.count("\n", start, end) + 1
        return list(in_lines(spans, count, self.target, self.columns))

    def _between(self, cue: Cue, start: int, end: int, space: str) -> Iterator[Span]:
        """What stands between two sentences of a turn: marks as they are, spaces in one's way."""
        marks = [(span, text) for span, text in slices(cue, start, end) if text.strip()]
        if not marks:
            return (Span(text) for text in (space,) if text)
        return (replace(look(span), text=text.replace("\n", " ")) for span, text in marks)


def columns_of(cues: Sequence[Cue]) -> int:
    """How broad a line may become: as the broadest of the source, and not too narrow."""
    most = LINE_COLUMNS
    for cue in cues:
        most = max(most, min(max(map(width, cue.text.split("\n"))), 2 * LINE_COLUMNS))
    return most


def _grouped(
    turns: Sequence[Turn], pieces: Sequence[Piece]
) -> Iterator[tuple[int, int, list[Piece]]]:
    """Turns that have translated pieces, with them; both are in order."""
    starts = [piece.start for piece in pieces]
    for turn in turns:
        inner = pieces[bisect_left(starts, turn.start) : bisect_left(starts, turn.end)]
        if inner:
            yield turn.start, turn.end, list(inner)


def _slice(cue: Cue, start: int, end: int) -> list[Span]:
    return [replace(span, text=text) for span, text in slices(cue, start, end)]


def _joined(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Spans without neighbours that look alike."""
    made: list[Span] = []
    for span in spans:
        if made and span.ruby is None and replace(made[-1], text=span.text) == span:
            made[-1] = replace(made[-1], text=made[-1].text + span.text)
        else:
            made.append(span)
    return tuple(made)


def _without_text(raw: Raw | None) -> Raw | None:
    """What of a payload still holds when the text is another."""
    if raw is None or not raw.fields:
        return None
    return replace(raw, text="", fields_only=True)

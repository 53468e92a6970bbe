"""Joins turns to sentences over captions, so that each is translated as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cuelift.cues import Cue
from cuelift.translate.languages import CARRIES, ends_sentence, goes_on, sentence_ends
from cuelift.translate.turns import Kind, Turn

PAUSE_NS = 1_500_000_000
"""A longer silence ends a sentence."""
_OVERLAP_NS = 100_000_000
"""Captions that share more time than this are not said one after the other."""
MOST_CUES = 5
MOST_CHARS = 600
"""Of a joined sentence; captions without punctuation would never end."""
_PUNCTUATED = 0.5


class Piece(NamedTuple):
    """The part of a unit that stands in one cue: a half-open range of the cue's text."""

    cue: int
    start: int
    end: int


class Unit(NamedTuple):
    """What is translated in one go."""

    kind: Kind
    pieces: tuple[Piece, ...]
    """Of different cues, in order of time."""


def units_of(cues: Sequence[Cue], turns: Sequence[Turn], *, join: bool = True) -> list[Unit]:
    """The units of a track, in order of their begin.

    Args:
        cues: of the track, in order of time.
        turns: of the cues, in order.
        join: whether sentences may go on over several cues.
    """
    texts = [cue.text for cue in cues]
    speech = [turn for turn in turns if turn.kind == "speech"]
    ended = sum(ends_sentence(texts[turn.cue][turn.start : turn.end]) for turn in speech)
    punctuated = bool(speech) and ended >= _PUNCTUATED * len(speech)
    made: list[Unit] = []
    for stream in _streams(cues, turns):
        joiner = _Joiner(cues, texts, made, punctuated=punctuated, join=join)
        for turn in stream:
            joiner.take(turn)
        joiner.flush()
    made.sort(key=lambda unit: unit.pieces[0])
    return made


def _streams(cues: Sequence[Cue], turns: Sequence[Turn]) -> list[list[Turn]]:
    """Turns by where and how they stand: a sign never breaks the sentence around it."""
    streams: dict[object, list[Turn]] = {}
    for turn in turns:
        cue = cues[turn.cue]
        style = next((v for k, v in cue.raw.fields if k == "Style"), "") if cue.raw else ""
        place = cue.place
        key = (cue.layer, cue.forced, style, place and (place.align, place.anchor, place.vertical))
        streams.setdefault(key, []).append(turn)
    return list(streams.values())


class _Joiner:
    """Holds the sentence that is open, and what stands before it in the same turn."""

    def __init__(
        self,
        cues: Sequence[Cue],
        texts: Sequence[str],
        made: list[Unit],
        *,
        punctuated: bool,
        join: bool,
    ) -> None:
        self._cues = cues
        self._texts = texts
        self._made = made
        self._punctuated = punctuated
        self._join = join
        self._held: Piece | None = None
        """Whole sentences of the turn in which the open one begins."""
        self._open: list[Piece] = []
        self._last: Turn | None = None

    def take(self, turn: Turn) -> None:
        """Adds the next turn of the stream."""
        start = turn.start
        if self._open and not self._follows(turn):
            self.flush()
        if turn.kind != "speech" or not self._join:
            self._made.append(Unit(turn.kind, (Piece(turn.cue, start, turn.end),)))
            return
        self._last = turn
        text = self._texts[turn.cue][start : turn.end]
        ends = sentence_ends(text)
        if self._open:
            start = self._carry_over(turn, start + ends[0] if ends else turn.end)
            if start == turn.end:
                if ends:
                    self.flush()
                return
        self._begin(turn, start, turn.start + ends[-1] if ends else start)

    def _carry_over(self, turn: Turn, end: int) -> int:
        """Adds the begin of a turn to the open sentence; returns where the next one begins."""
        if self._held is not None:
            self._made.append(Unit("speech", (self._held,)))
            self._held = None
        before, text = self._open[-1], self._texts[turn.cue]
        self._open[-1] = before._replace(end=_before_carry(self._texts[before.cue], before))
        start = _after_carry(text, Piece(turn.cue, turn.start, end))
        self._open.append(Piece(turn.cue, start, end))
        if end == turn.end:
            return end
        self.flush()
        while text[end].isspace():
            end += 1
        return end

    def _begin(self, turn: Turn, start: int, last_end: int) -> None:
        """Keeps the last sentence of a turn open if it has no end."""
        text = self._texts[turn.cue]
        rest = last_end
        while rest < turn.end and text[rest].isspace():
            rest += 1
        dotted = text[start : turn.end].endswith(("...", "…"))
        if rest >= turn.end and not dotted:
            self._made.append(Unit("speech", (Piece(turn.cue, start, turn.end),)))
        elif start < rest < turn.end:
            self._held = Piece(turn.cue, start, last_end)
            self._open = [Piece(turn.cue, rest, turn.end)]
        else:
            self._open = [Piece(turn.cue, start, turn.end)]

    def flush(self) -> None:
        """Ends the open sentence; alone in its cue it stays with the sentences before it."""
        held, pieces = self._held, self._open
        self._held, self._open = None, []
        if held is not None and len(pieces) == 1:
            pieces = [held._replace(end=pieces[0].end)]
        if pieces:
            self._made.append(Unit("speech", tuple(pieces)))

    def _follows(self, turn: Turn) -> bool:
        """Whether a turn may go on with the open sentence."""
        last = self._last
        assert last is not None  # noqa: S101 - a sentence was opened by it
        size = sum([piece.end - piece.start for piece in self._open]) + turn.end - turn.start
        if (
            turn.kind != "speech"
            or turn.dashed
            or turn.cue == last.cue
            or turn.voice != last.voice
            or len(self._open) == MOST_CUES
            or size > MOST_CHARS
        ):
            return False
        before, after = self._cues[last.cue], self._cues[turn.cue]
        end_ns = after.start_ns if before.end_ns is None else before.end_ns
        if not -_OVERLAP_NS <= after.start_ns - end_ns <= PAUSE_NS:
            return False
        piece = self._open[-1]
        return goes_on(
            self._texts[piece.cue][piece.start : piece.end],
            self._texts[turn.cue][turn.start : turn.end],
            punctuated=self._punctuated,
        )


def _before_carry(text: str, piece: Piece) -> int:
    """Where a piece ends before a mark that says it goes on; such marks stay as they are."""
    end = piece.end
    for mark in CARRIES:
        kept = end - len(mark)
        if text.endswith(mark, piece.start, end) and text[piece.start : kept].strip():
            end = kept
            break
    while text[end - 1].isspace():
        end -= 1
    return end


def _after_carry(text: str, piece: Piece) -> int:
    start = piece.start
    for mark in CARRIES:
        if text.startswith(mark, start, piece.end) and text[start + len(mark) : piece.end].strip():
            start += len(mark)
            break
    while text[start].isspace():
        start += 1
    return start

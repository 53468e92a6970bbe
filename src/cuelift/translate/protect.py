"""Turns a unit into text with marks: styles, names, terms, notes, addresses and placeholders."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from cuelift.cues import Cue, Span
from cuelift.translate.glossary import Glossary
from cuelift.translate.languages import is_wide
from cuelift.translate.marks import Hold, Token, to_plain, to_xml
from cuelift.translate.sentences import Unit
from cuelift.translate.turns import NOTES

_LITERAL = re.compile(
    rf"[{NOTES}]+"
    r"|https?://[^\s<>]{1,2000}|www\.[^\s<>]{1,2000}"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}"
    r"|\{[\w.:]{1,40}\}|%\([\w.]{1,40}\)[sd]|%[sd]|\$\{[\w.]{1,40}\}|⟦[^⟦⟧]{0,40}⟧"
)
_NUMBER = re.compile(r"\d+(?:[.,:' \u00a0\u202f/-]\d+){0,8}")
MOST_HOLDS = 200
MOST_STYLES = 64
"""In one unit; text of further ones looks as most of the unit does."""


class Masked(NamedTuple):
    """A unit, ready to be sent."""

    tokens: tuple[Token, ...]
    holds: tuple[Hold, ...]
    """Marks ``x1``, ``x2``..."""
    styles: tuple[Span, ...]
    """Marks ``g1``, ``g2``...: spans whose text does not count."""
    bases: tuple[Span, ...]
    """How unmarked text looks, for each piece."""

    @property
    def xml(self) -> str:
        """With marks."""
        return to_xml(self.tokens)

    @property
    def plain(self) -> str:
        """Without."""
        return to_plain(self.tokens)


def mask(
    cues: Sequence[Cue], unit: Unit, glossary: Glossary, *, terms: bool, numbers: bool = False
) -> Masked:
    """Marks what a translation must keep.

    Args:
        cues: of the track.
        unit: of these cues.
        glossary: for the target language.
        terms: whether terms that have a translation are held too, for engines that would not
            look at a glossary themselves.
        numbers: whether numbers are held too.
    """
    holder = _Holder(glossary, terms=terms, numbers=numbers)
    tokens: list[Token] = []
    styles: dict[Span, int] = {}
    bases: list[Span] = []
    for piece in unit.pieces:
        runs = [
            (look(span), text) for span, text in slices(cues[piece.cue], piece.start, piece.end)
        ]
        base = _base(runs)
        bases.append(base)
        joint = _joint(tokens, runs)
        if joint:
            tokens.append(Token(joint))
        for span, text in runs:
            number = 0
            if span != base:
                if len(styles) < MOST_STYLES:
                    styles.setdefault(span, len(styles) + 1)
                number = styles.get(span, 0)
            tokens += holder.tokens(_one_line(text), number)
    return Masked(tuple(tokens), tuple(holder.holds), tuple(styles), tuple(bases))


def slices(cue: Cue, start: int, end: int) -> Iterator[tuple[Span, str]]:
    """The parts of a cue's spans in a half-open range of its text."""
    at = 0
    for span in cue.spans:
        first, last = max(start - at, 0), min(end - at, len(span.text))
        if first < last:
            yield span, span.text[first:last]
        at += len(span.text)


def look(span: Span) -> Span:
    """How a span looks; what belongs to its words alone is left out."""
    return replace(span, text="", time_ns=None, ruby=None, language=None)


def _base(runs: Sequence[tuple[Span, str]]) -> Span:
    """The look of most of the text."""
    sizes: dict[Span, int] = {}
    for span, text in runs:
        sizes[span] = sizes.get(span, 0) + len(text)
    return max(sizes, key=lambda span: sizes[span])


def _joint(tokens: Sequence[Token], runs: Sequence[tuple[Span, str]]) -> str:
    """What parts two pieces of a sentence."""
    if not tokens:
        return ""
    return "" if is_wide(tokens[-1].text[-1:] or " ") and is_wide(runs[0][1][0]) else " "


def _one_line(text: str) -> str:
    """Text without line breaks, as its language joins lines."""
    if "\n" not in text:
        return text
    parts: list[str] = []
    last = " "
    for number, line in enumerate(text.split("\n")):
        wide = line and is_wide(last) and is_wide(line[0])
        if number and not last.isspace() and not wide:
            parts.append(" ")
        parts.append(line)
        last = line[-1:] or " "
    return "".join(parts)


class _Holder:
    """Gives protected words their numbers."""

    def __init__(self, glossary: Glossary, *, terms: bool, numbers: bool) -> None:
        self.holds: list[Hold] = []
        self._glossary = glossary
        self._terms = terms
        self._numbers = numbers

    def tokens(self, text: str, style: int) -> Iterator[Token]:
        """A text of one style in tokens."""
        at = 0
        for start, end, hold in self._found(text):
            if start < at or len(self.holds) == MOST_HOLDS:
                continue
            if start > at:
                yield Token(text[at:start], style)
            self.holds.append(hold)
            yield Token(text[start:end], style, len(self.holds))
            at = end
        if at < len(text):
            yield Token(text[at:], style)

    def _found(self, text: str) -> list[tuple[int, int, Hold]]:
        """Ranges to hold, by their begin; of those that begin together the longest first."""
        found = [(m.start(), m.end(), Hold("literal", m[0], m[0])) for m in _LITERAL.finditer(text)]
        for term in self._glossary.find(text):
            source = text[term.start : term.end]
            same = term.target == source
            if same or self._terms:
                kind = Hold("name" if same else "term", source, term.target)
                found.append((term.start, term.end, kind))
        if self._numbers:
            found += [
                (m.start(), m.end(), Hold("number", m[0], m[0])) for m in _NUMBER.finditer(text)
            ]
        found.sort(key=lambda each: (each[0], -each[1]))
        return found

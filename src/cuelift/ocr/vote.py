"""Lets a stream correct itself: the same shape is the same character.

Only characters that engines take for each other are changed, only where the neighbours agree with
what their own shapes are elsewhere, and never against how words are written.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from cuelift.ocr.glyphs import CONFUSABLE, Glyphs

_VOTES = 4
_SHARE = 0.8

Line = tuple[str, Glyphs]


def elected(lines: Sequence[Line]) -> dict[bytes, str]:
    """The character that each shape of a stream stands for, where there is no doubt."""
    votes: dict[bytes, Counter[str]] = defaultdict(Counter)
    for text, glyphs in lines:
        for place, shape in glyphs:
            votes[shape][text[place]] += 1
    won: dict[bytes, str] = {}
    for shape, counts in votes.items():
        [(char, count)] = counts.most_common(1)
        if count >= _VOTES and count >= _SHARE * sum(counts.values()):
            won[shape] = char
    return won


def corrected(line: Line, won: Mapping[bytes, str]) -> str:
    """A line with its confusable characters as the stream has elected them."""
    text, glyphs = line
    shapes = dict(glyphs)
    chars = list(text)
    for place, shape in glyphs:
        char, other = text[place], won.get(shape)
        if other is None or other == char or not _confusable(char, other):
            continue
        if all(_stands(text, each, shapes, won) for each in (place - 1, place + 1)) and _fits(
            text, place, other
        ):
            chars[place] = other
    return "".join(chars)


def _confusable(one: str, other: str) -> bool:
    return any(one in group and other in group for group in CONFUSABLE)


def _stands(text: str, place: int, shapes: Mapping[int, bytes], won: Mapping[bytes, str]) -> bool:
    """Whether a neighbour is an end of a word, or is what its shape is elsewhere."""
    if not 0 <= place < len(text) or text[place] == " ":
        return True
    return place in shapes and won.get(shapes[place]) == text[place]


def _fits(text: str, place: int, char: str) -> bool:
    """Whether a character may stand there: capitals start words, digits stand by digits."""
    before = text[place - 1] if place else " "
    after = text[place + 1] if place + 1 < len(text) else " "
    if char == "l":
        # Where a sentence starts it may well be a capital: Io, Il, Ieri.
        within = before == " " and (text[place - 2].islower() or text[place - 2] == ",")
        return before.islower() or (place >= 2 and within and after.islower())
    if char in "IO":
        return not before.islower() and not before.isdigit() and not after.isdigit()
    return char.isdigit() and (before.isdigit() or after.isdigit())

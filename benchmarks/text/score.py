"""Judges what a program made of marked cues.

Blanks, dashes, the signs of a change of speaker and markup do not count. A description is found
when all its characters are gone. Dialogue is removed when a character outside of all marks is gone.
Where a text can be laid beside what is left of it in several ways, the way that is best for the
program counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from benchmarks.text.scenes import Marked

KINDS = ("sound", "music", "speaker", "ad")
_UNSEEN = frozenset("-‐‑–—―−>≪≫<＜＞ \n\t\u3000\xa0\r")


def score(marked: Marked, left: str, speakers: Iterable[str] = ()) -> Counter[str]:
    """Counts for one cue.

    Args:
        marked: the cue.
        left: its plain text afterwards; empty: it was dropped.
        speakers: whom the cue names now, where the program says so.
    """
    text = marked.cue.text
    inside = {place for piece in marked.pieces for place in piece.places}
    gone = _gone(text, left, inside)
    counts: Counter[str] = Counter(cues=1)
    for piece in marked.pieces:
        counts[piece.kind] += 1
        counts[f"{piece.kind} found"] += gone.issuperset(
            p for p in piece.places if _counts(text[p])
        )
        if piece.kind == "speaker" and piece.name:
            named = {" ".join(name.split()).casefold() for name in speakers}
            counts["named"] += " ".join(piece.name.split()).casefold() in named
    wrong = sum(place not in inside and _counts(text[place]) for place in gone)
    counts["wrong characters"] += wrong
    counts["wrong cues"] += wrong > 0
    counts["wrong traps"] += wrong > 0 and marked.trap
    counts["traps"] += marked.trap
    counts["dialogue"] += any(_counts(char) for at, char in enumerate(text) if at not in inside)
    return counts


def _counts(char: str) -> bool:
    return char not in _UNSEEN


def _gone(text: str, left: str, inside: set[int]) -> set[int]:
    """The characters of a text that are not in what is left of it."""
    places = [at for at, char in enumerate(text) if _counts(char)]
    rest = [char for char in left if _counts(char)]
    if not rest:
        return set(places)
    spoken = [at for at in places if at not in inside]
    if [text[at] for at in spoken] == rest:
        return set(places).difference(spoken)
    return set(places).difference(_aligned(text, places, rest, inside))


def _aligned(text: str, places: Sequence[int], rest: Sequence[str], inside: set[int]) -> list[int]:
    """The characters that are left; unmarked ones are preferred."""
    rows = [[0] * (len(rest) + 1)]
    for place in places:
        above, row = rows[-1], [0]
        value = 1 if place in inside else 1000
        for number, char in enumerate(rest):
            best = max(above[number + 1], row[number])
            if char == text[place]:
                best = max(best, above[number] + value)
            row.append(best)
        rows.append(row)
    kept: list[int] = []
    row_number, column = len(places), len(rest)
    while row_number and column:
        here = rows[row_number][column]
        if here == rows[row_number - 1][column]:
            row_number -= 1
        elif here == rows[row_number][column - 1]:
            column -= 1
        else:
            row_number, column = row_number - 1, column - 1
            kept.append(places[row_number])
    return kept

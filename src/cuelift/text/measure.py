"""How long a text is for its reader: widths, characters, words.

Spec: Unicode Standard Annex 11 (East Asian width).
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from unicodedata import category, east_asian_width

from cuelift.text.limits import Limits

_UNSEEN = frozenset({"Mn", "Me", "Cf", "Cc"})


@lru_cache(maxsize=1 << 16)
def _columns(char: str) -> int:
    """0: stands over another character or is not seen; 2: full width; 1: all others."""
    if category(char) in _UNSEEN:
        return 0
    return 2 if east_asian_width(char) in "WF" else 1


@lru_cache(maxsize=1 << 16)
def is_wide(char: str) -> bool:
    """Whether a character has full width."""
    return _columns(char) == 2


def width(text: str, limits: Limits) -> float:
    """The length of a line in the characters that a profile counts."""
    if text.isascii() and text.isprintable():
        return len(text) * limits.narrow
    wide = narrow = 0
    for char in text:
        columns = _columns(char)
        wide += columns == 2
        narrow += columns == 1
    return wide * limits.wide + narrow * limits.narrow


def reading_length(text: str, limits: Limits) -> float:
    """The characters that have to be read; a line break counts as the space it stands for.

    Between full-width characters it stands for none.
    """
    if "\n" not in text:
        return width(text, limits)
    lines = [line for line in (line.strip() for line in text.split("\n")) if line]
    spaces = sum(not (is_wide(one[-1]) and is_wide(other[0])) for one, other in pairwise(lines))
    return width("".join(lines), limits) + spaces * limits.narrow


def words(text: str) -> int:
    """How many words there are; every two full-width characters count as one."""
    if text.isascii():
        return len(text.split())
    wide = sum(map(is_wide, text))
    if not wide:
        return len(text.split())
    others = "".join([" " if is_wide(char) else char for char in text])
    return (wide + 1) // 2 + sum(any(map(str.isalnum, word)) for word in others.split())


def reading_ns(text: str, limits: Limits) -> int:
    """How long a text has to stay to be read at the speed of a profile; 0: it sets none."""
    needed = 0.0
    if limits.speed is not None:
        needed = reading_length(text, limits) / limits.speed
    if limits.words_per_minute is not None:
        needed = max(needed, words(text) * 60 / limits.words_per_minute)
    return round(needed * 1_000_000_000)

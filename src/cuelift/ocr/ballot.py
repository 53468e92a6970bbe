"""Settles what readings of one line differ in, character by character.

Each engine has one vote, which its readings share: a mistake that an engine makes at every size is
still one engine's. A vote weighs as much as its reading is sure of the characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from cuelift.ocr.align import Part, differences
from cuelift.ocr.engines.base import OcrLine
from cuelift.ocr.folding import fold
from cuelift.ocr.settling import Choice, is_settled, words_of
from cuelift.ocr.wordlist import Wordlist

_VIETNAMESE = frozenset(map(chr, range(0x1EA0, 0x1EFA)))
UNWRITTEN: Mapping[str, frozenset[str]] = MappingProxyType(
    {"ppocr": _VIETNAMESE | frozenset("„‚¡‹›")}
)
"""Signs that an engine knows nothing of: it has no say where they are in question."""
_TRUST: Mapping[str, float] = MappingProxyType({"ppocr": 1.1, "command": 2.0})
_TRUST_UNSPACED: Mapping[str, float] = MappingProxyType({"ppocr": 1.6, "command": 3.0})
"""What an engine's vote weighs beside the others' 1."""
_SILENT = 0.15
_FOREIGN = 0.3
"""Of the votes for a letter that the language does not have."""
_MARKED = 1.4
"""Engines drop marks over letters more often than they add them."""
_NOTE = 2.0
"""A note is written on evidence of the picture."""
_DROPPED = 0.6
"""Of the votes for nothing: engines drop characters more often than they add them."""
_CLEAR = 0.65
"""The share of the readings that must back each character of what nobody looks at again."""
_FLOOR, _FLOOR_UNSPACED = 0.5, 0.6
"""How sure each engine must be of every character of that, in its surest reading."""
_TWO_DOTS = re.compile(r"(?<!\.)\.\.(?!\.)")
"""No sign of any language: a dot was lost, or one was added."""
_WORD = 1.5
"""Of the votes for what makes a word of the language."""
_SMALL = frozenset(("", ",", ".", "'", '"', "i", "j", "!", "?"))
"""What is seen of a sign that is not known."""
_STROKED = str.maketrans("łŁı", "lli")
_STROKES = str.maketrans("i1|!]t'", 'llllll"')


class Reading(NamedTuple):
    """One line as an engine has read it once."""

    engine: str
    line: OcrLine


class Elected(NamedTuple):
    """A line, and whether all its characters are well backed."""

    line: OcrLine
    backed: bool


def elect(
    readings: Sequence[Reading],
    *,
    unspaced: bool = False,
    letters: str = "",
    words: Wordlist | None = None,
) -> Elected:
    """The line that the readings of one line make together.

    Args:
        readings: the most trusted first.
        unspaced: the script parts no words by spaces.
        letters: those of the language beside ASCII; empty: not known.
        words: of the language; None: there is no dictionary.
    """
    names = [each.engine for each in readings]
    line = readings[0].line
    found = differences([each.line for each in readings])
    if found is None:
        return Elected(line, False)
    floor = _FLOOR_UNSPACED if unspaced else _FLOOR
    backed = all(_is_sure(name, readings, floor) for name in set(names))
    own = frozenset(letters + letters.upper())
    for parts in reversed(found):
        choices = _choices(names, parts, unspaced)
        known = [words_of(each, words) for each in choices]
        weights = [
            _weight(each, choices, names, own, unspaced) * (_WORD if is_word else 1.0)
            for each, is_word in zip(choices, known, strict=True)
        ]
        won = choices[weights.index(max(weights))]
        settled = is_settled(won, choices, known, unspaced=unspaced)
        backed = backed and (settled or _is_backed(won, choices, names))
        line = _with(line, parts[0], won.best)
    return Elected(line, backed and not _TWO_DOTS.search(line.text))


def _is_sure(engine: str, readings: Sequence[Reading], floor: float) -> bool:
    own = [each.line.confidence for each in readings if each.engine == engine]
    return max(own) >= floor


def _choices(names: Sequence[str], parts: Sequence[Part], unspaced: bool) -> list[Choice]:
    """The texts of a place, variants of typography together, in the order of the readings."""
    found: dict[str, list[tuple[str, Part]]] = defaultdict(list)
    # Folding takes spaces off the ends of a line, but within it they count.
    around = "一" if unspaced else "x"
    for name, part in zip(names, parts, strict=True):
        folded = fold(f"{around}{part.text}{around}", unspaced=unspaced)
        found[folded[1:-1]].append((name, part))
    return [Choice(text, voters) for text, voters in found.items()]


def _weight(
    choice: Choice,
    choices: Sequence[Choice],
    names: Sequence[str],
    own: frozenset[str],
    unspaced: bool,
) -> float:
    trust = _TRUST_UNSPACED if unspaced else _TRUST
    total = 0.0
    for name, part in choice.voters:
        vote = part.confidence * trust.get(name, 1.0) / names.count(name)
        silent = any(_is_silent(name, part, each) for each in choices)
        total += vote * (_SILENT if silent else 1.0)
    if not choice.text and len(choices) > 1:
        total *= _DROPPED
    if own and any(
        char.isalpha() and not char.isascii() and char not in own for char in choice.text
    ):
        total *= _FOREIGN
    if "♪" in choice.text:
        total *= _NOTE
    if any(_is_marked(choice.text, each.text) for each in choices):
        total *= _MARKED
    return total


def _is_backed(won: Choice, choices: Sequence[Choice], names: Sequence[str]) -> bool:
    """Whether most readings say so that can, two at least, and none a near twin of it."""
    if any(_are_twins(won.text, each.text) for each in choices):
        return False
    voters = {name for name, _ in won.voters}
    against = [(name, part) for each in choices if each is not won for name, part in each.voters]
    able = [name for name, part in against if not _is_silent(name, part, won)]
    if len(won.voters) < max(2, _CLEAR * (len(won.voters) + len(able))):
        return False
    return len(voters) > 1 or not (set(names) - voters) & set(able)


def _is_silent(name: str, part: Part, won: Choice) -> bool:
    """Whether an engine has nothing of its own in place of what it cannot write."""
    said = {char for _, each in won.voters for char in each.text}
    unknown = UNWRITTEN.get(name, frozenset()) & said
    if not unknown:
        return False
    # What it reads for a letter may be any other letter; a sign is dropped, or seen as a small one.
    return any(map(str.isalpha, unknown)) or part.text.strip() in _SMALL


def _are_twins(one: str, other: str) -> bool:
    """Whether two texts differ in case, marks or strokes alone: a majority proves little there."""
    if one == other or not one or not other:
        return False
    return _bare(one).translate(_STROKES) == _bare(other).translate(_STROKES)


def _is_marked(one: str, other: str) -> bool:
    """Whether a text is another with marks over its letters."""
    if not one or not other:
        return False
    # A stroked l is taken for a t as well.
    same = _bare(one).replace("t", "l") == _bare(other).replace("t", "l")
    return same and _marks(one) > _marks(other)


def _bare(text: str) -> str:
    parts = unicodedata.normalize("NFD", text.translate(_STROKED))
    return "".join(char for char in parts if not unicodedata.combining(char)).lower()


def _marks(text: str) -> int:
    parts = unicodedata.normalize("NFD", text)
    return sum(bool(unicodedata.combining(char)) or char in "łŁ" for char in parts)


def _with(line: OcrLine, old: Part, new: Part) -> OcrLine:
    """A line with a part of another reading in place of its own."""
    before, after, own = slice(0, old.start), slice(old.stop, None), slice(new.start, new.stop)
    put = line.put(old.start, old.stop, new.text)
    chars = (*line.chars[before], *new.line.chars[own], *line.chars[after])
    if not (line.columns and new.line.columns):
        return put._replace(chars=chars)
    columns = (*line.columns[before], *new.line.columns[own], *line.columns[after])
    return put._replace(chars=chars, columns=columns)

"""Settles disputes that the engines' votes leave open: by a dictionary, and by known mistakes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from cuelift.ocr.align import Part
from cuelift.ocr.wordlist import Wordlist

_STEADY = 0.98
"""How sure an engine must be, each time, of a character that the other one cannot make out."""
_IN_WORD = re.compile(r"[\w'’]")
_NUMERAL = frozenset("IVXLCDMl1")
_BRACKETS_LEFT, _BRACKETS_RIGHT, _DOT = "[(|Il1r", "]1J|Il)j", ".:：,，'-"
_MISTAKEN: Mapping[str, str] = MappingProxyType(
    {
        "「": _BRACKETS_LEFT, "『": _BRACKETS_LEFT, "」": _BRACKETS_RIGHT, "』": _BRACKETS_RIGHT,
        "！": "1Il|", "!": "1Il|", "·": _DOT, "•": _DOT, "，": "'", "。": "o0", "—": "一", "?": "2",
        "）": "]1", "（": "[1",
    }
)  # fmt: skip
"""Signs of Chinese and Japanese, and what is read in their place."""
_ASCII = re.compile("[!-~]")
_STROKES = frozenset("[]!|/1lTIi ")
_PERCENT = frozenset("0123456789oO/ %")


class Choice(NamedTuple):
    """What a place of a line may say, and who says so."""

    text: str
    voters: list[tuple[str, Part]]

    @property
    def best(self) -> Part:
        """As the reading has it that is the surest."""
        return max((part for _, part in self.voters), key=lambda part: part.confidence)


def words_of(choice: Choice, words: Wordlist | None) -> bool | None:
    """Whether a choice makes words of the language of what stands around it; None: not told."""
    if words is None:
        return None
    part = choice.best
    text, start, stop = part.line.text, part.start, part.stop
    while start > 0 and _IN_WORD.match(text[start - 1]):
        start -= 1
    while stop < len(text) and _IN_WORD.match(text[stop]):
        stop += 1
    around = text[start:stop]
    if _NUMERAL.issuperset(around) or not any(map(str.isalpha, around)):
        return None
    return words.known(around)


def is_settled(
    won: Choice, choices: Sequence[Choice], known: Sequence[bool | None], *, unspaced: bool
) -> bool:
    """Whether there is but one choice, or the others are out of the question.

    Args:
        won: the one with the most votes.
        choices: all of them.
        known: whether each makes words of the language.
        unspaced: the script parts no words by spaces.
    """
    others = [each for each in choices if each is not won]
    if not others:
        return True
    if known[choices.index(won)] and not any(
        is_word is not False
        for each, is_word in zip(choices, known, strict=True)
        if each is not won
    ):
        return bool(won.text) and all(map(_is_of_letters, choices))
    if len(won.voters) < 2:
        return False
    if won.text.strip() == "%":
        return all(_PERCENT.issuperset(each.text) for each in others)
    if not unspaced:
        return _is_pronoun(won, others)
    return all(_is_mistaken(won, each) for each in others) or _is_steady(won, others)


def _is_pronoun(won: Choice, others: Sequence[Choice]) -> bool:
    """Whether an I stands alone that was taken for another stroke."""
    part = won.best
    around = part.line.text[max(part.start - 1, 0) : part.stop + 1]
    alone = around.replace("'", " ").replace("’", " ").split() == ["I"]
    return alone and all(_STROKES.issuperset(each.text) for each in others)


def _is_of_letters(choice: Choice) -> bool:
    """Whether nothing but letters, and spaces and apostrophes within words, is in question."""
    if choice.text.strip():
        return choice.text.replace(" ", "").replace("'", "").isalpha()
    part = choice.best
    text = part.line.text
    return text[part.start - 1 : part.start].isalpha() and text[part.stop : part.stop + 1].isalpha()


def _is_mistaken(won: Choice, other: Choice) -> bool:
    """Whether a sign of Chinese or Japanese was taken for what it looks like."""
    alike = "".join([_MISTAKEN.get(char, "") for char in won.text])
    signs = not any(char.isalpha() for char in won.text)
    return bool(alike) and signs and set(other.text.replace(" ", "")) <= set(alike + won.text)


def _is_steady(won: Choice, others: Sequence[Choice]) -> bool:
    """Whether one reads the same each time, and surely, where the others contradict themselves."""
    if min(part.confidence for _, part in won.voters) < _STEADY:
        return False
    return len(others) > 1 and all(
        # Engines drop characters, and what one takes for a sign the other may take for a letter.
        len(each.voters) == 1 and len(each.text) <= len(won.text) and not _ASCII.search(each.text)
        for each in others
    )

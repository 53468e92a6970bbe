"""Makes the text of segments: as captions have it, and normalised for training.

Spec: Unicode Standard Annex 15 (NFC); Unicode Standard Annex 44, 5.7.1 (general categories).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import category, normalize

from cuelift.dataset.options import TextOptions

_INVISIBLE = dict.fromkeys(
    map(ord, "\u00ad\u200b\u2060\ufeff\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e")
) | dict.fromkeys(range(0x2066, 0x206A))
_APOSTROPHES = str.maketrans("\u2018\u2019\u02bc\uff07", "''''")
_TURN = re.compile(r"^[-\u2010-\u2015\u2212][ \t]*(?=\S)")
"""The dash of a turn in a dialogue, at the beginning of a line."""
_BASIC = frozenset(".,?!\u3002\uff0c\uff1f\uff01\u3001\u0964\u061f\u060c\u06d4\u00bf\u00a1")
_IN_NUMBERS = frozenset(".,:/-\u2212\u2013\u066b\u066c")
_IN_WORDS = frozenset("'-\u2010\u2011\u00b7\u05f3\u05f4\u05be\u200c\u200d")
_BESIDE_DIGITS = frozenset("%\u2030\u00b0\u066a")
_TURKIC = frozenset(("tr", "az"))
_UNSPACED = frozenset(("zh", "ja", "yue"))
_WIDE = "\u3001-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff"
_WIDE_GAP = re.compile(f"(?<=[{_WIDE}]) (?=[{_WIDE}])")


def join(lines: Iterable[str], language: str) -> str:
    """Lines as one; white space is one blank, none between characters of unspaced scripts.

    Args:
        lines: of text.
        language: without script and region, lower case.
    """
    parts = [text for line in lines if (text := " ".join(_plain(line).split()))]
    if language not in _UNSPACED:
        return " ".join(parts)
    made: list[str] = []
    for part in parts:
        if made and not _WIDE_GAP.search(f"{made[-1][-1]} {part[0]}"):
            made.append(" ")
        made.append(part)
    return "".join(made)


def normalise(lines: Iterable[str], language: str, options: TextOptions) -> str:
    """The text that a recogniser is to learn; empty: nothing is said.

    Args:
        lines: of text.
        language: without script and region, lower case.
        options: what to keep.
    """
    text = join((_TURN.sub("", line.strip()) for line in lines), language)
    text = normalize("NFC", text).translate(_APOSTROPHES)
    if options.punctuation != "keep":
        text = _without_marks(text, _BASIC if options.punctuation == "basic" else frozenset())
        if language in _UNSPACED:
            text = _WIDE_GAP.sub("", text)
    if options.case != "keep":
        text = normalize("NFC", _cased(text, language, options.case))
    return text if any(char.isalnum() for char in text) else ""


def letters(text: str) -> int:
    """How many characters are not blanks."""
    return len(text) - text.count(" ")


def _plain(line: str) -> str:
    """A line without invisible characters and controls."""
    line = line.translate(_INVISIBLE)
    if line.isprintable():
        return line
    return "".join(
        [" " if category(char) in ("Cc", "Cs", "Cn", "Zl", "Zp") else char for char in line]
    )


def _without_marks(text: str, kept: frozenset[str]) -> str:
    made = []
    last = len(text) - 1
    for at, char in enumerate(text):
        if char in kept or category(char)[0] not in "PS":
            made.append(char)
            continue
        before = text[at - 1] if at else " "
        after = text[at + 1] if at < last else " "
        made.append(char if _belongs(char, before, after) else " ")
    # A full stop must not stand apart from its word because of a quote between them.
    spaced = " ".join("".join(made).split())
    for mark in kept:
        spaced = spaced.replace(f" {mark}", mark) if mark not in "\u00bf\u00a1" else spaced
    return spaced


def _belongs(char: str, before: str, after: str) -> bool:
    """Whether a mark is part of a word or a number."""
    if before.isdigit() and after.isdigit() and char in _IN_NUMBERS:
        return True
    if char in _BESIDE_DIGITS or category(char) == "Sc":
        return before.isdigit() or after.isdigit()
    return char in _IN_WORDS and _is_letter(before) and _is_letter(after)


def _is_letter(char: str) -> bool:
    return char.isalnum() or category(char)[0] == "M"


def _cased(text: str, language: str, case: str) -> str:
    if case == "lower":
        if language in _TURKIC:
            text = text.replace("I", "\u0131").replace("\u0130", "i")
        return text.lower()
    if language in _TURKIC:
        text = text.replace("i", "\u0130")
    return text.upper()

"""Reads an engine's answer back: styles and protected words in their places, or a problem named."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence

from cuelift.errors import BadAnswer
from cuelift.translate.borders import borders
from cuelift.translate.marks import Restored, Run, from_xml
from cuelift.translate.protect import Masked

_FACTOR = 8
_LEAST_CHARS = 200
_FEW_LETTERS = 3
_MANY_SPACES = 4
"""So many words are seldom the same in two languages."""
_LOOSE = frozenset(" \t\r\n\u2028\u2029\u200b\ufeff\x85\x0b\x0c")


def most_chars(source: str) -> int:
    """An answer that is longer is no translation of a source text."""
    return _FACTOR * len(source) + _LEAST_CHARS


def restore(masked: Masked, answer: str, target: str, *, marked: bool) -> Restored:
    """The runs of an answer.

    Args:
        masked: what was asked.
        answer: of the engine.
        target: language.
        marked: whether the engine was given marks.

    Returns: runs that hold at least one character; and what is wrong with them, if anything.

    Raises:
        BadAnswer: it holds no text, or far too much.
    """
    if len(answer) > most_chars(masked.xml if marked else masked.plain):
        raise BadAnswer(f"{len(answer)} characters are no translation of {len(masked.plain)}")
    if marked:
        runs, seen = from_xml(answer, masked.holds, len(masked.styles))
    else:
        runs, seen = _projected(masked, answer, target), set()
    runs = _tidy(runs)
    text = "".join([run.text for run in runs])
    if not any(map(str.isalnum, text)) and any(map(str.isalnum, masked.plain)):
        raise BadAnswer("an answer holds no words")
    if _is_shouted(masked.plain):
        runs = [Run(run.text.upper(), run.style) for run in runs]
    problems = []
    for number, hold in enumerate(masked.holds, 1):
        if number in seen or hold.text.casefold() in text.casefold():
            continue
        problems.append(f"{hold.kind} {hold.text[:40]!r} is missing")
        if hold.kind == "literal":
            runs.append(Run(f" {hold.text}"))
    problems += _suspicions(masked, text)
    if marked and len({run.style for run in runs} - {0}) < len(masked.styles):
        problems.append("a style is missing")
    return Restored(runs, tuple(problems))


def _suspicions(masked: Masked, text: str) -> list[str]:
    """What the words of a translation tell against it."""
    found = []
    if _digits(masked.plain) - _digits(text):
        found.append("a number is missing")
    if text == masked.plain and text.count(" ") >= _MANY_SPACES:
        found.append("it came back as it was")
    return found


def _is_shouted(text: str) -> bool:
    """Whether a text is in capitals altogether, as its translation should then be."""
    return text.isupper() and sum(map(str.isalpha, text)) > _FEW_LETTERS


def _digits(text: str) -> Counter[int]:
    """How often each digit occurs; grouping, order and script of numbers change with languages."""
    if text.isascii() and not any(map(str.isdigit, text)):
        return Counter()
    return Counter(unicodedata.decimal(char) for char in text if char.isdecimal())


def _projected(masked: Masked, answer: str, target: str) -> list[Run]:
    """Styles of a text without marks: at about the same place, from word to word."""
    total = len(masked.plain)
    if not masked.styles or not answer:
        return [Run(answer)]
    stops = [0, *borders(answer, target), len(answer)]
    runs: list[Run] = []
    at = done = 0
    for token in masked.tokens:
        done += len(token.text)
        end = _nearest(stops, done * len(answer) // total) if done < total else len(answer)
        if token.style and end <= at:
            end = next((stop for stop in stops if stop > at), at)
        if end > at:
            runs.append(Run(answer[at:end], token.style))
            at = end
    return runs


def _nearest(stops: Sequence[int], wanted: int) -> int:
    return min(stops, key=lambda stop: abs(stop - wanted))


def _tidy(runs: Sequence[Run]) -> list[Run]:
    """Runs in one line, single spaces, no control characters, no space at either end."""
    made: list[Run] = []
    spaced = True
    for run in runs:
        parts: list[str] = []
        for char in run.text:
            if char in _LOOSE or (char == " " and spaced):
                if not spaced:
                    parts.append(" ")
                spaced = True
            elif unicodedata.category(char) not in ("Cc", "Cs"):
                parts.append(char)
                spaced = False
        if parts:
            made.append(Run("".join(parts), run.style))
    for at in range(1, len(made) - 1):
        if made[at].text == " " and made[at - 1].style == made[at + 1].style:
            made[at] = Run(" ", made[at - 1].style)
    return _stripped(_stripped(made, first=True), first=False)


def _stripped(runs: list[Run], *, first: bool) -> list[Run]:
    """Runs without white space at one end."""
    end = 0 if first else -1
    while runs:
        text = runs[end].text.lstrip() if first else runs[end].text.rstrip()
        if text:
            runs[end] = runs[end]._replace(text=text)
            break
        runs.pop(end)
    return runs

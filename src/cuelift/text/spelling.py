"""Mends known misspellings: those of lists, and by wish those of a dictionary's own table."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Literal

import msgspec

from cuelift.cues import Cue
from cuelift.errors import UsageError
from cuelift.text.base import Context
from cuelift.text.dictionary import Words, find_words, need_words
from cuelift.text.edits import Change, Edits
from cuelift.text.misspelt import misspelt
from cuelift.text.rules import outside_addresses
from cuelift.text.spans import Patch, substitute

MAX_JUDGED = 1000
"""Unknown words of a track for which the dictionary's table is tried."""
LONGEST = 32
"""Letters of a word that is judged."""
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’-](?=[^\W\d_]))*")


class SpellingOptions(msgspec.Struct, frozen=True, kw_only=True):
    """Where misspellings are known from."""

    builtin: bool = True
    """The lists of cuelift: de, en, es, fr, it, nl, pt, sv."""
    list: str = ""
    """A file with one misspelling a line: ``wrong = right``; ``#`` begins a comment."""
    table: bool = False
    """The dictionary's table of frequent mistakes, for words that it does not know and if exactly
    one of the words that the table makes of them is known."""
    report: bool = False
    """Note unknown words as changes that change nothing."""
    folder: str = ""
    """Where dictionaries lie, before those of the system."""
    missing: Literal["error", "skip"] = "error"
    """What it means that ``table`` or ``report`` has no dictionary."""


def spelling(
    cues: Sequence[Cue], context: Context, options: SpellingOptions, edits: Edits
) -> list[Cue]:
    """Mends known misspellings.

    Raises:
        UsageError: the list cannot be read, or there is no dictionary where one is needed.
    """
    known = dict(misspelt(context.primary)) if options.builtin else {}
    if options.list:
        known |= _read_list(context.read(options.list), options.list)
    words = _dictionary(context, options, edits.by)
    judge = _Table(words) if words is not None and options.table else None
    made = []
    for cue in cues:
        if cue.spans and not cue.comment:
            found = _WORD.findall(cue.text.replace("’", "'"))
            if any(word.lower() in known for word in found):
                cue = _mended(cue, "list", lambda word: known.get(word.lower()), edits)
            if judge is not None:
                cue = _mended(cue, "table", judge.meant, edits)
            if words is not None and options.report:
                _report(cue, words, edits)
        made.append(cue)
    return made


def _dictionary(context: Context, options: SpellingOptions, by: str) -> Words | None:
    if not (options.table or options.report):
        return None
    language = context.language or ""
    if options.missing == "skip":
        return find_words(language, options.folder)
    return need_words(language, options.folder, by)


def _mended(cue: Cue, rule: str, right: Callable[[str], str | None], edits: Edits) -> Cue:
    text = cue.text
    patches: list[Patch] = []
    for match in _WORD.finditer(text):
        word = match[0].replace("’", "'")
        meant = right(word)
        if meant is not None and meant != word:
            patches.append((*match.span(), as_written(word, meant)))
    kept = outside_addresses(text, patches)
    return edits.change(cue, rule, spans=substitute(cue.spans, kept)) if kept else cue


def as_written(word: str, right: str) -> str:
    """A word in the letter case of another."""
    if len(word) > 1 and word.isupper():
        return right.upper()
    return right[:1].upper() + right[1:] if word[:1].isupper() else right


@cache
def _line() -> re.Pattern[str]:
    return re.compile(r"([^=#]+)=([^=#]+)(?:#.*)?")


def _read_list(text: str, name: str) -> dict[str, str]:
    known: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = _line().fullmatch(line)
        if match is None or not match[1].strip() or not match[2].strip():
            raise UsageError(f"{name}, line {number}: not 'wrong = right'")
        known[match[1].strip().lower()] = match[2].strip()
    return _without_circles(known)


def _without_circles(known: Mapping[str, str]) -> dict[str, str]:
    """The entries whose right word is not itself called wrong."""
    return {
        wrong: right
        for wrong, right in known.items()
        if not any(word.lower() in known for word in _WORD.findall(right))
    }


class _Table:
    """Words that the table of a dictionary makes of unknown ones."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._meant: dict[str, str | None] = {}

    def meant(self, word: str) -> str | None:
        """The one word that it can be; None: none, or several, or it is right."""
        if word not in self._meant:
            doubtful = word.islower() and len(word) <= LONGEST
            if not doubtful or len(self._meant) >= MAX_JUDGED or self._words.known(word):
                return None
            self._meant[word] = self._find(word)
        return self._meant[word]

    def _find(self, word: str) -> str | None:
        found: str | None = None
        for wrong, right in self._words.replacements:
            at = word.find(wrong)
            while at >= 0:
                other = word[:at] + right + word[at + len(wrong) :]
                if other != found and all(map(self._words.known, other.split(" "))):
                    if found is not None:
                        return None
                    found = other
                at = word.find(wrong, at + 1)
        return found


def _report(cue: Cue, words: Words, edits: Edits) -> None:
    unknown = [
        word
        for word in dict.fromkeys(_WORD.findall(cue.text))
        if len(word) <= LONGEST and not words.either_case(word.replace("’", "'"))
    ]
    if unknown:
        edits.changes.append(Change(edits.by, f"unknown: {', '.join(unknown)}", (cue,), (cue,)))

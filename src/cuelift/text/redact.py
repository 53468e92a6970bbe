"""Masks strong language and personal data.

The text goes from the cue: from its spans, the other readings of its picture and the notes of
earlier changes. A changes file still has it, or nothing could be undone, and so have pictures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Literal

import msgspec
from msgspec.structs import replace

from cuelift.cues import Cue, Span
from cuelift.text.base import Context
from cuelift.text.edits import Edits
from cuelift.text.redact_patterns import Found, personal
from cuelift.text.redact_words import listed
from cuelift.text.spans import Patch, substitute

Mask = Literal["asterisks", "bleep", "drop", "tag"]

PROFANITY = "profanity"
MAX_ROUNDS = 8
"""What goes may bring two halves of a phrase together, or part a number from a word."""
_OWN = frozenset(("bleep", "profanity", "phone", "card", "iban", "e-mail"))
"""What stands in the place of text, and is not masked again."""
_WORD = re.compile(r"\w+")


class RedactOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What is masked, and how."""

    mask: Mask = "asterisks"
    """``asterisks``: as many, behind the first letter of a word; ``bleep``: ``[bleep]``; ``tag``:
    what it is, ``[phone]``; ``drop``: nothing is left."""
    profanity: bool = True
    """Words of the lists: of the track's language, and of ``list``."""
    personal: bool = True
    """Mail addresses, telephone numbers, account (IBAN) and card numbers."""
    languages: str = ""
    """Languages of the lists, parted by ``+``; empty: that of the track, or English."""
    list: str = ""
    """A file with further words and phrases, one a line; ``#`` begins a comment."""
    builtin: bool = True
    """The lists of cuelift."""


def redact(
    cues: Sequence[Cue], context: Context, options: RedactOptions, edits: Edits
) -> list[Cue]:
    """Masks what the lists and patterns find.

    Raises:
        UsageError: the list cannot be read.
    """
    words = _Words(_phrases(context, options))
    made = []
    for cue in cues:
        if cue.spans and not cue.comment:
            for _ in range(MAX_ROUNDS):
                text = cue.text
                found = _found(text, words, options)
                if not found:
                    break
                cue = _masked(cue, text, found, options.mask, edits)
            if not cue.text.strip() and cue.edits and cue.edits[-1].by == edits.by:
                edits.drop((cue,), "nothing left")
                continue
        made.append(cue)
    return made


def _phrases(context: Context, options: RedactOptions) -> set[str]:
    phrases: set[str] = set()
    if not options.profanity:
        return phrases
    if options.builtin:
        for language in (options.languages or context.primary or "en").split("+"):
            phrases |= listed(language.strip().lower())
    if options.list:
        lines = (line.partition("#")[0].strip() for line in context.read(options.list).splitlines())
        phrases |= {line.lower() for line in lines if line}
    return phrases if options.mask == "asterisks" else phrases - _OWN


class _Words:
    """Finds words and phrases, whole ones alone."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._single: set[str] = set()
        self._longer: dict[str, list[tuple[str, ...]]] = {}
        for phrase in sorted(phrases):
            words = tuple(_WORD.findall(phrase))
            if len(words) == 1:
                self._single.add(words[0])
            elif words:
                self._longer.setdefault(words[0], []).append(words)

    def find(self, text: str) -> list[Found]:
        """Where they stand."""
        if not (self._single or self._longer):
            return []
        tokens = [(match[0].lower(), *match.span()) for match in _WORD.finditer(text)]
        found: list[Found] = []
        at = 0
        while at < len(tokens):
            count = self._length(text, tokens, at)
            if count:
                found.append(Found(tokens[at][1], tokens[at + count - 1][2], PROFANITY))
            at += count or 1
        return found

    def _length(self, text: str, tokens: Sequence[tuple[str, int, int]], at: int) -> int:
        """Of the longest phrase that begins with a word, in words."""
        longest = 1 if tokens[at][0] in self._single else 0
        for phrase in self._longer.get(tokens[at][0], ()):
            these = tokens[at : at + len(phrase)]
            if tuple([word for word, _, _ in these]) == phrase and not any(
                text[here[2] : there[1]].strip(" \n-'’") for here, there in pairwise(these)
            ):
                longest = max(longest, len(phrase))
        return longest


def _found(text: str, words: _Words, options: RedactOptions) -> list[Found]:
    private = personal(text) if options.personal else []
    strong = words.find(text)
    if not private or not strong:
        return private or strong
    # A word inside a mail address is masked with it.
    strong = [
        each
        for each in strong
        if all(each.end <= other.start or each.start >= other.end for other in private)
    ]
    return sorted(private + strong)


def _masked(cue: Cue, text: str, found: Sequence[Found], mask: Mask, edits: Edits) -> Cue:
    patches = [_patch(text, each, mask) for each in found]
    spans = substitute(cue.spans, patches) or (Span(""),)
    untouched = {span.text for span in cue.spans}
    spans = tuple(
        replace(span, ruby=None) if span.ruby and span.text not in untouched else span
        for span in spans
    )
    reading = cue.reading and replace(cue.reading, alternatives=())
    rule = ", ".join(sorted({each.what for each in found}))
    made = edits.change(cue, rule, spans=spans, reading=reading)
    made = replace(made, edits=tuple([replace(edit, text=None) for edit in made.edits]))
    edits.changes[-1] = replace(edits.changes[-1], after=(made,))
    return made


def _patch(text: str, found: Found, mask: Mask) -> Patch:
    start, end, what = found
    if mask == "asterisks":
        kept = 1 if what == PROFANITY else 0
        hidden = ["*" if char.isalnum() else char for char in text[start + kept : end]]
        return start + kept, end, "".join(hidden) if what == PROFANITY else "*" * (end - start)
    if mask == "drop":
        if text[end : end + 1] == " " and (start == 0 or text[start - 1].isspace()):
            end += 1
        elif start and text[start - 1] == " ":
            start -= 1
        return start, end, ""
    return start, end, "[bleep]" if mask == "bleep" else f"[{what}]"

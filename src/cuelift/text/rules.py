"""Runs rules that look at the text of one cue alone, over a track."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from cuelift.cues import Cue
from cuelift.text.edits import Edits
from cuelift.text.spans import Patch, substitute


def word_set(text: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(text.split())


class Rule(NamedTuple):
    """A rule of a pass: what it makes of a text."""

    name: str
    find: Callable[[str], Sequence[Patch]]
    """Patches in order, none where nothing is to be done."""


def apply_rules(cues: Iterable[Cue], rules: Sequence[Rule], edits: Edits) -> list[Cue]:
    """Cues after rules that come one after the other; comments are handed on."""
    made = []
    for cue in cues:
        if cue.spans and not cue.comment:
            text = cue.text
            for name, find in rules:
                if patches := find(text):
                    cue = edits.change(cue, name, spans=substitute(cue.spans, patches))
                    text = cue.text
        made.append(cue)
    return made


def pattern_rule(
    name: str,
    pattern: re.Pattern[str],
    new: str | Callable[[re.Match[str]], str],
    *,
    hint: str = "",
) -> Rule:
    """A rule that replaces each match of a pattern, outside of addresses.

    Args:
        name: of the rule.
        pattern: matches no more than is to be replaced.
        new: what stands there afterwards.
        hint: characters one of which every match holds; empty: not known.
    """
    find = pattern.finditer
    marks = frozenset(hint)

    def patches(text: str) -> Sequence[Patch]:
        if marks and marks.isdisjoint(text):
            return ()
        found = [
            (match.start(), match.end(), new if isinstance(new, str) else new(match))
            for match in find(text)
        ]
        found = [patch for patch in found if text[patch[0] : patch[1]] != patch[2]]
        return outside_addresses(text, found) if found else found

    return Rule(name, patches)


_TOKEN = re.compile(r"\S+")
_ADDRESS = re.compile(
    r"://|^(?:www|ftp)\.|\w@\w|\w\.(?:com|net|org|info|tv|io|fr|de|es|it|co|uk|cn|jp|ru)(?:\W|$)",
    re.IGNORECASE,
)


def addresses(text: str) -> list[tuple[int, int]]:
    """Where web and mail addresses stand; their punctuation is no sentence's."""
    if "." not in text and "@" not in text and "://" not in text:
        return []
    return [
        match.span()
        for match in _TOKEN.finditer(text)
        if not match[0].isalpha() and _ADDRESS.search(match[0])
    ]


def outside_addresses(text: str, patches: Sequence[Patch]) -> list[Patch]:
    """The patches that touch no address, nor take the space away that ends one."""
    kept = list(patches)
    for start, end in addresses(text):
        kept = [
            patch
            for patch in kept
            if patch[1] <= start or patch[0] > end or (patch[0] == end and patch[2])
        ]
    return kept

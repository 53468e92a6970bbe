"""Finds what stands in brackets, asterisks and the like, also where it runs over two cues."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

MAX_GROUPS = 200
"""In one cue; what has more is no caption."""
MAX_GAP_NS = 3_000_000_000
"""Between two cues that share a description."""

_OPENERS = "([{（［【〔<＜〈"
_CLOSERS = ")]}）］】〕>＞〉"
_KINDS = dict(zip(_OPENERS + _CLOSERS, "([{([[[<<<([{([[[<<<", strict=True))
_SIGNS = re.compile(r"[()\[\]{}（）［］【】〔〕<>＜＞〈〉]|\*+|＊+")
_WAVES = re.compile(r"(?<![\w~:])(~{1,2}|::)([^~:\n]{2,60})\1(?![\w~:])")
_LETTER = re.compile(r"[^\W\d_]")
_FACE = re.compile(r"(?:^|[\s(])[:;=]['’]?[-o^]?\Z")


class Group(NamedTuple):
    """A bracketed piece of a cue's text."""

    start: int
    """Of the bracket."""
    end: int
    """Behind the closing bracket."""
    kind: str
    """The bracket: ``(``, ``[``, ``{``, ``<``, ``*`` or ``~``."""
    inside: str
    """What it holds; the whole of it where it runs over two cues."""
    open_end: bool = False
    """It goes on in the next cue."""
    open_start: bool = False
    """It began in the cue before."""


class Found(NamedTuple):
    """The groups of a cue, and the brackets that have no partner."""

    groups: list[Group]
    opener: int | None
    closer: int | None


def find_groups(text: str) -> Found:
    """The outermost groups of a text, in order."""
    opened: list[tuple[str, int]] = []
    groups: list[Group] = []
    closer = star = None
    for match in _SIGNS.finditer(text):
        sign, at = match[0], match.start()
        if sign[0] in "*＊":
            if _is_star(text, at, match.end()):
                if star is None:
                    star = at
                else:
                    groups.append(Group(star, at + 1, "*", text[star + 1 : at]))
                    star = None
        elif _is_face(text, at, sign, opened):
            continue
        elif sign in _OPENERS:
            opened.append((sign, at))
        elif opened and _fits(opened[-1][0], sign):
            first, start = opened.pop()
            groups.append(Group(start, at + 1, _KINDS[first], text[start + 1 : at]))
        elif not opened and not _widened(groups, at) and closer is None:
            closer = at
    groups += [Group(m.start(), m.end(), "~", m[2]) for m in _WAVES.finditer(text)]
    if len(groups) > MAX_GROUPS:
        return Found([], None, None)
    return Found(_outermost(groups), opened[-1][1] if opened else None, closer)


def shared_groups(
    texts: Sequence[str], gaps: Sequence[int], found: Sequence[Found]
) -> dict[int, list[Group]]:
    """Groups that begin in one cue and end in the next.

    Args:
        texts: of the cues.
        gaps: nanoseconds from each cue to the next.
        found: the groups of each cue.

    Returns: the parts by cue number.
    """
    shared: dict[int, list[Group]] = {}
    for number in range(len(texts) - 1):
        start, end = found[number].opener, found[number + 1].closer
        if start is None or end is None or gaps[number] > MAX_GAP_NS:
            continue
        text, next_text = texts[number], texts[number + 1]
        if "\n\n" in text[start:] or not _fits(text[start], next_text[end]):
            continue
        if text[:start].strip(" -–—\n") and text.rstrip()[-1:] in ".!?":
            # "Ladies and gentlemen, [coughs there is no cause for alarm." was never closed.
            continue
        kind = _KINDS[text[start]]
        inside = f"{text[start + 1 :]} {next_text[:end]}"
        shared.setdefault(number, []).append(Group(start, len(text), kind, inside, open_end=True))
        shared.setdefault(number + 1, []).append(Group(0, end + 1, kind, inside, open_start=True))
    return shared


def _outermost(groups: list[Group]) -> list[Group]:
    groups.sort(key=lambda group: (group.start, -group.end))
    kept: list[Group] = []
    for group in groups:
        if not kept or group.start >= kept[-1].end:
            kept.append(group)
    return kept


def _fits(opener: str, closer: str) -> bool:
    """Round, square and curly brackets may close each other: they are often mistaken."""
    return (_KINDS[opener] == "<") == (_KINDS[closer] == "<")


def _widened(groups: list[Group], at: int) -> bool:
    """Takes one bracket too many along: ``[door slams]]``."""
    if not groups or groups[-1].end != at or groups[-1].kind == "*":
        return False
    groups[-1] = groups[-1]._replace(end=at + 1)
    return True


def _is_face(text: str, at: int, sign: str, opened: Sequence[tuple[str, int]]) -> bool:
    """Part of a smiley, an arrow or a heart."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if sign == "<":
        return not after.isalpha() or not (at == 0 or not before.isalnum())
    if sign == ">":
        return not before.isalpha() and before != "."
    if sign not in "()[]" or not _FACE.search(text[max(at - 4, 0) : at]):
        return False
    return not opened or not _is_label(text, opened[-1][1], at)


def _is_label(text: str, start: int, end: int) -> bool:
    """Whether ``:)`` ends a label: ``(Haut-parleur :) Attention``."""
    inside = text[start + 1 : end].rstrip(" :")
    led = not text[:start].rpartition("\n")[2].strip(" -–—")
    return led and inside.replace("-", "").replace(" ", "").isalpha() and len(inside.split()) <= 3


def _is_star(text: str, start: int, end: int) -> bool:
    """One asterisk, not inside of a word."""
    if end - start > 1:
        return False
    if text[start] == "＊":
        # Nothing parts the words around it.
        return True
    return not (text[start - 1 : start].isalnum() and text[end : end + 1].isalnum()) or start == 0

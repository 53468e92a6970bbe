"""Gathers the brackets of a track, and judges those that were never closed, or never opened."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from cuelift.cues import Cue
from cuelift.text.hearing_impaired.groups import Found, Group, find_groups, shared_groups
from cuelift.text.hearing_impaired.words import Lexicon

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_BRACKETS = re.compile(r"[\[\](){}（）［］【】〔〕<>＜＞〈〉*＊~]|::")
_STARRED = re.compile(r"[ \-–—]*(?:\* ?([^\W\d_][^*\n]{1,58})|([^\W\d_][^*\n]{1,58}?) ?\*)\s*\Z")
"""A line with one asterisk, at its beginning or its end."""


def groups_of(cues: Sequence[Cue], texts: Sequence[str], words: Lexicon) -> dict[int, list[Group]]:
    """What stands in brackets in each cue of a track, also where a bracket has no partner.

    Args:
        cues: of the track.
        texts: theirs; empty for what is not looked at.
        words: of the language.

    Returns: the groups by cue number, in order.
    """
    numbers = [number for number, text in enumerate(texts) if _BRACKETS.search(text)]
    found = {number: find_groups(texts[number]) for number in numbers}
    groups = {number: list(each.groups) for number, each in found.items() if each.groups}
    _share(cues, texts, found, groups)
    starred = sum(any(each.kind == "*" for each in have) for have in groups.values()) >= 3
    for number in numbers:
        opener, closer = found[number].opener, found[number].closer
        if starred and "*" in texts[number] and (stars := _lone_stars(texts[number], words)):
            groups[number] = sorted([*groups.get(number, ()), *stars])
        elif number not in groups:
            if lone := _lone(texts[number], opener, closer):
                groups[number] = [lone]
                if texts[number].endswith(",") and number + 1 < len(texts):
                    _follow(texts, number + 1, lone.kind, groups)
            elif opener is not None and (never := _never_closed(texts[number], opener, words)):
                groups[number] = [never]
    return groups


def _share(
    cues: Sequence[Cue],
    texts: Sequence[str],
    found: Mapping[int, Found],
    groups: dict[int, list[Group]],
) -> None:
    """Adds what begins in one cue and ends in the next."""
    for number in found:
        if number + 1 not in found:
            continue
        end_ns, start_ns = cues[number].end_ns, cues[number + 1].start_ns
        gap = start_ns - end_ns if end_ns is not None else 0
        pair = [found[number], found[number + 1]]
        for offset, parts in shared_groups(texts[number : number + 2], [gap], pair).items():
            groups.setdefault(number + offset, []).extend(parts)
    for each in groups.values():
        each.sort()


def _follow(texts: Sequence[str], number: int, kind: str, groups: dict[int, list[Group]]) -> None:
    """A cue that goes on with a list of sounds whose bracket nobody closed."""
    text = texts[number].strip()
    listed = text[:1].islower() and text.replace(" ", "").isalpha() and len(text.split()) <= 4
    if listed and number not in groups:
        groups[number] = [Group(0, len(texts[number]), kind, text, open_start=True)]


def _never_closed(text: str, opener: int, words: Lexicon) -> Group | None:
    """A bracket without a partner behind speech: what it holds goes as far as it tells of sounds.

    ``(sighs I know`` and ``Fifty... (heavy breathing``.
    """
    if text[opener] not in "[(（【［〔":
        return None
    if words.ideographic:
        rest = text[opener + 1 :]
        told = words.sound.ends(rest) and len(rest) <= 8 and rest.isalpha()
        return Group(opener, len(text), "(", rest) if told else None
    stop, first = opener + 1, True
    for word in _WORD.finditer(text, opener + 1):
        lowered = words.lower(word[0])
        known = words.strong(lowered) or (not first and words.weak(lowered))
        if not known or text[stop : word.start()].strip():
            break
        stop, first = word.end(), False
    rest = text[stop:].lstrip()
    if first or rest[:1] in tuple(",.;:?!)]"):
        return None
    kind = "[" if text[opener] in "[【［〔" else "("
    return Group(opener, stop, kind, text[opener + 1 : stop])


def _lone(text: str, opener: int | None, closer: int | None) -> Group | None:
    """A bracket without a partner whose description is the whole cue."""
    if opener is not None and not text[:opener].strip(" -–—\n") and text[opener] in "[(（【［〔":
        kind = "[" if text[opener] in "[【［〔" else "("
        return Group(opener, len(text), kind, text[opener + 1 :].rstrip(", "))
    if closer is not None and not text[closer + 1 :].strip() and text[closer] in "])）】］〕":
        inside = text[:closer].lstrip(" -–—")
        several = len(inside.split()) > 1 or (len(inside) > 4 and inside.isalpha())
        if "\n" not in inside and several:
            kind = "[" if text[closer] in "]】］〕" else "("
            return Group(closer - len(inside), closer + 1, kind, inside)
    return None


def _lone_stars(text: str, words: Lexicon) -> list[Group]:
    """Lines that begin or end with an asterisk without a partner, and tell of a sound."""
    if words.ideographic:
        return []
    made, at = [], 0
    for line in text.split("\n"):
        match = _STARRED.match(line) if line.count("*") == 1 else None
        inside = (match[1] or match[2]).strip() if match else ""
        if inside and _is_told(inside, words):
            start = at + len(line) - len(line.lstrip(" -–—"))
            made.append(Group(start, at + len(line.rstrip()), "*", inside))
        at += len(line) + 1
    return made


def _is_told(inside: str, words: Lexicon) -> bool:
    """``dial tone``; ``terms and conditions apply`` is a note at the foot of something."""
    if inside[0].isupper() or inside[-1] in ".!?,:;" or len(inside.split()) > 6:
        return False
    return any(words.strong(word) for word in words.words(inside))

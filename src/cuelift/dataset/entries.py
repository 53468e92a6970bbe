"""The captions of a track in order, each with its text or with the reason to leave it out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from typing import NamedTuple

from cuelift.cues import Cue
from cuelift.dataset.normal import join, normalise
from cuelift.dataset.options import SegmentOptions
from cuelift.text import Change

SOUNDS_BY = "hearing_impaired"
OVERLAP_NS = 100_000_000
"""Captions that follow each other may share so much; the first one is then cut."""
MAX_SONG_CUES = 12
"""Without a note of their own."""
MAX_SONG_GAP_NS = 5_000_000_000
_NOTES = re.compile("[\u2669-\u266c]")
_DESCRIBED = re.compile(r"\[[^\[\]]*\]|\([^()]*\)|\uff08[^\uff08\uff09]*\uff09|\*[^*]*\*")


class Entry(NamedTuple):
    """A caption on the way into a segment."""

    start_ns: int
    end_ns: int
    lines: tuple[str, ...]
    raw: str
    speaker: str | None
    mixed: bool
    """Several speakers, one after the other."""
    sentence_ends: bool
    reason: str | None
    """Why it is left out; None: it is not."""


class Facts(NamedTuple):
    """What is known beside the captions themselves."""

    language: str
    """Without script and region, lower case; empty: not known."""
    sung: Sequence[tuple[int, int]]
    """Stretches of the film, in order of their starts."""
    foreign: Set[int]
    """Numbers of cues in other languages."""


def is_sung(cue: Cue) -> bool:
    """Whether a caption shows what is sung: it has notes, or is held between number signs."""
    text = cue.text.strip()
    if _NOTES.search(text):
        return True
    return len(text) > 2 and text[0] == "#" and text[-1] == "#"


def sung_stretches(cues: Sequence[Cue]) -> list[tuple[int, int]]:
    """When it is sung, in order: captions with notes, and all from an opening to a closing one.

    Args:
        cues: in order of their starts.
    """
    found = []
    opened: list[Cue] = []
    for cue in cues:
        text = cue.text.strip()
        if opened and not _goes_on(opened, cue):
            opened = []
        if not is_sung(cue):
            opened = [*opened, cue] if opened else []
            continue
        begins = bool(_NOTES.match(text))
        first = opened[0] if opened and not begins else cue
        found.append((first.start_ns, cue.end_ns or 0))
        opened = [cue] if begins and not _NOTES.match(text[-1]) else []
    return sorted(found)


def _goes_on(opened: Sequence[Cue], cue: Cue) -> bool:
    """Whether a song may still last: a closing note that was forgotten must not cost the film."""
    gap = cue.start_ns - (opened[-1].end_ns or 0)
    return len(opened) < MAX_SONG_CUES and gap <= MAX_SONG_GAP_NS


def removed(changes: Iterable[Change]) -> list[Entry]:
    """The captions that text passes took away, as entries."""
    entries: list[Entry] = []
    for change in changes:
        if change.after or change.by != SOUNDS_BY:
            continue
        entries += [
            _left_out(cue, "music" if is_sung(cue) else "sound_only") for cue in change.before
        ]
    return entries


def make_entries(cues: Sequence[Cue], facts: Facts, options: SegmentOptions) -> list[Entry]:
    """The captions as entries, in the order that they have.

    Captions at the same time are two voices, so that neither can be told from the sound; those
    that overlap by very little are cut where the next one begins.
    """
    together = _together(cues)
    sung = _touched(cues, facts.sung)
    entries: list[Entry] = []
    following_ns: int | None = None
    for number in range(len(cues) - 1, -1, -1):
        cue = cues[number]
        reason = _reason(cue, options)
        if reason is None and number in sung:
            reason = "music"
        if reason is None and number in together:
            reason = "overlap"
        if reason is None and number in facts.foreign:
            reason = "foreign"
        if reason is not None:
            entries.append(_left_out(cue, reason))
        else:
            entries.append(_kept(cue, facts.language, following_ns))
        if _is_timed(cue) and _is_said(cue):
            following_ns = cue.start_ns
    return entries[::-1]


def _reason(cue: Cue, options: SegmentOptions) -> str | None:
    """Why a caption is left out, as far as it tells by itself."""
    if not _is_timed(cue):
        return "no_time"
    if not any(char.isalnum() for char in cue.text):
        return "empty"
    if is_sung(cue) and not options.music:
        return "music"
    if not any(char.isalnum() for char in _DESCRIBED.sub("", cue.text)):
        return "sound_only"
    doubtful = cue.reading is not None and cue.reading.status == "doubtful"
    return "doubtful" if doubtful and not options.doubtful else None


def _is_timed(cue: Cue) -> bool:
    return cue.end_ns is not None and 0 <= cue.start_ns < cue.end_ns


def _kept(cue: Cue, language: str, following_ns: int | None) -> Entry:
    lines = tuple(cue.text.split("\n"))
    voices = {span.speaker or cue.speaker for span in cue.spans if span.text.strip()}
    turns = sum(line.lstrip().startswith(("-", "\u2010", "\u2013", "\u2014")) for line in lines)
    mixed = len(voices) > 1 or turns > 1
    raw = join(lines, language)
    end_ns = cue.end_ns or 0
    return Entry(
        start_ns=cue.start_ns,
        end_ns=end_ns if following_ns is None else min(end_ns, following_ns),
        lines=lines,
        raw=raw,
        speaker=None if mixed else next(iter(voices), cue.speaker),
        mixed=mixed,
        sentence_ends=_ends_sentence(raw),
        reason=None,
    )


def _left_out(cue: Cue, reason: str) -> Entry:
    end_ns = max(cue.start_ns, cue.end_ns or 0)
    return Entry(cue.start_ns, end_ns, (), "", None, False, False, reason)


_CLOSERS = " \"'\u2019\u201d\u00bb)]\u300d\u300f\u266a"
_ENDS = frozenset(".?!\u2026\u3002\uff1f\uff01\u061f\u0964\u06d4\u1362\u037e")


def _ends_sentence(text: str) -> bool:
    return text.rstrip(_CLOSERS)[-1:] in _ENDS


def _together(cues: Sequence[Cue]) -> set[int]:
    """The numbers of cues that show at the same time as another one that is said."""
    found: set[int] = set()
    longest, end_ns = -1, -1
    for number, cue in enumerate(cues):
        if cue.end_ns is None or not (_is_timed(cue) and _is_said(cue)):
            continue
        shared = min(end_ns, cue.end_ns) - cue.start_ns
        if longest >= 0 and shared > min(OVERLAP_NS, (cue.end_ns - cue.start_ns) // 2):
            found |= {longest, number}
        if cue.end_ns > end_ns:
            longest, end_ns = number, cue.end_ns
    return found


def _is_said(cue: Cue) -> bool:
    return any(char.isalnum() for char in _DESCRIBED.sub("", cue.text))


def _touched(cues: Sequence[Cue], stretches: Sequence[tuple[int, int]]) -> set[int]:
    """The numbers of cues that show during one of some stretches."""
    found: set[int] = set()
    at = 0
    furthest: list[int] = []
    for _, end in stretches:
        furthest.append(max(end, furthest[-1] if furthest else end))
    for number, cue in enumerate(cues):
        while at < len(stretches) and furthest[at] <= cue.start_ns:
            at += 1
        if at < len(stretches) and stretches[at][0] < (cue.end_ns or 0):
            found.add(number)
    return found


def text_of(entries: Sequence[Entry], language: str, options: SegmentOptions) -> tuple[str, str]:
    """The raw and the normalised text of entries."""
    lines = [line for entry in entries for line in entry.lines]
    return join([entry.raw for entry in entries], language), normalise(
        lines, language, options.text
    )

"""Finds passages in another language than the track's; single captions are never judged alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.util import find_spec

from cuelift.cues import Cue
from cuelift.language import detect, judge

PASSAGE_BYTES = 240
"""Long enough to be told rightly."""


def foreign_cues(cues: Sequence[Cue], language: str | None) -> frozenset[int]:
    """The numbers of cues that are in another language.

    Those are cues that say so, and passages whose text leaves no doubt; related languages that are
    mistaken for each other are not told apart.

    Args:
        cues: of one track.
        language: BCP 47 tag of the track; None: not known, then there are none.
    """
    if not language:
        return frozenset()
    own = language.partition("-")[0].lower()
    found = {number for number, cue in enumerate(cues) if _says_so(cue, own)}
    if find_spec("py3langid") is not None:
        for passage in _passages(cues):
            seen = detect([cues[number] for number in passage])
            if judge(own, None, seen).conflict is not None:
                found.update(passage)
    return frozenset(found)


def _says_so(cue: Cue, own: str) -> bool:
    tags = {span.language for span in cue.spans if span.language and span.text.strip()}
    return bool(tags) and all((tag or "").partition("-")[0].lower() != own for tag in tags)


def _passages(cues: Sequence[Cue]) -> Iterator[list[int]]:
    """Neighbours together; a short rest at the end is left alone."""
    held: list[int] = []
    size = 0
    for number, cue in enumerate(cues):
        held.append(number)
        size += len(cue.text.encode("utf-8", "replace"))
        if size >= PASSAGE_BYTES:
            yield held
            held, size = [], 0
    if held and size >= PASSAGE_BYTES // 2:
        yield held

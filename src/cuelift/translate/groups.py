"""The different texts of a track: units that are to be translated alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from cuelift.cues import Cue
from cuelift.translate.engines.base import Text
from cuelift.translate.glossary import Glossary
from cuelift.translate.marks import Restored
from cuelift.translate.protect import Masked, mask
from cuelift.translate.sentences import Unit

_WORD = re.compile(r"[^\W\d_]+")
MOST_UNIT_CHARS = 4000
"""A longer text is no caption; it is not sent."""


class Group(msgspec.Struct):
    """Units of one text, and what became of it."""

    units: list[Unit]
    masks: list[Masked]
    """For each unit: they may look different."""
    at: int
    """Position of the first unit among those of the track."""
    restored: Restored | None = None
    failure: str = ""

    @property
    def masked(self) -> Masked:
        """What is sent."""
        return self.masks[0]


def groups_of(
    cues: Sequence[Cue], units: Sequence[Unit], glossary: Glossary, *, terms: bool
) -> list[Group]:
    """The units of a track by their text, in order of the first of each."""
    found: dict[object, Group] = {}
    for at, unit in enumerate(units):
        size = sum([piece.end - piece.start for piece in unit.pieces])
        if size > MOST_UNIT_CHARS:
            reason = f"a text is longer than {MOST_UNIT_CHARS} characters"
            found[unit] = Group([unit], [], at, failure=reason)
            continue
        masked = mask(cues, unit, glossary, terms=terms)
        group = found.setdefault((masked.xml, masked.holds), Group([], [], at))
        group.units.append(unit)
        group.masks.append(masked)
    return list(found.values())


def texts_of(
    groups: Sequence[Group], asked: Iterable[int], plain: Sequence[str], context: int
) -> list[Text]:
    """What is asked for some groups.

    Args:
        groups: all of a track.
        asked: positions of those to ask for, which become ids.
        plain: the text of every unit of the track.
        context: how many neighbours are shown on either side.
    """
    made = []
    for number in asked:
        group = groups[number]
        at, masked = group.at, group.masked
        before, after = plain[max(0, at - context) : at], plain[at + 1 : at + 1 + context]
        made.append(Text(number, masked.xml, masked.plain, tuple(before), tuple(after)))
    return made


def names_of(cues: Sequence[Cue]) -> list[str]:
    """Names of speakers that are worth protecting, as they are written within sentences.

    One whose words are also said in small letters is no name: ``MAN``, ``WILL``.
    """
    names = set()
    voices = {voice for cue in cues for voice in (cue.speaker, *[s.speaker for s in cue.spans])}
    for voice in voices:
        name = " ".join((voice or "").split())
        if 2 <= len(name) <= 40 and not any(map(str.isdigit, name)):
            names.add(name.title() if name.isupper() else name)
    if not names:
        return []
    small = {word for cue in cues for word in _WORD.findall(cue.text) if word.islower()}
    return sorted(
        name for name in names if name[0].isupper() and not small.issuperset(name.lower().split())
    )

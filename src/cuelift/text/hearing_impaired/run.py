"""The pass over a track."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from cuelift.cues import Cue
from cuelift.errors import UsageError
from cuelift.text.base import Context
from cuelift.text.edits import Edits
from cuelift.text.hearing_impaired.kinds import Mark
from cuelift.text.hearing_impaired.marking import mark
from cuelift.text.hearing_impaired.options import HearingImpairedOptions
from cuelift.text.hearing_impaired.remove import is_empty, removed, tagged, wanted

ROUNDS = 8
"""What is left of a track is looked at again, until nothing is found any more."""


def run(
    cues: Sequence[Cue], context: Context, options: HearingImpairedOptions, edits: Edits
) -> list[Cue]:
    """Marks descriptions, names and music, and takes them away or tags them.

    Raises:
        UsageError: ``brackets`` names a sign that is none.
    """
    if options.brackets != "all" and (odd := set(options.brackets) - set("[({<*~CF")):
        raise UsageError(f"hearing_impaired: brackets {''.join(sorted(odd))!r}: no such sign")
    if options.mode == "tag":
        return _tag(cues, context, options, edits)

    def without(cue: Cue, marks: Sequence[Mark]) -> Cue:
        chosen = wanted(marks, options)
        return removed(cue, chosen, options.songs) if chosen else cue

    return record(cues, until_settled(cues, context.language, without), edits, "sounds")


def until_settled(
    cues: Sequence[Cue], language: str | None, edit: Callable[[Cue, Sequence[Mark]], Cue]
) -> list[Cue]:
    """Each cue after an edit of its marks, again and again until nothing changes.

    What is left of a track may look different without the rest; cues whose text is gone take no
    part any more.
    """
    made = list(cues)
    numbers = list(range(len(made)))
    for _ in range(ROUNDS):
        changed = False
        marks = mark([made[number] for number in numbers], language)
        left = []
        for number, found in zip(numbers, marks, strict=True):
            cue = made[number]
            new = edit(cue, found) if found else cue
            if new != cue:
                changed = True
                made[number] = new
                if is_empty(new):
                    continue
            left.append(number)
        numbers = left
        if not changed:
            break
    return made


def record(cues: Sequence[Cue], made: Sequence[Cue], edits: Edits, rule: str) -> list[Cue]:
    """The cues that were made of others, one of each; those without text are left out."""
    kept = []
    for before, after in zip(cues, made, strict=True):
        if before is after:
            kept.append(before)
        elif is_empty(after):
            edits.drop((before,), f"only {rule}")
        else:
            kept += edits.regroup((before,), (replace(after, edits=before.edits),), rule)
    return kept


def _tag(
    cues: Sequence[Cue], context: Context, options: HearingImpairedOptions, edits: Edits
) -> list[Cue]:
    made = []
    for cue, marks in zip(cues, mark(cues, context.language), strict=True):
        chosen = wanted(marks, options)
        if chosen:
            cue = edits.change(cue, "tagged", spans=tagged(cue, chosen))
        made.append(cue)
    return made

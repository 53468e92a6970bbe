"""Runs a recipe over the cues of a track."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from cuelift.cues import Cue
from cuelift.text.base import Context
from cuelift.text.edits import Change, Edits
from cuelift.text.recipe import Step, parse_recipe


class Cleaned(msgspec.Struct, frozen=True):
    """Cues after a recipe, and all that was changed on the way."""

    cues: list[Cue]
    changes: list[Change]


def clean(
    cues: Sequence[Cue], recipe: str | Sequence[Step], context: Context | None = None
) -> Cleaned:
    """Runs the passes of a recipe one after the other.

    Args:
        cues: of one track, in order of their starts.
        recipe: as ``parse_recipe`` takes it, or its steps.
        context: what else is known of the track.

    Raises:
        UsageError: a pass or option is not known, or cannot be met.
    """
    context = context or Context()
    steps = parse_recipe(recipe, context.read) if isinstance(recipe, str) else recipe
    made, changes = list(cues), []
    for step in steps:
        edits = Edits(step.name)
        made = step.entry.run(made, context, step.options, edits)
        changes += edits.changes
    return Cleaned(made, changes)

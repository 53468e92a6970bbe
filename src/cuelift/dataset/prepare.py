"""From the cues of a track to the segments of a dataset."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from cuelift.cues import Cue
from cuelift.cues.timeline import sort_key
from cuelift.dataset.entries import SOUNDS_BY, Facts, make_entries, removed, sung_stretches
from cuelift.dataset.foreign import foreign_cues
from cuelift.dataset.model import Drops, Segment, add_drop
from cuelift.dataset.options import SegmentOptions
from cuelift.dataset.segments import make_segments
from cuelift.text import PASSES, Change, Context, Step, clean

WANTED = (SOUNDS_BY, "dedupe")
"""Passes of the recipe when none is named."""


class Prepared(msgspec.Struct, frozen=True):
    """The segments of a film and what was left out."""

    segments: list[Segment]
    drops: Drops
    cues: int
    """Captions that were read."""


def default_recipe() -> str:
    """The text passes that run when none are named."""
    return ",".join(name for name in WANTED if name in PASSES)


def prepare(
    cues: Sequence[Cue], recipe: Sequence[Step], context: Context, options: SegmentOptions
) -> Prepared:
    """Cleans cues and makes segments of them.

    Args:
        cues: of one track, pictures already read as text.
        recipe: text passes.
        context: language and length of the film, and what passes need.
        options: of the segments.

    Raises:
        UsageError: an option of a pass cannot be met.
    """
    shown = sorted((cue for cue in cues if not cue.comment), key=sort_key)
    sung = [] if options.music else sung_stretches(shown)
    cleaned = clean(shown, recipe, context)
    kept = sorted((cue for cue in cleaned.cues if not cue.comment), key=sort_key)
    foreign = frozenset[int]() if options.foreign else foreign_cues(kept, context.language)
    facts = Facts(context.primary, sung, foreign)
    gone = removed(cleaned.changes)
    entries = sorted(
        [*make_entries(kept, facts, options), *gone], key=lambda entry: (entry[0], -entry[1])
    )
    made = make_segments(entries, context.language, options, context.duration_ns)
    _count_passes(cleaned.changes, made.drops)
    return Prepared(made.segments, made.drops, len(shown))


def _count_passes(changes: Sequence[Change], drops: Drops) -> None:
    """Counts captions that other passes took away, by pass."""
    for change in changes:
        if change.after or change.by == SOUNDS_BY:
            continue
        for cue in change.before:
            add_drop(drops, change.by, 1, max((cue.end_ns or 0) - cue.start_ns, 0))

"""Takes away what captions for hearing-impaired viewers add to what is said.

First everything is marked (``mark``), by the words of the language and by the habits of the track;
only then it is tagged or taken away.
"""

from __future__ import annotations

from collections.abc import Sequence

from cuelift.cues import Cue
from cuelift.text.base import Context
from cuelift.text.edits import Edits
from cuelift.text.hearing_impaired.kinds import Mark
from cuelift.text.hearing_impaired.options import HearingImpairedOptions

__all__ = ["HearingImpairedOptions", "Mark", "hearing_impaired", "mark"]


def hearing_impaired(
    cues: Sequence[Cue], context: Context, options: HearingImpairedOptions, edits: Edits
) -> list[Cue]:
    """Marks descriptions, names and music, and takes them away or tags them.

    Raises:
        UsageError: ``brackets`` names a sign that is none.
    """
    from cuelift.text.hearing_impaired.run import run

    return run(cues, context, options, edits)


def mark(cues: Sequence[Cue], language: str | None = None) -> list[tuple[Mark, ...]]:
    """What of each cue is a description, a name, or a song.

    Args:
        cues: of one track, in order; its habits are learnt from all of them.
        language: BCP 47 tag; None: guessed from the words.

    Returns: for each cue its marks, in order, without overlaps.
    """
    from cuelift.text.hearing_impaired.marking import mark as find

    return find(cues, language)

"""Takes credits of subtitles and advertisements away."""

from __future__ import annotations

from collections.abc import Sequence

from cuelift.cues import Cue
from cuelift.text.ads.options import AdsOptions
from cuelift.text.base import Context
from cuelift.text.edits import Edits

__all__ = ["AdsOptions", "ads"]


def ads(cues: Sequence[Cue], context: Context, options: AdsOptions, edits: Edits) -> list[Cue]:
    """Takes credits, advertisements and watermarks away.

    Raises:
        UsageError: the file of patterns cannot be read, or holds what is no pattern.
    """
    from cuelift.text.ads.run import run

    return run(cues, context, options, edits)

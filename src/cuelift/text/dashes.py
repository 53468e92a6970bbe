"""The dash in front of what a speaker says: one style for a track."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Literal, TypeAlias

from cuelift.cues import Cue
from cuelift.text.rules import Rule, pattern_rule

DashStyle: TypeAlias = Literal["keep", "hyphen", "en", "em", "majority"]

_DASHES = {"hyphen": "-", "en": "–", "em": "—"}
_LEADING = re.compile(
    r"(?:^|(?<=\n))[-‐‑–—―−](?:(?P<space> )(?=[^\s\-–—])|(?=[^\s\d\-‐‑–—―−>.,…]))"
)
"""A dash with a space, or before what is no number, no arrow, no second dash."""


def dash_rule(cues: Sequence[Cue], style: DashStyle) -> Rule | None:
    """The rule that gives all leading dashes of a track one style.

    Args:
        cues: of the track.
        style: ``majority``: the dash, and whether a space follows, that most such lines have; any
            other sets the dash and leaves the space.

    Returns: None when there is nothing to be of one style.
    """
    if style != "majority":
        mark = _DASHES[style]
        return pattern_rule("dashes", _LEADING, lambda match: mark + (match["space"] or ""))
    counts = Counter(
        match[0] for cue in cues if not cue.comment for match in _LEADING.finditer(cue.text)
    )
    if len(counts) < 2:
        return None
    top = max(counts.values())
    # Among equals the first of the alphabet, so that the order of the cues does not matter.
    chosen = min(dash for dash, count in counts.items() if count == top)

    def one(match: re.Match[str]) -> str:
        # Close to a digit it would be a minus.
        number = match.string[match.end() : match.end() + 1].isdigit()
        return f"{chosen.rstrip()} " if number else chosen

    return pattern_rule("dashes", _LEADING, one)

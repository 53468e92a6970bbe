"""What the pass is asked to do."""

from __future__ import annotations

from typing import Literal

import msgspec


class HearingImpairedOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What of the captions for hearing-impaired viewers is marked or taken away."""

    mode: Literal["remove", "tag"] = "remove"
    """``tag``: the text stays, and what would go gets the class ``sound``, ``speaker``, ``music``
    or ``song``; WebVTT writes it as ``<c.sound>``."""
    sounds: bool = True
    """Sounds, manners of speaking, gestures."""
    speakers: bool = True
    """Names in front of speech; they become the speaker of the cue, or of the line."""
    music: bool = True
    """Music described, and notes alone."""
    songs: Literal["keep", "words", "remove"] = "keep"
    """Words that are sung: kept with their notes, without them, or taken away."""
    brackets: str = "all"
    """How descriptions are written that are looked at: ``all``, or some of the signs ``[``, ``(``,
    ``{``, ``<``, ``*``, ``~`` and of the letters ``C`` (lines of capitals), ``F`` (lines of a
    colour), together as in ``[*C``. Labels with a colon and notes are not among them."""

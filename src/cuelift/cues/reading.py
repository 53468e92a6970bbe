"""What is known of a text that was read out of pictures."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

ReadingStatus: TypeAlias = Literal["agreed", "single", "doubtful"]
"""Two engines read the same; one engine read it and is sure; a person should look."""


class Reading(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How sure the text of a cue is, what else it may be, and where its picture is."""

    status: ReadingStatus
    confidence: float
    """0 to 1: that of the least certain character."""
    engines: tuple[str, ...]
    """Whose words the text is, then who agreed."""
    alternatives: tuple[str, ...] = ()
    """Other readings, the likelier first; empty when all agreed."""
    changes: tuple[str, ...] = ()
    """Rules that changed what the engine had read, in order."""
    image: str = ""
    """Names the pictures: their ``Bitmap.digest`` in hexadecimal, joined by ``+``."""

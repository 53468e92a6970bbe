"""What a translation of a track gives back."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

from cuelift.cues import Cue

CueStatus: TypeAlias = Literal["translated", "doubtful", "kept", "failed"]
"""All is well; look at it: something protected may be lost; there was nothing to translate; no
translation could be had and the cue keeps its source text."""


class Failure(msgspec.Struct, frozen=True):
    """Why some cues are ``failed`` or ``doubtful``."""

    cues: tuple[int, ...]
    """Positions in the list of cues."""
    reason: str


class TranslationReport(msgspec.Struct, kw_only=True):
    """How a translation went, and what it cost."""

    source: str
    target: str
    engine: str
    texts: int = 0
    """Different texts."""
    cached: int = 0
    """Of them, those that a cache knew."""
    requests: int = 0
    """To the engine, repeated ones too."""
    characters_translated: int = 0
    """Of source text that the engine translated in this run; markup does not count."""
    characters_cached: int = 0
    characters_failed: int = 0
    counts: dict[CueStatus, int] = {}
    failed: list[Failure] = []
    doubtful: list[Failure] = []
    losses: dict[str, int] = {}
    """What a translation cannot keep: ``ruby``, ``karaoke``."""
    warnings: list[str] = []
    stopped: str = ""
    """Why the engine was asked no more; empty: it was asked all."""


class Translated(msgspec.Struct, frozen=True):
    """The cues of a track in another language."""

    cues: list[Cue]
    """As many as there were, in the same order, with their times, places, ids and speakers."""
    statuses: list[CueStatus]
    """One for each cue."""
    report: TranslationReport

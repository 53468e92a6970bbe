"""What a run made of films, as ``cuelift dataset --json`` prints it. Field names are stable."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

import msgspec

from cuelift.dataset.model import Drop, Drops, Utterance, sum_drops
from cuelift.dataset.split import SPLITS, Split

FilmOutcome: TypeAlias = Literal["made", "empty", "duplicate", "failed"]


class FilmReport(msgspec.Struct, kw_only=True):
    """One film."""

    source: str
    """Of the captions."""
    outcome: FilmOutcome = "failed"
    """``empty``: no segment is left; ``duplicate``: an earlier one has the same audio."""
    recording: str | None = None
    id: str | None = None
    split: Split | None = None
    track: int | None = None
    language: str | None = None
    cues: int = 0
    segments: int = 0
    seconds: float = 0.0
    """Of all segments."""
    drops: dict[str, Drop] = {}
    """What was left out, by reason."""
    audio_cut: int = 0
    """Audio files made in this run."""
    audio_kept: int = 0
    """Audio files of earlier runs that are still good."""
    warnings: list[str] = []
    message: str | None = None
    """Why the outcome is not ``made``."""
    error_type: str | None = None

    def count(self, utterances: Sequence[Utterance]) -> None:
        """Puts in what was made."""
        self.segments = len(utterances)
        self.seconds = round(sum(each.duration_s for each in utterances), 3)


class PartReport(msgspec.Struct, kw_only=True):
    """A part of the dataset."""

    films: int = 0
    segments: int = 0
    seconds: float = 0.0


class DatasetReport(msgspec.Struct, kw_only=True):
    """A dataset."""

    folder: str
    form: str
    audio: str
    recipe: str
    films: list[FilmReport]
    parts: dict[str, PartReport]
    drops: dict[str, Drop]
    files: list[str]
    """Manifests and card, by their path in the folder; none: nothing was published."""
    elapsed_ms: int = 0

    @property
    def good(self) -> bool:
        """Whether a dataset was made, of all films."""
        return bool(self.files) and all(film.outcome != "failed" for film in self.films)


def sum_films(films: Sequence[FilmReport]) -> tuple[dict[str, PartReport], Drops]:
    """The parts, and all that was left out."""
    parts = {str(split): PartReport() for split in SPLITS}
    drops: Drops = {}
    for film in films:
        if film.outcome in ("made", "empty"):
            sum_drops(film.drops, drops)
        if film.split is not None and film.outcome == "made":
            part = parts[film.split]
            part.films += 1
            part.segments += film.segments
            part.seconds = round(part.seconds + film.seconds, 3)
    return parts, drops

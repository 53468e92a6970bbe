"""What a dataset is made of."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec


class Drop(msgspec.Struct):
    """What was left out for one reason."""

    cues: int = 0
    seconds: float = 0.0

    def add(self, cues: int, length_ns: int) -> None:
        """Counts further captions and how long they show."""
        self.cues += cues
        self.seconds = round(self.seconds + length_ns / 1e9, 3)


Drops = dict[str, Drop]
"""By reason."""


def add_drop(drops: Drops, reason: str, cues: int, length_ns: int) -> None:
    """Counts what is left out."""
    drops.setdefault(reason, Drop()).add(cues, length_ns)


def sum_drops(parts: Mapping[str, Drop], total: Drops) -> None:
    """Adds the drops of one film to those of all."""
    for reason, drop in parts.items():
        total.setdefault(reason, Drop()).add(drop.cues, round(drop.seconds * 1e9))


class Segment(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of a film and what is said in it."""

    start_ns: int
    end_ns: int
    text: str
    text_raw: str
    speaker: str | None = None
    """None: not known, or several."""
    cues: int = 1


class Utterance(msgspec.Struct, frozen=True, kw_only=True):
    """A segment with its names, as manifests tell it."""

    id: str
    speaker_id: str
    speaker: str | None
    text: str
    text_raw: str
    language: str
    source: str
    """The captions: path or URI, without credentials."""
    recording_id: str
    recording: str
    """The film's audio: absolute path or URI, without credentials."""
    offset_s: float
    """In the recording."""
    duration_s: float
    audio: str | None = None
    """Path of the cut audio within the dataset; None: it was not cut."""
    decode: tuple[str, ...] = ()
    """Arguments that make ``ffmpeg`` decode the recording so that it begins with the film."""

"""Utterances for tests of forms."""

from __future__ import annotations

from typing import Any

from cuelift.dataset.model import Utterance
from cuelift.dataset.names import utterance_names

NS = 1_000_000_000


def utterance(
    start: float = 1, end: float = 2, speaker: str | None = None, **fields: Any
) -> Utterance:
    """An utterance of a film."""
    film = fields.pop("film", "film_1")
    name, speaker_id = utterance_names(film, speaker, round(start * NS), round(end * NS))
    values: dict[str, Any] = {
        "id": name,
        "speaker_id": speaker_id,
        "speaker": speaker,
        "text": "hello there",
        "text_raw": "Hello, there!",
        "language": "en",
        "source": "film.srt",
        "recording_id": film,
        "recording": "/films/it's.mkv",
        "offset_s": float(start),
        "duration_s": end - start,
        "decode": ("-i", "file:/films/it's.mkv"),
    }
    return Utterance(**(values | fields))

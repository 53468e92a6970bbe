"""What became of each caption stream of a task: our own addition to answers and messages."""

from __future__ import annotations

from typing import Any

from cuelift.jobs.model import Task, TrackResult


def stream_objects(task: Task) -> list[dict[str, Any]]:
    """One object for each caption stream; what is not known is left out."""
    tracks = () if task.result is None else task.result.tracks
    return [
        {**_stream(track), "Outcome": track.outcome, "URIs": list(track.outputs)}
        | ({"Message": track.message} if track.message else {})
        for track in tracks
    ]


def file_objects(task: Task) -> list[dict[str, Any]]:
    """One object for each caption file that was written."""
    tracks = () if task.result is None else task.result.tracks
    return [{"URI": uri, **_stream(track)} for track in tracks for uri in track.outputs]


def _stream(track: TrackResult) -> dict[str, Any]:
    told = {
        "StreamIndex": track.index,
        "Language": track.language,
        "Title": track.title,
        "CodecName": track.codec,
        "Kind": track.kind,
        "Cues": track.cues,
        "Edits": track.edits,
        "ReadingStatus": track.status,
        "Translations": track.translations or None,
    }
    return {name: value for name, value in told.items() if value is not None}

"""Media types of what is written."""

from __future__ import annotations

_MEDIA_TYPES = {
    "ass": "text/x-ssa; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "jsonl": "application/x-ndjson",
    "m4v": "video/x-m4v",
    "mkv": "video/x-matroska",
    "mov": "video/quicktime",
    "mp4": "video/mp4",
    "png": "image/png",
    "srt": "application/x-subrip; charset=utf-8",
    "ttml": "application/ttml+xml",
    "txt": "text/plain; charset=utf-8",
    "vtt": "text/vtt; charset=utf-8",
    "webm": "video/webm",
    "xml": "application/xml",
}
"""Players take captions only under their media type."""


def media_type(key: str) -> str | None:
    """The media type that the extension of a key means."""
    return _MEDIA_TYPES.get(key.rpartition(".")[2].lower())

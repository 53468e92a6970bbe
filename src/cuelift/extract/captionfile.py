"""A caption file as a source: one track, already decoded."""

from __future__ import annotations

from cuelift.cues import Document
from cuelift.errors import FormatError
from cuelift.extract.source import CaptionSource
from cuelift.media import SampleDescription, Track

FILE_TRACK_NUMBER = 1


def read_document(opened: CaptionSource) -> tuple[Document, list[str]]:
    """Reads the cues of a caption file, and says what was odd about its charset.

    Raises:
        FormatError: it cannot be read.
    """
    reader = opened.format.reader
    if reader is None:
        raise FormatError(f"{opened.source.uri}: format {opened.format.name} is written only")
    decoded = opened.decoded
    warnings = []
    if decoded.guessed:
        warnings.append(f"charset {decoded.charset} was guessed ({decoded.confidence:.0%} sure)")
    return reader(decoded.text), warnings


def as_track(opened: CaptionSource, document: Document) -> Track:
    """A caption file's only track."""
    codec = "subrip" if opened.format.name == "srt" else opened.format.name
    return Track(
        index=0,
        number=FILE_TRACK_NUMBER,
        descriptions=(SampleDescription(codec=codec, codec_id=opened.format.name),),
        language=document.header.language,
        language_source="tag" if document.header.language else None,
        title=document.header.title,
    )

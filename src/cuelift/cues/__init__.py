"""The cue model and the arithmetic of its timeline."""

from cuelift.cues.bitmap import Bitmap
from cuelift.cues.edit import Edit
from cuelift.cues.model import (
    PLAIN,
    Cue,
    CueSettings,
    Document,
    Header,
    Place,
    Point,
    Raw,
    Rect,
    Span,
    Style,
)
from cuelift.cues.reading import Reading

__all__ = [
    "PLAIN",
    "Bitmap",
    "Cue",
    "CueSettings",
    "Document",
    "Edit",
    "Header",
    "Place",
    "Point",
    "Raw",
    "Reading",
    "Rect",
    "Span",
    "Style",
]

"""The cue model and the arithmetic of its timeline."""

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

__all__ = [
    "PLAIN",
    "Cue",
    "CueSettings",
    "Document",
    "Header",
    "Place",
    "Point",
    "Raw",
    "Rect",
    "Span",
    "Style",
]

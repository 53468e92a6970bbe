"""cuelift lifts every caption out of any video, wherever the video lies.

The names below are the public interface; they are loaded when they are first used.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cuelift.cues import Bitmap, Cue, CueSettings, Place, Point, Raw, Reading, Rect, Span, Style
    from cuelift.errors import (
        AccessDenied,
        Cancelled,
        CodecError,
        ColdObject,
        ContainerError,
        CueliftError,
        EncryptedTrack,
        FormatError,
        LimitExceeded,
        NotFound,
        ObjectChanged,
        RangeIgnored,
        StoreError,
        TransientError,
        TruncatedData,
        UsageError,
    )
    from cuelift.extract.api import cues, extract, probe
    from cuelift.extract.convert import convert
    from cuelift.extract.options import ExtractOptions, OcrRequest, ReadOptions, Selection, Target
    from cuelift.extract.report import SourceReport, TrackReport
    from cuelift.media import Window
    from cuelift.store.drive import ReadLimits
    from cuelift.store.options import StoreOptions
    from cuelift.version import __version__

_HOMES = {
    "cuelift.cues": "Bitmap Cue CueSettings Place Point Raw Reading Rect Span Style",
    "cuelift.errors": (
        "AccessDenied Cancelled CodecError ColdObject ContainerError CueliftError EncryptedTrack "
        "FormatError LimitExceeded NotFound ObjectChanged RangeIgnored StoreError TransientError "
        "TruncatedData UsageError"
    ),
    "cuelift.extract.api": "cues extract probe",
    "cuelift.extract.convert": "convert",
    "cuelift.extract.options": "ExtractOptions OcrRequest ReadOptions Selection Target",
    "cuelift.extract.report": "SourceReport TrackReport",
    "cuelift.media": "Window",
    "cuelift.store.drive": "ReadLimits",
    "cuelift.store.options": "StoreOptions",
    "cuelift.version": "__version__",
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names.split()}

__all__ = [
    "AccessDenied",
    "Bitmap",
    "Cancelled",
    "CodecError",
    "ColdObject",
    "ContainerError",
    "Cue",
    "CueSettings",
    "CueliftError",
    "EncryptedTrack",
    "ExtractOptions",
    "FormatError",
    "LimitExceeded",
    "NotFound",
    "ObjectChanged",
    "OcrRequest",
    "Place",
    "Point",
    "RangeIgnored",
    "Raw",
    "ReadLimits",
    "ReadOptions",
    "Reading",
    "Rect",
    "Selection",
    "SourceReport",
    "Span",
    "StoreError",
    "StoreOptions",
    "Style",
    "Target",
    "TrackReport",
    "TransientError",
    "TruncatedData",
    "UsageError",
    "Window",
    "__version__",
    "convert",
    "cues",
    "extract",
    "probe",
]


class _Package(ModuleType):
    """This package, in which the calls ``extract`` and ``cues`` keep their names.

    Importing the subpackages of those names would set the attributes to modules.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if name not in __all__ or not isinstance(value, ModuleType):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __getattr__(name: str) -> object:
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module 'cuelift' has no attribute {name!r}")
    return getattr(import_module(home), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])

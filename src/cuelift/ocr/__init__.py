"""Reads captions that are pictures; the only part of the package that uses image libraries.

Importing it needs the extra ``ocr``; nothing else of the package imports it before it is asked to
read pictures.
"""

from cuelift.ocr.cache import Cache
from cuelift.ocr.doctor import Diagnosis, diagnose
from cuelift.ocr.options import OcrOptions, Policy, VisionOptions
from cuelift.ocr.recognize import Recognized, recognize

__all__ = [
    "Cache",
    "Diagnosis",
    "OcrOptions",
    "Policy",
    "Recognized",
    "VisionOptions",
    "diagnose",
    "recognize",
]

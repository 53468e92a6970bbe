"""The engines that read pages, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from cuelift.ocr.engines.base import OcrEngine
from cuelift.ocr.engines.command import CommandEngine
from cuelift.ocr.engines.ppocr import PpOcrEngine
from cuelift.ocr.engines.tesseract import TesseractEngine
from cuelift.ocr.options import OcrOptions

__all__ = ["ENGINES"]

ENGINES: Mapping[str, Callable[[OcrOptions], OcrEngine]] = MappingProxyType(
    {
        "command": lambda options: CommandEngine(options.command),
        "ppocr": lambda options: PpOcrEngine(),
        "tesseract": lambda options: TesseractEngine(
            options.tessdata, quick=options.policy == "fast"
        ),
    }
)
"""Makes each engine; nothing is loaded before it reads."""

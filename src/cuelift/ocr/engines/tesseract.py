"""Tesseract through ``tesserocr``: every script there is data for."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cached_property
from importlib import import_module
from importlib.util import find_spec
from typing import Any, NamedTuple

import numpy as np
from PIL import Image

from cuelift.errors import OcrError
from cuelift.ocr.coverage import is_complete
from cuelift.ocr.engines.base import FULL, OcrLine, Page, Support
from cuelift.ocr.engines.tessdata import data_folders, folder_with, remedy
from cuelift.ocr.ink import Pixels
from cuelift.ocr.languages import UNSPACED, known
from cuelift.ocr.lines import Line

LINE_PX = 40
"""The height of a line, including its marks, at which it reads best."""
_BORDER = 10
_MOST_PIXELS = 4_000_000
"""Of a scaled block: ten long lines; noise costs time by its area."""
_BLOCK, _RAW_LINE = 6, 13
_LSTM_ONLY = 1
_TEXTLINE, _SYMBOL = 2, 4


class _Symbol(NamedTuple):
    text: str
    confidence: float
    column: int


class TesseractEngine:
    """Reads a caption as one block, scaled to the height of line that suits it."""

    name = "tesseract"

    def __init__(self, data: str | None = None) -> None:
        self._folders = data_folders(data)
        self._apis: dict[str, Any] = {}

    @cached_property
    def version(self) -> str:
        """The library's version."""
        if find_spec("tesserocr") is None:
            return "absent"
        return str(self._library.tesseract_version()).split("\n", 1)[0].split()[-1]

    def supports(self, language: str) -> Support:
        """Full where the language's data is found."""
        found = known(language)
        if found is None:
            return Support("no-charset", f"no data is known for {language!r}")
        if find_spec("tesserocr") is None:
            return Support(
                "no-data", "Python package tesserocr not installed", "pip install 'cuelift[ocr]'"
            )
        if folder_with(found.tesseract, self._folders) is None:
            reason = f"Tesseract has no data for {found.name} ({found.tesseract}) here"
            return Support("no-data", reason, remedy(found.tesseract))
        return FULL

    def read(self, pages: Sequence[Page], language: str) -> list[list[OcrLine]]:
        """The lines of each page."""
        api = self._api(language)
        return [self._page(api, page) for page in pages]

    def _page(self, api: Any, page: Page) -> list[OcrLine]:
        lines = self._block(api, page, _BLOCK)
        if len(lines) == len(page.lines) and is_complete(lines, page):
            return lines
        # It has lost text or made two lines of one; the cuts of the caption are exact.
        single = [self._single(api, page, line) for line in page.lines]
        single = [line for line in single if line.text]
        return single if len(single) >= min(len(lines), len(page.lines)) else lines

    def _single(self, api: Any, page: Page, line: Line) -> OcrLine:
        """One line, read on its own; as it is where its layout analysis finds nothing."""
        alone = Line(0, line.height, 0, line.right - line.left)
        part = Page(line.of(page.pixels), (alone,))
        best = OcrLine("")
        for mode in (_BLOCK, _RAW_LINE):
            found = self._block(api, part, mode)
            if len(found) == 1 and is_complete(found, part):
                best = found[0]
                break
            best = max([best, *found], key=lambda each: len(each.text))
        columns = tuple(column + line.left for column in best.columns)
        return best._replace(columns=columns, row=(line.top + line.bottom) // 2)

    def _block(self, api: Any, page: Page, mode: int) -> list[OcrLine]:
        api.SetPageSegMode(mode)
        pixels, scale = prepared(page.pixels, page.line_height)
        api.SetImageBytes(pixels.tobytes(), pixels.shape[1], pixels.shape[0], 1, pixels.shape[1])
        api.SetSourceResolution(LINE_PX * 4)
        return _lines(api, scale) if api.Recognize() else []

    def _api(self, language: str) -> Any:
        found = known(language)
        support = self.supports(language)
        if support.state != "full" or found is None:
            raise OcrError(f"{support.reason}: {support.remedy}", language=language)
        if found.tesseract not in self._apis:
            folder = folder_with(found.tesseract, self._folders)
            try:
                api = self._library.PyTessBaseAPI(
                    path=f"{folder}/", lang=found.tesseract, psm=_BLOCK, oem=_LSTM_ONLY
                )
            except RuntimeError as error:
                raise OcrError(
                    f"Tesseract cannot use {folder}/{found.tesseract}: {error}"
                ) from error
            if found.script in UNSPACED or found.script == "Kore":
                # Else a space is put between any two characters.
                api.SetVariable("preserve_interword_spaces", "1")
            self._apis[found.tesseract] = api
        return self._apis[found.tesseract]

    @cached_property
    def _library(self) -> Any:
        # More threads than one per process only get in each other's way.
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")
        return import_module("tesserocr")


def prepared(pixels: Pixels, line_height: int) -> tuple[Pixels, float]:
    """A block at the right size with a border of paper, and how much it was scaled."""
    height, width = pixels.shape
    scale = min(LINE_PX / max(line_height, 1), (_MOST_PIXELS / (height * width)) ** 0.5)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    image = Image.fromarray(pixels).resize(size, Image.Resampling.BICUBIC)
    return np.pad(np.asarray(image), _BORDER, constant_values=255), scale


def _lines(api: Any, scale: float) -> list[OcrLine]:
    """What was recognised, in pixels of the page.

    The iterator's own lines are not used: they stand in visual order in Arabic, and every
    symbol of Korean or Thai counts as a word.
    """
    texts = [" ".join(text.split()) for text in api.GetUTF8Text().split("\n") if text.strip()]
    rows, symbols = _rows(api.GetIterator()), _symbols(api.GetIterator())
    if not len(texts) == len(rows) == len(symbols):
        rows, symbols = [0] * len(texts), [[] for _ in texts]
    lines: list[OcrLine] = []
    for text, row, marks in zip(texts, rows, symbols, strict=True):
        chars, columns = _aligned(text, marks)
        middles = tuple(round((column - _BORDER) / scale) for column in columns)
        lines.append(OcrLine(text, chars, middles, round((row - _BORDER) / scale)))
    return lines


def _rows(iterator: Any) -> list[int]:
    """The middle of each line."""
    rows: list[int] = []
    more = iterator is not None and not iterator.Empty(_TEXTLINE)
    while more:
        box = iterator.BoundingBox(_TEXTLINE) or (0, 0, 0, 0)
        rows.append((box[1] + box[3]) // 2)
        more = iterator.Next(_TEXTLINE)
    return rows


def _symbols(iterator: Any) -> list[list[_Symbol]]:
    """The symbols of each line."""
    lines: list[list[_Symbol]] = []
    more = iterator is not None and not iterator.Empty(_SYMBOL)
    while more:
        if iterator.IsAtBeginningOf(_TEXTLINE) or not lines:
            lines.append([])
        box = iterator.BoundingBox(_SYMBOL) or (0, 0, 0, 0)
        text = iterator.GetUTF8Text(_SYMBOL)
        lines[-1].append(_Symbol(text, iterator.Confidence(_SYMBOL) / 100, (box[0] + box[2]) // 2))
        more = iterator.Next(_SYMBOL)
    return lines


def _aligned(text: str, symbols: list[_Symbol]) -> tuple[tuple[float, ...], tuple[int, ...]]:
    """Confidence and column of each character; columns only where the symbols spell the text."""
    if "".join(each.text for each in symbols) != text.replace(" ", ""):
        sure = min((each.confidence for each in symbols), default=0.0)
        return (sure,) * len(text), ()
    chars: list[float] = []
    columns: list[int] = []
    flat = [(each.confidence, each.column) for each in symbols for _ in each.text]
    found = iter(flat)
    for char in text:
        if char == " ":
            chars.append(1.0)
            columns.append(columns[-1] if columns else 0)
        else:
            confidence, column = next(found)
            chars.append(confidence)
            columns.append(column)
    return tuple(chars), tuple(columns)

"""Tesseract through ``tesserocr``: every script there is data for."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import cached_property
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np
from PIL import Image, ImageFilter

from cuelift.errors import OcrError
from cuelift.ocr.coverage import is_complete
from cuelift.ocr.engines.base import FULL, OcrLine, Page, Support
from cuelift.ocr.engines.looks import AGAIN, AGAIN_DATA, LOOKS, ONCE, SCRIPT_DATA, Look
from cuelift.ocr.engines.panel import elect
from cuelift.ocr.engines.tessdata import (
    data_folders,
    folder_with,
    remedy,
    script_folder,
    script_remedy,
)
from cuelift.ocr.ink import Pixels
from cuelift.ocr.languages import UNSPACED, OcrLanguage, known
from cuelift.ocr.lines import Line

_BORDER = 10
_MOST_PIXELS = 4_000_000
"""Of a scaled block: ten long lines; noise costs time by its area."""
_BLOCK, _RAW_LINE = 6, 13
_LSTM_ONLY = 1
_DPI = 160
_STROKES: Mapping[str, ImageFilter.Filter] = MappingProxyType(
    {"soft": ImageFilter.GaussianBlur(1), "bold": ImageFilter.MinFilter(3)}
)
_TEXTLINE, _SYMBOL = 2, 4


class _Symbol(NamedTuple):
    text: str
    confidence: float
    column: int


class TesseractEngine:
    """Reads a caption as one block; scripts that no other engine reads more than once."""

    name = "tesseract"

    def __init__(self, data: str | None = None, *, quick: bool = False) -> None:
        self._folders = data_folders(data)
        self._quick = quick
        self._apis: dict[str, Any] = {}

    @cached_property
    def version(self) -> str:
        """The library's version, and the data of scripts that is used where it is there."""
        if find_spec("tesserocr") is None:
            return "absent"
        version = str(self._library.tesseract_version()).split("\n", 1)[0].split()[-1]
        scripts = (*SCRIPT_DATA.values(), *AGAIN_DATA.values())
        return " ".join([version, *filter(self._script_folder, scripts)])

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
        data = SCRIPT_DATA.get(found.script)
        if data is not None and self._script_folder(data) is None:
            reason = f"it reads {found.name} better with the data of the script ({data})"
            return Support("full", reason, script_remedy(data, found.script))
        return FULL

    def read(self, pages: Sequence[Page], language: str) -> list[list[OcrLine]]:
        """The lines of each page."""
        found = self._readable(language)
        looks = LOOKS.get(found.script, ONCE)[: 1 if self._quick else None]
        # Where a script has no data here, two looks may come to the same.
        ways = dict.fromkeys(
            (self._data(found, look), look._replace(script=False)) for look in looks
        )
        readers = [_Reader(self._api(found, data), look) for data, look in ways]
        return [
            elect([each.page(page) for each in readers], len(page.lines), found.letters)
            for page in pages
        ]

    def again(self, page: Page, language: str) -> list[list[OcrLine]]:
        """What it reads at other sizes, and with the data of the script."""
        found = self._readable(language)
        readings: list[list[OcrLine]] = []
        for look in AGAIN.get(found.tag, AGAIN.get(found.script, ())):
            data = AGAIN_DATA[found.script] if look.script else found.tesseract
            if self._script_folder(data) is not None:
                readings.append(_Reader(self._api(found, data), look).page(page))
        return readings

    def _readable(self, language: str) -> OcrLanguage:
        found = known(language)
        support = self.supports(language)
        if support.state != "full" or found is None:
            raise OcrError(f"{support.reason}: {support.remedy}", language=language)
        return found

    def _script_folder(self, data: str) -> Path | None:
        return script_folder(data, self._folders)

    def _data(self, language: OcrLanguage, look: Look) -> str:
        """The name of the data for a look."""
        script = SCRIPT_DATA.get(language.script)
        if look.script and script is not None and self._script_folder(script) is not None:
            return script
        return language.tesseract

    def _api(self, language: OcrLanguage, data: str) -> Any:
        if data not in self._apis:
            folder = script_folder(data, self._folders)
            try:
                api = self._library.PyTessBaseAPI(
                    path=f"{folder}/", lang=data, psm=_BLOCK, oem=_LSTM_ONLY
                )
            except RuntimeError as error:
                raise OcrError(f"Tesseract cannot use {folder}/{data}: {error}") from error
            if language.script in UNSPACED or language.script == "Kore":
                # Else a space is put between any two characters.
                api.SetVariable("preserve_interword_spaces", "1")
            self._apis[data] = api
        return self._apis[data]

    @cached_property
    def _library(self) -> Any:
        # More threads than one per process only get in each other's way.
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")
        return import_module("tesserocr")


class _Reader:
    """Reads a page in one way."""

    def __init__(self, api: Any, look: Look) -> None:
        self._api = api
        self._look = look

    def page(self, page: Page) -> list[OcrLine]:
        """The lines of a page."""
        lines = self._block(page, _BLOCK)
        if len(lines) == len(page.lines) and is_complete(lines, page):
            return lines
        # It has lost text or made two lines of one; the cuts of the caption are exact.
        single = [self._single(page, line) for line in page.lines]
        single = [line for line in single if line.text]
        return single if len(single) >= min(len(lines), len(page.lines)) else lines

    def _single(self, page: Page, line: Line) -> OcrLine:
        """One line, read on its own; as it is where its layout analysis finds nothing."""
        alone = Line(0, line.height, 0, line.right - line.left)
        part = Page(line.of(page.pixels), (alone,))
        best = OcrLine("")
        for mode in (_BLOCK, _RAW_LINE):
            found = self._block(part, mode)
            if len(found) == 1 and is_complete(found, part):
                best = found[0]
                break
            best = max([best, *found], key=lambda each: len(each.text))
        columns = tuple(column + line.left for column in best.columns)
        return best._replace(columns=columns, row=(line.top + line.bottom) // 2)

    def _block(self, page: Page, mode: int) -> list[OcrLine]:
        api = self._api
        api.SetPageSegMode(mode)
        pixels, scale = prepared(page.pixels, page.line_height, self._look)
        api.SetImageBytes(pixels.tobytes(), pixels.shape[1], pixels.shape[0], 1, pixels.shape[1])
        api.SetSourceResolution(_DPI)
        return _lines(api, scale) if api.Recognize() else []


def prepared(pixels: Pixels, line_height: int, look: Look) -> tuple[Pixels, float]:
    """A block at the size of a look with a border of paper, and how much it was scaled."""
    height, width = pixels.shape
    scale = min(look.height / max(line_height, 1), (_MOST_PIXELS / (height * width)) ** 0.5)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    image = Image.fromarray(pixels).resize(size, Image.Resampling.BICUBIC)
    padded = np.pad(np.asarray(image), _BORDER, constant_values=255)
    if look.stroke != "plain":
        padded = np.asarray(Image.fromarray(padded).filter(_STROKES[look.stroke]))
    return padded, scale


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

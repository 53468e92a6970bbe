"""PP-OCRv6 small: a recogniser of single lines in Latin, Chinese and Japanese script.

The model comes with the package ``rapidocr``, of which nothing else is used: captions need no
text detector.

Spec: the model's own metadata (``character``); connectionist temporal classification, Graves et al.
2006, best path decoding.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from importlib import import_module, metadata
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from cuelift.errors import OcrError
from cuelift.ocr.cache import Cache, line_key
from cuelift.ocr.engines.base import FULL, OcrLine, Page, Support
from cuelift.ocr.ink import Pixels
from cuelift.ocr.languages import ppocr_reads

_MODEL = "PP-OCRv6_rec_small.onnx"
_HEIGHT = 48
_SLICE = 8
"""Columns of a scaled line that the model judges at once."""
_LONGEST = 4096
"""Columns of a scaled line; a line of film captions has about 1,000."""
_THIN = 120
"""Widths in heights of a line from which it is a rule, not text."""
_MARGIN = 0.12
"""Of a line's height, above and below it at another look."""
_PAD = 4
"""Columns of paper at both ends of a scaled line."""


class PpOcrEngine:
    """Reads line by line; the caption's own line cuts are exact."""

    name = "ppocr"

    def __init__(self) -> None:
        self._known: Cache[Decoded] = Cache()

    @cached_property
    def version(self) -> str:
        """The package's version names the model."""
        return f"v6-small/{metadata.version('rapidocr')}" if find_spec("rapidocr") else "absent"

    def supports(self, language: str) -> Support:
        """Full for Latin, Chinese and Japanese script, as far as its characters go."""
        if not ppocr_reads(language):
            return Support("no-charset", "it writes Latin, Chinese and Japanese script only")
        absent = [name for name in ("onnxruntime", "rapidocr") if find_spec(name) is None]
        if absent:
            return Support(
                "no-data",
                f"Python package {' and '.join(absent)} not installed",
                "pip install 'cuelift[ocr]'",
            )
        return FULL

    def read(self, pages: Sequence[Page], language: str) -> list[list[OcrLine]]:
        """The lines of each page; a line too small to hold text reads as nothing."""
        return [
            [self._line(page, position) for position in range(len(page.lines))] for page in pages
        ]

    def again(self, page: Page, language: str) -> list[list[OcrLine]]:
        """Its lines with paper above and below: smaller letters, cut into other slices."""
        if not ppocr_reads(language):
            return []
        return [[self._line(page, place, _MARGIN) for place in range(len(page.lines))]]

    def _line(self, page: Page, position: int, margin: float = 0.0) -> OcrLine:
        line = page.lines[position]
        if line.right - line.left > line.height * _THIN:
            return OcrLine("", row=(line.top + line.bottom) // 2)
        rows = round(line.height * margin)
        pixels = np.pad(line.of(page.pixels), ((rows, rows), (0, 0)), constant_values=255)
        key = line_key(pixels)
        found = self._known.get(key)
        if found is None:
            found = decode(self._run(pixels), self._charset)
            self._known.put(key, found)
        text, chars, slices = found
        scale = len(pixels) / _HEIGHT
        columns = [line.left + round((each * _SLICE - _PAD) * scale) for each in slices]
        return OcrLine(text, chars, tuple(columns), (line.top + line.bottom) // 2)

    def _run(self, pixels: Pixels) -> NDArray[np.float32]:
        """The probability of each character in each slice of a line."""
        blob = scaled(pixels).astype(np.float32) / 127.5 - 1
        blob = np.broadcast_to(blob, (1, 3, *blob.shape))
        [output] = self._session.run(None, {self._input: np.ascontiguousarray(blob)})
        return np.asarray(output[0])

    @cached_property
    def _session(self) -> Any:
        try:
            runtime = import_module("onnxruntime")
        except ImportError as error:
            raise OcrError("onnxruntime is not installed: pip install 'cuelift[ocr]'") from error
        options = runtime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        return runtime.InferenceSession(
            str(model_path()), options, providers=["CPUExecutionProvider"]
        )

    @cached_property
    def _input(self) -> str:
        return str(self._session.get_inputs()[0].name)

    @cached_property
    def _charset(self) -> list[str]:
        """What each class stands for: blank first, a space last."""
        listed = (
            self._session.get_modelmeta()
            .custom_metadata_map["character"]
            .removesuffix("\n")
            .split("\n")
        )
        classes = self._session.get_outputs()[0].shape[-1]
        return ["", *listed, *[" "] * (classes - 1 - len(listed))][:classes]


def model_path() -> Path:
    """Where the model lies; its package is found without being imported.

    Raises:
        OcrError: it is not there.
    """
    spec = find_spec("rapidocr")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder, "models", _MODEL)
        if path.is_file():
            return path
    raise OcrError(f"{_MODEL} of the package rapidocr is not there: pip install 'cuelift[ocr]'")


def scaled(pixels: Pixels) -> Pixels:
    """A line of the height that the model takes."""
    height, width = pixels.shape
    wide = max(1, min(round(width * _HEIGHT / height), _LONGEST))
    image = Image.fromarray(pixels).resize((wide, _HEIGHT), Image.Resampling.BILINEAR)
    return np.pad(np.asarray(image), ((0, 0), (_PAD, _PAD)), constant_values=255)


class Decoded(NamedTuple):
    """A text, how sure each character is, and the slice in which its middle lies."""

    text: str
    chars: tuple[float, ...]
    slices: tuple[float, ...]


def decode(output: NDArray[np.float32], charset: Sequence[str]) -> Decoded:
    """The best path: repeats are one character, blanks part them."""
    best = output.argmax(axis=1)
    edges = np.flatnonzero(np.diff(best, prepend=-1)).tolist()
    text: list[str] = []
    chars: list[float] = []
    slices: list[float] = []
    for start, end in pairwise([*edges, len(best)]):
        chosen = int(best[start])
        if chosen:
            text.append(charset[chosen])
            chars.append(float(output[start:end, chosen].max()))
            slices.append((start + end) / 2)
    first, last = 0, len(text)
    while first < last and text[first].isspace():
        first += 1
    while last > first and text[last - 1].isspace():
        last -= 1
    kept = slice(first, last)
    return Decoded("".join(text[kept]), tuple(chars[kept]), tuple(slices[kept]))

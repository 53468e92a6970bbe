"""What others do with the same pictures."""

from __future__ import annotations

import time
from functools import cache
from typing import Any

import numpy as np
from PIL import Image

from cuelift.cues.bitmap import Bitmap, to_rgba
from cuelift.ocr.engines.tesseract import TesseractEngine
from cuelift.ocr.ink import ink

_SCENE = (96, 110, 96, 255)
"""What the caption stands over where a tool does not use its alpha."""


def over_background(bitmap: Bitmap) -> Image.Image:
    """The caption as a player shows it, with a margin."""
    rgba = np.pad(to_rgba(bitmap), ((12, 12), (12, 12), (0, 0)))
    scene = Image.new("RGBA", (rgba.shape[1], rgba.shape[0]), _SCENE)
    scene.alpha_composite(Image.fromarray(rgba))
    return scene.convert("RGB")


def on_paper(bitmap: Bitmap) -> Image.Image:
    """The caption as black on white."""
    found = ink(bitmap)
    assert found is not None
    return Image.fromarray(np.pad(found.pixels, 10, constant_values=255))


def tesseract(image: Image.Image, language: str, engine: TesseractEngine) -> str:
    """Tesseract as it comes: one block, no scaling, no rules."""
    found = engine._readable(language)
    api = engine._api(found, found.tesseract)
    api.SetPageSegMode(6)
    api.SetImage(image)
    return str(api.GetUTF8Text()).strip()


@cache
def _detector() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(
        params={"EngineConfig.onnxruntime.intra_op_num_threads": 1, "Global.log_level": "error"}
    )


def detector(image: Image.Image) -> tuple[str, float]:
    """The same recogniser behind its own text detector, with its default settings, and CPU ms."""
    engine = _detector()
    started = time.process_time()
    found = engine(np.asarray(image.convert("RGB"))[:, :, ::-1])
    spent = (time.process_time() - started) * 1000
    if found.txts is None:
        return "", spent
    rows: list[tuple[float, float, str]] = []
    for box, text in zip(found.boxes, found.txts, strict=True):
        rows.append((float(box[:, 1].mean()), float(box[:, 0].min()), text))
    rows.sort()
    lines: list[list[tuple[float, float, str]]] = []
    for row in rows:
        if lines and row[0] - lines[-1][0][0] < 14:
            lines[-1].append(row)
        else:
            lines.append([row])
    return "\n".join(
        " ".join(text for _, _, text in sorted(line, key=lambda r: r[1])) for line in lines
    ), spent

"""Real readings of every script that only Tesseract reads; the pictures were drawn once.

They hold white text of sixteen levels, as a caption without outline does.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cuelift.cues.bitmap import Bitmap
from cuelift.cues.model import Cue
from cuelift.ocr import OcrOptions, Policy, recognize
from cuelift.ocr.engines.tesseract import TesseractEngine
from cuelift.ocr.folding import fold
from tests.support.needs import without

PICTURES = Path(__file__).parent / "pictures"
SAID = {
    "ru": "Ты знал всё это,\nа мы с ним — нет?",
    "uk": "Я знаю її ім’я — Юля.\nЦе 25 % шляху!",
    "el": "Πού πηγαίνεις;\nΔεν ξέρω ακόμα.",
    "he": "איפה היית?\nחיכיתי לך כל הלילה.",
    "ar": "أين كنت؟\nانتظرتك طوال الليل.",
    "ko": "어디 있었어?\n내일 집에 돌아갈 거야.",
    "th": "พรุ่งนี้เราจะกลับบ้าน",
    "hi": "तुम कहाँ थे?\nमुझे नहीं पता।",
}


def picture(language: str) -> Bitmap:
    """A caption; transparent where there is no ink."""
    with Image.open(PICTURES / f"{language}.png") as image:
        pixels = np.asarray(image, np.uint8)
    palette = np.array([(255, 255, 255, level * 17) for level in range(16)], np.uint8)
    height, width = pixels.shape
    return Bitmap(
        x=0, y=900, width=width, height=height, canvas_width=1920, canvas_height=1080,
        pixels=pixels.tobytes(), palette=palette.tobytes(),
    )  # fmt: skip


def read(language: str, policy: Policy = "default") -> str:
    options = OcrOptions(policy=policy, workers=1)
    cue = Cue(start_ns=0, end_ns=1, bitmaps=(picture(language),))
    return recognize([cue], language, options).cues[0].text


@pytest.mark.parametrize("language", SAID)
def test_a_caption_in_every_script_is_read(language):
    support = TesseractEngine().supports(language)
    if support.state != "full":
        without(support.reason)

    assert fold(read(language)) == fold(SAID[language])


def test_the_data_of_a_script_is_used_where_it_is_there():
    if TesseractEngine().supports("el").remedy:
        without("needs Tesseract's data for Greek script")

    assert "Greek" in TesseractEngine().version
    assert fold(read("el", "fast")) == fold(SAID["el"])


def test_without_the_data_of_a_script_that_of_the_language_is_enough(monkeypatch):
    if TesseractEngine().supports("el").state != "full":
        without(TesseractEngine().supports("el").reason)
    monkeypatch.setattr(TesseractEngine, "_script_folder", lambda self, data: None)

    assert fold(read("el")) == fold(SAID["el"])

from __future__ import annotations

import pytest

from cuelift.errors import OcrError
from cuelift.ocr.detect import detect_language
from cuelift.ocr.engines.base import Support
from tests.ocr.doubles import FakeEngine
from tests.ocr.draw import caption

PICTURES = [caption("One line")]


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("What are you doing here? I'm not going with you.", "en"),
        ("Je ne sais pas ce que vous faites dans la maison.", "fr"),
        ("Ich weiß nicht, was du für mich auf dem Tisch hast.", "de"),
        ("¿Por qué no está aquí? Yo no lo sé.", "es"),
        ("Eu não sei o que você está fazendo aqui.", "pt"),
        ("Non lo so, ma questo è il mio posto.", "it"),
        ("Nie wiem, co się z nim dzieje, ale jestem tu.", "pl"),
        ("Nevím, co se děje, ale jsem tady s tebou, když můžu.", "cs"),
        ("Jag vet inte vad det är för något som du har.", "sv"),
        ("Nem tudom, hogy ez mi, de van egy jó hír is.", "hu"),
        ("Bu ne için, bilmiyorum ama çok iyi değil.", "tr"),
        ("それは私の本です。", "ja"),
        ("这个问题我们没有时间说。", "zh"),
        ("這個問題我們沒有時間說。", "zh-Hant"),
    ],
)
def test_the_language_is_told_from_a_first_reading(text, tag):
    assert detect_language(PICTURES, {"ppocr": FakeEngine("ppocr", text=text)}) == tag


class Scripts(FakeEngine):
    """Is sure of one language only."""

    def __init__(self, tag: str, text: str) -> None:
        super().__init__("tesseract", text=text)
        self._tag = tag

    def read(self, pages, language):
        self._sure = 0.95 if language == self._tag else 0.3
        return super().read(pages, language)


@pytest.mark.parametrize(
    ("probe", "text", "tag"),
    [
        ("ru", "Ты был дома?", "ru"), ("ru", "Ти був у її місті?", "uk"), ("ar", "أين كنت", "ar"),
        ("he", "איפה היית", "he"), ("ko", "어디 있었어", "ko"), ("el", "Πού ήσουν", "el"),
    ],
)  # fmt: skip
def test_scripts_that_the_first_engine_cannot_write_are_tried(probe, text, tag):
    engines = {"ppocr": FakeEngine("ppocr", text="xx", sure=0.3), "tesseract": Scripts(probe, text)}

    assert detect_language(PICTURES, engines) == tag


def test_an_engine_that_is_sure_of_the_wrong_script_is_not_believed():
    engines = {"tesseract": Scripts("ru", "Latin text")}

    with pytest.raises(OcrError, match="--ocr-language"):
        detect_language(PICTURES, engines)


def test_no_engine_tells_nothing():
    with pytest.raises(OcrError, match="--ocr-language"):
        detect_language(PICTURES, {"ppocr": FakeEngine("ppocr", Support("no-data"))})


def test_no_pictures_need_no_language():
    assert detect_language([], {}) == "en"

"""Tells the language of a track from a first reading of a few of its pictures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from cuelift.cues.bitmap import Bitmap
from cuelift.errors import OcrError
from cuelift.ocr.engines.base import OcrEngine, OcrLine
from cuelift.ocr.languages import LANGUAGES
from cuelift.ocr.pages import prepare

_PICTURES = 10
_SURE = 0.8
"""Mean confidence from which a first reading counts."""
_PROBES = ("ru", "el", "ar", "he", "ko", "th", "hi")
"""One language of each script that the first engine cannot write."""
_RANGES = {
    "ru": ("\u0400", "\u04ff"), "el": ("\u0370", "\u03ff"), "ar": ("\u0600", "\u06ff"),
    "he": ("\u0590", "\u05ff"), "ko": ("\uac00", "\ud7a3"), "th": ("\u0e00", "\u0e7f"),
    "hi": ("\u0900", "\u097f"),
}  # fmt: skip
_WORDS = {
    "en": "the you and is it to of what that this not we he are have for my your with was i'm it's",
    "fr": "le la les est pas vous je que un une et de ce qui dans pour c'est il elle nous mon des",
    "de": "ich nicht das ist du die der und sie es wir ein was mir mich zu den für auf haben",
    "es": "que no el la es de los un una por qué en lo se con mi está para las pero sí",
    "pt": "que não o um uma é de eu você para em do da com isso os mais está ele meu",
    "it": "che non il è di un una per la sono mi si ho lo con questo ma gli della cosa",
    "pl": "nie to się że na jest co w do jak mi z ja tak ale go za czy jestem",
    "cs": "to je se na že v jsem co ne si tak jak ale za by mi jsi jste když",
    "sv": "det är jag inte du att en har och vi på som för med han den ett kan mig",
    "hu": "a nem az hogy és egy ez van is meg mi én csak de ha jó vagy kell",
    "tr": "bir bu ne ve ben için değil sen mi var çok o ama evet hayır da gibi",
    "vi": "không là tôi của và có anh cô ta này một được chúng cho người đó những",
    "nl": "de het een ik je niet is dat en van wat we zijn op voor maar hij met",
    "da": "det er jeg ikke du at og en har vi til på der hvad ham for med mig",
    "nb": "det er jeg ikke du og en har vi til på å hva som meg med for han",
    "fi": "on ei se ja en hän että mitä minä sinä ole me nyt niin mutta kun olen",
    "ro": "nu e să și în ce o este de la că mai am cu pe un asta pentru",
}
_TRADITIONAL = frozenset("這個們說來時會為國對過還沒開關東車門見長點後裡")
_SIMPLIFIED = frozenset("这个们说来时会为国对过还没开关东车门见长点后里") - frozenset("来")
_ONLY_UKRAINIAN, _ONLY_RUSSIAN = frozenset("іїєґІЇЄҐ"), frozenset("ыэъёЫЭЪЁ")


def detect_language(bitmaps: Sequence[Bitmap], engines: Mapping[str, OcrEngine]) -> str:
    """The tag of the language that a track is in.

    Raises:
        OcrError: the first pictures do not tell; the caller must state the language.
    """
    some = _spread(bitmaps)
    if not some:
        return "en"  # there is nothing to read, so any will do
    text, sure = _first_reading(some, engines, "ppocr", "en")
    if sure >= _SURE and sum(char.isalpha() for char in text) >= 3:
        return _of_text(text)
    best, best_sure = "", _SURE
    for tag in _PROBES:
        text, sure = _first_reading(some, engines, "tesseract", tag)
        low, high = _RANGES[tag]
        own = sum(low <= char <= high for char in text)
        if sure > best_sure and own * 2 > sum(char.isalpha() for char in text):
            best, best_sure = _ukrainian(text) if tag == "ru" else tag, sure
    if best:
        return best
    raise OcrError("the language of the captions could not be told; state it with --ocr-language")


def _spread(bitmaps: Sequence[Bitmap]) -> list[Bitmap]:
    """A few from all over the track."""
    step = max(1, len(bitmaps) // _PICTURES)
    return list(bitmaps[::step])[:_PICTURES]


def _first_reading(
    bitmaps: Sequence[Bitmap], engines: Mapping[str, OcrEngine], name: str, tag: str
) -> tuple[str, float]:
    """What an engine reads, and its mean confidence."""
    engine = engines.get(name)
    if engine is None or engine.supports(tag).state != "full":
        return "", 0.0
    pages = [found.page for each in bitmaps if (found := prepare(each, LANGUAGES[tag]))]
    lines: list[OcrLine] = [line for page in engine.read(pages, tag) for line in page]
    chars = [sure for line in lines for sure in line.chars]
    return "\n".join(line.text for line in lines), sum(chars) / len(chars) if chars else 0.0


def _of_text(text: str) -> str:
    """The language of a text in Latin, Chinese or Japanese script."""
    kana = sum("\u3040" <= char <= "\u30ff" for char in text)
    han = sum("\u4e00" <= char <= "\u9fff" for char in text)
    if kana + han > sum(char.isascii() and char.isalpha() for char in text):
        if kana > han * 0.1:
            return "ja"
        chars = set(text)
        return "zh-Hant" if len(chars & _TRADITIONAL) > len(chars & _SIMPLIFIED) else "zh"
    return _latin(text)


def _latin(text: str) -> str:
    """The language whose small words and own letters are most frequent."""
    words = Counter("".join(c if c.isalpha() or c in "'’" else " " for c in text.lower()).split())
    letters = Counter(text.lower())
    scores = {}
    for tag, known_words in _WORDS.items():
        small = sum(words[word] for word in set(known_words.split()))
        own = sum(letters[char] for char in LANGUAGES[tag].letters if char.isalpha())
        foreign = sum(
            count for char, count in letters.items()
            if char.isalpha() and not char.isascii() and char not in LANGUAGES[tag].letters
        )  # fmt: skip
        scores[tag] = small + 0.3 * own - foreign
    return max(scores, key=lambda tag: scores[tag])


def _ukrainian(text: str) -> str:
    own = sum(char in _ONLY_UKRAINIAN for char in text)
    return "uk" if own > sum(char in _ONLY_RUSSIAN for char in text) else "ru"

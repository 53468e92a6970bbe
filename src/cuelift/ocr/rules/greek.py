"""Greek of today has one accent; engines also know the old ones."""

from __future__ import annotations

import re
import unicodedata

from cuelift.ocr.engines.base import OcrLine
from cuelift.ocr.rules.base import Context

_TONOS, _DIAERESIS = "\u0301", "\u0308"
_ACCENTS = frozenset("\u0300\u0342")
_BREATHINGS = frozenset("\u0313\u0314\u0345")
_TWINS = {
    "\u00b5": "μ",
    "\u037e": ";",
    "\u0387": "·",
    "\u0384": "’",
    "\u1fbd": "’",
    "\u03d1": "θ",
    "\u03d5": "φ",
}

_ZERO = re.compile("(?<![\\w.,:%])0(?= [\u03ac-\u03ce])")


def mend_article(line: OcrLine, context: Context) -> OcrLine:
    """A nought before a small word is the article."""
    for match in _ZERO.finditer(line.text):
        line = line.put(match.start(), match.end(), "Ο")
    return line


def mend_polytonic(line: OcrLine, context: Context) -> OcrLine:
    """Grave and circumflex become the acute; breathings go; twins become letters."""
    for place, char in enumerate(line.text):
        modern = _modern(char)
        if modern != char:
            line = line.put(place, place + 1, modern)
    return line


def _modern(char: str) -> str:
    if char in _TWINS:
        return _TWINS[char]
    if not "\u1f00" <= char <= "\u1fff":
        return char
    parts = unicodedata.normalize("NFD", char)
    kept = "".join(
        _TONOS if part in _ACCENTS else part for part in parts if part not in _BREATHINGS
    )
    made = unicodedata.normalize("NFC", kept)
    return made if len(made) == 1 else char

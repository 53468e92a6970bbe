"""Letters of another script that look like those of the language."""

from __future__ import annotations

from cuelift.ocr.engines.base import OcrLine
from cuelift.ocr.rules.base import Context

_TO_LATIN = dict(
    zip(
        "αγνορτυχκειΑΒΕΖΗΙΚΜΝΟΡΤΥΧаеорсухіјАВЕКМНОРСТХІЈ",
        "ayvoptuxkeiABEZHIKMNOPTYXaeopcyxijABEKMHOPCTXIJ",
        strict=True,
    )
)
_TO_CYRILLIC = dict(zip("aeopcyxABEKMHOPCTX", "аеорсухАВЕКМНОРСТХ", strict=True))
_TO_GREEK = dict(zip("ovABEZHIKMNOPTYX", "ονΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", strict=True))


def mend_aliens(line: OcrLine, context: Context) -> OcrLine:
    """Letters that the language's script does not have become their twins that it has.

    In Cyrillic and Greek only inside of words of that script: names may be written in Latin.
    """
    table = {"Latn": _TO_LATIN, "Cyrl": _TO_CYRILLIC, "Grek": _TO_GREEK}[context.language.script]
    whole = context.language.script == "Latn"
    for place, char in enumerate(line.text):
        if char in table and (whole or _among_own(line.text, place)):
            line = line.put(place, place + 1, table[char])
    return line


def _among_own(text: str, place: int) -> bool:
    """Whether a neighbour is a letter beyond ASCII."""
    around = text[max(place - 1, 0) : place] + text[place + 1 : place + 2]
    return any(char.isalpha() and char > "\u0370" for char in around)

"""Letters that a language does not have, and those that engines write as two signs."""

from __future__ import annotations

import re

from cuelift.ocr.engines.base import OcrLine
from cuelift.ocr.rules.base import Context

_CARONS = re.compile("(?<=[^\\W\\d_])[dt]['’](?=\\s|[a-záčďéěíňóřšťúůýž]|$|[,.!?])")
_SOFT = {"d": "ď", "t": "ť"}
_SOFT_L = re.compile("(?<=[^\\W\\d_])l['’](?=\\s|[a-záäčďéíľňóôšťúýž]|$)")


def mend_carons(line: OcrLine, context: Context) -> OcrLine:
    """A soft d or t, whose caron looks like an apostrophe; Czech and Slovak have none there."""
    for match in reversed(list(_CARONS.finditer(line.text))):
        line = line.put(match.start(), match.end(), _SOFT[match.group()[0]])
    if context.language.tag == "sk":
        for match in reversed(list(_SOFT_L.finditer(line.text))):
            line = line.put(match.start(), match.end(), "ľ")
    return line


def mend_dotted(line: OcrLine, context: Context) -> OcrLine:
    """An i whose dot was taken for an accent, in languages without that accent."""
    for place, char in enumerate(line.text):
        if char == "í":
            last = not line.text[place + 1 : place + 2].isalpha()
            italian = last and context.language.tag == "it"
            line = line.put(place, place + 1, "ì" if italian else "i")
    return line

"""Sets the opening marks of Spanish questions and exclamations where they miss."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cuelift.cues import Cue
from cuelift.text.edits import Edits
from cuelift.text.rules import outside_addresses
from cuelift.text.spans import Patch, substitute

_SENTENCE = re.compile(
    r"(?:^|(?<=[.!?…] )|(?<=[.!?…]\n)|(?<=^[-–—])|(?<=^[-–—] )|(?<=\n[-–—])|(?<=\n[-–—] ))"
    r"([^\W\d_][\w \n'’]{0,120})([?!])"
    r"(?=[\s\"»”]|$)"
)
"""A sentence of words alone, and its mark. With a comma or a colon in it, the question may begin
behind them."""
_SHORT = re.compile(
    r"\b(?:[A-Z]|Sr|Sra|Srta|Sres|Dr|Dra|Ud|Uds|Vd|Lic|Ing|Prof|Profa|Da|St|Mr|Mrs|EE|UU)\.\s$"
)
"""Behind the stop of an abbreviation a sentence goes on."""
_ENDED = re.compile('[.!?…:"»”)\\]]\\s*$')


def open_sentences(cues: Sequence[Cue], edits: Edits) -> list[Cue]:
    """Cues of a Spanish track with the marks that miss."""
    made = []
    ended = True
    for cue in cues:
        if cue.spans and not cue.comment:
            text = cue.text
            if patches := _missing(text, ended):
                cue = edits.change(cue, "opening marks", spans=substitute(cue.spans, patches))
            if text.strip():
                ended = bool(_ENDED.search(text))
        made.append(cue)
    return made


def _missing(text: str, ended: bool) -> list[Patch]:
    if "?" not in text and "!" not in text:
        return []
    patches: list[Patch] = []
    for match in _SENTENCE.finditer(text):
        start = match.start(1)
        first = text[start]
        goes_on = (
            (start == 0 and not ended)
            or first.islower()
            or _SHORT.search(text, max(start - 9, 0), start)
        )
        if not goes_on and not _has_dash_inside(match[1]):
            patches.append((start, start + 1, ("¿" if match[2] == "?" else "¡") + first))
    return outside_addresses(text, patches)


def _has_dash_inside(body: str) -> bool:
    return any(line.lstrip().startswith(("-", "–", "—")) for line in body.split("\n"))

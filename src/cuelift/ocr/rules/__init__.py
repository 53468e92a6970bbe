"""Rules per language: each mends one kind of mistake and is named in ``Reading.changes``."""

from __future__ import annotations

from typing import NamedTuple

from cuelift.ocr.engines.base import OcrLine, Page
from cuelift.ocr.languages import EAST_ASIAN, LANGUAGES, RIGHT_TO_LEFT, OcrLanguage
from cuelift.ocr.rules import (
    aliens,
    bars,
    cases,
    cyrillic,
    dashes,
    french,
    gaps,
    greek,
    hebrew,
    letters,
    marks,
    notes,
    punctuation,
    quotes,
    spanish,
    speakers,
    strokes,
    turkish,
    words,
)
from cuelift.ocr.rules.base import Context, Rule

__all__ = ["RULES", "Mended", "mend"]

_LATIN = frozenset(("Latn",))
_LEFT_TO_RIGHT = frozenset(row.script for row in LANGUAGES.values()) - RIGHT_TO_LEFT
_INVERTED = frozenset(("es", "gl"))
_ALPHABETS = frozenset(("Latn", "Cyrl", "Grek"))
_NO_ACUTE = frozenset(("en", "fr", "de", "it", "pl", "sv", "tr", "nl", "da", "nb"))
_LOW_QUOTES = frozenset(
    ("de", "pl", "cs", "sk", "hu", "hr", "sl", "sr", "bg", "ro", "lt", "lv", "et", "is", "mk", "sq")
)

WHOLE = (
    ("notes", notes.mend_notes),
    ("speakers", speakers.mend_speakers),
    ("dashes", dashes.mend_dashes),
    ("dash-spaces", dashes.mend_dash_spaces),
    ("cases", cases.mend_cases),
)
"""Rules that look at all lines of a caption; they run first."""

RULES = (
    Rule("quotes", quotes.mend_quotes),
    Rule("leading-dash", quotes.mend_leading_dash),
    Rule("first-dash", marks.mend_first_dash, scripts=_LEFT_TO_RIGHT),
    Rule("last-dash", marks.mend_last_dash, scripts=_LEFT_TO_RIGHT),
    Rule("last-stop", marks.mend_last_stop, scripts=_ALPHABETS),
    Rule("low-quote", marks.mend_low_quote, languages=_LOW_QUOTES),
    Rule("gaps", gaps.mend_gaps, scripts=_ALPHABETS),
    Rule("dots", marks.mend_dots, scripts=_LEFT_TO_RIGHT),
    Rule("dot-gap", gaps.mend_dot_gap, scripts=_ALPHABETS),
    Rule("aliens", aliens.mend_aliens, scripts=_ALPHABETS),
    Rule("brackets", bars.mend_brackets),
    Rule("bars", bars.mend_bars, scripts=_LATIN),
    Rule("pronoun", bars.mend_pronoun, languages=frozenset(("en",))),
    Rule("strokes", strokes.mend_strokes, scripts=_LATIN),
    Rule("carons", letters.mend_carons, languages=frozenset(("cs", "sk"))),
    Rule(
        "dotted",
        letters.mend_dotted,
        languages=frozenset(["en", "fr", "de", "it", "pl", "sv", "tr", "nl", "da", "nb"]),
    ),
    Rule("unwritten", spanish.mend_unwritten, languages=_INVERTED),
    Rule("inverted", spanish.mend_inverted, languages=_INVERTED),
    Rule(
        "guillemets", spanish.mend_guillemets, languages=frozenset(("es", "gl", "it", "pt", "ca"))
    ),
    Rule("spacing", french.mend_spacing, languages=frozenset(("fr",))),
    Rule("dotless", turkish.mend_dots, languages=frozenset(("tr", "az"))),
    Rule("article", greek.mend_article, languages=frozenset(("el",))),
    Rule("monotonic", greek.mend_polytonic, languages=frozenset(("el",))),
    Rule("arabic", punctuation.mend_arabic, scripts=frozenset(("Arab",))),
    Rule("words", words.mend_words, scripts=frozenset(("Cyrl", "Grek"))),
    Rule("letters", cyrillic.mend_letters, scripts=frozenset(("Cyrl",))),
    Rule("lone-stroke", cyrillic.mend_lone_stroke, languages=frozenset(("uk", "be"))),
    Rule("pairs", cyrillic.mend_pairs, scripts=frozenset(("Cyrl",))),
    Rule("nun", hebrew.mend_nun, scripts=frozenset(("Hebr",))),
    Rule("vav", bars.mend_vav, scripts=frozenset(("Hebr",))),
    Rule("left-dots", hebrew.mend_left_dots, scripts=RIGHT_TO_LEFT),
    Rule("false-stop", hebrew.mend_false_stop, scripts=RIGHT_TO_LEFT),
    Rule("thai-space", gaps.mend_false_spaces, scripts=frozenset(("Thai",))),
    Rule("thai", punctuation.mend_thai, scripts=frozenset(("Thai",))),
    Rule("wide", punctuation.mend_wide, scripts=EAST_ASIAN),
    Rule("long-dash", punctuation.mend_long_dash, scripts=EAST_ASIAN),
    Rule("middle-dot", punctuation.mend_middle_dot, scripts=frozenset(("Hant",))),
)
"""Rules that look at one line, in the order in which they run."""


class Mended(NamedTuple):
    """Lines after the rules, and the names of those that changed something."""

    lines: list[OcrLine]
    changes: tuple[str, ...]


def mend(lines: list[OcrLine], page: Page, language: OcrLanguage) -> Mended:
    """The lines of one caption as the rules leave them."""
    context = Context(language, page)
    changes: list[str] = []
    after = lines
    for name, whole in WHOLE:
        before, after = after, whole(after, context)
        if after != before:
            changes.append(name)
    for rule in RULES:
        if rule.holds(language):
            before, after = after, [rule.mend(line, context) for line in after]
            if after != before:
                changes.append(rule.name)
    return Mended(after, tuple(changes))

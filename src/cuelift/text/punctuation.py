"""Punctuation as each language writes it. Words, numbers, times and addresses stay."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from cuelift.cues import Cue
from cuelift.text.base import Context
from cuelift.text.dashes import DashStyle, dash_rule
from cuelift.text.edits import Edits
from cuelift.text.marks import cjk_rules, ellipsis_rules, french_rules
from cuelift.text.quotes import apostrophe_rules, quote_rules
from cuelift.text.rules import Rule, apply_rules
from cuelift.text.spanish import open_sentences


class PunctuationOptions(msgspec.Struct, frozen=True, kw_only=True):
    """Which habits are applied. What a language has no rule for is left as it is."""

    french: bool = True
    """French: no-break spaces before ``; : ! ? »`` and behind ``«``. Canadian French: before
    ``: »`` and behind ``«``."""
    narrow: bool = False
    """Narrow no-break spaces (U+202F) instead, before ``; ! ?``."""
    spanish: bool = True
    """Spanish: ``¿`` and ``¡`` where a plain sentence ends in ``?`` or ``!`` and they miss."""
    cjk: bool = True
    """Chinese and Japanese: full-width marks between their characters."""
    ellipsis: Literal["keep", "dots", "char"] = "keep"
    """``dots``: ``...``; ``char``: ``…``."""
    quotes: Literal["keep", "straight", "typographic"] = "keep"
    """Double quotes; ``typographic``: those of the language, where each has its partner."""
    apostrophes: Literal["keep", "straight", "typographic"] = "keep"
    """Between letters and where letters are left out."""
    dashes: DashStyle = "keep"
    """In front of what a speaker says: ``hyphen``, ``en`` or ``em``; ``majority``: what most such
    lines of the track have."""


def punctuation(
    cues: Sequence[Cue], context: Context, options: PunctuationOptions, edits: Edits
) -> list[Cue]:
    """Applies the habits of the track's language."""
    language = context.primary
    rules: list[Rule] = []
    if options.ellipsis != "keep":
        rules += ellipsis_rules(options.ellipsis, language)
    if options.apostrophes != "keep":
        rules += apostrophe_rules(options.apostrophes)
    if options.quotes != "keep":
        rules += quote_rules(options.quotes, context.language or "")
    if options.cjk and language in ("zh", "ja", "yue", "cmn"):
        rules += cjk_rules(language)
    if options.french and language == "fr":
        rules += french_rules(context.language or "", narrow=options.narrow)
    if options.dashes != "keep" and (rule := dash_rule(cues, options.dashes)):
        rules.append(rule)
    made = apply_rules(cues, rules, edits)
    if options.spanish and language == "es":
        made = open_sentences(made, edits)
    return made

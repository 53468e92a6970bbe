"""Quotes and apostrophes, straight or as a language sets them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from cuelift.text.rules import Rule, outside_addresses, pattern_rule, word_set
from cuelift.text.spans import Patch

QuoteStyle = Literal["straight", "typographic"]

_ENGLISH, _GERMAN, _ANGLE = "“”", "„“", "«»"


PAIRS = {
    **dict.fromkeys(
        word_set("en pt-br nl tr ko th vi id ms zh hi cy ga af he ar es-419 es-mx es-us"), _ENGLISH
    ),
    **dict.fromkeys(word_set("de cs sk sl bg is et lt lv ka da"), _GERMAN),
    **dict.fromkeys(word_set("fr es it ca pt no nb nn el ru uk be hy"), _ANGLE),
    **dict.fromkeys(word_set("pl ro hu hr sr bs mk"), "„”"),
    **dict.fromkeys(word_set("sv fi"), "””"),
}
"""Opening and closing double quotes by language; others are left as they are."""

_CURLY = re.compile("[“”„‟]")
_STRAIGHT = '"'
_APOSTROPHE = re.compile(
    r"(?<=[^\W\d_])'(?=[^\W\d_])|(?<![^\W])'(?=\d0s\b|(?:cause|em|til|tis|twas|bout|kay)\b)",
    re.IGNORECASE,
)


def apostrophe_rules(style: QuoteStyle) -> list[Rule]:
    """Apostrophes: typographic between letters and before letters that are left out.

    Straight ones take the place of single quotes, too, which look the same.
    """
    if style == "straight":
        return [pattern_rule("apostrophes", re.compile("[‘’‛]"), "'", hint="‘’‛")]
    return [pattern_rule("apostrophes", _APOSTROPHE, "’", hint="'")]


def quote_rules(style: QuoteStyle, tag: str) -> list[Rule]:
    """Double quotes.

    Args:
        style: ``straight``: of any language to ``"``, but for ``«»``.
        tag: of the language.
    """
    if style == "straight":
        return [pattern_rule("quotes", _CURLY, _STRAIGHT, hint="“”„‟")]
    tag = tag.lower()
    pair = PAIRS.get(tag) or PAIRS.get(tag.partition("-")[0])
    return [Rule("quotes", lambda text: _paired(text, pair))] if pair else []


def _paired(text: str, pair: str) -> Sequence[Patch]:
    """Straight quotes of a text as opening and closing ones, if each is plainly one of them."""
    if _STRAIGHT not in text or text.count(_STRAIGHT) % 2:
        return ()
    patches: list[Patch] = []
    at = text.find(_STRAIGHT)
    while at >= 0:
        opening = len(patches) % 2 == 0
        before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
        # A number before it: inches.
        if before.isdigit() or not (_opens(before, after) if opening else _opens(after, before)):
            return ()
        patches.append((at, at + 1, pair[not opening]))
        at = text.find(_STRAIGHT, at + 1)
    kept = outside_addresses(text, patches)
    return kept if len(kept) == len(patches) else ()


def _opens(outside: str, inside: str) -> bool:
    return bool(inside.strip()) and (not outside.strip() or not outside.isalnum())

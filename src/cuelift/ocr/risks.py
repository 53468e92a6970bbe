"""Texts that two engines may have read alike and wrongly; a person should look at them."""

from __future__ import annotations

import re

_SURE, _SURE_OF_COMMA = 0.78, 0.97
"""Confidence from which on spaces beside dots, and a comma at the end, are believed."""
_LONE = re.compile(r"(?<![\w'’.\-])[b-df-hj-np-rtxB-DF-HJ-NP-RTX](?![\w'’.\-])")
"""A consonant that stands alone is no word."""
_I_WITHIN = re.compile(r"[^\W\d_]I[^\W\d_A-Z]")
"""A capital I before a small letter within a word: an l looks the same in many fonts."""
_L_FIRST = re.compile(r"""(?:\A|\n[-–—]\s?|[.!?]["”»]?\s+)[-–—"“„«¿¡\s]*l(?=[^\W\d_A-Z]|['’])""")
"""A small l where a sentence begins: it may be a capital I."""
_DOTS = re.compile(r"…|\.\.\.")
_OVERHUNG = re.compile(r"[fFTVWYP](?:…|\.\.\.)")
"""Dots under the arm of a letter: the space between them cannot be measured."""
_LAST_COMMA = re.compile(r",[\s♪♫#\"'”’»]*\Z")
_LOOSE_QUOTE = re.compile(r"[.!?…,] [\"”“’]\s*\Z")
_CLOSERS = (("„", '“”"»„'), ("‚", "‘’'›"), ("“", '”"“'), ("«", '»"'), ("»", '«"'))
_FRENCH = (re.compile(r"«[^\s«]"), re.compile(r"\s»"))
_SPANISH = frozenset(("es", "gl"))
_ASKED = (("!", "¡"), ("?", "¿"))
_DOTLESS = re.compile(r"""(?:\A|[.!?…]["”»]?\s+|\n[-–—]\s?)[-–—"“„«♪\s]*i""")
"""A small i where a sentence begins, in languages whose capital has the dot as well."""
_SAME_SHAPE = frozenset("cosuvwxzCOSUVWXZ")
"""Letters whose capitals look like them."""
_BESIDE_ONE = re.compile(r"(?:\A|[\s\-])[一ー](?=\s|\Z)")
"""A character that is one stroke, by itself: it may be a dash."""
_OPENING, _CLOSING = "「『（《〈【", "」』）》〉】"
_TWINS = frozenset(
    "郎郞様樣奥奧兩雨戸户說説黄黃溫温淸靑眞旣敎册吳呉吕呂录緑虚虛歳歲鄕值晚毎爲剎産顔絶税脱鋭悦閲强閒潜潛尙凉涼"
)
"""Chinese characters that another one is taken for, or is another form of."""


def is_risky(text: str, confidence: float, *, unspaced: bool, language: str = "") -> bool:
    """Whether a text that engines agree on should be looked at all the same.

    Args:
        text: all lines.
        confidence: of the engine that is less sure, in its surest reading.
        unspaced: the script parts no words by spaces.
        language: BCP 47 tag; empty: not known.
    """
    if unspaced:
        alike = not _TWINS.isdisjoint(text) or bool(_BESIDE_ONE.search(text))
        return alike or not _is_paired(text)
    if _DOTS.search(text) and confidence < _SURE:
        return True
    if _LAST_COMMA.search(text) and confidence < _SURE_OF_COMMA:
        return True
    if any(each.search(text) for each in (_I_WITHIN, _L_FIRST, _LONE, _OVERHUNG, _LOOSE_QUOTE)):
        return True
    if language in ("tr", "az") and _DOTLESS.search(text):
        return True
    return _is_uneven(text) or _is_unmarked(text, language) or _is_caseless(text)


def _is_uneven(text: str) -> bool:
    """Whether one line has a space behind its dash and another has none, or a quote stays open."""
    spaces = {line[1:2] == " " for line in text.split("\n") if line[:1] in tuple("-–—")}
    if len(spaces) > 1 or any(_opens(text, *each) for each in _CLOSERS):
        return True
    tight, wide = _FRENCH
    return bool(tight.search(text)) and bool(wide.search(text))


def _opens(text: str, opener: str, closers: str) -> bool:
    """Whether the first words are quoted and nothing ends the quotation."""
    start = text.lstrip("♪♫# -–—")
    return start.startswith(opener) and not set(closers) & set(start[1:])


def _is_unmarked(text: str, language: str) -> bool:
    """Whether Spanish ends a question or an exclamation that nothing begins."""
    return language in _SPANISH and any(
        (mark in text) != (inverted in text) for mark, inverted in _ASKED
    )


def _is_caseless(text: str) -> bool:
    """Whether there is no letter whose capital looks otherwise."""
    letters = [char for char in text if char.isalpha()]
    return bool(letters) and _SAME_SHAPE.issuperset(letters)


def _is_paired(text: str) -> bool:
    """Whether each closing bracket is of the kind that was opened last; some stay open.

    A text may close what another opened, but does not begin so.
    """
    if text.lstrip("♪♫# -–—")[:1] in tuple(_CLOSING):
        return False
    opened: list[str] = []
    for char in text:
        if char in _OPENING:
            opened.append(char)
        elif char in _CLOSING and opened and opened.pop() != _OPENING[_CLOSING.index(char)]:
            return False
    return True

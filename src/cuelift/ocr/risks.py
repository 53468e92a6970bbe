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
_OPENING, _CLOSING = "「『（《〈【", "」』）》〉】"
_TWINS = frozenset(
    "郎郞様樣奥奧兩雨戸户說説黄黃溫温淸靑眞旣敎册吳呉吕呂录緑虚虛歳歲鄕值晚毎爲剎産顔絶税脱鋭悦閲强閒潜潛尙"
)
"""Chinese characters that another one is taken for, or is another form of."""


def is_risky(text: str, confidence: float, *, unspaced: bool) -> bool:
    """Whether a text that engines agree on should be looked at all the same.

    Args:
        text: all lines.
        confidence: of the engine that is less sure, in its surest reading.
        unspaced: the script parts no words by spaces.
    """
    if unspaced:
        return not _TWINS.isdisjoint(text) or not _is_paired(text)
    if _DOTS.search(text) and confidence < _SURE:
        return True
    if text.endswith(",") and confidence < _SURE_OF_COMMA:
        return True
    return any(each.search(text) for each in (_I_WITHIN, _L_FIRST, _LONE))


def _is_paired(text: str) -> bool:
    """Whether each closing bracket is of the kind that was opened last; some stay open."""
    opened: list[str] = []
    for char in text:
        if char in _OPENING:
            opened.append(char)
        elif char in _CLOSING and opened and opened.pop() != _OPENING[_CLOSING.index(char)]:
            return False
    return True

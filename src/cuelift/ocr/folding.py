"""When two readings say the same: what is a matter of typography does not count."""

from __future__ import annotations

import re
import unicodedata

_SAME = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″＂", '"'),
        **dict.fromkeys("‘’‚‛′`´", "'"),
        **dict.fromkeys("‐‑‒–—―−─━", "-"),
        **dict.fromkeys("\u00a0\u202f\u3000", " "),
        **dict.fromkeys("\u200b\u200c\u200d\u200e\u200f", None),
        "…": "...",
        "⋯": "...",
    }
)
_EAST_SPACE = re.compile(r"(?<![A-Za-z0-9]) +| +(?![A-Za-z0-9])")


def fold(text: str, *, unspaced: bool = False) -> str:
    """A reading without typographic variants.

    Args:
        text: lines joined by newlines.
        unspaced: the script parts no words, so spaces beside its characters say nothing.
    """
    text = unicodedata.normalize("NFKC", text.translate(_SAME)).translate(_SAME)
    text = text.replace("''", '"')
    lines = [" ".join(line.split()) for line in text.split("\n")]
    folded = "\n".join(line for line in lines if line)
    return _EAST_SPACE.sub("", folded) if unspaced else folded

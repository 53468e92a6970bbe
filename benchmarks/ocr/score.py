"""Counts wrong characters."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

_EAST = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
_FOLDS = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″", '"'), **dict.fromkeys("‘’‚‛′`´", "'"),
        **dict.fromkeys("‐‑‒–—―−─━", "-"), "…": "...", "\u00a0": " ", "\u202f": " ", "\u3000": " ",
        **dict.fromkeys("\u200e\u200f\u200b\u200c\u200d", None), "⋯": "...",
    }
)  # fmt: skip


def strict(text: str) -> str:
    """A text with its letters composed and no space at the ends of lines."""
    lines = unicodedata.normalize("NFC", text).split("\n")
    return "\n".join(line.strip() for line in lines if line.strip())


def folded(text: str) -> str:
    """A text whose quotes, dashes, dots and widths are one kind each."""
    text = unicodedata.normalize("NFKC", strict(text).translate(_FOLDS)).translate(_FOLDS)
    text = text.replace("''", '"')
    # East Asian text has no words to part: a space there is a matter of layout.
    if _EAST.search(text):
        text = re.sub("(?<![A-Za-z0-9]) +| +(?![A-Za-z0-9])", "", text)
    return "\n".join(" ".join(line.split()) for line in text.split("\n"))


def distance(left: str, right: str) -> int:
    """Levenshtein's: insertions, deletions and replacements."""
    row = list(range(len(right) + 1))
    for number, char in enumerate(left, 1):
        above, row[0] = row[0], number
        for column, other in enumerate(right, 1):
            above, row[column] = (
                row[column],
                min(row[column] + 1, row[column - 1] + 1, above + (char != other)),
            )
    return row[-1]


class Score(NamedTuple):
    """Sums over captions."""

    captions: int = 0
    chars: int = 0
    strict_errors: int = 0
    errors: int = 0
    exact: int = 0

    def plus(self, truth: str, read: str) -> Score:
        """With one caption more."""
        right, got = folded(truth), folded(read)
        return Score(
            self.captions + 1,
            self.chars + len(right),
            self.strict_errors + distance(strict(truth), strict(read)),
            self.errors + distance(right, got),
            self.exact + (right == got),
        )

    @property
    def cer(self) -> float:
        """Per cent of characters, folded."""
        return 100 * self.errors / max(self.chars, 1)

    @property
    def strict_cer(self) -> float:
        """Per cent of characters, as written."""
        return 100 * self.strict_errors / max(self.chars, 1)

    @property
    def exact_share(self) -> float:
        """Per cent of captions."""
        return 100 * self.exact / max(self.captions, 1)

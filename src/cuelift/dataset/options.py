"""What a caller may ask of a dataset's segments and texts."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

Case: TypeAlias = Literal["keep", "lower", "upper"]
Punctuation: TypeAlias = Literal["keep", "basic", "strip"]

S = 1_000_000_000
_DENSE = frozenset(("zh", "ja", "ko", "yue"))
"""Languages whose characters are syllables or words."""


class TextOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How ``text`` is made of ``text_raw``; white space is put right in any case."""

    case: Case = "keep"
    punctuation: Punctuation = "keep"
    """``basic``: only commas, full stops, question and exclamation marks; ``strip``: none. What
    belongs to a word or a number stays."""


class SegmentOptions(msgspec.Struct, frozen=True, kw_only=True):
    """Which captions become segments, and how they are joined."""

    min_ns: int = S // 2
    max_ns: int = 20 * S
    max_gap_ns: int = S // 2
    """Between captions that are joined."""
    pad_ns: int = 0
    """Added before and behind, where no other caption is and the film is not over."""
    min_rate: float | None = None
    """Characters a second, spaces not counted; None: by the language."""
    max_rate: float | None = None
    music: bool = False
    """Keep captions of what is sung."""
    doubtful: bool = False
    """Keep text that was read out of pictures and is not sure."""
    foreign: bool = False
    """Keep passages in other languages."""
    text: TextOptions = TextOptions()

    def rates(self, language: str | None) -> tuple[float, float]:
        """The least and the most characters a second of a language."""
        dense = (language or "").partition("-")[0].lower() in _DENSE
        least, most = (1.0, 15.0) if dense else (3.0, 30.0)
        return (
            least if self.min_rate is None else self.min_rate,
            most if self.max_rate is None else self.max_rate,
        )

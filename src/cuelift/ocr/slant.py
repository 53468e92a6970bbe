"""Tells italics by the shear at which the stems of letters stand upright."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias
from unicodedata import normalize

import numpy as np
from numpy.typing import NDArray

from cuelift.ocr.engines.base import OcrLine, Page
from cuelift.ocr.ink import INKED, Mask
from cuelift.ocr.lines import Line
from cuelift.ocr.pieces import Word, pieces_of, words_of

Places: TypeAlias = NDArray[np.int64]
_SHEARS = (0.09, 0.12, 0.15, 0.18, 0.21, 0.25)
_ITALIC = 0.9
"""Upright text stays below it, since sharing pixels between columns blurs what is sheared."""
_SHORT = 4
"""Letters of a word that says little by itself."""
_STEMLESS = frozenset("aceosvwxyzgACGOQSVWXYZ" + "асеохузэлАСЕОХУЗЭЛ" + "αεοςσωυχλΑΟΣΩΥΧΛ")
"""Letters without a straight stem."""
_LEAST = 20
"""Pixels that say something."""


def italic_flags(line: OcrLine, page: Page) -> list[bool]:
    """For each character whether it is italic; words are judged where they can be told apart."""
    place = next((each for each in page.lines if each.top <= line.row < each.bottom), None)
    size = len(line.text)
    if place is None or not size:
        return [False] * size
    words = words_of(line, pieces_of(page.pixels, place))
    if len(words) < 2:
        return [is_italic(place.of(page.pixels) < INKED)] * size
    judged = _judged(words, page, place)
    return _flags(size, words, _without_lone(judged, [line.text[w.start : w.stop] for w in words]))


def _judged(words: Sequence[Word], page: Page, place: Line) -> list[bool]:
    """Each word; all alike where few differ, since one word says little."""
    flags, widths = [], []
    for word in words:
        left, right = word.pieces[0].left, word.pieces[-1].right
        flags.append(is_italic(page.pixels[place.top : place.bottom, left:right] < INKED))
        widths.append(right - left)
    share = sum(wide for wide, flag in zip(widths, flags, strict=True) if flag) / sum(widths)
    whole = is_italic(place.of(page.pixels) < INKED)
    if whole and share > 0.6:
        return [True] * len(words)
    if not whole and share < 0.4:
        return [flag and wide > place.height * 2 for flag, wide in zip(flags, widths, strict=True)]
    return flags


def _without_lone(judged: Sequence[bool], texts: Sequence[str]) -> list[bool]:
    """Words that say little are upright where no word beside them is italic."""
    beside = [False, *judged, False]
    return [
        flag and (beside[place] or beside[place + 2] or _tells(text))
        for place, (flag, text) in enumerate(zip(judged, texts, strict=True))
    ]


def _tells(text: str) -> bool:
    """Whether a word alone shows how it leans: it is long, and has straight stems."""
    letters = [char for char in normalize("NFD", text) if char.isalpha()]
    return len(letters) > _SHORT and not _STEMLESS.issuperset(letters)


def _flags(size: int, words: Sequence[Word], judged: Sequence[bool]) -> list[bool]:
    flags = [False] * size
    for place, (word, italic) in enumerate(zip(words, judged, strict=True)):
        # The space after an italic word is italic if the next word is.
        stop = word.stop
        if italic and place + 1 < len(words) and judged[place + 1]:
            stop = words[place + 1].start
        flags[word.start : stop] = [italic] * (stop - word.start)
    return flags


def is_italic(mask: Mask) -> bool:
    """Whether the ink of a line or word leans to the right."""
    return lean(mask) >= _ITALIC


def lean(mask: Mask) -> float:
    """How much sharper the stems stand when sheared as italics are, than as they are."""
    rows, columns = np.nonzero(mask)
    if len(rows) < _LEAST:
        return 0.0
    upright = _sharpness(rows, columns, 0.0)
    return max(_sharpness(rows, columns, shear) for shear in _SHEARS) / max(upright, 1e-9)


def _sharpness(rows: Places, columns: Places, shear: float) -> float:
    """How unevenly the columns of the sheared picture are filled.

    A pixel is shared by the two columns it falls on; whole steps would make stems of their own.
    """
    moved = columns + rows * shear
    left = moved.astype(np.int64)
    share = moved - left
    size = int(left.max()) + 2
    counts = np.bincount(left, 1 - share, size) + np.bincount(left + 1, share, size)
    return float((np.diff(np.convolve(counts, (1, 2, 1))) ** 2).sum())

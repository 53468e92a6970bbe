"""What a recogniser of text is: the seam between the pipeline and its engines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple, Protocol

from cuelift.ocr.ink import Pixels
from cuelift.ocr.lines import Line


class Support(NamedTuple):
    """Whether an engine can read a language here."""

    state: Literal["full", "no-data", "no-charset"]
    """It can; it could with more installed; it cannot write the language's characters."""
    reason: str = ""
    remedy: str = ""
    """How to get what is missing; where it can read, what would let it read better."""


FULL = Support("full")


class Page(NamedTuple):
    """One picture for an engine: upright lines of black on white."""

    pixels: Pixels
    lines: tuple[Line, ...]
    """From the top; an engine may read them one by one or the picture as a block."""

    @property
    def line_height(self) -> int:
        """That of the usual line, in pixels."""
        heights = sorted(line.height for line in self.lines)
        return heights[len(heights) // 2] if heights else self.pixels.shape[0]


class OcrLine(NamedTuple):
    """A line as an engine reads it, in logical order."""

    text: str
    chars: tuple[float, ...] = ()
    """How sure it is of each character of ``text``, 0 to 1."""
    columns: tuple[int, ...] = ()
    """The middle of each character on its page, in pixels; empty where the engine does not say."""
    row: int = 0
    """The middle of the line on its page, in pixels."""

    @property
    def confidence(self) -> float:
        """That of the least certain character."""
        return min(self.chars, default=0.0)

    def put(
        self, start: int, stop: int, text: str, sure: float | None = None, column: int | None = None
    ) -> OcrLine:
        """With other characters in place of some; they take over the place of the old ones.

        Args:
            start: of the old ones.
            stop: of the old ones.
            text: the new ones.
            sure: how sure they are; None: as the old ones.
            column: their middle, where the picture tells it.
        """
        if sure is None:
            sure = min(self.chars[start:stop], default=1.0)
        chars = (*self.chars[:start], *[sure] * len(text), *self.chars[stop:])
        columns = self.columns
        if columns:
            old = columns[start:stop] or columns[max(start - 1, 0) : start] or columns[:1]
            middle = old[0] if column is None else column
            columns = (*columns[:start], *[middle] * len(text), *columns[stop:])
        return OcrLine(self.text[:start] + text + self.text[stop:], chars, columns, self.row)


class OcrEngine(Protocol):
    """Reads pages. It is used by one thread at a time and need not survive pickling."""

    @property
    def name(self) -> str:
        """A key of ``ENGINES``."""
        ...

    @property
    def version(self) -> str:
        """With ``name`` it keys the cache: it changes whenever readings may."""
        ...

    def supports(self, language: str) -> Support:
        """Whether it reads a language, given as a BCP 47 tag."""
        ...

    def read(self, pages: Sequence[Page], language: str) -> list[list[OcrLine]]:
        """The lines of each page, from the top; a page it makes nothing of has none.

        Raises:
            OcrError: the engine cannot work here.
        """
        ...

    def again(self, page: Page, language: str) -> list[list[OcrLine]]:
        """Further readings of a page that is in doubt, each made in another way.

        Raises:
            OcrError: the engine cannot work here.
        """
        ...

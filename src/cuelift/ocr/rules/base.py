"""What a rule is: it mends a known mistake of an engine, on evidence, and leaves all else alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from cuelift.ocr.engines.base import OcrLine, Page
from cuelift.ocr.languages import OcrLanguage
from cuelift.ocr.lines import Line
from cuelift.ocr.pieces import Piece, pieces_of


class Context(NamedTuple):
    """What a rule may look at beside the text."""

    language: OcrLanguage
    page: Page

    def line_at(self, row: int) -> Line | None:
        """The line of the page that a row lies in."""
        return next((each for each in self.page.lines if each.top <= row < each.bottom), None)

    def pieces_at(self, row: int) -> list[Piece]:
        """The pieces of the line that a row lies in."""
        line = self.line_at(row)
        return pieces_of(self.page.pixels, line) if line else []


Mend: TypeAlias = Callable[[OcrLine, Context], OcrLine]
"""Takes a line and returns it, mended or not."""


class Rule(NamedTuple):
    """A mend and where it holds."""

    name: str
    """As it stands in ``Reading.changes``."""
    mend: Mend
    languages: frozenset[str] | None = None
    """Tags; None: all."""
    scripts: frozenset[str] | None = None
    """ISO 15924; None: all."""

    def holds(self, language: OcrLanguage) -> bool:
        """Whether the rule is meant for a language."""
        return (self.languages is None or language.tag in self.languages) and (
            self.scripts is None or language.script in self.scripts
        )

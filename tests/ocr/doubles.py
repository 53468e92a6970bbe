"""An engine whose readings the test states."""

from __future__ import annotations

from collections.abc import Sequence

from cuelift.ocr.engines.base import FULL, OcrLine, Page, Support


class FakeEngine:
    """Reads the same lines off every page."""

    def __init__(
        self,
        name: str,
        support: Support = FULL,
        text: str = "",
        sure: float = 0.99,
        spread: bool = False,
        again: Sequence[str] = (),
    ) -> None:
        self.name = name
        self.version = "1"
        self._support = support
        self._text = text
        self._sure = sure
        self._spread = spread
        self._again = again
        self.pages = 0

    def supports(self, language: str) -> Support:
        return self._support

    def again(self, page: Page, language: str) -> list[list[OcrLine]]:
        return [
            [self._line(page, place, each) for place, each in enumerate(text.split("\n"))]
            for text in self._again
        ]

    def read(self, pages: Sequence[Page], language: str) -> list[list[OcrLine]]:
        self.pages += len(pages)
        return [
            [self._line(page, each, text) for each, text in self._texts(page)] for page in pages
        ]

    def _texts(self, page: Page) -> list[tuple[int, str]]:
        return list(enumerate(self._text.split("\n")))[: max(len(page.lines), 1)]

    def _line(self, page: Page, at: int, text: str) -> OcrLine:
        line = page.lines[min(at, len(page.lines) - 1)]
        step = (line.right - line.left) / max(len(text), 1)
        columns = [round(line.left + step * (place + 0.5)) for place in range(len(text))]
        middles = tuple(columns) if self._spread else ()
        return OcrLine(text, (self._sure,) * len(text), middles, (line.top + line.bottom) // 2)

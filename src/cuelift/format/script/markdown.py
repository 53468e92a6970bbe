"""Writes a script as a table in Markdown.

Spec: GitHub Flavored Markdown 0.29, 4.10 (tables) and 2.4 (backslash escapes).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cuelift.cues import Cue, Header
from cuelift.format.options import ScriptOptions
from cuelift.format.script.rows import Row, one_line, rows_of
from cuelift.markup.clock import clock_short

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#|~!&])")


class MarkdownWriter:
    """A title and a table; what would be markup in the text is escaped."""

    def __init__(self, header: Header, options: ScriptOptions) -> None:
        self.losses: dict[str, int] = {}
        self._header = header
        self._speakers = options.speakers
        self._number = 1
        self._doubts = False

    def prepare(self, cues: Sequence[Cue]) -> None:
        """Looks whether any text was read out of pictures."""
        self._doubts = any(cue.reading is not None for cue in cues)

    def begin(self) -> str:
        """The title and the head of the table."""
        language = f" ({self._header.language})" if self._header.language else ""
        title = escape(one_line(self._header.title or "Captions")) + language
        names = ["#", "time", "speaker", "text", *(["status"] if self._doubts else [])]
        return f"# {title}\n\n{_cells(names)}{_cells(['---'] * len(names))}"

    def write(self, cue: Cue) -> str:
        """The rows of a cue."""
        rows = list(rows_of(cue, self._number, self._speakers))
        self._number += bool(rows)
        return "".join(map(self._row, rows))

    def end(self) -> str:
        """Nothing."""
        return ""

    def _row(self, row: Row) -> str:
        cells = [str(row.number), clock_short(row.start_ms), escape(row.speaker), escape(row.text)]
        return _cells([*cells, row.status] if self._doubts else cells)


def escape(text: str) -> str:
    """Text that shows as it is in a cell of a table."""
    return _SPECIAL.sub(r"\\\1", text).replace("\n", "<br>")


def _cells(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |\n"

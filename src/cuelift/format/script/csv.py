"""Writes comma-separated values, for spreadsheets and translation tools.

Spec: RFC 4180.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO

from cuelift.cues import Cue, Header
from cuelift.format.options import ScriptOptions
from cuelift.format.script.rows import Row, rows_of
from cuelift.markup.clock import clock_short

COLUMNS = ("number", "start", "end", "duration_s", "speaker", "text", "status", "alternatives")
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


class CsvWriter:
    """A row for each speaker of each cue; text keeps its line breaks within quotes."""

    def __init__(self, header: Header, options: ScriptOptions) -> None:
        self.losses: dict[str, int] = {}
        self._speakers = options.speakers
        self._number = 1

    def prepare(self, cues: Sequence[Cue]) -> None:
        """Nothing: the head is always the same."""

    def begin(self) -> str:
        """The names of the columns."""
        return _line(COLUMNS)

    def write(self, cue: Cue) -> str:
        """The rows of a cue."""
        rows = list(rows_of(cue, self._number, self._speakers))
        self._number += bool(rows)
        return "".join(map(_row, rows))

    def end(self) -> str:
        """Nothing."""
        return ""


def _row(row: Row) -> str:
    return _line(
        (
            str(row.number),
            clock_short(row.start_ms),
            clock_short(row.end_ms),
            f"{(row.end_ms - row.start_ms) / 1000:.3f}",
            _harmless(row.speaker),
            _harmless(row.text),
            row.status,
            _harmless(" | ".join(row.alternatives)),
        )
    )


def _harmless(text: str) -> str:
    """The text; one that a spreadsheet would run as a formula has an apostrophe before it.

    A dash of dialogue, with a blank or a letter behind it, is no formula.
    """
    if not text.startswith(_FORMULAS):
        return text
    dialogue = text[0] == "-" and (text[1:2].isspace() or text[1:2].isalpha())
    return text if dialogue and "(" not in text else f"'{text}"


def _line(values: Sequence[str]) -> str:
    out = StringIO()
    csv.writer(out, lineterminator="\n").writerow(values)
    return out.getvalue()

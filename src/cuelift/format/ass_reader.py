"""Reads ASS and SSA files as they are met, not as they should be.

Sections may stand in any order and case, columns too; lines that say nothing known are passed over.

Spec: Sub Station Alpha v4.00+ Script Format, 3 to 8.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cuelift.cues import Cue, Document
from cuelift.format.warnings import Warnings
from cuelift.markup.ass_event import AssEvents, Event
from cuelift.markup.ass_script import (
    Script,
    is_events,
    is_section,
    make_script,
    normalize_newlines,
)
from cuelift.media import NS_PER_SECOND

_TIME = re.compile(r"(-?)(\d{1,9}):(\d{1,9}):(\d{1,9})(?:[.:,](\d{1,9}))?")


def read_ass(text: str) -> Document:
    """A file's events in order of their start, those of one time in the file's order.

    Args:
        text: the file, decoded.
    """
    warnings = Warnings()
    parts = _Parts()
    parts.read(normalize_newlines(text.replace("\0", "").lstrip("\ufeff")).split("\n"), warnings)
    script = make_script("".join(parts.head), parts.columns, "".join(parts.tail))
    reader = _EventReader(script, warnings)
    cues = [
        cue
        for line, kind, value in parts.events
        if (cue := reader.read(line, value, comment=kind == "comment")) is not None
    ]
    cues.sort(key=lambda cue: cue.start_ns)
    return Document(script.header, cues, warnings.messages())


class _Parts:
    """A file's lines, sorted into what stands before, in and behind its events."""

    def __init__(self) -> None:
        self.head: list[str] = []
        self.columns: tuple[str, ...] = ()
        self.events: list[tuple[int, str, str]] = []
        """Line number, ``dialogue`` or ``comment``, the fields."""
        self.tail: list[str] = []

    def read(self, lines: Sequence[str], warnings: Warnings) -> None:
        inside, behind = False, False
        for number, line in enumerate(lines, 1):
            if is_section(line):
                inside = is_events(line)
                behind = behind or inside
                if inside:
                    continue
            kind = line.partition(":")[0].strip().lower() if ":" in line else ""
            # Event lines are told by themselves, too: some files lost their section's name.
            if inside or (not behind and kind in ("dialogue", "comment")):
                self._event_line(number, kind, line, warnings)
            else:
                (self.tail if behind else self.head).append(f"{line}\n")

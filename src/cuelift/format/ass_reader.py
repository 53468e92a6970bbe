"""Reads ASS and SSA files as they are met, not as they should be.

Sections may stand in any order and case, columns too; lines that say nothing known are passed over.

Spec: Sub Station Alpha v4.00+ Script Format, 2 to 7.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from cuelift.cues import Cue, Document
from cuelift.format.warnings import Warnings
from cuelift.markup.ass_event import AssEvents, Event
from cuelift.markup.ass_script import (
    Script,
    is_events,
    is_section,
    make_script,
)
from cuelift.markup.newlines import normalize_newlines
from cuelift.media import NS_PER_SECOND

_TIME = re.compile(r"(-?)(\d{1,9}):(\d{1,9}):(\d{1,9})(?:[.:,](\d{1,9}))?")


def read_ass(text: str) -> Document:
    """A file's events in order of their start, those of one time in the file's order.

    Args:
        text: the file, decoded.
    """
    warnings = Warnings()
    parts = _Parts(warnings)
    lines = normalize_newlines(text.replace("\0", "").lstrip("\ufeff")).split("\n")
    for number, line in enumerate(lines, 1):
        parts.take(number, line)
    tail = "".join(parts.tail).strip("\n")
    script = make_script("".join(parts.head), parts.columns, f"\n{tail}" if tail else "")
    reader = _EventReader(script, warnings)
    read = [reader.read(line) for line in parts.events]
    cues = [cue for cue in read if cue is not None]
    cues.sort(key=lambda cue: cue.start_ns)
    return Document(script.header, cues, warnings.messages())


class _Line(NamedTuple):
    number: int
    """From 1."""
    comment: bool
    fields: str
    columns: tuple[str, ...]
    """Of the Format line above it; empty: there was none."""


class _Parts:
    """A file's lines, sorted into what stands before, in and behind its events."""

    def __init__(self, warnings: Warnings) -> None:
        self.head: list[str] = []
        self.columns: tuple[str, ...] = ()
        """Of the first Format line among the events."""
        self.events: list[_Line] = []
        self.tail: list[str] = []
        self._warnings = warnings
        self._inside = False
        self._behind = False
        self._columns: tuple[str, ...] = ()

    def take(self, number: int, line: str) -> None:
        """Takes in one line."""
        if is_section(line):
            self._inside = is_events(line)
            if self._inside:
                self._behind = True
                return
        key, colon, value = line.partition(":")
        key = key.strip().lower() if colon else ""
        # An event is told by itself, too: some files lost their section's name.
        if self._inside or (key == "dialogue" and not self._behind):
            self._take_event(number, key, value, line)
        else:
            (self.tail if self._behind else self.head).append(f"{line}\n")

    def _take_event(self, number: int, key: str, value: str, line: str) -> None:
        if key in ("dialogue", "comment"):
            self.events.append(_Line(number, key == "comment", value.lstrip(), self._columns))
        elif key == "format":
            self._columns = tuple(name.strip() for name in value.split(",", 64)[:64])
            self.columns = self.columns or self._columns
        elif line.strip() and not line.startswith(";"):
            self._warnings.add("a line among the events is not one and was left out", number)


class _EventReader:
    """Makes cues of event lines."""

    def __init__(self, script: Script, warnings: Warnings) -> None:
        self._columns = script.header.event_fields
        self._warnings = warnings
        self._events = AssEvents(script, {})
        self._places: dict[tuple[str, ...], dict[str, int]] = {}

    def read(self, line: _Line) -> Cue | None:
        """The cue of a line; None, and a warning, when it cannot be read."""
        columns = line.columns or self._columns
        places = self._places.get(columns)
        if places is None:
            places = {name.lower(): at for at, name in enumerate(columns)}
            self._places[columns] = places
        parts = line.fields.split(",", len(columns) - 1)
        if len(parts) < len(columns) or "text" not in places:
            self._warnings.add("an event has too few fields and was left out", line.number)
            return None
        start_ns, end_ns = (
            _time(parts[places[name]]) if name in places else None for name in ("start", "end")
        )
        if start_ns is None or end_ns is None:
            self._warnings.add("an event has no times and was left out", line.number)
            return None
        if min(start_ns, end_ns) < 0:
            self._warnings.add("a time is negative", line.number)
        if end_ns < start_ns:
            self._warnings.add("an event ends before it starts and is never shown", line.number)
        start_ns = max(start_ns, 0)
        return self._cue(line, parts, places, start_ns, max(end_ns, start_ns))

    def _cue(
        self, line: _Line, parts: list[str], places: dict[str, int], start_ns: int, end_ns: int
    ) -> Cue:
        columns = line.columns or self._columns
        field = {key: parts[at] for key, at in places.items()}
        fields = tuple(
            (column, part)
            for column, part in zip(columns, parts, strict=True)
            if column.lower() not in ("start", "end", "text")
        )
        return self._events.cue(
            Event(
                start_ns,
                end_ns,
                field.get("layer", "0"),
                field.get("style", "Default").strip(),
                (field.get("name") or field.get("actor") or "").strip(),
                field.get("effect", "").strip(),
                field["text"],
                fields,
                line.comment,
            )
        )


def _time(words: str) -> int | None:
    match = _TIME.fullmatch(words.strip())
    if match is None:
        return None
    sign, hours, minutes, seconds, fraction = match.groups()
    total = int(hours) * 3600 + int(minutes) * 60 + int(seconds)
    time_ns = total * NS_PER_SECOND + int((fraction or "").ljust(9, "0"))
    return -time_ns if sign else time_ns

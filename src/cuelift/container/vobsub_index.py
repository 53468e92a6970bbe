"""Reads the text of an ``.idx`` file: languages, and when and where each picture is.

Spec: the comments that VobSub puts into its files; there is no other. A ``delay`` is a gap: it
holds for all that follows, together with those before it.
"""

from __future__ import annotations

import re

import msgspec

_LINES = re.compile(
    rb"^[ \t]*(langidx|id|alt|delay|timestamp|time offset)[ \t]*:(.*)$", re.I | re.M
)
_ENTRY = re.compile(
    rb"\s*([+-]?)(\d{1,4}):(\d{1,2}):(\d{1,2})[:.,](\d{1,3}),\s*filepos:\s*([0-9a-fA-F]{1,16})"
)
_TIME = re.compile(rb"\s*([+-]?)\s*(\d{1,4}):(\d{1,2}):(\d{1,2})[:.,](\d{1,3})")
_ID = re.compile(rb"\s*([^,\s]*)\s*(?:,\s*index:\s*(\d{1,2}))?")
_MS = re.compile(rb"\s*([+-]?\d{1,9})\s*$")
_MOST_LANGUAGES = 32
_MOST_ENTRIES = 1_000_000


class Language(msgspec.Struct):
    """The pictures of one language."""

    code: str
    """As the file has it, mostly two letters."""
    index: int
    """Number of the sub-stream, from 0."""
    title: str | None = None
    entries: list[tuple[int, int]] = []
    """Time in milliseconds and place in the ``.sub`` file, in the file's order."""
    broken: int = 0
    """Lines that should be an entry and cannot be read."""


class IdxText(msgspec.Struct):
    """What the file says."""

    settings: bytes
    """All lines before the first language."""
    languages: list[Language]
    default: int | None
    """Number of the sub-stream that players show first."""
    broken: int
    """Lines of all languages, and of none, that should be an entry and cannot be read."""


def parse_idx(text: bytes) -> IdxText:
    """Reads the whole text; what cannot be read is counted and passed over."""
    first = re.search(rb"^[ \t]*(?:id|timestamp)[ \t]*:", text, re.I | re.M)
    found = IdxText(text[: first.start()] if first else text, [], None, 0)
    offset = delay = 0
    language: Language | None = None
    count = 0
    for line in _LINES.finditer(text):
        name, value = line[1].lower(), line[2]
        if name == b"id":
            language, delay = _begin(found, value), 0
        elif name == b"timestamp":
            language = language or _begin(found, b"")
            count += 1
            _add(found, language, value if count <= _MOST_ENTRIES else b"", offset + delay)
        elif name == b"delay":
            delay += _read_time(value)
        elif name == b"time offset":
            offset = _read_time(value)
        elif name == b"langidx":
            number = _MS.match(value)
            found.default = int(number[1]) if number else None
        elif language is not None:
            language.title = language.title or value.decode("utf-8", "replace").strip() or None
    return found


def _begin(found: IdxText, value: bytes) -> Language | None:
    said = _ID.match(value)
    if len(found.languages) >= _MOST_LANGUAGES:
        return None
    index = int(said[2]) if said and said[2] else len(found.languages)
    language = Language(said[1].decode("latin-1") if said else "", index)
    found.languages.append(language)
    return language


def _add(found: IdxText, language: Language | None, value: bytes, offset: int) -> None:
    entry = _ENTRY.match(value)
    if entry is None or language is None:
        found.broken += 1
        if language is not None:
            language.broken += 1
    else:
        language.entries.append((_ms(entry) + offset, int(entry[6], 16)))


def _ms(time: re.Match[bytes]) -> int:
    value = ((int(time[2]) * 60 + int(time[3])) * 60 + int(time[4])) * 1000 + int(time[5])
    return -value if time[1] == b"-" else value


def _read_time(value: bytes) -> int:
    """Milliseconds, as such or as hours, minutes, seconds and milliseconds; 0: cannot be read."""
    time = _TIME.match(value)
    if time is not None:
        return _ms(time)
    number = _MS.match(value)
    return int(number[1]) if number else 0

"""Watermarks of one's own: a file with a text, or a regular expression between slashes, a line.

Expressions are of a kind that cannot run away: characters may be repeated, groups may not, and only
two repetitions are open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

# Nothing else gives the parsed form of an expression.
from re import _parser  # type: ignore[attr-defined]  # the stubs leave it out
from typing import Any

from cuelift.errors import UsageError

MAX_PATTERNS = 500
MAX_LENGTH = 300
"""Characters of a pattern, and of a line that is looked at."""
MAX_OPEN = 2
MAX_OPTIONAL = 6


def parse_patterns(text: str, name: str) -> list[re.Pattern[str]]:
    """The patterns of a file; empty lines and lines that begin with ``#`` are left out.

    Raises:
        UsageError: a line is no pattern, or might take too long.
    """
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1)]
    lines = [(number, line) for number, line in lines if line and not line.startswith("#")]
    if len(lines) > MAX_PATTERNS:
        raise UsageError(f"{name}: {len(lines)} patterns; at most {MAX_PATTERNS} are looked for")
    return [_pattern(line, f"{name}, line {number}") for number, line in lines]


def _pattern(line: str, where: str) -> re.Pattern[str]:
    if len(line) > MAX_LENGTH:
        raise UsageError(f"{where}: longer than {MAX_LENGTH} characters")
    if len(line) > 2 and line[0] == line[-1] == "/":
        return _expression(line[1:-1], where)
    words = r"\s+".join(re.escape(word) for word in line.split())
    return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)


def _expression(text: str, where: str) -> re.Pattern[str]:
    try:
        pattern = re.compile(text, re.IGNORECASE)
        parsed = _parser.parse(text)
    except (re.error, RecursionError, OverflowError) as error:
        raise UsageError(f"{where}: {error}") from None
    counts = {"open": 0, "optional": 0}
    _count(parsed, counts, where)
    if counts["open"] > MAX_OPEN or counts["optional"] > MAX_OPTIONAL:
        raise UsageError(
            f"{where}: at most {MAX_OPEN} open repetitions (* + {{1,9}}) and {MAX_OPTIONAL} ?"
        )
    if pattern.match(""):
        raise UsageError(f"{where}: it matches an empty text")
    return pattern


def _count(items: Iterable[tuple[Any, Any]], counts: dict[str, int], where: str) -> None:
    """Counts what makes an expression slow.

    Raises:
        UsageError: groups are repeated, or it looks back or around.
    """
    for kind, value in items:
        name = str(kind)
        if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            low, high, inside = value
            if len(inside) != 1 or str(inside[0][0]) not in ("LITERAL", "NOT_LITERAL", "ANY", "IN"):
                if (low, int(high)) != (0, 1):
                    raise UsageError(f"{where}: only characters may be repeated, not groups")
                _count(inside, counts, where)
            counts["optional" if (low, int(high)) == (0, 1) else "open"] += low != high
        elif name == "SUBPATTERN":
            _count(value[-1], counts, where)
        elif name == "BRANCH":
            counts["optional"] += 1
            for branch in value[1]:
                _count(branch, counts, where)
        elif name not in ("LITERAL", "NOT_LITERAL", "ANY", "IN", "AT"):
            raise UsageError(
                f"{where}: {name.lower().replace('_', ' ')} is not among what is known"
            )


def find_patterns(line: str, patterns: Sequence[re.Pattern[str]]) -> list[tuple[int, int]]:
    """Where patterns match in a line, in order and joined."""
    if len(line) > MAX_LENGTH:
        return []
    found = sorted(match.span() for pattern in patterns for match in pattern.finditer(line))
    made: list[tuple[int, int]] = []
    for start, end in found:
        if made and start <= made[-1][1]:
            made[-1] = (made[-1][0], max(end, made[-1][1]))
        elif start < end:
            made.append((start, end))
    return made

"""What a reader had to mend in a file, told once per kind."""

from __future__ import annotations


class Warnings:
    """Counts oddities and remembers the first line of each kind."""

    __slots__ = ("_kinds",)

    def __init__(self) -> None:
        self._kinds: dict[str, tuple[int, int]] = {}

    def add(self, kind: str, line: int) -> None:
        """Counts one oddity of a kind at a line, counted from 1."""
        count, first = self._kinds.get(kind, (0, line))
        self._kinds[kind] = count + 1, first

    def messages(self) -> list[str]:
        """One sentence per kind, in the order in which the kinds were met."""
        return [
            f"{kind} (line {first})"
            if count == 1
            else f"{kind} ({count} times, first line {first})"
            for kind, (count, first) in self._kinds.items()
        ]

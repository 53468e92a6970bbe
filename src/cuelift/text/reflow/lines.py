"""Where the lines of a text end best."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from cuelift.text.break_points import Point
from cuelift.text.limits import MAX_LINES, Limits
from cuelift.text.measure import is_wide, width

_UNEVEN = 20.0
"""Cost of lines as uneven as can be, in the measure of ``Point.cost``."""
_TOP_HEAVY = 0.5
"""Cost of an upper line that is longer than the one under it."""


class Flow:
    """A text with its possible breaks, as nodes: its beginning, the breaks, its end.

    Line breaks that it holds are kept: a line ends at each of them.
    """

    def __init__(self, text: str, breaks: Sequence[Point], limits: Limits) -> None:
        self.text = text
        self.nodes = [Point(0, 0, 0.0), *breaks, Point(len(text), len(text), 0.0)]
        self.limits = limits
        self._ruler = _ruler(text, limits)
        if self._ruler is None:
            self._before = [node.end * limits.narrow for node in self.nodes]
            self._behind = [node.start * limits.narrow for node in self.nodes]
        else:
            self._before = [self._ruler[node.end] for node in self.nodes]
            self._behind = [self._ruler[node.start] for node in self.nodes]
        self.hard = [text[n.end : n.start] == "\n" for n in self.nodes]

    def width(self, first: int, last: int) -> float:
        """Of a line from one node to another."""
        return self._before[last] - self._behind[first]

    def ends_of_lines(self, first: int, last: int) -> list[int]:
        """The nodes between two at which the fewest possible lines end."""
        length = self.limits.line_length
        ends: list[int] = []
        begin = first
        for node in range(first + 1, last + 1):
            if node - 1 > begin and self.width(begin, node) > length:
                begin = node - 1
                ends.append(begin)
            if self.hard[node] and node < last:
                begin = node
                ends.append(begin)
        return ends

    def fits(self, first: int, last: int) -> bool:
        """Whether the text between two nodes has few and short enough lines."""
        ends = [first, *self.ends_of_lines(first, last), last]
        if len(ends) - 1 > self.limits.lines:
            return False
        length = self.limits.line_length
        return all(self.width(a, b) <= length for a, b in pairwise(ends))

    def best_lines(self, first: int, last: int) -> list[Point]:
        """The breaks between two nodes that read best, with no more lines than must be."""
        fewest = self.ends_of_lines(first, last)
        if not fewest:
            return []
        if len(fewest) + 1 > MAX_LINES:
            return [self.nodes[node] for node in fewest]
        return [self.nodes[node] for node in self._even(first, last, len(fewest) + 1)]

    def _even(self, first: int, last: int, count: int) -> list[int]:
        """The ends of ``count`` lines of least cost."""
        mean = self.width(first, last) / count
        best: dict[int, tuple[float, float, tuple[int, ...]]] = {first: (0.0, 0.0, ())}
        for number in range(1, count + 1):
            following: dict[int, tuple[float, float, tuple[int, ...]]] = {}
            for begin, (cost, above, ends) in best.items():
                for node in self._line_ends(begin, last, number == count):
                    line = self.width(begin, node)
                    total = cost + self._line_cost(begin, node, last, line - mean)
                    if above > line and not self.hard[begin]:
                        total += _TOP_HEAVY
                    if node not in following or total < following[node][0]:
                        following[node] = (total, line, (*ends, node))
            best = following
        return list(best[last][2][:-1])

    def _line_ends(self, begin: int, last: int, final: bool) -> list[int]:
        """Where a line may end: not behind a kept line break, nor much too long."""
        found = []
        for node in range(begin + 1, last + 1):
            alone = node == begin + 1
            if not alone and self.width(begin, node) > self.limits.line_length:
                break
            found.append(node)
            if self.hard[node] and node < last:
                break
        if final:
            return [last] if found and found[-1] == last else []
        return [node for node in found if node < last]

    def _line_cost(self, begin: int, node: int, last: int, off: float) -> float:
        uneven = _UNEVEN * (off / self.limits.line_length) ** 2
        if node == last or self.hard[node]:
            return uneven
        return uneven + self.nodes[node].cost


def _ruler(text: str, limits: Limits) -> list[float] | None:
    """The width of the text before each position; None: all characters are narrow."""
    if text.isascii() and text.replace("\n", "").isprintable():
        return None
    at, ruler = 0.0, [0.0]
    for char in text:
        at += limits.wide if is_wide(char) else width(char, limits)
        ruler.append(at)
    return ruler

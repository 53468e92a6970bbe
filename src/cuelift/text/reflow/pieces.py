"""Where a text that is too long for one cue is parted into several."""

from __future__ import annotations

from collections.abc import Callable

from cuelift.text.reflow.lines import Flow

_UNEVEN = 6.0
_BREAK = 2.0
"""A bad break between two cues is worse than one between two lines."""

Duration = Callable[[int, int], bool]
"""Whether the time between two nodes is not too long."""


def best_pieces(
    flow: Flow, allowed: Callable[[int], bool], lasts: Duration, longest: int
) -> list[int] | None:
    """The nodes that part a text into the fewest pieces that fit, where it reads best.

    Args:
        flow: the text.
        allowed: whether a cue may end at a node.
        lasts: see above.
        longest: nodes that a piece may span.

    Returns: None: there are no such pieces.
    """
    final = len(flow.nodes) - 1
    capacity = flow.limits.line_length * flow.limits.lines
    total = flow.width(0, final)
    mean = total / max(-(-total // capacity), 1)
    # The best way to each node: pieces, cost, the node before.
    best: list[tuple[int, float, int] | None] = [None] * (final + 1)
    best[0] = (0, 0.0, 0)
    for first in range(final):
        so_far = best[first]
        if so_far is None:
            continue
        for last in _reach(flow, first, min(final, first + longest)):
            if last != final and not allowed(last):
                continue
            if last > first + 1 and not lasts(first, last):
                break
            cost = so_far[1] + _UNEVEN * ((flow.width(first, last) - mean) / capacity) ** 2
            if last != final and not flow.hard[last]:
                cost += _BREAK * flow.nodes[last].cost
            way = (so_far[0] + 1, cost, first)
            known = best[last]
            if known is None or way < known:
                best[last] = way
    return _path(best)


def _reach(flow: Flow, first: int, end: int) -> list[int]:
    """The nodes up to which the text from a node fits a cue; the next one at the least."""
    length, most = flow.limits.line_length, flow.limits.lines
    found = []
    lines, begin = 1, first
    for node in range(first + 1, end + 1):
        if node - 1 > begin and flow.width(begin, node) > length:
            begin = node - 1
            lines += 1
        if lines > most or (flow.width(begin, node) > length and node > first + 1):
            break
        found.append(node)
        if flow.hard[node]:
            begin = node
            lines += 1
    return found


def _path(best: list[tuple[int, float, int] | None]) -> list[int] | None:
    ends = []
    node = len(best) - 1
    while node:
        way = best[node]
        if way is None:
            return None
        ends.append(node)
        node = way[2]
    return ends[:0:-1]

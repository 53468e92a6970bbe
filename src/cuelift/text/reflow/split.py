"""Lays the lines of cues out anew, parts those that are too long, joins the words of a sentence."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from cuelift.text.break_points import CLAUSE, sentence_ends
from cuelift.text.limits import Limits
from cuelift.text.reflow.lines import Flow
from cuelift.text.reflow.parts import (
    Part,
    broken,
    fits,
    flow_of,
    flowing,
    glued,
    is_dialogue,
    may_join,
    sources_of,
)
from cuelift.text.reflow.pieces import best_pieces
from cuelift.text.spans import Spans, joined, part, parts

MIN_PIECE_NS = 300_000_000
"""Of a piece of a cue; where there is no time for that, it stays whole."""
MAX_NODES = 400
MAX_RUN = 4000
"""Cues that may be one sentence."""


class Units:
    """Where in a text the cues stand that it is made of, and when they show."""

    def __init__(self, units: Sequence[tuple[int, int, int, int]]) -> None:
        """Takes start and end in the text, and the times, of each."""
        self._starts = [unit[0] for unit in units]
        self._ends = [unit[1] for unit in units]
        self._units = units

    def start_ns(self, position: int) -> int:
        """When the text from a position on begins."""
        return self._time(self.number(position)[0], position)

    def end_ns(self, position: int) -> int:
        """When the text before a position ends."""
        index = min(bisect_left(self._ends, position), len(self._units) - 1)
        return self._time(index, position)

    def number(self, position: int) -> tuple[int, bool]:
        """Of the cue that the text from a position on is of, and whether it begins there."""
        index = max(bisect_right(self._starts, position) - 1, 0)
        return index, self._starts[index] == position

    def _time(self, index: int, position: int) -> int:
        first, last, start_ns, end_ns = self._units[index]
        share = min(max(position - first, 0), last - first)
        return start_ns + (end_ns - start_ns) * share // max(last - first, 1)


def laid_out(parts: Sequence[Part], limits: Limits, language: str, *, again: bool) -> list[Part]:
    """Cues of which each has few and short enough lines, if that can be.

    Args:
        parts: in order.
        limits: of the profile.
        language: primary language.
        again: lay lines out that fit as they are, too.
    """
    made: list[Part] = []
    for run in _runs(parts, limits):
        if len(run) == 1:
            made += _lay_out(run[0], limits, language, again=again)
        else:
            made += _lay_out_run(run, limits, language)
    return made


def _runs(parts: Sequence[Part], limits: Limits) -> list[list[Part]]:
    """Cues that are words of one sentence together; all others alone."""
    runs: list[list[Part]] = []
    for each in parts:
        if runs and len(runs[-1]) < MAX_RUN and _goes_on(runs[-1][-1], each, limits):
            runs[-1].append(each)
        else:
            runs.append([each])
    return [kept for run in runs for kept in ([run] if _is_worth(run, limits) else map(_one, run))]


def _one(each: Part) -> list[Part]:
    return [each]


def _goes_on(before: Part, behind: Part, limits: Limits) -> bool:
    """Whether two cues belong to one sentence, of a speech recogniser for example."""
    if limits.pause is None or not may_join(before.cue, behind.cue):
        return False
    gap = behind.start_ns - before.end_ns
    return (
        0 <= gap < limits.pause * 1_000_000_000
        and before.end_ns > before.start_ns
        and not sentence_ends(before.text)
        and not is_dialogue(before.text)
        and not is_dialogue(behind.text)
    )


def _is_worth(run: Sequence[Part], limits: Limits) -> bool:
    """Whether two of a run fit into one cue, or one of it into none."""
    if len(run) == 1:
        return False
    return any(joins(one, other, limits) for one, other in pairwise(run))


def joins(one: Part, other: Part, limits: Limits) -> bool:
    """Whether two cues fit into one."""
    longest = limits.max_ns
    if longest is not None and other.end_ns - one.start_ns > longest:
        return False
    size = len(one.text) + len(other.text)
    if size * limits.narrow > 2 * limits.line_length * limits.lines * max(limits.wide, 1):
        return False
    return fits_somehow(glued(one.spans, other.spans), limits)


def fits_somehow(spans: Spans, limits: Limits, language: str = "") -> bool:
    """Whether a text fits, if need be with other line breaks."""
    if fits(joined(spans), limits):
        return True
    flow = flow_of(flowing(spans), limits, language)
    return flow.fits(0, len(flow.nodes) - 1)


def _lay_out(each: Part, limits: Limits, language: str, *, again: bool) -> list[Part]:
    fitting = fits(each.text, limits)
    late = limits.max_ns is not None and each.end_ns - each.start_ns > limits.max_ns
    if fitting and not late and not again:
        return [each]
    spans = flowing(each.spans)
    flow = flow_of(spans, limits, language)
    units = Units([(0, len(flow.text), each.start_ns, each.end_ns)])
    final = len(flow.nodes) - 1
    if not fitting and not flow.fits(0, final):
        pieces = _parted([each], spans, flow, units)
        if len(pieces) > 1:
            return pieces
    if late:
        pieces = _parted([each], spans, flow, units, worst=CLAUSE)
        if len(pieces) > 1:
            return pieces
    if not fitting or again:
        each.relaid(broken(spans, flow, flow.best_lines(0, final), 0))
    return [each]


def _lay_out_run(run: Sequence[Part], limits: Limits, language: str) -> list[Part]:
    """The words of a sentence as few cues that fit."""
    spans, units = _joined_run(run)
    flow = flow_of(spans, limits, language)
    pieces = _parted(run, spans, flow, Units(units))
    if not 0 < len(pieces) < len(run):
        return [one for each in run for one in _lay_out(each, limits, language, again=False)]
    return pieces


def _joined_run(run: Sequence[Part]) -> tuple[Spans, list[tuple[int, int, int, int]]]:
    """The flowing text of several cues, and where each of them stands in it."""
    all_spans: list[Spans] = []
    units: list[tuple[int, int, int, int]] = []
    at = 0
    for each in run:
        spans = flowing(each.spans)
        if all_spans:
            spans, size = _with_space(all_spans, spans)
            at += size
        length = len(joined(spans))
        units.append((at, at + length, each.start_ns, each.end_ns))
        all_spans.append(spans)
        at += length
    return tuple(span for spans in all_spans for span in spans), units


def _with_space(before: list[Spans], spans: Spans) -> tuple[Spans, int]:
    """Puts a space behind what is there, where one belongs; tells how much longer that is."""
    size = len(joined(before[-1]))
    both = glued(before[-1], spans)
    longer = len(joined(both)) - size - len(joined(spans))
    before[-1] = part(both, 0, size + longer)
    return part(both, size + longer, len(joined(both))), longer


def _parted(
    run: Sequence[Part], spans: Spans, flow: Flow, units: Units, worst: float = 10
) -> list[Part]:
    """The fewest cues that a text can be parted into; none when it cannot be.

    Args:
        run: the cues that the text is of.
        spans: the text.
        flow: its breaks.
        units: where the cues stand in it.
        worst: cost of the worst break that is taken.
    """
    begun_ns, ended_ns = run[0].start_ns, run[-1].end_ns
    room = ended_ns - begun_ns
    if run[0].cue.bitmaps or (len(run) == 1 and room < 2 * MIN_PIECE_NS):
        return []
    timed = _timed_starts(spans)
    starts = [timed.get(node.start) or units.start_ns(node.start) for node in flow.nodes]
    ends = [units.end_ns(node.end) for node in flow.nodes]
    starts[0], ends[-1] = begun_ns, ended_ns
    if timed and starts != sorted(starts):
        return []
    longest = flow.limits.max_ns

    def allowed(node: int) -> bool:
        point = flow.nodes[node]
        if not begun_ns < starts[node] < ended_ns or point.cost > worst:
            return False
        return not timed or point.start in timed or units.number(point.start)[1]

    def lasts(begin: int, end: int) -> bool:
        return longest is None or ends[end] - starts[begin] <= longest

    inner = best_pieces(flow, allowed, lasts, MAX_NODES)
    if inner is None or (len(run) == 1 and room < MIN_PIECE_NS * (len(inner) + 1)):
        return []
    bounds = list(pairwise([0, *inner, len(flow.nodes) - 1]))
    texts = parts(spans, [(flow.nodes[a].start, flow.nodes[b].end) for a, b in bounds])
    return [
        _piece(run, text, flow, units, pair, (starts, ends))
        for text, pair in zip(texts, bounds, strict=True)
    ]


def _piece(
    run: Sequence[Part],
    spans: Spans,
    flow: Flow,
    units: Units,
    nodes: tuple[int, int],
    times: tuple[list[int], list[int]],
) -> Part:
    """The cue with the text between two nodes, whose spans are given."""
    (begin, end), (starts, ends) = nodes, times
    first = flow.nodes[begin].start
    lines = broken(spans, flow, flow.best_lines(begin, end), first)
    end_ns = ends[end]
    behind, is_start = units.number(flow.nodes[end].start)
    if not is_start and end < len(flow.nodes) - 1:
        # Amid a cue there is no pause.
        end_ns = starts[end]
    number = units.number(first)[0]
    made_of = run[number : max(behind if is_start else behind + 1, number + 1)]
    return Part(made_of[0].cue, lines, (starts[begin], end_ns), sources_of(made_of))


def _timed_starts(spans: Spans) -> dict[int, int]:
    """When the timed spans of a text show, by the position of their first letter."""
    found: dict[int, int] = {}
    at = 0
    for span in spans:
        if span.time_ns is not None:
            found[at + len(span.text) - len(span.text.lstrip())] = span.time_ns
        at += len(span.text)
    return found

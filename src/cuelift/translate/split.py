"""Parts a translated sentence over its captions, and captions into lines."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from cuelift.cues import Span
from cuelift.translate.borders import borders, width, widths
from cuelift.translate.languages import ENDS, PAUSES

LINE_COLUMNS = 42
_SENTENCE = 0.15
_CLAUSE = 0.08
_SHORT_WORD = 0.03
_SHORT_CHARS = 3


def part(plain: str, weights: Sequence[float], tag: str) -> list[tuple[int, int]]:
    """Ranges of a text for parts of given weights, none empty, without spaces at their ends.

    A border near the wanted one is taken, rather at the end of a clause than elsewhere. A text
    with too few borders is repeated: each part is then the whole text.

    Args:
        plain: in one line.
        weights: above zero, of each part.
        tag: the text's language.
    """
    count = len(weights)
    if count == 1:
        return [(0, len(plain))]
    stops = borders(plain, tag)
    if len(stops) < count - 1:
        return [(0, len(plain))] * count
    columns = widths(plain, [*stops, len(plain)])
    total = columns[-1] or 1
    cuts: list[int] = []
    low = 0
    done = 0.0
    for number in range(count - 1):
        done += weights[number]
        wanted = done / sum(weights)
        high = len(stops) - (count - 2 - number)
        best = min(
            range(low, high),
            key=lambda at: abs(columns[at] / total - wanted) - _bonus(plain, stops[at]),
        )
        cuts.append(stops[best])
        low = best + 1
    return [
        (start, start + len(plain[start:end].rstrip()))
        for start, end in zip([0, *cuts], [*cuts, len(plain)], strict=True)
    ]


def _bonus(plain: str, stop: int) -> float:
    """How good a border is: behind a clause better than behind an article."""
    before = plain[max(0, stop - 12) : stop].rstrip()
    last = before.rstrip("\"'”’»)」』")[-1:]
    if last in ENDS:
        return _SENTENCE
    if last in PAUSES:
        return _CLAUSE
    word = before.rpartition(" ")[2]
    return -_SHORT_WORD if len(word) <= _SHORT_CHARS and plain[stop - 1] == " " else 0.0


def cut(spans: Sequence[Span], start: int, end: int) -> tuple[Span, ...]:
    """The spans of a half-open range of their text."""
    made = []
    at = 0
    for span in spans:
        first, last = max(start - at, 0), min(end - at, len(span.text))
        if first < last:
            whole = last - first == len(span.text)
            made.append(span if whole else replace(span, text=span.text[first:last]))
        at += len(span.text)
    return tuple(made)


def in_lines(spans: Sequence[Span], count: int, tag: str, columns: int) -> tuple[Span, ...]:
    """Spans of one line in several of about the same length.

    Args:
        spans: without line breaks.
        count: lines of the source text.
        tag: the language.
        columns: that a line may have before there is one more.
    """
    plain = "".join([span.text for span in spans])
    broad = width(plain)
    wanted = count if broad > columns // 2 else 1
    count = min(max(wanted, -(-broad // columns)), len(borders(plain, tag)) + 1)
    if count == 1:
        return tuple(spans)
    made: list[Span] = []
    for start, end in part(plain, [1.0] * count, tag):
        if made:
            made[-1] = replace(made[-1], text=f"{made[-1].text}\n")
        made += cut(spans, start, end)
    return tuple(made)

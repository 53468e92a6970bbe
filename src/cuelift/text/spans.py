"""Edits the text of a cue across the borders of its spans.

Positions count characters of the joined text (``Cue.text``). Styles, voices, classes, languages,
ruby and times of the spans stay; a span whose text is all gone goes with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TypeAlias

from msgspec.structs import replace

from cuelift.cues import Span

Spans: TypeAlias = tuple[Span, ...]
Patch: TypeAlias = tuple[int, int, str]
"""Start, end and what stands there afterwards."""


def joined(spans: Sequence[Span]) -> str:
    """The text of all spans."""
    return spans[0].text if len(spans) == 1 else "".join([span.text for span in spans])


def substitute(spans: Sequence[Span], patches: Iterable[Patch]) -> Spans:
    """Spans with some ranges of their text replaced.

    A new text as long as the old one is laid out character by character, so each keeps its style.
    Any other stands in the span where its range starts; with an empty range (an insertion) in the
    span of the character before it. Replace ``x`` by ``¿x`` to insert in the span of ``x``.

    Args:
        spans: of one cue.
        patches: in order, without overlaps, inside the text.
    """
    wanted = list(_at_borders(spans, patches) if len(spans) > 1 else patches)
    if not wanted:
        return tuple(spans)
    if not spans:
        return (Span("".join([text for _, _, text in wanted])),)
    made: list[Span] = []
    at = index = 0
    for span in spans:
        end = at + len(span.text)
        first = index
        while index < len(wanted) and wanted[index][1] <= end:
            index += 1
        made += _patched(span, at, wanted[first:index])
        at = end
    return tuple(made)


def cut(spans: Sequence[Span], ranges: Iterable[tuple[int, int]]) -> Spans:
    """Spans without some ranges of their text, which are in order and do not overlap."""
    return substitute(spans, [(start, end, "") for start, end in ranges])


def part(spans: Sequence[Span], start: int, end: int) -> Spans:
    """The spans of the text from ``start`` to ``end``."""
    return parts(spans, [(start, end)])[0]


def parts(spans: Sequence[Span], ranges: Sequence[tuple[int, int]]) -> list[Spans]:
    """The spans of some ranges of the text, which are in order and do not overlap."""
    made: list[Spans] = []
    index = at = 0
    for start, end in ranges:
        taken: list[Span] = []
        while index < len(spans):
            span = spans[index]
            size = len(span.text)
            first, last = max(start - at, 0), min(end - at, size)
            if first < last:
                taken.append(
                    span if last - first == size else replace(span, text=span.text[first:last])
                )
            if at + size > end:
                break
            at += size
            index += 1
        made.append(tuple(taken))
    return made


def strip(spans: Sequence[Span]) -> Spans:
    """Spans without white space before and behind the whole text."""
    text = joined(spans)
    size = len(text)
    first, last = size - len(text.lstrip()), len(text.rstrip())
    if not first and last == size:
        return tuple(spans)
    return part(spans, first, last)


def drop_blank_lines(spans: Sequence[Span]) -> Spans:
    """Spans without lines of white space alone; the line breaks around the text go, too."""
    text = joined(spans)
    lines = text.split("\n")
    if all(line.strip() for line in lines):
        return tuple(spans)
    kept: list[tuple[int, int]] = []
    at = 0
    for line in lines:
        if line.strip():
            kept.append((at, at + len(line)))
        at += len(line) + 1
    if not kept:
        return ()
    # Each line but the last is kept with the break behind it, wherever that stands.
    gaps: list[tuple[int, int]] = [(0, kept[0][0])]
    gaps += [(here[1] + 1, there[0]) for here, there in pairwise(kept)]
    gaps.append((kept[-1][1], len(text)))
    return cut(spans, [gap for gap in gaps if gap[0] < gap[1]])


def by_span(spans: Sequence[Span], edit: Callable[[str], str]) -> Spans:
    """Each span's text edited by itself; spans that do not differ stay the same objects."""
    made = []
    for span in spans:
        text = edit(span.text)
        if text == span.text:
            made.append(span)
        elif text:
            made.append(replace(span, text=text))
    return tuple(made)


def _at_borders(spans: Sequence[Span], patches: Iterable[Patch]) -> Iterator[Patch]:
    """Patches of which none reaches over the end of a span."""
    ends: list[int] = []
    at = 0
    for span in spans:
        at += len(span.text)
        ends.append(at)
    index = 0
    for start, end, text in patches:
        while index < len(ends) - 1 and ends[index] <= start and end > start:
            index += 1
        inside = index
        same = len(text) == end - start
        while inside < len(ends) - 1 and ends[inside] < end:
            border = ends[inside]
            if border > start:
                size = border - start if same else len(text)
                yield start, border, text[:size]
                text, start = text[size:], border
            inside += 1
        yield start, end, text


def _patched(span: Span, at: int, patches: Sequence[Patch]) -> list[Span]:
    """A span that starts at ``at``, after its patches; nothing when no text is left."""
    if not patches:
        return [span]
    old = span.text
    pieces: list[str] = []
    done = 0
    for start, end, text in patches:
        pieces += (old[done : start - at], text)
        done = end - at
    pieces.append(old[done:])
    text = "".join(pieces)
    if text == old:
        return [span]
    return [replace(span, text=text)] if text else []

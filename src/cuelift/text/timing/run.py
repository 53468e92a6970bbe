"""``timing``: shifts, stretches and aligns cues."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Any, Literal, TypeAlias

import msgspec
from msgspec.structs import replace

from cuelift.cues import Cue, Span
from cuelift.cues.timeline import start_of
from cuelift.errors import UsageError
from cuelift.text.base import Context
from cuelift.text.clock import time_ns
from cuelift.text.edits import Edits
from cuelift.text.timing.maps import Line, TimeMap, anchors_of, rate_of

Outside: TypeAlias = Literal["drop", "keep"]
Find: TypeAlias = Callable[[Sequence[Cue]], TimeMap]


class TimingOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How times change; several changes are made in the order in which they stand here."""

    rate: str | None = None
    """``FROM-TO`` in frames a second: the cues were timed for a film that ran at the first and
    are for one that runs at the second. ``23.976``, ``29.97``, ``59.94`` mean exact fractions."""
    anchors: str | None = None
    """``FROM/TO`` for one time, or ``FROM/TO+FROM/TO`` for two and more."""
    to: str | None = None
    """Another caption file of the same film, in any language, whose times are right."""
    shift: str | None = None
    """Seconds (``-1.5``) or with units (``1m2.5s``); in a profile also ``0:01:02.5``."""
    clamp: bool = True
    """Cut cues at the end of the film, where that is known. None begins before zero, ever."""
    outside: Outside = "drop"
    """What becomes of cues that lie outside of the film: ``keep`` leaves those behind its end, and
    puts those before its beginning there, of no length."""


def timing(cues: Sequence[Cue], context: Context, options: Any, edits: Edits) -> list[Cue]:
    """Moves all times of all cues, those inside of their text too; comments go along.

    Raises:
        UsageError: an option makes no sense, the other file cannot be read, or does not seem to
            be of the same film.
    """
    made = list(cues)
    rules = []
    for rule, find in _steps(context, options):
        found = find(made)
        made = [_moved(cue, found) for cue in made]
        rules.append(rule)
    rule = " ".join(rules) or "clamp"
    end_ns = context.duration_ns if options.clamp else None
    kept: list[Cue] = []
    for cue, now in zip(cues, made, strict=True):
        clipped = _clipped(now, end_ns, keep=options.outside == "keep" or cue.comment)
        if clipped is None:
            edits.drop([cue], "outside")
            continue
        times = {"start_ns": clipped.start_ns, "end_ns": clipped.end_ns}
        kept.append(edits.change(cue, rule, spans=clipped.spans, **times))
    kept.sort(key=start_of)
    return kept


def _steps(context: Context, options: TimingOptions) -> Iterator[tuple[str, Find]]:
    """What is to be done, by name, in order."""
    if options.rate is not None:
        line = Line(rate_of(options.rate), 0)
        yield "rate", lambda _: TimeMap([line])
    if options.anchors is not None:
        lines = anchors_of(options.anchors)
        yield "anchors", lambda _: TimeMap(lines)
    if options.to is not None:
        name, spoken = options.to, context.spoken
        if spoken is None:
            raise UsageError("timing:to needs a reader of caption files, and there is none here")
        yield "align", lambda cues: _aligned(cues, spoken(name), name)
    if options.shift is not None:
        shift = Line(Fraction(1), time_ns(options.shift))
        yield "shift", lambda _: TimeMap([shift])


def _aligned(cues: Sequence[Cue], reference: Sequence[Cue], name: str) -> TimeMap:
    try:
        from cuelift.text.timing.align import align
    except ImportError as error:
        raise UsageError(f"Python package {error.name} is missing: pip install numpy") from error
    return align(cues, reference, name)


def _moved(cue: Cue, times: TimeMap) -> Cue:
    """A cue with all its times moved along the line of its start."""
    line = times.line_at(cue.start_ns)
    end_ns = None if cue.end_ns is None else line(cue.end_ns)
    spans = cue.spans
    if any(span.time_ns is not None for span in spans):
        spans = tuple(_moved_span(span, line) for span in spans)
    return replace(cue, start_ns=line(cue.start_ns), end_ns=end_ns, spans=spans)


def _moved_span(span: Span, line: Line) -> Span:
    if span.time_ns is None:
        return span
    return replace(span, time_ns=max(line(span.time_ns), 0))


def _clipped(cue: Cue, film_end_ns: int | None, *, keep: bool) -> Cue | None:
    """What of a cue shows within the film; None: nothing."""
    start_ns, end_ns = cue.start_ns, cue.end_ns
    if film_end_ns is not None and start_ns >= film_end_ns:
        return cue if keep else None
    if start_ns < 0:
        if end_ns is not None and end_ns <= 0 and not keep:
            return None
        start_ns, end_ns = 0, None if end_ns is None else max(end_ns, 0)
    if film_end_ns is not None and end_ns is not None:
        end_ns = min(end_ns, film_end_ns)
    if (start_ns, end_ns) == (cue.start_ns, cue.end_ns):
        return cue
    return replace(cue, start_ns=start_ns, end_ns=end_ns)

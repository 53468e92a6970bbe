"""Edit lists, and which media time a window of the presentation shows.

Spec: ISO/IEC 14496-12:2022, 8.6.6 (edit list box); QuickTime File Format, "Edit List Atom".
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from struct import Struct
from typing import NamedTuple

import msgspec

from cuelift.errors import ContainerError
from cuelift.media import Edit, Extent, Window, to_ns

MAX_EDITS = 4096
_RATE_ONE = 0x10000
_V0 = Struct(">Iii")
_V1 = Struct(">Qqi")


class EditList(msgspec.Struct, frozen=True):
    """Edits as read, and what was odd about them."""

    edits: tuple[Edit, ...]
    warnings: tuple[str, ...]


class _Entry(NamedTuple):
    duration: int
    """In ticks of the movie."""
    media_time: int
    """In ticks of the track; -1: empty."""
    rate: int
    """16.16 fixed point."""


def parse_elst(
    body: bytes | memoryview, movie_timescale: int, media_timescale: int, media_ticks: int
) -> EditList:
    """An edit list box's entries in nanoseconds.

    An edit of duration 0 at the end of the list, and one that reaches the media's end but for
    rounding to the movie's timescale, runs to the end of the media. A list that changes nothing
    is returned empty. A dwell (rate 0) shows nothing; any other rate is taken as 1.

    Args:
        body: version, flags, count and entries.
        movie_timescale: ticks per second of the durations.
        media_timescale: ticks per second of the media times.
        media_ticks: how long the media is; 0: not known.

    Raises:
        ContainerError: the entries do not fit into the body.
    """
    entries = _entries(body)
    warnings = []
    if len(entries) > MAX_EDITS:
        warnings.append(f"only {MAX_EDITS} of {len(entries)} edits are used")
    if any(entry.rate not in (0, _RATE_ONE) and entry.media_time >= 0 for entry in entries):
        warnings.append("edit list with a rate other than 1: taken as 1")
    if any(entry.rate == 0 and entry.media_time >= 0 for entry in entries):
        warnings.append("edit list with a dwell (rate 0): nothing is shown there")
    edits = []
    position = 0
    for number, entry in enumerate(entries[:MAX_EDITS], 1):
        last = number == len(entries)
        if not entry.duration and not last:
            continue
        start_ns = to_ns(position, movie_timescale)
        position += entry.duration
        duration_ns: int | None = to_ns(position, movie_timescale) - start_ns
        if last and _is_open(entry, movie_timescale, media_timescale, media_ticks):
            duration_ns = None
        plays = entry.media_time >= 0 and entry.rate != 0
        media_ns = to_ns(entry.media_time, media_timescale) if plays else None
        edits.append(Edit(start_ns, duration_ns, media_ns))
    if edits == [Edit(0, None, 0)]:
        edits = []
    return EditList(tuple(edits), tuple(warnings))


def _entries(body: bytes | memoryview) -> list[_Entry]:
    if len(body) < 8:
        raise ContainerError(f"elst: {len(body)} bytes are too few")
    layout = _V1 if body[0] == 1 else _V0
    count = int.from_bytes(body[4:8], "big")
    if count * layout.size > len(body) - 8:
        raise ContainerError(f"elst: {count} entries do not fit in {len(body) - 8} bytes")
    used = min(count, MAX_EDITS + 1)
    return [_Entry(*fields) for fields in layout.iter_unpack(body[8 : 8 + used * layout.size])]


def _is_open(entry: _Entry, movie_timescale: int, media_timescale: int, media_ticks: int) -> bool:
    if entry.duration == 0:
        return True
    if not media_ticks or entry.media_time < 0:
        return False
    missing = (media_ticks - entry.media_time) * movie_timescale - entry.duration * media_timescale
    return missing <= media_timescale


Spans = Sequence[tuple[int, int | None]]
"""Half-open intervals of media time, in order and apart; None: to the end."""


def media_spans(edits: Sequence[Edit], window: Window) -> Spans:
    """The media times, in nanoseconds, that the edits show within a window."""
    if not edits:
        return [(window.start_ns, window.end_ns)]
    spans = []
    for edit in edits:
        if edit.media_start_ns is None:
            continue
        shift = edit.media_start_ns - edit.start_ns
        end_ns = None if edit.duration_ns is None else edit.start_ns + edit.duration_ns
        first = max(window.start_ns, edit.start_ns)
        last = min((end for end in (end_ns, window.end_ns) if end is not None), default=None)
        if last is None or first < last:
            spans.append((first + shift, None if last is None else last + shift))
    return _joined(sorted(spans, key=lambda span: span[0]))


def _joined(spans: Spans) -> Spans:
    joined: list[tuple[int, int | None]] = []
    for start, end in spans:
        if joined:
            first, last = joined[-1]
            if last is None:
                break
            if start <= last:
                joined[-1] = (first, None if end is None else max(last, end))
                continue
        joined.append((start, end))
    return joined


def within(extents: Iterable[Extent], spans: Spans, timescale: int) -> Iterator[Extent]:
    """The extents that show in one of the spans."""
    starts = [start for start, _ in spans]
    for extent in extents:
        start = to_ns(extent.pts, timescale)
        at = bisect_right(starts, start)
        if at:
            last = spans[at - 1][1]
            if last is None or start < last:
                yield extent
                continue
        if at < len(starts) and (
            extent.duration is None or to_ns(extent.pts + extent.duration, timescale) > starts[at]
        ):
            yield extent

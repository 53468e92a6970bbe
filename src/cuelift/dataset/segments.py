"""Joins captions to segments, and leaves out those that would teach a recogniser wrong."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

import msgspec

from cuelift.dataset.entries import Entry, text_of
from cuelift.dataset.model import Drops, Segment, add_drop
from cuelift.dataset.normal import letters
from cuelift.dataset.options import SegmentOptions


class Made(msgspec.Struct, frozen=True):
    """The segments of a film and what was left out."""

    segments: list[Segment]
    drops: Drops


def make_segments(
    entries: Sequence[Entry],
    language: str | None,
    options: SegmentOptions,
    duration_ns: int | None = None,
) -> Made:
    """The segments of a track.

    None overlaps another one or a caption that was left out, and none goes beyond the film.

    Args:
        entries: in order of their starts.
        language: BCP 47 tag of what is said.
        options: how to join and what to leave out.
        duration_ns: of the film; None: not known.
    """
    primary = (language or "").partition("-")[0].lower()
    drops: Drops = {}
    entries = [_within(entry, duration_ns) for entry in entries]
    for entry in entries:
        if entry.reason is not None:
            add_drop(drops, entry.reason, 1, entry.end_ns - entry.start_ns)
    borders = _Borders(entries, duration_ns, options.pad_ns)
    segments = []
    for group in _groups(entries, options):
        raw, text = text_of(group, primary, options)
        start_ns, end_ns = group[0].start_ns, group[-1].end_ns
        reason = _unfit(text, end_ns - start_ns, language, options)
        if reason is not None:
            add_drop(drops, reason, len(group), sum(e.end_ns - e.start_ns for e in group))
            continue
        first_ns, last_ns = borders.padded(start_ns, end_ns)
        segments.append(
            Segment(
                start_ns=first_ns,
                end_ns=last_ns,
                text=text,
                text_raw=raw,
                speaker=group[0].speaker,
                cues=len(group),
            )
        )
    return Made(segments, drops)


def _within(entry: Entry, duration_ns: int | None) -> Entry:
    """A caption cut at the end of the film."""
    if duration_ns is None or entry.end_ns <= duration_ns:
        return entry
    if entry.start_ns >= duration_ns:
        return entry._replace(reason=entry.reason or "past_end")
    return entry._replace(end_ns=duration_ns)


def _groups(entries: Sequence[Entry], options: SegmentOptions) -> Iterator[list[Entry]]:
    """Captions that are joined: as many as fit, up to the end of a sentence if there is one."""
    group: list[Entry] = []
    for entry in entries:
        if entry.reason is not None:
            if group:
                yield group
            group = []
            continue
        if group and not _follows(group[-1], entry, options):
            yield group
            group = []
        while group and entry.end_ns - group[0].start_ns > options.max_ns:
            cut = _last_sentence(group)
            yield group[:cut]
            group = group[cut:]
        group.append(entry)
    if group:
        yield group


def _follows(last: Entry, entry: Entry, options: SegmentOptions) -> bool:
    """Whether a caption may be joined to the one before."""
    gap = entry.start_ns - last.end_ns
    alike = last.speaker == entry.speaker and not (last.mixed or entry.mixed)
    return alike and 0 <= gap <= options.max_gap_ns


def _last_sentence(group: Sequence[Entry]) -> int:
    """Behind the last caption that ends a sentence; if none does, behind all."""
    for at in range(len(group), 0, -1):
        if group[at - 1].sentence_ends:
            return at
    return len(group)


def _unfit(text: str, length_ns: int, language: str | None, options: SegmentOptions) -> str | None:
    if length_ns > options.max_ns:
        return "too_long"
    if length_ns < options.min_ns:
        return "too_short"
    least, most = options.rates(language)
    rate = letters(text) * 1e9 / length_ns
    if rate < least:
        return "too_slow"
    return "too_fast" if rate > most else None


class _Borders:
    """How far segments may reach: half the way to the next caption, whatever became of it."""

    def __init__(self, entries: Sequence[Entry], duration_ns: int | None, pad_ns: int) -> None:
        self._starts = [entry.start_ns for entry in entries]
        self._ends = list(accumulate((entry.end_ns for entry in entries), max))
        self._duration_ns = duration_ns
        self._pad_ns = pad_ns

    def padded(self, start_ns: int, end_ns: int) -> tuple[int, int]:
        """Start and end with what is added to them."""
        if not self._pad_ns:
            return start_ns, end_ns
        at = bisect_left(self._starts, start_ns)
        before = start_ns
        if at:
            before = max(start_ns - self._ends[at - 1], 0) // 2
        at = bisect_right(self._starts, start_ns)
        at = bisect_left(self._starts, end_ns, at)
        behind = self._pad_ns
        if at < len(self._starts):
            behind = (self._starts[at] - end_ns) // 2
        if self._duration_ns is not None:
            behind = min(behind, self._duration_ns - end_ns)
        if self._ends and self._inside(start_ns, end_ns):
            behind = 0
        return start_ns - min(before, self._pad_ns), end_ns + min(behind, self._pad_ns)

    def _inside(self, start_ns: int, end_ns: int) -> bool:
        """Whether a caption that began before or within goes on behind the end."""
        at = bisect_left(self._starts, end_ns)
        return at > 0 and self._ends[at - 1] > end_ns

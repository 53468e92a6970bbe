"""Reads ``.sup`` files: the presentation graphics of a Blu-ray disc, one segment after the other.

Each segment has a head of its own: ``PG``, presentation and decoding time in 90 kHz ticks.

Spec: none in public; compared with what libavformat reads. Segments: US 2009/0185789 A1, figure 5.
"""

from __future__ import annotations

from collections.abc import Collection

from cuelift.container.clock import CLOCK_HZ
from cuelift.container.sequential import Losses, SequentialMovie, SequentialScan
from cuelift.container.sup_sets import DisplaySet, DisplaySets
from cuelift.media import ByteRange, Fetch, Sample, SampleDescription, Track

_MAGIC = b"PG"
_HEAD, _SEGMENT_HEAD = 10, 3
_KINDS = frozenset((0x14, 0x15, 0x16, 0x17, 0x80))
_WRAP = 1 << 32
_TAIL = 256 * 1024


def _is_segment(data: bytes, at: int) -> bool:
    return data.startswith(_MAGIC, at) and data[at + _HEAD] in _KINDS


def open_sup(size: int) -> Fetch[SequentialMovie[tuple[int, bytes]]]:
    """Opens a file: it has one track and no header.

    Args:
        size: of the file.
    """
    [tail] = yield [ByteRange(max(size - _TAIL, 0), size)]
    track = Track(
        index=0,
        number=0,
        descriptions=(SampleDescription(codec="pgs", codec_id="PG"),),
        timescale=CLOCK_HZ,
    )

    def make_scan(wanted: Collection[int]) -> SequentialScan[tuple[int, bytes]]:
        return SequentialScan(SupJoiner(), ByteRange(0, size if wanted else 0))

    last = _last_time(tail)
    duration_ns = None if last is None else last * 1_000_000_000 // CLOCK_HZ
    return SequentialMovie("sup", [track], make_scan, duration_ns=duration_ns)


def _last_time(tail: bytes) -> int | None:
    """The time of the last segment; what clears the last caption."""
    at = tail.rfind(_MAGIC, 0, max(len(tail) - _HEAD, 0))
    while at >= 0 and not _is_segment(tail, at):
        at = tail.rfind(_MAGIC, 0, at)
    return int.from_bytes(tail[at + 2 : at + 6], "big") if at >= 0 else None


class SupJoiner:
    """Follows the segments; where one does not begin where it should, the next one is sought."""

    def __init__(self) -> None:
        self._held = b""
        self._at = 0
        """Where ``_held`` begins in the file."""
        self._sets = DisplaySets()
        self._losses = Losses()
        self._wraps = self._raw = 0
        self._strayed = False

    def cut(self, start: int, data: bytes | memoryview) -> tuple[int, bytes]:
        """All of it: there is nothing else in such a file."""
        return start, bytes(data)

    def join(self, part: tuple[int, bytes]) -> list[Sample]:
        """The display sets that end in a slice."""
        start, fresh = part
        self._at = start - len(self._held)
        data = self._held + fresh
        at = 0
        samples: list[Sample] = []
        while len(data) - at >= _HEAD + _SEGMENT_HEAD:
            if not _is_segment(data, at):
                at = self._seek(data, at)
                continue
            body = at + _HEAD
            end = body + _SEGMENT_HEAD + int.from_bytes(data[body + 1 : body + 3], "big")
            if end > len(data):
                break
            pts = self._unwrap(int.from_bytes(data[at + 2 : at + 6], "big"))
            samples += _samples(self._sets.push(self._at + at, pts, data[body:end]))
            at = end
        self._held = data[at:]
        self._at += at
        return samples

    def _seek(self, data: bytes, at: int) -> int:
        """The next place where a segment may begin."""
        if not self._strayed:
            self._losses.add(f"bytes that are no segments, the first ones at {self._at + at}")
        self._strayed = True
        found = data.find(_MAGIC, at + 1)
        while 0 <= found < len(data) - _HEAD and not _is_segment(data, found):
            found = data.find(_MAGIC, found + 1)
        return found if found >= 0 else len(data) - 1

    def _unwrap(self, raw: int) -> int:
        """Times have 32 bits here: they start again after 13 hours."""
        if raw - self._raw < -_WRAP // 2:
            self._wraps += 1
        elif raw - self._raw > _WRAP // 2 and self._wraps:
            self._wraps -= 1
        self._raw = raw
        return raw + self._wraps * _WRAP

    def finish(self) -> list[Sample]:
        """The last display set, though its end never came."""
        if self._held.strip(b"\0"):
            self._losses.add(f"the segment at {self._at} is cut off")
        found = _samples(self._sets.flush())
        if self._sets.cut_off:
            self._losses.add("display sets without an end")
        return found

    def damage(self) -> str | None:
        """See ``Joiner``."""
        return self._losses.take()

    def note(self) -> str | None:
        """See ``Joiner``: there is nothing odd but loses something."""
        return None


def _samples(sets: list[DisplaySet]) -> list[Sample]:
    return [Sample(0, each.pts, None, each.data, each.at) for each in sets]

"""Reads which captions a programme stream has, and when it begins and ends.

Nothing in the file lists its sub-streams, so they are looked for: all through a small file, else
at its head and in stretches of it. The palette of DVD captions lies in another file (IFO); without
it the decoder guesses one.

Spec: ISO/IEC 13818-1, 2.5 (programme stream); ISO/IEC 13818-2, 6.2.2.1 (sequence header); DVD
Specifications for Read-Only Disc, part 3 (sizes of video and sub-pictures).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from cuelift.container.clock import CLOCK_HZ, Clock, signed
from cuelift.container.mpegps.joiner import PsJoiner
from cuelift.container.mpegps.packs import PACK_START, Slice, Walk
from cuelift.container.mpegps.units import FIRST_STREAM, LAST_STREAM, read_private
from cuelift.container.pes import PRIVATE_1, read_pes, read_scr
from cuelift.container.sequential import SequentialMovie, SequentialScan
from cuelift.errors import ContainerError
from cuelift.media import ByteRange, Edit, Fetch, SampleDescription, Track, to_ns

_HEAD = 2 * 1024 * 1024
_STRETCH = 128 * 1024
_STRETCHES = 24
_TAIL = 256 * 1024
_SEQUENCE = b"\0\0\1\xb3"
_PACK = 0xBA
_VIDEO, _AUDIO = range(0xE0, 0xF0), range(0xC0, 0xE0)
_PRIVATE_AUDIO = range(0x80, 0xB0)
_MOST_TIMES = 10_000
_DISC_WIDTH, _DISC_LINES = 720, {240: 480, 288: 576, 480: 480, 576: 576}


class _Survey:
    """What a stretch of the file holds."""

    def __init__(self, data: bytes) -> None:
        self.streams: set[int] = set()
        self.video: list[int] = []
        self.audio: list[int] = []
        self.clock: int | None = None
        walk = Walk(data, max(data.find(PACK_START), 0))
        for at, code, end in walk:
            if code == _PACK:
                self.clock = read_scr(data, at) if self.clock is None else self.clock
            elif code == PRIVATE_1:
                self._private(data[at:end])
            elif code in _VIDEO or code in _AUDIO:
                self._time(self.video if code in _VIDEO else self.audio, data, at, end)

    def _time(self, times: list[int], data: bytes, at: int, end: int) -> None:
        header = read_pes(data, at, end)
        if header is not None and header.pts is not None and len(times) < _MOST_TIMES:
            times.append(header.pts)

    def _private(self, packet: bytes) -> None:
        private = read_private(packet)
        if private is None:
            return
        if FIRST_STREAM <= private.stream <= LAST_STREAM:
            self.streams.add(private.stream)
        elif private.stream in _PRIVATE_AUDIO and private.pts is not None:
            self.audio.append(private.pts)


def open_mpegps(size: int) -> Fetch[SequentialMovie[Slice]]:
    """Looks for sub-streams of captions.

    Args:
        size: of the file.

    Raises:
        ContainerError: it does not begin with a pack.
    """
    parts = yield _looks(size)
    if not parts[0].startswith(PACK_START):
        raise ContainerError("no pack of a programme stream is at the start of the file")
    surveys = [_Survey(part) for part in parts]
    head, tail = surveys[0], surveys[-1]
    streams = sorted(set().union(*(survey.streams for survey in surveys)))
    alone = not any(survey.video or survey.audio for survey in surveys)
    anchor = head.clock or 0
    times = head.video or head.audio
    zero = None if alone or not times else min(anchor + signed(pts - anchor) for pts in times)
    canvas = _canvas(parts[0])
    tracks = [_track(index, stream, zero, canvas) for index, stream in enumerate(streams)]

    def make_scan(wanted: Collection[int]) -> SequentialScan[Slice]:
        chosen = {streams[index]: index for index in sorted(wanted)}
        clock = None if alone else Clock(head.clock)
        joiner = PsJoiner(chosen, frozenset(streams), clock)
        return SequentialScan(joiner, ByteRange(0, size if chosen else 0))

    return SequentialMovie("mpegps", tracks, make_scan, duration_ns=_duration(zero, tail))


def _looks(size: int) -> Sequence[ByteRange]:
    """Head, tail, and places all over the file between them; all of a file that is small."""
    rest = size - _HEAD - _TAIL
    if rest <= 0:
        return [ByteRange(0, size)]
    head, tail = ByteRange(0, _HEAD), ByteRange(size - _TAIL, size)
    if rest <= _STRETCHES * _STRETCH:
        return [head, ByteRange(_HEAD, tail.start), tail]
    starts = (_HEAD + rest * number // _STRETCHES for number in range(_STRETCHES))
    return [head, *(ByteRange(start, start + _STRETCH) for start in starts), tail]


def _duration(zero: int | None, tail: _Survey) -> int | None:
    times = tail.video or tail.audio
    if zero is None or not times:
        return None
    length = max(signed(pts - zero) for pts in times)
    return to_ns(length, CLOCK_HZ) if length > 0 else None


def _canvas(head: bytes) -> tuple[int, int] | None:
    """What captions lie on, by the first sequence header of the video.

    On a DVD that has 720 columns and all lines, though the video may have half of either.
    """
    at = head.find(_SEQUENCE)
    if not 0 <= at <= len(head) - 7:
        return None
    both = int.from_bytes(head[at + 4 : at + 7], "big")
    width, height = both >> 12, both & 0xFFF
    if not width or not height:
        return None
    return (_DISC_WIDTH, _DISC_LINES[height]) if height in _DISC_LINES else (width, height)


def _track(index: int, stream: int, zero: int | None, canvas: tuple[int, int] | None) -> Track:
    return Track(
        index=index,
        number=stream,
        descriptions=(SampleDescription(codec="vobsub", codec_id=f"0xbd/0x{stream:02x}"),),
        timescale=CLOCK_HZ,
        edits=(Edit(0, None, to_ns(zero, CLOCK_HZ)),) if zero else (),
        canvas=canvas,
        place=(0, 0, *canvas) if canvas else None,
    )

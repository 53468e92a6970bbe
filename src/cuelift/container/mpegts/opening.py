"""Reads what a transport stream says of its programmes, and when they begin and end.

Zero is the earliest presentation time of a programme's video, else of its audio, else its clock.

Spec: ISO/IEC 13818-1, 2.4.4 (programme specific information).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from cuelift.container.clock import CLOCK_HZ, Clock, signed
from cuelift.container.mpegts.captions import (
    Caption,
    captions_of,
    is_audio,
    is_video,
    scrambling_of,
)
from cuelift.container.mpegts.grid import Grid, find_grid
from cuelift.container.mpegts.joiner import Feed, TsJoiner
from cuelift.container.mpegts.packets import Cutting
from cuelift.container.mpegts.psi import ProgramMap
from cuelift.container.mpegts.survey import Survey
from cuelift.container.sequential import SLICE_BYTES, SequentialMovie, SequentialScan
from cuelift.errors import ContainerError
from cuelift.media import ByteRange, Edit, Fetch, SampleDescription, Track, to_ns

_HEAD_STEPS = (64 * 1024, 512 * 1024, 2 * 1024 * 1024)
_TAIL = 256 * 1024
_HARDWARE = 0x1FFF


class _Programme:
    """A programme that has captions, and its times."""

    def __init__(self, about: ProgramMap, head: Survey, tail: Survey) -> None:
        self.about = about
        self.anchor = head.first_clock(about.pcr_pid)
        groups = [
            [stream.pid for stream in about.streams if is_video(stream)],
            [stream.pid for stream in about.streams if is_audio(stream)],
        ]
        starts = [head.times(group) for group in groups]
        shown = next((times for times in starts if times), [])
        self.zero = self.anchor
        if shown:
            anchor = shown[0] if self.anchor is None else self.anchor
            self.anchor = anchor
            self.zero = min(anchor + signed(pts - anchor) for pts in shown)
        ends = [tail.times(group) for group in groups]
        last = next((times for times in ends if times), [])
        self.length = self._length(last)

    def _length(self, last: Sequence[int]) -> int | None:
        """From zero to the latest time near the file's end, if that is not before zero."""
        if self.zero is None or not last:
            return None
        latest = max(signed(pts - last[0]) for pts in last) + last[0]
        length = signed(latest - self.zero)
        return length if length > 0 else None


def open_mpegts(size: int) -> Fetch[SequentialMovie[Cutting]]:
    """Reads the maps of all programmes, and the first and last times.

    Args:
        size: of the file.

    Raises:
        ContainerError: there are no packets.
    """
    grid, head, tail = yield from _look(size)
    maps = head.maps | {number: each for number, each in tail.maps.items()
                        if number not in head.maps}  # fmt: skip
    warnings = [] if maps else ["no programme map was found"]
    programmes = {number: _Programme(about, head, tail) for number, about in maps.items()}
    captions = _captions(head, tail)
    tracks = [
        _track(index, caption, programmes[caption.program], _locked(head, tail))
        for index, caption in enumerate(captions)
    ]
    lengths = [each.length for each in programmes.values() if each.length is not None]
    warnings += _warnings(maps.values(), head)

    def make_scan(wanted: Collection[int]) -> SequentialScan[Cutting]:
        chosen = {index: captions[index] for index in wanted}
        return _scan(grid, size, chosen, captions, programmes, head.map_pids | tail.map_pids)

    return SequentialMovie(
        "mpegts",
        tracks,
        make_scan,
        duration_ns=to_ns(max(lengths), CLOCK_HZ) if lengths else None,
        warnings=warnings,
    )


def _look(size: int) -> Fetch[tuple[Grid, Survey, Survey]]:
    """Reads the head, as much as it takes, and the tail."""
    data = b""
    head, grid = Survey(), None
    for step in _HEAD_STEPS:
        [more] = yield [ByteRange(len(data), min(step, size))]
        data += more
        grid = grid or find_grid(data)
        if grid is None:
            break
        head = Survey()
        head.look(grid, 0, data)
        if head.is_enough or len(data) >= size or not more:
            break
    if grid is None:
        raise ContainerError("no packets of a transport stream are at the start of the file")
    at = max(size - _TAIL, 0)
    [end] = yield [ByteRange(at, size)]
    tail = Survey(head)
    tail.look(grid, at, end)
    return grid, head, tail


def _captions(head: Survey, tail: Survey) -> list[Caption]:
    """All caption tracks; those that are not told of from the beginning come last."""
    found: dict[tuple[int, int, bytes], Caption] = {}
    known: set[tuple[int, int, bytes]] = set()
    for about in (*head.told, *tail.told):
        fresh = [caption for caption in captions_of(about) if caption.place not in known]
        known.update(caption.place for caption in fresh)
        for caption in fresh:
            found.setdefault((caption.program, caption.pid, caption.private), caption)
    return list(found.values())


def _locked(head: Survey, tail: Survey) -> set[int]:
    """Streams of which nothing clear was seen; what is clear of the others can be read."""
    scrambled = head.scrambled | tail.scrambled
    return {pid for pid in scrambled if not head.times([pid]) and not tail.times([pid])}


def _warnings(maps: Iterable[ProgramMap], head: Survey) -> list[str]:
    said = []
    if head.damaged:
        said.append(f"{head.damaged} sections of programme information are damaged")
    scrambled = [about for about in maps if any(s.pid in head.scrambled for s in about.streams)]
    said += [
        f"programme {about.program} is scrambled ({scrambling_of(about)})" for about in scrambled
    ]
    return said


def _track(
    index: int, caption: Caption, programme: _Programme, scrambled: Collection[int]
) -> Track:
    zero = programme.zero
    refusal = None
    if caption.pid in scrambled:
        refusal = f"the stream is scrambled ({scrambling_of(programme.about)})"
    return Track(
        index=index,
        number=caption.pid,
        descriptions=(
            SampleDescription(
                codec=caption.codec, codec_id=caption.codec_id, private=caption.private
            ),
        ),
        timescale=CLOCK_HZ,
        language=caption.language,
        language_source="tag" if caption.language else None,
        hearing_impaired=caption.hearing_impaired,
        edits=(Edit(0, None, to_ns(zero, CLOCK_HZ)),) if zero else (),
        refusal=refusal,
    )


def _scan(
    grid: Grid,
    size: int,
    chosen: dict[int, Caption],
    captions: Sequence[Caption],
    programmes: dict[int, _Programme],
    map_pids: dict[int, int],
) -> SequentialScan[Cutting]:
    clocks = {
        number: Clock(programmes[number].anchor)
        for number in {caption.program for caption in chosen.values()}
    }
    tracks: dict[int, list[int]] = {}
    for index in sorted(chosen):
        tracks.setdefault(chosen[index].pid, []).append(index)
    feeds = [
        Feed(pid, chosen[numbers[0]].codec, numbers, clocks[chosen[numbers[0]].program])
        for pid, numbers in tracks.items()
    ]
    drives: dict[int, list[Clock]] = {}
    for number, clock in clocks.items():
        pid = programmes[number].about.pcr_pid
        if pid != _HARDWARE:
            drives.setdefault(pid, []).append(clock)
    joiner = TsJoiner(
        grid.size,
        grid.first,
        feeds,
        drives,
        sorted({map_pids[number] for number in clocks if number in map_pids}),
        frozenset(caption.place for caption in captions),
    )
    span = ByteRange(grid.first, size if feeds else grid.first)
    return SequentialScan(joiner, span, SLICE_BYTES // grid.size * grid.size)

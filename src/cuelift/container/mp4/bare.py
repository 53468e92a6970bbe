"""Media segments without their movie box: what their samples tell about themselves.

Only WebVTT and TTML tell: WebVTT samples are boxes, TTML samples are XML documents.

Spec: ISO/IEC 14496-30, clauses 5 (TTML) and 6 (WebVTT); ISO/IEC 23000-19 (CMAF), 7.3.
"""

from __future__ import annotations

import msgspec

from cuelift.container.mp4.boxes import Opening, children, read_on
from cuelift.container.mp4.cuts import parse_sidx
from cuelift.container.mp4.fragments import FragmentParser, Run, Wanted
from cuelift.container.mp4.walk import Walker
from cuelift.errors import ContainerError
from cuelift.media import ByteRange, Fetch, SampleDescription, Track

_FRAGMENT_BYTES = 16 * 1024 * 1024
_LOOK_BYTES = 512
_LOOK_BOXES = 128
"""Boxes behind the first fragment that are looked through for further tracks."""
_VTT_BOXES = frozenset((b"vttc", b"vtte", b"vttx"))
_XML_STARTS = (b"<?xml", b"<tt", b"<!--")
_PIFF_TIMESCALE = 10_000_000
_ASSUMED_TIMESCALE = 1000


class Bare(msgspec.Struct, frozen=True):
    """What segments without a movie box hold."""

    tracks: tuple[Track, ...]
    warnings: tuple[str, ...]


def open_bare(opening: Opening, size: int) -> Fetch[Bare]:
    """Looks at the first fragments of a file that has no movie box.

    The timescale is not written in a fragment: it is taken from the segment index; with ``tfxd``
    boxes it is the 10 MHz of their specification; else 1000 is assumed, and a warning says so.

    Raises:
        ContainerError: the first fragment is cut off or cannot be read.
    """
    box = opening.boxes[-1]
    if box.end > size or box.end - box.offset > _FRAGMENT_BYTES:
        raise ContainerError(f"no moov box, and the moof box at {box.offset} is cut off")
    data = yield from read_on(opening.head[box.offset : box.end], box.offset, box.end)
    parser = _Firsts(size)
    parser.parse(data, box.offset, box.body - box.offset)
    walker = Walker(parser, size, timescales={}, most=_LOOK_BOXES)
    yield from walker.walk(box.end, size, opening.head, {})
    runs = sorted(parser.found.values(), key=lambda run: run.extents[0].offset)
    firsts = [run.extents[0] for run in runs]
    looks = yield [
        ByteRange(first.offset, first.offset + min(first.length, _LOOK_BYTES)) for first in firsts
    ]
    timescales = walker.stated | _timescales(opening)
    tracks: list[Track] = []
    warnings = ["no moov box: language and title of the tracks are not known"]
    if walker.limited:
        warnings.append("tracks that begin far behind the first fragment are not listed")
    for run, look in zip(runs, looks, strict=True):
        codec, codec_id = identify(look)
        if not codec:
            warnings.append(f"track {run.number} does not tell its codec, or is encrypted")
            continue
        timescale = _timescale(run, timescales)
        if timescale is None:
            timescale = _ASSUMED_TIMESCALE
            warnings.append(f"track {run.number}: the timescale is not stated, 1000 is assumed")
        description = SampleDescription(codec=codec, codec_id=codec_id)
        tracks.append(
            Track(
                index=len(tracks),
                number=run.number,
                descriptions=(description,),
                timescale=timescale,
                default=True,
            )
        )
    return Bare(tuple(tracks), tuple(warnings))


class _Firsts(FragmentParser):
    """Keeps the first samples of each track."""

    def __init__(self, size: int) -> None:
        super().__init__({}, {}, size)
        self.found: dict[int, Run] = {}

    def parse(self, data: bytes, offset: int, body: int = 8) -> list[Run]:
        """Reads the tracks of which no samples were found before; returns nothing."""
        new = [number for number in _numbers(data, body) if number not in self.found]
        self._wanted = {number: Wanted(index) for index, number in enumerate(new)}
        for run in super().parse(data, offset, body):
            if run.extents:
                self.found.setdefault(run.number, run)
        return []


def identify(sample: bytes) -> tuple[str, str]:
    """Codec and codec id of a sample that tells them by its first bytes; else empty."""
    if sample[4:8] in _VTT_BOXES and int.from_bytes(sample[:4], "big") >= 8:
        return "wvtt", "wvtt"
    text = sample.removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"").lstrip(b"\xff\xfe \t\r\n")
    if text.startswith(_XML_STARTS):
        return "ttml", "stpp"
    return "", ""


def _numbers(data: bytes, body: int) -> dict[int, None]:
    """Track numbers of a fragment, in order and once."""
    numbers: dict[int, None] = {}
    for traf in children(data, body, len(data)):
        if traf.kind == b"traf":
            for box in children(data, traf.start, traf.end):
                if box.kind == b"tfhd":
                    number = int.from_bytes(data[box.start + 4 : box.start + 8], "big")
                    numbers.setdefault(number)
    return numbers


def _timescales(opening: Opening) -> dict[int, int]:
    """Timescales that segment indexes before the first fragment state."""
    found: dict[int, int] = {}
    for box in opening.boxes:
        if box.kind == b"sidx" and box.end <= len(opening.head):
            index = parse_sidx(opening.head[box.body : box.end], box.end)
            if index.timescale:
                found[index.track] = index.timescale
    return found


def _timescale(run: Run, stated: dict[int, int]) -> int | None:
    if run.number in stated:
        return stated[run.number]
    if len(stated) == 1:
        return next(iter(stated.values()))
    return _PIFF_TIMESCALE if run.absolute else None

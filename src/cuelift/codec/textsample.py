"""What 3GPP timed text and QuickTime text share: samples of a length, text and boxes.

Each sample replaces the one before it, and an empty one clears the screen.

Spec: 3GPP TS 26.245, clauses 5.16 and 5.17; QuickTime File Format, "Text Sample Data".
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

import msgspec

from cuelift.bytereader import ByteReader
from cuelift.cues import Cue, Header, Place, Rect, Span, Style
from cuelift.errors import CodecError
from cuelift.media import NS_PER_SECOND, Sample, Track, to_ns

T = TypeVar("T")

SQUEEZED_NS = 2_000_000
"""A text sample no longer than this was squeezed by its muxer: of captions that show at once,
ffmpeg gives all but the last a single tick."""

_CLEANED = str.maketrans({"\r": "\n", "\u2028": "\n", "\u2029": "\n"})
_INVISIBLE = "\x00\ufeff"
_UNCLEAN = "\r\u2028\u2029\x00\ufeff"


class Box(NamedTuple):
    """A text box in pixels of its track."""

    top: int
    left: int
    bottom: int
    right: int


def read_box(reader: ByteReader) -> Box:
    """Four signed 16-bit integers.

    Raises:
        TruncatedData: there are fewer than 8 bytes.
    """
    return Box(reader.s16(), reader.s16(), reader.s16(), reader.s16())


def read_fonts(reader: ByteReader) -> dict[int, str]:
    """A font table: a count, then for each font its number and a Pascal string.

    Raises:
        TruncatedData: the count or a name says more than there is.
    """
    fonts: dict[int, str] = {}
    for _ in range(reader.u16()):
        number = reader.u16()
        fonts[number] = reader.raw(reader.u8()).decode("utf-8", "replace")
    return fonts


def read_atoms(reader: ByteReader, losses: dict[str, int]) -> Iterator[tuple[bytes, ByteReader]]:
    """The boxes that follow a sample's text; a broken one ends them and is counted."""
    while reader.left >= 8:
        size, kind = reader.u32(), reader.raw(4)
        if size == 0:
            return  # QuickTime ends a list of atoms with a zero
        if not 8 <= size <= reader.left + 8:
            count(losses, "broken_box")
            return
        yield kind, reader.sub(size - 8)


def count(losses: dict[str, int], kind: str) -> None:
    """Adds one to what was lost of a kind."""
    losses[kind] = losses.get(kind, 0) + 1


def color(red: int, green: int, blue: int, alpha: int = 255) -> str | None:
    """A colour of the cue model; None for all zeros, which is how writers leave it unset."""
    if not (red or green or blue or alpha):
        return None
    tail = "" if alpha == 255 else f"{alpha:02x}"
    return f"#{red:02x}{green:02x}{blue:02x}{tail}"


def clean(text: str) -> tuple[str, list[int] | None]:
    """Makes all line ends line feeds, takes out what cannot be seen, and the blank tail.

    Returns: the text, and for each character of the old one, and its end, the position in the new
        one; None: positions are the same.
    """
    if text.replace("\n", "").isprintable() or not any(mark in text for mark in _UNCLEAN):
        return text.rstrip(), None
    positions: list[int] | None = None
    if "\r\n" in text or "\x00" in text or "\ufeff" in text:
        text, positions = _without_invisible(text)
    return text.translate(_CLEANED).rstrip(), positions


def _without_invisible(text: str) -> tuple[str, list[int]]:
    kept: list[str] = []
    positions: list[int] = []
    previous = ""
    for character in text:
        positions.append(len(kept))
        if character not in _INVISIBLE and not (character == "\n" and previous == "\r"):
            kept.append(character)
        previous = character
    positions.append(len(kept))
    return "".join(kept), positions


class Runs(Generic[T]):
    """Values of stretches of a text, in the order of the text and without overlap.

    A run that reaches back into the one before it, or past the text, is cut. So there are never
    more runs than characters, whatever a sample claims.
    """

    __slots__ = ("_next", "_positions", "items", "length")

    def __init__(self, length: int, positions: list[int] | None) -> None:
        self.length = length
        self.items: list[tuple[int, int, T]] = []
        self._positions = positions
        self._next = 0

    def add(self, start: int, end: int, value: T) -> None:
        """Adds a run ``[start, end)``, counted in characters of the text as it came."""
        positions = self._positions
        if positions is not None:
            last = len(positions) - 1
            start, end = positions[min(start, last)], positions[min(end, last)]
        if self.items:
            start = max(start, self.items[-1][1])
        end = min(end, self.length)
        if start < end:
            self.items.append((start, end, value))

    @property
    def full(self) -> bool:
        """Whether the runs reach the end of the text, so that no more can be added."""
        return bool(self.items) and self.items[-1][1] == self.length

    def at(self, position: int) -> T | None:
        """The value there; positions are asked for in rising order."""
        items = self.items
        while self._next < len(items) and items[self._next][1] <= position:
            self._next += 1
        if self._next < len(items) and items[self._next][0] <= position:
            return items[self._next][2]
        return None


def build_spans(
    text: str,
    base: Style,
    styles: Runs[Style],
    lit: Runs[bool],
    times: Runs[int],
    highlight: str | None,
) -> tuple[Span, ...]:
    """The spans of a text, one for each stretch that differs from its neighbour.

    Args:
        text: cleaned; not empty.
        base: the style of what no run covers.
        styles: runs that have a style of their own.
        lit: runs that are highlighted.
        times: karaoke: runs that show from a time on, in nanoseconds.
        highlight: the colour behind what is highlighted; None: not stated, it stays as it is.
    """

    def look(position: int) -> tuple[Style, int | None]:
        style = styles.at(position) or base
        if highlight is not None and lit.at(position):
            style = msgspec.structs.replace(style, background=highlight)
        return style, times.at(position)

    cuts = {edge for runs in (styles, lit, times) for run in runs.items for edge in run[:2]}
    spans: list[Span] = []
    begun, (style, time_ns) = 0, look(0)
    for cut in sorted(cuts - {0, len(text)}):
        now = look(cut)
        if now != (style, time_ns):
            spans.append(Span(text[begun:cut], style, time_ns=time_ns))
            begun, (style, time_ns) = cut, now
    spans.append(Span(text[begun:], style, time_ns=time_ns))
    return tuple(spans)


def locate(track: Track, box: Box, cover: bool = False) -> Rect | None:
    """Where a text box lies on the picture, clipped to it.

    Args:
        track: its place on the picture; without a size it has none, as after a copy by ffmpeg.
        box: in the track; an empty one stands for the whole track.
        cover: take a track without a size to cover the picture.

    Returns: None where the track or the picture is not known.
    """
    if track.canvas is None or min(track.canvas) <= 0:
        return None
    canvas_width, canvas_height = track.canvas
    x, y, width, height = track.place or (0, 0, 0, 0)
    if width <= 0 or height <= 0:
        if not cover:
            return None
        x, y, width, height = 0, 0, canvas_width, canvas_height
    if box.bottom <= box.top or box.right <= box.left:
        box = Box(0, 0, height, width)
    left, right = _share(x + box.left, canvas_width), _share(x + box.right, canvas_width)
    top, bottom = _share(y + box.top, canvas_height), _share(y + box.bottom, canvas_height)
    return Rect(left, top, round(right - left, 9), round(bottom - top, 9))


def _share(part: int, whole: int) -> float:
    return min(max(part / whole, 0.0), 1.0)


def align_cell(column: int, row: float, rect: Rect | None) -> int:
    """The number-pad cell of a text.

    Args:
        column: 0 left, 1 centre, 2 right.
        row: where in its box the text stands, 0.0 at the top to 1.0 at the bottom.
        rect: the box on the picture; None: not known, so that the row says nothing. Captions stand
            at the bottom then, whatever writers put there.
    """
    if rect is None:
        return 1 + column
    height = rect.y_frac + rect.height_frac * row
    return 1 + column + (0 if height > 2 / 3 else 6 if height < 1 / 3 else 3)


def place(align: int, rect: Rect | None, vertical: bool = False) -> Place | None:
    """A place of the cue model; None: bottom centre without a box, where captions stand anyway."""
    if rect is not None and (rect.width_frac <= 0 or rect.height_frac <= 0):
        rect = None
    if align == 2 and rect is None and not vertical:
        return None
    return Place(align=align, rect=rect, vertical="rl" if vertical else "")


class CueQueue:
    """Settles the ends of cues whose samples replace one another."""

    __slots__ = ("_ready", "held")

    def __init__(self) -> None:
        self.held: list[Cue] = []
        """Cues that wait for the next sample, because theirs does not say how long it lasts."""
        self._ready: list[Cue] = []

    def push(self, start_ns: int, end_ns: int | None, cue: Cue | None) -> list[Cue]:
        """Takes the next sample.

        A squeezed cue lasts as long as the one that follows on it. One with nothing right behind
        it was meant to be that short.

        Args:
            start_ns: of the sample.
            end_ns: of the sample; None: not stated.
            cue: what it shows, with that start and end; None: nothing.

        Returns: the cues whose ends are known now.
        """
        if not self.held and not self._ready:
            if cue is None:
                return []
            if end_ns is not None and end_ns - start_ns > SQUEEZED_NS:
                return [cue]
        ready, self._ready = self._ready, []
        squeezed = end_ns is not None and end_ns - start_ns <= SQUEEZED_NS
        if self.held and not (squeezed and cue is not None and self._follows(start_ns)):
            ready += self._settle(start_ns, end_ns, cue is not None)
            self.held = []
        if cue is not None:
            (self.held if squeezed or end_ns is None else ready).append(cue)
        return ready

    def _follows(self, start_ns: int) -> bool:
        last_ns = self.held[-1].end_ns
        return last_ns is not None and start_ns <= last_ns + SQUEEZED_NS

    def _settle(self, start_ns: int, end_ns: int | None, shows: bool) -> list[Cue]:
        if shows and self._follows(start_ns):
            return [_ended(held, end_ns) for held in self.held]
        return [_ended(held, start_ns) if held.end_ns is None else held for held in self.held]

    def skip(self, start_ns: int) -> None:
        """Takes a sample that cannot be decoded; what it completes comes with the next one."""
        self._ready = self.push(start_ns, start_ns, None)

    def flush(self) -> list[Cue]:
        """What is left after the last sample; of cues without a length the ends are open."""
        ready = self._ready + [
            _ended(held, None) if held.end_ns in (None, held.start_ns) else held
            for held in self.held
        ]
        self._ready, self.held = [], []
        return ready


def _ended(cue: Cue, end_ns: int | None) -> Cue:
    return msgspec.structs.replace(cue, end_ns=end_ns, end_inferred=True)


class TextSampleDecoder:
    """Each sample replaces the one before it; an empty sample clears the screen.

    What a sample holds behind its byte count is the business of the classes below.
    """

    def __init__(self, track: Track, name: str) -> None:
        """Begins a track.

        Args:
            track: whose samples are decoded.
            name: of the codec, for messages.
        """
        self.header = Header()
        self.losses: dict[str, int] = {}
        self._track = track
        self._name = name
        self._timescale = track.timescale
        self._tick_ns = NS_PER_SECOND // track.timescale
        if self._tick_ns * track.timescale != NS_PER_SECOND:
            self._tick_ns = 0  # ticks are no whole nanoseconds: each time is rounded
        self._queue = CueQueue()

    def decode(self, sample: Sample) -> Sequence[Cue]:
        """One sample: a 16-bit byte count, text, and what belongs to it.

        Raises:
            CodecError: the byte count says more than there is.
        """
        _, pts, duration, data, *_ = sample
        tick_ns = self._tick_ns
        if tick_ns:
            start_ns = pts * tick_ns
            end_ns = None if duration is None else start_ns + duration * tick_ns
        else:
            start_ns = to_ns(pts, self._timescale)
            end_ns = None if duration is None else to_ns(pts + duration, self._timescale)
        size = int.from_bytes(data[:2], "big") + 2
        if size > len(data) > 0:
            self._queue.skip(start_ns)
            raise CodecError(
                f"{self._name} sample at pts {pts}: {size} bytes stated, {len(data)} there", pts=pts
            )
        return self._queue.push(start_ns, end_ns, self._cue(sample, size, start_ns, end_ns))

    def flush(self) -> Sequence[Cue]:
        """Cues whose end no sample told."""
        return self._queue.flush()

    @abstractmethod
    def _cue(self, sample: Sample, size: int, start_ns: int, end_ns: int | None) -> Cue | None:
        """What a sample shows, if it shows text; its text ends at ``size``."""

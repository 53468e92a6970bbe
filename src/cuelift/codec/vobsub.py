"""VobSub: the sub-pictures of DVDs in Matroska, MP4 and ``.sub`` files.

A sub-picture unit is its pixels and a chain of control sequences, each with the time from which
it holds. Its four colours are numbers of a palette of sixteen that lies outside, and have a
contrast each.

Spec: DVD Specifications for Read-Only Disc, part 3: sub-picture units.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TypeAlias

from msgspec.structs import replace

from cuelift.codec.budget import Budget
from cuelift.codec.nibbles import Lines
from cuelift.codec.screen import Picture, Screen, canvas_of, inside
from cuelift.codec.vobsub_changes import Four, with_changes
from cuelift.codec.vobsub_setup import Setup, read_setup
from cuelift.codec.vobsub_unit import Area, State, parse_unit
from cuelift.cues import Cue, Header
from cuelift.cues.bitmap import MAX_PIXELS, Bitmap, crop
from cuelift.errors import CodecError
from cuelift.media import Sample, Track, to_ns

_LONGEST_NS = 60_000_000_000
"""A stop that comes later was not meant: 745 s is the largest number there is."""
_LASTS_NS = 5_000_000_000
"""How long a picture shows that nothing ends, with no other near."""
_LARGEST_UNIT = 65_536
_WORK_PER_COLUMN = 4096
"""What a change of colours costs, in pixels touched."""
_CLOCK = 90_000
_TICKS = 1024
"""Of the clock, in a unit of a control sequence's time."""


_GUESS = bytes(3), b"\xff\xff\xff", bytes(3), b"\x80\x80\x80"
"""Background, letters, outline and what lies between, as most discs have them."""


_Drawing: TypeAlias = tuple[int, int, int, int]
"""Width, height, and where the pixels of the even and of the odd lines begin."""
_Drawn: TypeAlias = dict[_Drawing, bytes]


class VobSubDecoder:
    """A picture ends at its stop command, or else with its sample, or else when another comes."""

    def __init__(self, track: Track, description: int) -> None:
        self._timescale = track.timescale
        size = track.place[2:] if track.place and all(track.place[2:]) else None
        self._setup = read_setup(track.descriptions[description].private, size)
        self._screen = Screen(_LASTS_NS)
        self._budget = Budget()
        self._lines = Lines()
        self.header = Header()
        self.losses: dict[str, int] = {}
        if not self._setup.palette and not self._setup.custom:
            self._lose("palette")

    def decode(self, sample: Sample) -> Sequence[Cue]:
        """Takes one sub-picture unit.

        Raises:
            CodecError: it is broken; what shows goes on showing.
        """
        data = sample.data[:_LARGEST_UNIT]
        self._budget.earn(len(data))
        try:
            periods = list(self._periods(data, sample))
            drawn: _Drawn = {}
            pictures = [self._picture(data, state, drawn) for _, _, state in periods]
        except CodecError as error:
            raise CodecError(f"VobSub at pts {sample.pts}: {error.message}") from error
        if not any(pictures) and any(state.shows for _, _, state in periods):
            self._lose("blank")
        for (start_ns, until_ns, _), picture in zip(periods, pictures, strict=True):
            self._screen.show(start_ns, [picture] if picture else [], until_ns)
        return self._screen.take()

    def flush(self) -> Sequence[Cue]:
        """The picture that still shows."""
        return self._screen.finish()

    def _lose(self, kind: str) -> None:
        self.losses[kind] = self.losses.get(kind, 0) + 1

    def _periods(self, data: bytes, sample: Sample) -> Iterator[tuple[int, int | None, State]]:
        """Each state with the time from which it holds, and until when if that is known.

        Raises:
            CodecError: the unit is broken.
        """
        states = parse_unit(data, self.losses)
        if not any(state.shows for state in states) and not states[0].stopped:
            states[0] = replace(states[0], shows=True)  # nothing starts it, so it always shows
        base_ns = to_ns(sample.pts, self._timescale)
        starts = [base_ns + to_ns(state.ticks * _TICKS, _CLOCK) for state in states]
        until_ns: int | None = None
        if sample.duration and to_ns(sample.duration, self._timescale) <= _LONGEST_NS:
            until_ns = base_ns + to_ns(sample.duration, self._timescale)
        while len(states) > 1 and not states[-1].shows and starts[-1] - base_ns > _LONGEST_NS:
            del states[-1], starts[-1]
        for number, state in enumerate(states):
            end_ns = starts[number + 1] if number + 1 < len(states) else until_ns
            if state.shows or number == 0:
                yield starts[number], end_ns, state

    def _picture(self, data: bytes, state: State, drawn: _Drawn) -> Picture | None:
        """The picture of a state; None: there is nothing to see.

        Raises:
            CodecError: its code ends too early.
        """
        if not state.shows or state.area is None or state.fields is None:
            return None
        x, y, width, height = state.area
        if not width or not height:
            return None
        self._budget.spend(width * height)
        drawing = width, height, *state.fields
        if drawing not in drawn:
            drawn[drawing] = self._draw(data, drawing)
            if sum(map(len, drawn.values())) > MAX_PIXELS:
                raise CodecError(f"a unit of more than {MAX_PIXELS:,} pixels")
        setup = self._setup
        pixels, palette = drawn[drawing], _palette(setup, state.colors, state.contrast)
        shape = None
        if state.changes and not setup.custom:
            shape = x, y, width, height, pixels
            pixels, palette = self._changed(state, state.area, pixels, palette)
        x, y = x + setup.origin[0], y + setup.origin[1]
        canvas = canvas_of(setup.size, x, y, width, height)
        bitmap = crop(
            Bitmap(
                x=x,
                y=y,
                width=width,
                height=height,
                canvas_width=canvas[0],
                canvas_height=canvas[1],
                pixels=pixels,
                palette=palette,
            )
        )
        return Picture(inside(bitmap), state.forced, shape) if bitmap else None

    def _changed(
        self, state: State, area: Area, pixels: bytes, palette: bytes
    ) -> tuple[bytes, bytes]:
        """Indices and palette with the changes of a state; as they were, if those are too many.

        Raises:
            CodecError: it is more work than the bytes so far can justify.
        """
        self._budget.spend(sum(len(each.columns) + 1 for each in state.changes) * _WORK_PER_COLUMN)
        made = with_changes(pixels, area, state.changes, palette, partial(_palette, self._setup))
        if made is None:
            self._lose("color_change")
        return made or (pixels, palette)

    def _draw(self, data: bytes, drawing: _Drawing) -> bytes:
        width, height, even, odd = drawing
        rows = [b""] * height
        rows[0::2] = self._lines.decode(data, even, width, (height + 1) // 2)
        rows[1::2] = self._lines.decode(data, odd, width, height // 2)
        return b"".join(rows)


def _palette(setup: Setup, numbers: Four, contrast: Four) -> bytes:
    """The four colours as they show."""
    if setup.custom:
        return b"".join(setup.custom)
    colors = [setup.palette[number] for number in numbers] if setup.palette else _GUESS
    return b"".join(
        color + bytes((17 * opaque,)) if opaque else bytes(4)
        for color, opaque in zip(colors, contrast, strict=True)
    )

"""Presentation graphics (PGS) of Blu-ray discs: Matroska samples, packets of transport streams.

A display set says what shows from its time on. It is told in segments: a composition, windows,
palettes, objects, and an end. Palettes and objects stay known until the next epoch starts.
Windows say where a player may draw; no picture depends on them.

Spec: US 2009/0185789 A1 (segments, display sets and epochs of the presentation graphics stream).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from msgspec.structs import replace

from cuelift.bytereader import ByteReader
from cuelift.codec.budget import Budget
from cuelift.codec.pgs_objects import Objects, Palettes
from cuelift.codec.screen import Picture, Screen, inside
from cuelift.cues import Cue, Header
from cuelift.cues.bitmap import MAX_SIDE, Bitmap, crop, part
from cuelift.errors import CodecError, TruncatedData
from cuelift.media import Sample, Track, to_ns

_PALETTE, _OBJECT, _COMPOSITION, _WINDOWS, _END = 0x14, 0x15, 0x16, 0x17, 0x80
_KINDS = frozenset((_PALETTE, _OBJECT, _COMPOSITION, _WINDOWS, _END))
_STATES, _EPOCH_START = 0xC0, 0x80
_PALETTE_ONLY = 0x80
_CROPPED, _FORCED = 0x80, 0x40
_MAX_PLACED = 64
"""Pictures in a composition; discs allow two."""


class _Placed(NamedTuple):
    """An object of a composition."""

    number: int
    forced: bool
    x: int
    y: int
    cut: tuple[int, int, int, int] | None
    """Left, top, width and height of the part that shows."""


class _Composition(NamedTuple):
    """What a display set shows."""

    width: int
    height: int
    state: int
    recolored: bool
    """It only shows what showed before in other colours."""
    palette: int
    placed: list[_Placed]
    start_ns: int
    until_ns: int | None


def _read_composition(body: ByteReader, start_ns: int, until_ns: int | None) -> _Composition:
    """Reads canvas, frame rate, number, state, palette update flag, palette, count, objects.

    Raises:
        TruncatedData: it ends too early.
        CodecError: the canvas is larger than any can be, or more shows than can.
    """
    width, height = body.u16(), body.u16()
    if not (0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE):
        raise CodecError(f"a PGS canvas of {width} x {height} pixels")
    body.skip(3)
    state = body.u8() & _STATES
    recolored = bool(body.u8() & _PALETTE_ONLY)
    palette, count = body.u8(), body.u8()
    if count > _MAX_PLACED:
        raise CodecError(f"a PGS composition of {count} objects")
    placed = [_read_placed(body) for _ in range(count)]
    return _Composition(width, height, state, recolored, palette, placed, start_ns, until_ns)


def _read_placed(body: ByteReader) -> _Placed:
    number = body.u16()
    body.skip(1)
    flags, x, y = body.u8(), body.u16(), body.u16()
    cut = (body.u16(), body.u16(), body.u16(), body.u16()) if flags & _CROPPED else None
    return _Placed(number, bool(flags & _FORCED), x, y, cut)


class PgsDecoder:
    """A caption ends with the presentation that leaves it out.

    A duration that a muxer states ends it earlier; a change of the palette alone never does.
    """

    def __init__(self, track: Track, description: int) -> None:
        self._timescale = track.timescale
        self._screen = Screen()
        self._budget = Budget()
        self._objects = Objects()
        self._palettes = Palettes()
        self._composition: _Composition | None = None
        self.header = Header()
        self.losses: dict[str, int] = {}

    def decode(self, sample: Sample) -> Sequence[Cue]:
        """Takes whole segments, as many as the sample has.

        Raises:
            CodecError: a segment is cut off or says what cannot be. The others are taken, and
                what they end comes with the next sample.
        """
        self._budget.earn(len(sample.data))
        reader = ByteReader(sample.data)
        trouble: str | None = None
        known = not sample.data
        while reader.left >= 3:
            kind, size = reader.u8(), reader.u16()
            known |= kind in _KINDS
            if size > reader.left and known:
                trouble = trouble or f"{size} bytes wanted, {reader.left} left"
            try:
                self._take(kind, reader.sub(min(size, reader.left)), sample)
            except (TruncatedData, CodecError) as error:
                trouble = trouble or error.message
        if not known:
            trouble = "there is no segment in it"
        if trouble is not None:
            raise CodecError(f"PGS at pts {sample.pts}: {trouble}")
        return self._screen.take()

    def flush(self) -> Sequence[Cue]:
        """The captions that are still on the screen."""
        try:
            self._present()
        except CodecError:
            self._lose("object")
        return self._screen.finish()

    def _lose(self, kind: str) -> None:
        self.losses[kind] = self.losses.get(kind, 0) + 1

    def _take(self, kind: int, body: ByteReader, sample: Sample) -> None:
        if kind == _OBJECT:
            self._objects.define(body)
        elif kind == _PALETTE:
            self._palettes.define(body)
        elif kind == _COMPOSITION:
            self._begin(body, sample)
        elif kind == _END:
            self._present()

    def _begin(self, body: ByteReader, sample: Sample) -> None:
        start, length = sample.pts, sample.duration
        until_ns = to_ns(start + length, self._timescale) if length else None
        try:
            self._present()  # the display set before had no end
        finally:
            made = _read_composition(body, to_ns(start, self._timescale), until_ns)
            if made.state == _EPOCH_START:
                self._objects.clear()
                self._palettes.clear()
            self._composition = made

    def _present(self) -> None:
        """Shows what the composition says, as far as it can be had.

        Raises:
            CodecError: an object is broken.
        """
        made, self._composition = self._composition, None
        if made is None:
            return
        pictures: list[Picture] = []
        trouble: CodecError | None = None
        for placed in made.placed:
            try:
                bitmap = self._picture(made, placed)
            except CodecError as error:
                trouble = error
            else:
                if bitmap is not None:
                    pictures.append(Picture(bitmap, placed.forced))
        self._screen.show(made.start_ns, pictures, made.until_ns)
        if trouble is not None:
            raise trouble

    def _picture(self, made: _Composition, placed: _Placed) -> Bitmap | None:
        known = self._objects.find(placed.number)
        palette = self._palettes.find(made.palette, made.height)
        if known is None or palette is None:
            self._lose("object" if known is None else "palette")
            return None
        self._budget.spend(known.width * known.height)
        whole = Bitmap(
            x=placed.x,
            y=placed.y,
            width=known.width,
            height=known.height,
            canvas_width=made.width,
            canvas_height=made.height,
            pixels=known.pixels(),
            palette=palette,
        )
        shown = _cut(whole, *placed.cut) if placed.cut is not None else whole
        bitmap = crop(shown) if shown is not None else None
        if bitmap is None and not made.recolored:
            self._lose("blank")
        return inside(bitmap) if bitmap is not None else None


def _cut(bitmap: Bitmap, left: int, top: int, width: int, height: int) -> Bitmap | None:
    """A part of a picture, in the picture's place; None: it has no such part."""
    width, height = min(width, bitmap.width - left), min(height, bitmap.height - top)
    if width <= 0 or height <= 0:
        return None
    return replace(part(bitmap, left, top, width, height), x=bitmap.x, y=bitmap.y)

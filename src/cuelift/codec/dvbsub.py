"""DVB subtitles: samples of Matroska, packets of transport streams.

A display set is a page: which regions show and where, the objects drawn into them, and their
colours. Regions and colours stay until an epoch starts, which a mode change does. A page that no
other follows is gone after a time-out that it states, counted from when it first shows.

Text that is coded as characters makes cues of its own.

Spec: ETSI EN 300 743 V1.6.1, clauses 5, 6 and 7.2; Matroska codec specifications, ``S_DVBSUB``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cuelift.bytereader import ByteReader
from cuelift.codec.budget import Budget
from cuelift.codec.dvbsub_colors import Clut
from cuelift.codec.dvbsub_pixels import decode_field
from cuelift.codec.dvbsub_progressive import read_progressive
from cuelift.codec.dvbsub_region import Region, read_layout
from cuelift.codec.dvbsub_text import Words, read_text
from cuelift.codec.screen import Picture, Screen, inside
from cuelift.cues import Cue, Header, Place, Rect
from cuelift.cues.bitmap import MAX_PIXELS, MAX_SIDE, Bitmap, crop
from cuelift.errors import CodecError, TruncatedData
from cuelift.media import NS_PER_SECOND, Sample, Track, to_ns

_PREFIX, _SYNC, _END_MARK = b"\x20\x00", 0x0F, 0xFF
_PAGE, _REGION, _CLUT, _OBJECT, _DISPLAY, _END = 0x10, 0x11, 0x12, 0x13, 0x14, 0x80
_NORMAL, _MODE_CHANGE = 0, 2
_WINDOW = 0x08
_PIXELS, _CHARACTERS, _PROGRESSIVE = 0, 1, 2
_KEEP_1 = 0x02
_MOST_REGIONS = 256
_WORK_PER_BYTE = 256
"""What decoding a byte costs, in pixels touched."""


class _Display(NamedTuple):
    """The canvas, and where pages lie on it."""

    width: int = 720
    height: int = 576
    x: int = 0
    y: int = 0


class _Page(NamedTuple):
    """Which regions show."""

    version: int
    regions: tuple[tuple[int, int, int], ...]
    """Number, left and top of each."""
    until_ns: int | None


class DvbSubDecoder:
    """Follows the pages of one composition; an ancillary page may lend it objects."""

    def __init__(self, track: Track, description: int) -> None:
        """Makes a decoder.

        Args:
            track: to decode.
            description: of its sample descriptions; set-up data are the numbers of the composition
                and the ancillary page. Where there are none, the first page that comes is taken.
        """
        self._timescale = track.timescale
        private = track.descriptions[description].private
        self._composition: int | None = None
        self._pages: frozenset[int] = frozenset()
        if len(private) >= 4:
            self._follow(int.from_bytes(private[:2], "big"), int.from_bytes(private[2:4], "big"))
        self._screen = Screen()
        self._words = Words()
        self._budget = Budget()
        self._display = _Display()
        self._page: _Page | None = None
        self._waiting = False
        """A page was told, and not yet shown."""
        self._regions: dict[int, Region] = {}
        self._cluts: dict[int, Clut] = {}
        self._now_ns = 0
        self.header = Header()
        self.losses: dict[str, int] = {}

    def decode(self, sample: Sample) -> Sequence[Cue]:
        """Takes segments, with or without the two bytes that begin them in a transport stream.

        Raises:
            CodecError: a segment is cut off or says what cannot be. The others are taken, and
                what they end comes with the next sample.
        """
        data = sample.data
        self._budget.earn(len(data))
        self._now_ns = to_ns(sample.pts, self._timescale)
        reader = ByteReader(data, len(_PREFIX) if data.startswith(_PREFIX) else 0)
        trouble = self._take_all(reader)
        if self._waiting:
            self._present()
        if trouble is not None:
            raise CodecError(f"DVB at pts {sample.pts}: {trouble}")
        return self._taken(self._screen.take(), self._words.take())

    def _take_all(self, reader: ByteReader) -> str | None:
        """Takes segments up to the end mark; what was wrong with the first bad one."""
        trouble: str | None = None
        while reader.left >= 6 and (mark := reader.u8()) != _END_MARK:
            if mark != _SYNC:
                return trouble or "what follows is no segment"
            kind, page, size = reader.u8(), reader.u16(), reader.u16()
            if size > reader.left:
                trouble = trouble or f"{size} bytes wanted, {reader.left} left"
            try:
                self._take(kind, page, reader.sub(min(size, reader.left)))
            except (TruncatedData, CodecError) as error:
                trouble = trouble or error.message
        return trouble

    def flush(self) -> Sequence[Cue]:
        """What still shows, until its time-out."""
        return self._taken(self._screen.finish(), self._words.finish())

    @staticmethod
    def _taken(pictures: list[Cue], texts: list[Cue]) -> list[Cue]:
        return sorted([*pictures, *texts], key=lambda cue: cue.start_ns) if texts else pictures

    def _lose(self, kind: str) -> None:
        self.losses[kind] = self.losses.get(kind, 0) + 1

    def _follow(self, composition: int, ancillary: int) -> None:
        self._composition = composition
        self._pages = frozenset((composition, ancillary))

    def _take(self, kind: int, page: int, body: ByteReader) -> None:
        if self._composition is None and kind in (_PAGE, _DISPLAY):
            self._follow(page, page)
        if page not in self._pages:
            return
        if kind == _OBJECT:
            self._draw(body)
        elif kind == _REGION:
            self._lay_out(body)
        elif kind == _CLUT:
            self._cluts.setdefault(body.u8(), Clut()).define(_after_version(body))
        elif page != self._composition:
            return
        elif kind == _PAGE:
            self._turn(body)
        elif kind == _DISPLAY:
            self._display = _read_display(body)
        elif kind == _END:
            self._present()

    def _turn(self, body: ByteReader) -> None:
        """Takes a page composition: time-out, version and state, then the regions."""
        seconds, version = body.u8(), body.u8()
        state, version = version >> 2 & 3, version >> 4
        if state == _MODE_CHANGE:
            self._regions.clear()
            self._cluts.clear()
        regions = []
        while body.left >= 6:
            number = body.u8()
            body.skip(1)
            regions.append((number, body.u16(), body.u16()))
        until_ns = self._now_ns + seconds * NS_PER_SECOND if seconds else None
        page = _Page(version, tuple(regions[:_MOST_REGIONS]), until_ns)
        before = self._page
        again = before is not None and state != _MODE_CHANGE and page[:2] == before[:2]
        if before is None or not again or (before.until_ns or 0) <= self._now_ns:
            self._page = page  # else its time goes on from when it first showed
        self._waiting = True

    def _lay_out(self, body: ByteReader) -> None:
        number = body.u8()
        layout = read_layout(body)
        size = layout.width * layout.height
        known = self._regions.get(number)
        if layout.fill is not None or known is None:
            self._budget.spend(size)
        if known is not None and known.change(layout):
            return
        others = (each for key, each in self._regions.items() if key != number)
        if size + sum(each.width * each.height for each in others) > MAX_PIXELS:
            raise CodecError(f"the DVB regions of a page have more than {MAX_PIXELS:,} pixels")
        self._regions[number] = Region(layout)

    def _draw(self, body: ByteReader) -> None:
        """Takes an object and draws it wherever a region wants it."""
        number, flags = body.u16(), body.u8()
        method, keep_1 = flags >> 2 & 3, bool(flags & _KEEP_1)
        wanting = [region for region in self._regions.values() if number in region.spots]
        if method == _PIXELS:
            self._draw_fields(number, wanting, body, keep_1=keep_1)
        elif method == _CHARACTERS:
            self._write(number, wanting, body)
        elif method == _PROGRESSIVE:
            self._draw_lines(number, wanting, body, keep_1=keep_1)
        else:
            self._lose("object")

    def _draw_fields(
        self, number: int, wanting: Sequence[Region], body: ByteReader, *, keep_1: bool
    ) -> None:
        sizes = body.u16(), body.u16()
        upper = body.raw(min(sizes[0], body.left))
        lower = body.raw(min(sizes[1], body.left)) if sizes[1] else upper
        for region in wanting:
            for x, y in region.spots[number]:
                self._budget.spend((len(upper) + len(lower)) * _WORK_PER_BYTE)
                for field, data in enumerate((upper, lower)):
                    lines = decode_field(data, region.depth, region.width - x, keep_1=keep_1)
                    region.draw(lines, x, y + field)

    def _draw_lines(
        self, number: int, wanting: Sequence[Region], body: ByteReader, *, keep_1: bool
    ) -> None:
        data = body.rest()
        for region in wanting:
            lines = read_progressive(
                ByteReader(data), region.depth, self._budget.spend, keep_1=keep_1
            )
            for x, y in region.spots[number]:
                self._budget.spend(sum(len(line.pixels) for line in lines))
                region.draw(lines, x, y, 1)

    def _write(self, number: int, wanting: Sequence[Region], body: ByteReader) -> None:
        text, unknown = read_text(body)
        if unknown:
            self.losses["character"] = self.losses.get("character", 0) + unknown
        for region in wanting:
            region.texts[number] = text

    def _present(self) -> None:
        """Shows the page as it is now."""
        self._waiting = False
        if self._page is None:
            return
        pictures = []
        texts: list[tuple[str, Place]] = []
        for number, x, y in self._page.regions:
            region = self._regions.get(number)
            if region is None:
                self._lose("region")
                continue
            if region.drawn and (bitmap := self._picture(region, x, y)) is not None:
                pictures.append(Picture(bitmap))
            if text := region.text:
                texts.append((text, self._place(region, x, y)))
        self._screen.show(self._now_ns, pictures, self._page.until_ns)
        place = texts[0][1] if len(texts) == 1 else None
        words = "\n".join(text for text, _ in texts)
        self._words.show(self._now_ns, words, place, self._page.until_ns)

    def _place(self, region: Region, x: int, y: int) -> Place:
        """Where the text of a region stands."""
        wide, high = self._display.width, self._display.height
        left, top = self._display.x + x, self._display.y + y
        return Place(rect=Rect(left / wide, top / high, region.width / wide, region.height / high))

    def _picture(self, region: Region, x: int, y: int) -> Bitmap | None:
        self._budget.spend(region.width * region.height)
        display = self._display
        clut = self._cluts.get(region.clut) or Clut()
        bitmap = crop(
            Bitmap(
                x=display.x + x,
                y=display.y + y,
                width=region.width,
                height=region.height,
                canvas_width=display.width,
                canvas_height=display.height,
                pixels=region.pixels,
                palette=clut.palette(region.depth),
            )
        )
        if bitmap is None:
            self._lose("blank")
            return None
        return inside(bitmap)


def _after_version(body: ByteReader) -> ByteReader:
    body.skip(1)
    return body


def _read_display(body: ByteReader) -> _Display:
    """Reads a display definition: version and window flag, largest x and y, then the window.

    Raises:
        TruncatedData: it ends too early.
        CodecError: the canvas is larger than any can be.
    """
    flags = body.u8()
    width, height = body.u16() + 1, body.u16() + 1
    if max(width, height) > MAX_SIDE:
        raise CodecError(f"a DVB display of {width} x {height} pixels")
    if not flags & _WINDOW:
        return _Display(width, height)
    left, _, top, _ = body.u16(), body.u16(), body.u16(), body.u16()
    return _Display(width, height, left, top)

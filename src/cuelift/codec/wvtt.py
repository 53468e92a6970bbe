"""WebVTT in ISO base media files (``wvtt``).

A sample lists the cues that show while it lasts. A cue that shows longer is repeated in the next
sample; the repeats are joined, so that each cue comes once, as its author wrote it.

Spec: ISO/IEC 14496-30:2014, clause 6 (``vttC``, ``vlab``, ``vttc``, ``vtte``, ``vtta``, ``vsid``,
``ctim``, ``iden``, ``sttg``, ``payl``).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import NamedTuple

from cuelift.cues import Cue, Header
from cuelift.errors import CodecError
from cuelift.markup.webvtt import shift_timestamps
from cuelift.markup.webvtt_blocks import parse_head
from cuelift.markup.webvtt_cue import decode_payload, make_comment, make_cue
from cuelift.markup.webvtt_time import parse_timestamp
from cuelift.media import Sample, Track, to_ns

_ADDITIONAL = (b"vtta", b"vttx")


class CueBox(NamedTuple):
    """A ``vttc`` box: what a sample says of one cue."""

    source: bytes = b""
    """Body of ``vsid``, equal in all parts of one cue; empty: not stated."""
    id: str = ""
    settings: str = ""
    payload: str = ""
    clock: str = ""
    """Body of ``ctim``: which time of the cue text the sample's start is."""


class _Held:
    """A cue that may go on in the next sample, or that waits for an earlier one."""

    __slots__ = ("box", "end", "note", "open", "start")

    def __init__(self, start: int, end: int | None, box: CueBox, note: str = "") -> None:
        self.start = start
        self.end = end
        self.box = box
        self.note = note
        self.open = not note


class WvttDecoder:
    """Holds cues back until they end, and until all cues that began before them have ended."""

    def __init__(self, track: Track, description: int) -> None:
        """Begins a track.

        Args:
            track: of codec ``wvtt``.
            description: which of its sample descriptions; its private data are boxes.
        """
        self._timescale = track.timescale
        self._losses: dict[str, int] = {}
        self._held: deque[_Held] = deque()
        """In start order."""
        self._showing: dict[CueBox, list[_Held]] = {}
        """Those that were in the last sample, by what they say."""
        texts = self._configuration(track.descriptions[description].private)
        head = parse_head(texts.get(b"vttC", ""))
        self._regions = head.regions
        self._header = Header(
            format="webvtt",
            text=head.text,
            language=track.language or head.language,
            title=track.title or texts.get(b"vlab") or None,
        )

    @property
    def header(self) -> Header:
        """What stands before the first cue: title, style sheets, regions, comments."""
        return self._header

    @property
    def losses(self) -> dict[str, int]:
        """``encoding``: texts that are not UTF-8."""
        return self._losses

    def decode(self, sample: Sample) -> Sequence[Cue]:
        """The cues that this sample does not continue, when no earlier one still shows.

        Raises:
            CodecError: a box says more bytes than there are.
        """
        end = None if sample.duration is None else sample.pts + sample.duration
        boxes: list[CueBox] = []
        notes: list[str] = []
        for kind, body in _boxes(sample.data, sample.pts):
            if kind == b"vttc":
                boxes.append(self._cue_box(body, sample.pts))
            elif kind in _ADDITIONAL:
                notes.append(decode_payload(body, self._losses))
        for note in notes:
            if note.startswith("NOTE"):
                self._held.append(_Held(sample.pts, sample.pts, CueBox(), note))
        self._show([box for box in boxes if box.payload.strip()], sample.pts, end)
        return self._release()

    def flush(self) -> Sequence[Cue]:
        """All that is left."""
        for held in self._held:
            held.open = False
        self._showing = {}
        return self._release()

    def _show(self, boxes: list[CueBox], start: int, end: int | None) -> None:
        """Makes each cue longer that this sample repeats, and ends those it does not.

        Two equal cues in one sample are two cues: each takes one of those before it.
        """
        before, self._showing = self._showing, {}
        for cues in before.values():
            for cue in cues:
                cue.open = False
                cue.end = start if cue.end is None else cue.end
        for box in boxes:
            key = box._replace(clock="") if box.clock else box
            cues = before.get(key, [])
            if cues and cues[-1].end == start:
                cue = cues.pop()
                cue.open = True
                cue.end = end
            else:
                cue = _Held(start, end, box)
                self._held.append(cue)
            self._showing.setdefault(key, []).append(cue)

    def _release(self) -> list[Cue]:
        cues = []
        while self._held and not self._held[0].open:
            cues.append(self._cue(self._held.popleft()))
        return cues

    def _cue(self, held: _Held) -> Cue:
        start_ns = to_ns(held.start, self._timescale)
        if held.note:
            return make_comment(held.note, start_ns)
        box = held.box
        clock_ns = parse_timestamp(box.clock)
        text = box.payload
        if clock_ns is not None:
            text = shift_timestamps(text, start_ns - clock_ns)
        return make_cue(
            start_ns,
            None if held.end is None else to_ns(held.end, self._timescale),
            text,
            name=box.id,
            settings=box.settings,
            regions=self._regions,
        )

    def _cue_box(self, body: bytes, pts: int) -> CueBox:
        source = b""
        texts: dict[bytes, str] = {}
        for kind, part in _boxes(body, pts):
            if kind == b"vsid":
                source = part
            else:
                texts[kind] = decode_payload(part, self._losses)
        if len(texts) == 1 and not source:
            return CueBox(payload=texts.get(b"payl", ""))
        return CueBox(
            source,
            texts.get(b"iden", "").replace("\n", " "),
            texts.get(b"sttg", "").strip(),
            texts.get(b"payl", ""),
            texts.get(b"ctim", "").strip(),
        )

    def _configuration(self, private: bytes) -> dict[bytes, str]:
        """The texts of the sample entry's boxes; what a broken entry cannot say is missing."""
        texts: dict[bytes, str] = {}
        with suppress(CodecError):
            for kind, body in _boxes(private, 0):
                texts.setdefault(kind, decode_payload(body, self._losses))
        return texts


def _boxes(data: bytes, pts: int) -> Iterator[tuple[bytes, bytes]]:
    """Types and bodies of boxes; fewer bytes than a box's head at the end are padding."""
    at, end = 0, len(data)
    while end - at >= 8:
        size = int.from_bytes(data[at : at + 4], "big")
        kind = data[at + 4 : at + 8]
        if not 8 <= size <= end - at:
            raise CodecError(
                f"wvtt sample at pts {pts}: box {kind!r} at {at} claims {size} bytes, "
                f"{end - at} left",
                pts=pts,
            )
        yield kind, data[at + 8 : at + size]
        at += size

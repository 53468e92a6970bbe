"""XSUB: the pictures of DivX films (``DXSB``, and with an alpha for each colour ``DXSA``).

A sample begins with its times as text, on the film's own clock: ``[00:01:02.345-00:01:04.000]``.
Then come width, height, the four edges and where the second field begins, 16 bits each, least
byte first, four colours, and the two fields. Writers disagree on that place of the second field,
so it is taken to follow the first.

No specification is public; this follows the files that there are, as libavcodec does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cuelift.codec.nibbles import Lines
from cuelift.codec.screen import canvas_of, inside
from cuelift.cues import Cue, Header
from cuelift.cues.bitmap import MAX_SIDE, Bitmap, crop
from cuelift.errors import CodecError
from cuelift.media import Sample, Track, to_ns

_TIMES = re.compile(rb"\[(\d\d):(\d\d):(\d\d)\.(\d{3})-(\d\d):(\d\d):(\d\d)\.(\d{3})\]")
_SIZES_AT, _COLORS_AT = 27, 41
_LARGEST = 4 << 20
"""Bytes of a sample that are looked at."""
_COLORS = 4
_WITH_ALPHA = "DXSA"


class XsubDecoder:
    """Each sample is a picture with times of its own."""

    def __init__(self, track: Track, description: int) -> None:
        self._canvas = track.canvas
        self._has_alpha = track.descriptions[description].codec_id == _WITH_ALPHA
        self._lines = Lines()
        self.header = Header()
        self.losses: dict[str, int] = {}

    def decode(self, sample: Sample) -> Sequence[Cue]:
        """Takes one picture.

        Raises:
            CodecError: its head is not one, or its code ends too early.
        """
        data = sample.data[:_LARGEST]
        times = _TIMES.match(data)
        code_at = _COLORS_AT + _COLORS * (4 if self._has_alpha else 3)
        if times is None or len(data) < code_at:
            raise CodecError(f"XSUB sample at pts {sample.pts} has no head")
        try:
            bitmap = crop(self._picture(data, code_at))
        except CodecError as error:
            raise CodecError(f"XSUB at pts {sample.pts}: {error.message}") from error
        if bitmap is None:
            self.losses["blank"] = self.losses.get("blank", 0) + 1
            return []
        start_ns, end_ns = _time(times.groups()[:4]), _time(times.groups()[4:])
        return [
            Cue(
                start_ns=start_ns,
                end_ns=end_ns if end_ns > start_ns else None,
                bitmaps=(inside(bitmap),),
            )
        ]

    def flush(self) -> Sequence[Cue]:
        """Nothing: no picture waits for another."""
        return []

    def _picture(self, data: bytes, code_at: int) -> Bitmap:
        fields = data[_SIZES_AT:_COLORS_AT]
        width, height, x, y = (
            int.from_bytes(fields[at : at + 2], "little") for at in range(0, 8, 2)
        )
        if not (0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE):
            raise CodecError(f"a picture of {width} x {height} pixels")
        canvas = canvas_of(self._canvas, x, y, width, height)
        rows = [b""] * height
        lines = self._lines.decode(data, code_at, width, height)
        even = (height + 1) // 2
        rows[0::2], rows[1::2] = lines[:even], lines[even:]
        return Bitmap(
            x=x,
            y=y,
            width=width,
            height=height,
            canvas_width=canvas[0],
            canvas_height=canvas[1],
            pixels=b"".join(rows),
            palette=self._palette(data),
        )

    def _palette(self, data: bytes) -> bytes:
        """The first colour is the background, which shows only where an alpha says so."""
        alphas = bytes((0, 255, 255, 255))
        if self._has_alpha:
            alphas = data[_COLORS_AT + 3 * _COLORS :][:_COLORS]
        colors = (data[_COLORS_AT + 3 * each :][:3] for each in range(_COLORS))
        return b"".join(
            color + bytes((alpha,)) if alpha else bytes(4)
            for color, alpha in zip(colors, alphas, strict=True)
        )


def _time(parts: Sequence[bytes]) -> int:
    """Hours, minutes, seconds and milliseconds in nanoseconds."""
    hours, minutes, seconds, ms = map(int, parts)
    return to_ns(((hours * 60 + minutes) * 60 + seconds) * 1000 + ms, 1000)

"""Writes PGS display sets (``.sup``) of rendered text, for films with bitmap captions.

Spec: US 2009/0185789 A1 (segments of the interactive and presentation graphics streams).
"""

import struct
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageDraw, ImageFont

_WIDTH, _HEIGHT = 1920, 1080
_PALETTE, _OBJECT, _COMPOSITION, _WINDOWS, _END = 0x14, 0x15, 0x16, 0x17, 0x80
_FIRST, _LAST = 0x80, 0x40
_EPOCH_START, _NORMAL = 0x80, 0x00
_OBJECT_ROOM = 65_000
_FRAME_RATE = 0x10

PALETTE = bytes((0, 0)) + b"".join(
    bytes((i, 16 + 219 * i // 255, 128, 128, min(255, 40 + i) if i else 0)) for i in range(256)
)
"""Every index a grey of its own: segment body, version and id first."""


class Picture(NamedTuple):
    """A rendered caption: its size and its run-length code."""

    width: int
    height: int
    code: bytes

    @property
    def corner(self) -> tuple[int, int]:
        """Left and top on the screen: centred, near the bottom."""
        return (_WIDTH - self.width) // 2, _HEIGHT - self.height - 60


def picture(text: str) -> Picture:
    """Renders two lines of text in sixteen grey levels and codes them."""
    canvas = Image.new("L", (_WIDTH, 220))
    ImageDraw.Draw(canvas).multiline_text(
        (_WIDTH // 2, 20),
        text,
        font=ImageFont.load_default(size=48),
        fill=255,
        anchor="ma",
        align="center",
        stroke_width=3,
        stroke_fill=90,
    )
    pixels = np.asarray(canvas.crop(canvas.getbbox())) // 17 * 17
    height, width = pixels.shape
    return Picture(width, height, b"".join(_line(row) for row in pixels))


def _line(row: np.ndarray) -> bytes:
    edges = np.flatnonzero(np.diff(row)) + 1
    starts = [0, *edges.tolist()]
    ends = [*edges.tolist(), len(row)]
    return b"".join(
        _run(int(row[start]), end - start) for start, end in zip(starts, ends, strict=True)
    ) + bytes(2)


def _run(colour: int, length: int) -> bytes:
    if colour and length < 3:
        return bytes((colour,)) * length
    tail = bytes((colour,)) if colour else b""
    flag = 0x80 if colour else 0
    if length < 64:
        return bytes((0, flag | length)) + tail
    return bytes((0, flag | 0x40 | length >> 8, length & 0xFF)) + tail


def _segment(pts: int, kind: int, body: bytes) -> bytes:
    return struct.pack(">2sIIBH", b"PG", pts, 0, kind, len(body)) + body


def _composition(number: int, state: int, objects: bytes) -> bytes:
    head = struct.pack(">HHBHBBB", _WIDTH, _HEIGHT, _FRAME_RATE, number & 0xFFFF, state, 0, 0)
    return head + bytes((len(objects) // 8,)) + objects


def _window(shown: Picture) -> bytes:
    return struct.pack(">BBHHHH", 1, 0, *shown.corner, shown.width, shown.height)


def _objects(shown: Picture) -> list[bytes]:
    """The bodies of the object segments: one, or a chain when the code is long."""
    sized = struct.pack(">HH", shown.width, shown.height) + shown.code
    data = len(sized).to_bytes(3) + sized
    parts = [data[at : at + _OBJECT_ROOM] for at in range(0, len(data), _OBJECT_ROOM)]
    last = len(parts) - 1
    return [
        bytes((0, 0, 0, (_FIRST if at == 0 else 0) | (_LAST if at == last else 0))) + part
        for at, part in enumerate(parts)
    ]


def show(shown: Picture, pts: int, number: int) -> bytes:
    """A display set that opens an epoch and shows one picture, ``pts`` in 90 kHz ticks."""
    placed = struct.pack(">HBBHH", 0, 0, 0, *shown.corner)
    bodies = [
        (_COMPOSITION, _composition(number, _EPOCH_START, placed)),
        (_WINDOWS, _window(shown)),
        (_PALETTE, PALETTE),
        *((_OBJECT, body) for body in _objects(shown)),
        (_END, b""),
    ]
    return b"".join(_segment(pts, kind, body) for kind, body in bodies)


def clear(shown: Picture, pts: int, number: int) -> bytes:
    """A display set that clears the screen."""
    bodies = [
        (_COMPOSITION, _composition(number, _NORMAL, b"")),
        (_WINDOWS, _window(shown)),
        (_END, b""),
    ]
    return b"".join(_segment(pts, kind, body) for kind, body in bodies)

"""What a VobSub track says outside of its samples: the text of an ``.idx`` file, or an MP4 palette.

Spec: Matroska codec specifications, ``S_VOBSUB``; ISO/IEC 14496-1, 7.2.6 (descriptors in ``esds``).
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import numpy as np

from cuelift.bytereader import ByteReader
from cuelift.codec.colors import BT601, to_rgb
from cuelift.cues.bitmap import MAX_SIDE
from cuelift.errors import TruncatedData

_TEXT_LIMIT = 65_536
_PALETTE_COLORS, _CUSTOM_COLORS = 16, 4
_CONFIG, _INFO, _STREAM = 4, 5, 3
_STREAM_HEAD, _CONFIG_HEAD = 3, 13
_DEPENDS, _URL, _CLOCK = 0x80, 0x40, 0x20


class Setup(msgspec.Struct, frozen=True):
    """How the pictures of a track are to be shown."""

    size: tuple[int, int] | None = None
    """Width and height of the canvas; None: nobody says."""
    origin: tuple[int, int] = (0, 0)
    palette: tuple[bytes, ...] = ()
    """Sixteen colours, red, green and blue each; none: it is not known."""
    custom: tuple[bytes, ...] = ()
    """Four colours with alpha that replace those of all pictures."""


def read_setup(private: bytes, size: tuple[int, int] | None) -> Setup:
    """Reads set-up data; what is missing or broken is as usual.

    Args:
        private: text as in an ``.idx`` file, or a sample entry of MP4 with an ``esds`` box.
        size: width and height that the container tells.
    """
    usual = Setup(size=size)
    box = private.find(b"esds", 0, _TEXT_LIMIT)
    if box >= 0:
        try:
            return _read_esds(ByteReader(private, box + 8), usual)
        except TruncatedData:
            return usual
    return _read_text(private[:_TEXT_LIMIT].decode("latin-1"), usual)


def _read_esds(reader: ByteReader, usual: Setup) -> Setup:
    """Goes down to the decoder's own data: 16 times zero, Y, Cr, Cb."""
    stream = _descriptor(reader, _STREAM)
    flags = stream.raw(_STREAM_HEAD)[2]
    stream.skip(2 * bool(flags & _DEPENDS))
    if flags & _URL:
        stream.skip(stream.u8())
    stream.skip(2 * bool(flags & _CLOCK))
    config = _descriptor(stream, _CONFIG)
    config.skip(_CONFIG_HEAD)
    colors = np.frombuffer(_descriptor(config, _INFO).raw(_PALETTE_COLORS * 4), np.uint8)
    rgb = to_rgb(colors.reshape(-1, 4)[:, 1:], BT601)
    return msgspec.structs.replace(usual, palette=tuple(color.tobytes() for color in rgb))


def _descriptor(reader: ByteReader, wanted: int) -> ByteReader:
    """The body of the first descriptor of a kind, its length in seven bits a byte.

    Raises:
        TruncatedData: there is none.
    """
    while True:
        kind, size = reader.u8(), 0
        for _ in range(4):
            byte = reader.u8()
            size = size << 7 | byte & 0x7F
            if byte < 0x80:
                break
        body = reader.sub(min(size, reader.left))
        if kind == wanted:
            return body


def _read_text(text: str, usual: Setup) -> Setup:
    found: dict[str, object] = {}
    for line in text.splitlines():
        name, colon, value = line.partition(":")
        read = _LINES.get(name.strip().lower())
        if colon and read is not None:
            name, said = read(value)
            if said:
                found[name] = said
    return msgspec.structs.replace(usual, **found)


def _read_size(value: str) -> tuple[str, tuple[int, int] | None]:
    size = _numbers(value.replace("x", ","))
    good = len(size) == 2 and all(0 < side <= MAX_SIDE for side in size)
    return "size", (size[0], size[1]) if good else None


def _read_origin(value: str) -> tuple[str, tuple[int, int] | None]:
    origin = _numbers(value)
    good = len(origin) == 2 and all(0 <= part <= MAX_SIDE for part in origin)
    return "origin", (origin[0], origin[1]) if good else None


def _read_palette(value: str) -> tuple[str, tuple[bytes, ...]]:
    colors = _colors(value)[:_PALETTE_COLORS]
    return "palette", colors and colors + (bytes(3),) * (_PALETTE_COLORS - len(colors))


def _read_custom(value: str) -> tuple[str, tuple[bytes, ...]]:
    """``ON, tridx: 1000, colors: 000000, ffffff, ...``: a 1 makes a colour transparent."""
    switch, _, rest = value.partition(",")
    clear, _, names = rest.partition(", colors:")
    colors = _colors(names)
    if switch.strip().lower() != "on" or len(colors) != _CUSTOM_COLORS:
        return "custom", ()
    hidden = clear.partition(":")[2].strip().ljust(_CUSTOM_COLORS, "0")
    return "custom", tuple(
        bytes(4) if digit == "1" else color + b"\xff"
        for color, digit in zip(colors, hidden, strict=False)
    )


_LINES: dict[str, Callable[[str], tuple[str, object]]] = {
    "size": _read_size,
    "org": _read_origin,
    "palette": _read_palette,
    "custom colors": _read_custom,
}


def _numbers(value: str) -> list[int]:
    parts = [part.strip() for part in value.split(",")]
    return [int(part) for part in parts if part.isascii() and part.isdigit() and len(part) < 6]


def _colors(value: str) -> tuple[bytes, ...]:
    """Hexadecimal colours; none if one of them is not."""
    try:
        colors = tuple(bytes.fromhex(part.strip().rjust(6, "0")) for part in value.split(","))
    except ValueError:
        return ()
    return colors if value.strip() and all(len(color) == 3 for color in colors) else ()

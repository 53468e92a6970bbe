"""Writes XSUB samples, as the DivX tools and ffmpeg do."""

from __future__ import annotations

from collections.abc import Sequence

from tests.writers.subpicture import field


def times(start_ms: int, end_ms: int) -> bytes:
    return b"[%b-%b]" % (_clock(start_ms), _clock(end_ms))


def _clock(ms: int) -> bytes:
    seconds, ms = divmod(ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return b"%02d:%02d:%02d.%03d" % (hours, minutes, seconds, ms)


def picture(
    pixels: bytes,
    width: int,
    *,
    x: int = 0,
    y: int = 0,
    span: tuple[int, int] = (1000, 2000),
    colors: Sequence[bytes] = (bytes(3), b"\xff\xff\xff", b"\x10\x20\x30", b"\x80\x80\x80"),
    alphas: bytes = b"",
) -> bytes:
    """A sample; with ``alphas`` it is one of DXSA."""
    lines = [pixels[at : at + width] for at in range(0, len(pixels), width)]
    even, odd = field(lines[::2]), field(lines[1::2])
    numbers = (width, len(lines), x, y, x + width - 1, y + len(lines) - 1, len(even))
    head = b"".join(number.to_bytes(2, "little") for number in numbers)
    return times(*span) + head + b"".join(colors) + alphas + even + odd

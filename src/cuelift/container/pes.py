"""Packets of packetized elementary streams, as transport and programme streams carry them.

Spec: ISO/IEC 13818-1, 2.4.3.6 and 2.4.3.7 (PES packet), 2.5.3.4 (pack header); ISO/IEC 11172-1,
2.4.3.3 (packet layer of MPEG-1).
"""

from __future__ import annotations

from typing import NamedTuple

PRIVATE_1 = 0xBD
_PLAIN = frozenset((0xBC, 0xBE, 0xBF, 0xF0, 0xF1, 0xF2, 0xF8, 0xFF))
"""Streams whose packets have no header but the length."""
_FIXED = 9
_STUFFING_LIMIT = 16


class Pes(NamedTuple):
    """The header of a packet."""

    stream: int
    pts: int | None
    body: int
    """Where the payload begins."""


def read_pes(data: bytes | memoryview, at: int = 0, end: int | None = None) -> Pes | None:
    """Reads the header of a packet; None: there is none, or it is cut off.

    Args:
        data: that holds the packet.
        at: where its start code is.
        end: of the packet.
    """
    end = len(data) if end is None else end
    if end - at < 6 or data[at] or data[at + 1] or data[at + 2] != 1 or data[at + 3] < 0xBC:
        return None
    stream = data[at + 3]
    if stream in _PLAIN:
        return Pes(stream, None, at + 6)
    if end - at >= _FIXED and data[at + 6] & 0xC0 == 0x80:
        body = at + _FIXED + data[at + 8]
        if body > end:
            return None
        return Pes(stream, _pts_behind(data, at + 7, body), body)
    return _read_mpeg1(data, at, end)


def _pts_behind(data: bytes | memoryview, at: int, body: int) -> int | None:
    return read_time(data, at + 2) if data[at] & 0x80 and body - at >= 7 else None


def _read_mpeg1(data: bytes | memoryview, at: int, end: int) -> Pes | None:
    stream, at = data[at + 3], at + 6
    last = min(end, at + _STUFFING_LIMIT)
    while at < last and data[at] == 0xFF:
        at += 1
    if at + 2 <= end and data[at] & 0xC0 == 0x40:
        at += 2  # the size of the decoder's buffer
    if at + 1 <= end and data[at] == 0x0F:
        return Pes(stream, None, at + 1)
    size = {0x20: 5, 0x30: 10}.get(data[at] & 0xF0 if at < end else 0)
    if size is None or at + size > end:
        return None
    return Pes(stream, read_time(data, at), at + size)


def read_time(data: bytes | memoryview, at: int) -> int:
    """A time stamp of 33 bits, spread over five bytes with marker bits between."""
    return (
        (data[at] & 0x0E) << 29
        | data[at + 1] << 22
        | (data[at + 2] & 0xFE) << 14
        | data[at + 3] << 7
        | data[at + 4] >> 1
    )


def read_scr(data: bytes | memoryview, at: int) -> int | None:
    """The system clock of a pack, in 90 kHz ticks; None: it is cut off.

    Args:
        data: that holds the pack.
        at: where its start code is.
    """
    if len(data) - at < 9:
        return None
    first = data[at + 4]
    if first & 0xC0 != 0x40:
        return read_time(data, at + 4)
    return (
        (first & 0x38) << 27
        | (first & 0x03) << 28
        | data[at + 5] << 20
        | (data[at + 6] & 0xF8) << 12
        | (data[at + 6] & 0x03) << 13
        | data[at + 7] << 5
        | data[at + 8] >> 3
    )

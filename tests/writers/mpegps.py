"""Writes PES packets and programme streams for tests, with every oddity that they ask for."""

from __future__ import annotations

from collections.abc import Iterable

SECTOR = 2048


def time_field(pts: int, prefix: int = 2) -> bytes:
    """A time stamp of 33 bits with its markers."""
    pts %= 1 << 33
    return bytes(
        (
            prefix << 4 | pts >> 29 & 0x0E | 1,
            pts >> 22 & 0xFF,
            pts >> 14 & 0xFE | 1,
            pts >> 7 & 0xFF,
            pts << 1 & 0xFE | 1,
        )
    )


def pes(stream: int, data: bytes, pts: int | None = None, *, unbounded: bool = False) -> bytes:
    """A PES packet; ``unbounded``: its length field is zero."""
    field = time_field(pts) if pts is not None else b""
    body = bytes((0x80, 0x80 if field else 0, len(field))) + field + data
    size = 0 if unbounded else len(body)
    return bytes((0, 0, 1, stream)) + size.to_bytes(2) + body


def pack(scr: int, *packets: bytes, stuffing: int = 0) -> bytes:
    """A pack header of MPEG-2 and what follows."""
    scr %= 1 << 33
    head = bytes(
        (
            0x44 | scr >> 27 & 0x38 | scr >> 28 & 3,
            scr >> 20 & 0xFF,
            scr >> 12 & 0xF8 | 4 | scr >> 13 & 3,
            scr >> 5 & 0xFF,
            scr << 3 & 0xF8 | 4,
            1,
            0, 0, 3,
            0xF8 | stuffing,
        )
    )  # fmt: skip
    return b"\0\0\1\xba" + head + b"\xff" * stuffing + b"".join(packets)


def padded(data: bytes) -> bytes:
    """A pack filled up to a sector with a padding stream."""
    room = SECTOR - len(data) % SECTOR
    if room == SECTOR:
        return data
    if room < 6:
        room += SECTOR
    return data + b"\0\0\1\xbe" + (room - 6).to_bytes(2) + b"\xff" * (room - 6)


def unit(body: bytes) -> bytes:
    """A sub-picture unit: its size, where its control sequences begin, what it holds."""
    return (len(body) + 4).to_bytes(2) + (len(body) + 2).to_bytes(2) + body


def sub_packets(stream: int, pts: int, data: bytes, room: int = 2000) -> list[bytes]:
    """The packets of one unit; only the first has a time."""
    number = bytes((0x20 + stream,))
    return [
        pes(0xBD, number + data[at : at + room], pts if at == 0 else None)
        for at in range(0, len(data), room)
    ]


def video(pts: int, size: int = 1900) -> bytes:
    sequence = b"\0\0\1\xb3" + (720 << 12 | 576).to_bytes(3)
    return pes(0xE0, sequence + b"\x55" * (size - len(sequence)), pts)


def film(
    pictures: Iterable[tuple[int, int, bytes]],
    *,
    start: int = 0,
    frames: int = 100,
    aligned: bool = True,
    step: int = 3600,
) -> bytes:
    """Video, and pictures as (sub-stream, time from the start, unit) where their time comes.

    The video begins at ``start``, the clock a tenth of a second before.
    """
    finish = padded if aligned else bytes
    waiting = sorted(pictures, key=lambda picture: picture[1])
    parts = []
    for frame in range(frames):
        now = start + frame * step
        parts.append(finish(pack(now - 9000, video(now))))
        while waiting and waiting[0][1] <= frame * step:
            stream, at, data = waiting.pop(0)
            parts += [
                finish(pack(now - 9000, packet)) for packet in sub_packets(stream, start + at, data)
            ]
    return b"".join(parts)

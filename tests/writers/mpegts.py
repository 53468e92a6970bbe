"""Writes transport streams for tests, with every oddity that they ask for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tests.writers.mpegps import pes

VIDEO, AUDIO, CAPTIONS, PMT = 0x100, 0x101, 0x120, 0x1000


def crc(data: bytes) -> bytes:
    value = 0xFFFFFFFF
    for byte in data:
        for bit in range(7, -1, -1):
            top = value >> 31 ^ byte >> bit & 1
            value = value << 1 & 0xFFFFFFFF ^ (0x04C11DB7 if top else 0)
    return value.to_bytes(4)


def section(table: int, number: int, body: bytes, *, version: int = 0, now: bool = True) -> bytes:
    head = number.to_bytes(2) + bytes((0xC0 | version << 1 | now, 0, 0))
    data = bytes((table,)) + (0xB000 | len(head) + len(body) + 4).to_bytes(2) + head + body
    return data + crc(data)


def pat(programs: dict[int, int]) -> bytes:
    body = b"".join(n.to_bytes(2) + (0xE000 | pid).to_bytes(2) for n, pid in programs.items())
    return section(0, 1, body)


def descriptor(tag: int, body: bytes) -> bytes:
    return bytes((tag, len(body))) + body


def stream(kind: int, pid: int, *descriptors: bytes) -> bytes:
    about = b"".join(descriptors)
    return bytes((kind,)) + (0xE000 | pid).to_bytes(2) + (0xF000 | len(about)).to_bytes(2) + about


def pmt(
    streams: Iterable[bytes],
    *,
    program: int = 1,
    pcr: int = VIDEO,
    about: bytes = b"",
    version: int = 0,
    now: bool = True,
) -> bytes:
    head = (0xE000 | pcr).to_bytes(2) + (0xF000 | len(about)).to_bytes(2) + about
    return section(2, program, head + b"".join(streams), version=version, now=now)


def subtitling(language: bytes = b"eng", kind: int = 0x10, page: int = 1, other: int = 1) -> bytes:
    return descriptor(0x59, language + bytes((kind,)) + page.to_bytes(2) + other.to_bytes(2))


def dvb(pid: int = CAPTIONS, *descriptors: bytes) -> bytes:
    return stream(6, pid, *(descriptors or (subtitling(),)))


class Mux:
    """Packets in order; continuity counters go on by themselves."""

    def __init__(self) -> None:
        self.packets: list[bytes] = []
        self._counters: dict[int, int] = {}

    def add(
        self,
        pid: int,
        payload: bytes,
        *,
        begins: bool = False,
        pcr: int | None = None,
        flags: int = 0,
        scrambled: bool = False,
        skip: int = 0,
    ) -> Mux:
        """One packet with as much of the payload as there is, stuffed where it is short.

        Args:
            pid: of the stream.
            payload: at most what fits.
            begins: a PES packet or section begins here.
            pcr: clock reference.
            flags: further ones of the adaptation field.
            scrambled: mark it so.
            skip: how many packets are pretended to be lost before.
        """
        counter = (self._counters.get(pid, -1) + 1 + skip) % 16
        self._counters[pid] = counter
        extra = b""
        if pcr is not None:
            extra = ((pcr % (1 << 33)) << 15 | 0x7E00).to_bytes(6)
            flags |= 0x10
        room = 184 - len(payload)
        adapted = flags or room
        head = bytes((0x47, 0x40 * begins | pid >> 8, pid & 0xFF))
        kind = (0x30 if adapted else 0x10) | 0x80 * scrambled | counter
        field = b""
        if adapted:
            fill = room - 2 - len(extra)
            assert fill >= -1 or not flags
            field = bytes((room - 1,))
            if room > 1:
                field += bytes((flags,)) + extra + b"\xff" * fill
        packet = head + bytes((kind,)) + field + payload
        assert len(packet) == 188, len(packet)
        self.packets.append(packet)
        return self

    def clock(self, pcr: int, pid: int = VIDEO, *, jump: bool = False) -> Mux:
        """A packet that has a clock reference and no payload."""
        counter = self._counters.get(pid, 0)
        head = bytes((0x47, pid >> 8, pid & 0xFF, 0x20 | counter, 183, 0x10 | 0x80 * jump))
        field = ((pcr % (1 << 33)) << 15 | 0x7E00).to_bytes(6)
        self.packets.append((head + field).ljust(188, b"\xff"))
        return self

    def section(self, pid: int, data: bytes) -> Mux:
        data = b"\0" + data
        for at in range(0, len(data), 184):
            self.add(pid, data[at : at + 184].ljust(184, b"\xff"), begins=at == 0)
        return self

    def tables(self, streams: Sequence[bytes], **about: object) -> Mux:
        """The PAT and the map of programme 1."""
        self.section(0, pat({1: PMT}))
        return self.section(PMT, pmt(streams, **about))  # type: ignore[arg-type]

    def pes(self, pid: int, data: bytes, pts: int | None, **how: object) -> Mux:
        """A PES packet of private data (video: of video)."""
        unbounded = bool(how.pop("unbounded", False))
        kind = 0xE0 if pid == VIDEO else 0xC0 if pid == AUDIO else 0xBD
        whole = pes(kind, data, pts, unbounded=unbounded)
        for at in range(0, len(whole), 184):
            self.add(pid, whole[at : at + 184], begins=at == 0, **how)  # type: ignore[arg-type]
        return self

    def write(self, size: int = 188) -> bytes:
        before = b"\0\0\0\1" if size == 192 else b""
        behind = b"\xee" * 16 if size == 204 else b""
        return b"".join(before + packet + behind for packet in self.packets)


VIDEO_STREAM = stream(0x1B, VIDEO)
AUDIO_STREAM = stream(0x0F, AUDIO)


def film(
    captions: Iterable[tuple[int, int, bytes]],
    streams: Sequence[bytes] = (VIDEO_STREAM, dvb()),
    *,
    start: int = 90_000,
    frames: int = 60,
    step: int = 3600,
    fill: int = 3,
    **about: object,
) -> Mux:
    """Video, and captions as (stream, time from the start, payload) where their time comes.

    The video begins at ``start``, the clock a tenth of a second before.
    """
    mux = Mux()
    waiting = sorted(captions, key=lambda caption: caption[1])
    for frame in range(frames):
        now = start + frame * step
        if frame % 10 == 0:
            mux.tables(streams, **about)
        mux.clock(now - 9000)
        mux.pes(VIDEO, b"\x55" * 180 * fill, now)
        while waiting and waiting[0][1] <= frame * step:
            pid, at, data = waiting.pop(0)
            mux.pes(pid, data, start + at)
    for pid, at, data in waiting:
        mux.pes(pid, data, start + at)
    return mux

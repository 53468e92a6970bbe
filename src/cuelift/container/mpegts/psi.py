"""Programme specific information: which programmes there are, and of which streams.

Spec: ISO/IEC 13818-1, 2.4.4 (PAT, PMT, section syntax), annex A (CRC).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cuelift.bytereader import ByteReader
from cuelift.errors import TruncatedData

PAT_PID = 0
PAT_TABLE, PMT_TABLE = 0x00, 0x02
_LONGEST = 1024
_HEAD = 3
_STUFFING = 0xFF
_CRC_SIZE = 4
_POLYNOMIAL = 0x04C11DB7
_KEPT = 4096
"""Packets of sections whose bytes are remembered, as they come again and again."""


class Descriptor(NamedTuple):
    """A tag and what it says."""

    tag: int
    body: bytes


class Stream(NamedTuple):
    """An elementary stream of a programme."""

    kind: int
    """The stream type."""
    pid: int
    descriptors: tuple[Descriptor, ...]


class ProgramMap(NamedTuple):
    """What a programme is made of."""

    program: int
    pcr_pid: int
    descriptors: tuple[Descriptor, ...]
    streams: tuple[Stream, ...]


def _crc_table() -> tuple[int, ...]:
    table = []
    for byte in range(256):
        value = byte << 24
        for _ in range(8):
            value = value << 1 ^ (_POLYNOMIAL if value & 0x80000000 else 0)
        table.append(value & 0xFFFFFFFF)
    return tuple(table)


_CRC = _crc_table()


def crc32(data: bytes) -> int:
    """The check of a section; zero when its last four bytes are right."""
    value = 0xFFFFFFFF
    for byte in data:
        value = (value << 8 & 0xFFFFFFFF) ^ _CRC[value >> 24 ^ byte]
    return value


class Sections:
    """Puts the sections of one stream together out of its packets."""

    def __init__(self) -> None:
        self._held = b""
        self._open = False
        self._counter = -1
        self._seen: set[bytes] = set()
        self.damaged = 0
        """Sections whose check was wrong."""

    def push(self, packet: bytes) -> list[bytes]:
        """Takes a packet; the sections that it completes, those known from before left out."""
        if packet[4:] in self._seen and not self._open:
            return []
        body = packet_body(packet)
        if body is None:
            return []
        counter = packet[3] & 0x0F
        if counter == self._counter:
            return []
        if (self._counter + 1) & 0x0F != counter:
            self._open = False
        self._counter = counter
        data = packet[body:]
        if not packet[1] & 0x40:
            return self._split(self._held + data) if self._open else []
        pointer = data[0] if data else 0
        done = self._split(self._held + data[1 : 1 + pointer]) if self._open else []
        whole = not self._open
        done += self._split(data[1 + pointer :])
        if whole and not self._open and len(self._seen) < _KEPT:
            self._seen.add(packet[4:])
            self._counter = -1
        return done

    def _split(self, data: bytes) -> list[bytes]:
        """Whole sections; what is left of the last one is held."""
        found = []
        at = 0
        self._open, self._held = False, b""
        while at < len(data) and data[at] != _STUFFING:
            size = _HEAD + (int.from_bytes(data[at + 1 : at + 3], "big") & 0x0FFF)
            if size > _LONGEST and len(data) - at >= _HEAD:
                break
            if at + size > len(data) or len(data) - at < _HEAD:
                self._open, self._held = True, data[at:]
                break
            section = data[at : at + size]
            if crc32(section) == 0:
                found.append(section)
            else:
                self.damaged += 1
            at += size
        return found


def packet_body(packet: bytes) -> int | None:
    """Where the payload of a packet begins; None: it has none, or is scrambled."""
    flags = packet[3]
    if flags & 0xC0 or not flags & 0x10:
        return None
    body = 5 + packet[4] if flags & 0x20 else 4
    return body if body < len(packet) else None


def read_pat(section: bytes) -> dict[int, int]:
    """The programmes by number, and the stream of each one's map.

    Raises:
        TruncatedData: the section ends too early.
    """
    reader = _opened(section, PAT_TABLE)
    programs = {}
    while reader is not None and reader.left >= 4:
        program, pid = reader.u16(), reader.u16() & 0x1FFF
        if program:
            programs[program] = pid
    return programs


def read_pmt(section: bytes) -> ProgramMap | None:
    """A programme's map; None: the section is not one, or does not hold yet.

    Raises:
        TruncatedData: the section ends too early.
    """
    reader = _opened(section, PMT_TABLE)
    if reader is None:
        return None
    program = int.from_bytes(section[3:5], "big")
    pcr_pid = reader.u16() & 0x1FFF
    about = tuple(read_descriptors(reader.sub(reader.u16() & 0x0FFF)))
    streams = []
    while reader.left >= 5:
        kind, pid = reader.u8(), reader.u16() & 0x1FFF
        body = reader.sub(reader.u16() & 0x0FFF)
        streams.append(Stream(kind, pid, tuple(read_descriptors(body))))
    return ProgramMap(program, pcr_pid, about, tuple(streams))


def _opened(section: bytes, table: int) -> ByteReader | None:
    """The body of a section of a table that holds now; None: it is not such a one."""
    if section[0] != table:
        return None
    reader = ByteReader(section[:-_CRC_SIZE])
    reader.skip(5)
    if not reader.u8() & 1:
        return None
    reader.skip(2)
    return reader


def read_descriptors(reader: ByteReader) -> Iterator[Descriptor]:
    """Descriptors until the end; what is left of a broken one is dropped."""
    while reader.left >= 2:
        tag, size = reader.u8(), reader.u8()
        try:
            yield Descriptor(tag, reader.raw(size))
        except TruncatedData:
            return

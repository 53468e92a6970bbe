"""Puts the packets of one stream together to PES packets.

Spec: ISO/IEC 13818-1, 2.4.3.3 (continuity counter, duplicates), 2.4.3.6 (PES_packet_length).
"""

from __future__ import annotations

from typing import NamedTuple

from cuelift.container.pes import read_pes

_LONGEST = 4 * 1024 * 1024
_SHORTEST = 6
_SCRAMBLED, _ADAPTED, _LOADED = 0xC0, 0x20, 0x10
_STARTS = 0x40
_BREAK = 0x80


class Payload(NamedTuple):
    """What a PES packet carried."""

    at: int
    """Where its first packet is in the file."""
    pts: int | None
    data: bytes


class Assembler:
    """Takes the packets of one stream in order.

    A packet that is lost costs the PES packet it belonged to.
    """

    def __init__(self) -> None:
        self._chunks: list[bytes] = []
        self._at = self._have = 0
        self._need: int | None = None
        self._expected = -1
        self._last = b""
        self.lost = 0
        """PES packets of which something is missing."""
        self.scrambled = 0
        """Packets that are scrambled."""

    def push(self, at: int, packet: bytes) -> list[Payload]:
        """Takes a packet; what it completes, mostly nothing.

        Args:
            at: where it is in the file.
            packet: its 188 bytes.
        """
        flags, body = packet[3], 4
        if flags & _SCRAMBLED:
            self.scrambled += 1
            self._chunks.clear()
            return []
        if not flags & _LOADED:
            return []
        if flags & _ADAPTED:
            body = 5 + packet[4]
        counter = flags & 0x0F
        if counter != self._expected and self._expected >= 0:
            new_count = body > 5 and packet[5] & _BREAK
            if not new_count and self._is_double(counter, packet[body:]):
                return []
            self._break(loud=not new_count)
        self._expected = (counter + 1) & 0x0F
        return self._take(at, packet, body)

    def go_on(self, at: int, data: bytes, rows: int, counter: int) -> list[Payload]:
        """Takes several packets that have nothing but payload and follow each other.

        Args:
            at: where the first one is in the file.
            data: their payloads.
            rows: how many there are.
            counter: continuity counter of the first one.
        """
        if counter != self._expected:
            size = len(data) // rows
            found: list[Payload] = []
            for row in range(rows):
                flags = _LOADED | (counter + row) & 0x0F
                packet = bytes((0x47, 0, 0, flags)) + data[row * size : (row + 1) * size]
                found += self.push(at, packet)
            return found
        self._expected = (counter + rows) & 0x0F
        self._last = data[-(len(data) // rows) :]
        return self._add(data) if self._chunks else []

    def _is_double(self, counter: int, data: bytes) -> bool:
        """Whether a packet was sent twice: it tells nothing new."""
        return (counter + 1) & 0x0F == self._expected and data == self._last

    def _break(self, *, loud: bool) -> None:
        if self._chunks or loud:
            self.lost += 1
        self._chunks.clear()

    def _take(self, at: int, packet: bytes, body: int) -> list[Payload]:
        done: list[Payload] = []
        self._last = packet[body:]
        if packet[1] & _STARTS:
            if self._chunks:
                done += self._cut_off()
            self._at, self._have, self._need = at, 0, None
        elif not self._chunks:
            return done
        return done + self._add(self._last)

    def _add(self, data: bytes) -> list[Payload]:
        """Adds to the PES packet that has begun."""
        done: list[Payload] = []
        self._chunks.append(data)
        self._have += len(data)
        if self._need is None and self._have >= _SHORTEST:
            head = b"".join(self._chunks)
            size = int.from_bytes(head[4:6], "big")
            self._chunks = [head]
            self._need = size + _SHORTEST if size else 0
        if self._need and self._have >= self._need:
            done += self._complete(self._need)
        elif self._have > _LONGEST:
            self._break(loud=True)
        return done

    def _cut_off(self) -> list[Payload]:
        """Another PES packet begins: one without a length ends there, others are cut off."""
        if self._need == 0:
            return self._complete(self._have)
        self._break(loud=True)
        return []

    def flush(self) -> list[Payload]:
        """What is complete now that the stream ends."""
        return self._cut_off() if self._chunks else []

    def _complete(self, size: int) -> list[Payload]:
        chunks = self._chunks
        header = read_pes(chunks[0])
        if header is None or self._have > size:
            # Few: a header longer than a packet, bytes behind the end.
            chunks = [b"".join(chunks)[:size]]
            header = read_pes(chunks[0])
        self._chunks = []
        if header is None:
            self.lost += 1
            return []
        chunks[0] = chunks[0][header.body :]
        return [Payload(self._at, header.pts, b"".join(chunks))]

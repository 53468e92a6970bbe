"""Looks at all packets of a short stretch of a transport stream: its head or its tail.

Spec: ISO/IEC 13818-1, 2.4.3.4 (adaptation field), 2.4.4 (programme specific information).
"""

from __future__ import annotations

from collections.abc import Iterable

from cuelift.container.mpegts.captions import is_video
from cuelift.container.mpegts.grid import PACKET, Grid, runs
from cuelift.container.mpegts.psi import (
    PAT_PID,
    ProgramMap,
    Sections,
    packet_body,
    read_pat,
    read_pmt,
)
from cuelift.container.pes import read_pes
from cuelift.errors import TruncatedData

_ENOUGH_TIMES = 12
"""Pictures whose times are looked at: they are not in order of time."""
_MOST_TIMES = 10_000
_MOST_MAPS = 256
_NULL_PID = 0x1FFF


class Survey:
    """What packets say of programmes and times.

    Args:
        before: a survey of an earlier stretch, whose programmes are known here too.
    """

    def __init__(self, before: Survey | None = None) -> None:
        self.maps: dict[int, ProgramMap] = {}
        """Programmes by number, as they are told first."""
        self.later: list[ProgramMap] = []
        """What they are told to be from some place on."""
        self.map_pids: dict[int, int] = dict(before.map_pids) if before else {}
        """The stream of each programme's map."""
        self.scrambled: set[int] = set()
        """Streams that are scrambled."""
        self._sections = {pid: Sections() for pid in {PAT_PID, *self.map_pids.values()}}
        self._times: dict[int, list[int]] = {}
        self._clocks: dict[int, int] = {}

    def look(self, grid: Grid, start: int, data: bytes) -> None:
        """Takes a stretch that begins at ``start`` of the file."""
        for run in runs(data, grid.size, (grid.first - start) % grid.size):
            for at in range(run.at, run.at + run.packets * grid.size, grid.size):
                self._take(data[at : at + PACKET])

    def _take(self, packet: bytes) -> None:
        flags = packet[1]
        pid = (flags & 0x1F) << 8 | packet[2]
        if flags & 0x80 or pid == _NULL_PID:
            return
        if pid in self._sections:
            for section in self._sections[pid].push(packet):
                self._read(pid, section)
            return
        self._read_clock(pid, packet)
        if packet[3] & 0xC0:
            self.scrambled.add(pid)
        elif flags & 0x40:
            self._read_time(pid, packet)

    def _read(self, pid: int, section: bytes) -> None:
        try:
            if pid == PAT_PID:
                self._list(read_pat(section))
            elif (found := read_pmt(section)) is not None:
                self._learn(found)
        except TruncatedData:
            self._sections[pid].damaged += 1

    def _learn(self, found: ProgramMap) -> None:
        known = self.maps.setdefault(found.program, found)
        if found != known and found not in self.later and len(self.later) < _MOST_MAPS:
            self.later.append(found)

    def _list(self, programs: dict[int, int]) -> None:
        for number, pid in programs.items():
            if len(self.map_pids) < _MOST_MAPS and pid != PAT_PID:
                self.map_pids[number] = pid
                self._sections.setdefault(pid, Sections())

    def _read_clock(self, pid: int, packet: bytes) -> None:
        if packet[3] & 0x20 and packet[4] >= 7 and packet[5] & 0x10 and pid not in self._clocks:
            self._clocks[pid] = int.from_bytes(packet[6:10], "big") << 1 | packet[10] >> 7

    def _read_time(self, pid: int, packet: bytes) -> None:
        body = packet_body(packet)
        if body is None:
            return
        header = read_pes(packet, body)
        times = self._times.setdefault(pid, [])
        if header is not None and header.pts is not None and len(times) < _MOST_TIMES:
            times.append(header.pts)

    @property
    def told(self) -> list[ProgramMap]:
        """All maps: the first of each programme by number, then what followed them."""
        return [*(self.maps[number] for number in sorted(self.maps)), *self.later]

    @property
    def damaged(self) -> int:
        """Sections that could not be read."""
        return sum(each.damaged for each in self._sections.values())

    def times(self, pids: Iterable[int]) -> list[int]:
        """The presentation times of some streams, 33 bits each."""
        return [pts for pid in pids for pts in self._times.get(pid, ())]

    def first_clock(self, pid: int) -> int | None:
        """The first clock reference of a stream."""
        return self._clocks.get(pid)

    @property
    def is_enough(self) -> bool:
        """Whether every programme is known, and the times at which its video begins."""
        if not self.map_pids or any(number not in self.maps for number in self.map_pids):
            return False
        for about in self.maps.values():
            video = [stream.pid for stream in about.streams if is_video(stream)]
            if video and len(self.times(video)) < _ENOUGH_TIMES:
                return False
        return True

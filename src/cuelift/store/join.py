"""Several objects read as one: an init segment and its media segments."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence

from cuelift.store.base import BlockingObject, ObjectInfo

OPEN_PARTS = 64
"""Parts that are open at once; a film may be cut into more than a process may open."""


def join_info(infos: Sequence[ObjectInfo]) -> ObjectInfo:
    """What the joined object looks like."""
    return ObjectInfo(
        key=infos[0].key,
        size_bytes=sum(info.size_bytes for info in infos),
        identity="+".join(info.identity for info in infos),
        modified_ns=infos[0].modified_ns,
    )


class Layout:
    """Which parts a range of the joined object lies in."""

    def __init__(self, infos: Sequence[ObjectInfo]) -> None:
        self._starts = [0]
        for info in infos:
            self._starts.append(self._starts[-1] + info.size_bytes)

    def split(self, start: int, end: int) -> list[tuple[int, int, int]]:
        """Part number and the range within it, for each part that ``[start, end)`` touches."""
        pieces = []
        part = bisect_right(self._starts, start) - 1
        last = len(self._starts) - 1
        while start < end and part < last:
            base, stop = self._starts[part], min(end, self._starts[part + 1])
            if start < stop:
                pieces.append((part, start - base, stop - base))
            start = max(start, stop)
            part += 1
        return pieces


class JoinedObject:
    """Objects of a blocking store, one behind the other; a part is opened when it is read."""

    def __init__(
        self, open_part: Callable[[ObjectInfo], BlockingObject], infos: Sequence[ObjectInfo]
    ) -> None:
        self._open_part = open_part
        self._infos = infos
        self._layout = Layout(infos)
        self._opened: dict[int, BlockingObject] = {}
        """By number, the one that was used last at the end."""
        self._used: set[int] = set()

    def _part(self, number: int) -> BlockingObject:
        opened = self._opened.pop(number, None)
        if opened is None:
            if len(self._opened) >= OPEN_PARTS:
                self._opened.pop(next(iter(self._opened))).close()
            opened = self._open_part(self._infos[number])
        self._opened[number] = opened
        return opened

    def read(self, start: int, end: int) -> bytes:
        """Bytes ``[start, end)``; shorter only where the last part ends.

        Raises:
            ObjectChanged: a part is not the one that was described.
        """
        pieces = self._layout.split(start, end)
        self._used.update([part for part, _, _ in pieces])
        return b"".join([self._part(part).read(first, last) for part, first, last in pieces])

    def read_many(self, ranges: Sequence[tuple[int, int]]) -> list[bytes]:
        """The bytes of several ranges."""
        return [self.read(start, end) for start, end in ranges]

    def view(self, start: int, end: int) -> memoryview | None:
        """None: the parts lie apart."""
        return None

    def will_need(self, ranges: list[tuple[int, int]]) -> None:
        """Says which ranges are about to be read."""
        wanted: dict[int, list[tuple[int, int]]] = {}
        for start, end in ranges:
            for part, first, last in self._layout.split(start, end):
                wanted.setdefault(part, []).append((first, last))
        for part, inside in wanted.items():
            self._part(part).will_need(inside)

    def resident_share(self) -> float:
        """The least of the parts' shares; of many parts, some spread evenly are asked."""
        count = len(self._infos)
        asked = range(0, count, -(-count // OPEN_PARTS))
        return min(self._part(number).resident_share() for number in asked)

    def check_unchanged(self) -> None:
        """Raises ``ObjectChanged`` when a part that was read is no longer the same."""
        for number in sorted(self._used):
            self._part(number).check_unchanged()

    def close(self) -> None:
        """Closes all parts."""
        while self._opened:
            self._opened.popitem()[1].close()

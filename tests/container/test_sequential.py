from __future__ import annotations

import pytest

from cuelift.container.sequential import Losses, SequentialMovie, SequentialScan
from cuelift.errors import ContainerError, IndexMismatch
from cuelift.media import ByteRange, Extent, Sample
from cuelift.testing import RangedBytes


class Letters:
    """Each letter is a sample; a question mark is lost, a full stop is odd."""

    def __init__(self) -> None:
        self.seen = b""
        self.losses, self.notes = Losses(), Losses()

    def cut(self, start: int, data: bytes | memoryview) -> tuple[int, bytes]:
        return start, bytes(data)

    def join(self, part: tuple[int, bytes]) -> list[Sample]:
        start, data = part
        self.seen += data
        if b"?" in data:
            self.losses.add("a letter is lost")
        if b"." in data:
            self.notes.add("a stop")
        return [Sample(0, start + n, None, bytes((b,))) for n, b in enumerate(data)]

    def finish(self) -> list[Sample]:
        return [Sample(0, -1, None, b"end")]

    def damage(self) -> str | None:
        return self.losses.take()

    def note(self) -> str | None:
        return self.notes.take()


DATA = b"abcdefghij"


def scan(data: bytes = DATA) -> SequentialScan[tuple[int, bytes]]:
    return SequentialScan(Letters(), ByteRange(0, len(data)), 4)


def test_slices_cover_the_span() -> None:
    assert scan().slices() == [(0, 4), (4, 8), (8, 10)]
    assert SequentialScan(Letters(), ByteRange(5, 5)).slices() == []


def test_slices_wait_for_those_before_them() -> None:
    search = scan()

    assert search.parse(4, DATA[4:8]).samples == []
    assert search.parse(8, DATA[8:]).samples == []
    assert b"".join(each.data for each in search.parse(0, DATA[:4]).samples) == DATA + b"end"


def test_what_is_lost_or_odd_is_told_once() -> None:
    data = b"a?b.c?d."
    search = scan(data)

    first, second = (search.parse(start, data[start : start + 4]) for start in (0, 4))

    assert (first.warning, first.note) == ("a letter is lost", "a stop")
    assert (second.warning, second.note) == (None, None)


def test_hopping_reads_slice_after_slice() -> None:
    found: list[Sample] = []
    search, source = scan(b"ab?"), RangedBytes(b"ab?")

    source.run(search.hop(found.append))

    assert [each.data for each in found] == [b"a", b"b", b"?", b"end"]
    assert list(search.warnings) == ["a letter is lost"]
    assert search.hop_cost() == (3, 0)
    assert search.touches_all


def test_nothing_is_found_by_an_index() -> None:
    movie = SequentialMovie("letters", [], lambda wanted: scan())
    source = RangedBytes(DATA)
    extent = Extent(0, 0, None, 3, 4)

    assert source.run(movie.index([1, 0])).unindexed == dict.fromkeys(
        (0, 1), "letters has no index"
    )
    with pytest.raises(IndexMismatch):
        movie.payload(extent, b"")
    with pytest.raises(ContainerError):
        source.run(movie.recover(extent))
    assert len(movie.scan([0]).slices()) == 3

"""The driver: readers, what is kept of their reads, and streams."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cuelift.media import ByteRange, Fetch
from cuelift.store.drive import ASK_AHEAD, ReadLimits
from tests.store.fake_remote import DATA, Opened


@pytest.fixture
def opened() -> Iterator[Opened]:
    made = Opened(ReadLimits())
    yield made
    made.source.close()
    assert made.store.closed


def test_a_reader_is_driven_to_its_result(opened):
    def reader() -> Fetch[bytes]:
        [head, far] = yield [ByteRange(0, 4), ByteRange(100_000, 100_002)]
        [past] = yield [ByteRange(len(DATA) - 1, len(DATA) + 10)]
        return head + far + past

    assert opened.source.run(reader()) == DATA[:4] + DATA[100_000:100_002] + DATA[-1:]
    assert opened.source.counters.rounds == 2


def test_what_was_read_is_not_asked_for_again(opened):
    opened.source.gather([ByteRange(0, 10)])

    assert opened.source.gather([ByteRange(5, 9), ByteRange(100, 200)]) == [
        DATA[5:9],
        DATA[100:200],
    ]
    assert opened.store.asked == [(0, ASK_AHEAD)]


def test_of_many_index_reads_the_newest_are_kept(opened, monkeypatch):
    monkeypatch.setattr("cuelift.store.drive.HELD_BLOCKS", 3)
    for at in range(5):
        opened.source.gather([ByteRange(at * 100_000, at * 100_000 + 10)])
    asked = len(opened.store.asked)

    for at in (2, 3, 4):
        opened.source.gather([ByteRange(at * 100_000, at * 100_000 + 10)])
    assert len(opened.store.asked) == asked == 5
    opened.source.gather([ByteRange(0, 10)])
    assert len(opened.store.asked) == 6


def test_index_reads_are_kept_up_to_a_number_of_bytes(opened, monkeypatch):
    monkeypatch.setattr("cuelift.store.drive.HELD_BYTES", 4 * ASK_AHEAD)
    for at in range(6):
        opened.source.gather([ByteRange(at * 100_000, at * 100_000 + 10)])
    opened.source.gather([ByteRange(0, 2 * ASK_AHEAD)])
    assert len(opened.store.asked) == 7

    opened.source.gather([ByteRange(200_000, 200_010)])
    assert len(opened.store.asked) == 7
    opened.source.gather([ByteRange(0, 2 * ASK_AHEAD), ByteRange(100_000, 100_010)])
    assert len(opened.store.asked) == 9


def test_near_ranges_of_one_round_share_a_request(opened):
    opened.source.gather([ByteRange(0, 10), ByteRange(50, 60), ByteRange(500_000, 500_001)])

    assert sorted(opened.store.asked) == [(0, 60), (500_000, 500_001)]


def test_ranges_past_the_end_come_back_short(opened):
    size = len(DATA)

    assert opened.source.gather([ByteRange(size + 5, size + 9)]) == [b""]
    assert opened.store.asked == []

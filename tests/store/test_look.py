"""A large part of a file in memory is looked at, not copied."""

from __future__ import annotations

from pathlib import Path

from cuelift.media import ByteRange, LookRange
from cuelift.store import StoreOptions
from cuelift.store.drive import ReadLimits
from cuelift.store.opening import open_source


def test_a_range_to_look_at_is_a_view_of_the_file_and_counts_whole(tmp_path: Path) -> None:
    path = tmp_path / "film"
    path.write_bytes(bytes(range(256)) * 64)
    with open_source([path], StoreOptions(), ReadLimits()) as source:
        [found] = source.gather([LookRange(256, 20_000)])

        assert isinstance(found, memoryview)
        assert bytes(found[:2]) == b"\x00\x01"
        assert len(found) == 16_384 - 256 == source.counters.bytes_read


def test_where_bytes_are_limited_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "film"
    path.write_bytes(bytes(1024))
    with open_source([path], StoreOptions(), ReadLimits(max_bytes=10_000)) as source:
        assert source.gather([LookRange(0, 512)]) == [bytes(512)]


def test_of_several_ranges_all_are_read(tmp_path: Path) -> None:
    path = tmp_path / "film"
    path.write_bytes(bytes(1024))
    with open_source([path], StoreOptions(), ReadLimits()) as source:
        assert source.gather([LookRange(0, 12), ByteRange(20, 30)]) == [bytes(12), bytes(10)]

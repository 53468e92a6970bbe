from __future__ import annotations

import pytest

from cuelift.container import CONTAINERS, SNIFF_BYTES, sniff
from tests.container.avi.test_movie import seeds as avi_files
from tests.container.mpegps.test_joiner import seeds as ps_files
from tests.container.mpegts.test_fuzz import seeds as ts_files
from tests.container.test_sup import SETS
from tests.container.test_vobsub import both
from tests.writers import pgs


@pytest.mark.parametrize(
    ("name", "files"),
    [
        ("avi", avi_files()),
        ("mpegps", ps_files()),
        ("mpegts", ts_files()),
        ("sup", [pgs.sup(SETS)]),
        ("vobsub", [both()]),
    ],
)
def test_files_are_told_by_what_they_begin_with(name: str, files: list[bytes]) -> None:
    for data in files:
        found = sniff(data[:SNIFF_BYTES])
        assert found is CONTAINERS[name]
        assert found.extensions


@pytest.mark.parametrize(
    "head",
    [b"", b"PG", b"PGhello there", b"RIFF\0\0\0\0WAVE", b"\0\0\1\xb3", b"G" * 150, b"# VobSub"],
)
def test_other_files_are_none_of_them(head: bytes) -> None:
    assert sniff(head) is None


@pytest.mark.parametrize(("size", "before", "behind"), [(188, 0, 0), (192, 4, 0), (204, 0, 16)])
@pytest.mark.parametrize("count", [1, 2, 4])
def test_a_few_whole_packets_are_a_transport_stream(
    count: int, size: int, before: int, behind: int
) -> None:
    data = ts_files()[0]
    packets = [data[188 * number :][:188] for number in range(count)]
    few = b"".join(bytes(before) + packet + bytes(behind) for packet in packets)

    assert len(few) == count * size
    assert sniff(few) is CONTAINERS["mpegts"]
    assert sniff(few[:-1]) is None


def test_short_text_is_not_taken_for_packets() -> None:
    text = b"1\n00:00:01,000 --> 00:00:02,000\nGOING, GONE, GAGGING\n\n" * 30

    assert [size for size in range(190, 900) if sniff(text[:size])] == []

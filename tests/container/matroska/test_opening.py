from __future__ import annotations

import pytest

from cuelift.container import CONTAINERS, sniff
from cuelift.errors import ContainerError
from cuelift.testing import RangedBytes
from tests.container.matroska.helpers import (
    MS,
    TRACKS,
    VIDEO,
    by_slices,
    captions,
    clusters_in,
    expected,
    film,
    opened,
)
from tests.writers import ebml


@pytest.mark.parametrize("changes", [{}, {"doc_type": "webm"}, {"unknown_segment": True}])
def test_the_registry_opens_it(changes: dict) -> None:
    data = film(3, **changes).write()
    container = sniff(data[:64])

    assert container is CONTAINERS["matroska"]
    movie = RangedBytes(data).run(container.open(len(data)))
    assert movie.container == "matroska"
    assert movie.duration_ns == 6000 * MS


def test_a_file_without_info_counts_milliseconds() -> None:
    body = ebml.element(ebml.TRACKS, TRACKS[1]) + captions(2)[0].write()[0]
    data = ebml.ebml_header() + ebml.element(ebml.SEGMENT, body)

    assert by_slices(data) == expected(1, tracks=[0])
    assert "no Info" in opened(data)[0].warnings[0]


def test_damaged_tags_are_a_warning() -> None:
    movie, _ = opened(film(2, tags=[b"\x73\x73\xff"]).write())

    assert "Tags are damaged" in movie.warnings[0]
    assert movie.tracks[0].expected_samples is None


def test_tags_of_great_length_are_not_read() -> None:
    data = film(1, tags=[bytes(17_000_000)]).write()

    movie, source = opened(data)

    assert "Tags of 17000000 bytes is not read" in movie.warnings[0]
    assert source.bytes_read < 50_000


def test_tracks_that_are_damaged_are_an_error() -> None:
    whole = film(2).write()
    data = bytearray(whole)
    at = whole.index(TRACKS[0])
    data[at] = 0

    with pytest.raises(ContainerError):
        opened(bytes(data))


def test_damage_in_another_track_costs_no_captions() -> None:
    video = ebml.track(1, "V_VP9", kind=1, extra=ebml.element(0xE0, ebml.element(0xB0, bytes(9))))
    data = film(3, tracks=(video, *TRACKS[1:])).write()

    assert "damaged" in opened(data)[0].warnings[0]
    assert by_slices(data, {0, 1}) == expected(3)


def test_a_malformed_duration_is_a_warning() -> None:
    data = film(3).write()
    plain = ebml.element(0x4489, 6000.0)
    broken = ebml.element(0x4489, bytes(6)) + ebml.void(2)
    assert data.count(plain) == 1

    movie, _ = opened(data.replace(plain, broken))

    assert movie.duration_ns is None
    assert "Info is damaged" in movie.warnings[0]


def test_elements_in_front_that_the_seek_head_names_are_not_scanned() -> None:
    private = ebml.track(2, "S_TEXT/ASS", private=bytes(60_000))
    files = [ebml.attachment("a", "b", bytes(90_000))]
    data = film(2, tracks=(VIDEO, private), attachments=files).write()

    movie, _ = opened(data)

    assert [start for start, _ in movie.scan({0}).slices()] == clusters_in(data)[:1]
    assert len(movie.tracks[0].descriptions[0].private) == 60_000


def test_statistics_belong_to_the_track_of_their_uid() -> None:
    tags = [ebml.statistics(1003, 7, 90), ebml.statistics(4, 1, 1)]

    first, second = opened(film(2, tags=tags).write())[0].tracks

    assert (first.expected_samples, first.expected_bytes) == (None, None)
    assert (second.expected_samples, second.expected_bytes) == (7, 90)

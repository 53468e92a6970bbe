from __future__ import annotations

import pytest

from cuelift.container.matroska.layout import HEAD_BYTES, Layout, Pieces, Place, find_layout
from cuelift.errors import ContainerError
from cuelift.media import ByteRange
from cuelift.testing import RangedBytes
from tests.container.matroska.helpers import TRACKS, captions, film, opened
from tests.writers import ebml


def found(data: bytes) -> tuple[Layout, RangedBytes]:
    source = RangedBytes(data)
    return source.run(find_layout(Pieces(len(data)))), source


def at(data: bytes, element: int) -> int:
    """Where the last element of that id begins."""
    return data.rindex(ebml.number(element))


def segment(*parts: bytes, size: bytes = b"") -> bytes:
    return ebml.ebml_header() + ebml.element(ebml.SEGMENT, b"".join(parts), size=size)


def starts(layout: Layout, element: int) -> list[int]:
    return [place.start for place in layout.found[element]]


def test_an_ordinary_file_takes_its_head_and_one_round() -> None:
    data = film(12, tags=[ebml.statistics(1002, 12, 60)]).write()

    layout, source = found(data)

    assert source.rounds == 2
    assert source.bytes_read < HEAD_BYTES + 1024
    assert starts(layout, ebml.CUES) == [at(data, ebml.CUES)]
    assert starts(layout, ebml.TAGS) == [at(data, ebml.TAGS)]
    assert layout.payload == data.index(ebml.number(ebml.CLUSTER))
    assert layout.end == len(data)
    assert layout.warnings == []


def test_cues_before_the_clusters_lie_in_the_head() -> None:
    data = film(12, cues="front").write()

    layout, source = found(data)

    assert source.rounds == 1
    assert starts(layout, ebml.CUES) == [at(data, ebml.CUES)]
    assert layout.payload == data.index(ebml.number(ebml.CLUSTER))


def test_without_a_seek_head_elements_are_walked() -> None:
    data = film(12, seek=False).write()

    layout, source = found(data)

    assert starts(layout, ebml.CUES) == [at(data, ebml.CUES)]
    assert layout.payload == data.index(ebml.number(ebml.CLUSTER))
    assert all(end - start <= 12 for start, end in source.asked[1:])


def test_the_walk_without_a_seek_head_gives_up_after_a_number_of_steps() -> None:
    clusters = [ebml.Cluster(time, [ebml.filler(1, 0, 40_000)]) for time in range(100)]
    data = film(clusters=clusters, seek=False).write()

    layout, source = found(data)

    assert starts(layout, ebml.CUES) == []
    assert source.rounds <= 66


def test_chained_seek_heads_are_followed_and_loops_end() -> None:
    tail = ebml.element(ebml.TAGS, ebml.statistics(5, 1, 1))
    filling = ebml.void(HEAD_BYTES * 2)
    info, tracks = ebml.info(), ebml.element(ebml.TRACKS, TRACKS[1])
    width = len(ebml.seek_head([(ebml.SEEK_HEAD, 0)]))
    second_at = width + len(info) + len(tracks) + len(filling)
    first = ebml.seek_head([(ebml.SEEK_HEAD, second_at)])
    entries = [(ebml.SEEK_HEAD, 0), (ebml.SEEK_HEAD, second_at)]
    width = len(ebml.seek_head([*entries, (ebml.TAGS, 0)]))
    second = ebml.seek_head([*entries, (ebml.TAGS, second_at + width)])
    data = segment(first, info, tracks, filling, second, tail)

    layout, source = found(data)

    assert starts(layout, ebml.TAGS) == [at(data, ebml.TAGS)]
    assert layout.warnings == []
    assert source.rounds <= 4


def test_many_seek_heads_are_not_all_followed() -> None:
    chain = ebml.seek_head((ebml.SEEK_HEAD, 100_000 + number) for number in range(1000))
    data = segment(chain, ebml.info(), ebml.element(ebml.TRACKS, b""), bytes(200_000))

    _, source = found(data)

    assert source.rounds < 40


def test_a_wrong_seek_entry_is_a_warning() -> None:
    data = film(3).write()
    moved = bytearray(data)
    cues = at(data, ebml.CUES)
    moved[cues : cues + 4] = ebml.number(0x1043A770)

    layout, _ = found(bytes(moved))
    assert starts(layout, ebml.CUES) == []
    assert layout.warnings == [f"the SeekHead names Cues at {cues}, but it is not there"]


def test_a_seek_entry_past_the_end_is_a_warning() -> None:
    data = film(3).write()

    layout, _ = found(data[: at(data, ebml.CUES) - 100])

    assert starts(layout, ebml.CUES) == []
    assert any("past the end" in warning for warning in layout.warnings)
    assert any("truncated" in warning for warning in layout.warnings)


def test_clusters_in_a_seek_head_are_passed_over() -> None:
    data = segment(
        ebml.seek_head([(ebml.CLUSTER, 5)] * 100), ebml.info(), ebml.element(ebml.TRACKS, b"")
    )

    layout, source = found(data)

    assert (source.rounds, layout.warnings) == (1, [])


def test_a_damaged_seek_head_is_a_warning() -> None:
    damaged = ebml.element(ebml.SEEK_HEAD, b"\x00\x00")
    data = segment(damaged, ebml.info(), ebml.element(ebml.TRACKS, b""))

    assert "damaged" in found(data)[0].warnings[0]


def test_tracks_far_behind_are_found_by_walking() -> None:
    parts = [ebml.seek_head([]), ebml.void(100_000), ebml.info(), ebml.void(100_000)]
    data = segment(*parts, ebml.element(ebml.TRACKS, TRACKS[1]), captions(1)[0].write()[0])

    layout, _ = found(data)

    assert starts(layout, ebml.TRACKS) == [at(data, ebml.TRACKS)]
    assert layout.payload == at(data, ebml.CLUSTER)


def test_tracks_behind_the_clusters_are_found_by_the_seek_head() -> None:
    info, tracks = ebml.info(), ebml.element(ebml.TRACKS, TRACKS[1])
    cluster = ebml.element(ebml.CLUSTER, ebml.element(0xE7, 0) + ebml.void(100_000))
    width = len(ebml.seek_head([(ebml.TRACKS, 0)]))
    head = ebml.seek_head([(ebml.TRACKS, width + len(info) + len(cluster))])
    data = segment(head, info, cluster, tracks)

    assert starts(found(data)[0], ebml.TRACKS) == [at(data, ebml.TRACKS)]


def test_damage_between_the_first_elements_is_a_warning() -> None:
    data = segment(ebml.info(), ebml.element(ebml.TRACKS, b""), b"\x00" * 40)

    assert any("damaged at" in warning for warning in found(data)[0].warnings)


def test_a_segment_of_unknown_size_ends_with_the_file() -> None:
    data = film(3, unknown_segment=True).write()

    assert found(data)[0].end == len(data)


def test_a_segment_shorter_than_the_file_ends_before_it() -> None:
    data = film(3).write()

    assert found(data + b"tail")[0].end == len(data)


def test_a_truncated_file_says_how_much_is_missing() -> None:
    data = film(3).write()

    layout, _ = found(data[:-5])

    assert layout.end == len(data) - 5
    assert "the file is truncated: its last 5 bytes are missing" in layout.warnings


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no Matroska header"),
        (b"\x1a\x45\xdf\xa3", "no Matroska header"),
        (ebml.ebml_header(), "no Matroska header"),
        (ebml.ebml_header("avi") + bytes(20), "'avi'"),
        (ebml.ebml_header(id_length=5) + bytes(20), "ids of up to 5"),
        (ebml.ebml_header(size_length=9) + bytes(20), "sizes of up to 9"),
        (captions(1)[0].write()[0], "begins with a Cluster"),
        (ebml.ebml_header() + ebml.info(), "where the Segment should be"),
        (b"\x00" * 40, "no element id"),
        (segment(ebml.info()), "no Tracks"),
    ],
)
def test_what_is_no_matroska_file_is_an_error(data: bytes, words: str) -> None:
    with pytest.raises(ContainerError, match=words):
        opened(data)


def test_filling_before_the_segment_and_a_missing_header_are_allowed() -> None:
    data = film(2).write()
    header = ebml.ebml_header()
    rest = data[len(header) :]

    movie, _ = opened(header + ebml.void(30) + ebml.void(2) + rest)
    assert len(movie.tracks) == 2
    movie, _ = opened(rest)
    assert movie.warnings == ("the file has no EBML header",)


def test_an_element_is_noted_once() -> None:
    layout = Layout(0, 100)

    for _ in range(2):
        layout.add(ebml.CUES, Place(10, 12, 20))

    assert layout.found[ebml.CUES] == [Place(10, 12, 20)]
    assert layout.first(ebml.CUES) == Place(10, 12, 20)
    assert layout.first(ebml.TAGS) is None


def test_pieces_are_asked_for_once() -> None:
    source = RangedBytes(bytes(range(100)))
    pieces = Pieces(100)

    assert source.run(pieces.read([ByteRange(0, 50), ByteRange(90, 120)]))[1] == bytes(
        range(90, 100)
    )
    assert source.run(pieces.read([ByteRange(10, 20)])) == [bytes(range(10, 20))]
    assert pieces.have(95, 200) == bytes(range(95, 100))
    assert pieces.have(40, 60) is None
    assert source.rounds == 1

from __future__ import annotations

import contextlib
from pathlib import Path

import av
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.container.sequential import SequentialScan
from cuelift.container.sup import SupJoiner, open_sup
from cuelift.errors import CueliftError
from cuelift.media import ByteRange, to_ns
from tests.container.reading import damage, opened, read_everything, scanned
from tests.support.limited import survive
from tests.writers import pgs

SHOWN = pgs.composition(pgs.placed(0, 1, 2)) + pgs.picture(0, bytes(900), 30, room=300) + pgs.end()
CLEAR = pgs.composition(state=pgs.NORMAL) + pgs.end()
SETS = [(90_000 * n, SHOWN if n % 2 == 0 else CLEAR) for n in range(40)]


def test_samples_are_display_sets() -> None:
    data = pgs.sup(SETS)

    samples = scanned(data)

    assert [(sample.pts, sample.data) for sample in samples] == SETS
    assert damage(data) == []


@pytest.mark.parametrize("step", [7, 100])
def test_segments_may_lie_over_slices(step: int) -> None:
    data = pgs.sup(SETS)
    scan = SequentialScan(SupJoiner(), ByteRange(0, len(data)), step)

    found = [each for at, end in scan.slices() for each in scan.parse(at, data[at:end]).samples]

    assert [(sample.pts, sample.data, sample.offset) for sample in found] == [
        (sample.pts, sample.data, sample.offset) for sample in scanned(data)
    ]


def test_the_file_is_one_track() -> None:
    movie, _ = opened(pgs.sup(SETS))

    [track] = movie.tracks
    assert (movie.container, track.codec, track.codec_id) == ("sup", "pgs", "PG")
    assert movie.duration_ns == to_ns(39 * 90_000, 90_000)


def test_rubbish_between_segments_is_passed_over() -> None:
    data = pgs.sup(SETS[:2]) + b"PGrubbish" * 40 + pgs.sup(SETS[2:4])

    assert [sample.pts for sample in scanned(data)] == [0, 90_000, 180_000, 270_000]
    assert damage(data) == [
        f"bytes that are no segments, the first ones at {len(pgs.sup(SETS[:2]))}"
    ]


def test_a_file_that_was_cut_off_keeps_what_it_has() -> None:
    data = pgs.sup(SETS[:3])[:-5]

    assert len(scanned(data)) == 3
    [said] = damage(data)
    assert said.startswith("the segment at")
    assert said.endswith("display sets without an end")


def test_zeros_at_the_end_are_no_damage() -> None:
    assert "cut off" not in str(damage(pgs.sup(SETS) + bytes(7)))


def test_times_go_on_over_the_wrap() -> None:
    top = (1 << 32) - 1000
    data = pgs.sup([(top, SHOWN), (5, CLEAR), (top + 5, SHOWN), (90, CLEAR)])

    assert [sample.pts for sample in scanned(data)] == [top, top + 1005, top + 5, top + 1090]


def test_nothing_is_read_when_nothing_is_wanted() -> None:
    assert scanned(pgs.sup(SETS), []) == []


def segments(path: str) -> list[bytes]:
    with av.open(path) as container:
        return [bytes(packet) for packet in container.demux() if packet.size]


def test_segments_are_those_that_libav_reads(tmp_path: Path) -> None:
    path = tmp_path / "film.sup"
    path.write_bytes(pgs.sup(SETS))

    assert b"".join(segments(str(path))) == b"".join(
        sample.data for sample in scanned(path.read_bytes())
    )


@pytest.mark.corpus
def test_real_files_are_read_whole(corpus: Path) -> None:
    files = sorted(corpus.glob("*/fixtures/*.sup"))
    assert files
    for path in files:
        samples = scanned(path.read_bytes())
        assert b"".join(sample.data for sample in samples) == b"".join(segments(str(path)))
        assert damage(path.read_bytes()) == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_every_mutation_ends_in_a_result_or_our_error(seed: int) -> None:
    seeds = [pgs.sup(SETS[:6]), pgs.sup(SETS)]

    survive(seeds, lambda data: read_everything(open_sup, data), count=1000, seed=seed)


@given(st.binary(max_size=200))
def test_any_bytes_end_in_a_result_or_our_error(data: bytes) -> None:
    with contextlib.suppress(CueliftError):
        read_everything(open_sup, pgs.sup(SETS[:1]) + b"PG" + data)

from __future__ import annotations

import pytest

from cuelift.container import sequential
from cuelift.media import Sample
from tests.container.reading import damage, notes, opened, scanned
from tests.writers import pgs
from tests.writers.mpegts import (
    CAPTIONS,
    PMT,
    VIDEO,
    VIDEO_STREAM,
    Mux,
    descriptor,
    dvb,
    film,
    pat,
    pmt,
    section,
    stream,
    subtitling,
)

LONG = b"\x20\0" + bytes(range(250)) * 7 + b"\xff"
SHOWN = [(CAPTIONS, 9000 * n, LONG[: 400 + 100 * n]) for n in range(8)]
DISC = stream(0x90, CAPTIONS)


def facts(samples: list[Sample]) -> list[tuple[int, int, bytes]]:
    return [(sample.track, sample.pts, sample.data) for sample in samples]


@pytest.mark.parametrize("size", [188, 192, 204])
@pytest.mark.parametrize("step", [None, 3 * 188, 12_000])
def test_samples_are_those_that_were_written(
    size: int, step: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if step:
        monkeypatch.setattr("cuelift.container.mpegts.opening.SLICE_BYTES", step)
    samples = scanned(film(SHOWN).write(size))

    assert facts(samples) == [(0, 90_000 + at, data) for _, at, data in SHOWN]
    assert {sample.duration for sample in samples} == {None}
    assert damage(film(SHOWN).write(size)) == []


def test_tracks_of_one_stream_have_the_same_samples() -> None:
    both = dvb(CAPTIONS, descriptor(0x59, subtitling()[2:] + subtitling(b"deu", page=2)[2:]))
    data = film(SHOWN[:2], [VIDEO_STREAM, both]).write()

    assert [sample.track for sample in scanned(data)] == [0, 1, 0, 1]
    assert [sample.track for sample in scanned(data, [1])] == [1, 1]


def test_display_sets_are_put_together_of_segments() -> None:
    shown = pgs.composition(pgs.placed(0, 10, 10)) + pgs.picture(0, bytes(4000), 100, room=60)
    whole, clear = shown + pgs.end(), pgs.composition() + pgs.end()
    segments = [part for _, data in ((0, whole), (0, clear)) for part in split(data)]
    data = film([(CAPTIONS, 9000 + n, part) for n, part in enumerate(segments)], [DISC]).write()

    samples = scanned(data)

    assert [sample.data for sample in samples] == [whole, clear]
    assert samples[0].pts == 99_000
    assert samples[1].pts == 99_000 + len(split(whole))


def split(data: bytes) -> list[bytes]:
    parts, at = [], 0
    while at < len(data):
        end = at + 3 + int.from_bytes(data[at + 1 : at + 3])
        parts.append(data[at:end])
        at = end
    return parts


def test_a_display_set_without_an_end_comes_last() -> None:
    data = film([(CAPTIONS, 0, pgs.composition())], [VIDEO_STREAM, DISC]).write()

    assert [sample.data for sample in scanned(data)] == [pgs.composition()]


def test_times_go_on_over_the_wrap() -> None:
    start = (1 << 33) - 36_000

    samples = scanned(film(SHOWN, start=start).write())

    assert [sample.pts for sample in samples] == [start + at for _, at, _ in SHOWN]


def test_times_are_right_where_captions_come_before_the_clock() -> None:
    mux = Mux().tables([VIDEO_STREAM, dvb()])
    mux.pes(CAPTIONS, b"first", 100).clock(50)
    mux.pes(VIDEO, bytes(500), (1 << 33) - 10)

    assert [sample.pts for sample in scanned(mux.write())] == [100]


def test_times_go_on_behind_a_jump_of_the_clock() -> None:
    one, two = film(SHOWN, start=9_000_000), film(SHOWN, start=90_000)
    for packet in two.packets:
        one.packets.append(packet)
    data = one.write()

    samples = scanned(data)

    last_clock = 9_000_000 - 9000 + 59 * 3600
    assert [sample.pts for sample in samples[8:]] == [last_clock + 9000 + at for _, at, _ in SHOWN]
    assert notes(data) == [
        "the clock jumps in the file; times go on behind the jump as if it had not"
    ]
    # The counter of the captions may go on or not; here it does not.
    assert len(samples) == 16


def test_each_programme_follows_its_own_clock_from_the_first_one_on() -> None:
    ahead, behind = 1 << 32, (1 << 33) - 20_000
    mux = Mux().section(0, pat({1: PMT, 2: PMT + 1}))
    mux.section(PMT, pmt([VIDEO_STREAM, dvb(0x51)]))
    other = pmt([b"\x02\xe2\x00\xf0\x00", dvb(0x52)], program=2, pcr=0x200)
    mux.section(PMT + 1, other)
    for number in range(20):
        mux.clock(ahead + 9000 * number).clock((behind + 9000 * number) % (1 << 33), 0x200)
        mux.pes(0x52, b"two", (behind + 9000 * number + 500) % (1 << 33))
    data = mux.write()

    assert [sample.pts for sample in scanned(data)] == [
        behind + 9000 * number + 500 for number in range(20)
    ]
    assert notes(data) == []


def test_a_jump_that_the_stream_tells_is_one_though_it_is_short() -> None:
    mux = film(SHOWN, frames=30)
    mux.clock(90_000 + 100 * 90_000, jump=True)
    mux.pes(CAPTIONS, b"later", 90_000 + 101 * 90_000)

    samples = scanned(mux.write())

    last_clock = 90_000 - 9000 + 29 * 3600
    assert samples[-1].pts == last_clock + 90_000


def test_a_payload_without_a_time_has_that_of_the_clock() -> None:
    mux = film([], frames=3)
    mux.pes(CAPTIONS, b"now", None)

    assert [sample.pts for sample in scanned(mux.write())] == [90_000 - 9000 + 2 * 3600]


def test_lost_packets_cost_their_caption_and_are_told() -> None:
    mux = film(SHOWN)
    places = [
        n for n, packet in enumerate(mux.packets) if packet[1] & 0x1F == 1 and packet[2] == 32
    ]
    del mux.packets[places[4]]

    data = mux.write()

    assert len(scanned(data)) == 7
    assert damage(data) == ["packets of stream 0x120 are missing"]


def test_bytes_that_are_no_packets_are_told() -> None:
    data = film(SHOWN).write()
    at = 188 * 100
    broken = data[:at] + b"rubbish" * 100 + data[at:]

    assert facts(scanned(broken)) == facts(scanned(data))
    assert damage(broken) == ["bytes that are no packets, the first ones behind 0"]


def test_captions_that_are_scrambled_later_are_told() -> None:
    mux = film(SHOWN, frames=3000)
    mux.pes(CAPTIONS, bytes(500), 100, scrambled=True)
    mux.packets += film([], frames=3000).packets
    data = mux.write()

    assert opened(data)[0].tracks[0].refusal is None
    assert "stream 0x120 is scrambled" in damage(data)


def test_captions_that_come_and_go_are_told() -> None:
    mux = film(SHOWN, frames=3000)
    mux.tables([VIDEO_STREAM, dvb(), dvb(0x130, subtitling(b"spa"))], version=1)
    mux.packets += film([], frames=3000).packets
    data = mux.write()
    size = sequential.SLICE_BYTES // 188 * 188
    assert size < len(data)
    at = next(n for n, p in enumerate(mux.packets) if p[1:3] == b"\x50\0" and b"spa" in p) * 188
    assert at > 256 * 1024

    said = damage(data)

    where = "captions of stream 0x130 (es) begin later in the file and are not read"
    assert said == ([where] if at % size < size // 8 else [])
    scan = opened(data)[0].scan([0])
    part = scan._joiner.cut(at, data[at : at + 188 * 100])
    scan._joiner.join(part)
    assert scan._joiner.damage() == where


def test_a_page_that_comes_later_is_told() -> None:
    data = film(SHOWN[:1]).write()
    later = Mux().tables([VIDEO_STREAM, dvb(CAPTIONS, subtitling(page=2))], version=1)
    again = Mux().tables([VIDEO_STREAM, dvb(CAPTIONS, subtitling(b"fra", 0x20))], version=1)

    for mux, expected in ((later, "captions of stream 0x120 (en) begin later"), (again, None)):
        for _ in range(30):
            mux.add(0x1FFF, bytes(184))
        joiner = opened(data)[0].scan([0])._joiner
        joiner.join(joiner.cut(0, mux.write()))
        said = joiner.damage()
        assert said.startswith(expected) if expected else said is None


def test_maps_cut_short_and_other_sections_do_no_harm() -> None:
    mux = Mux()
    for part in (section(2, 1, b"\xe1\x00\xf0\x09"), section(5, 1, b"")):
        mux.section(PMT, part)
    mux.packets = [*film(SHOWN[:1], frames=1).packets[:2], *mux.packets]
    mux.packets += film(SHOWN).packets * 3

    assert len(scanned(mux.write())) == 8 * 3


def test_a_packet_without_a_length_ends_with_the_file() -> None:
    mux = film(SHOWN[:2])
    mux.pes(CAPTIONS, b"last", 700_000, unbounded=True)

    assert scanned(mux.write())[-1].data == b"last"

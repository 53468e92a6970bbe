from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.bytereader import ByteReader
from cuelift.container.mpegts.psi import (
    Descriptor,
    Sections,
    crc32,
    packet_body,
    read_descriptors,
    read_pat,
    read_pmt,
)
from cuelift.errors import CueliftError, TruncatedData
from tests.writers.mpegts import (
    CAPTIONS,
    PMT,
    VIDEO_STREAM,
    Mux,
    descriptor,
    dvb,
    pat,
    pmt,
    section,
)


def collected(mux: Mux) -> tuple[list[bytes], Sections]:
    sections = Sections()
    return [each for packet in mux.packets for each in sections.push(packet)], sections


def test_the_check_of_a_section_is_zero() -> None:
    assert crc32(pat({1: PMT})) == 0
    assert crc32(b"\0" + pat({1: PMT})) != 0


def test_programmes_are_listed_and_the_network_is_not() -> None:
    assert read_pat(pat({0: 0x10, 1: PMT, 7: 0x1FFE})) == {1: PMT, 7: 0x1FFE}


def test_a_map_lists_streams_and_what_is_said_of_them() -> None:
    found = read_pmt(
        pmt([VIDEO_STREAM, dvb()], program=9, pcr=0x1FFF, about=descriptor(5, b"HDMV"))
    )

    assert found is not None
    assert (found.program, found.pcr_pid) == (9, 0x1FFF)
    assert found.descriptors == (Descriptor(5, b"HDMV"),)
    assert [(stream.kind, stream.pid) for stream in found.streams] == [(0x1B, 0x100), (6, CAPTIONS)]
    assert found.streams[1].descriptors == (Descriptor(0x59, b"eng\x10\0\1\0\1"),)


@pytest.mark.parametrize("data", [pat({1: 2}), pmt([VIDEO_STREAM], now=False)])
def test_other_sections_and_later_ones_are_no_map(data: bytes) -> None:
    assert read_pmt(data) is None


def test_a_map_that_ends_too_early_is_an_error() -> None:
    with pytest.raises(TruncatedData):
        read_pmt(section(2, 1, b"\xe1\x00\xf0\x09"))


def test_a_broken_descriptor_ends_the_list() -> None:
    body = ByteReader(descriptor(1, b"a") + b"\x02\x09b")

    assert list(read_descriptors(body)) == [Descriptor(1, b"a")]


def test_a_section_over_several_packets_is_put_together() -> None:
    long = pmt([dvb(0x200 + n) for n in range(30)])

    found, _ = collected(Mux().section(PMT, long))

    assert len(long) > 2 * 184
    assert found == [long]


def test_a_section_known_from_before_is_not_told_again() -> None:
    mux = Mux().section(0, pat({1: PMT})).section(0, pat({1: PMT})).section(0, pat({2: PMT}))

    found, _ = collected(mux)

    assert found == [pat({1: PMT}), pat({2: PMT})]


def test_sections_in_one_packet_are_told_apart() -> None:
    one, two = pat({1: PMT}), pat({2: 5})
    packet = Mux().add(0, (b"\0" + one + two).ljust(184, b"\xff"), begins=True)

    assert collected(packet)[0] == [one, two]


def test_a_section_that_begins_behind_the_end_of_another_is_found() -> None:
    one, two = pmt([dvb(0x200 + n) for n in range(20)]), pat({2: 5})
    tail = one[183 + 184 :]
    mux = Mux().add(PMT, b"\0" + one[:183], begins=True).add(PMT, one[183:367])
    mux.add(PMT, (bytes((len(tail),)) + tail + two).ljust(184, b"\xff"), begins=True)

    assert collected(mux)[0] == [one, two]


def test_a_lost_packet_costs_its_section() -> None:
    long = pmt([dvb(0x200 + n) for n in range(30)])
    mux = Mux().section(PMT, long).section(PMT, pat({1: 1}))
    del mux.packets[1]

    assert collected(mux)[0] == [pat({1: 1})]


def test_a_packet_sent_twice_does_no_harm() -> None:
    long = pmt([dvb(0x200 + n) for n in range(30)])
    mux = Mux().section(PMT, long)
    mux.packets.insert(1, mux.packets[1])

    assert collected(mux)[0] == [long]


def test_a_damaged_section_is_counted() -> None:
    damaged = bytearray(pat({1: PMT}))
    damaged[9] ^= 1

    found, sections = collected(Mux().section(0, bytes(damaged)))

    assert (found, sections.damaged) == ([], 1)


@pytest.mark.parametrize("flags", [0x90, 0x20, 0x00])
def test_packets_without_clear_payload_have_no_body(flags: int) -> None:
    assert packet_body(b"G\0\0" + bytes((flags,)) + bytes(184)) is None


def test_an_adaptation_field_that_fills_more_than_the_packet_leaves_no_body() -> None:
    assert packet_body(b"G\0\0\x30\xff" + bytes(183)) is None


@given(st.lists(st.binary(min_size=184, max_size=184), max_size=5), st.integers(0, 3))
def test_any_packets_end_in_sections_or_our_error(payloads: list[bytes], kind: int) -> None:
    sections = Sections()
    for number, payload in enumerate(payloads):
        packet = bytes((0x47, 0x40 * (kind & 1), 0, 0x10 | number)) + payload
        for found in sections.push(packet):
            try:
                read_pat(found)
                read_pmt(found)
            except CueliftError:
                pass


@given(st.binary(max_size=60))
def test_any_bytes_in_a_map_end_in_a_result_or_our_error(body: bytes) -> None:
    try:
        read_pmt(b"\2\xb0\0\0\1\xc1\0\0" + body)
        read_pat(b"\0\xb0\0\0\1\xc1\0\0" + body)
    except CueliftError:
        pass

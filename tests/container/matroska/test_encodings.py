from __future__ import annotations

import bz2
import contextlib
import time
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.bytereader import ByteReader
from cuelift.container.matroska.encodings import Encoding, Packing, parse_encodings, unpack
from cuelift.errors import ContainerError, CueliftError
from tests.writers import ebml


def parsed(*encodings: bytes) -> Packing:
    return parse_encodings(ByteReader(b"".join(encodings)))


@pytest.mark.parametrize(
    ("algorithm", "packed", "settings"),
    [
        (0, zlib.compress(b"hello"), b""),
        (1, bz2.compress(b"hello"), b""),
        (3, b"llo", b"he"),
        (3, b"hello", b""),
    ],
)
def test_each_algorithm_is_undone(algorithm: int, packed: bytes, settings: bytes) -> None:
    packing = parsed(ebml.compression(algorithm, settings))

    assert packing.refusal is None
    assert unpack(packed, packing.blocks()) == b"hello"


def test_a_chain_is_undone_from_the_highest_order_down() -> None:
    packing = parsed(ebml.compression(0, order=1), ebml.compression(3, b"he", order=0), b"\xec\x80")

    assert unpack(zlib.compress(b"llo"), packing.blocks()) == b"hello"


def test_the_scope_says_what_is_packed() -> None:
    packing = parsed(
        ebml.compression(0, scope=1, order=0),
        ebml.compression(3, b"x", scope=2, order=1),
        ebml.compression(1, scope=3, order=2),
    )

    assert [step.algorithm for step in packing.blocks()] == ["bzip2", "zlib"]
    assert [step.algorithm for step in packing.private()] == ["bzip2", "header"]


def test_nothing_stated_is_zlib_of_blocks() -> None:
    packing = parsed(ebml.element(0x6240, ebml.element(0x5034, b"")))

    assert packing == Packing((Encoding("zlib", 1, b""),))


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        (ebml.compression(2), "LZO"),
        (ebml.compression(9), "algorithm 9"),
        (ebml.compression(0, scope=5), "another content encoding"),
        (ebml.encryption(5, 1), "AES-CTR"),
        (ebml.encryption(5, 2), "AES-CBC"),
        (ebml.encryption(5, 7), "AES-mode 7"),
        (ebml.encryption(3), "Twofish"),
        (ebml.encryption(99), "cipher 99"),
        (ebml.element(0x6240, ebml.element(0x5033, 2)), "unknown type 2"),
    ],
)
def test_what_cannot_be_undone_is_refused_by_name(encoding: bytes, words: str) -> None:
    refusal = parsed(ebml.compression(3, b"x"), encoding).refusal

    assert refusal is not None
    assert words in refusal


def test_a_cipher_of_none_is_no_encryption() -> None:
    assert parsed(ebml.encryption(0)) == Packing()


def test_elements_that_are_not_known_are_passed_over() -> None:
    other = ebml.element(0xD7, 1)
    compression = ebml.element(0x5034, other + ebml.element(0x4254, 3) + other)
    settings = ebml.element(0x47E7, other + ebml.element(0x47E8, 1) + other)
    encryption = ebml.element(0x5035, other + settings + ebml.element(0x47E1, 5) + other)

    packing = parsed(other, ebml.element(0x6240, other + compression + other), other)
    assert [step.algorithm for step in packing.encodings] == ["header"]
    packing = parsed(ebml.element(0x6240, encryption + ebml.element(0x5033, 1)))
    assert packing.refusal == "encrypted by AES-CTR"


def test_many_encodings_are_refused() -> None:
    assert "more than 8" in str(parsed(*[ebml.compression(3)] * 9).refusal)
    assert parsed(*[ebml.compression(3)] * 8).refusal is None


@pytest.mark.parametrize(
    ("algorithm", "data", "words"),
    [
        ("zlib", b"not zlib", "damaged"),
        ("bzip2", b"not bzip2", "damaged"),
        ("zlib", zlib.compress(b"hello" * 100)[:-8], "too early"),
        ("bzip2", bz2.compress(b"hello" * 100)[:-8], "too early"),
        ("zlib", b"", "too early"),
    ],
)
def test_damaged_data_is_an_error(algorithm: str, data: bytes, words: str) -> None:
    with pytest.raises(ContainerError, match=words):
        unpack(data, [Encoding(algorithm, 1, b"")])


@pytest.mark.parametrize("algorithm", ["zlib", "bzip2"])
def test_a_bomb_costs_next_to_nothing(algorithm: str) -> None:
    packer = zlib.compress if algorithm == "zlib" else bz2.compress
    bomb = packer(bytes(50_000_000))
    started = time.process_time()

    with pytest.raises(ContainerError, match="more than"):
        unpack(bomb, [Encoding(algorithm, 1, b"")])

    assert time.process_time() - started < 1


def test_a_blank_picture_packs_very_well_and_is_allowed() -> None:
    data = bytes(200_000)

    assert unpack(zlib.compress(data), [Encoding("zlib", 1, b"")]) == data


@given(st.binary(max_size=80))
def test_any_bytes_parse_or_raise_our_error(data: bytes) -> None:
    with contextlib.suppress(CueliftError):
        unpack(data, parse_encodings(ByteReader(data)).blocks())

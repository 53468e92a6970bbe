"""Undoes what a track's ContentEncodings say: compression; encryption is named and refused.

Spec: RFC 9559, clauses 5.1.4.1.31 (ContentEncodings) and 14 (compression).
"""

from __future__ import annotations

import bz2
import zlib
from collections.abc import Iterable
from typing import Literal, Protocol

import msgspec

from cuelift.bytereader import ByteReader
from cuelift.container.matroska import ids
from cuelift.container.matroska.ebml import children, uint
from cuelift.errors import ContainerError

MAX_UNPACKED = 64 * 1024 * 1024
"""No sample unpacks to more."""

_ALWAYS_ALLOWED = 256 * 1024
_MAX_RATIO = 128
_MAX_ENCODINGS = 8

_SCOPE_BLOCK = 1
_SCOPE_PRIVATE = 2
_SCOPE_NEXT = 4

_CIPHERS = {1: "DES", 2: "3DES", 3: "Twofish", 4: "Blowfish", 5: "AES"}
_MODES = {1: "CTR", 2: "CBC"}

Algorithm = Literal["zlib", "bzip2", "header"]


class Encoding(msgspec.Struct, frozen=True):
    """One step of packing."""

    algorithm: Algorithm
    scope: int
    settings: bytes
    """Header stripping: the bytes that were taken off."""


class Packing(msgspec.Struct, frozen=True):
    """How the payload of a track is packed."""

    encodings: tuple[Encoding, ...] = ()
    """In the order in which they are to be undone."""
    refusal: str | None = None

    def blocks(self) -> tuple[Encoding, ...]:
        """Those that apply to the frames of blocks."""
        return tuple(step for step in self.encodings if step.scope & _SCOPE_BLOCK)

    def private(self) -> tuple[Encoding, ...]:
        """Those that apply to CodecPrivate."""
        return tuple(step for step in self.encodings if step.scope & _SCOPE_PRIVATE)


def parse_encodings(body: ByteReader) -> Packing:
    """The ContentEncodings element.

    Raises:
        ContainerError: it is malformed.
    """
    steps: list[tuple[int, Encoding]] = []
    for element, child in children(body):
        if element != ids.CONTENT_ENCODING:
            continue
        if len(steps) == _MAX_ENCODINGS:
            return Packing(refusal=f"more than {_MAX_ENCODINGS} content encodings")
        step = _parse_encoding(child)
        if isinstance(step, str):
            return Packing(refusal=step)
        if step is not None:
            steps.append(step)
    # Encoders apply them from the lowest order up (5.1.4.1.31.2).
    steps.sort(key=lambda step: step[0], reverse=True)
    return Packing(tuple(encoding for _, encoding in steps))


def _parse_encoding(body: ByteReader) -> tuple[int, Encoding] | str | None:
    """An encoding and its order; a string says why it is refused; None: nothing to undo."""
    values = {ids.CONTENT_ENCODING_ORDER: 0, ids.CONTENT_ENCODING_SCOPE: _SCOPE_BLOCK,
              ids.CONTENT_ENCODING_TYPE: 0}  # fmt: skip
    compression, settings, encryption = 0, b"", ""
    for element, child in children(body):
        if element in values:
            values[element] = uint(child)
        elif element == ids.CONTENT_COMPRESSION:
            compression, settings = _parse_compression(child)
        elif element == ids.CONTENT_ENCRYPTION:
            encryption = _parse_encryption(child)
    order, scope, kind = values.values()
    if kind == 1:
        return encryption or None
    if kind != 0:
        return f"content encoding of unknown type {kind}"
    if scope & _SCOPE_NEXT:
        return "a content encoding of another content encoding's data is not supported"
    return _compression(compression, order, scope, settings)


def _compression(
    compression: int, order: int, scope: int, settings: bytes
) -> tuple[int, Encoding] | str:
    algorithms: dict[int, Algorithm] = {0: "zlib", 1: "bzip2", 3: "header"}
    algorithm = algorithms.get(compression)
    if algorithm is None:
        name = "LZO" if compression == 2 else f"algorithm {compression}"
        return f"compressed by {name}, which is not supported"
    return order, Encoding(algorithm, scope, settings)


def _parse_compression(body: ByteReader) -> tuple[int, bytes]:
    algorithm, settings = 0, b""
    for element, child in children(body):
        if element == ids.CONTENT_COMP_ALGO:
            algorithm = uint(child)
        elif element == ids.CONTENT_COMP_SETTINGS:
            settings = child.rest()
    return algorithm, settings


def _parse_encryption(body: ByteReader) -> str:
    """What to say of it; empty: not encrypted after all."""
    cipher, mode = 0, ""
    for element, child in children(body):
        if element == ids.CONTENT_ENC_ALGO:
            cipher = uint(child)
        elif element == ids.CONTENT_ENC_AES_SETTINGS:
            for inner, value in children(child):
                if inner == ids.AES_SETTINGS_CIPHER_MODE:
                    number = uint(value)
                    mode = "-" + _MODES.get(number, f"mode {number}")
    if cipher == 0:
        return ""
    return f"encrypted by {_CIPHERS.get(cipher, f'cipher {cipher}')}{mode}"


class _Decompressor(Protocol):
    @property
    def eof(self) -> bool: ...

    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


def unpack(data: bytes, encodings: Iterable[Encoding]) -> bytes:
    """Undoes each encoding in turn.

    Raises:
        ContainerError: the data is damaged, or unpacks to far more than captions can be.
    """
    for encoding in encodings:
        if encoding.algorithm == "header":
            data = encoding.settings + data
        else:
            data = _decompress(data, encoding.algorithm)
    return data


def _decompress(data: bytes, algorithm: Algorithm) -> bytes:
    limit = min(MAX_UNPACKED, _ALWAYS_ALLOWED + _MAX_RATIO * len(data))
    decompressor: _Decompressor = (
        zlib.decompressobj() if algorithm == "zlib" else bz2.BZ2Decompressor()
    )
    try:
        result = decompressor.decompress(data, limit)
    except (zlib.error, OSError, ValueError, EOFError) as error:
        raise ContainerError(f"{algorithm} data of {len(data)} bytes is damaged: {error}") from None
    if not decompressor.eof:
        reason = f"unpacks to more than {limit}" if len(result) == limit else "ends too early"
        raise ContainerError(f"{algorithm} data of {len(data)} bytes {reason}")
    return result

"""WAV files, and looks into the heads of WAV and FLAC files.

Spec: Multimedia Programming Interface and Data Specifications 1.0, "WAVE File Format"; RFC 9639
(FLAC), clauses 8.1 and 8.2.
"""

from __future__ import annotations

import os
import struct

from cuelift.dataset.audio.base import SAMPLE_BYTES

_HEAD = struct.Struct("<4sI4s4sIHHIIHH4sI")
_PCM, _BITS = 1, 16
_FLAC_HEAD_BYTES = 42


def wav(samples: bytes, rate: int) -> bytes:
    """A WAV file of one channel with 16 bits."""
    return (
        _HEAD.pack(
            b"RIFF", _HEAD.size - 8 + len(samples), b"WAVE",
            b"fmt ", 16, _PCM, 1, rate, rate * SAMPLE_BYTES, SAMPLE_BYTES, _BITS,
            b"data", len(samples),
        )
        + samples
    )  # fmt: skip


def frames_in(path: str, rate: int) -> int | None:
    """How many samples a file holds that this program made; None: it is not a good one.

    Args:
        path: of a WAV or FLAC file.
        rate: that it must have, in samples a second.
    """
    try:
        with open(path, "rb") as file:
            head = file.read(_HEAD.size)
            size = os.fstat(file.fileno()).st_size
    except OSError:
        return None
    if path.endswith(".wav"):
        return _wav_frames(head, size, rate)
    return _flac_frames(head, rate)


def _wav_frames(head: bytes, size: int, rate: int) -> int | None:
    if len(head) < _HEAD.size:
        return None
    length = size - _HEAD.size
    return length // SAMPLE_BYTES if head == wav(b"", rate)[:4] + _sized(length, rate) else None


def _sized(length: int, rate: int) -> bytes:
    """All of a head behind its first word, for so many bytes of samples."""
    return (
        struct.pack("<I", _HEAD.size - 8 + length)
        + wav(b"", rate)[8:40]
        + struct.pack("<I", length)
    )


def _flac_frames(head: bytes, rate: int) -> int | None:
    """From the stream information, which comes first and is of a known length."""
    if len(head) < _FLAC_HEAD_BYTES or head[:4] != b"fLaC" or head[4] & 0x7F:
        return None
    bits = int.from_bytes(head[18:26], "big")
    found_rate, channels = bits >> 44, (bits >> 41 & 7) + 1
    good = found_rate == rate and channels == 1 and (bits >> 36 & 31) + 1 == _BITS
    return bits & (1 << 36) - 1 if good else None

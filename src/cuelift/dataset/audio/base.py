"""What is cut, and what an engine must be able to do."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from typing import Protocol

import msgspec

SAMPLE_BYTES = 2
"""One channel of 16 bits, little endian."""


class Recording(msgspec.Struct, frozen=True, kw_only=True):
    """The audio of a film."""

    name: str
    """For messages: path or URI, without credentials."""
    path: str | None = None
    """Absolute path; None: it is not a file of this machine."""
    chunks: Callable[[], Iterable[bytes]] | None = None
    """Its bytes from the beginning, where it has no path."""
    stream: int = 0
    """Number among its audio streams."""
    zero_ns: int | None = None
    """Time stamp at which the film begins; None: where the recording does."""


class Engine(Protocol):
    """Decodes audio and codes FLAC."""

    def languages(self, recording: Recording) -> list[str | None] | None:
        """The language codes of its audio streams; None: that cannot be told.

        Raises:
            CodecError: it cannot be read.
        """

    def decode(self, recording: Recording, rate: int) -> Generator[bytes, None, None]:
        """Its samples from the film's beginning on, gaps filled with silence.

        The generator may be closed before it ends.

        Args:
            recording: to decode.
            rate: samples a second.

        Raises:
            CodecError: it cannot be decoded.
        """

    def flac(self, pieces: Sequence[bytes], rate: int) -> list[bytes]:
        """Codes samples as FLAC files.

        Raises:
            CodecError: they cannot be coded.
        """


def frames_of(start_ns: int, end_ns: int, rate: int) -> tuple[int, int]:
    """The first sample of a stretch, and the first one behind it."""
    return _frame(start_ns, rate), _frame(end_ns, rate)


def _frame(time_ns: int, rate: int) -> int:
    return (time_ns * rate + 500_000_000) // 1_000_000_000

"""Decodes and codes by PyAV, where the program ffmpeg is not installed."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from io import BytesIO, RawIOBase
from typing import TYPE_CHECKING, Any

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.error import FFmpegError

from cuelift.dataset.audio.base import SAMPLE_BYTES, Recording
from cuelift.errors import CodecError

if TYPE_CHECKING:
    from av.container import InputContainer

GAP_S = 0.1
"""Time stamps that are off by less are roundings."""
_CHUNK_FRAMES = 65_536


class PyAv:
    """The package ``av``."""

    def languages(self, recording: Recording) -> list[str | None] | None:
        """The language codes of its audio streams; None: that cannot be told."""
        if recording.path is None:
            return None
        try:
            with av.open(f"file:{recording.path}") as container:
                return [stream.metadata.get("language") for stream in container.streams.audio]
        except (FFmpegError, OSError, ValueError) as error:
            raise _failure(recording, error) from error

    def decode(self, recording: Recording, rate: int) -> Generator[bytes, None, None]:
        """Its samples from the film's beginning on, gaps filled with silence."""
        try:
            with _open(recording) as container:
                if recording.stream >= len(container.streams.audio):
                    raise CodecError(
                        f"{recording.name}: there is no audio stream {recording.stream}; "
                        f"it has {len(container.streams.audio)}"
                    )
                yield from _decode(container, recording, rate)
        except (FFmpegError, OSError, ValueError) as error:
            raise _failure(recording, error) from error

    def flac(self, pieces: Sequence[bytes], rate: int) -> list[bytes]:
        """Codes samples as FLAC files."""
        return [_flac(piece, rate) for piece in pieces]


class _Reader(RawIOBase):
    """The bytes of a recording, from front to back."""

    def __init__(self, recording: Recording) -> None:
        self._chunks = iter(recording.chunks() if recording.chunks is not None else ())
        self._held = b""

    def readable(self) -> bool:
        """Yes."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Up to so many bytes."""
        if not self._held:
            self._held = next(self._chunks, b"")
        size = len(self._held) if size < 0 else size
        data, self._held = self._held[:size], self._held[size:]
        return data


def _open(recording: Recording) -> InputContainer:
    if recording.path is not None:
        return av.open(f"file:{recording.path}", "r")
    return av.open(_Reader(recording), "r")


def _decode(container: InputContainer, recording: Recording, rate: int) -> Iterator[bytes]:
    placed = _Placed(rate)
    zero_s: float | None = None if recording.zero_ns is None else recording.zero_ns / 1e9
    for frame in container.decode(container.streams.audio[recording.stream]):
        time_s = frame.time
        if zero_s is None:
            zero_s = time_s or 0.0
        yield from placed.feed(frame, None if time_s is None else time_s - zero_s)
    yield from placed.end()


class _Placed:
    """Resamples frames, and puts silence where time stamps leave a gap."""

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self._resampler = self._fresh()
        self._behind_s: float | None = None
        """Where the last frame ended."""
        self._written = 0
        self._drop = 0
        """Samples before the film's beginning that are still to come."""

    def _fresh(self) -> AudioResampler:
        return AudioResampler(format="s16", layout="mono", rate=self._rate)

    def feed(self, frame: AudioFrame, time_s: float | None) -> Iterator[bytes]:
        """The samples that a frame completes."""
        if time_s is None:
            time_s = self._behind_s or 0.0
        if self._behind_s is None or time_s - self._behind_s > GAP_S:
            if self._behind_s is not None:
                yield from self.end()
                self._resampler = self._fresh()
            yield from self._silence(round(time_s * self._rate) - self._written)
            self._behind_s = time_s
        self._behind_s += frame.samples / (frame.sample_rate or self._rate)
        frame.pts = None
        yield from self._out(self._resampler.resample(frame))

    def end(self) -> Iterator[bytes]:
        """The samples that are still held back."""
        yield from self._out(self._resampler.resample(None))

    def _silence(self, count: int) -> Iterator[bytes]:
        if count < 0:
            self._drop = -count
            return
        self._written += count
        while count > 0:
            part = min(count, _CHUNK_FRAMES)
            yield bytes(part * SAMPLE_BYTES)
            count -= part

    def _out(self, frames: Sequence[AudioFrame]) -> Iterator[bytes]:
        for frame in frames:
            data = frame.to_ndarray().tobytes()
            dropped = min(self._drop, frame.samples)
            self._drop -= dropped
            self._written += frame.samples - dropped
            yield data[dropped * SAMPLE_BYTES :]


def _flac(piece: bytes, rate: int) -> bytes:
    made = BytesIO()
    try:
        with av.open(made, "w", format="flac", options={"fflags": "+bitexact"}) as container:
            stream: Any = container.add_stream("flac", rate=rate)
            stream.layout = "mono"
            stream.format = "s16"
            samples = np.frombuffer(piece, np.int16).reshape(1, -1)
            for at in range(0, samples.shape[1], _CHUNK_FRAMES):
                part = np.ascontiguousarray(samples[:, at : at + _CHUNK_FRAMES])
                frame = AudioFrame.from_ndarray(part, format="s16", layout="mono")
                frame.sample_rate, frame.pts = rate, at
                container.mux(stream.encode(frame))
            container.mux(stream.encode(None))
    except (FFmpegError, ValueError) as error:
        raise CodecError(f"coding FLAC: {error}") from error
    return made.getvalue()


def _failure(recording: Recording, error: Exception) -> CodecError:
    return CodecError(f"{recording.name}: {error}")

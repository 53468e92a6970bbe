"""Decodes and codes by the program ffmpeg: one process for all of a recording."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from tempfile import TemporaryDirectory, TemporaryFile
from threading import Thread
from typing import IO

import msgspec

from cuelift.dataset.audio.base import Recording
from cuelift.dataset.audio.files import wav
from cuelift.errors import CodecError, CueliftError, StoreError

CHUNK_BYTES = 256 * 1024
_MESSAGE_BYTES = 4096
_PROBE_S = 60


def arguments(recording: Recording, rate: int) -> tuple[str, ...]:
    """What makes ffmpeg decode a recording to one channel, from the film's beginning on.

    Time stamps are kept, so that what begins late or has gaps gets silence there; ``async=1``
    moves nothing else.
    """
    timed: tuple[str, ...] = ()
    if recording.zero_ns is not None:
        shift = ("-itsoffset", f"-{recording.zero_ns / 1e9:.6f}") if recording.zero_ns else ()
        timed = ("-copyts", *shift)
    # Playlists must not lead to other files or hosts.
    source = f"file:{recording.path}" if recording.path is not None else "pipe:0"
    return (
        "-nostdin", "-v", "error", *timed, "-protocol_whitelist", "file,pipe", "-vn", "-sn", "-dn",
        "-i", source, "-map", f"0:a:{recording.stream}",
        "-af", f"aresample={rate}:async=1:first_pts=0,aformat=sample_fmts=s16:channel_layouts=mono",
    )  # fmt: skip


class Ffmpeg:
    """The programs ffmpeg and ffprobe."""

    def __init__(self, program: str, probe: str | None) -> None:
        """Takes the programs.

        Args:
            program: path of ffmpeg.
            probe: path of ffprobe, if it is there.
        """
        self._program = program
        self._probe = probe

    def languages(self, recording: Recording) -> list[str | None] | None:
        """The language codes of its audio streams; None: that cannot be told."""
        if self._probe is None or recording.path is None:
            return None
        asked = ("-v", "error", "-protocol_whitelist", "file", "-select_streams", "a")
        shown = ("-show_entries", "stream=index:stream_tags=language", "-of", "json")
        answer = self._run([self._probe, *asked, *shown, f"file:{recording.path}"], recording.name)
        try:
            streams = msgspec.json.decode(answer, type=_Streams).streams
        except msgspec.DecodeError as error:
            raise CodecError(
                f"{recording.name}: ffprobe says what cannot be read: {error}"
            ) from None
        return [stream.tags.get("language") for stream in streams]

    def decode(self, recording: Recording, rate: int) -> Generator[bytes, None, None]:
        """Its samples from the film's beginning on, gaps filled with silence."""
        command = [self._program, *arguments(recording, rate), "-f", "s16le", "pipe:1"]
        fed = recording.path is None
        with _told(), TemporaryFile() as said:
            try:
                process = subprocess.Popen(  # noqa: S603 - the user's own program, never through a shell
                    command,
                    stdin=subprocess.PIPE if fed else subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=said,
                )
            except OSError as error:
                raise CodecError(f"{self._program} cannot be run: {error.strerror}") from error
            feeder = _Feeder(process.stdin, recording) if process.stdin is not None else None
            try:
                yield from _chunks(process.stdout)
                code = process.wait()
            finally:
                process.kill()
                process.wait()
                for pipe in filter(None, (process.stdout, process.stdin)):
                    with suppress(OSError):
                        pipe.close()
                if feeder is not None:
                    feeder.join()
            if feeder is not None and feeder.error is not None:
                raise feeder.error
            if code:
                said.seek(0)
                raise _failure(recording.name, said.read(_MESSAGE_BYTES))

    def flac(self, pieces: Sequence[bytes], rate: int) -> list[bytes]:
        """Codes samples as FLAC files, all by one process."""
        with _told(), TemporaryDirectory(prefix="cuelift-") as folder:
            inputs, outputs, names = [], [], []
            for number, piece in enumerate(pieces):
                source, made = f"{folder}/{number}.wav", f"{folder}/{number}.flac"
                with open(source, "wb") as file:
                    file.write(wav(piece, rate))
                inputs += ["-i", source]
                outputs += ["-map", f"{number}:a", "-bitexact", "-c:a", "flac", made]
                names.append(made)
            self._run([self._program, "-nostdin", "-v", "error", *inputs, *outputs], "coding FLAC")
            files = []
            for name in names:
                with open(name, "rb") as file:
                    files.append(file.read())
            return files

    def _run(self, command: Sequence[str], what: str) -> bytes:
        try:
            done = subprocess.run(  # noqa: S603 - the user's own program, never through a shell
                command,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=False,
                timeout=_PROBE_S,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            name = os.path.basename(command[0])
            raise CodecError(f"{what}: {name} cannot be run or does not end: {error}") from error
        if done.returncode:
            raise _failure(what, done.stderr[:_MESSAGE_BYTES])
        return done.stdout


class _Stream(msgspec.Struct):
    tags: dict[str, str] = {}


class _Streams(msgspec.Struct):
    streams: list[_Stream] = []


class _Feeder(Thread):
    """Writes a recording into a pipe while the other end is read."""

    def __init__(self, pipe: IO[bytes], recording: Recording) -> None:
        super().__init__(daemon=True)
        self._pipe = pipe
        self._recording = recording
        self.error: CueliftError | None = None
        self.start()

    def run(self) -> None:
        """Feeds until all is told, or nobody reads any more."""
        chunks = self._recording.chunks
        try:
            for chunk in chunks() if chunks is not None else ():
                self._pipe.write(chunk)
        except (OSError, ValueError):
            return  # the program needs no more
        except CueliftError as error:
            self.error = error
        finally:
            with suppress(OSError, ValueError):
                self._pipe.close()


@contextmanager
def _told() -> Iterator[None]:
    """Temporary files that cannot be written are told as such."""
    try:
        yield
    except OSError as error:
        raise StoreError(f"temporary files cannot be written: {error.strerror}") from error


def _chunks(pipe: IO[bytes] | None) -> Iterator[bytes]:
    while pipe is not None and (chunk := pipe.read(CHUNK_BYTES)):
        yield chunk


def _failure(name: str, said: bytes) -> CodecError:
    lines = said.decode("utf-8", "replace").strip().splitlines()
    return CodecError(f"{name}: {lines[-1] if lines else 'ffmpeg failed without a word'}")

"""What the films hold: the least that has to be read, and how long the index takes to parse."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import BinaryIO, NamedTuple, TypeVar, cast

from cuelift.container import SNIFF_BYTES, sniff
from cuelift.media import ByteRange, Fetch

T = TypeVar("T")

_CUES = b"\x1c\x53\xbb\x6b"
_CUE_POINT = 0xBB


class Mp4Need(NamedTuple):
    """The bytes nobody can do without, of an MP4 film."""

    moov: int
    payload: int


def mp4_need(film: Path) -> Mp4Need:
    """Size of the moov box, and of all samples of the caption tracks as PyAV reads them."""
    loop = Path(__file__).with_name("pyav_loop.py")
    with film.open("rb") as file:
        moov, at = 0, 0
        while head := file.read(8):
            size = int.from_bytes(head[:4])
            if size == 1:
                size = int.from_bytes(file.read(8))
            if head[4:8] == b"moov":
                moov = size
            at += size
            file.seek(at)
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, str(loop), str(film.resolve()), "99"]
        payload = subprocess.run(command, cwd=folder, capture_output=True, check=True).stdout
    return Mp4Need(moov, int(payload))


def cue_points(film: Path) -> int:
    """How many cue points a Matroska film has whose Cues lie in its last eight megabytes."""
    with film.open("rb") as file:
        file.seek(max(0, film.stat().st_size - (8 << 20)))
        tail = file.read()
    start = tail.rfind(_CUES)
    if start < 0:
        return 0
    size, at = _size(tail, start + 4)
    end, count = at + size, 0
    while at < end:
        count += tail[at] == _CUE_POINT
        size, at = _size(tail, at + 1)
        at += size
    return count


def _size(data: bytes, at: int) -> tuple[int, int]:
    length = 9 - data[at].bit_length()
    return int.from_bytes(data[at : at + length]) - (1 << 7 * length), at + length


class _Driver:
    """Runs container readers over a local file and keeps the time that reading takes apart."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.reading_s = 0.0

    def run(self, fetch: Fetch[T]) -> T:
        try:
            ranges = next(fetch)
            while True:
                began = time.perf_counter()
                data = [self.read(one) for one in ranges]
                self.reading_s += time.perf_counter() - began
                ranges = fetch.send(data)
        except StopIteration as done:
            return cast("T", done.value)

    def read(self, asked: ByteRange) -> bytes:
        self.file.seek(asked.start)
        return self.file.read(asked.end - asked.start)


def index_seconds(film: Path) -> float:
    """Time that opening a film and reading its index costs apart from the reading itself."""
    with film.open("rb") as file:
        driver = _Driver(file)
        container = sniff(file.read(SNIFF_BYTES))
        assert container is not None, film
        began = time.perf_counter()
        movie = driver.run(container.open(film.stat().st_size))
        driver.run(movie.index([one.index for one in movie.tracks if one.refusal is None]))
        return time.perf_counter() - began - driver.reading_s

"""Films with picture captions, made by ffmpeg."""

from __future__ import annotations

import subprocess
from pathlib import Path

import av

from tests.writers import pgs
from tests.writers.mpegps import unit
from tests.writers.vobsub import files

COUNT = 8


def ffmpeg(*arguments: object) -> None:
    subprocess.run(["ffmpeg", "-v", "error", "-y", *map(str, arguments)], check=True)


def spu(lasts_s: float, lines: int = 40) -> bytes:
    """A sub-picture of full lines, with a stop command."""
    field = b"\x00\x01" * (lines // 2)
    at = 4 + 2 * len(field)
    area = (0x100 << 36 | 0x1FF << 24 | 0x100 << 12 | 0x100 + lines - 1).to_bytes(6)
    fields = (4).to_bytes(2) + (4 + len(field)).to_bytes(2)
    show = b"\x03\x32\x10\x04\xff\xf0\x05" + area + b"\x06" + fields + b"\x01\xff"
    stop = at + 4 + len(show)
    control = bytes(2) + stop.to_bytes(2) + show
    control += round(lasts_s * 90_000 / 1024).to_bytes(2) + stop.to_bytes(2) + b"\x02\xff"
    return unit(field * 2 + control)[:2] + at.to_bytes(2) + field * 2 + control


def subpictures(folder: Path) -> Path:
    """An ``.idx`` file and its ``.sub``."""
    text, sub = files([("de", [(1000 + 2000 * n, spu(1, 40 + 2 * n)) for n in range(COUNT)])])
    (folder / "subs.sub").write_bytes(sub)
    path = folder / "subs.idx"
    path.write_bytes(text)
    return path


def graphics(folder: Path) -> Path:
    """A ``.sup`` file."""
    path = folder / "subs.sup"
    path.write_bytes(pgs.sup(display_sets()))
    return path


def display_sets() -> list[tuple[int, bytes]]:
    colors = pgs.palette([(1, 235, 128, 128, 255)])
    sets = []
    for number in range(COUNT):
        pixels = bytes((n * number) % 2 for n in range(120 * 30))
        shown = pgs.composition(pgs.placed(0, 100, 900)) + colors
        shown += pgs.picture(0, pixels, 120, room=700) + pgs.end()
        sets.append((90_000 * (1 + 2 * number), shown))
        sets.append((90_000 * (2 + 2 * number), pgs.composition(state=pgs.NORMAL) + pgs.end()))
    return sets


def video(folder: Path) -> Path:
    path = folder / "video.mkv"
    if not path.exists():
        ffmpeg(
            "-f", "lavfi", "-i", "testsrc2=s=320x240:r=25", "-f", "lavfi", "-i", "sine",
            "-t", 18, "-c:v", "mpeg2video", "-b:v", "600k", "-bf", 2, "-c:a", "mp2", path,
        )  # fmt: skip
    return path


def film(folder: Path, captions: Path, name: str, *how: object) -> Path:
    """A film with those captions, by the name's container."""
    path = folder / name
    ffmpeg(
        "-i", video(folder), "-i", captions, "-map", "0:v", "-map", "0:a", "-map", "1:s",
        "-c", "copy", *how, path,
    )  # fmt: skip
    return path


def packets(path: Path, number: int = 0) -> list[tuple[int | None, bytes]]:
    """The packets of a caption stream as libav reads them: time and data."""
    with av.open(str(path)) as container:
        stream = container.streams.subtitles[number]
        return [(each.pts, bytes(each)) for each in container.demux(stream) if each.size]


def first_picture(path: Path) -> float:
    """The earliest time of the video, in seconds."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        times = [each.pts for each in container.demux(stream) if each.pts is not None]
        return float(min(times) * (stream.time_base or 0))

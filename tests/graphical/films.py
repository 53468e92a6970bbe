"""Captions with text in them, as pictures of every codec in files of every kind."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from tests.container.making import ffmpeg
from tests.ocr.draw import caption
from tests.writers import avi, mpegts, pgs, xsub
from tests.writers import dvbsub as dvb
from tests.writers import subpicture as dvd
from tests.writers.vobsub import files

LINES = ("Where did you leave the boat?", "Down by the old mill.")
OTHERS = ("It rained all night.", "Good morning to you.")
STEP_MS, LASTS_MS = 3000, 2000
CLEAR, WHITE, BLACK, GREY = range(4)
_GREYS = [(CLEAR, 16, 255), (WHITE, 235, 0), (BLACK, 16, 0), (GREY, 126, 0)]
"""Index, luma and transparency."""


def starts(count: int) -> list[int]:
    return [1000 + STEP_MS * number for number in range(count)]


def drawn(text: str, size: int) -> tuple[bytes, int, int]:
    """Indices, width and height of a caption in four colours."""
    picture = caption(text, size=size)
    palette = np.frombuffer(picture.palette, np.uint8).reshape(-1, 4).astype(int)
    pixels = palette[np.frombuffer(picture.pixels, np.uint8)]
    bright = pixels[:, :3].mean(axis=1)
    made = np.where(bright > 170, WHITE, np.where(bright > 85, GREY, BLACK))
    made = np.where(pixels[:, 3] < 128, CLEAR, made).astype(np.uint8)
    return made.tobytes(), picture.width, picture.height


def graphics(lines: Sequence[str], forced: Sequence[int] = ()) -> list[tuple[int, bytes]]:
    """Display sets of presentation graphics, with their times in milliseconds."""
    colors = pgs.palette((index, luma, 128, 128, 255 - clear) for index, luma, clear in _GREYS)
    sets = []
    for number, (at, text) in enumerate(zip(starts(len(lines)), lines, strict=True)):
        pixels, width, height = drawn(text, 44)
        place = (1920 - width) // 2, 1040 - height
        shown = pgs.composition(pgs.placed(0, *place, forced=number in forced)) + colors
        sets.append((at, shown + pgs.picture(0, pixels, width) + pgs.end()))
        sets.append((at + LASTS_MS, pgs.composition(state=pgs.NORMAL) + pgs.end()))
    return sets


def subpictures(lines: Sequence[str], forced: Sequence[int] = ()) -> list[tuple[int, bytes]]:
    """Sub-picture units of a DVD; the palette is that of ``tests.writers.vobsub``."""
    units = []
    for number, (at, text) in enumerate(zip(starts(len(lines)), lines, strict=True)):
        pixels, width, height = drawn(text, 26)
        unit = dvd.picture(
            pixels, width, x=(720 - width) // 2, y=540 - height, palette=(0, 1, 3, 2),
            start=dvd.FORCED if number in forced else dvd.START, stop=LASTS_MS * 90 // 1024,
        )  # fmt: skip
        units.append((at, unit))
    return units


def broadcast(lines: Sequence[str]) -> list[tuple[int, bytes]]:
    """Packets of a DVB subtitle stream."""
    colors = dvb.clut(0, [(index, luma, 128, 128, clear) for index, luma, clear in _GREYS])
    packets = []
    for number, (at, text) in enumerate(zip(starts(len(lines)), lines, strict=True)):
        pixels, width, height = drawn(text, 26)
        page = dvb.page((0, (720 - width) // 2, 540 - height), version=2 * number % 16)
        shown = page + dvb.region(0, width, height, dvb.spot(1, 0, 0)) + colors
        shown += dvb.picture(1, pixels, width) + dvb.end()
        gone = dvb.page(version=(2 * number + 1) % 16, state=dvb.NORMAL) + dvb.end()
        packets += [(at, b"\x20\0" + shown + b"\xff"), (at + LASTS_MS, b"\x20\0" + gone + b"\xff")]
    return packets


def divx(lines: Sequence[str]) -> list[bytes]:
    """Samples of XSUB."""
    samples = []
    for at, text in zip(starts(len(lines)), lines, strict=True):
        pixels, width, height = drawn(text, 26)
        colors = [bytes((luma,)) * 3 for luma in (0, 255, 0, 128)]
        samples.append(
            xsub.picture(
                pixels, width, x=(720 - width) // 2, y=540 - height,
                span=(at, at + LASTS_MS), colors=colors,
            )
        )  # fmt: skip
    return samples


def srt(lines: Sequence[str]) -> bytes:
    parts = []
    for number, (at, text) in enumerate(zip(starts(len(lines)), lines, strict=True), 1):
        span = f"00:00:{at // 1000:02},000 --> 00:00:{(at + LASTS_MS) // 1000:02},000"
        parts.append(f"{number}\n{span}\n{text}\n")
    return "\n".join(parts).encode()


def transport(size: int = 188, lines: Sequence[str] = LINES, *, scrambled: bool = False) -> bytes:
    """A transport stream of so large packets."""
    captions = [(mpegts.CAPTIONS, ms * 90, data) for ms, data in broadcast(lines)]
    mux = mpegts.film(captions, frames=200)
    if scrambled:
        for at, packet in enumerate(mux.packets):
            if (packet[1] & 0x1F) << 8 | packet[2] == mpegts.CAPTIONS:
                mux.packets[at] = packet[:3] + bytes((packet[3] | 0x80,)) + packet[4:]
    return mux.write(size)


def divx_film(lines: Sequence[str] = LINES, text: Sequence[str] = OTHERS) -> bytes:
    """An AVI file with pictures and, in a stream of its own, text."""
    chunks = [(b"00dc", bytes(100)), (b"02tx", avi.gab2(srt(text), "French"))]
    for sample in divx(lines):
        chunks += [(b"01sb", sample), (b"00dc", bytes(100))]
    pictures = avi.stream(b"vids", avi.PICTURES, title=b"Subtitle - en-xx;02")
    return avi.film(chunks, [avi.VIDEO, pictures, avi.stream(b"txts", bytes(4))])


def plain_files(folder: Path) -> None:
    """Files that need no tool."""
    sets = [(90 * ms, data) for ms, data in graphics(LINES, forced=[1])]
    (folder / "disc.sup").write_bytes(pgs.sup(sets))
    index, pictures = files([("en", subpictures(LINES, forced=[1])), ("fr", subpictures(OTHERS))])
    (folder / "two.idx").write_bytes(index)
    (folder / "two.sub").write_bytes(pictures)
    (folder / "bare.sub").write_bytes(pictures)
    for size in (188, 192, 204):
        (folder / f"dvb{size}.ts").write_bytes(transport(size))
    (folder / "own.avi").write_bytes(divx_film())


def tool_files(folder: Path) -> None:
    """Films that ffmpeg and mkvmerge make of the plain files."""
    video = folder / "video.mkv"
    ffmpeg(
        "-f", "lavfi", "-i", "testsrc2=s=320x240:r=25", "-t", 8, "-c:v", "mpeg2video",
        "-b:v", "600k", video,
    )  # fmt: skip
    disc, index, air = folder / "disc.sup", folder / "two.idx", folder / "dvb188.ts"
    merged = ["--language", "0:en", disc, index]
    subprocess.run(
        ["mkvmerge", "-q", "-o", *map(str, [folder / "disc.mkv", video, *merged])], check=True
    )
    copied = ["-map", "0:v", "-map", "1:s", "-c", "copy"]
    ffmpeg("-i", video, "-i", disc, *copied, folder / "disc.m2ts")
    ffmpeg("-i", video, "-i", index, *copied, folder / "disc.mp4")
    ffmpeg("-i", video, "-i", index, *copied, "-f", "vob", folder / "disc.vob")
    anew = ["-map", "0:v", "-map", "1:s:0", "-c:v", "copy"]
    ffmpeg("-i", video, "-i", index, *anew, "-c:s", "dvbsub", folder / "anew.ts")
    ffmpeg("-i", video, "-i", index, *anew, "-c:s", "xsub", folder / "anew.avi")
    quiet = ["-loglevel", "fatal", "-i", air, "-map", "0:s", "-c", "copy"]
    ffmpeg(*quiet, folder / "air.mkv")

"""The commands that are compared: cuelift and what else does the same work.

Every command writes one file per text track into the working directory, ``t0.srt`` to ``t7.ass``,
so that the outputs can be compared too.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from benchmarks.captions import SRT_TRACKS, TEXT_TRACKS

_TRACKS = range(TEXT_TRACKS)
_CUELIFT = Path(sys.executable).with_name("cuelift")
REPORT = "report.json"


def extension(name: str, track: int) -> str:
    """What a text track of a film is written as: its own format, SubRip for MP4's."""
    return "ass" if name.endswith(".mkv") and track >= SRT_TRACKS else "srt"


def cuelift(name: str, source: str, *options: str) -> list[str]:
    """All text tracks, each in the format it has in the file."""
    form = "native" if name.endswith(".mkv") else "srt"
    chosen = [word for track in _TRACKS for word in ("--track", str(track))]
    return [
        *(str(_CUELIFT), "extract", source, "-o", "t{streamindex}.{autoext}", "-f", form, "-q"),
        *(*chosen, "--force", "--report", REPORT, *options),
    ]


def ffmpeg(name: str, source: str) -> list[str]:
    """One process for all tracks, times kept as they are in the file."""
    command = ["ffmpeg", "-nostdin", "-v", "error", "-y", "-copyts", "-i", source]
    for track in _TRACKS:
        form = extension(name, track)
        codec = "copy" if name.endswith(".mkv") else form
        command += ["-map", f"0:s:{track}", "-c:s", codec, f"t{track}.{form}"]
    return command


def mkvextract(name: str, source: str) -> list[str]:
    """Track 0 is video, track 1 audio."""
    return [
        *("mkvextract", "-q", source, "tracks"),
        *(f"{track + 2}:t{track}.{extension(name, track)}" for track in _TRACKS),
    ]


def pyav(name: str, source: str) -> list[str]:
    """A loop of a few lines that demuxes the caption streams."""
    return [sys.executable, str(Path(__file__).with_name("pyav_loop.py")), source, str(TEXT_TRACKS)]


def mp4box(name: str, source: str) -> list[str]:
    """GPAC's extraction, one option per track; track 1 is video, 2 audio."""
    wanted = [word for track in _TRACKS for word in ("-srt", str(track + 3))]
    return [*_mp4box_names(), *wanted, source]


def _mp4box_names() -> list[str]:
    return [name for name in ("MP4Box", "mp4box") if shutil.which(name)][:1] or ["MP4Box"]


class Peer(NamedTuple):
    """A program to be compared with, and how it is run."""

    command: Callable[[str, str], list[str]]
    """From the film's name and where it lies."""
    program: str
    version: Sequence[str]
    remote: bool
    suffix: str
    """The films it reads; empty: all."""


PEERS: Mapping[str, Peer] = MappingProxyType({
    "ffmpeg": Peer(ffmpeg, "ffmpeg", ("ffmpeg", "-version"), True, ""),
    "mkvextract": Peer(mkvextract, "mkvextract", ("mkvextract", "--version"), False, ".mkv"),
    "pyav": Peer(
        pyav, sys.executable, (sys.executable, "-c", "import av; print('PyAV', av.__version__)"),
        True, "",
    ),
    "mp4box": Peer(mp4box, _mp4box_names()[0], (*_mp4box_names(), "-version"), False, ".mp4"),
})  # fmt: skip


def available(peer: Peer) -> bool:
    """Whether the peer can be run here."""
    return shutil.which(peer.program) is not None and version(peer) is not None


def version(peer: Peer) -> str | None:
    """The first line of what it says of itself, without the copyright; None: it cannot be run."""
    try:
        said = subprocess.run(peer.version, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    line = (said.stdout or said.stderr).strip().splitlines()[0]
    return re.split(r" Copyright| \(", line)[0]

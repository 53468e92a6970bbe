"""Compares what programs wrote with each other, and with what the films were made from."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

from benchmarks.captions import SRT_TRACKS, TEXT_TRACKS
from benchmarks.peers import extension

Cue: TypeAlias = tuple[str, str]
"""When, and the text; of an ASS dialogue line: all fields before the text, and the text."""

Tracks: TypeAlias = Sequence[Sequence[Cue] | None]
"""The cues of the eight text tracks; None: there is no such file."""

_TAGS = re.compile(r"<[^<>]*>|\{\\[^{}]*\}")


def read(path: Path) -> list[Cue]:
    """The cues of a SubRip or ASS file, without what depends on the writer alone."""
    text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    return _dialogue(text) if path.suffix == ".ass" else _subrip(text)


def _subrip(text: str) -> list[Cue]:
    cues = []
    for block in text.strip("\n").split("\n\n"):
        _, _, rest = block.partition("\n")
        when, _, said = rest.partition("\n")
        cues.append((when, said))
    return cues


def _dialogue(text: str) -> list[Cue]:
    cues = []
    for line in text.splitlines():
        if line.startswith("Dialogue:"):
            fields = line.split(",", 9)
            cues.append((",".join(fields[:9]), fields[9]))
    return cues


def written(name: str, folder: Path) -> Tracks:
    """What a program made of a film.

    In-line tags of captions from MP4 are left out: no two programs agree on which to write for its
    styles (ffmpeg names even the default font).
    """
    found: list[list[Cue] | None] = []
    for track in range(TEXT_TRACKS):
        path = folder / f"t{track}.{extension(name, track)}"
        cues = read(path) if path.exists() else None
        found.append(_plain(cues) if cues and name.endswith(".mp4") else cues)
    return found


def truth(name: str, subs: Path) -> Tracks:
    """What a film was made from, in the formats that `written` finds.

    Args:
        name: the film's.
        subs: the folder of caption files that `films.build` leaves beside the films.
    """
    folder = subs / "aligned" if name.startswith("aligned") else subs
    tracks = []
    for track in range(TEXT_TRACKS):
        cues = read(folder / f"t{track}.{'srt' if track < SRT_TRACKS else 'ass'}")
        as_subrip = track >= SRT_TRACKS and name.endswith(".mp4")
        tracks.append(_plain([_converted(cue) for cue in cues]) if as_subrip else cues)
    return tracks


def _plain(cues: Sequence[Cue]) -> list[Cue]:
    return [(when, _TAGS.sub("", said)) for when, said in cues]


def _converted(cue: Cue) -> Cue:
    """A dialogue line as SubRip has it."""
    start, end = (f"0{time.replace('.', ',')}0" for time in cue[0].split(",")[1:3])
    return f"{start} --> {end}", cue[1].replace(r"\N", "\n")


def without_ends(tracks: Tracks) -> Tracks:
    """The same with start times alone, for programs that lose the ends (ffmpeg, of fragments)."""
    return [cues and [(when.partition(" --> ")[0], said) for when, said in cues] for cues in tracks]


def differences(mine: Tracks, other: Tracks) -> list[str]:
    """One line for each track whose cues are not the same in both."""
    found = []
    for number, (one, two) in enumerate(zip(mine, other, strict=True)):
        if one is None or two is None:
            found.append(f"track {number}: not written by both")
        elif one != two:
            found.append(f"track {number}: {_first(one, two)}")
    return found


def _first(mine: Sequence[Cue], other: Sequence[Cue]) -> str:
    for number, (one, two) in enumerate(zip(mine, other, strict=False), start=1):
        if one != two:
            return f"cue {number} is {one!r}, not {two!r}"
    return f"{len(mine)} cues, not {len(other)}"

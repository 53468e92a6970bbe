"""Makes the caption files the films are muxed from: SubRip, ASS and PGS, the same bytes every time.

Each track draws its times from its own seed, so that no two tracks share a time, unless asked to
share them all. A cue lies inside its own slot of the film, thus cues never overlap.
"""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from benchmarks import pgs

LANGUAGES = ("eng", "fre", "chi", "ger", "spa", "jpn", "ita", "kor", "eng", "fre")
"""One language per track: four SubRip, four ASS, then PGS."""

SRT_TRACKS = 4
TEXT_TRACKS = 8

_WORDS = (
    *("harbour", "lamp", "river", "under", "seven", "bridges", "nobody", "waits", "and", "still"),
    *("every", "morning", "brings", "a", "letter", "from", "far", "away", "or", "so", "they"),
    *("say", "while", "rain", "falls", "on", "the", "old", "town"),
)
_HAN = "山水之間有人唱歌風起雲湧燈火萬家夜深了請慢走明天再見"
_ASS_HEAD = """\
[Script Info]
ScriptType: v4.00+
PlayResX: 1280
PlayResY: 720

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, \
Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, \
Alignment, MarginL, MarginR, MarginV, Encoding
Style: Default,Arial,48,&H00FFFFFF,&H000000FF,&H00000000,&H00000000,0,0,0,0,100,100,0,0,1,2,2,2,\
10,10,10,1

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""


class Slot(NamedTuple):
    """The time of one cue, in hundredths of a second, the finest unit ASS has."""

    start: int
    end: int


def slots(seed: int, duration_s: int, count: int) -> list[Slot]:
    """Draws the times of one track: ``count`` cues of one second or more, none overlapping."""
    draw = random.Random(f"times of {seed}")
    room = duration_s * 100 // count
    found = []
    for number in range(count):
        start = number * room + draw.randint(5, room * 3 // 10)
        end = min(start + draw.randint(100, max(101, room * 6 // 10)), (number + 1) * room - 5)
        found.append(Slot(start, end))
    return found


def sentence(draw: random.Random, track: int) -> str:
    """One line of text; every third track is written in Han characters, three bytes each."""
    if track % 3 == 2:
        return "".join(draw.choices(_HAN, k=draw.randint(8, 24)))
    return " ".join(draw.choices(_WORDS, k=draw.randint(4, 9)))


def _clock(hundredths: int) -> tuple[int, int, int, int]:
    seconds, rest = divmod(hundredths, 100)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return hours, minutes, seconds, rest


def subrip(track: int, times: list[Slot]) -> str:
    """A SubRip file; every other cue, by chance, has two lines."""
    draw = random.Random(f"text of {track}")
    parts = []
    for number, slot in enumerate(times, start=1):
        start, end = (
            "{:02}:{:02}:{:02},{:02}0".format(*_clock(value)) for value in (slot.start, slot.end)
        )
        text = "\n".join(sentence(draw, track) for _ in range(draw.randint(1, 2)))
        parts.append(f"{number}\n{start} --> {end}\n{text}\n\n")
    return "".join(parts)


def ass(track: int, times: list[Slot]) -> str:
    """An ASS file: speaker names, a line in italics and a plain line in each event."""
    draw = random.Random(f"text of {track}")
    parts = [_ASS_HEAD]
    for number, slot in enumerate(times):
        start, end = (
            "{}:{:02}:{:02}.{:02}".format(*_clock(value)) for value in (slot.start, slot.end)
        )
        upper, lower = sentence(draw, track), sentence(draw, track)
        text = rf"{{\i1}}{upper}{{\i0}}\N{lower}"
        parts.append(f"Dialogue: 0,{start},{end},Default,Voice {number % 3},0,0,0,,{text}\n")
    return "".join(parts)


def write_text_tracks(folder: Path, duration_s: int, count: int, *, aligned: bool) -> list[Path]:
    """Writes the eight text tracks: four SubRip, then four ASS.

    Args:
        folder: where the files go; made when missing.
        duration_s: length of the film.
        count: cues per track.
        aligned: whether every track takes the times of the first.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for track in range(TEXT_TRACKS):
        times = slots(0 if aligned else track, duration_s, count)
        plain = track < SRT_TRACKS
        path = folder / f"t{track}.{'srt' if plain else 'ass'}"
        path.write_text((subrip if plain else ass)(track, times), encoding="utf-8", newline="\n")
        written.append(path)
    return written


def write_pgs_tracks(folder: Path, duration_s: int, count: int, tracks: int = 2) -> list[Path]:
    """Writes PGS tracks of 1920 x 1080 whose pictures are drawn from one pool."""
    from benchmarks import pgs

    folder.mkdir(parents=True, exist_ok=True)
    draw = random.Random("pictures")
    lines = ("\n".join(sentence(draw, 0) for _ in range(2)) for _ in range(min(150, count)))
    pool = [pgs.picture(text) for text in lines]
    written = []
    for track in range(tracks):
        path = folder / f"p{track}.sup"
        with path.open("wb") as file:
            file.writelines(_pgs_sets(pool, slots(50 + track, duration_s, count), draw))
        written.append(path)
    return written


def _pgs_sets(pool: "list[pgs.Picture]", times: list[Slot], draw: random.Random) -> Iterator[bytes]:
    from benchmarks import pgs

    for number, slot in enumerate(times):
        shown = draw.choice(pool)
        yield pgs.show(shown, slot.start * 900, number * 2)
        yield pgs.clear(shown, slot.end * 900, number * 2 + 1)

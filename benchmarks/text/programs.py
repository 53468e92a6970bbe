"""The programs that are compared, each over SRT files of the marked scenes.

The others are not among the project's dependencies. ``run.py`` takes the Python of a virtual
environment that has them:

    python -m venv peers
    peers/bin/pip install subtitle-filter cleanit pysubs2
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.text.scenes import MS, Marked, plain
from cuelift.text import Context, clean

RECIPE = "hearing_impaired,speakers:names=keep,ads"
_FILTER = (
    "import sys\n"
    "from subtitle_filter import Subtitles\n"
    "for name in sys.argv[1:]:\n"
    "    try:\n"
    "        subs = Subtitles(name); subs.filter(rm_fonts={}); subs.save()\n"
    "    except Exception as error:\n"
    "        print(type(error).__name__)\n"
)


class Left(NamedTuple):
    """What is left of a cue."""

    text: str
    speakers: tuple[str, ...] = ()


def run_own(scene: Sequence[Marked], language: str | None) -> list[Left]:
    """The passes of this project."""
    cues = [marked.cue for marked in scene]
    found = {cue.start_ns: cue for cue in clean(cues, RECIPE, Context(language=language)).cues}
    left = []
    for cue in cues:
        made = found.get(cue.start_ns)
        if made is None:
            left.append(Left(""))
            continue
        names = [made.speaker, *(span.speaker for span in made.spans)]
        left.append(Left(made.text, tuple(name for name in names if name)))
    return left


def run_peer(
    name: str, python: Path, scenes: Sequence[Sequence[Marked]], language: str
) -> list[list[Left]]:
    """A program over the scenes of a language; one that it fails over stays as it was."""
    with tempfile.TemporaryDirectory() as folder:
        # cleanit takes files whose names tell the language it is asked for.
        tag = _tag(language)
        paths = [Path(folder) / f"{number}.{tag}.srt" for number in range(len(scenes))]
        for path, scene in zip(paths, scenes, strict=True):
            path.write_text(_srt(scene), encoding="utf-8")
        command = _command(name, python, language)
        done = subprocess.run(
            [*command, *map(str, paths)], capture_output=True, text=True, check=False, cwd=folder
        )
        if done.returncode:
            raise SystemExit(f"{name} failed:\n{done.stderr}")
        failed = done.stdout.count("Error\n") if name.startswith("subtitle-filter") else 0
        if failed:
            print(f"{name}, {language}: failed over {failed} of {len(scenes)} scenes")
        return [_left(_read(path), scene) for path, scene in zip(paths, scenes, strict=True)]


PEERS = ("subtitle-filter", "subtitle-filter, colours kept", "cleanit", "pysubs2 --clean")


def _command(name: str, python: Path, language: str) -> list[str]:
    if name.startswith("subtitle-filter"):
        return [str(python), "-c", _FILTER.format("colours kept" not in name)]
    if name == "cleanit":
        tags = ["-t", "no-sdh", "-t", "no-lyrics", "-t", "no-spam"]
        return [str(python.parent / "cleanit"), "-f", "-l", _tag(language), *tags]
    return [str(python), "-m", "pysubs2", "--to", "srt", "--clean"]


def _tag(language: str) -> str:
    return "pt-BR" if language == "pt" else language


def _srt(scene: Sequence[Marked]) -> str:
    blocks = []
    for number, marked in enumerate(scene, 1):
        cue = marked.cue
        times = f"{_clock(cue.start_ns)} --> {_clock(cue.end_ns or 0)}"
        blocks.append(f"{number}\n{times}\n{marked.source}\n")
    return "\n".join(blocks)


def _clock(time_ns: int) -> str:
    ms = time_ns // MS
    return f"{ms // 3_600_000:02}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02},{ms % 1000:03}"


def _read(path: Path) -> dict[str, str]:
    """The texts of a file by the starts of the cues."""
    texts: dict[str, list[str]] = {}
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    start = None
    for number, line in enumerate(lines):
        if " --> " in line:
            start = line.split(" --> ")[0].strip()
            texts.setdefault(start, [])
        elif start and not (number + 1 < len(lines) and " --> " in lines[number + 1]):
            texts[start].append(line)
    return {start: plain("\n".join(found)).strip("\n") for start, found in texts.items()}


def _left(texts: dict[str, str], scene: Sequence[Marked]) -> list[Left]:
    return [Left(texts.get(_clock(marked.cue.start_ns), "")) for marked in scene]

"""The Python and shell examples of the documentation run as they stand."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

import cuelift
from tests.writers import pgs

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.tools

CAPTIONS = "1\n00:00:01,000 --> 00:00:02,000\nHello\n\n2\n00:00:03,000 --> 00:00:04,000\nWorld\n"
REMOTE = re.compile(
    r"(?:https://host|https://example\.org|(?:s3|oss)://(?:bucket|archive))/(\w+\.\w+)"
)


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the films that the examples name."""
    folder = tmp_path_factory.mktemp("examples")
    (folder / "en.srt").write_text(CAPTIONS)
    (folder / "es.srt").write_text(CAPTIONS.replace("Hello", "Hola"))
    (folder / "subs.ass").write_bytes(b"")
    base = ["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", "color=s=64x64:r=5:d=6"]
    maps = ["-i", "en.srt", "-map", "0:v", "-map", "1:0", "-map", "1:0"]
    maps += ["-metadata:s:s:0", "language=eng", "-metadata:s:s:1", "language=fra"]
    for name, codec in (("movie.mp4", "mov_text"), ("movie.mkv", "srt"), ("film.mkv", "srt")):
        subprocess.run([*base, *maps, "-c:s", codec, name], cwd=folder, check=True)
    subprocess.run(
        ["ffmpeg", "-v", "error", "-y", "-i", "en.srt", "subs.ass"], cwd=folder, check=True
    )
    cuelift.convert(
        folder / "en.srt",
        folder / "cleaned.srt",
        options=cuelift.ExtractOptions(
            formats=(), clean="whitespace,redact", changes=f"{folder}/changes.jsonl"
        ),
    )
    _make_disc(folder)
    _make_talk(folder)
    return folder


def _make_talk(folder: Path) -> None:
    """Films with sound: one with captions in it, one with a caption file beside it."""
    text = CAPTIONS.replace("Hello", "Hello, my friend.").replace("World", "How are you?")
    (folder / "lecture.en.srt").write_text(text)
    base = ["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i"]
    captions = ["-i", "lecture.en.srt", "-metadata:s:s:0", "language=eng"]
    for command in (
        [*base, "sine=f=300:d=5", *captions, "-c:s", "srt", "talk.mkv"],
        [*base, "sine=f=500:d=5", "lecture.wav"],
    ):
        subprocess.run(command, cwd=folder, check=True)


def _make_disc(folder: Path) -> None:
    """A film with a track of pictures, one of which is forced."""
    sets = []
    for number, text in enumerate(("Where are you going?", "Not far from here.")):
        image = Image.new("L", (700, 80))
        font = ImageFont.load_default(size=48)
        ImageDraw.Draw(image).text((350, 8), text, 255, font, "ma", stroke_width=3, stroke_fill=90)
        levels = image.point(lambda level: level // 17)
        placed = pgs.placed(0, 610, 960, forced=bool(number))
        grey = [(level, 16 + 14 * level, 128, 128, 255 if level else 0) for level in range(16)]
        shown = pgs.composition(placed) + pgs.palette(grey)
        shown += pgs.picture(0, levels.tobytes(), 700) + pgs.end()
        gone = pgs.composition(state=pgs.NORMAL) + pgs.end()
        sets += [(90_000 * (1 + 2 * number), shown), (90_000 * (2 + 2 * number), gone)]
    (folder / "disc.sup").write_bytes(pgs.sup(sets))
    command = "mkvmerge -q -o disc.mkv --language 0:en disc.sup"
    subprocess.run(command.split(), cwd=folder, check=True)


def blocks(language: str) -> list[tuple[str, str]]:
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    found = []
    for page in pages:
        for number, body in enumerate(
            re.findall(rf"```{language}\n(.*?)```", page.read_text(), re.S)
        ):
            found.append((f"{page.name}-{number}", body))
    return found


@pytest.mark.parametrize(("name", "code"), blocks("python"), ids=lambda v: v if len(v) < 40 else "")
def test_python_examples_run(films, name, code):
    local = REMOTE.sub(r"\1", code)
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", local],
        cwd=films,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def commands() -> list[str]:
    found = []
    for language in ("sh", "console"):
        for _, body in blocks(language):
            found += re.findall(r"^(?:\$ )?(cuelift [^\n#]*)", body, re.M)
    # Servers do not end by themselves: test_server_example.py runs one.
    return [line.strip() for line in found if not line.startswith("cuelift serve")]


@pytest.mark.parametrize("line", commands())
def test_command_examples_run(films, line):
    local = REMOTE.sub(r"\1", line)
    local = re.sub(r"s3://bucket/(?:films|captions)/", "./", local)
    done = subprocess.run(
        local,
        shell=True,
        cwd=films,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin", "HOME": str(films)},
    )
    assert done.returncode == 0, done.stdout + done.stderr

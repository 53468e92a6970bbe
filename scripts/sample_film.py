"""Makes a sample film with text and graphical captions: film.mkv and film.mp4.

usage: sample_film.py DIR [SECONDS]

Needs ffmpeg, mkvmerge and Pillow, with whose own font the graphical track, PGS, is drawn.
"""

from __future__ import annotations

import struct
import subprocess
import sys
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

LINES = {
    "en": ["Good morning.", "<i>It rained all night.</i>", "Where did you leave the boat?",
           "Down by the old mill,\nunder the willows."],
    "fr": ["Bonjour.", "<i>Il a plu toute la nuit.</i>", "Où as-tu laissé le bateau ?",
           "Près du vieux moulin,\nsous les saules."],
    "zh-Hant": ["早安。", "<i>雨下了一整夜。</i>", "你把船停在哪裡？", "老磨坊旁邊，\n柳樹下。"],
}  # fmt: skip

SIGNS = ["Good morning.", "It rained all night.", "Where did you leave the boat?", "NO FISHING"]
SIZE = 48
CANVAS = (1280, 720)


def captions(seconds: int) -> list[tuple[float, float, int]]:
    """Start, end and line number of each caption."""
    return [(at + 0.5, at + 2.75, number) for number, at in enumerate(range(0, seconds - 3, 4))]


def srt_time(value: float) -> str:
    """A time as SRT writes it."""
    ms = round(value * 1000)
    return f"{ms // 3600000:02}:{ms // 60000 % 60:02}:{ms // 1000 % 60:02},{ms % 1000:03}"


def write_srt(path: Path, lines: list[str], seconds: int) -> None:
    """One text track as a file."""
    cues = [
        f"{number + 1}\n{srt_time(start)} --> {srt_time(end)}\n{lines[number % len(lines)]}\n"
        for start, end, number in captions(seconds)
    ]
    path.write_text("\n".join(cues), encoding="utf-8")


def draw(text: str) -> list[bytes]:
    """Rows of palette numbers: 0 nothing, 1 letters, 2 their outline."""
    font = ImageFont.load_default(SIZE)
    left, top, right, bottom = map(int, font.getbbox(text, stroke_width=3))
    picture = Image.new("P", (right - left, bottom - top))
    pen = ImageDraw.Draw(picture)
    pen.fontmode = "1"
    pen.text((-left, -top), text, 1, font, stroke_width=3, stroke_fill=2)
    pixels, width = picture.tobytes(), picture.width
    return [pixels[at : at + width] for at in range(0, len(pixels), width)]


def run_lengths(rows: list[bytes]) -> bytes:
    """PGS run-length coding."""
    out = bytearray()
    for row in rows:
        at = 0
        while at < len(row):
            run = 1
            while at + run < len(row) and row[at + run] == row[at] and run < 16383:
                run += 1
            long = run > 63
            count = struct.pack(">H", run | 0x4000) if long else bytes([run])
            if row[at]:
                count = bytes([count[0] | 0x80, *count[1:]]) + row[at : at + 1]
            out += b"\0" + count
            at += run
        out += b"\0\0"
    return bytes(out)


def segment(time_s: float, kind: int, body: bytes) -> bytes:
    """One PGS segment with its file header (90 kHz)."""
    return b"PG" + struct.pack(">IIBH", round(time_s * 90000), 0, kind, len(body)) + body


def write_sup(path: Path, seconds: int) -> None:
    """The graphical track as a .sup file."""
    out = bytearray()
    number = 0
    for start, end, line in captions(seconds):
        rows = draw(SIGNS[line % len(SIGNS)])
        width, height = len(rows[0]), len(rows)
        left, top = (CANVAS[0] - width) // 2, CANVAS[1] - height - 40
        screen = struct.pack(">HHBHBBB", *CANVAS, 0x10, number, 0x80, 0, 0)
        window = struct.pack(">BBHHHH", 1, 0, left, top, width, height)
        data = run_lengths(rows)
        out += segment(start, 0x16, screen + struct.pack(">BHBBHH", 1, 0, 0, 0, left, top))
        out += segment(start, 0x17, window)
        out += segment(start, 0x14, bytes([0, 0, 1, 235, 128, 128, 255, 2, 16, 128, 128, 255]))
        head = struct.pack(">HBB", 0, 0, 0xC0) + (len(data) + 4).to_bytes(3, "big")
        out += segment(start, 0x15, head + struct.pack(">HH", width, height) + data)
        out += segment(start, 0x80, b"")
        clear = struct.pack(">HHBHBBBB", *CANVAS, 0x10, number + 1, 0, 0, 0, 0)
        out += segment(end, 0x16, clear) + segment(end, 0x17, window) + segment(end, 0x80, b"")
        number += 2
    path.write_bytes(out)


def run(*command: str | Path) -> None:
    """Runs a tool; its output is shown only when it fails."""
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{command[0]} failed:\n{done.stdout}{done.stderr}")


def main(folder: Path, seconds: int) -> None:
    """Makes the films."""
    folder.mkdir(parents=True, exist_ok=True)
    picture = folder / "picture.mp4"
    run("ffmpeg", "-v", "error", "-y",
        "-f", "lavfi", "-i", f"testsrc2=s=1280x720:r=24:d={seconds},noise=alls=20:allf=t",
        "-f", "lavfi", "-i", f"sine=f=330:r=48000:d={seconds}",
        "-c:v", "libx264", "-preset", "ultrafast", "-b:v", "6M", "-g", "48", "-pix_fmt",
        "yuv420p", "-c:a", "aac", "-shortest", picture)  # fmt: skip
    tracks: list[str | Path] = []
    for language, lines in LINES.items():
        path = folder / f"{language}.srt"
        write_srt(path, lines, seconds)
        tracks += ["--language", f"0:{language}", path]
    write_sup(folder / "signs.sup", seconds)
    run("mkvmerge", "-q", "-o", folder / "film.mkv", picture, *tracks, "--language", "0:en",
        "--track-name", "0:Signs", "--forced-display-flag", "0:yes",
        folder / "signs.sup")  # fmt: skip
    inputs: list[str | Path] = []
    maps = ["-map", "0:v", "-map", "0:a"]
    for number, language in enumerate(LINES, 1):
        inputs += ["-i", folder / f"{language}.srt"]
        maps += ["-map", f"{number}:0"]
    run("ffmpeg", "-v", "error", "-y", "-i", picture, *inputs, *maps, "-c", "copy",
        "-c:s", "mov_text", "-metadata:s:s:0", "language=eng", "-metadata:s:s:1", "language=fra",
        "-metadata:s:s:2", "language=zho", folder / "film.mp4")  # fmt: skip
    picture.unlink()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 120)

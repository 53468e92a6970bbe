"""Makes a sample film with text and graphical captions: film.mkv and film.mp4.

usage: sample_film.py DIR [SECONDS]

Needs ffmpeg and mkvmerge. The graphical track is PGS, drawn here with a small bitmap font.
"""

from __future__ import annotations

import struct
import subprocess
import sys
from pathlib import Path

LINES = {
    "en": ["Good morning.", "<i>It rained all night.</i>", "Where did you leave the boat?",
           "Down by the old mill,\nunder the willows."],
    "fr": ["Bonjour.", "<i>Il a plu toute la nuit.</i>", "Où as-tu laissé le bateau ?",
           "Près du vieux moulin,\nsous les saules."],
    "zh-Hant": ["早安。", "<i>雨下了一整夜。</i>", "你把船停在哪裡？", "老磨坊旁邊，\n柳樹下。"],
}  # fmt: skip

FONT = {
    "A": "7e11117e", "B": "7f49496e", "C": "3e414122", "D": "7f41413e", "E": "7f494941",
    "F": "7f090901", "G": "3e41497a", "H": "7f08087f", "I": "417f41", "L": "7f404040",
    "M": "7f020c027f", "N": "7f0c307f", "O": "3e41413e", "R": "7f11296e", "S": "46494931",
    "T": "01017f0101", "U": "3f40403f", "V": "1f2040201f", "W": "3f4038403f", "Y": "0708700807",
    "P": "7f090906", ".": "6060", " ": "0000", "?": "02510906",
}  # fmt: skip
"""Columns of eight dots, the lowest bit on top, as hexadecimal bytes."""

SIGNS = ["GOOD MORNING.", "THE OLD MILL", "WHERE?", "NO FISHING"]
SCALE = 6
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
    """Rows of palette numbers: 1 ink, 0 nothing."""
    columns = b"".join(bytes.fromhex(FONT[char]) + b"\0" for char in text)
    rows = []
    for bit in range(8):
        row = b"".join(bytes([column >> bit & 1]) * SCALE for column in columns)
        rows += [row] * SCALE
    return rows


def run_lengths(rows: list[bytes]) -> bytes:
    """PGS run-length coding: short runs of colour 0 and 1 only."""
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
        out += segment(start, 0x14, bytes([0, 0, 1, 235, 128, 128, 255]))
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

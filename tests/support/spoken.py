"""Films whose captions each have a tone of their own, and Kaldi's rules for data folders."""

from __future__ import annotations

import subprocess
import wave
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

RATE = 16_000


class Line(NamedTuple):
    """A caption: when it shows, in milliseconds, and its text."""

    start_ms: int
    end_ms: int
    text: str


LINES = (
    Line(1000, 2500, "Hello there, my friend."),
    Line(2800, 4000, "How are you doing today?"),
    Line(6000, 7200, "\u266a La la la la la \u266a"),
    Line(8000, 9500, "[door slams]"),
    Line(10_003, 12_217, "I am fine, thank you so much."),
    Line(15_000, 15_200, "Hi."),
    Line(16_000, 18_000, "The price is 3.50 dollars."),
)


def frequency(number: int) -> int:
    """Of the tone of a caption, in hertz."""
    return 300 + 100 * number


def tones(lines: Sequence[Line], rate: int = RATE, tail_ms: int = 1000) -> np.ndarray:
    """Silence, and a tone while a caption shows."""
    samples = np.zeros((lines[-1].end_ms + tail_ms) * rate // 1000)
    for number, line in enumerate(lines):
        first, last = (round(ms * rate / 1000) for ms in (line.start_ms, line.end_ms))
        at = np.arange(last - first) / rate
        samples[first:last] = np.sin(2 * np.pi * frequency(number) * at)
    return (samples * 16_000).astype("<i2")


def srt(lines: Sequence[Line]) -> str:
    """The captions as SRT."""

    def time(ms: int) -> str:
        return f"{ms // 3_600_000:02}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02},{ms % 1000:03}"

    return "\n".join(
        f"{number}\n{time(line.start_ms)} --> {time(line.end_ms)}\n{line.text}\n"
        for number, line in enumerate(lines, 1)
    )


def write_wav(path: Path, samples: np.ndarray, rate: int = RATE) -> Path:
    """One channel of 16 bits."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.tobytes())
    return path


def read_wav(path: Path) -> np.ndarray:
    """The samples of a file."""
    with wave.open(str(path), "rb") as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        return np.frombuffer(file.readframes(file.getnframes()), "<i2")


def ffmpeg(*arguments: object, cwd: Path) -> None:
    """Runs the program."""
    command = ["ffmpeg", "-v", "error", "-y", *map(str, arguments)]
    subprocess.run(command, cwd=cwd, check=True)


def film(
    folder: Path, name: str, lines: Sequence[Line] = LINES, *, audio: str = "flac", title: str = ""
) -> Path:
    """A film with an audio and a caption track, both English."""
    write_wav(folder / "tones.wav", tones(lines))
    (folder / "lines.srt").write_text(srt(lines))
    captions = "mov_text" if name.endswith("mp4") else "srt"
    ffmpeg(
        "-i", "tones.wav", "-i", "lines.srt", "-map", "0:a", "-map", "1:s", "-c:a", audio,
        "-c:s", captions, "-metadata:s:a:0", "language=eng", "-metadata:s:s:0", "language=eng",
        "-metadata", f"title={title}", name, cwd=folder,
    )  # fmt: skip
    for helper in ("tones.wav", "lines.srt"):
        (folder / helper).unlink()
    return folder / name


def kaldi_faults(folder: Path) -> list[str]:
    """What ``utils/validate_data_dir.sh --no-feats`` would refuse, by its rules."""
    tables = {path.name: path.read_bytes() for path in folder.iterdir()}
    faults = [f"{name} is not sorted" for name, data in tables.items() if not _is_sorted(data)]
    by_utterance = [line.split() for line in tables["utt2spk"].splitlines()]
    if any(len(fields) != 2 for fields in by_utterance):
        faults.append("utt2spk has wrong fields")
    if sorted(by_utterance, key=lambda pair: pair[::-1]) != by_utterance:
        faults.append("utt2spk is in another order when sorted by speaker")
    pairs = [
        [utterance, fields[0]]
        for fields in map(bytes.split, tables["spk2utt"].splitlines())
        for utterance in fields[1:]
    ]
    if pairs != by_utterance:
        faults.append("spk2utt is not utt2spk turned around")
    utterances = [pair[0] for pair in by_utterance]
    for name in {"text", "segments"}.intersection(tables):
        if [line.split()[0] for line in tables[name].splitlines()] != utterances:
            faults.append(f"{name} has other utterances than utt2spk")
    faults += _text_faults(tables["text"].decode())
    recordings = utterances
    if "segments" in tables:
        rows = [line.split() for line in tables["segments"].splitlines()]
        if any(len(row) != 4 or float(row[3]) <= float(row[2]) for row in rows):
            faults.append("segments has a bad line")
        recordings = sorted({row[1] for row in rows})
    if [line.split()[0] for line in tables["wav.scp"].splitlines()] != recordings:
        faults.append("wav.scp has other recordings")
    return faults


def _is_sorted(data: bytes) -> bool:
    keys = [line.split()[0] for line in data.splitlines()]
    return data.endswith(b"\n") and keys == sorted(set(keys))


def _text_faults(text: str) -> list[str]:
    faults = []
    for line in text.removesuffix("\n").split("\n"):
        if any(char.isspace() and char not in " \t" for char in line):
            faults.append(f"disallowed white space in {line!r}")
        if {"<s>", "</s>", "#0"}.intersection(line.split()) or len(line.split()) < 2:
            faults.append(f"illegal symbol or no text in {line!r}")
    return faults

"""Builds the films that the benchmarks and the acceptance tests read.

    python benchmarks/films.py DIR [--minutes 120] [--only NAME]... [--all]

A film is 720p H.264 at 5.5 Mb/s with AAC, a key frame every two seconds, and eight text tracks;
the Matroska ones have PGS tracks too. Two hours take 5.2 GB each, five minutes 215 MB. Needs
``ffmpeg``, and ``mkvmerge`` for most of the Matroska ones.
"""

import argparse
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

if __package__ is None or __package__ == "":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import captions

SEGMENT_S = 30
CUES_PER_MINUTE = 12.5
"""1,500 cues in two hours, about what dialogue has."""


class Sources(NamedTuple):
    """What the films are muxed from."""

    folder: Path
    """Where the films go."""
    duration_s: int
    cues: int

    @property
    def subs(self) -> Path:
        return self.folder / "subs"

    def av(self) -> Path:
        """Video and audio alone, made on first use."""
        path = self.folder / "av.mkv"
        if not path.exists():
            part = self.folder / "part-av.mkv"
            _build_av(self, part)
            part.rename(path)
        return path

    def text(self, *, aligned: bool = False) -> list[Path]:
        """The eight text tracks, written on first use."""
        folder = self.subs / "aligned" if aligned else self.subs
        last = folder / f"t{captions.TEXT_TRACKS - 1}.ass"
        if not last.exists():
            captions.write_text_tracks(folder, self.duration_s, self.cues, aligned=aligned)
        return sorted(folder.glob("t?.*"))

    def pictures(self) -> list[Path]:
        """The two PGS tracks, written on first use."""
        if not (self.subs / "p1.sup").exists():
            captions.write_pgs_tracks(self.subs, self.duration_s, self.cues)
        return sorted(self.subs.glob("p?.sup"))


def run(command: Sequence[str | Path]) -> None:
    """Runs a tool and shows what it said only when it failed."""
    done = subprocess.run([str(word) for word in command], capture_output=True, check=False)
    if done.returncode:
        said = (done.stdout + done.stderr).decode(errors="replace")[-2000:]
        raise SystemExit(f"{command[0]} ended with {done.returncode}: {said}")


_FFMPEG = ("ffmpeg", "-nostdin", "-v", "error", "-y")


def _build_av(sources: Sources, out: Path) -> None:
    """Encodes half a minute of noise and repeats it, which takes seconds instead of an hour."""
    segment = sources.folder / "segment.mp4"
    run([
        *_FFMPEG,
        *("-f", "lavfi", "-i", "testsrc2=s=1280x720:r=24,noise=alls=40:allf=t"),
        *("-f", "lavfi", "-i", "anoisesrc=r=48000:c=pink"),
        *("-t", str(SEGMENT_S), "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"),
        *("-b:v", "5500k", "-maxrate", "6500k", "-bufsize", "8000k"),
        *("-x264-params", "keyint=48:min-keyint=24:scenecut=0"),
        *("-c:a", "aac", "-b:a", "192k", "-ac", "2", segment),
    ])  # fmt: skip
    repeats = -(-sources.duration_s // SEGMENT_S) - 1
    run([
        *_FFMPEG, "-stream_loop", str(repeats), "-i", segment, "-c", "copy",
        "-t", str(sources.duration_s), out,
    ])  # fmt: skip
    segment.unlink()


def _mkvmerge(sources: Sources, out: Path, tracks: list[Path], extra: Sequence[str] = ()) -> None:
    inputs: list[str | Path] = []
    for language, track in zip(captions.LANGUAGES, tracks, strict=False):
        inputs += ["--language", f"0:{language}", *extra, track]
    run(["mkvmerge", "-q", "-o", out, sources.av(), *inputs])


def _unrelated(sources: Sources, out: Path) -> None:
    _mkvmerge(sources, out, sources.text() + sources.pictures())


def _aligned(sources: Sources, out: Path) -> None:
    _mkvmerge(sources, out, sources.text(aligned=True) + sources.pictures()[:1])


def _no_caption_cues(sources: Sources, out: Path) -> None:
    tracks = sources.text() + sources.pictures()
    _mkvmerge(sources, out, tracks, ("--cues", "0:none"))


def _ffmpeg(sources: Sources, out: Path, tracks: list[Path], extra: Sequence[str | Path]) -> None:
    words: list[str | Path] = ["-i", sources.av()]
    for track in tracks:
        words += ["-i", track]
    for number in range(len(tracks) + 1):
        words += ["-map", str(number)]
    for number, language in enumerate(captions.LANGUAGES[: len(tracks)]):
        words += [f"-metadata:s:s:{number}", f"language={language}"]
    run([*_FFMPEG, *words, "-c", "copy", *extra, out])


def _ffmpeg_matroska(sources: Sources, out: Path) -> None:
    _ffmpeg(sources, out, sources.text() + sources.pictures(), ())


def _live(sources: Sources, out: Path) -> None:
    live = ("-live", "1", "-flush_packets", "0", "-f", "matroska")
    _ffmpeg(sources, out, sources.text() + sources.pictures(), live)


def _moov_at_end(sources: Sources, out: Path) -> None:
    _ffmpeg(sources, out, sources.text(), ("-c:s", "mov_text"))


def _faststart(sources: Sources, out: Path) -> None:
    _ffmpeg(sources, out, sources.text(), ("-c:s", "mov_text", "-movflags", "+faststart"))


def _fragmented(sources: Sources, out: Path) -> None:
    """From the whole MP4, which has a sample for each gap between cues.

    Made from the caption files at once it would have none, and each cue would last until the next.
    """
    whole = sources.folder / "d2_moovend.mp4"
    if not whole.exists():
        whole = sources.folder / "part-whole.mp4"
        _moov_at_end(sources, whole)
    flags = "+frag_keyframe+empty_moov+default_base_moof"
    run([*_FFMPEG, "-i", whole, "-map", "0", "-c", "copy", "-movflags", flags, out])
    if whole.name.startswith("part-"):
        whole.unlink()


class Film(NamedTuple):
    """How one film is made, and what it is there to show."""

    build: Callable[[Sources, Path], None]
    about: str
    default: bool = True


FILMS: Mapping[str, Film] = MappingProxyType({
    "a_mkvmerge.mkv": Film(_unrelated, "cues for every caption, times unrelated between tracks"),
    "aligned.mkv": Film(_aligned, "cues for every caption, all text tracks share their times"),
    "c1_nosubcues.mkv": Film(_no_caption_cues, "cues for video alone"),
    "d1_faststart.mp4": Film(_faststart, "moov first"),
    "d2_moovend.mp4": Film(_moov_at_end, "moov last"),
    "e_frag.mp4": Film(_fragmented, "one fragment per key frame, mfra at the end"),
    "b_ffmpeg.mkv": Film(_ffmpeg_matroska, "cues as ffmpeg writes them", default=False),
    "c2_live.mkv": Film(_live, "no cues, unknown sizes, as a live encoder writes", default=False),
})  # fmt: skip


def build(
    folder: Path,
    minutes: int = 120,
    only: Sequence[str] = (),
    say: Callable[[str], object] = lambda _: None,
) -> dict[str, Path]:
    """Builds films that are not there yet and gives their paths by name.

    Args:
        folder: where they go, with the caption sources in ``subs``.
        minutes: length of each film.
        only: names from `FILMS`; empty means all the default ones.
        say: called with the name of each film as it becomes complete.
    """
    folder.mkdir(parents=True, exist_ok=True)
    sources = Sources(folder, minutes * 60, round(minutes * CUES_PER_MINUTE))
    names = list(only) or [name for name, film in FILMS.items() if film.default]
    wanted = {name: folder / name for name in names}
    for name, path in wanted.items():
        if path.exists():
            continue
        # A film under its own name is a whole film: an interrupted run leaves only the other one.
        part = folder / f"part-{name}"
        FILMS[name].build(sources, part)
        part.rename(path)
        say(name)
    (folder / "av.mkv").unlink(missing_ok=True)
    return wanted


def main() -> None:
    parser = argparse.ArgumentParser(description="Build the films the benchmarks read.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--minutes", type=int, default=120)
    parser.add_argument("--only", action="append", default=[], choices=list(FILMS))
    parser.add_argument("--all", action="store_true", help="the two rarer films too")
    chosen = parser.parse_args()
    only = list(FILMS) if chosen.all else chosen.only
    build(chosen.folder, chosen.minutes, only, lambda name: print(name, flush=True))


if __name__ == "__main__":
    main()

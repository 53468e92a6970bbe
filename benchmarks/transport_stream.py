"""Caption streams out of a transport stream in memory: cuelift against ``ffmpeg -c copy``.

Both are whole processes, started anew for every run, and both put the captions' packets together.
cuelift hands samples on as its decoders get them; ffmpeg copies the same streams, to the null muxer
(``ffmpeg``) and to a file (``to file``). Runs alternate; the median is shown, and the best, which
tells more where other work disturbs.

    python -m benchmarks.transport_stream --dir /tmp/films --size 2000 --page docs/benchmarks.md
"""

import sys
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

# The reader that is measured is started as this file too: what it does not need is not imported.
if TYPE_CHECKING:
    from pathlib import Path

MB = 1_000_000
_SEGMENT_S = 3
_BYTES_PER_S = 1_170_000
_EVERY_S = 3


def _ffmpeg(*arguments: str) -> None:
    import subprocess

    subprocess.run(["ffmpeg", "-v", "error", "-y", *arguments], check=True)


def _captions(seconds: int) -> bytes:
    """A picture every three seconds, each shown for two."""
    from benchmarks.pgs import clear, picture, show

    pictures = [picture(f"A caption that is number {n},\nof two lines") for n in range(20)]
    parts = []
    for number, at in enumerate(range(1, seconds - _EVERY_S, _EVERY_S)):
        shown = pictures[number % len(pictures)]
        parts += [show(shown, at * 90_000, number), clear(shown, (at + 2) * 90_000, number)]
    return b"".join(parts)


def build(folder: "Path", megabytes: int) -> "Path":
    """Makes a film with two DVB subtitle streams between its pictures, unless it is there.

    Of its packets, 96 % are video, at 9 Mbit/s, and 1.3 % are captions.
    """
    film = folder / f"film-{megabytes}.ts"
    if film.exists() and film.stat().st_size >= megabytes * MB:
        return film
    seconds = megabytes * MB * 11 // 10 // _BYTES_PER_S
    segment, sets, captions = (folder / name for name in ("pictures.mkv", "captions.sup", "cc.ts"))
    noise = "testsrc2=s=1280x720:r=24,noise=alls=40:allf=t"
    _ffmpeg(
        "-f", "lavfi", "-i", noise, "-f", "lavfi", "-i", "anoisesrc=r=48000:c=pink",
        "-t", str(_SEGMENT_S), "-c:v", "libx264", "-preset", "ultrafast", "-b:v", "7600k",
        "-maxrate", "8000k", "-bufsize", "8000k", "-g", "48", "-pix_fmt", "yuv420p",
        "-c:a", "aac", "-b:a", "192k", "-ac", "2", str(segment),
    )  # fmt: skip
    sets.write_bytes(_captions(seconds))
    # Made on their own first: else the muxer gets them late and puts them all at one place.
    _ffmpeg("-i", str(sets), "-map", "0", "-map", "0", "-c:s", "dvbsub", str(captions))
    _ffmpeg(
        "-stream_loop", str(seconds // _SEGMENT_S), "-i", str(segment), "-i", str(captions),
        "-map", "0:v", "-map", "0:a", "-map", "1", "-t", str(seconds), "-c", "copy", str(film),
    )  # fmt: skip
    return film


def read(film: "Path | str", mode: str | None) -> None:
    """Reads all caption streams through the store, as an extraction does; prints what came."""
    from cuelift.extract.options import ReadOptions
    from cuelift.extract.plan import make_plan
    from cuelift.extract.reading import Trouble, read_samples
    from cuelift.extract.source import Media, open_media

    began = time.perf_counter()
    options = ReadOptions()
    opened = open_media([str(film)], options)
    assert isinstance(opened, Media)
    wanted = range(len(opened.movie.tracks))
    plan = make_plan(opened.source, opened.movie, wanted, None, options)
    plan.scan_mode = mode or plan.scan_mode
    count = size = 0
    for samples in read_samples(opened.source, opened.movie, plan, None, Trouble()):
        count += len(samples)
        size += sum(len(sample.data) for sample in samples)
    took = time.perf_counter() - began
    print(f"{count} samples, {size} bytes, {plan.mode}, {took:.3f} s inside")


def compare(film: "Path", folder: "Path", mode: str | None, runs: int) -> list[str]:
    """Measures in turn; a table."""
    import statistics
    import subprocess

    from benchmarks.meter import Usage, measure

    subprocess.run(["cat", str(film)], stdout=subprocess.DEVNULL, check=True)
    copy = ["ffmpeg", "-v", "error", "-y", "-i", str(film), "-map", "0:s", "-c", "copy"]
    copied = folder / "copied.mkv"
    commands: dict[str, Sequence[str]] = {
        "cuelift": [sys.executable, __file__, "--read", str(film), *([mode] if mode else [])],
        "ffmpeg": [*copy, "-f", "null", "-"],
        "to file": [*copy, str(copied)],
    }
    used: dict[str, list[Usage]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            used[name].append(measure(command, folder))
            if used[name][-1].code:
                raise SystemExit(f"{name} failed: {used[name][-1].said}")
    copied.unlink()
    subprocess.run(commands["cuelift"], check=True)
    head = f"{film.stat().st_size / MB:,.0f} MB in the page cache, median of {runs} (the best)"
    table = [f"| {head} | wall | CPU |", "| --- | --- | --- |"]
    ours = used["cuelift"]
    for name, theirs in used.items():
        columns = []
        for field in ("wall_s", "cpu_s"):
            mine, each = ([getattr(use, field) for use in group] for group in (ours, theirs))
            one, best = statistics.median(each), min(each)
            ratio = f"{one / statistics.median(mine):.2f}x ({best / min(mine):.2f}x)"
            columns.append(f"{one:.3f} s ({best:.3f} s) {ratio}")
        table.append(f"| {name} | {columns[0]} | {columns[1]} |")
    return table


def main() -> None:
    """Builds the film, measures, prints a table."""
    import argparse
    from pathlib import Path

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dir", type=Path, default=Path("/tmp"))
    parser.add_argument("--size", type=int, default=2000, help="MB of the film")
    parser.add_argument("--film", type=Path, help="another film, already there")
    parser.add_argument("--mode", choices=("bulk", "mapped"), help="how to read; default: planned")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--page", type=Path, help="whose part is replaced")
    given = parser.parse_args()
    given.dir.mkdir(parents=True, exist_ok=True)
    film = given.film or build(given.dir, given.size)
    table = compare(film.resolve(), given.dir, given.mode, given.runs)
    print("\n".join(table))
    if given.page is not None:
        from benchmarks.report import fill

        fill(given.page, "transport", table)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--read"]:
        read(sys.argv[2], sys.argv[3] if len(sys.argv) > 3 else None)
    else:
        main()

"""Runs every trial in one go, contenders taking turns, and writes the page of results.

    python benchmarks/films.py FILMS
    python benchmarks/run.py FILMS [--runs 3] [--only TEXT]... [--page docs/benchmarks.md]

Cold trials empty the page cache, which only root may do; else the film alone is evicted.
"""

import argparse
import datetime
import os
import platform
import shlex
import shutil
import sys
import tempfile
from pathlib import Path

import msgspec

if __package__ is None or __package__ == "":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import limits, meter, outputs, peers, report, server
from benchmarks.cases import FRAGMENTED, TRIALS, Contender, Trial
from benchmarks.results import Film, Results, Run


class Bench:
    """Carries one go through: where the films are, what is available, what was found."""

    def __init__(self, films: Path, runs: int, connections: int, remote: server.Remote) -> None:
        self.films = films
        self.runs = runs
        self.connections = connections
        self.remote = remote
        self.results = Results()
        self.absent: set[str] = set()

    def trial(self, key: str, trial: Trial) -> None:
        """Runs the contenders of one trial in turn, round after round."""
        film = self.films / trial.film
        self.results.films.setdefault(trial.film, _film(film))
        if trial.where != "cold":
            meter.make_warm(film)
        contenders = [one for one in trial.contenders if self._present(one)]
        found = self.results.runs[key] = {one.label: [] for one in contenders}
        for turn in range(self.runs):
            with tempfile.TemporaryDirectory(prefix="cuelift-bench-") as name:
                folders = {}
                for one in contenders:
                    folder = folders[one.label] = Path(name) / one.label
                    folder.mkdir()
                    run = self.turn(trial, one, folder)
                    found[one.label].append(run)
                    _say(key, one, run)
                if turn == 0:
                    self._compare(key, trial, contenders, folders)

    def _present(self, one: Contender) -> bool:
        return one.program not in self.absent

    def turn(self, trial: Trial, one: Contender, folder: Path) -> Run:
        """Runs one contender once."""
        remote = trial.where == "remote"
        film = self.films / trial.film
        source = self.remote.url(trial.film) if remote else str(film)
        if one.program == "cuelift":
            extra = ("--connections", str(self.connections)) if remote else ()
            command = peers.cuelift(trial.film, source, *one.options, *extra)
        else:
            command = peers.PEERS[one.program].command(trial.film, source)
        if trial.where == "cold":
            note = f"Cold: {meter.make_cold([film])}."
            if note not in self.results.notes:
                self.results.notes.append(note)
        self.remote.ask("reset")
        usage = meter.measure(command, folder)
        told = _told(folder / peers.REPORT)
        run = Run(usage=usage, reported_bytes=told.bytes_read, read_mode=told.read_mode)
        if not remote:
            return run
        sent = self.remote.ask("stats")
        return msgspec.structs.replace(
            run,
            sent_bytes=sent.bytes,
            requests=sent.get + sent.head,
            most_in_flight=sent.most_in_flight,
        )

    def _compare(
        self, key: str, trial: Trial, contenders: list[Contender], folders: dict[str, Path]
    ) -> None:
        """Compares what cuelift wrote with what the film was made from, and with the peers'."""
        name = trial.film
        true = outputs.truth(name, self.films / "subs")
        theirs = {
            one.label: outputs.written(name, folders[one.label])
            for one in contenders
            if one.program in {"ffmpeg", "mkvextract"}
        }
        for one in contenders:
            if one.program != "cuelift":
                continue
            what = f"{key}: {one.label}"
            ours = outputs.written(name, folders[one.label])
            self.results.unequal[f"{what} and the sources"] = outputs.differences(ours, true)
            for label, tracks in theirs.items():
                mine, other = ours, tracks
                if name == FRAGMENTED:
                    mine, other = outputs.without_ends(ours), outputs.without_ends(tracks)
                self.results.unequal[f"{what} and {label}"] = outputs.differences(mine, other)


class _Told(msgspec.Struct):
    """The fields of cuelift's report that are wanted here."""

    bytes_read: int | None = None
    read_mode: str | None = None


def _told(path: Path) -> _Told:
    return msgspec.json.decode(path.read_bytes(), type=_Told) if path.exists() else _Told()


def _film(path: Path) -> Film:
    need = limits.mp4_need(path) if path.suffix == ".mp4" else None
    return Film(size=path.stat().st_size, need=need)


def _say(key: str, one: Contender, run: Run) -> None:
    used = run.usage
    line = f"{key:24} {one.label:14} {used.wall_s:7.2f} s  CPU {used.cpu_s:6.2f} s"
    line += f"  {run.bytes / 1e6:9.2f} MB  {used.anon_bytes / 1e6:4.0f} MB anon"
    if run.requests is not None:
        line += f"  {run.requests} requests, {run.most_in_flight} at once"
    if used.code:
        line += f"  FAILED {used.code}: {used.said.strip()[-300:]}"
    print(line, flush=True)


def _machine() -> list[str]:
    model = "unknown processor"
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            model = line.partition(":")[2].strip()
            break
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e9
    return [
        f"{os.cpu_count()} processors ({model}), {memory:.0f} GB memory, "
        f"{platform.system()} {platform.release()}; client and server share them",
        f"{platform.python_implementation()} {platform.python_version()}",
    ]


def _describe(bench: Bench, pace: server.Pace) -> None:
    """Notes the conditions, and which peers are not there."""
    results = bench.results
    results.date = datetime.datetime.now(datetime.UTC).date().isoformat()
    results.command = shlex.join(["python", "benchmarks/run.py", *sys.argv[1:]])
    results.machine = _machine()
    for name, peer in peers.PEERS.items():
        version = peers.version(peer) if peers.available(peer) else None
        if version is None:
            bench.absent.add(name)
            results.notes.append(f"{name} is not installed here, its rows are not measured.")
        else:
            results.versions.append(version)
    results.notes.append(
        f"Remote: loopback, {pace.latency_ms:g} ms to the first byte, {pace.per_connection:g} MB/s "
        f"per connection, {pace.total:g} MB/s in all, up to {bench.connections} connections; "
        "plain HTTP."
    )


def _measure_index(bench: Bench) -> None:
    film = bench.films / "a_mkvmerge.mkv"
    try:
        bench.results.index_s = min(limits.index_seconds(film) for _ in range(5))
    except ImportError as error:
        bench.results.notes.append(f"index not measured: {error}")
    bench.results.cue_points = limits.cue_points(film)


def _beside(path: Path, new: Results) -> Results:
    """Earlier results, with the new ones in the place of those of the same trials."""
    old = msgspec.json.decode(path.read_bytes(), type=Results)
    old.runs.update(new.runs)
    old.films.update(new.films)
    old.unequal.update(new.unequal)
    old.index_s = new.index_s
    old.notes += [note for note in new.notes if note not in old.notes]
    return old


def main() -> None:
    parser = argparse.ArgumentParser(description="Run the benchmarks.")
    parser.add_argument("films", type=Path, help="folder that benchmarks/films.py filled")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--connections", type=int, default=256)
    parser.add_argument("--only", action="append", default=[], help="trials whose name has this")
    parser.add_argument("--without", action="append", default=[], choices=list(peers.PEERS))
    parser.add_argument("--page", type=Path, help="write the results into this page")
    parser.add_argument("--save", type=Path, help="keep the raw results in this file")
    parser.add_argument("--add", type=Path, help="put these trials beside those kept in this file")
    chosen = parser.parse_args()
    if shutil.which("ffmpeg") is None:
        raise SystemExit("ffmpeg is needed, it is what all is compared with")
    pace = server.Pace()
    with server.running(chosen.films, pace) as remote:
        bench = Bench(chosen.films, chosen.runs, chosen.connections, remote)
        bench.absent.update(chosen.without)
        _describe(bench, pace)
        for key, trial in TRIALS.items():
            if not chosen.only or any(text in key for text in chosen.only):
                bench.trial(key, trial)
        _measure_index(bench)
    if chosen.add:
        bench.results = _beside(chosen.add, bench.results)
    if chosen.save:
        chosen.save.write_bytes(msgspec.json.encode(bench.results))
    if chosen.page:
        report.write(bench.results, chosen.page)
    print(report.render(bench.results))


if __name__ == "__main__":
    main()

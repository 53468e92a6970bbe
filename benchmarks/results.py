"""What a run of the benchmarks found, as it is kept and as it is judged."""

import statistics

import msgspec

from benchmarks.cases import ANON_BYTES, GOALS, INDEX_S, TRIALS, Goal
from benchmarks.limits import Mp4Need
from benchmarks.meter import Usage


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """One contender's turn in a trial."""

    usage: Usage
    sent_bytes: int | None = None
    """Body bytes the server sent; None: the film was local."""
    requests: int | None = None
    most_in_flight: int | None = None
    reported_bytes: int | None = None
    """What cuelift's own report says it read."""
    read_mode: str | None = None

    @property
    def bytes(self) -> int:
        """By the best witness there is: the server, the report, the kernel."""
        for count in (self.sent_bytes, self.reported_bytes):
            if count is not None:
                return count
        return self.usage.read_bytes


class Film(msgspec.Struct, frozen=True, kw_only=True):
    """A film that was read."""

    size: int
    need: Mp4Need | None = None


class Results(msgspec.Struct, kw_only=True):
    """Everything that was measured in one go."""

    machine: list[str] = msgspec.field(default_factory=list)
    versions: list[str] = msgspec.field(default_factory=list)
    command: str = ""
    date: str = ""
    films: dict[str, Film] = msgspec.field(default_factory=dict)
    runs: dict[str, dict[str, list[Run]]] = msgspec.field(default_factory=dict)
    """By trial and contender."""
    unequal: dict[str, list[str]] = msgspec.field(default_factory=dict)
    """By trial and peer: where its output and cuelift's differ; empty: nowhere."""
    index_s: float | None = None
    cue_points: int = 0
    notes: list[str] = msgspec.field(default_factory=list)

    def good(self, trial: str, label: str) -> list[Run]:
        """The runs that ended well."""
        runs = self.runs.get(trial, {}).get(label, [])
        return [run for run in runs if run.usage.code == 0]

    def wall_s(self, trial: str, label: str) -> float | None:
        """Median wall time."""
        runs = self.good(trial, label)
        return statistics.median(run.usage.wall_s for run in runs) if runs else None


class Verdict(msgspec.Struct, frozen=True):
    """One row of the table of figures."""

    about: str
    asked: str
    measured: str
    reached: bool | None
    """None: not measured."""


def _times(value: float) -> str:
    return f"{value:.1f}x" if value < 10 else f"{value:.0f}x"


def _percent(value: float) -> str:
    return f"{value * 100:.3f} %"


def judge(results: Results) -> list[Verdict]:
    """Every figure asked, with what was measured."""
    rows = [_judge(results, goal) for goal in GOALS]
    return [*rows, _memory(results), _index(results), *_honesty(results), _equality(results)]


def _judge(results: Results, goal: Goal) -> Verdict:
    upper = goal.kind != "faster"
    asked = _percent(goal.asked) if goal.kind == "share" else f"{goal.asked:g}x"
    asked = ("at most " if upper else "at least ") + asked
    value = _value(results, goal)
    if value is None:
        return Verdict(goal.about, asked, "not measured", None)
    reached = value <= goal.asked if upper else value >= goal.asked
    shown = _percent(value) if goal.kind == "share" else _times(value)
    if goal.kind == "need":
        shown = f"{value:.3f}x"
    return Verdict(goal.about, asked, shown, reached)


def _value(results: Results, goal: Goal) -> float | None:
    ours = results.good(goal.trial, goal.label)
    film = results.films.get(TRIALS[goal.trial].film)
    if not ours or film is None:
        return None
    read = statistics.median(run.bytes for run in ours)
    if goal.kind == "share":
        return read / film.size
    if goal.kind == "need":
        return read / sum(film.need) if film.need else None
    peers = [results.wall_s(goal.trial, peer) for peer in goal.peers]
    walls = [wall for wall in peers if wall is not None]
    wall = results.wall_s(goal.trial, goal.label)
    if not walls or wall is None:
        return None
    return min(walls) / wall if goal.kind == "faster" else wall / min(walls)


def _ours(results: Results) -> list[tuple[str, str]]:
    return [
        (trial, label)
        for trial, contenders in results.runs.items()
        for label in contenders
        if label.startswith("cuelift")
    ]


def _memory(results: Results) -> Verdict:
    about, asked = "most anonymous memory in any trial", f"at most {ANON_BYTES / 1e6:.0f} MB"
    peaks = [
        (run.usage.anon_bytes, trial)
        for trial, label in _ours(results)
        for run in results.good(trial, label)
    ]
    if not peaks:
        return Verdict(about, asked, "not measured", None)
    peak, trial = max(peaks)
    return Verdict(about, asked, f"{peak / 1e6:.0f} MB ({trial})", peak <= ANON_BYTES)


def _index(results: Results) -> Verdict:
    about = f"index of {results.cue_points:,} cue points parsed"
    asked = f"at most {INDEX_S * 1000:.0f} ms"
    if results.index_s is None:
        return Verdict("index of a two hour film parsed", asked, "not measured", None)
    return Verdict(about, asked, f"{results.index_s * 1000:.0f} ms", results.index_s <= INDEX_S)


def _honesty(results: Results) -> list[Verdict]:
    """Whether the report's own byte count is the server's; a canceled tail may count once."""
    pairs = [
        (run.sent_bytes, run.reported_bytes)
        for trial, label in _ours(results)
        for run in results.good(trial, label)
        if run.sent_bytes is not None and run.reported_bytes is not None
    ]
    if not pairs:
        return []
    worst = max(abs(sent - told) / max(1, sent) for sent, told in pairs)
    about = "bytes in the report, against those the server sent"
    return [Verdict(about, "equal", f"{worst * 100:.3f} % apart at most", worst == 0)]


def _equality(results: Results) -> Verdict:
    about = "captions equal to ffmpeg's, mkvextract's and the sources, all tracks"
    if not results.unequal:
        return Verdict(about, "equal", "not measured", None)
    wrong = [key for key, lines in results.unequal.items() if lines]
    shown = f"{len(results.unequal) - len(wrong)} of {len(results.unequal)} comparisons equal"
    return Verdict(about, "equal", shown, not wrong)

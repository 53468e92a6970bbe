"""Writes the results into a page, between two markers; what stands around them is kept."""

import statistics
from collections.abc import Sequence
from pathlib import Path

from benchmarks.cases import TRIALS
from benchmarks.results import Results, Run, judge

BEGIN, END = "<!-- results: begin -->", "<!-- results: end -->"

_INTRO = f"""\
# Benchmarks

How many bytes and how much time it takes to get eight caption tracks out of a two hour film.

{BEGIN}
{END}
"""


def write(results: Results, page: Path) -> None:
    """Replaces what lies between the markers of a page; makes the page when there is none."""
    text = page.read_text(encoding="utf-8") if page.exists() else _INTRO
    head, begin, rest = text.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not (begin and end):
        raise SystemExit(f"{page} has no line {BEGIN} followed by {END}")
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(f"{head}{BEGIN}\n{render(results)}\n{END}{tail}", encoding="utf-8")


def fill(page: Path, name: str, lines: Sequence[str]) -> None:
    """Replaces one part of a page, that between the markers of a name."""
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    head, found, rest = page.read_text(encoding="utf-8").partition(begin)
    _, closed, tail = rest.partition(end)
    if not (found and closed):
        raise SystemExit(f"{page} has no line {begin} followed by {end}")
    text = "\n".join(lines)
    page.write_text(f"{head}{begin}\n{text}\n{end}{tail}", encoding="utf-8")


def render(results: Results) -> str:
    """The results as Markdown."""
    parts = [_conditions(results), _figures(results), _measurements(results), _equality(results)]
    return "\n\n".join(part for part in parts if part)


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def _conditions(results: Results) -> str:
    films = [[f"`{name}`", f"{film.size:,}"] for name, film in results.films.items()]
    lines = [f"- {line}" for line in (*results.machine, *results.versions, *results.notes)]
    return "\n".join([
        f"Measured on {results.date} with", "", f"    {results.command}", "",
        *lines, "", _table(["film", "bytes"], films),
    ])  # fmt: skip


def _figures(results: Results) -> str:
    marks = {True: "yes", False: "**no**", None: "-"}
    rows = [[row.about, row.asked, row.measured, marks[row.reached]] for row in judge(results)]
    return "## Figures\n\n" + _table(["figure", "asked", "measured", "reached"], rows)


def _measurements(results: Results) -> str:
    rows = []
    for trial, contenders in results.runs.items():
        for label, runs in contenders.items():
            mode = next((run.read_mode for run in runs if run.read_mode), None)
            program = f"{label} ({mode})" if mode else label
            rows.append([trial, program, *_cells(runs, results.films[TRIALS[trial].film].size)])
    head = [
        "trial", "program", "wall s", "CPU s", "bytes read", "of the film", "requests",
        "from disk MB", "anonymous MB", "runs",
    ]  # fmt: skip
    said = (
        "Medians; memory is the most seen. Bytes are those the server sent, or for a local film\n"
    )
    said += "those asked of the kernel (by cuelift's own report)."
    return "## Measurements\n\n" + said + "\n\n" + _table(head, rows)


def _cells(runs: list[Run], size: int) -> list[str]:
    good = [run for run in runs if run.usage.code == 0]
    if not good:
        return [f"failed with {runs[0].usage.code}", *["-"] * 6, str(len(runs))]
    read = statistics.median(run.bytes for run in good)
    requests = [run.requests for run in good if run.requests is not None]
    device = statistics.median(run.usage.device_bytes for run in good)
    anon = max(run.usage.anon_bytes for run in good)
    return [
        f"{statistics.median(run.usage.wall_s for run in good):.2f}",
        f"{statistics.median(run.usage.cpu_s for run in good):.2f}",
        f"{read:,.0f}",
        f"{read / size * 100:.3f} %",
        f"{statistics.median(requests):,.0f}" if requests else "-",
        f"{device / 1e6:,.1f}",
        f"{anon / 1e6:.0f}",
        str(len(good)) if len(good) == len(runs) else f"{len(good)} of {len(runs)}",
    ]


def _equality(results: Results) -> str:
    if not results.unequal:
        return ""
    same = sum(not found for found in results.unequal.values())
    lines = [f"{same} of {len(results.unequal)} comparisons of eight tracks found no difference."]
    for key, found in results.unequal.items():
        lines += [f"- {key}: {line}" for line in found[:2]]
    return "## Same captions\n\n" + "\n".join(lines)

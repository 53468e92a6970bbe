from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import report
from benchmarks.limits import Mp4Need
from benchmarks.meter import Usage
from benchmarks.results import Film, Results, Run, judge


def run(wall_s: float, sent: int, told: int | None = None, code: int = 0) -> Run:
    usage = Usage(
        code=code, wall_s=wall_s, cpu_s=0.1, anon_bytes=50_000_000, resident_bytes=60_000_000,
        read_bytes=7, device_bytes=8,
    )  # fmt: skip
    return Run(usage=usage, sent_bytes=sent, reported_bytes=told, requests=3)


def results() -> Results:
    remote = {
        "cuelift": [run(1.0, 100, 100), run(9.0, 140, 140), run(2.0, 120, 121)],
        "ffmpeg": [run(80.0, 100_000), run(1.0, 0, code=1)],
    }
    return Results(
        films={
            "aligned.mkv": Film(size=100_000),
            "d1_faststart.mp4": Film(size=10, need=Mp4Need(60, 40)),
        },
        runs={"mkv aligned, remote": remote, "mp4 faststart, remote": {"cuelift": [run(1.0, 111)]}},
        unequal={"one": [], "two": ["track 0: 1 cues, not 2"]},
        index_s=0.05,
        cue_points=12_000,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("about", "measured", "reached"),
    [
        ("MKV, aligned timings, `bytes`", "0.120 %", False),
        ("MKV, unrelated timings, `bytes`", "not measured", None),
        ("remote MKV, aligned timings, `bytes`", "40x", True),
        ("remote MP4", "not measured", None),
        ("MP4, against moov + payload", "1.110x", False),
        ("most anonymous memory in any trial", "50 MB (mp4 faststart, remote)", True),
        ("index of 12,000 cue points parsed", "50 ms", True),
        ("bytes in the report, against those the server sent", "0.833 % apart at most", False),
        (
            "captions equal to ffmpeg's, mkvextract's and the sources, all tracks",
            "1 of 2 comparisons equal",
            False,
        ),
    ],
)
def test_figures_are_medians_of_good_runs(about: str, measured: str, reached: bool | None) -> None:
    [row] = [row for row in judge(results()) if row.about == about]

    assert (row.measured, row.reached) == (measured, reached)


def test_nothing_measured_reaches_nothing() -> None:
    assert all(row.reached is None for row in judge(Results()))


def test_a_page_keeps_what_stands_around_the_markers(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before\n{report.BEGIN}\nold\n{report.END}\nafter\n")
    report.write(results(), page)
    text = page.read_text()

    assert text.startswith(f"before\n{report.BEGIN}\n")
    assert text.endswith(f"{report.END}\nafter\n")
    assert "old\n" not in text
    assert "| mkv aligned, remote | ffmpeg | 80.00 |" in text


def test_a_page_that_is_not_there_is_made(tmp_path: Path) -> None:
    report.write(results(), tmp_path / "docs" / "page.md")

    assert (tmp_path / "docs" / "page.md").read_text().startswith("# Benchmarks\n")


def test_a_page_without_markers_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("mine")
    with pytest.raises(SystemExit, match="has no line"):
        report.write(results(), tmp_path / "page.md")

    assert (tmp_path / "page.md").read_text() == "mine"

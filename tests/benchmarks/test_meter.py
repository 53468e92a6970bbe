from __future__ import annotations

import sys
import time
from pathlib import Path

from benchmarks.meter import measure

HOLD = "data = bytearray(40_000_000); data[::4096] = b'x' * len(data[::4096]); "


def python(text: str) -> list[str]:
    return [sys.executable, "-c", "import time, subprocess, sys; " + text]


def test_memory_of_children_counts(tmp_path: Path) -> None:
    alone = measure(python(HOLD + "time.sleep(0.1)"), tmp_path)
    child = (
        f"subprocess.run([sys.executable, '-c', 'import time; ' + {HOLD + 'time.sleep(0.1)'!r}])"
    )
    family = measure(python(HOLD + child), tmp_path)

    assert 40e6 <= alone.anon_bytes <= 60e6
    assert 80e6 <= family.anon_bytes <= 110e6


def test_bytes_read_by_children_count(tmp_path: Path) -> None:
    (tmp_path / "film").write_bytes(bytes(3_000_000))
    usage = measure(["sh", "-c", "cat film; cat film"], tmp_path)

    assert 6_000_000 <= usage.read_bytes <= 6_200_000


def test_wall_and_processor_time_are_apart(tmp_path: Path) -> None:
    usage = measure(python("time.sleep(0.3)"), tmp_path)

    assert usage.wall_s >= 0.3
    assert usage.cpu_s < 0.25


def test_a_failure_shows_its_code_and_words(tmp_path: Path) -> None:
    usage = measure(python("sys.exit('no such thing')"), tmp_path)

    assert usage.code == 1
    assert usage.said.strip() == "no such thing"


def test_a_process_that_does_not_end_is_killed(tmp_path: Path) -> None:
    began = time.monotonic()
    usage = measure(python("time.sleep(60)"), tmp_path, timeout_s=0.2)

    assert usage.code == -9
    assert time.monotonic() - began < 10

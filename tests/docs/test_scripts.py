"""The programs in ``examples/`` run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.small import LINES, Text, mkv

EXAMPLES = Path(__file__).parents[2] / "examples"
CASES = [
    ("first_cues.py", ["film.mkv"], "'One'"),
    ("first_cues.py", ["film.mkv", "de"], "'Three\\nlines'"),
    ("archive_to_jsonl.py", ["film.mkv", "out/"], "film.mkv 1 de cues 3"),
    ("watch_limits.py", ["film.mkv"], "bytes read"),
]


def test_every_example_is_run_here():
    elsewhere = {"from_imm.py"}  # needs a server: test_server_example.py
    run_here = {name for name, _, _ in CASES}
    assert {path.name for path in EXAMPLES.glob("*.py")} == run_here | elsewhere


@pytest.mark.parametrize(("name", "arguments", "said"), CASES)
def test_examples_run(tmp_path, name, arguments, said):
    (tmp_path / "film.mkv").write_bytes(mkv(Text(LINES), Text(LINES, language="ger")))
    done = subprocess.run(
        [sys.executable, "-W", "error", str(EXAMPLES / name), *arguments],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert said in done.stdout

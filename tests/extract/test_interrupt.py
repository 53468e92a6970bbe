"""An interrupt of a run over several films ends it at once, without tracebacks."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.support.range_server import RangeServer
from tests.support.small import LINES, Text, mkv


def test_an_interrupt_ends_the_workers_too(tmp_path: Path):
    film = mkv(Text(LINES))
    with RangeServer({"/a.mkv": film, "/b.mkv": film}, latency_s=45.0) as server:
        process = subprocess.Popen(
            # Shells start jobs in the background with interrupts ignored; children inherit it.
            ["env", "--default-signal=INT", sys.executable, "-m", "cuelift", "extract",
             server.url("/a.mkv"), server.url("/b.mkv"), "--jobs", "2", "-o", f"{tmp_path}/"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=tmp_path,
            env={**os.environ, "XDG_STATE_HOME": str(tmp_path / "state")},
        )  # fmt: skip
        deadline = time.monotonic() + 60
        while server.count("HEAD") < 2 and time.monotonic() < deadline:
            time.sleep(0.05)
        begun = time.monotonic()
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=40)

    assert process.returncode == 130
    assert time.monotonic() - begun < 35.0
    assert "Traceback" not in said

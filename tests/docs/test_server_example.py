"""The server's part of the README runs as it stands, with the official SDKs."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.tools


@pytest.fixture
def server(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A `cuelift serve` as the README starts it, but for its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = (tmp_path / "log").open("w+")
    command = [sys.executable, "-m", "cuelift", "serve", "--port", str(port)]
    process = subprocess.Popen(command, cwd=tmp_path, stdout=log, stderr=subprocess.STDOUT)
    for _ in range(200):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=1).close()
            break
        except OSError:
            assert process.poll() is None, (tmp_path / "log").read_text()
            time.sleep(0.1)
    said = (tmp_path / "log").read_text()
    key, secret = re.search(r"key id: *(\S+)\s+access key secret: *(\S+)", said).groups()
    yield {"SERVER": f"127.0.0.1:{port}", "KEY_ID": key, "KEY_SECRET": secret}
    process.terminate()
    assert process.wait(30) == 0
    log.close()


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """A film with two text tracks."""
    (tmp_path / "a.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\nHello\n")
    subprocess.run(
        [
            *("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "color=s=64x64:r=5:d=6", "-i", "a.srt"),
            *("-map", "0:v", "-map", "1:0", "-map", "1:0", "-c:s", "srt", "movie.mkv"),
        ],
        cwd=tmp_path,
        check=True,
    )
    return tmp_path / "movie.mkv"


def run(code: str, folder: Path, variables: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_readme_s_script_gives_captions(server, film):
    [code] = re.findall(r"```python server\n(.*?)```", (ROOT / "README.md").read_text(), re.S)
    local = code.replace("127.0.0.1:8650", server["SERVER"])
    assert local != code

    said = run(local, film.parent, server)

    assert said.startswith("WEBVTT\n")
    assert "00:00:01.000 --> 00:00:02.000\nHello" in said


def test_the_example_gives_all_caption_files(server, film):
    variables = {f"CUELIFT_{name}": value for name, value in server.items()}

    said = run((ROOT / "examples/from_imm.py").read_text(), film.parent, variables)

    assert said.splitlines() == [
        "Succeeded ",
        "captions/movie.0.vtt",
        "captions/movie.1.vtt",
    ]
    for name in ("movie.0.vtt", "movie.1.vtt"):
        assert "Hello" in (film.parent / name).read_text()

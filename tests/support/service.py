"""A real ``cuelift serve`` in a process of its own, and clients for it."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

START_S = 60.0
END_S = 60.0
_ADDRESS = re.compile(r"^cuelift serve: (https?://\S+)", re.MULTILINE)
_KEY = re.compile(r"access key id: +(\S+)\n +access key secret: (\S+)")


class Service:
    """One server process; its output goes to files beside its data."""

    def __init__(
        self,
        data: Path,
        *options: str,
        config: str | None = None,
        environment: dict[str, str] | None = None,
    ) -> None:
        """Starts it and waits for its address.

        Args:
            data: its folder; several may share one.
            options: further ones of ``cuelift serve``.
            config: text of ``config.toml``; None: what is there stays.
            environment: added to this process's own.
        """
        self.data = data
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        if config is not None:
            (data / "config.toml").write_text(config)
        number = sum(1 for _ in data.glob("*.out"))
        self._out = data / f"{number}.out"
        self._log = data / f"{number}.log"
        with self._out.open("w") as out, self._log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "cuelift", "serve", "--data", str(data), "--port", "0",
                 *options],
                stdout=out,
                stderr=log,
                stdin=subprocess.DEVNULL,
                env={**os.environ, **(environment or {})},
                start_new_session=True,
            )  # fmt: skip
        self.url = self._wait()

    def _wait(self) -> str:
        deadline = time.monotonic() + START_S
        while time.monotonic() < deadline:
            if found := _ADDRESS.search(self.said):
                return found[1]
            if self.process.poll() is not None:
                raise RuntimeError(f"the server ended with {self.process.returncode}: {self.log}")
            time.sleep(0.05)
        self.kill()
        raise RuntimeError(f"the server does not start: {self.log}")

    @property
    def said(self) -> str:
        """What it printed."""
        return self._out.read_text()

    @property
    def log(self) -> str:
        """What it logged."""
        return self._log.read_text()

    @property
    def host(self) -> str:
        """``127.0.0.1:PORT``."""
        return self.url.partition("://")[2]

    @property
    def first_key(self) -> tuple[str, str]:
        """Id and secret of the key that the first start of a data folder prints."""
        for path in sorted(self.data.glob("*.out")):
            if found := _KEY.search(path.read_text()):
                return found[1], found[2]
        raise LookupError("no server that began with this folder printed a key")

    def command(self, *arguments: str) -> Any:
        """Runs a command of ``cuelift`` on the same data, and returns its JSON."""
        done = subprocess.run(
            [sys.executable, "-m", "cuelift", *arguments, "--data", str(self.data)],
            capture_output=True,
            text=True,
            check=True,
        )
        return json.loads(done.stdout) if done.stdout.startswith(("{", "[")) else done.stdout

    def make_key(self, *options: str, project: str = "*", action: str = "*") -> dict[str, Any]:
        """A new key."""
        made: dict[str, Any] = self.command(
            "keys", "create", "--json", "--project", project, "--action", action, *options
        )
        return made

    def put(self, bucket: str, key: str, data: bytes) -> str:
        """Lays an object into a local bucket; returns its URI."""
        path = self.data / "buckets" / bucket / key
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return f"oss://{bucket}/{key}"

    def objects(self, bucket: str) -> dict[str, bytes]:
        """What lies in a local bucket."""
        root = self.data / "buckets" / bucket
        return {
            str(path.relative_to(root)): path.read_bytes()
            for path in sorted(root.rglob("*"))
            if path.is_file() and not any(part.startswith(".") for part in path.parts)
        }

    def ask(
        self, path: str, method: str = "GET", headers: dict[str, str] | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body of a plain request."""
        request = urllib.request.Request(self.url + path, method=method, headers=headers or {})
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, dict(answer.headers), answer.read()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, dict(error.headers), error.read()

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Asks it to end and waits; returns its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        try:
            return self.process.wait(END_S)
        except subprocess.TimeoutExpired:
            self.kill()
            raise

    def kill(self) -> None:
        """Ends it as a crash would."""
        self.process.kill()
        self.process.wait(END_S)

"""Apertium, by its command: rules and dictionaries, on this machine.

Texts are taken apart here rather than by its own reader of HTML, whose tags stay behind when words
change places. Words that it does not know are left as they are, without the star it would set
before them.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import signal

from cuelift.cues.languages import language_tag
from cuelift.errors import BadAnswer, EngineRefused, TranslateError, UsageError
from cuelift.translate.engines.apertium_stream import from_stream, to_stream
from cuelift.translate.engines.base import Limits, Request
from cuelift.translate.engines.spec import EngineOptions, EngineSpec, check_options
from cuelift.translate.languages import base_of

PROGRAM = "apertium"
_MOST_BYTES = 16 * 1024 * 1024


class ApertiumEngine:
    """Runs a mode of Apertium; the usual one for two languages, or the one that was named."""

    name = "apertium"
    limits = Limits(texts=400, characters=40_000, parallel=2)
    marked = True
    takes_terms = False
    takes_context = False

    def __init__(self, spec: EngineSpec, options: EngineOptions, program: str = PROGRAM) -> None:
        check_options(spec, ())
        self._named = spec.where
        if self._named.startswith("-") or not _is_mode(self._named or "a-b"):
            raise UsageError(f"{self._named[:40]!r} is no mode of Apertium, such as eng-spa")
        self._program = program
        self._timeout_s = options.timeout_s
        self._modes: dict[tuple[str, str], str] = {}

    async def identity(self, source: str, target: str) -> str:
        """The program's version and the mode."""
        program = shutil.which(self._program)
        if program is None:
            raise TranslateError(
                "the program apertium is not there; on Debian and Ubuntu: "
                "apt-get install apertium apertium-eng-spa (or another pair)"
            )
        listed = (await self._run(["-l"], b"")).decode("utf-8", "replace").split()
        mode = self._named or choose_mode(listed, source, target)
        if mode not in listed:
            wanted = self._named or f"{source} into {target}"
            raise EngineRefused(
                f"apertium has no mode for {wanted} here; it has: {', '.join(sorted(listed))}"
            )
        self._modes[source, target] = mode
        version = (await self._run(["-V"], b"")).decode("utf-8", "replace").strip()[:80]
        return f"{self.name} {version} {mode}"

    async def ask(self, request: Request) -> dict[int, str]:
        """The translations of marked texts."""
        mode = self._modes[request.source, request.target]
        data = to_stream(request.texts).encode("utf-8", "replace")
        output = await self._run(["-u", "-f", "none", mode], data)
        try:
            listed = from_stream(output.decode("utf-8"))
        except UnicodeDecodeError:
            raise BadAnswer("apertium wrote something that is not UTF-8") from None
        found = dict(listed)
        if len(found) < len(listed):
            raise BadAnswer("apertium wrote a text twice")
        return found

    async def close(self) -> None:
        """Nothing: each request is a run of its own."""

    async def _run(self, arguments: list[str], data: bytes) -> bytes:
        """What the program writes.

        Raises:
            BadAnswer: it fails, takes too long or writes too much.
        """
        environment = {**os.environ, "LC_ALL": "C.UTF-8"}
        try:
            # It is a script that starts a pipeline: all of that is one group, to be ended at once.
            process = await asyncio.create_subprocess_exec(
                self._program,
                *arguments,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
                env=environment,
                start_new_session=True,
            )
        except OSError as error:
            raise EngineRefused(f"apertium cannot be run: {error.strerror}") from error
        try:
            async with asyncio.timeout(self._timeout_s):
                output, said = await process.communicate(data)
        except TimeoutError:
            raise BadAnswer(f"apertium takes longer than {self._timeout_s:g} s") from None
        finally:
            await _end(process)
        # ``-l`` and ``-V`` end with other codes than zero in some versions.
        if arguments[0] == "-u" and process.returncode:
            reason = " ".join(said.decode("utf-8", "replace").split())[-200:]
            raise BadAnswer(f"apertium ends with {process.returncode}: {reason}")
        if len(output) > _MOST_BYTES:
            raise BadAnswer(f"apertium writes more than {_MOST_BYTES} bytes")
        return output


async def _end(process: asyncio.subprocess.Process) -> None:
    """Ends a program and what it started."""
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        await process.wait()


def choose_mode(listed: list[str], source: str, target: str) -> str:
    """The mode for two languages; empty: there is none.

    Modes are called by two codes, such as ``eng-spa`` or ``es-pt_BR``; what follows names a
    variety of the target.
    """
    best = ""
    for mode in sorted(listed, key=lambda mode: (len(mode), mode)):
        first, _, second = mode.partition("-")
        second, _, variety = second.partition("_")
        pair = language_tag(first), language_tag(second)
        if pair != (base_of(source), base_of(target)):
            continue
        if variety and variety.lower() == target.partition("-")[2].lower():
            return mode
        if not variety and not best:
            best = mode
    return best


def _is_mode(text: str) -> bool:
    return text.isascii() and "-" in text and text.replace("-", "").replace("_", "").isalnum()

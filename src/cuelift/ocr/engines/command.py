"""A program of the user's own as an engine.

It is started once per picture with the language's tag as its last argument, gets a PNG on its
standard input and writes the text to its standard output, line by line, in UTF-8.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence

from cuelift.errors import OcrError
from cuelift.ocr.engines.base import FULL, OcrLine, Page, Support
from cuelift.ocr.engines.picture import lines_of, png_of

_TIMEOUT_SECONDS = 60
_CONFIDENCE = 0.95
"""A program says nothing of it; it was chosen over the built-in engines."""


class CommandEngine:
    """Asks a program."""

    name = "command"

    def __init__(self, command: Sequence[str]) -> None:
        self._command = tuple(command)
        self.version = " ".join(self._command)

    def supports(self, language: str) -> Support:
        """Full where the program is there: what it can read is its user's business."""
        if not self._command:
            return Support("no-charset", "no program was given")
        if shutil.which(self._command[0]) is None:
            return Support("no-data", f"there is no program {self._command[0]!r}", "install it")
        return FULL

    def read(self, pages: Sequence[Page], language: str) -> list[list[OcrLine]]:
        """The lines of each page."""
        return [lines_of(self._run(page, language), page, _CONFIDENCE) for page in pages]

    def again(self, page: Page, language: str) -> list[list[OcrLine]]:
        """Nothing: it would say the same."""
        return []

    def _run(self, page: Page, language: str) -> str:
        try:
            done = subprocess.run(  # noqa: S603 - the user's own program, never through a shell
                [*self._command, language],
                input=png_of(page),
                capture_output=True,
                timeout=_TIMEOUT_SECONDS,
                check=True,
            )
        except subprocess.CalledProcessError as error:
            said = error.stderr.decode(errors="replace").strip()[-200:]
            raise OcrError(f"{self._command[0]} ended with {error.returncode}: {said}") from error
        except (OSError, subprocess.TimeoutExpired) as error:
            raise OcrError(f"{self._command[0]} could not be run: {error}") from error
        return done.stdout.decode(errors="replace")

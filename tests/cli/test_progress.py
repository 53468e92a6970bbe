"""Progress bars: on a terminal only."""

from __future__ import annotations

import sys

import pytest

from cuelift.cli.progress import film_progress
from cuelift.store.drive import Progress


class Terminal:
    """A standard error that is one, and keeps what it is given."""

    def __init__(self) -> None:
        self.said = ""

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self.said += text
        return len(text)

    def flush(self) -> None:
        """Nothing is held back."""


def test_nothing_is_shown_elsewhere() -> None:
    with film_progress(enabled=True) as watchers:
        assert watchers is None


def test_reading_and_pictures_have_bars_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("COLUMNS", "120")

    with film_progress(enabled=True) as watchers:
        assert watchers is not None
        watchers.reading(Progress(1_500_000, 12, 1, 2))
        watchers.recognizing(30, 60)

    assert "1.5 MB, 12 req." in terminal.said
    assert "pictures to text" in terminal.said
    assert "30 of 60" in terminal.said

"""Compares cues with a dump that was read over and is kept."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from cuelift.cues import Cue

_FOLDER = Path(__file__).parent.parent / "golden"


def dump(cues: Sequence[Cue]) -> str:
    """One cue a line, as JSON, defaults left out."""
    return "".join(msgspec.json.encode(cue).decode() + "\n" for cue in cues)


def matches_golden(name: str, cues: Sequence[Cue]) -> bool:
    """Whether the cues are those of a dump; shows both where they are not."""
    expected = (_FOLDER / name).read_text("utf-8")
    actual = dump(cues)
    assert actual.splitlines() == expected.splitlines()
    return True

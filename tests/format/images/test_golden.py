"""Picture formats as they were written before."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from cuelift.cues import Cue, Header
from cuelift.format import FORMATS
from tests.support.pictures import bitmap, noise, shown

GOLDEN = Path(__file__).parents[2] / "golden" / "images"
HEADER = Header(language="en", title="Main & more")


def cues() -> list[Cue]:
    high = bitmap(noise(1), 40, at=(600, 60))
    low = bitmap(noise(2), 40, at=(600, 950))
    return [
        shown(1, 2.5, high, low),
        shown(3, 5, low, forced=True),
        shown(4, 6, high),
        shown(7, 8, high, bitmap(noise(3), 40, at=(10, 80)), low),
    ]


@pytest.mark.parametrize("name", ["images", "bdn", "sup"])
def test_files_are_written_as_before(name) -> None:
    entry = FORMATS[name]
    assert entry.pictures is not None
    files = list(entry.pictures(HEADER, entry.options()).files(cues()))

    written = ""
    for file in files:
        if file.name in entry.indexes:
            text = file.data.decode()
            written += f"{file.name}\n" + re.sub(r"(?<=png;base64,)[^\"]+", "...", text)
        elif file.name:
            written += f"{file.name}\n"  # its bytes depend on the zlib there is
        else:
            written += f"{len(file.data)} bytes, {hashlib.sha256(file.data).hexdigest()}\n"
    assert written == (GOLDEN / f"{name}.txt").read_text()

"""What all forms need."""

from __future__ import annotations

from typing import Literal

import msgspec

Files = dict[str, bytes]
"""By path within the dataset."""


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where a dataset is, and how its audio is."""

    folder: str
    """Absolute path."""
    rate: int = 16_000
    """Samples a second."""
    table: Literal["jsonl", "csv"] = "jsonl"
    """Of ``hf``: how its metadata is written."""


def seconds(value: float) -> float:
    """A time as manifests have it: to the microsecond."""
    return round(value, 6)

"""What a caller may say about a copy, and what is told of it."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from cuelift.store.drive import ReadLimits
from cuelift.store.options import StoreOptions

UPLOAD_PART = 16 * 1024 * 1024
"""Larger uploads are sent in parts of this size, one by one."""


class CopyReport(msgspec.Struct, kw_only=True):
    """What became of one copy."""

    source: str
    target: str
    size_bytes: int | None = None
    resumed_bytes: int = 0
    """Of them, there from an earlier try."""
    bytes_read: int = 0
    bytes_written: int = 0
    requests: dict[str, int] = {}
    elapsed_ms: int = 0
    error: str | None = None
    error_type: str | None = None


class CopyOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How a copy is made."""

    source: StoreOptions = StoreOptions()
    target: StoreOptions = StoreOptions()
    limits: ReadLimits = ReadLimits()
    state: str | None = None
    """Folder where begun uploads are remembered; None: nowhere."""
    cancelled: Callable[[], bool] | None = None

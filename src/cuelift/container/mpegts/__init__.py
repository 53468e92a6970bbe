"""MPEG transport streams: ``.ts``, ``.m2ts``, ``.mts``, ``.trp``."""

from __future__ import annotations

from cuelift.container.mpegts.opening import open_mpegts

__all__ = ["open_mpegts"]

"""MPEG programme streams: ``.mpg``, ``.vob``, and the ``.sub`` files of VobSub."""

from __future__ import annotations

from cuelift.container.mpegps.opening import open_mpegps

__all__ = ["open_mpegps"]

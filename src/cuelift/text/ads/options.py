"""What the pass is asked to do."""

from __future__ import annotations

import msgspec


class AdsOptions(msgspec.Struct, frozen=True, kw_only=True):
    """Which lines that are no part of the film are taken away."""

    credits: bool = True
    """Who made the subtitles, their sites, calls to visit them."""
    watermark: str | None = None
    """A file with patterns of one's own, one a line: a text, or a regular expression between
    slashes. What matches is taken away wherever it stands."""

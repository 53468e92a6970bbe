"""ISO-BMFF and QuickTime files: MP4, MOV, fragmented MP4, CMAF, Smooth Streaming."""

from __future__ import annotations

from cuelift.container.mp4.reader import Mp4Movie, open_mp4

__all__ = ["Mp4Movie", "open_mp4"]

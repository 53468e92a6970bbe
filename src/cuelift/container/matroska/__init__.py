"""Reads Matroska and WebM files."""

from __future__ import annotations

from cuelift.container.matroska.opening import open_matroska

__all__ = ["open_matroska"]

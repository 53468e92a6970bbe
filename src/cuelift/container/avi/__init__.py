"""AVI files: the pictures of DivX films (XSUB), and text in ``GAB2`` chunks."""

from __future__ import annotations

from cuelift.container.avi.opening import open_avi

__all__ = ["open_avi"]

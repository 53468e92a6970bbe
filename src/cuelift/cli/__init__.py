"""The command line: ``cuelift COMMAND``."""

from __future__ import annotations

from cuelift.cli.main import main

__all__ = ["main"]

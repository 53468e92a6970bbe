"""Finds what cuts audio here."""

from __future__ import annotations

import shutil
from importlib.util import find_spec

from cuelift.dataset.audio.base import Engine
from cuelift.errors import UsageError


def find_engine() -> Engine:
    """The program ffmpeg, else PyAV.

    Raises:
        UsageError: neither is installed.
    """
    if program := shutil.which("ffmpeg"):
        from cuelift.dataset.audio.ffmpeg import Ffmpeg

        return Ffmpeg(program, shutil.which("ffprobe"))
    if find_spec("av") is not None:
        from cuelift.dataset.audio.pyav import PyAv

        return PyAv()
    raise UsageError(
        "cutting audio needs the program ffmpeg, or: pip install 'cuelift[av]'; "
        "--audio none tells of the films themselves"
    )

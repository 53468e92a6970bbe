"""What a caller may choose of the reading of pictures."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

Policy: TypeAlias = Literal["fast", "default", "consensus"]
"""The quicker engine alone; the better one, and the other where it is not sure; always both."""


class VisionOptions(msgspec.Struct, frozen=True, kw_only=True):
    """An endpoint of the OpenAI chat protocol that takes pictures; for doubtful cues only."""

    url: str
    """Up to and with ``/v1``."""
    model: str
    key: str = ""
    most: int = 200
    """Questions in one run; the rest stays doubtful."""
    timeout_seconds: float = 60


class OcrOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How pictures are read."""

    policy: Policy = "default"
    language: str | None = None
    """BCP 47; None: the track's tag, or what a first reading finds."""
    workers: int = 0
    """Processes; 0: one a processor under the command line, else one. The text never depends on
    it. More than one needs a main script that is guarded as ``multiprocessing`` says."""
    tessdata: str | None = None
    """A folder of ``LANG.traineddata`` that is looked into first."""
    command: tuple[str, ...] = ()
    """A program that reads instead of the first engine; see ``engines.command``."""
    vision: VisionOptions | None = None
    italics: bool = True
    """Whether slanted text becomes italic."""


DEFAULTS = OcrOptions()

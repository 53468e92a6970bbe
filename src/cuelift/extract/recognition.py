"""Has the pictures of a track read as text; nothing else in this folder knows of ``ocr``."""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib.util import find_spec
from typing import TYPE_CHECKING

from cuelift.cues import Cue
from cuelift.errors import OcrError
from cuelift.extract.options import OcrRequest
from cuelift.extract.report import Outcome, TrackReport
from cuelift.extract.tracks import TrackRun
from cuelift.extract.vision import parse_vision, vision_key

if TYPE_CHECKING:
    from cuelift.ocr import OcrOptions

ReadWatcher = Callable[[int, int], None]
"""Told how many of how many pictures of a track are read."""

STATUSES = ("agreed", "single", "doubtful")
_ALWAYS = ("PIL",)
_ENGINES = (("onnxruntime", "rapidocr"), ("tesserocr",))
"""Any of them will do."""


def obstacle(request: OcrRequest) -> tuple[Outcome, str] | None:
    """Why no picture can be read as text, and what that makes of a track; None: it may be tried."""
    if request.policy == "off":
        return "skipped", "its captions are pictures, which are not to be read as text (OCR is off)"
    able = request.command or any(all(map(find_spec, names)) for names in _ENGINES)
    if able and all(map(find_spec, _ALWAYS)):
        return None
    return "refused", (
        "its captions are pictures; to read them as text: pip install 'cuelift[ocr]', "
        "or take them as they are with -f images"
    )


def read_pictures(
    run: TrackRun,
    report: TrackReport,
    request: OcrRequest,
    *,
    watch: ReadWatcher | None,
    check: Callable[[], None],
) -> list[str]:
    """Gives the cues of a track their text, and its report what is to be said of it.

    Returns: warnings.

    Raises:
        OcrError: they cannot be read here, or there is no text in them.
        UsageError: the program or the endpoint is not named as it should be.
        Cancelled, LimitExceeded: by ``check``, which is asked between pictures.
    """
    from cuelift.ocr import recognize

    def progress(done: int, total: int) -> None:
        check()
        if watch is not None:
            watch(done, total)

    found = recognize(run.cues, run.track.language, _options(request), progress)
    if len(found.cues) > len(run.cues):
        _count_parted(run, report, found.cues)
        run.whole = found.whole
    run.cues = found.cues
    report.status = dict.fromkeys(STATUSES, 0) | dict(found.counts.items())
    if run.track.language is None:
        report.language = found.language
        report.language_source = "option" if request.language else "text"
    if found.blank:
        report.losses = {**report.losses, "blank": found.blank}
    if not any(found.counts.values()):
        raise OcrError(f"nothing can be read in any of its {found.pictures:,} pictures")
    return [f"track {run.track.index}: {text}" for text in found.warnings]


def _options(request: OcrRequest) -> OcrOptions:
    from cuelift.ocr import OcrOptions, VisionOptions

    policy, vision = request.policy, None
    if request.vision is not None:
        url, model = parse_vision(request.vision)
        vision = VisionOptions(url=url, model=model, key=vision_key(request.key_file, os.environ))
    return OcrOptions(
        policy=policy if policy in ("fast", "consensus") else "default",
        language=request.language,
        workers=request.workers,
        tessdata=request.tessdata,
        command=request.command,
        vision=vision,
    )


def _count_parted(run: TrackRun, report: TrackReport, cues: list[Cue]) -> None:
    """Counts each cue that is written: one whose pictures lie far apart became several."""
    report.cues = (report.cues or 0) + len(cues) - len(run.cues)
    if report.forced_cues is not None:
        more = sum(cue.forced for cue in cues) - sum(cue.forced for cue in run.cues)
        report.forced_cues = report.cues if run.track.forced else report.forced_cues + more


def with_text(cues: list[Cue]) -> list[Cue]:
    """The cues that have text: it was read, or it came as such."""
    return [cue for cue in cues if cue.reading is not None or not cue.bitmaps]

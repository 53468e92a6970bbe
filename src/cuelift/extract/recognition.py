"""Has the pictures of a track read as text; nothing else in this folder knows of ``ocr``."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec

from cuelift.cues import Cue
from cuelift.errors import Cancelled, OcrError
from cuelift.extract.options import OcrRequest
from cuelift.extract.report import Outcome, TrackReport
from cuelift.extract.tracks import TrackRun

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
    if all(map(find_spec, _ALWAYS)) and any(all(map(find_spec, names)) for names in _ENGINES):
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
    cancelled: Callable[[], bool] | None,
) -> list[str]:
    """Gives the cues of a track their text, and its report what is to be said of it.

    Returns: warnings.

    Raises:
        OcrError: they cannot be read here, or there is no text in them.
        Cancelled: the caller asked to stop.
    """
    from cuelift.ocr import OcrOptions, recognize

    def progress(done: int, total: int) -> None:
        if cancelled is not None and cancelled():
            raise Cancelled("stopped while pictures were being read")
        if watch is not None:
            watch(done, total)

    policy = request.policy
    options = OcrOptions(
        policy=policy if policy in ("fast", "consensus") else "default",
        language=request.language,
        workers=request.workers,
        tessdata=request.tessdata,
    )
    found = recognize(run.cues, run.track.language, options, progress)
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


def with_text(cues: list[Cue]) -> list[Cue]:
    """The cues that have text: it was read, or it came as such."""
    return [cue for cue in cues if cue.reading is not None or not cue.bitmaps]

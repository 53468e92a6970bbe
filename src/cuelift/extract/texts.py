"""Makes the texts of a track that are written: cleaned by text passes, and translated."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from cuelift.cues import Cue
from cuelift.errors import CueliftError, UsageError
from cuelift.extract.options import ExtractOptions
from cuelift.extract.recognition import with_text
from cuelift.extract.report import TrackReport
from cuelift.extract.tracks import TrackRun, kind_of
from cuelift.extract.translation import Translations

if TYPE_CHECKING:
    from cuelift.text import Step
    from cuelift.text.changes import Record


class Texts:
    """The recipe of a run, and what it changed."""

    def __init__(
        self, options: ExtractOptions, spoken: Callable[[str], Sequence[Cue]] | None = None
    ) -> None:
        """Reads the recipe.

        Args:
            options: of the extraction.
            spoken: reads the cues of another caption file.

        Raises:
            UsageError: a pass, an engine or an option is not known.
            TranslateError: a key, the glossary or the cache cannot be had.
        """
        self.records: list[Record] = []
        self.source = ""
        """Its name, without credentials."""
        self.duration_ns: int | None = None
        """Of the film."""
        self.translations = Translations(options)
        self._spoken = spoken if options.local_files else None
        self._keep = options.changes is not None
        self._read = _side_file if options.local_files else _refuse_side_file
        self.steps = _steps(options.clean, self._read)

    def make(self, run: TrackRun, report: TrackReport) -> None:
        """Puts the texts of a track into its run; what cannot be done is told in its report.

        Raises:
            Cancelled: the caller asked to stop.
        """
        if report.outcome not in ("cues", "partial") or run.unread is not None:
            return
        try:
            if self.steps:
                self._clean(run, report)
        except CueliftError as error:
            run.unread = error.message
            return
        # A recipe may have left no cue.
        cues = run.texts[""] if "" in run.texts else _text_of(run)
        run.texts.update(self.translations.make(cues, report))

    def _clean(self, run: TrackRun, report: TrackReport) -> None:
        from cuelift.text import Context, clean
        from cuelift.text.changes import Side, record

        graphical = kind_of(run.track) == "graphical"
        cues = _text_of(run)
        context = Context(
            language=report.language,
            kind="graphical" if graphical else "text",
            duration_ns=self.duration_ns,
            read=self._read,
            spoken=self._spoken,
        )
        side = Side()
        cleaned = clean(cues, self.steps, side.watched(context))
        run.texts[""] = cleaned.cues
        report.edits = {}
        for change in cleaned.changes:
            report.edits[change.by] = report.edits.get(change.by, 0) + 1
        if self._keep:
            kept = (self.source, report.index, run.header, context, cues, self.steps)
            self.records.append(record(*kept, cleaned.changes, side))

    def changes(self, name: str) -> bytes:
        """The changes file: a page where its name says so, else JSON Lines."""
        if name.lower().endswith((".html", ".htm")):
            from cuelift.text.changes_page import page

            return page(self.records)
        from cuelift.text.changes import write_records

        return write_records(self.records)


def _text_of(run: TrackRun) -> list[Cue]:
    return with_text(run.cues) if kind_of(run.track) == "graphical" else run.cues


def _steps(recipe: str, read: Callable[[str], str]) -> tuple[Step, ...]:
    if not recipe:
        return ()
    from cuelift.text.recipe import parse_recipe

    steps = parse_recipe(recipe, read)
    for step in steps:
        if read is _refuse_side_file and getattr(step.options, "folder", False):
            read(step.options.folder)
    return steps


def _side_file(name: str) -> str:
    from cuelift.text.base import read_local

    return read_local(name)


def _refuse_side_file(name: str) -> str:
    raise UsageError(f"{name[:80]!r}: files of this machine are not read for this task")

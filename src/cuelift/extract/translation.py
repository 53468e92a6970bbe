"""Has the text of tracks translated; nothing else in this folder knows of ``translate``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from cuelift.cues import Cue
from cuelift.errors import Cancelled, CueliftError, LimitExceeded
from cuelift.extract.languages import is_spoken
from cuelift.extract.options import ExtractOptions
from cuelift.extract.report import TrackReport, Translation

if TYPE_CHECKING:
    from cuelift.translate import Translator

TranslateWatcher = Callable[[int, int], None]
"""Told how many of how many texts of a track are translated."""


class Translations:
    """The languages that a run translates into, and by whom."""

    def __init__(self, options: ExtractOptions) -> None:
        """Opens the engine, if any language is wanted.

        Raises:
            UsageError: an option is wrong.
            TranslateError: a key, the glossary or the cache cannot be had.
        """
        self.watch: TranslateWatcher | None = None
        self.check: Callable[[], None] = lambda: None
        """Raises when the caller wants to stop or the time for the source is up."""
        self._translator = _open(options) if options.translate.to else None

    def close(self) -> None:
        """Closes the cache."""
        if self._translator is not None:
            self._translator.__exit__(None, None, None)

    def make(self, cues: Sequence[Cue], report: TrackReport) -> dict[str, list[Cue]]:
        """The cues in every wanted language that they are not in; how it went is in the report."""
        made: dict[str, list[Cue]] = {}
        if self._translator is None:
            return made
        report.translations = []
        for target in self._translator.targets:
            if is_spoken(report.language, target):
                continue
            summary = Translation(language=target)
            report.translations.append(summary)
            found = self._one(self._translator, cues, report.language, summary)
            if found is not None:
                made[target] = found
        return made

    def _stopped(self) -> bool:
        self.check()
        return False

    def _one(
        self,
        translator: Translator,
        cues: Sequence[Cue],
        source: str | None,
        summary: Translation,
    ) -> list[Cue] | None:
        if source is None:
            summary.message = "the language of the track is not known: name it, or install the "
            summary.message += "extra that tells it: pip install 'cuelift[text]'"
            return None
        try:
            found = translator.translate(
                cues, source, summary.language, cancelled=self._stopped, progress=self.watch
            )
        except (Cancelled, LimitExceeded):
            raise
        except CueliftError as error:
            summary.message = error.message
            return None
        told = found.report
        summary.engine = told.engine
        summary.cues = dict(told.counts.items())
        summary.characters = told.characters_translated
        summary.characters_cached = told.characters_cached
        summary.losses = told.losses
        summary.outcome = "partial" if summary.cues.get("failed") else "translated"
        reasons = [told.stopped, *(failure.reason for failure in told.failed)]
        summary.message = next(filter(None, reasons), None)
        return found.cues


def _open(options: ExtractOptions) -> Translator:
    from cuelift.translate import TranslateOptions, Translator

    asked = options.translate
    return Translator(
        TranslateOptions(
            to=asked.to,
            engine=asked.engine,
            glossary=asked.glossary,
            cache=asked.cache,
            formality=asked.formality,
            key_file=asked.key_file,
        )
    )

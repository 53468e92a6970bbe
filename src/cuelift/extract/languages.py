"""Settles which language a track is in, by its tag, its title and its text."""

from __future__ import annotations

from importlib.util import find_spec

from cuelift.cues import Cue
from cuelift.cues.languages import language_tag
from cuelift.errors import UsageError
from cuelift.extract.options import ExtractOptions
from cuelift.extract.report import TrackReport
from cuelift.language.judge import judge
from cuelift.media import Track


def put_hints(report: TrackReport, track: Track) -> None:
    """Puts what a track's header says of its language into its report."""
    title = None
    if track.title:
        from cuelift.language.titles import language_of_title

        title = language_of_title(track.title)
    report.language_tag, report.language_title = track.language, title
    if title is None:
        report.language, report.language_source = track.language, track.language_source
        return
    verdict = judge(track.language, title, None)
    report.language = verdict.language
    report.language_source = track.language_source if verdict.source == "tag" else verdict.source
    report.language_conflict = verdict.conflict


def odd_languages(report: TrackReport) -> list[str]:
    """Warnings of a track whose language is not as it seems."""
    said = [f"track {report.index}: {report.language_conflict}"] if report.language_conflict else []
    others = [f"{tag} ({share:.0%})" for tag, share in report.other_languages.items()]
    if others:
        said.append(f"track {report.index}: parts of it are in {', '.join(others)}")
    return said


class Listener:
    """Looks at the text of tracks, where that is wanted."""

    def __init__(self, options: ExtractOptions, *, named: bool) -> None:
        """Makes a listener.

        Args:
            options: of the extraction.
            named: whether output names tell the language.
        """
        self._mode = options.detect_language
        self._named = named
        self._processed = bool(options.clean or options.translate.to)

    def listen(self, report: TrackReport, cues: list[Cue]) -> None:
        """Puts what the text of a track shows into its report."""
        if not cues or not self._wants(report):
            return
        from cuelift.language import detect

        found = detect(cues)
        report.language_text = found.language
        report.other_languages = {each.language: each.share for each in found.others}
        verdict = judge(report.language_tag, report.language_title, found)
        report.language_conflict = verdict.conflict
        if report.language_source in ("option", "text"):
            return  # what pictures were read in
        report.language = verdict.language
        if verdict.source != "tag":
            report.language_source = verdict.source

    def _wants(self, report: TrackReport) -> bool:
        if self._mode == "always":
            return True
        unknown = report.language is None and self._named
        return self._mode == "auto" and (unknown or self._processed) and _installed()


def _installed() -> bool:
    return find_spec("py3langid") is not None


def target_tag(language: str) -> str:
    """The tag of a language that text is to be translated into.

    Raises:
        UsageError: it is none.
    """
    found = language_tag(language)
    if found is None:
        raise UsageError(f"{language[:80]!r} is no language to translate into, as de or pt-BR")
    return found


def is_spoken(language: str | None, target: str) -> bool:
    """Whether a text in a language is one in the target, as far as its tag tells."""
    have, wanted = (language or "").lower(), target.lower()
    return have == wanted or have.partition("-")[0] == wanted

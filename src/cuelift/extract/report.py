"""What a run found and did, as ``--json`` and ``--report`` print it. Field names are stable."""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

import msgspec

from cuelift.errors import CueliftError

Outcome: TypeAlias = Literal["cues", "empty", "partial", "refused", "failed", "skipped"]

GOOD: frozenset[Outcome] = frozenset(("cues", "empty", "skipped"))
"""Outcomes that leave the exit code at 0."""


class Translation(msgspec.Struct, kw_only=True):
    """A track in another language."""

    language: str
    engine: str = ""
    outcome: Literal["translated", "partial", "failed"] = "failed"
    """``partial``: some cues keep their source text; ``failed``: no file is written."""
    cues: dict[str, int] = {}
    """How many are ``translated``, ``doubtful`` (look at them), ``kept`` (there was nothing to
    translate) and ``failed``."""
    characters: int = 0
    """Of source text that the engine translated in this run."""
    characters_cached: int = 0
    losses: dict[str, int] = {}
    message: str | None = None
    """Why the outcome is not ``translated``."""


class TrackReport(msgspec.Struct, kw_only=True):
    """One caption track."""

    index: int
    codec: str
    codec_id: str
    kind: Literal["text", "graphical", "unknown"]
    language: str | None = None
    """The best that is known: by the tag, else the title, else the text."""
    language_source: str | None = None
    language_tag: str | None = None
    """As the container has it."""
    language_title: str | None = None
    """What the title hints at."""
    language_text: str | None = None
    """What the text shows; None too where it was not looked at."""
    language_conflict: str | None = None
    """Which of them do not agree."""
    other_languages: dict[str, float] = {}
    """Languages of whole passages beside that of the track, and their share of its text."""
    title: str | None = None
    default: bool = False
    forced: bool = False
    hearing_impaired: bool = False
    outcome: Outcome | None = None
    """None: only probed."""
    cues: int | None = None
    """Cues extracted, each one that is written counted once: pictures far apart are cues of their
    own; when only probed: samples by the container's own count, if it has one."""
    forced_cues: int | None = None
    """How many of them are forced, where single cues can be."""
    first_start_ms: int | None = None
    last_end_ms: int | None = None
    status: dict[str, int] | None = None
    """Of captions read out of pictures: how many are ``agreed``, ``single`` and ``doubtful``."""
    edits: dict[str, int] | None = None
    """How many changes each text pass made; None: none ran."""
    translations: list[Translation] = []
    outputs: list[str] = []
    """Files; of a folder of pictures those that list them."""
    pictures: int | None = None
    """Picture files in such folders, each picture counted once."""
    losses: dict[str, int] = {}
    """What decoders and output formats could not keep, counted by kind."""
    message: str | None = None
    """Why the outcome is not ``cues``."""


class AttachmentReport(msgspec.Struct, kw_only=True):
    """One file carried inside the container."""

    name: str
    media_type: str
    size_bytes: int
    output: str | None = None
    error: str | None = None
    """Why it was asked for and not saved."""


class SourceReport(msgspec.Struct, kw_only=True):
    """One source."""

    source: str
    container: str | None = None
    identity: str | None = None
    """Changes when the source's content does."""
    size_bytes: int | None = None
    bytes_read: int = 0
    """Every byte fetched from the store, failed tries included."""
    requests: dict[str, int] = {}
    read_mode: str | None = None
    """``indexed``, ``bulk``, ``mapped``, ``hop``, two of them joined by ``+``, or ``file``."""
    elapsed_ms: int = 0
    duration_ms: int | None = None
    timeline_offset_ms: int = 0
    """Presentation time that became zero in the output."""
    skipped: bool = False
    """Nothing was done: a manifest says that all outputs are there."""
    tracks: list[TrackReport] = []
    attachments: list[AttachmentReport] = []
    changes: str | None = None
    """The file that tells what text passes changed."""
    warnings: list[str] = []
    error: str | None = None
    """Why the source could not be read at all."""
    error_type: str | None = None
    """The class of that error."""

    @property
    def files(self) -> list[str]:
        """All files that were written."""
        outputs = [uri for track in self.tracks for uri in track.outputs]
        outputs += [item.output for item in self.attachments if item.output]
        return [*outputs, self.changes] if self.changes else outputs

    @property
    def good(self) -> bool:
        """Whether every wanted track and attachment ended well."""
        return (
            self.error is None
            and all(track.outcome is None or track.outcome in GOOD for track in self.tracks)
            and all(item.error is None for item in self.attachments)
            and all(
                item.outcome == "translated" for track in self.tracks for item in track.translations
            )
        )


class Summary(msgspec.Struct, kw_only=True):
    """Totals over several sources."""

    sources: int = 0
    failed: int = 0
    skipped: int = 0
    tracks: int = 0
    cues: int = 0
    outputs: int = 0
    size_bytes: int = 0
    bytes_read: int = 0
    requests: dict[str, int] = {}
    outcomes: dict[str, int] = {}
    elapsed_ms: int = 0


class RunReport(msgspec.Struct, kw_only=True):
    """Several sources."""

    sources: list[SourceReport]
    summary: Summary


def summarize(sources: list[SourceReport], elapsed_ms: int) -> Summary:
    """Adds up the reports of several sources."""
    total = Summary(sources=len(sources), elapsed_ms=elapsed_ms, requests={}, outcomes={})
    for source in sources:
        total.failed += not source.good
        total.skipped += source.skipped
        total.size_bytes += source.size_bytes or 0
        total.bytes_read += source.bytes_read
        for verb, count in source.requests.items():
            total.requests[verb] = total.requests.get(verb, 0) + count
        for track in source.tracks:
            total.tracks += 1
            total.cues += track.cues or 0
            total.outputs += len(track.outputs)
            if track.outcome is not None:
                total.outcomes[track.outcome] = total.outcomes.get(track.outcome, 0) + 1
    return total


def failed_report(uri: str, error: CueliftError) -> SourceReport:
    """The report of a source that could not be read at all.

    Args:
        uri: without credentials.
        error: why.
    """
    return SourceReport(source=uri, error=error.message, error_type=type(error).__name__)


def to_json(value: object) -> bytes:
    """A value as JSON; what is no UTF-8 in a file name is written with a backslash."""
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        return msgspec.json.encode(_escaped(msgspec.to_builtins(value)))


def _escaped(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, dict):
        return {_escaped(key): _escaped(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_escaped(item) for item in value]
    return value

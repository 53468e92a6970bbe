"""Puts translated groups into cues and tells how each cue fared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cuelift.cues import Cue, Span
from cuelift.translate.groups import Group
from cuelift.translate.rebuild import Rebuilder, columns_of, parts_of
from cuelift.translate.result import CueStatus, Failure, Translated, TranslationReport
from cuelift.translate.sentences import Piece
from cuelift.translate.turns import Turn

_RANK: dict[CueStatus, int] = {"kept": 0, "translated": 1, "doubtful": 2, "failed": 3}


def assemble(
    cues: Sequence[Cue],
    turns: Sequence[Sequence[Turn]],
    groups: Iterable[Group],
    report: TranslationReport,
) -> Translated:
    """The cues of a track with their translations.

    Args:
        cues: the source.
        turns: of each cue.
        groups: what was asked and what came of it.
        report: is completed.
    """
    statuses: list[CueStatus] = ["kept"] * len(cues)
    parts: list[dict[Piece, tuple[Span, ...]]] = [{} for _ in cues]
    for group in groups:
        status = _fare(group, report)
        for unit in group.units:
            for piece in unit.pieces:
                if _RANK[status] > _RANK[statuses[piece.cue]]:
                    statuses[piece.cue] = status
        if group.restored is None:
            continue
        for unit, masked in zip(group.units, group.masks, strict=True):
            made = parts_of(cues, unit, masked, group.restored.runs, report.target)
            for piece, spans in made.items():
                parts[piece.cue][piece] = spans
    maker = Rebuilder(report.target, columns_of(cues), report.engine)
    translated = [
        maker.cue(cue, turns[number], parts[number])
        if statuses[number] in ("translated", "doubtful")
        else cue
        for number, cue in enumerate(cues)
    ]
    report.losses = _losses(cues, statuses)
    counts = {name: statuses.count(name) for name in _RANK}
    report.counts = counts
    return Translated(translated, statuses, report)


def _fare(group: Group, report: TranslationReport) -> CueStatus:
    numbers = tuple(sorted({piece.cue for unit in group.units for piece in unit.pieces}))
    if group.restored is None:
        report.failed.append(Failure(numbers, group.failure))
        return "failed"
    if group.restored.problems:
        report.doubtful.append(Failure(numbers, "; ".join(group.restored.problems)))
        return "doubtful"
    return "translated"


def _losses(cues: Sequence[Cue], statuses: Sequence[CueStatus]) -> dict[str, int]:
    """What belonged to single words of the source."""
    losses = {"karaoke": 0, "ruby": 0}
    for cue, status in zip(cues, statuses, strict=True):
        if status in ("translated", "doubtful"):
            losses["karaoke"] += any(span.time_ns is not None for span in cue.spans)
            losses["ruby"] += any(span.ruby is not None for span in cue.spans)
    return {name: count for name, count in losses.items() if count}

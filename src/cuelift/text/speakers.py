"""Who speaks: names found in the text, in fields and in colours become the model's speaker."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec
from msgspec.structs import replace

from cuelift.cues import Cue, Span
from cuelift.text.base import Context
from cuelift.text.edits import Edits
from cuelift.text.hearing_impaired.house import case_of, name_key
from cuelift.text.hearing_impaired.kinds import Mark

MIN_COLOR_CUES = 3
"""Cues in a colour that make it somebody's colour."""


class SpeakersOptions(msgspec.Struct, frozen=True, kw_only=True):
    """Where names come from, and what becomes of them."""

    labels: Literal["remove", "keep", "ignore"] = "remove"
    """Names in the text (``JOHN:``, ``[John]``, ``(John)``): taken out of it, left in it, or not
    looked for."""
    names: Literal["track", "title", "keep"] = "track"
    """``track``: of JOHN and John the form with small letters is used throughout; ``title``: names
    in capitals alone get small letters, too; ``keep``: as they are."""
    colors: bool = False
    """Colours stand for speakers (teletext, CEA-608): a colour with one name has that name, any
    other is numbered."""
    color_name: str = "SPEAKER"
    """What numbered speakers are called."""
    fields: bool = False
    """Names that are an editor's note (ASS Name) are voices: formats without such a field print
    them."""


def speakers(
    cues: Sequence[Cue], context: Context, options: SpeakersOptions, edits: Edits
) -> list[Cue]:
    """Finds names, and writes them alike throughout the track."""
    from cuelift.text.hearing_impaired.remove import removed, speakers_of
    from cuelift.text.hearing_impaired.run import record, until_settled

    made = list(cues)
    if options.labels != "ignore":
        keep = options.labels == "keep"

        def named(cue: Cue, marks: Sequence[Mark]) -> Cue:
            labels = [mark for mark in marks if mark.kind == "speaker"]
            if not labels:
                return cue
            return speakers_of(cue, labels) if keep else removed(cue, labels)

        made = until_settled(made, context.language, named)
    if options.colors:
        made = _by_color(made, options.color_name)
    if options.fields:
        made = [_voiced(cue) for cue in made]
    if options.names != "keep":
        made = _alike(made, options.names == "title", context.primary)
    return record(cues, made, edits, "speakers")


def _voiced(cue: Cue) -> Cue:
    if not cue.speaker or cue.speaker_is_voice or cue.comment:
        return cue
    return replace(cue, speaker_is_voice=True)


def _alike(cues: Sequence[Cue], title: bool, language: str) -> list[Cue]:
    forms = _forms(_names(cues), title, language)
    return [_renamed(cue, forms) for cue in cues]


def _names(cues: Iterable[Cue]) -> Iterable[str]:
    for cue in cues:
        if not cue.comment:
            if cue.speaker:
                yield cue.speaker
            for span in cue.spans:
                if span.speaker:
                    yield span.speaker


def _forms(names: Iterable[str], title: bool, language: str) -> dict[str, str]:
    """How each name is written from now on."""
    counts: dict[str, Counter[str]] = {}
    for name in names:
        counts.setdefault(name_key(name), Counter())[name] += 1
    forms: dict[str, str] = {}
    for found in counts.values():
        mixed = {form: count for form, count in found.items() if case_of(form) == "title"}
        best = max((mixed or found).items(), key=lambda pair: pair[1])[0]
        best = " ".join(best.split())
        if title and case_of(best) == "upper" and language != "tr":
            best = _title(best)
        forms.update(dict.fromkeys(found, best))
    return forms


def _title(name: str) -> str:
    """``MAN 2`` as ``Man 2``, ``O'BRIEN`` as ``O'Brien``."""
    made = []
    start = True
    for char in name:
        made.append(char if start else char.lower())
        start = not char.isalnum()
    return "".join(made)


def _renamed(cue: Cue, forms: Mapping[str, str]) -> Cue:
    if cue.comment:
        return cue
    speaker = forms.get(cue.speaker, cue.speaker) if cue.speaker else cue.speaker
    if any(
        span.speaker and forms.get(span.speaker, span.speaker) != span.speaker for span in cue.spans
    ):
        spans = tuple(
            replace(span, speaker=forms.get(span.speaker, span.speaker)) if span.speaker else span
            for span in cue.spans
        )
        return replace(cue, speaker=speaker, spans=spans)
    return cue if speaker == cue.speaker else replace(cue, speaker=speaker)


def _by_color(cues: Sequence[Cue], called: str) -> list[Cue]:
    names = _color_names(cues, called)
    return [_colored(cue, names) for cue in cues] if len(names) > 1 else list(cues)


def _color_names(cues: Iterable[Cue], called: str) -> dict[str, str]:
    """The name of each colour that is somebody's."""
    counts: Counter[str] = Counter()
    said: dict[str, set[str]] = {}
    for cue in cues:
        if cue.comment:
            continue
        for color in {span.style.color for span in cue.spans if span.text.strip()} - {None}:
            counts[str(color)] += 1
        for span in cue.spans:
            name = span.speaker or cue.speaker
            if name and span.style.color and span.text.strip():
                said.setdefault(span.style.color, set()).add(name)
    names: dict[str, str] = {}
    number = 0
    for color, count in counts.items():
        if count >= MIN_COLOR_CUES:
            known = said.get(color, set())
            if len(known) != 1:
                number += 1
                known = {f"{called} {number}"}
            names[color] = next(iter(known))
    return names


def _colored(cue: Cue, names: Mapping[str, str]) -> Cue:
    if cue.comment or cue.speaker or any(span.speaker for span in cue.spans):
        return cue
    found = {names.get(span.style.color or "") for span in cue.spans if span.text.strip()}
    if found <= {None}:
        return cue
    if len(found) == 1:
        return replace(cue, speaker=found.pop(), speaker_is_voice=True)
    spans = tuple(_voice(span, names) for span in cue.spans)
    return replace(cue, spans=spans)


def _voice(span: Span, names: Mapping[str, str]) -> Span:
    name = names.get(span.style.color or "") if span.text.strip() else None
    return replace(span, speaker=name) if name else span

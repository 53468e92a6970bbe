"""JSON Lines: one cue a line, with all that the cue model knows but pixels.

Spec: RFC 8259; the fields are documented in ``docs/reference/jsonl.md``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import msgspec

from cuelift.cues import Cue, Edit, Header, Place, Raw, Reading, Span
from cuelift.cues.reading import ReadingStatus
from cuelift.format.options import JsonLinesOptions

_NOT_READ = Reading(status="single", confidence=0, engines=())
_SCHEMA_ID = "https://json-schema.org/draft/2020-12/schema"


def _said(description: str) -> msgspec.Meta:
    return msgspec.Meta(description=description)


class CueLine(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One caption. The first nine fields are always there, the others where they say something."""

    start_ns: Annotated[int, _said("When it begins to show, in nanoseconds.")]
    end_ns: Annotated[int | None, _said("When it ends; null: the source does not tell.")]
    text: Annotated[str, _said("The plain text, lines parted by a line feed; ruby is left out.")]
    spans: Annotated[tuple[Span, ...], _said("The text in runs of one style each.")]
    speaker: Annotated[str | None, _said("Who speaks, where the source says so.")]
    place: Annotated[Place | None, _said("Where it stands; null: the usual place.")]
    layer: Annotated[int, _said("Higher layers are drawn over lower ones.")]
    id: Annotated[str | None, _said("The source's own name of the cue.")]
    forced: Annotated[bool, _said("Meant for viewers who have captions switched off.")]
    speaker_is_voice: Annotated[
        bool, _said("The speaker is stated as a voice, not as an editor's note.")
    ] = False
    comment: Annotated[bool, _said("Kept with the source's payload only; never shown.")] = False
    end_inferred: Annotated[bool, _said("The end was not in the source.")] = False
    raw: Annotated[Raw | None, _said("The payload as it came.")] = None
    status: Annotated[
        ReadingStatus | None,
        _said("Read out of pictures: two engines agreed, one was sure, or a person should look."),
    ] = None
    confidence: Annotated[
        float | None, _said("Of that reading, 0 to 1: of its least certain character.")
    ] = None
    engines: Annotated[
        tuple[str, ...], _said("Which engine read the text, then those that agreed.")
    ] = ()
    alternatives: Annotated[tuple[str, ...], _said("Other readings, the likelier first.")] = ()
    changes: Annotated[
        tuple[str, ...], _said("Rules that changed what the engine had read, in order.")
    ] = ()
    image: Annotated[
        str, _said("The pictures, by the names that files of -f images have, joined by +.")
    ] = ""
    edits: Annotated[tuple[Edit, ...], _said("What text passes changed, in order.")] = ()


class JsonLinesWriter:
    """Writes each cue as a line of JSON, keys in the order of ``CueLine``."""

    def __init__(self, header: Header, options: JsonLinesOptions) -> None:
        self.losses: dict[str, int] = {}
        self._encode = msgspec.json.Encoder().encode

    def prepare(self, cues: Sequence[Cue]) -> None:
        """Nothing: there is no head."""

    def begin(self) -> str:
        """Nothing: the lines are all there is."""
        return ""

    def write(self, cue: Cue) -> str:
        """One line; a comment is left out unless its payload was kept."""
        if cue.comment and cue.raw is None:
            return ""
        reading = cue.reading or _NOT_READ
        line = CueLine(
            start_ns=cue.start_ns,
            end_ns=cue.end_ns,
            text=cue.text,
            spans=cue.spans,
            speaker=cue.speaker,
            place=cue.place,
            layer=cue.layer,
            id=cue.id,
            forced=cue.forced,
            speaker_is_voice=cue.speaker_is_voice,
            comment=cue.comment,
            end_inferred=cue.end_inferred,
            raw=cue.raw,
            status=reading.status if cue.reading else None,
            confidence=reading.confidence if cue.reading else None,
            engines=reading.engines,
            alternatives=reading.alternatives,
            changes=reading.changes,
            image=reading.image,
            edits=cue.edits,
        )
        return self._encode(line).decode() + "\n"

    def end(self) -> str:
        """Nothing."""
        return ""


def schema_text() -> str:
    """The JSON Schema of a line, as it stands in ``docs/reference/cue.schema.json``."""
    schema = {"$schema": _SCHEMA_ID, "title": "cuelift cue", **msgspec.json.schema(CueLine)}
    return msgspec.json.format(msgspec.json.encode(schema), indent=2).decode() + "\n"

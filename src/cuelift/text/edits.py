"""The one way for a pass to change cues: every difference is kept, with what was there before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec.structs import replace

from cuelift.cues import Cue, Edit, Raw, Span

PARTING = "\n--\n"
"""Between the texts of cues that became one, in ``Edit.text``."""


class Change(msgspec.Struct, frozen=True):
    """Cues, and what a rule of a pass made of them; none: they were removed."""

    by: str
    rule: str
    before: tuple[Cue, ...]
    after: tuple[Cue, ...]


class Edits:
    """Makes the changed cues of one pass, and remembers each change."""

    def __init__(self, by: str) -> None:
        self.by = by
        self.changes: list[Change] = []

    def change(
        self, cue: Cue, rule: str, *, spans: Sequence[Span] | None = None, **fields: Any
    ) -> Cue:
        """A cue with other spans or other fields; the very same cue when nothing differs."""
        asked = dict(fields) if spans is None else {**fields, "spans": tuple(spans)}
        different = {name: value for name, value in asked.items() if getattr(cue, name) != value}
        if not different:
            return cue
        return self.regroup((cue,), (replace(cue, **different),), rule)[0]

    def drop(self, cues: Sequence[Cue], rule: str) -> None:
        """Notes that cues are left out, each for itself."""
        self.changes += [Change(self.by, rule, (cue,), ()) for cue in cues]

    def regroup(self, before: Sequence[Cue], after: Sequence[Cue], rule: str) -> list[Cue]:
        """Cues that take the place of others: joined, split or moved together.

        Args:
            before: the cues as they were.
            after: made of them with ``msgspec.structs.replace``; payloads that no longer tell
                the text are taken off, and the changes of all of ``before`` are kept.
            rule: of the pass.

        Returns: the cues to hand on instead of ``after``.
        """
        history = tuple(dict.fromkeys(edit for cue in before for edit in cue.edits))
        text = PARTING.join([cue.text for cue in before])
        start_ns, end_ns = before[0].start_ns, before[-1].end_ns
        spans = before[0].spans if len(before) == 1 else None
        made = []
        for cue in after:
            same_text = spans is not None and spans == cue.spans
            edit = Edit(
                by=self.by,
                rule=rule,
                text=None if same_text or text == cue.text else text,
                start_ns=None if start_ns == cue.start_ns else start_ns,
                end_ns=None if end_ns == cue.end_ns else end_ns,
            )
            raw = cue.raw if same_text else without_payload(cue.raw)
            made.append(replace(cue, raw=raw, edits=(*history, edit)))
        self.changes.append(Change(self.by, rule, tuple(before), tuple(made)))
        return made


def without_payload(raw: Raw | None) -> Raw | None:
    """What of a payload still holds when the text was changed."""
    if raw is None or not raw.fields:
        return None
    return raw if raw.fields_only else replace(raw, text="", fields_only=True)

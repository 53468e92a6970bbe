"""Events of ASS and SSA scripts as cues.

Spec: Sub Station Alpha v4.00+ Script Format, 6 ([Events]).
"""

from __future__ import annotations

from typing import NamedTuple

from cuelift.cues import Cue, Raw
from cuelift.markup.ass_script import Script
from cuelift.markup.ass_tags import to_int
from cuelift.markup.ass_text import AssText


class Event(NamedTuple):
    """One line of ``[Events]``."""

    start_ns: int
    end_ns: int | None
    layer: str
    style: str
    name: str
    effect: str
    text: str
    fields: tuple[tuple[str, str], ...]
    """All fields but the times and the text, by column name, as written."""
    comment: bool = False


class AssEvents:
    """Makes cues of a script's events.

    Args:
        script: the script.
        losses: where what the cue model cannot hold is counted.
    """

    __slots__ = ("_comments", "_losses", "_text")

    def __init__(self, script: Script, losses: dict[str, int]) -> None:
        self._losses = losses
        self._text = AssText(script, losses)
        # What is never shown is not lost either.
        self._comments = AssText(script, {})

    def cue(self, event: Event) -> Cue:
        """One event as a cue; without spans when it holds drawings or effects only."""
        start_ns, end_ns, layer, style, name, effect, text, fields, comment = event
        if effect and not comment:
            self._count_motion(effect)
        parser = self._comments if comment else self._text
        spans, place = parser.parse(text, style, start_ns)
        return Cue(
            start_ns=start_ns,
            end_ns=end_ns,
            spans=spans,
            layer=0 if layer == "0" else to_int(layer),
            place=place,
            speaker=name or None,
            comment=comment,
            raw=Raw(format="ass", text=text, fields=fields),
        )

    def _count_motion(self, effect: str) -> None:
        # Other words in this field are notes of the author's, which no player reads.
        if effect.lower().startswith(("banner", "scroll")):
            self._losses["effect"] = self._losses.get("effect", 0) + 1

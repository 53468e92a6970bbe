r"""Text of ASS and SSA events: override blocks, line breaks, karaoke.

Spec: Sub Station Alpha v4.00+ Script Format, Appendix A; where players and that text part, what
libass 0.17 does: a block without a backslash is a comment, a brace that is never closed is text,
the first ``\an`` and ``\pos`` of a line count, braces may be escaped by a backslash.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from cuelift.cues import Place, Span, Style
from cuelift.markup.ass_run import Run, place_of, unescape
from cuelift.markup.ass_script import Script
from cuelift.markup.ass_tags import Tag, parse_block

_BLOCK = re.compile(r"(?<!\\)\{([^}]*)\}")
_CACHED_BLOCKS = 2_048


class ParsedText(NamedTuple):
    """An event's text, parsed."""

    spans: tuple[Span, ...]
    place: Place | None


class AssText:
    """Parses the text of a script's events."""

    __slots__ = ("_blocks", "_losses", "_plain", "_script")

    def __init__(self, script: Script, losses: dict[str, int]) -> None:
        self._script = script
        self._losses = losses
        self._blocks: dict[str, tuple[Tag, ...]] = {}
        self._plain: dict[str, tuple[Style, Place | None]] = {}

    def parse(self, text: str, style_name: str, start_ns: int) -> ParsedText:
        """Splits an event's text into spans.

        Args:
            text: the event's Text field.
            style_name: its Style field.
            start_ns: when the event starts; karaoke counts from there.
        """
        style, place = self._plain.get(style_name) or self._look_up(style_name)
        if "{" not in text:
            text = unescape(text, self._script.wrap_style) if "\\" in text else text
            return ParsedText((Span(text, style),) if text else (), place)
        pieces, rest = _split(text)
        run = Run(self._script, self._script.style(style_name), style, start_ns, self._losses)
        run.add(pieces[0])
        for at in range(1, len(pieces), 2):
            block = pieces[at]
            tags = self._blocks.get(block)
            if tags is None:
                tags = self._parse_block(block)
            for tag in tags:
                run.override(tag)
            run.add(pieces[at + 1])
        run.add(rest)
        return ParsedText(run.finish(), run.place(place))

    def _look_up(self, name: str) -> tuple[Style, Place | None]:
        style = self._script.style(name)
        found = style.plain(self._script.default), place_of(style.align)
        if len(self._plain) < _CACHED_BLOCKS:
            self._plain[name] = found
        return found

    def _parse_block(self, block: str) -> tuple[Tag, ...]:
        tags = parse_block(block)
        if len(self._blocks) < _CACHED_BLOCKS and len(block) < 64:
            self._blocks[block] = tags
        return tags


def _split(text: str) -> tuple[list[str], str]:
    """Text and blocks by turns, and the text behind the last brace that closes one."""
    end = text.rfind("}") + 1
    # The search is linear because every brace before ``end`` finds one that closes it.
    return _BLOCK.split(text[:end]), text[end:]

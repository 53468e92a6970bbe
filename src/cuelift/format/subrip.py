"""Writes SubRip (``.srt``) files.

There is no specification. Numbers run from 1, times are in milliseconds, a blank line ends a cue,
and there are no escapes: text is written as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cuelift.cues import Cue, Header, Raw
from cuelift.errors import FormatError
from cuelift.format.options import SubRipOptions
from cuelift.format.subrip_text import SubRipText
from cuelift.markup.clock import clock_ms
from cuelift.markup.newlines import normalize_newlines
from cuelift.markup.rtl import wrap_rtl

_NOT_TEXT = "[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\u2028\u2029]"
_NS_PER_MS = 1_000_000


class SubRipWriter:
    """Writes cues; those that came from SubRip are written word for word."""

    def __init__(self, header: Header, options: SubRipOptions) -> None:
        self.losses: dict[str, int] = {}
        self._number = 0
        self._wrap = options.rtl == "wrap"
        self._text = SubRipText(options, self.losses)

    def prepare(self, cues: Sequence[Cue]) -> None:
        """Nothing: the format has no head."""

    def begin(self) -> str:
        """Nothing: the format has no head."""
        return ""

    def write(self, cue: Cue) -> str:
        """One numbered cue; empty when it shows no text.

        Raises:
            FormatError: the cue's end is not settled.
        """
        if cue.comment:
            return ""
        raw, settings = cue.raw, ""
        own = raw is not None and raw.format == "srt"
        text = None if own else self._text.render_quickly(cue)
        if text is None:
            if not _has_text(cue):
                self._count_unseen(cue)
                return ""
            if raw is not None and own:
                settings = _settings(raw)
                text = self._text.render(cue) if raw.fields_only else raw.text
            else:
                text = self._text.render(cue)
        text = clean(text)
        if not text:
            return ""
        if cue.end_ns is None:
            raise FormatError(f"cue at {cue.start_ns} ns has no end", start_ns=cue.start_ns)
        start_ms = (cue.start_ns + 500_000) // _NS_PER_MS if cue.start_ns > 0 else 0
        # A cue that is shorter than the clock's tick still shows for one.
        end_ms = max((cue.end_ns + 500_000) // _NS_PER_MS, start_ms + 1)
        if self._wrap:
            text = wrap_rtl(text)
        self._number += 1
        times = f"{clock_ms(start_ms, ',')} --> {clock_ms(end_ms, ',')}{settings}"
        return f"{self._number}\n{times}\n{text}\n\n"

    def end(self) -> str:
        """Nothing: the format has no tail."""
        return ""

    def _count_unseen(self, cue: Cue) -> None:
        if cue.raw is not None and cue.raw.text:
            kind = "drawing" if "\\p" in cue.raw.text else "effect"
            self.losses[kind] = self.losses.get(kind, 0) + 1


def _settings(raw: Raw) -> str:
    """What the time line had behind its times."""
    return "".join([f" {value}" for name, value in raw.fields if name == "settings"])


def _has_text(cue: Cue) -> bool:
    spans = cue.spans
    if len(spans) == 1:
        return not spans[0].text.isspace() and spans[0].text != ""
    return any(span.text.strip() for span in spans)


def clean(text: str) -> str:
    """Text without control characters and without lines that would end the cue."""
    if text.replace("\n", "").isprintable():
        blank = "\n\n" in text or "\n " in text or text[:1] in " \n"
        return drop_blank_lines(text) if blank else text
    if re.search(_NOT_TEXT, text):
        text = normalize_newlines(text).replace("\u2028", "\n").replace("\u2029", "\n")
        text = re.sub(_NOT_TEXT, "", text)
    if "\n\n" in text or "\n " in text or "\n\t" in text or text[:1] in " \t\n":
        text = drop_blank_lines(text)
    return text


def drop_blank_lines(text: str) -> str:
    """Text without lines that hold nothing but spaces; no-break spaces do hold a line open."""
    return "\n".join([line for line in text.split("\n") if line.strip(" \t")])

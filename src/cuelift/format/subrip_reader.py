"""Reads SubRip (``.srt``) files as they are met, not as they should be.

There is no specification. A cue begins at a line of two times; everything up to the next such line
is its text, but for blank lines at the end and the number of the next cue.
"""

from __future__ import annotations

import re

from cuelift.cues import Cue, Document, Header, Place, Raw
from cuelift.format.warnings import Warnings
from cuelift.markup.newlines import normalize_newlines
from cuelift.markup.subrip import parse_subrip
from cuelift.media import NS_PER_SECOND

_GAP = r"[ \t]{0,8}"
_TIME = (
    rf"(-?){_GAP}(?:(\d{{1,9}}){_GAP}:{_GAP})?(\d{{1,9}}){_GAP}:{_GAP}(\d{{1,9}})"
    rf"(?:{_GAP}[.,:;]{_GAP}(\d{{1,9}}))?"
)
_TIMES = re.compile(rf"{_TIME}{_GAP}(?:-{{1,3}}|[–—]){_GAP}>{_GAP}{_TIME}(?:[ \t]+(.*))?")
_NUMBER = re.compile(r"\d{1,9}")


def read_subrip(text: str) -> Document:
    """A file's cues in order of their start.

    Args:
        text: the file, decoded.
    """
    reader = _Reader()
    lines = normalize_newlines(text.replace("\0", "").lstrip("\ufeff")).split("\n")
    for number, line in enumerate(lines, 1):
        match = _TIMES.fullmatch(line.strip()) if ">" in line else None
        if match:
            reader.begin(match, number)
        else:
            reader.lines.append(line)
    return reader.finish()


class _Reader:
    """The cues so far, and the lines since the last times."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._cues: list[Cue] = []
        self._warnings = Warnings()
        self._losses: dict[str, int] = {}
        self._times: re.Match[str] | None = None
        self._times_line = 1
        self._number: int | None = None

    def begin(self, times: re.Match[str], line: int) -> None:
        """Takes in a line of times."""
        number = self._take_number()
        self._close()
        self._times, self._times_line, self._number = times, line, number
        self.lines = []
        if number is None:
            self._warnings.add("a cue has no number", line)

    def _take_number(self) -> int | None:
        """The number of the cue that begins, taken away from the text before it."""
        lines = self.lines
        at = len(lines) - 1
        while at >= 0 and not lines[at].strip():
            at -= 1
        match = _NUMBER.fullmatch(lines[at].strip()) if at >= 0 else None
        if match is None or not self._is_number(int(match[0]), at):
            return None
        del lines[at:]
        return int(match[0])

    def _is_number(self, number: int, at: int) -> bool:
        """Whether the digits on their own in the last line of text are the next cue's number."""
        if self._times is None:
            return True
        alone = at > 0 and not self.lines[at - 1].strip()
        if at == len(self.lines) - 1:
            return alone or self._number is not None
        # Blank lines stand between: so it is where all line ends of a file were doubled.
        return alone and self._number is not None and number == self._number + 1

    def _close(self) -> None:
        text = "\n".join(self.lines).strip("\n")
        if not text.strip():
            text = ""
        times, line = self._times, self._times_line
        if times is None:
            if text:
                self._warnings.add("text before the first cue was left out", 1)
            return
        start_ns, end_ns = _time(times, 0), _time(times, 5)
        if start_ns < 0:
            self._warnings.add("a time is negative", line)
            start_ns = 0
            if end_ns <= 0:
                return
        if not text:
            self._warnings.add("a cue has no text", line)
            return
        self._add(start_ns, end_ns, text, times[11] or "")

    def _add(self, start_ns: int, end_ns: int, text: str, settings: str) -> None:
        if self._cues and start_ns < self._cues[-1].start_ns:
            self._warnings.add("a cue is out of order", self._times_line)
        if end_ns < start_ns:
            self._warnings.add("a cue ends before it starts", self._times_line)
        spans, align = parse_subrip(text, self._losses)
        self._cues.append(
            Cue(
                start_ns=start_ns,
                end_ns=end_ns if end_ns >= start_ns else None,
                end_inferred=end_ns < start_ns,
                spans=spans,
                place=Place(align=align) if align and align != 2 else None,
                raw=Raw(
                    format="srt",
                    text=text,
                    fields=(("settings", settings),) if settings else (),
                ),
            )
        )

    def finish(self) -> Document:
        """The document, once all lines are taken in."""
        self._close()
        self._cues.sort(key=lambda cue: cue.start_ns)
        return Document(Header(), self._cues, self._warnings.messages())


def _time(match: re.Match[str], first: int) -> int:
    """The time in nanoseconds that five groups of a match say."""
    sign, hours, minutes, seconds, fraction = match.groups()[first : first + 5]
    total = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
    time_ns = total * NS_PER_SECOND + int((fraction or "").ljust(9, "0"))
    return -time_ns if sign else time_ns

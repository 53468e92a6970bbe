"""Plain text transcripts: what is said, in paragraphs, without times."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cuelift.cues import Cue, Header
from cuelift.format.options import TranscriptOptions
from cuelift.markup.rtl import wrap_rtl

_DASHES = "-\u2010\u2013\u2014\u2015\u2212"
_UNSPACED = (
    (0x2E80, 0x312F),
    (0x3190, 0xA4CF),
    (0xF900, 0xFAFF),
    (0xFE30, 0xFE4F),
    (0xFF00, 0xFFEF),
    (0x20000, 0x3FFFF),
)
"""Chinese and Japanese characters and their punctuation; Korean has spaces."""
_MOST_SHOWN = 64
"""Texts remembered as on screen."""


class TranscriptWriter:
    """Joins cues into paragraphs; a silence or another speaker begins a new one."""

    def __init__(self, header: Header, options: TranscriptOptions) -> None:
        self.losses: dict[str, int] = {}
        self._speakers = options.speakers
        self._kept: list[str] | None = [] if options.rtl == "wrap" else None
        """All text so far, where whole lines are needed."""
        self._times = options.times
        self._pause_ns = options.paragraph_pause_ns
        self._end_ns = 0
        """Of the speech so far."""
        self._speaker: str | None = None
        self._tail = ""
        """The last character written; empty: none yet."""
        self._dialogue = False
        """The last cue told two speakers apart by dashes."""
        self._shown: dict[str, int] = {}
        """Texts that are on screen, and until when."""

    def prepare(self, cues: Sequence[Cue]) -> None:
        """Nothing: a transcript has no head."""

    def begin(self) -> str:
        """Nothing: a transcript has no head."""
        return ""

    def write(self, cue: Cue) -> str:
        """The cue's words, and what parts them from those before; empty for what is not said."""
        text = cue.text
        if cue.comment or not text or text.isspace() or self._is_double(text, cue):
            return ""
        end_ns = cue.start_ns if cue.end_ns is None else cue.end_ns
        paused = cue.start_ns - self._end_ns >= self._pause_ns
        self._end_ns = max(self._end_ns, end_ns)
        pieces: list[str] = []
        for speaker, said in self._turns(cue):
            lines = [line for part in said.split("\n") if (line := " ".join(part.split()))]
            if lines:
                fresh = paused or speaker != self._speaker or not self._tail
                self._speaker, paused = speaker, False
                self._write_turn(pieces, lines, fresh, cue.start_ns)
        if self._kept is None:
            return "".join(pieces)
        self._kept += pieces
        return ""

    def end(self) -> str:
        """The end of the last line, and with ``rtl=wrap`` all before it."""
        text = wrap_rtl("".join(self._kept)) if self._kept else ""
        return f"{text}\n" if self._tail else ""

    def _is_double(self, text: str, cue: Cue) -> bool:
        """Whether the same text is on screen already, as in layers of one caption."""
        shown = self._shown
        if len(shown) > _MOST_SHOWN:
            kept = [item for item in shown.items() if item[1] > cue.start_ns]
            self._shown = shown = dict(kept[-_MOST_SHOWN // 2 :])
        until = shown.get(text)
        end_ns = cue.start_ns if cue.end_ns is None else cue.end_ns
        double = until is not None and cue.start_ns < until
        shown[text] = max(until or 0, end_ns) if double else end_ns
        return double

    def _turns(self, cue: Cue) -> Iterator[tuple[str | None, str]]:
        """The cue's text by speaker, as far as speakers count."""
        field = cue.speaker if cue.speaker_is_voice or self._speakers == "prefix" else None
        if len(cue.spans) == 1:
            yield cue.spans[0].speaker or field, cue.spans[0].text
            return
        before: str | None = None
        texts: list[str] = []
        for span in cue.spans:
            speaker = span.speaker or field
            if texts and speaker != before and span.text.strip():
                yield before, "".join(texts)
                texts = []
            if not texts:
                before = speaker
            texts.append(span.text)
        yield before, "".join(texts)

    def _write_turn(self, pieces: list[str], lines: list[str], fresh: bool, start_ns: int) -> None:
        """Adds one speaker's lines.

        Args:
            pieces: what is added to.
            lines: trimmed, none empty.
            fresh: begin a paragraph.
            start_ns: when they begin to show.
        """
        broken, self._dialogue = self._dialogue, False
        for line in lines:
            dashed = _is_dashed(line)
            if fresh:
                pieces.append("\n\n" if self._tail else "")
                if self._times:
                    seconds = max(start_ns, 0) // 1_000_000_000
                    clock = f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
                    pieces.append(f"[{clock}] ")
                if self._speaker and self._speakers != "off":
                    pieces.append(f"{' '.join(self._speaker.split())}: ")
            elif dashed or broken:
                pieces.append("\n")
            elif not (_is_unspaced(self._tail) and _is_unspaced(line[0])):
                pieces.append(" ")
            pieces.append(line)
            self._tail = line[-1]
            self._dialogue = self._dialogue or dashed
            fresh = broken = False


def _is_dashed(line: str) -> bool:
    """Whether a line begins with the dash of a dialogue, not with a minus or a broken word."""
    rest = line.lstrip(_DASHES)
    return len(line) - len(rest) == 1 and rest != "" and not rest[0].isdigit()


def _is_unspaced(character: str) -> bool:
    code = ord(character)
    return any(first <= code <= last for first, last in _UNSPACED)

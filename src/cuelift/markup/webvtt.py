"""WebVTT cue text: tags, timestamps and references as spans.

The node tree of the specification is never built: each run of text takes on what the tags around
it say. Tags beyond ``MAX_DEPTH`` open ones say nothing more, but still pair up with their ends.

Spec: W3C WebVTT, "WebVTT cue text parsing rules" and "cue text tokenizer" (6.4), "default classes"
(5).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from msgspec.structs import replace

from cuelift.cues import PLAIN, Span, Style
from cuelift.markup.webvtt_text import collapse, unescape
from cuelift.markup.webvtt_time import format_timestamp, parse_timestamp

MAX_DEPTH = 64
MAX_CLASSES = 16
MAX_CLASS_NAME = 64
MAX_NAME = 256
"""Limits to what each span repeats, so that output stays in proportion to input."""

COLORS = {
    "white": "#ffffff",
    "lime": "#00ff00",
    "cyan": "#00ffff",
    "red": "#ff0000",
    "yellow": "#ffff00",
    "magenta": "#ff00ff",
    "blue": "#0000ff",
    "black": "#000000",
}
"""The classes that every player knows; with ``bg_`` before them they colour the background."""

BACKGROUNDS = {f"bg_{name}": color for name, color in COLORS.items()}

_FACES = {"b": "bold", "i": "italic", "u": "underline"}

_TAGS = frozenset(("c", "i", "b", "u", "ruby", "rt", "v", "lang"))
_DIGITS = tuple("0123456789")
_white = re.compile("[\t\n\f ]").search


class CueText(NamedTuple):
    """Cue text, parsed."""

    spans: tuple[Span, ...]
    speaker: str | None
    """The voice that speaks all of it; spans name theirs where there are several."""


class _Frame(NamedTuple):
    """What the open tags say about the text inside them."""

    style: Style = PLAIN
    speaker: str | None = None
    language: str | None = None
    classes: tuple[str, ...] = ()


_PLAIN_FRAME = _Frame()


def parse_cue_text(text: str) -> CueText:
    """Splits a cue's payload into spans; there is no text that cannot be parsed."""
    if "<" not in text:
        return CueText((Span(unescape(text)),) if text else (), None)
    builder = _Builder()
    at = 0
    while True:
        start = text.find("<", at)
        if start != at:
            builder.text(unescape(text[at:start] if start >= 0 else text[at:]))
        if start < 0:
            return builder.result()
        end = text.find(">", start)
        if end < 0:
            end = len(text)
        builder.tag(text[start + 1 : end])
        at = end + 1
        if at >= len(text):
            return builder.result()


def shift_timestamps(text: str, delta_ns: int) -> str:
    """Cue text whose timestamp tags are moved by ``delta_ns``; none falls below zero."""
    parts: list[str] = []
    done = 0
    start = text.find("<")
    while start >= 0:
        end = text.find(">", start)
        if end < 0:
            break
        time_ns = parse_timestamp(text[start + 1 : end])
        if time_ns is not None:
            parts += (text[done : start + 1], format_timestamp(time_ns + delta_ns))
            done = end
        start = text.find("<", end)
    return "".join([*parts, text[done:]])


class _Run(NamedTuple):
    text: str
    frame: _Frame
    time_ns: int | None
    ruby: str | None


class _Builder:
    """Takes tokens in order and keeps the runs of text they make."""

    __slots__ = ("base", "frames", "names", "parts", "reading", "rt_open", "run", "runs", "time_ns")

    def __init__(self) -> None:
        self.runs: list[_Run] = []
        self.parts: list[str] = []
        """Text of the run that is being collected."""
        self.run: tuple[_Frame, int | None] = (_PLAIN_FRAME, None)
        """What applies to it."""
        self.names: list[str] = []
        """Open tags, outermost first."""
        self.frames: list[_Frame] = [_PLAIN_FRAME]
        """What applies outside of all tags and in each of them."""
        self.time_ns: int | None = None
        self.reading: list[str] | None = None
        """Text of the outermost open ruby text, if one is open."""
        self.rt_open = 0
        self.base = 0
        """The first run of the open ruby's base."""

    def text(self, text: str) -> None:
        if self.reading is not None:
            self.reading.append(text)
            return
        run = (self.frames[-1], self.time_ns)
        if run != self.run:
            self._finish_run()
            self.run = run
        self.parts.append(text)

    def tag(self, tag: str) -> None:
        first = tag[:1]
        if first == "/":
            self._close(tag[1:])
        elif first in _DIGITS:
            time_ns = parse_timestamp(tag)
            self.time_ns = self.time_ns if time_ns is None else time_ns
        else:
            self._open(tag)

    def result(self) -> CueText:
        self._finish_run()
        if self.reading is not None:
            self._finish_reading()
        return _spans(self.runs)

    def _open(self, tag: str) -> None:
        name, classes, annotation = _split_tag(tag)
        current = self.names[-1] if self.names else ""
        if name not in _TAGS or (name == "rt" and current != "ruby"):
            return
        frame = self.frames[-1]
        if len(self.names) < MAX_DEPTH:
            frame = _frame_inside(frame, name, classes, annotation)
        self.names.append(name)
        self.frames.append(frame)
        if name == "rt":
            self.rt_open += 1
        if self.reading is None and name in ("ruby", "rt"):
            self._finish_run()
            if name == "ruby":
                self.base = len(self.runs)
            else:
                self.reading = []

    def _close(self, name: str) -> None:
        current = self.names[-1] if self.names else ""
        if name == "ruby" and current == "rt":
            self._pop()
        elif name != current or not name:
            return
        self._pop()

    def _pop(self) -> None:
        name = self.names.pop()
        self.frames.pop()
        if name == "rt":
            self.rt_open -= 1
            if not self.rt_open:
                self._finish_reading()

    def _finish_run(self) -> None:
        if self.parts:
            self.runs.append(_Run("".join(self.parts), *self.run, None))
            self.parts = []

    def _finish_reading(self) -> None:
        """Sets the ruby text over the last run of its base."""
        reading = "".join(self.reading or ())
        self.reading = None
        if reading and len(self.runs) > self.base:
            self.runs[-1] = self.runs[-1]._replace(ruby=reading)
        elif reading:
            self.runs.append(_Run("", self.frames[-1], self.time_ns, reading))
        self.base = len(self.runs)


def _split_tag(tag: str) -> tuple[str, list[str], str]:
    """Name, classes and annotation of a start tag."""
    found = _white(tag)
    head, annotation = (tag[: found.start()], tag[found.end() :]) if found else (tag, "")
    name, *classes = head.split(".")
    return name, [c for c in classes if c and len(c) <= MAX_CLASS_NAME][:MAX_CLASSES], annotation


def _frame_inside(frame: _Frame, name: str, classes: list[str], annotation: str) -> _Frame:
    style, speaker, language, outer_classes = frame
    if name in _FACES:
        style = replace(style, **{_FACES[name]: True})
    elif name == "v":
        speaker = collapse(unescape(annotation))[:MAX_NAME] or None
    elif name == "lang":
        language = collapse(unescape(annotation))[:MAX_NAME] or None
    if not classes:
        return _Frame(style, speaker, language, outer_classes)
    for class_name in classes:
        if class_name in COLORS:
            style = replace(style, color=COLORS[class_name])
        elif class_name in BACKGROUNDS:
            style = replace(style, background=BACKGROUNDS[class_name])
    return _Frame(style, speaker, language, (*outer_classes, *classes)[:MAX_CLASSES])


def _spans(runs: list[_Run]) -> CueText:
    voices = {run.frame.speaker for run in runs if run.text.strip()}
    speaker = voices.pop() if len(voices) == 1 else None
    if speaker:
        runs = [run._replace(frame=run.frame._replace(speaker=None)) for run in runs]
    spans = [
        Span(text, style, voice, language, classes, ruby, time_ns)
        for text, (style, voice, language, classes), time_ns, ruby in _joined(runs)
    ]
    return CueText(tuple(spans), speaker)


def _joined(runs: list[_Run]) -> list[_Run]:
    """Runs without borders that say nothing, as a ruby's base without ruby text has."""
    joined: list[_Run] = []
    texts: list[str] = []
    for run in runs:
        last = joined[-1] if joined else None
        if last and not (last.ruby or run.ruby) and last[1:] == run[1:]:
            texts.append(run.text)
            continue
        if len(texts) > 1 and last:
            joined[-1] = last._replace(text="".join(texts))
        joined.append(run)
        texts = [run.text]
    if len(texts) > 1:
        joined[-1] = joined[-1]._replace(text="".join(texts))
    return joined

"""WebVTT files, written.

Cues that came as WebVTT are written as they came: payload, settings, identifier and comments.

Spec: W3C WebVTT, "Syntax" (4).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from cuelift.cues import Cue, Header, Raw, Span
from cuelift.format.options import WebVttOptions
from cuelift.format.webvtt_styles import add_classes, style_block, style_classes
from cuelift.markup.rtl import wrap_rtl
from cuelift.markup.spans import is_plain
from cuelift.markup.webvtt import parse_cue_text, shift_timestamps
from cuelift.markup.webvtt_settings import settings_of
from cuelift.markup.webvtt_spans import format_cue_text
from cuelift.markup.webvtt_text import collapse, needs_care, one_line, parser_input
from cuelift.markup.webvtt_time import format_ms, round_ms

OPEN_END_MS = 5000
"""How long a cue shows whose end nobody knows."""

_unsafe = re.compile(r"[\r\0]|-->|\n\n|\A\n|\n\Z").search
# Compiled when first needed: most runs never do.
_DRAWING = r"\\p[1-9]"


class WebVttWriter:
    """Writes one WebVTT file."""

    def __init__(self, header: Header, options: WebVttOptions) -> None:
        """Begins a file.

        Args:
            header: a WebVTT header is kept as it is; the colours of ASS styles become classes.
            options: how speakers are written; newline and byte order mark are the encoder's.
        """
        self._losses: dict[str, int] = {}
        self._header = header
        self._speakers = options.speakers
        self._wrap = options.rtl == "wrap"
        self._classes = style_classes(header) if header.format in ("ass", "ssa") else {}

    @property
    def losses(self) -> dict[str, int]:
        """What cues said and this file cannot, counted by kind."""
        return self._losses

    def prepare(self, cues: Sequence[Cue]) -> None:
        """Finds classes for the colours of cues that did not come as WebVTT."""
        add_classes(self._classes, cues)

    def begin(self) -> str:
        """The signature and what stands before the first cue."""
        header = self._header
        text = header.text.rstrip("\n") if header.format == "webvtt" else ""
        head = f"WEBVTT{text if text[:1] in ('', ' ', chr(9), chr(10)) else ''}\n"
        return head + style_block(self._classes)

    def write(self, cue: Cue) -> str:
        """One cue with the blank line before it; empty when nothing would show."""
        raw = cue.raw
        own = raw is not None and raw.format == "webvtt"
        if cue.comment:
            return _notes(raw.text) if raw and own else ""
        if not (own or cue.place or cue.speaker or cue.id or cue.layer or self._wrap):
            spans = cue.spans
            if len(spans) == 1 and is_plain(spans[0]) and not needs_care(spans[0].text):
                return f"\n{_timing(cue)}\n{spans[0].text}\n"
        return self._write(cue, raw if own else None)

    def end(self) -> str:
        """Nothing: a WebVTT file just ends."""
        return ""

    def _write(self, cue: Cue, raw: Raw | None) -> str:
        payload = self._raw_payload(cue, raw) if raw and not raw.fields_only else None
        if payload is None:
            payload = self._payload(cue)
        if not payload:
            return ""
        if cue.layer:
            self._lose("layer")
        if self._wrap:
            payload = wrap_rtl(payload)
        fields = dict(raw.fields) if raw else {}
        if raw:
            settings = one_line(fields.get("settings", ""))
        else:
            settings = settings_of(cue.place) if cue.place else ""
        notes = _notes(fields["note"]) if "note" in fields else ""
        timing = f"{_timing(cue)} {settings}" if settings else _timing(cue)
        return f"{notes}\n{self._id_line(cue.id)}{timing}\n{payload}\n"

    def _raw_payload(self, cue: Cue, raw: Raw) -> str | None:
        """The payload as it came; None: it cannot stand in a file, or must not."""
        if not raw.text.strip():
            return ""
        spoken = self._speakers != "auto" and _has_speaker(cue)
        if spoken or _unsafe(raw.text):
            return None
        time_ns = _latest_time(cue.spans)
        if time_ns is None:
            return raw.text
        # The cue may have been moved on the timeline since it was read.
        said_ns = _latest_time(parse_cue_text(raw.text).spans)
        if said_ns is None or said_ns == time_ns:
            return raw.text
        return shift_timestamps(raw.text, time_ns - said_ns)

    def _payload(self, cue: Cue) -> str:
        spans, speaker = cue.spans, cue.speaker
        if not any(span.ruby or one_line(span.text).strip() for span in spans):
            if cue.raw and cue.raw.format == "ass" and re.search(_DRAWING, cue.raw.text):
                self._lose("drawing")
            return ""
        if self._speakers == "auto":
            return format_cue_text(spans, speaker, self._losses, self._classes)
        unspoken = _without_voices(cue, self._speakers == "prefix")
        return format_cue_text(unspoken, None, self._losses, self._classes)

    def _id_line(self, name: str | None) -> str:
        name = one_line(name) if name else ""
        if not name.strip():
            return ""
        if "-->" in name:
            self._lose("id")
            return ""
        return f"{name}\n"

    def _lose(self, kind: str) -> None:
        self._losses[kind] = self._losses.get(kind, 0) + 1


def _timing(cue: Cue) -> str:
    start = round_ms(cue.start_ns)
    end = start + OPEN_END_MS if cue.end_ns is None else round_ms(cue.end_ns)
    return f"{format_ms(start)} --> {format_ms(end if end > start else start + 1)}"


def _notes(text: str) -> str:
    """The comment blocks of a text, each with the blank line before it."""
    blocks = parser_input(text).split("\n\n")
    notes = [block.strip("\n") for block in blocks]
    return "".join([f"\n{n}\n" for n in notes if n.startswith("NOTE") and "-->" not in n])


def _has_speaker(cue: Cue) -> bool:
    return bool(cue.speaker) or any(span.speaker for span in cue.spans)


def _latest_time(spans: Sequence[Span]) -> int | None:
    """The time inside a cue that is the last to be stopped at zero when the cue is moved."""
    return max((span.time_ns for span in spans if span.time_ns is not None), default=None)


def _without_voices(cue: Cue, prefix: bool) -> list[Span]:
    """The spans without speakers, with their names in the text if wanted."""
    spans: list[Span] = []
    last = None
    for span in cue.spans:
        name = span.speaker or cue.speaker
        span = replace(span, speaker=None)
        if span.text.strip():
            if prefix and name and name != last:
                text = span.text.lstrip("\n")
                breaks = "\n" * (len(span.text) - len(text))
                spans.append(Span(f"{breaks}{collapse(name)}: "))
                span = replace(span, text=text)
            last = name
        spans.append(span)
    return spans

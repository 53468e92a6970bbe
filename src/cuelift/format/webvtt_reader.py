"""WebVTT files, read as browsers read them.

Spec: W3C WebVTT, "WebVTT file parsing" (6.1).
"""

from __future__ import annotations

from cuelift.cues import Cue, Document, Header
from cuelift.errors import FormatError
from cuelift.markup.webvtt_blocks import has_signature, split_blocks, split_head
from cuelift.markup.webvtt_cue import make_comment, make_cue
from cuelift.markup.webvtt_text import parser_input

MAX_WARNINGS = 100


def read_webvtt(text: str) -> Document:
    """Reads a whole file.

    Cues come in the file's order, empty ones too, and with the times the file states, even where
    the end is before the start. Comments between cues stay as cues that are never shown.

    Raises:
        FormatError: the text does not begin as a WebVTT file must.
    """
    text = parser_input(text)
    if not has_signature(text):
        raise FormatError(f"no WEBVTT signature, the text begins with {text[:20]!r}")
    lines = text.split("\n")
    blocks = split_blocks(lines)
    head = split_head(lines, blocks)
    warnings = _header_warnings(lines)
    cues: list[Cue] = []
    for block in blocks:
        if block.timing is not None:
            start_ns, end_ns, settings = block.timing
            cues.append(
                make_cue(
                    start_ns,
                    end_ns,
                    block.text,
                    name=block.id,
                    settings=settings,
                    regions=head.regions,
                )
            )
        elif block.kind == "note":
            # The cue before it lends its start, so that sorting keeps the order.
            if cues:
                cues.append(make_comment(block.text, cues[-1].start_ns))
        elif block.kind == "other":
            warnings.append(f"line {block.line + 1}: neither cue nor comment: {block.text[:40]!r}")
    if len(warnings) > MAX_WARNINGS:
        warnings[MAX_WARNINGS:] = [f"and {len(warnings) - MAX_WARNINGS} more"]
    header = Header(format="webvtt", text=head.text, language=head.language)
    return Document(header, cues, warnings)


def _header_warnings(lines: list[str]) -> list[str]:
    """A map to the clock of a transport stream is kept, but only a segment's reader may use it."""
    found = next((line for line in lines[1:8] if line.startswith("X-TIMESTAMP-MAP=")), None)
    return [f"{found[:80]} is not applied"] if found else []

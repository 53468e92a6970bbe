"""The blocks of a WebVTT file: header, cues, regions, style sheets and comments.

Spec: W3C WebVTT, "WebVTT parser algorithm" and "collect a WebVTT block" (6.1), "collect WebVTT
cue timings and settings" (6.3).
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple, TypeAlias

from cuelift.markup.webvtt_region import Region, parse_region
from cuelift.markup.webvtt_text import parser_input
from cuelift.markup.webvtt_time import TIMESTAMP, timestamp_ns

Kind: TypeAlias = Literal["cue", "style", "region", "note", "other"]

_WHITE = "[ \t\f]*"
_timing = re.compile(f"{_WHITE}{TIMESTAMP}{_WHITE}-->{_WHITE}{TIMESTAMP}").match
_language = re.compile(r"(?im)^(?:language|lang)[ \t]*[:=][ \t]*([A-Za-z0-9-]{1,40})[ \t]*$").search
_note = re.compile(r"NOTE(?:[ \t\n]|\Z)").match


class Timing(NamedTuple):
    """A timing line."""

    start_ns: int
    end_ns: int
    settings: str
    """What stands behind the times, without white space at its ends."""


class Block(NamedTuple):
    """One block of a file."""

    kind: Kind
    text: str
    """Cue: its payload; region and style: what follows the first line; others: all of it."""
    line: int
    """The number of its first line, from 0."""
    timing: Timing | None = None
    id: str = ""


class Head(NamedTuple):
    """What stands before the first cue of a file."""

    text: str
    """All of it behind the word ``WEBVTT``, verbatim, without line feeds at its end."""
    regions: dict[str, Region]
    """By identifier."""
    language: str | None
    """What a ``Language:`` line of the header says."""


def parse_timing(line: str) -> Timing | None:
    """A timing line; None: it is not one, whatever arrow it has."""
    found = _timing(line)
    if found is None:
        return None
    groups = found.groups()
    start_ns, end_ns = timestamp_ns(*groups[:4]), timestamp_ns(*groups[4:])
    if start_ns is None or end_ns is None:
        return None
    return Timing(start_ns, end_ns, line[found.end() :].strip(" \t\f"))


def has_signature(text: str) -> bool:
    """Whether a text with normal line ends begins as a WebVTT file does."""
    return text.startswith("WEBVTT") and text[6:7] in ("", " ", "\t", "\n")


def split_blocks(lines: list[str]) -> list[Block]:
    """The blocks behind the header of a file, in order.

    Args:
        lines: the whole file; the first line is the signature's.
    """
    blocks = []
    at = _skip_header(lines)
    seen_cue = False
    while at < len(lines):
        if not lines[at]:
            at += 1
            continue
        block, at = _collect(lines, at, seen_cue)
        seen_cue = seen_cue or block.kind == "cue"
        blocks.append(block)
    return blocks


def _skip_header(lines: list[str]) -> int:
    at = 1
    while at < len(lines) and lines[at] and "-->" not in lines[at]:
        at += 1
    return at


def _collect(lines: list[str], first: int, seen_cue: bool) -> tuple[Block, int]:
    """The block that begins with line ``first``, and the line where the next may begin."""
    timing_at = _arrow_line(lines, first)
    at = first if timing_at is None else timing_at + 1
    while at < len(lines) and lines[at] and "-->" not in lines[at]:
        at += 1
    if timing_at is not None:
        timing = parse_timing(lines[timing_at])
        if timing is not None:
            name = lines[first] if timing_at > first else ""
            return Block("cue", "\n".join(lines[timing_at + 1 : at]), first, timing, name), at
        return Block("other", "\n".join(lines[first:at]), first), at
    kind = "other" if seen_cue or at - first < 2 else _definition(lines[first])
    if kind != "other":
        return Block(kind, "\n".join(lines[first + 1 : at]), first), at
    text = "\n".join(lines[first:at])
    return Block("note" if _note(text) else "other", text, first), at


def _arrow_line(lines: list[str], first: int) -> int | None:
    """Only a block's first or second line can be its timing line."""
    if "-->" in lines[first]:
        return first
    second = first + 1
    return second if second < len(lines) and "-->" in lines[second] else None


def _definition(line: str) -> Kind:
    word = line.rstrip(" \t\f")
    return "style" if word == "STYLE" else "region" if word == "REGION" else "other"


def regions_of(blocks: list[Block]) -> dict[str, Region]:
    """The defined regions that cues can name; of two of one name the last one counts."""
    regions = [parse_region(block.text) for block in blocks if block.kind == "region"]
    return {region.id: region for region in regions if region.id}


def split_head(lines: list[str], blocks: list[Block]) -> Head:
    """What stands before the first cue."""
    end = next((block.line for block in blocks if block.kind == "cue"), len(lines))
    metadata = "\n".join(lines[1 : _skip_header(lines)])
    language = _language(metadata)
    return Head(
        "\n".join(lines[:end])[6:].rstrip("\n"),
        regions_of(blocks),
        language[1] if language else None,
    )


def parse_head(text: str) -> Head:
    """A file's head that came alone, as containers keep it; what follows a first cue is dropped.

    Args:
        text: with or without the signature line.
    """
    text = parser_input(text).rstrip("\0\n \ufffd")
    if not has_signature(text):
        text = "WEBVTT\n\n" + text.lstrip("\n") if text else "WEBVTT"
    lines = text.split("\n")
    return split_head(lines, split_blocks(lines))

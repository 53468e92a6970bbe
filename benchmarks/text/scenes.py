"""Reads the scenes marked by hand."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any, NamedTuple

from cuelift.cues import Cue, Span, Style

FOLDER = Path(__file__).parent / "marked"
MS = 1_000_000
_TAG = re.compile(r'<(/?)(i|font)(?: color="(#\w+)")?>')


class Piece(NamedTuple):
    """A mark, in characters of the text without markup."""

    kind: str
    """``sound``, ``speaker``, ``music``, ``song`` or ``ad``."""
    places: tuple[int, ...]
    name: str | None


class Marked(NamedTuple):
    """A cue with its marks."""

    source: str
    """With markup."""
    cue: Cue
    pieces: tuple[Piece, ...]
    trap: bool


def read_scenes(language: str, *, held_out: bool = False) -> dict[str, list[Marked]]:
    """The scenes of a language by name."""
    folder = FOLDER / "held_out" if held_out else FOLDER
    scenes: dict[str, list[Marked]] = {}
    for line in (folder / f"{language}.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        scenes.setdefault(record["scene"], []).append(_marked(record))
    return scenes


def languages() -> list[str]:
    """Those of the set; the third that is held out has the same."""
    return sorted(path.stem for path in FOLDER.glob("*.jsonl"))


def is_aside(scene: str) -> bool:
    """Whether a scene belongs to the third of the open part that is scored apart."""
    return hashlib.sha256(f"x{scene}".encode()).digest()[0] % 3 == 0


def plain(text: str) -> str:
    """A text without the two tags that are markup."""
    return _TAG.sub("", text)


def _marked(record: dict[str, Any]) -> Marked:
    text = record["text"]
    spans, kept = _spans(text)
    place = {at: number for number, at in enumerate(kept)}
    pieces = []
    for mark in record["marks"]:
        places = tuple(place[at] for at in range(mark["start"], mark["end"]) if at in place)
        kind = "song" if mark.get("lyrics") else mark["kind"]
        pieces.append(Piece(kind, places, mark.get("name")))
    cue = Cue(start_ns=record["start_ms"] * MS, end_ns=record["end_ms"] * MS, spans=spans)
    return Marked(text, cue, tuple(pieces), bool(record.get("trap")))


def _spans(text: str) -> tuple[tuple[Span, ...], list[int]]:
    """The spans of a text with tags, and where each of their characters came from."""
    spans: list[Span] = []
    kept: list[int] = []
    at = 0
    style = Style()
    for match in (*_TAG.finditer(text), None):
        end = match.start() if match else len(text)
        if at < end:
            spans.append(Span(text[at:end], style))
            kept += range(at, end)
        if match:
            at = match.end()
            color = None if match[1] else match[3]
            if match[2] == "i":
                style = Style(italic=not match[1], color=style.color)
            else:
                style = Style(italic=style.italic, color=color)
    return tuple(spans), kept

"""Spans as WebVTT cue text.

Spec: W3C WebVTT, "WebVTT caption or subtitle cue text" (4.2.2), "default classes" (5).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from typing import TypeAlias

from cuelift.cues import PLAIN, Span, Style
from cuelift.markup.webvtt import BACKGROUNDS, COLORS
from cuelift.markup.webvtt_text import escape, escape_annotation, keep_blank_lines
from cuelift.markup.webvtt_time import format_timestamp

_COLOR_CLASSES = {color: name for name, color in COLORS.items()}
_BACKGROUND_CLASSES = {color: name for name, color in BACKGROUNDS.items()}
Classes: TypeAlias = dict[tuple[str, str], str]
"""Names of classes by ``color`` or ``background``, and the colour itself."""

_no_class = re.compile(r"[\0-\x20.>\x7f]|\A\Z").search


def format_cue_text(
    spans: Sequence[Span],
    speaker: str | None,
    losses: dict[str, int],
    extra: Classes | None = None,
) -> str:
    """A payload without blank lines, arrows, or text that reads as a tag.

    Args:
        spans: the cue's.
        speaker: who speaks where a span names nobody.
        losses: what cue text cannot say is counted here, by kind.
        extra: classes that the file's own style sheet defines.
    """
    time_ns: int | None = None
    voices: list[tuple[str, str]] = []
    for name, run in groupby(_trimmed(spans), lambda pair: pair[0].speaker or speaker):
        parts = []
        for span, text in run:
            if span.time_ns is not None and span.time_ns != time_ns:
                time_ns = span.time_ns
                parts.append(f"<{format_timestamp(time_ns)}>")
            parts.append(_tagged(span, text, losses, extra or {}))
        voices.append((escape_annotation(name) if name else "", "".join(parts)))
    if len(voices) == 1:
        name, text = voices[0]
        return keep_blank_lines(_start(f"v {name}") + text if name else text)
    return keep_blank_lines("".join([_voice(name, text) for name, text in voices]))


def _trimmed(spans: Sequence[Span]) -> list[tuple[Span, str]]:
    """Spans that show with their escaped text, without line feeds around the whole."""
    pairs = [(span, escape(span.text)) for span in spans]
    pairs = [pair for pair in pairs if pair[1] or pair[0].ruby]
    while pairs and not pairs[-1][0].ruby:
        span, text = pairs.pop()
        if text.strip("\n"):
            pairs.append((span, text.rstrip("\n")))
            break
    first = next((n for n, (span, text) in enumerate(pairs) if span.ruby or text.strip("\n")), 0)
    if pairs and not pairs[first][0].ruby:
        pairs[first] = (pairs[first][0], pairs[first][1].lstrip("\n"))
    return pairs[first:]


def _voice(name: str, text: str) -> str:
    inside = text.rstrip("\n")
    if not name or not inside:
        return text
    return f"{_start(f'v {name}')}{inside}</v>{text[len(inside) :]}"


def _start(words: str) -> str:
    """A start tag; a name that ends like an arrow is kept apart from the tag's end."""
    return f"<{words} >" if words.endswith("--") else f"<{words}>"


def _tagged(span: Span, text: str, losses: dict[str, int], extra: Classes) -> str:
    if span.ruby:
        text = f"<ruby>{text}<rt>{escape(span.ruby)}</rt></ruby>"
    style = span.style
    if style != PLAIN:
        for tag, on in (("u", style.underline), ("i", style.italic), ("b", style.bold)):
            if on:
                text = f"<{tag}>{text}</{tag}>"
        _count_losses(style, losses)
    classes = _classes(span, losses, extra)
    if classes:
        text = f"{_start('.'.join(['c', *classes]))}{text}</c>"
    language = escape_annotation(span.language) if span.language else ""
    return f"{_start(f'lang {language}')}{text}</lang>" if language else text


def _count_losses(style: Style, losses: dict[str, int]) -> None:
    for kind, lost in (("strike", style.strike), ("font", style.font), ("size", style.size)):
        if lost:
            losses[kind] = losses.get(kind, 0) + 1


def _classes(span: Span, losses: dict[str, int], extra: Classes) -> list[str]:
    """The span's own classes, and those that its colours need beside them."""
    classes = [name for name in span.classes if not _no_class(name)]
    style = span.style
    for kind, color, known, own in (
        ("color", style.color, COLORS, _COLOR_CLASSES),
        ("background", style.background, BACKGROUNDS, _BACKGROUND_CLASSES),
    ):
        if color is None:
            continue
        color = opaque(color)
        said = next((known[name] for name in reversed(classes) if name in known), None)
        if said == color:
            continue
        name = own.get(color) or extra.get((kind, color))
        if name:
            classes.append(name)
        else:
            losses[kind] = losses.get(kind, 0) + 1
    return classes


def opaque(color: str) -> str:
    """A colour without the alpha that says it hides all behind it."""
    return color[:7] if len(color) == 9 and color.endswith("ff") else color

"""What writers of several formats do with the spans of a cue."""

from __future__ import annotations

import re

from msgspec.structs import replace

from cuelift.cues import PLAIN, Span

_CJK = "[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]"


def is_plain(span: Span) -> bool:
    """Whether a span is nothing but text."""
    return (
        (span.style is PLAIN or span.style == PLAIN)
        and span.speaker is None
        and span.ruby is None
        and span.time_ns is None
        and not span.classes
        and span.language is None
    )


def trim(spans: tuple[Span, ...]) -> list[Span]:
    """Spans without the white space before and behind the whole text."""
    kept = list(spans)
    while kept and not kept[-1].text.strip():
        kept.pop()
    first = 0
    while first < len(kept) and not kept[first].text.strip():
        first += 1
    kept = kept[first:]
    if kept:
        kept[0] = replace(kept[0], text=kept[0].text.lstrip())
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
    return kept


def with_ruby(text: str, ruby: str) -> str:
    """A reading aid in parentheses behind its base, full-width ones for Chinese and its kin."""
    return f"{text}（{ruby}）" if re.search(_CJK, text) else f"{text}({ruby})"

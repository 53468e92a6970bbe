"""Texts with marks: how styles and protected words travel through an engine and back.

``<g1>styled</g1>`` is text of another style, ``<x2>Mary</x2>`` must come back as it is. All else
that looks like markup is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

_MARK = re.compile(r"<(/?)\s?([gx])\s?(\d{1,4})\s?(/?)>", re.IGNORECASE)
_INVENTED = re.compile(r"</?[A-Za-z][A-Za-z0-9]{0,15}\s?/?>")
_ENTITY = re.compile(r"&(amp|lt|gt|quot|apos|nbsp|#\d{1,7}|#x[0-9a-fA-F]{1,6});")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'", "nbsp": "\u00a0"}


class Token(NamedTuple):
    """A run of text, or a word that is held."""

    text: str
    style: int = 0
    """0: the usual one of its place."""
    hold: int = 0
    """0: it is translated."""


class Hold(NamedTuple):
    """A word that is protected."""

    kind: Literal["literal", "name", "term", "number"]
    source: str
    text: str
    """What it is to be in the translation."""


class Run(NamedTuple):
    """A run of translated text."""

    text: str
    style: int = 0


class Restored(NamedTuple):
    """A translation whose marks are read."""

    runs: list[Run]
    problems: tuple[str, ...]


def to_xml(tokens: Iterable[Token]) -> str:
    """Text with marks."""
    parts = []
    for style, group in _by_style(tokens):
        inner = "".join([_xml(token) for token in group])
        parts.append(f"<g{style}>{inner}</g{style}>" if style else inner)
    return "".join(parts)


def to_plain(tokens: Iterable[Token]) -> str:
    """Text alone."""
    return "".join([token.text for token in tokens])


def _xml(token: Token) -> str:
    text = escape(token.text)
    return f"<x{token.hold}>{text}</x{token.hold}>" if token.hold else text


def _by_style(tokens: Iterable[Token]) -> Iterator[tuple[int, list[Token]]]:
    group: list[Token] = []
    for token in tokens:
        if group and token.style != group[0].style:
            yield group[0].style, group
            group = []
        group.append(token)
    if group:
        yield group[0].style, group


def escape(text: str) -> str:
    """Text fit to stand between marks."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """The characters that entities stand for."""
    return _ENTITY.sub(_character, text) if "&" in text else text


def _character(found: re.Match[str]) -> str:
    name = found[1]
    if name[0] != "#":
        return _NAMED[name]
    code = int(name[2:], 16) if name[1] == "x" else int(name[1:])
    fine = 0x20 <= code < 0xD800 or 0xE000 <= code < 0x110000
    return chr(code) if fine else ""


class _Mark(NamedTuple):
    start: int
    end: int
    closing: bool
    kind: str
    number: int
    alone: bool


def from_xml(text: str, holds: Sequence[Hold], styles: int) -> tuple[list[Run], set[int]]:
    """Reads the marks of an answer; those that were never given are dropped.

    Args:
        text: the answer.
        holds: what was held; mark ``x1`` is the first.
        styles: how many were given.

    Returns: its runs, and the numbers of the marks ``x`` it holds.
    """
    marks = [
        _Mark(m.start(), m.end(), bool(m[1]), m[2].lower(), int(m[3]), bool(m[4]))
        for m in _MARK.finditer(text)
    ]
    runs: list[Run] = []
    seen: set[int] = set()
    at = style = 0
    for position, mark in enumerate(marks):
        if mark.start < at:
            continue
        _add(runs, _clean(text[at : mark.start]), style)
        at = mark.end
        if mark.kind == "g":
            known = 0 < mark.number <= styles and not mark.closing and not mark.alone
            style = mark.number if known else 0
            continue
        if mark.closing or not 0 < mark.number <= len(holds):
            continue
        follower = marks[position + 1] if position + 1 < len(marks) else None
        inner = ""
        if not mark.alone and follower and follower.closing and follower[3:5] == mark[3:5]:
            inner = _clean(text[at : follower.start])
            at = follower.end
        if mark.number not in seen:
            _add(runs, _kept(holds[mark.number - 1], inner), style)
        seen.add(mark.number)
    _add(runs, _clean(text[at:]), style)
    return runs, seen


def _kept(hold: Hold, inner: str) -> str:
    """What a hold becomes; an article or a preposition that came to stand in it stays."""
    before, found, after = inner.partition(hold.source)
    return (
        f"{before}{hold.text}{after}" if found and len(inner) <= 2 * len(found) + 8 else hold.text
    )


def _clean(text: str) -> str:
    return unescape(_INVENTED.sub("", text) if "<" in text else text)


def _add(runs: list[Run], text: str, style: int) -> None:
    if not text:
        return
    if runs and runs[-1].style == style:
        runs[-1] = Run(runs[-1].text + text, style)
    else:
        runs.append(Run(text, style))

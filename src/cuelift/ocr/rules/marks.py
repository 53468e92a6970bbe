"""Dashes and dots at the end of a line, which engines drop; the picture shows them."""

from __future__ import annotations

import re

from cuelift.ocr.engines.base import OcrLine
from cuelift.ocr.lines import Line
from cuelift.ocr.pieces import Piece
from cuelift.ocr.rules.base import Context

_DOTS = re.compile(r"(?<![.…·‥⋯])[.…·‥⋯](?:[ .…·‥⋯]*[.…·‥⋯])?")
_LOW_QUOTED = ("", *"-–—\"“”„‚'»«")
_OPENING = re.compile(r"(?:♪ )?(?:[-–—] ?)?")
"""What may stand before the mark that opens a speech."""
_DASHES = "-–—―‐‑‒ー一"


def is_dot(piece: Piece, line: Line) -> bool:
    """Whether a piece is a full stop: small, about square and low."""
    size = line.height
    return (
        piece.height <= size * 0.24
        and piece.width <= size * 0.24
        and piece.width <= piece.height * 1.8 + 1
        and piece.height <= piece.width * 1.8 + 1
        and piece.bottom > line.top + size * 0.5
    )


def is_dash(piece: Piece, line: Line) -> bool:
    """Whether a piece is a horizontal stroke at half height."""
    size = line.height
    return (
        piece.height <= max(size * 0.14, 3)
        and piece.width >= max(piece.height * 1.9, size * 0.17)
        and line.top + size * 0.3 < (piece.top + piece.bottom) / 2 < line.top + size * 0.85
    )


def dash_sign(piece: Piece, line: Line) -> str:
    """The dash of a stroke's length."""
    if piece.width > line.height * 0.55:
        return "—"
    return "–" if piece.width > line.height * 0.36 else "-"


def mend_dots(line: OcrLine, context: Context) -> OcrLine:
    """Three dots or more are as many as the picture has, however many the engine wrote."""
    place = context.line_at(line.row)
    if place is None or len(line.columns) != len(line.text):
        return line
    for match in reversed(list(_DOTS.finditer(line.text))):
        if match.start() == 0 or match.group() == "…":
            continue
        rest = line.text[match.end() :]
        before = line.columns[match.start() - 1]
        after = line.columns[-len(rest.lstrip(" "))] if rest.strip(" ") else place.right
        dots = [
            piece
            for piece in context.pieces_at(line.row)
            if before < piece.middle < after and is_dot(piece, place)
        ]
        written = sum(3 if char == "…" else char != " " for char in match.group())
        mixed = " " in match.group() or set(match.group()) == {".", "…"}
        if len(dots) >= 3 and (len(dots) > written or mixed):
            line = line.put(match.start(), match.end(), "." * len(dots))
    return line


def mend_low_quote(line: OcrLine, context: Context) -> OcrLine:
    """A low quotation mark that opens a speech and that one engine cannot write."""
    place, pieces = context.line_at(line.row), context.pieces_at(line.row)
    if place is None or len(line.columns) != len(line.text):
        return line
    start = _OPENING.match(line.text).end()  # type: ignore[union-attr] # it matches anything
    comma = line.text[start : start + 1] == ","
    if line.text[start : start + 1] in _LOW_QUOTED:
        return line
    if start:
        pieces = [each for each in pieces if each.left >= line.columns[start - 1]]
    low = 0
    while low < 2 and low + 1 < len(pieces) and _is_low(pieces[low], place):
        low += 1
    dash = bool(pieces) and is_dash(pieces[0], place)
    if comma and context.language.tag != "de" and not dash:
        return _quoted(line, start)  # no speech starts with a comma
    if not low or (is_dot(pieces[0], place) and (low < 2 or is_dot(pieces[low], place))):
        return line
    wide = pieces[low - 1].right - pieces[0].left
    middle = round((pieces[0].left + pieces[low - 1].right) / 2)
    if comma and (low == 2 or wide > place.height * 0.2):
        return _quoted(line, start)
    if comma or line.columns[start] < pieces[low - 1].right or wide <= place.height * 0.12:
        return line
    return line.put(start, start, "„", 0.95, middle)


def _quoted(line: OcrLine, start: int) -> OcrLine:
    """With the mark in place of a comma, and of the space after it."""
    stop = start + 1 + (line.text[start + 1 : start + 2] == " ")
    return line.put(start, stop, "„", 0.95)


def _is_low(piece: Piece, line: Line) -> bool:
    return (
        piece.top > line.top + line.height * 0.5
        and piece.bottom > line.top + line.height * 0.72
        and line.height * 0.12 <= piece.height <= line.height * 0.45
        and piece.width <= piece.height * 2.2
    )


def mend_last_dash(line: OcrLine, context: Context) -> OcrLine:
    """A stroke at the very end that the text does not have."""
    place, pieces = context.line_at(line.row), context.pieces_at(line.row)
    if place is None or len(pieces) < 3 or not line.text or line.text[-1] in _DASHES:
        return line
    last = pieces[-1]
    far = not line.columns or last.middle - line.columns[-1] > place.height * 0.3
    if not (far and is_dash(last, place)):
        return line
    sign = dash_sign(last, place)
    space = " " if last.left - pieces[-2].right > place.height * 0.2 else ""
    return line.put(len(line.text), len(line.text), space + sign, 0.9, round(last.middle))


def mend_last_stop(line: OcrLine, context: Context) -> OcrLine:
    """A full stop at the very end that the text does not have."""
    place, pieces = context.line_at(line.row), context.pieces_at(line.row)
    if place is None or len(pieces) < 3 or not line.columns or not line.text[-1:].isalpha():
        return line
    last, before = pieces[-1], pieces[-2]
    beside = last.left > line.columns[-1] + place.height * 0.1
    if beside and is_dot(last, place) and not is_dot(before, place):
        return line.put(len(line.text), len(line.text), ".", 0.9, round(last.middle))
    return line


def mend_first_dash(line: OcrLine, context: Context) -> OcrLine:
    """A speaker's dash that the text does not have, or has twice."""
    place, pieces = context.line_at(line.row), context.pieces_at(line.row)
    if place is None or len(pieces) < 3 or not line.text or line.text[0] in _DASHES:
        return line
    first = pieces[0]
    far = not line.columns or line.columns[0] - first.middle > place.height * 0.3
    if far and is_dash(first, place):
        space = " " if pieces[1].left - first.right > place.height * 0.17 else ""
        sign = dash_sign(first, place)
        return line.put(0, 0, sign + space, 0.9, round(first.middle))
    return line

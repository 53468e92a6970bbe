"""Byte ranges as OSS takes them.

Spec: Alibaba Cloud OSS, "GetObject" (``Range`` and ``x-oss-range-behavior``); RFC 9110, 14.1.2.
"""

from __future__ import annotations

from typing import NamedTuple

from cuelift.oss.errors import WireError

_DIGITS = 18


class Span(NamedTuple):
    """Bytes ``[start, end)`` of an object."""

    start: int
    end: int
    partial: bool
    """Whether the answer is 206, which says which bytes it holds."""


def parse_range(text: str, size: int, standard: bool) -> Span:
    """The bytes that a ``Range`` header asks for.

    By default a range that does not lie within the object asks for everything; with the standard
    behaviour it is cut at the end, or refused. A malformed header, or several ranges, ask for
    everything either way.

    Args:
        text: the header's value; empty: there is none.
        size: of the object in bytes.
        standard: whether ``x-oss-range-behavior: standard`` was sent.

    Raises:
        WireError: ``InvalidRange``.
    """
    whole = Span(0, size, False)
    unit, _, spec = text.partition("=")
    first, dash, last = spec.strip().partition("-")
    if unit.strip().lower() != "bytes" or not dash or not (_number(first) and _number(last)):
        return whole
    if not first and not last:
        return whole
    start, end = _bounds(first, last, size)
    if end <= start and first and last:
        return whole
    if 0 <= start < end <= size:
        return Span(start, end, True)
    if not standard:
        return whole
    start, end = max(start, 0), min(end, size)
    if start >= end:
        raise WireError("The requested range cannot be satisfied.", code="InvalidRange", size=size)
    return Span(start, end, True)


def _bounds(first: str, last: str, size: int) -> tuple[int, int]:
    if not first:
        return size - int(last), size
    if not last:
        return int(first), size
    return int(first), int(last) + 1


def _number(text: str) -> bool:
    return not text or (text.isascii() and text.isdigit() and len(text) <= _DIGITS)

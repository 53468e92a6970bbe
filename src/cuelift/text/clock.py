"""Times and frame rates as people write them in options and side files."""

from __future__ import annotations

import re
from fractions import Fraction

from cuelift.errors import UsageError
from cuelift.markup.clock import clock_ms

NS = 1_000_000_000
MAX_S = 1_000_000
"""Of a time, either way."""

_NUMBER = r"\d{1,9}(?:[.,]\d{1,18})?"
_UNITS = re.compile(rf"(?:({_NUMBER})h)?(?:({_NUMBER})m(?!s))?(?:({_NUMBER})s)?(?:({_NUMBER})ms)?")
_CLOCK = re.compile(rf"(?:(\d{{1,4}}):)?(\d{{1,4}}):({_NUMBER})")
_FRAMES = re.compile(r"(\d{1,4}):(\d\d):(\d\d)([:;])(\d{2,3})")
_RATE = re.compile(r"(\d{1,6}(?:\.\d{1,6})?)(?:/(\d{1,6}))?")
_NTSC = (24, 30, 48, 60, 120)


def frame_rate(text: str) -> Fraction:
    """A frame rate: ``25``, ``23.976``, ``24000/1001``; those of NTSC are exact.

    Raises:
        UsageError: it is none, or not between 1 and 1000.
    """
    match = _RATE.fullmatch(text.strip())
    if match is None or (match[2] is not None and not int(match[2])):
        raise UsageError(f"{text!r} is not a frame rate; write 25, 23.976 or 24000/1001")
    value = Fraction(match[1]) / int(match[2] or 1)
    if not 1 <= value <= 1000:
        raise UsageError(f"frame rate {text!r} is not between 1 and 1000")
    for whole in _NTSC:
        exact = Fraction(whole * 1000, 1001)
        if "." in match[1] and abs(value - exact) < Fraction(1, 100):
            return exact
    return value


def time_ns(text: str, rate: Fraction | None = None) -> int:
    """A time, or a distance of times when there is a sign before it, in nanoseconds.

    Args:
        text: seconds (``-1.5``), units (``1h2m3.5s``, ``250ms``), ``MM:SS.mmm``, ``HH:MM:SS.mmm``,
            or ``HH:MM:SS:FF`` with frames.
        rate: of those frames.

    Raises:
        UsageError: it is none.
    """
    stripped = text.strip()
    sign = -1 if stripped[:1] == "-" else 1
    seconds = _seconds(stripped[1:] if stripped[:1] in ("-", "+") else stripped, rate)
    if seconds is None:
        raise UsageError(f"{text!r} is not a time; write 12.5, 1m30s or 0:01:30.5")
    if seconds > MAX_S:
        raise UsageError(f"time {text!r} is more than {MAX_S:,} s")
    return sign * round(seconds * NS)


def _seconds(text: str, rate: Fraction | None) -> Fraction | None:
    if re.fullmatch(_NUMBER, text):
        return _fraction(text)
    match = _CLOCK.fullmatch(text)
    if match:
        return int(match[1] or 0) * 3600 + int(match[2]) * 60 + _fraction(match[3])
    match = _FRAMES.fullmatch(text)
    if match:
        return None if rate is None else _of_frames(match, rate)
    match = _UNITS.fullmatch(text)
    if match is None or not text:
        return None
    hours, minutes, seconds, milliseconds = (_fraction(part or "0") for part in match.groups())
    return hours * 3600 + minutes * 60 + seconds + milliseconds / 1000


def _of_frames(match: re.Match[str], rate: Fraction) -> Fraction | None:
    """A timecode; with a semicolon it drops the numbers of frames, as 29.97 and 59.94 do."""
    hours, minutes, seconds, frames = (int(match[n]) for n in (1, 2, 3, 5))
    nominal = round(rate)
    if frames >= nominal:
        return None
    count = (hours * 3600 + minutes * 60 + seconds) * nominal + frames
    if match[4] == ";":
        total = hours * 60 + minutes
        count -= nominal // 15 * (total - total // 10)
    return max(count, 0) / rate


def _fraction(text: str) -> Fraction:
    return Fraction(text.replace(",", "."))


def clock(time_ns: int | None) -> str:
    """A time for people, as ``00:00:01.000``; None: open."""
    if time_ns is None:
        return "open"
    told = clock_ms(abs(time_ns) // 1_000_000, ".")
    return f"-{told}" if time_ns < 0 else told

"""WebVTT timestamps, read and written.

Spec: W3C WebVTT, "collect a WebVTT timestamp" (6.3) and "WebVTT timestamp" (4.1).
"""

from __future__ import annotations

import re

from cuelift.markup.clock import clock_ms

TIMESTAMP = r"(?:([0-9]{1,6}):)?([0-9]{2}):([0-9]{2})\.([0-9]{3})(?![0-9])"
"""Groups: hours, minutes, seconds, milliseconds. The specification sets no limit to the hours; six
digits (114 years) keep every time within 63 bits of nanoseconds."""

_match = re.compile(TIMESTAMP + r"\Z").match


def timestamp_ns(hours: str | None, minutes: str, seconds: str, millis: str) -> int | None:
    """The time of the groups of ``TIMESTAMP``; None: a minute or a second above 59."""
    minute, second = int(minutes), int(seconds)
    if minute > 59 or second > 59:
        return None
    hour = int(hours) if hours else 0
    return (((hour * 60 + minute) * 60 + second) * 1000 + int(millis)) * 1_000_000


def parse_timestamp(text: str) -> int | None:
    """Nanoseconds of a text that is a timestamp and nothing else; None: it is not."""
    found = _match(text)
    return timestamp_ns(*found.groups()) if found else None


def round_ms(time_ns: int) -> int:
    """Milliseconds, rounded half up; a negative time is zero."""
    return (time_ns + 500_000) // 1_000_000 if time_ns > 0 else 0


def format_ms(total_ms: int) -> str:
    """``HH:MM:SS.mmm``; hours take as many digits as they need."""
    return clock_ms(total_ms, ".")


def format_timestamp(time_ns: int) -> str:
    """``HH:MM:SS.mmm``, rounded half up to a millisecond; a negative time is zero."""
    return format_ms(round_ms(time_ns))

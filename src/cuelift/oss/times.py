"""Times as the OSS wire writes them.

Spec: RFC 9110, 5.6.7 (HTTP dates); Alibaba Cloud OSS, "V4 signature" (``x-oss-date``).
"""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import formatdate, parsedate_to_datetime

_DATE_CHARS = 64


def http_date(seconds: int) -> str:
    """Seconds since the epoch as ``Mon, 23 Nov 2026 03:00:00 GMT``."""
    return formatdate(seconds, usegmt=True)


def parse_http_date(text: str) -> int | None:
    """Seconds since the epoch, or None where the text is no date."""
    if not text.isascii() or len(text) > _DATE_CHARS:
        return None
    try:
        date = parsedate_to_datetime(text)
        return int((date if date.tzinfo else date.replace(tzinfo=UTC)).timestamp())
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def parse_basic_date(text: str) -> int | None:
    """Seconds since the epoch of ``20261123T030000Z``, or None."""
    digits = text[:8] + text[9:15]
    if len(text) != 16 or text[8] != "T" or text[15] != "Z" or not digits.isascii():
        return None
    if not digits.isdigit():
        return None
    numbers = (int(text[:4]), int(text[4:6]), int(text[6:8]))
    clock = (int(text[9:11]), int(text[11:13]), int(text[13:15]))
    try:
        return int(datetime(*numbers, *clock, tzinfo=UTC).timestamp())
    except ValueError:
        return None


def iso_date(time_ns: int) -> str:
    """Nanoseconds since the epoch as ``2026-11-23T03:00:00.000Z``; clients read no fraction."""
    return f"{datetime.fromtimestamp(time_ns // 1_000_000_000, UTC):%Y-%m-%dT%H:%M:%S}.000Z"

"""Points in time as the wire writes them.

Spec: RFC 3339, clause 5.6.
"""

from __future__ import annotations

import re
from calendar import timegm
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation

from cuelift.imm.errors import invalid

NS = 1_000_000_000
MAX_SECONDS = 10**9
_FORM = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9})\d*)?(?:[Zz]|([+-])(\d\d):(\d\d))",
    re.ASCII,
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def format_ms(time_ns: int | None) -> str:
    """``2021-12-24T03:01:41.662Z``; None: empty."""
    if time_ns is None:
        return ""
    seconds, part = divmod(time_ns, NS)
    return f"{_seconds(seconds)}.{part // 1_000_000:03}Z"


def format_ns(time_ns: int) -> str:
    """``2021-12-24T03:01:41.662060377Z``."""
    seconds, part = divmod(time_ns, NS)
    return f"{_seconds(seconds)}.{part:09}Z"


def _seconds(seconds: int) -> str:
    return (_EPOCH + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%S")


def read_time(name: str, text: str) -> int:
    """Nanoseconds since the epoch; digits behind the ninth are cut.

    Raises:
        WireError: no such form, or no such point in time.
    """
    match = _FORM.fullmatch(text) if len(text) <= 64 else None
    if match is None:
        raise invalid(name, "it is a time as 2021-12-24T03:01:41.662Z")
    year, month, day, hour, minute, second = map(int, match.groups()[:6])
    part = int((match[7] or "").ljust(9, "0"))
    offset = 60 * int(match[9] or 0) + int(match[10] or 0)
    leap, second = (1, 59) if second == 60 else (0, second)
    try:
        at = timegm(datetime(year, month, day, hour, minute, second, tzinfo=UTC).timetuple())
    except ValueError as error:
        raise invalid(name, f"there is no such time: {error}") from None
    at += leap - (-1 if match[8] == "-" else 1) * 60 * offset
    return at * NS + part


def read_seconds(name: str, value: object) -> int:
    """Nanoseconds of a number of seconds, which may be written as text; exact.

    Raises:
        WireError: no number, negative, or too large.
    """
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise invalid(name, "it is a number of seconds")
    try:
        seconds = Decimal(str(value)[:64])
    except InvalidOperation:
        raise invalid(name, "it is a number of seconds") from None
    if not seconds.is_finite() or not 0 <= seconds <= MAX_SECONDS:
        raise invalid(name, f"it is a number of seconds from 0 to {MAX_SECONDS}")
    return int((seconds * NS).to_integral_value())

"""Times as caption files write them: hours, minutes, seconds and a fraction."""

from __future__ import annotations

_TWO = tuple([f"{number:02}" for number in range(100)])
_THREE = tuple([f"{number:03}" for number in range(1000)])
# Looking digits up takes a quarter of the time of formatting them, and every cue has two times.


def clock_ms(total_ms: int, mark: str) -> str:
    """``HH:MM:SS`` with milliseconds behind ``mark``; hours of more than two digits are whole.

    Args:
        total_ms: not negative.
        mark: ``,`` in SubRip, ``.`` in WebVTT.
    """
    seconds = total_ms // 1000
    minutes = seconds // 60
    hours = minutes // 60
    head = _TWO[hours] if hours < 100 else str(hours)
    return f"{head}:{_TWO[minutes % 60]}:{_TWO[seconds % 60]}{mark}{_THREE[total_ms % 1000]}"


def clock_short(total_ms: int) -> str:
    """``H:MM:SS.mmm``, for people.

    Args:
        total_ms: not negative.
    """
    seconds = total_ms // 1000
    minutes = seconds // 60
    return f"{minutes // 60}:{_TWO[minutes % 60]}:{_TWO[seconds % 60]}.{_THREE[total_ms % 1000]}"


def clock_cs(total_cs: int) -> str:
    """``H:MM:SS.cc``, as ASS has it.

    Args:
        total_cs: not negative.
    """
    seconds = total_cs // 100
    minutes = seconds // 60
    return f"{minutes // 60}:{_TWO[minutes % 60]}:{_TWO[seconds % 60]}.{_TWO[total_cs % 100]}"

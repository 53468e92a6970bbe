"""Writes ``.idx`` and ``.sub`` files for tests."""

from __future__ import annotations

from collections.abc import Sequence

from tests.writers.mpegps import pack, padded, sub_packets

SETTINGS = """# VobSub index file, v7 (do not modify this line!)
size: 720x576
org: 0, 0
palette: 000000, ffffff, 808080, 202020, 000000, ffffff, 808080, 202020, 000000, ffffff, 808080, 202020, 000000, ffffff, 808080, 202020
langidx: 1
"""  # noqa: E501 - the palette is one line


def clock(ms: int) -> str:
    return f"{ms // 3600000:02}:{ms // 60000 % 60:02}:{ms // 1000 % 60:02}:{ms % 1000:03}"


def files(languages: Sequence[tuple[str, Sequence[tuple[int, bytes]]]]) -> tuple[bytes, bytes]:
    """An index and its pictures, as (time in milliseconds, unit) of each language."""
    text, sub = SETTINGS, b""
    for number, (code, pictures) in enumerate(languages):
        text += f"\nid: {code}, index: {number}\n"
        for ms, data in pictures:
            text += f"timestamp: {clock(ms)}, filepos: {len(sub):09x}\n"
            for packet in sub_packets(number, ms * 90, data):
                sub += padded(pack(ms * 90, packet))
    return text.encode(), sub

"""Marks right-to-left lines for players that lay all text out from left to right.

Spec: Unicode Standard Annex 9, 2.1 (explicit directional embedding).
"""

from __future__ import annotations

import re

_EMBEDDING, _END = "\u202b", "\u202c"
_RIGHT_TO_LEFT = (
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""Hebrew, Arabic and their kin, as a pattern: most runs never compile it."""


def wrap_rtl(text: str) -> str:
    r"""A text whose lines are embedded right to left where they hold such characters.

    A place code of SubRip (``{\an8}``) stays at the front; lines with an embedding are left alone.
    """
    if text.isascii() or not re.search(_RIGHT_TO_LEFT, text):
        return text
    return "\n".join([_wrap_line(line) for line in text.split("\n")])


def _wrap_line(line: str) -> str:
    if _EMBEDDING in line or not re.search(_RIGHT_TO_LEFT, line):
        return line
    front = line[: line.find("}") + 1] if line.startswith("{\\") else ""
    return f"{front}{_EMBEDDING}{line[len(front) :]}{_END}"

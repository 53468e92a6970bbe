r"""Override blocks of Advanced SubStation Alpha: ``{\i1\pos(10,20)}`` as names and arguments.

Also the number and colour forms that tags and style lines share.

Spec: Sub Station Alpha v4.00+ Script Format, Appendix A (style override codes); where players and
that text part, what libass 0.17 does.
"""

from __future__ import annotations

import re
from typing import NamedTuple

NAMES = tuple(
    sorted(
        (
            *("1a", "1c", "2a", "2c", "3a", "3c", "4a", "4c", "a", "alpha", "an", "b", "be"),
            *("blur", "bord", "c", "clip", "fad", "fade", "fax", "fay", "fe", "fn", "fr", "frx"),
            *("fry", "frz", "fs", "fsc", "fscx", "fscy", "fsp", "fsvp", "i", "iclip", "k", "K"),
            *("kf", "ko", "kt", "move", "org", "p", "pbo", "pos", "q", "r", "rnd", "s", "shad"),
            *("t", "u", "xbord", "xshad", "ybord", "yshad"),
        ),
        key=len,
        reverse=True,
    )
)
"""All tags, longer ones first, because a tag's argument may follow without a mark."""

_BY_LETTER = {
    letter: tuple(name for name in NAMES if name[0] == letter)
    for letter in {name[0] for name in NAMES}
}

_MAX_TAGS = 256

_NUMBER = re.compile(r"\s{0,8}[+-]?(?:\d{1,11}(?:\.\d{0,11})?|\.\d{1,11})")


class Tag(NamedTuple):
    """One override tag."""

    name: str
    """Without the backslash; empty: not a tag of the format."""
    argument: str
    """What follows the name, without the parentheses around it."""


def parse_block(block: str) -> tuple[Tag, ...]:
    """The tags of an override block.

    Text before the first backslash, and all of a block without one, is a comment.

    Args:
        block: what stands between the braces.
    """
    tags: list[Tag] = []
    at = block.find("\\")
    closings = _closings(block) if "(" in block else {}
    while at >= 0 and len(tags) < _MAX_TAGS:
        end = _tag_end(block, at + 1, closings)
        tags.append(_tag(block[at + 1 : end]))
        at = block.find("\\", end)
    return tuple(tags)


def _tag_end(block: str, start: int, closings: dict[int, int]) -> int:
    """Where a tag ends: at the next backslash that is not inside parentheses."""
    end = block.find("\\", start)
    end = len(block) if end < 0 else end
    opening = block.find("(", start, end) if closings else -1
    return closings.get(opening, end)


def _closings(block: str) -> dict[int, int]:
    """For each opening parenthesis that is closed, the place behind the one that closes it."""
    closings: dict[int, int] = {}
    opened: list[int] = []
    for at, character in enumerate(block):
        if character == "(":
            opened.append(at)
        elif character == ")" and opened:
            closings[opened.pop()] = at + 1
    return closings


def _tag(words: str) -> Tag:
    words = words.strip()
    for name in _BY_LETTER.get(words[:1], ()):
        if words.startswith(name):
            return Tag(name, _argument(words[len(name) :]))
    return Tag("", words)


def _argument(rest: str) -> str:
    rest = rest.strip()
    return rest[1:].removesuffix(")").strip() if rest.startswith("(") else rest


def to_float(words: str, default: float | None = None) -> float | None:
    """The decimal number of ordinary size with which the words begin."""
    match = _NUMBER.match(words)
    number = float(match[0]) if match else None
    return number if number is not None and -1e6 < number < 1e6 else default


def to_int(words: str, default: int = 0) -> int:
    """The decimal integer with which the words begin; a fraction is cut off."""
    if words.isdecimal() and len(words) < 12:
        return int(words)
    number = to_float(words)
    return default if number is None else int(number)


def to_color(words: str, *, style: bool = False) -> tuple[int, int] | None:
    """A colour as ``0xrrggbb`` and its alpha, 255 being opaque.

    Args:
        words: ``&HAABBGGRR&``, of which digits and marks may be missing.
        style: the colour is a style's, which is decimal without the mark for hexadecimal.
    """
    value = _hexadecimal(words, 10 if style else 16)
    if value is None:
        return None
    value &= 0xFFFFFFFF
    blue, green, red = value >> 16 & 255, value >> 8 & 255, value & 255
    return red << 16 | green << 8 | blue, 255 - (value >> 24)


def to_alpha(words: str) -> int | None:
    """An alpha value of a tag, turned so that 255 is opaque."""
    value = _hexadecimal(words, 16)
    return None if value is None else 255 - (value & 255)


def _hexadecimal(words: str, unmarked: int) -> int | None:
    """A number to the base 16, or to another one if it has no mark."""
    words = words.strip().strip("&").strip()
    if not 0 < len(words) < 20:
        return None
    marked = words[0] in "hH"
    try:
        return int(words[1:], 16) if marked else int(words, unmarked)
    except ValueError:
        return None


def from_legacy_alignment(value: int) -> int | None:
    """The number-pad cell of an SSA alignment: 1 to 3, plus 4 for top, plus 8 for middle."""
    column = value & 3
    if column == 0 or not 0 < value < 12:
        return None
    return column + (6 if value & 4 else 3 if value & 8 else 0)


def css_color(rgb: int, alpha: int) -> str:
    """A colour in the cue model's form."""
    return f"#{rgb:06x}" if alpha == 255 else f"#{rgb:06x}{alpha:02x}"

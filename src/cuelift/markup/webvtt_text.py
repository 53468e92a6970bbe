"""Character references and white space of WebVTT, read and written.

Spec: W3C WebVTT, 6.4 ("consume an HTML character reference") and 4.2.2 (cue text); HTML, 13.2.5.72.
"""

from __future__ import annotations

import re

from cuelift.markup.newlines import normalize_newlines

_NAMED = {
    "&amp;": "&",
    "&lt;": "<",
    "&gt;": ">",
    "&nbsp;": "\u00a0",
    "&lrm;": "\u200e",
    "&rlm;": "\u200f",
}
_simple = re.compile("&(?:amp|lt|gt|nbsp|lrm|rlm);").sub
_other = re.compile("&(?!(?:amp|lt|gt|nbsp|lrm|rlm);)[#A-Za-z]").search
_long_number = re.compile("&#([0-9]{8,})").sub

_WHITE = str.maketrans("\t\n\f\r", "    ")

_REMOVED: dict[int, None] = dict.fromkeys(
    [*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0), 0xFEFF]
)
_ESCAPES: dict[int, str | None] = {
    **_REMOVED,
    **{ord(character): name for name, character in _NAMED.items()},
    0x2028: "\n",
}
_LINE: dict[int, str | None] = {**_REMOVED, 0x0A: " ", 0x0D: " ", 0x2028: " "}

_special = re.compile("[\0-\x08\x0b-\x1f&<>\x7f-\xa0\u200e\u200f\u2028\ufeff]").search
_blank_line = re.compile("\n[ \t]*(?=\n)").sub

needs_care = re.compile(
    "[\0-\x08\x0b-\x1f&<>\x7f-\xa0\u200e\u200f\u2028\ufeff]|\n(?:[ \t\n]|\\Z)|\\A\\s|\\A\\Z"
).search
"""Finds what keeps a text from being a payload as it is."""


def unescape(text: str) -> str:
    """Character references as characters, as HTML reads them outside of attributes."""
    if "&" not in text:
        return text
    if not _other(text):
        return _simple(lambda found: _NAMED[found[0]], text)
    from html import unescape as unescape_html

    # int() refuses very long numbers; eight digits are past the last character as well.
    return unescape_html(_long_number(lambda found: f"&#{found[1].lstrip('0')[:8] or 0}", text))


def escape(text: str) -> str:
    """A text as WebVTT cue text: characters with a meaning escaped, control characters left out.

    Carriage returns and U+2028 become line feeds.
    """
    if not _special(text):
        return text
    return normalize_newlines(text).translate(_ESCAPES)


def escape_annotation(text: str) -> str:
    """A speaker's name or a language tag, fit to stand in a tag: one line, escaped."""
    return collapse(escape(text))


def one_line(text: str) -> str:
    """A text on one line, without control characters, and not escaped."""
    return text.translate(_LINE)


def keep_blank_lines(payload: str) -> str:
    """A payload whose inner blank lines hold a no-break space: a blank one would end the cue."""
    payload = payload.strip("\n")
    return _blank_line("\n&nbsp;", payload) if "\n" in payload else payload


def split_on_spaces(text: str) -> list[str]:
    """The words between runs of ASCII white space; other spaces, as U+00A0, part no words."""
    return [word for word in text.translate(_WHITE).split(" ") if word]


def collapse(text: str) -> str:
    """Without ASCII white space at the ends, and one space for each run of it inside."""
    return " ".join(split_on_spaces(text))


def parser_input(text: str) -> str:
    """A file's text as the parser wants it: line feeds only, no byte order mark, no NUL."""
    return normalize_newlines(text.removeprefix("\ufeff")).replace("\0", "\ufffd")

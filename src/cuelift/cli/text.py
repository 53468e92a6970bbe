"""Text that is fit for a terminal."""

from __future__ import annotations


def printable(text: str) -> str:
    """A text without control characters and without halves of surrogate pairs.

    Titles and names come out of files; a line end would break a table, an escape sequence reach
    the terminal. File names that are no UTF-8 hold surrogates, which cannot be printed.
    """
    return text if text.isprintable() else "".join(map(_visible, text))


def _visible(char: str) -> str:
    if char < " " or "\x7f" <= char <= "\x9f" or "\ud800" <= char <= "\udfff":
        return char.encode("unicode_escape").decode()
    return char

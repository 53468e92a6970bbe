"""Line ends: one reading of them for all formats.

Spec: Unicode Standard 16.0, 5.8 (newline guidelines).
"""

from __future__ import annotations


def normalize_newlines(text: str) -> str:
    """All line ends as LF."""
    if "\r" in text:
        # Tools that translated line ends twice leave CR CR LF behind.
        text = text.replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n")
    return text

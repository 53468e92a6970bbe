"""Reads how a caller names a vision endpoint, ``URL?model=NAME``, and finds its key."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

from cuelift.errors import OcrError, UsageError

KEY_VARIABLE = "CUELIFT_OCR_KEY"
_LONGEST_KEY = 4096


class Endpoint(NamedTuple):
    """Of the OpenAI chat protocol."""

    url: str
    """Up to and with ``/v1``."""
    model: str


def parse_vision(text: str) -> Endpoint:
    """Reads ``URL?model=NAME``.

    Raises:
        UsageError: it is something else, or holds a key, which other users would see.
    """
    url, _, query = text.strip().partition("?")
    try:
        parts = urlsplit(url)
        known = parts.scheme in ("http", "https") and bool(parts.hostname) and "#" not in url
        known = known and parts.port != 0
        fields = parse_qsl(query, strict_parsing=True)
    except ValueError:
        known, fields = False, []
    if known and "@" in parts.netloc:
        raise UsageError(f"a vision endpoint's key is taken from {KEY_VARIABLE} or a key file")
    if not known or [name for name, _ in fields] != ["model"] or not url.isprintable():
        raise UsageError("a vision endpoint is written http(s)://HOST/v1?model=NAME")
    return Endpoint(url, fields[0][1])


def vision_key(key_file: str | None, environment: Mapping[str, str]) -> str:
    """The endpoint's key: that of the file, else of the variable; empty: it needs none.

    Raises:
        OcrError: the file cannot be read, or what it or the variable holds is no key.
    """
    if key_file is None:
        where, key = f"the variable {KEY_VARIABLE}", environment.get(KEY_VARIABLE, "").strip()
        if not key:
            return ""
    else:
        where = f"the key file {key_file}"
        try:
            with Path(key_file).open(encoding="utf-8") as file:
                key = file.read(_LONGEST_KEY).strip()
        except (OSError, ValueError):
            raise OcrError(f"{where} cannot be read") from None
    if not key or not key.isascii() or not key.isprintable():
        raise OcrError(f"{where} does not hold a key of one line")
    return key

"""Values as the JSON text they are kept as."""

from __future__ import annotations

import json
from typing import Any

import msgspec

_encode = msgspec.json.Encoder().encode


def to_json(value: Any) -> str:
    """Writes compact JSON; what is no Unicode text in it, as half a surrogate pair, is replaced."""
    try:
        return _encode(value).decode()
    except UnicodeEncodeError:  # a file name that is not UTF-8 gets into messages
        plain = json.dumps(
            msgspec.to_builtins(value), ensure_ascii=False, separators=(",", ":"), default=str
        )
        return plain.encode("utf-8", "replace").decode()

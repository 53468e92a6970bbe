"""What a mark tells."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

Kind: TypeAlias = Literal["sound", "speaker", "music", "song"]


class Mark(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A piece of a cue's text that is not said."""

    kind: Kind
    """``song``: words that are sung, with their notes."""
    start: int
    """In characters of ``Cue.text``."""
    end: int
    name: str | None = None
    """Who speaks, of a ``speaker``."""
    form: str = ""
    """How it is written: the bracket, ``:``, ``capitals``, ``color`` or ``note``."""

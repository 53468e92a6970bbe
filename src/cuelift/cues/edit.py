"""What a pass of text processing did to a cue."""

from __future__ import annotations

import msgspec


class Edit(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One change; the fields below ``rule`` say what was there before, where that is different."""

    by: str
    """The pass, a key of ``cuelift.text.PASSES``."""
    rule: str
    """Which of its rules."""
    text: str | None = None
    """Joined by a line with ``--`` where several cues became one."""
    start_ns: int | None = None
    end_ns: int | None = None

"""What every text pass takes and offers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal, Protocol

import msgspec

from cuelift.cues import Cue
from cuelift.errors import UsageError
from cuelift.text.edits import Edits


def read_local(name: str) -> str:
    """The text of a local file that an option names, without its byte order mark.

    Raises:
        UsageError: it cannot be read, is larger than 16 MiB or not UTF-8.
    """
    try:
        with open(name, "rb") as file:
            data = file.read(MAX_SIDE_BYTES + 1)
        if len(data) <= MAX_SIDE_BYTES:
            return data.decode("utf-8-sig")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise UsageError(f"{name!r}: {reason}") from None
    raise UsageError(f"{name!r} is larger than {MAX_SIDE_BYTES >> 20} MiB")


MAX_SIDE_BYTES = 16 << 20


class Context(msgspec.Struct, frozen=True, kw_only=True):
    """What a pass may know beside the cues."""

    language: str | None = None
    """BCP 47 tag of the track; None: not known."""
    kind: Literal["text", "graphical"] = "text"
    """``graphical``: the text was read out of pictures."""
    duration_ns: int | None = None
    """Of the film."""
    read: Callable[[str], str] = read_local
    """Reads a side file that an option names (word lists, profiles, shot changes, another
    caption file); raises ``UsageError``."""
    spoken: Callable[[str], Sequence[Cue]] | None = None
    """Reads the cues of another caption file of the same film; None: there is no reader."""

    @property
    def primary(self) -> str:
        """The language without script and region, lower case; empty: not known."""
        return (self.language or "").partition("-")[0].lower()


class Run(Protocol):
    """A text pass: a pure function of its arguments.

    It takes the cues in order of their starts and gives them in order. Cues that it does not
    touch are handed on as they are, the very objects; every difference is made through ``edits``.
    Comments (``Cue.comment``) are handed on untouched. Applied to its own result it changes
    nothing, unless the registry says otherwise.
    """

    def __call__(
        self, cues: Sequence[Cue], context: Context, options: Any, edits: Edits, /
    ) -> list[Cue]:
        """The cues after the pass.

        Raises:
            UsageError: an option cannot be met.
        """


class Pass(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the registry."""

    name: str
    says: str
    """What it does, in a line for ``--help`` and the docs."""
    options: type[msgspec.Struct]
    """Frozen, keyword only, all fields with defaults; their docstrings are the reference."""
    run: Run
    main: str | None = None
    """The option that a bare value sets: ``reflow:netflix``."""
    idempotent: bool = True

"""Mends text that was decoded by a wrong charset, with ftfy.

Only the wrong decoding is undone; quotes, ligatures, width and normal forms stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

import msgspec

from cuelift.cues import Cue
from cuelift.errors import UsageError
from cuelift.text.base import Context
from cuelift.text.edits import Edits
from cuelift.text.spans import by_span


class MojibakeOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How far the mending goes."""

    lossy: bool = True
    """Mend also where a byte was lost: what cannot be known becomes one U+FFFD."""


def mojibake(
    cues: Sequence[Cue], context: Context, options: MojibakeOptions, edits: Edits
) -> list[Cue]:
    """Mends each span by itself.

    Raises:
        UsageError: ftfy is not installed.
    """
    made = []
    mend: Callable[[str], str] | None = None
    for cue in cues:
        if not (cue.comment or cue.text.isascii()):
            mend = mend or mender(options.lossy)
            cue = edits.change(cue, "encoding", spans=by_span(cue.spans, mend))
        made.append(cue)
    return made


@cache
def mender(lossy: bool) -> Callable[[str], str]:
    """What mends a text.

    Raises:
        UsageError: ftfy is not installed.
    """
    try:
        import ftfy
        from ftfy.badness import is_bad
    except ImportError:
        raise UsageError(
            "pass 'mojibake' needs ftfy: pip install 'cuelift[text]'", extra="text"
        ) from None
    config = ftfy.TextFixerConfig(
        unescape_html=False,
        remove_terminal_escapes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        remove_control_chars=False,
        normalization=None,
        replace_lossy_sequences=lossy,
        explain=False,
    )

    def mend(text: str) -> str:
        return ftfy.fix_encoding(text, config) if is_bad(text) else text

    return mend

"""All capitals to sentence case, with names kept.

Names are learnt from the same track: from its mixed-case cues and from its speakers; a dictionary
knows more of them, and the nouns of German. Greek comes out without its accents, for capitals are
written without them, and nothing in the file tells where they were.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Literal

import msgspec

from cuelift.cues import Cue
from cuelift.text.base import Context
from cuelift.text.casing_words import GREEK_QUESTION, Caser, Learnt, learn
from cuelift.text.dictionary import find_words
from cuelift.text.edits import Edits
from cuelift.text.spans import substitute

TRACK_SHARE = 0.8
"""Of the cues with letters that are all capitals, where the whole track is."""
TRACK_CUES = 5
PAUSE_NS = 3_000_000_000
"""Behind which a sentence does not go on."""
LETTERS, WORDS = 6, 3
"""Of a single cue, at least."""
_STOPS = frozenset(".!?…")


class CasingOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What is recased, and what is known of names."""

    scope: Literal["track", "cue"] = "track"
    """``track``: only tracks that are all capitals; ``cue``: in other tracks also single cues
    of several words that are sentences, though they may be shouted."""
    names: str = ""
    """A file with names and acronyms as they are written, one a line."""
    dictionary: Literal["auto", "off"] = "auto"
    """Ask the dictionary of the language, if there is one, for words that are always capitalised.
    German is left alone without."""
    folder: str = ""
    """Where dictionaries lie, before those of the system."""


def casing(
    cues: Sequence[Cue], context: Context, options: CasingOptions, edits: Edits
) -> list[Cue]:
    """Recases cues in capitals.

    Raises:
        UsageError: the file of names cannot be read.
    """
    shouted = {id(cue) for cue in cues if _in_capitals(cue)}
    if not shouted:
        return list(cues)
    whole = _whole_track(cues, shouted)
    if options.scope == "track" and not whole:
        return list(cues)
    stops = _STOPS.union(GREEK_QUESTION) if context.primary == "el" else _STOPS
    chosen = [cue for cue in cues if id(cue) in shouted and (whole or _is_sentence(cue, stops))]
    chosen = [cue for cue in chosen if not _is_placed(cue)]
    if not chosen:
        return list(cues)
    words = None
    if options.dictionary == "auto":
        words = find_words(context.language or "", options.folder)
    if words is None and context.primary == "de":
        return list(cues)
    learnt = learn([cue for cue in cues if not cue.comment], shouted)
    if options.names:
        learnt = _with_names(learnt, context.read(options.names))
    caser = Caser(context.primary, learnt, words)
    return _recased(cues, {id(cue) for cue in chosen}, caser, whole, edits)


def _recased(
    cues: Sequence[Cue], chosen: set[int], caser: Caser, whole: bool, edits: Edits
) -> list[Cue]:
    made = []
    ended, until_ns = True, 0
    for cue in cues:
        text = "" if cue.comment else cue.text
        if id(cue) in chosen:
            later = cue.start_ns - until_ns > PAUSE_NS
            patches = caser.recase(text, starts=ended or later or not whole)
            cue = edits.change(cue, "sentence case", spans=substitute(cue.spans, patches))
        if text.strip() and not _is_placed(cue):
            last = text.rstrip()[-1]
            ended = not last.isalnum() and last not in ",;-–—"
            until_ns = cue.start_ns if cue.end_ns is None else cue.end_ns
        made.append(cue)
    return made


def _in_capitals(cue: Cue) -> bool:
    if cue.comment or not cue.spans:
        return False
    return cue.text.isupper()


def _whole_track(cues: Sequence[Cue], shouted: set[int]) -> bool:
    cased = [cue for cue in cues if not cue.comment and (text := cue.text).lower() != text.upper()]
    return len(shouted) >= TRACK_CUES and len(shouted) >= TRACK_SHARE * len(cased)


def _is_placed(cue: Cue) -> bool:
    """Whether a cue stands at a point of the picture, as signs do."""
    return cue.place is not None and cue.place.anchor is not None


def _is_sentence(cue: Cue, stops: Collection[str]) -> bool:
    """Whether a cue of a mixed-case track is talk: signs and sounds have no stop."""
    text = cue.text.rstrip(" \n\"'”’»")
    spoken = text[-1:] in stops and len(text.split()) >= WORDS
    spoken = spoken and sum(map(str.isalpha, text)) >= LETTERS
    return spoken and not text.startswith(("[", "(", "♪", "#", "（", "【"))


def _with_names(learnt: Learnt, text: str) -> Learnt:
    given = {
        word.lower(): word
        for line in text.splitlines()
        if not line.lstrip().startswith("#")
        for word in line.split()
    }
    return Learnt({**learnt.names, **given}, learnt.lower - given.keys())

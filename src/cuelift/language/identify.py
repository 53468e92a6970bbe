"""Tells the language of a whole track by its text; single lines are never judged alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

import msgspec

from cuelift.cues import Cue
from cuelift.errors import UsageError
from cuelift.language.variants import variant

PIECE_CHARS = 320
"""About eight captions; long enough to be told rightly."""
MOST_PIECES = 160
"""Looked at, from all over the track."""
LEAST_LETTERS = 24
SURE = 0.5
"""Of the whole track."""
SURE_PIECE = 0.9
MIXED_SHARE = 0.1
MIXED_PIECES = 3
_NOT_SAID = re.compile(r"\[[^\]\n]{0,80}\]|\([^)\n]{0,80}\)|[♪♫#*_]|https?://\S+")
_RELATED = (
    frozenset(("no", "nb", "nn", "da", "sv")),
    frozenset(("hr", "bs", "sr")),
    frozenset(("id", "ms", "jv")),
    frozenset(("cs", "sk")),
    frozenset(("pt", "gl", "es", "ca", "an", "oc")),
    frozenset(("ru", "uk", "be", "bg", "mk")),
    frozenset(("nl", "af", "lb")),
    frozenset(("hi", "mr", "ne")),
    frozenset(("zh", "ja")),
)
"""Languages that a few lines may be mistaken for one another in."""


class Share(msgspec.Struct, frozen=True):
    """A language and how much of a track's text is in it, 0 to 1."""

    language: str
    share: float


class Detected(msgspec.Struct, frozen=True):
    """What the text of a track shows."""

    language: str | None
    """BCP 47 tag, with script or region where the text tells it; None: it does not tell."""
    confidence: float
    """0 to 1."""
    others: tuple[Share, ...] = ()
    """Further languages that whole passages are in, the larger share first."""


def detect(cues: Sequence[Cue]) -> Detected:
    """The language of a track.

    Raises:
        UsageError: the package that tells languages is not installed.
    """
    said = [_NOT_SAID.sub(" ", cue.text) for cue in cues if not cue.comment]
    pieces = _spread(_pieces(said))
    whole = "\n".join(pieces)
    if sum(map(str.isalpha, whole)) < LEAST_LETTERS:
        return Detected(None, 0.0)
    tag, confidence = _classify_whole(whole)
    if confidence < SURE or tag in _NO_LANGUAGE:
        return Detected(None, confidence)
    return Detected(variant(tag, whole), confidence, _others(tag, pieces))


def _pieces(said: Sequence[str]) -> list[str]:
    """Neighbouring captions together, about as long as is needed to tell a language."""
    pieces: list[str] = []
    held: list[str] = []
    size = 0
    for text in said:
        text = " ".join(text.split())[:PIECE_CHARS]
        if not text:
            continue
        held.append(text)
        size += len(text.encode())
        if size >= PIECE_CHARS:
            pieces.append("\n".join(held))
            held, size = [], 0
    if held:
        pieces.append("\n".join(held))
    return pieces


def _spread(pieces: list[str]) -> list[str]:
    if len(pieces) <= MOST_PIECES:
        return pieces
    return [pieces[at * len(pieces) // MOST_PIECES] for at in range(MOST_PIECES)]


def _others(main: str, pieces: Sequence[str]) -> tuple[Share, ...]:
    """The languages of whole passages, but for those that are taken for the main one."""
    near = next((family for family in _RELATED if main in family), frozenset((main,)))
    counts: dict[str, int] = {}
    for piece in pieces:
        tag, confidence = _classify(piece)
        if confidence >= SURE_PIECE and tag not in near:
            counts[tag] = counts.get(tag, 0) + 1
    shares = [
        Share(tag, round(count / len(pieces), 3))
        for tag, count in counts.items()
        if count >= MIXED_PIECES and count / len(pieces) >= MIXED_SHARE
    ]
    return tuple(sorted(shares, key=lambda each: -each.share))


def _classify_whole(text: str) -> tuple[str, float]:
    """The likeliest language, as sure as it and those that are hardly told from it together."""
    ranked = [(_NAMED.get(tag, tag), share) for tag, share in _identifier().rank(text)[:8]]
    best = ranked[0][0]
    near = _SLAVIC if best in _SLAVIC else frozenset((best,))
    return best, sum(share for tag, share in ranked if tag in near)


def _classify(text: str) -> tuple[str, float]:
    tag, confidence = _identifier().classify(text)
    return _NAMED.get(tag, tag), confidence


_SLAVIC = frozenset(("hr", "bs", "sr"))
_NO_LANGUAGE = frozenset(("zxx", "und"))
_NAMED = {"zht": "zh", "srl": "sr"}


@cache
def _identifier() -> Any:
    try:
        from py3langid.langid import (  # type: ignore[import-untyped]  # it ships no types
            MODEL_FILE,
            LanguageIdentifier,
        )
    except ImportError:
        raise UsageError(
            "telling languages by their text needs the extra: pip install 'cuelift[text]'"
        ) from None
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)

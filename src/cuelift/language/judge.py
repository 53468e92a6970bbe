"""Weighs what is known of a track's language against each other."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

from cuelift.language.identify import Detected
from cuelift.language.variants import subtags

Source: TypeAlias = Literal["tag", "title", "text"]

CERTAIN = 0.9
"""Confidence of a detection that may speak against a tag."""
_SAME = (
    {"no", "nb", "nn"},
    {"sr", "hr", "bs", "sh"},
    {"id", "ms"},
    {"zh", "yue", "cmn"},
    {"fil", "tl"},
)
"""Languages that a tag and the text may name differently without a conflict."""


class Verdict(msgspec.Struct, frozen=True):
    """The language of a track."""

    language: str | None
    """The best that is known."""
    source: Source | None
    conflict: str | None = None
    """What speaks against it; None: nothing."""


def judge(tag: str | None, title: str | None, detected: Detected | None) -> Verdict:
    """The best of three: the tag, then the hint of the title, then the text.

    A tag without script or region takes it from the others where they agree with it otherwise.

    Args:
        tag: of the container.
        title: the tag that the title hints at.
        detected: what the text shows; None: it was not looked at.
    """
    text = detected.language if detected else None
    sources: tuple[tuple[Source, str | None], ...] = (
        ("tag", tag),
        ("title", title),
        ("text", text),
    )
    certain = detected is not None and detected.confidence >= CERTAIN
    conflict = _conflict(tag, title, text if certain else None)
    for source, language in sources:
        if language:
            return Verdict(_refined(_refined(language, title), text), source, conflict)
    return Verdict(None, None)


def _refined(language: str, other: str | None) -> str:
    """A bare language with what another tag of the same language says beside it."""
    if other is None or "-" in language:
        return language
    return other if subtags(other)[0] == language.lower() else language


def _conflict(tag: str | None, title: str | None, text: str | None) -> str | None:
    if tag and text and not _agree(tag, text):
        return f"the track is tagged {tag}, its text is {text}"
    if tag and title and not _agree(tag, title):
        return f"the track is tagged {tag}, its title says {title}"
    if title and text and not _agree(title, text):
        return f"the track's title says {title}, its text is {text}"
    return None


def _agree(one: str, other: str) -> bool:
    language, script, region = subtags(one)
    other_language, other_script, other_region = subtags(other)
    if language != other_language:
        return any(language in group and other_language in group for group in _SAME)
    if script and other_script:
        return script == other_script
    return not (region and other_region and language == "pt") or region == other_region

"""Chooses which engines read a track."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from cuelift.errors import OcrError
from cuelift.ocr.engines.base import FULL, OcrEngine, Support
from cuelift.ocr.languages import PARTLY, OcrLanguage, known
from cuelift.ocr.options import Policy

_FAST = ("tesseract", "ppocr")
"""By CPU time."""


class Route(NamedTuple):
    """Who reads, and who else is asked."""

    language: OcrLanguage
    engines: tuple[str, ...]
    """The most trusted first."""
    always_both: bool
    """Else the second is asked only where the first is not sure."""
    warnings: tuple[str, ...] = ()


def route(tag: str, policy: Policy, engines: Mapping[str, OcrEngine]) -> Route:
    """The engines for a language.

    Raises:
        OcrError: none can read it here; the message says what to install.
    """
    language = known(tag)
    if language is None:
        raise OcrError(f"no engine is known to read the language {tag!r}", language=tag)
    states = {name: engine.supports(tag) for name, engine in engines.items()}
    able = [name for name in _order(language, policy) if name in states]
    able = [name for name in able if states[name].state == "full"]
    if not able:
        raise OcrError(_nothing(language, states), language=tag)
    if policy == "fast":
        return Route(language, tuple(able[:1]), False)
    if language.tag in PARTLY and "ppocr" in engines and engines["ppocr"].supports("en") == FULL:
        able.append("ppocr")
    warnings: tuple[str, ...] = ()
    if policy == "consensus" and len(able) == 1:
        absent = [each for each in states.values() if each.state == "no-data"]
        hint = f" ({absent[0].reason}: {absent[0].remedy})" if absent else ""
        warnings = (f"only {able[0]} reads {language.name} here, so no cue can be agreed{hint}",)
    # Of its own mistakes Tesseract is sure.
    both = policy == "consensus" or able[0] == "tesseract"
    return Route(language, tuple(able[:2]), both, warnings)


def _order(language: OcrLanguage, policy: Policy) -> tuple[str, ...]:
    if policy == "fast":
        return ("command", *_FAST)
    other = "tesseract" if language.first == "ppocr" else "ppocr"
    return ("command", language.first, other)


def _nothing(language: OcrLanguage, states: Mapping[str, Support]) -> str:
    helps = [f"{each.reason}: {each.remedy}" for each in states.values() if each.state == "no-data"]
    what = "; or ".join(helps) or "no engine writes its script"
    return f"captions in {language.name} cannot be read here. {what}"

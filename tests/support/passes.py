"""Runs text passes over cues that a test writes down as texts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from cuelift.cues import Cue, Span
from cuelift.text import Cleaned, Context, clean

SECOND_NS = 1_000_000_000


def cues_of(*texts: str) -> list[Cue]:
    """A cue a second."""
    return [
        Cue(start_ns=at * SECOND_NS, end_ns=(at + 1) * SECOND_NS, spans=(Span(text),))
        for at, text in enumerate(texts)
    ]


def cleaned(
    recipe: str, texts: Sequence[str], language: str | None = "en", **about: Any
) -> Cleaned:
    """What a recipe makes of texts; it must make nothing more of its own result."""
    context = Context(language=language, **about)
    made = clean(cues_of(*texts), recipe, context)
    again = clean(made.cues, recipe, context)
    assert again.cues == made.cues
    assert again.changes == []
    return made


def texts_after(
    recipe: str, texts: Sequence[str], language: str | None = "en", **about: Any
) -> list[str]:
    """The texts of the cues after a recipe."""
    return [cue.text for cue in cleaned(recipe, texts, language, **about).cues]


def write_dictionary(folder: Path, name: str, words: str, rules: str = "") -> str:
    """A Hunspell dictionary of a few words; gives its folder."""
    listed = words.split()
    (folder / f"{name}.dic").write_text("\n".join([str(len(listed)), *listed, ""]))
    (folder / f"{name}.aff").write_text(f"SET UTF-8\n{rules}\n")
    return str(folder)

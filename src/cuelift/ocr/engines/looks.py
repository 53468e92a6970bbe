"""How Tesseract looks at a page: the scripts that only it reads are read more than once.

Each further look is with other data or at another size, so that it makes other mistakes. What
reads best was measured for every script here; the others are read once.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias

Stroke: TypeAlias = Literal["plain", "soft", "bold"]
"""As it is; a little blurred; a pixel wider on each side."""


class Look(NamedTuple):
    """One reading of a page."""

    height: int = 40
    """Pixels of a line, including its marks, to which the page is scaled."""
    script: bool = False
    """Whether the data of the script is used, where it is there, or that of the language."""
    stroke: Stroke = "plain"


ONCE = (Look(),)

LOOKS: Mapping[str, tuple[Look, ...]] = MappingProxyType(
    {
        "Cyrl": (Look(36, True), Look(40), Look(48, True)),
        "Grek": (Look(48, True), Look(36), Look(40, True)),
        "Hebr": (Look(40), Look(36, True), Look(48)),
        "Arab": (Look(44), Look(36), Look(30)),
        "Kore": (Look(40), Look(48, True)),
        "Thai": (Look(40, stroke="bold"), Look(40, stroke="soft"), Look(30)),
        "Deva": (Look(36, True), Look(40), Look(48, True)),
    }
)
"""By script, as ISO 15924; the look that reads best alone comes first."""

SCRIPT_DATA: Mapping[str, str] = MappingProxyType(
    {
        "Cyrl": "Cyrillic", "Grek": "Greek", "Hebr": "Hebrew", "Kore": "Hangul",
        "Deva": "Devanagari",
    }
)  # fmt: skip
"""The names of the data of whole scripts that some looks use."""

AGAIN: Mapping[str, tuple[Look, ...]] = MappingProxyType(
    {
        "vi": (Look(30), Look(52)),
        "Latn": (Look(30), Look(40, True)),
        "Hans": (Look(30),),
        "Hant": (Look(30),),
        "Jpan": (Look(30),),
    }
)
"""By language or script: further looks at a page that is in doubt."""
AGAIN_DATA: Mapping[str, str] = MappingProxyType({"Latn": "Latin"})
"""The data of scripts for those looks, where it is there; nothing else needs it."""

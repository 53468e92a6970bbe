"""The text passes by name.

Their modules are light: what is heavy (dictionaries, segmenters) is imported by the pass that runs.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from cuelift.text.base import Pass

_ENTRIES: tuple[Pass, ...] = ()
"""In the order in which they make sense one after the other."""

PASSES: Mapping[str, Pass] = MappingProxyType({entry.name: entry for entry in _ENTRIES})

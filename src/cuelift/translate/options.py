"""What a caller may choose of a translation."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

from cuelift.store.buckets import NetworkPolicy

Formality: TypeAlias = Literal["default", "more", "less"]


class TranslateOptions(msgspec.Struct, frozen=True, kw_only=True):
    """Into which languages, by whom, and how."""

    to: tuple[str, ...] = ()
    """BCP 47 tags."""
    engine: str = ""
    """``NAME``, ``NAME:WHERE`` or ``NAME:WHERE?option=value&...``; see ``engines.ENGINES``."""
    glossary: str | None = None
    """Path of a TSV, CSV or TOML file."""
    cache: str | None = None
    """A folder that keeps translations; None: none are kept."""
    key_file: str | None = None
    """Holds the engine's key; None: its environment variable does, if it needs one."""
    formality: Formality = "default"
    """Where engine and language know it."""
    join: bool = True
    """Whether sentences are joined over captions before they are translated."""
    context: int = 2
    """Neighbouring sentences that are shown to engines that look at them."""
    protect_speakers: bool = True
    """Names of the track's speakers stay as they are where both languages use one script."""
    parallel: int = 4
    """Requests at a time, at the most."""
    tries: int = 4
    """Of one request that fails for a passing reason."""
    timeout_s: float = 60.0
    """For one request."""
    deadline_s: float | None = None
    """For all of one track; what is not done by then is ``failed``."""
    network: NetworkPolicy | None = None
    """Which hosts may be asked; None: all. Proxies are not used with it."""

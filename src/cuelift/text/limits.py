"""What a style guide asks of captions, in figures: the profiles of ``reflow`` and ``check``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import msgspec
from msgspec.structs import replace

from cuelift.errors import UsageError
from cuelift.text.base import Context
from cuelift.text.clock import frame_rate

NS = 1_000_000_000
MAX_LINES = 8
MAX_FIGURE = 100_000

_ABOVE_ZERO = (
    *("line_length", "speed", "children_speed", "words_per_minute", "max_duration"),
    *("wide", "narrow"),
)
_NOT_BELOW_ZERO = ("min_duration", "gap", "close_gap", "snap", "pause")


class Limits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The figures of a profile in one language. Times are seconds."""

    line_length: float = 42
    """Characters of a line."""
    lines: int = 2
    speed: float | None = None
    """Characters a second that grown-ups read, spaces included; None: not limited."""
    children_speed: float | None = None
    words_per_minute: float | None = None
    """Reading speed where the guide counts words."""
    min_duration: float = 0
    max_duration: float | None = None
    gap: float = 0
    """Between two cues; what is shorter is made so long."""
    gap_frames: float | None = None
    """The same in frames, instead of ``gap``."""
    close_gap: float = 0
    """A gap below this is made as short as ``gap``: it looks like a flicker."""
    frame_rate: str = "24"
    """Of ``gap_frames``, where the caller does not tell the film's."""
    snap: float = 0.25
    """How far a time may move to a shot change."""
    pause: float | None = None
    """Cues within a sentence are joined where they are less apart than this; None: only those
    are joined that are too short to read."""
    wide: float = 2
    """What a full-width character counts."""
    narrow: float = 1
    """What any other character counts."""

    @property
    def gap_ns(self) -> int:
        """The gap between two cues."""
        if self.gap_frames is None:
            return round(self.gap * NS)
        return round(Fraction(self.gap_frames) * NS / frame_rate(self.frame_rate))

    @property
    def min_ns(self) -> int:
        """The shortest duration."""
        return round(self.min_duration * NS)

    @property
    def max_ns(self) -> int | None:
        """The longest duration."""
        return None if self.max_duration is None else round(self.max_duration * NS)


class Profile(msgspec.Struct, frozen=True):
    """A style guide."""

    limits: Mapping[str, Any]
    """Of any language, as fields of ``Limits``."""
    languages: Mapping[str, Mapping[str, Any]] = {}
    """What differs, by primary language."""


_HALVES = {"wide": 1, "narrow": 0.5}

PROFILES: Mapping[str, Profile] = {
    # Durations, gap, lines: https://partnerhelp.netflixstudios.com/hc/en-us/articles/215758617
    # ja .../215767517, ko .../216001127, zh .../215986007, th .../220448308, en .../217350977;
    # speeds: https://sublingo.cc/guides/subtitle-specs-by-language, which sums the guides up.
    # Gaps of 3 to 11 frames are closed: the guide's part on timing to audio.
    "netflix": Profile(
        {
            "line_length": 42,
            "lines": 2,
            "speed": 17,
            "children_speed": 13,
            "min_duration": 5 / 6,
            "max_duration": 7,
            "gap_frames": 2,
            "close_gap": 0.5,
            "snap": 0.5,
        },
        {
            "en": {"speed": 20, "children_speed": 17},
            "ja": {"line_length": 13, "speed": 4, "children_speed": 4, **_HALVES},
            "ko": {"line_length": 16, "speed": 12, "children_speed": 9, **_HALVES},
            "zh": {"line_length": 16, "speed": 9, "children_speed": 7, **_HALVES},
            "th": {"line_length": 35},
        },
    ),
    # https://www.bbc.co.uk/accessibility/forproducts/guides/subtitles/, clauses 3.1 to 3.3, 4.1
    # and 4.5: 68 % of the width are 37 characters of teletext; 160 to 180 words a minute; a gap
    # has a second at least. It states no longest duration.
    "bbc": Profile(
        {
            "line_length": 37,
            "lines": 2,
            "words_per_minute": 180,
            "min_duration": 0.3,
            "gap": 0,
            "close_gap": 1,
        },
        {"ja": {**_HALVES}, "zh": {**_HALVES}, "ko": {**_HALVES}},
    ),
    # Line: a teletext row (ETSI EN 300 706) has 40 columns, of which box and colour codes take 3.
    # Times: http://translationjournal.net/journal/04stndrd.htm: six seconds for two full lines,
    # one and a half for a word, a quarter of a second between two.
    "ebu": Profile(
        {
            "line_length": 37,
            "lines": 2,
            "speed": 12.5,
            "min_duration": 1.5,
            "max_duration": 6,
            "gap": 0.25,
        },
        {"ja": {**_HALVES}, "zh": {**_HALVES}, "ko": {**_HALVES}},
    ),
    # Our own, for the words of a speech recogniser.
    "asr": Profile(
        {
            "line_length": 42,
            "lines": 2,
            "speed": 20,
            "min_duration": 5 / 6,
            "max_duration": 7,
            "gap": 0.08,
            "close_gap": 0.3,
            "pause": 0.7,
        },
        {
            "ja": {"line_length": 16, "speed": 8, **_HALVES},
            "ko": {"line_length": 16, "speed": 12, **_HALVES},
            "zh": {"line_length": 16, "speed": 9, **_HALVES},
            "th": {"line_length": 35},
        },
    ),
}


def find_limits(
    profile: str,
    context: Context,
    *,
    children: bool = False,
    changes: Mapping[str, Any] | None = None,
) -> Limits:
    """The figures of a profile for the language of a track.

    Args:
        profile: a key of ``PROFILES``, or the name of a TOML file that ends in ``.toml``.
        context: tells the language, and reads the file.
        children: take the reading speed of children.
        changes: fields of ``Limits`` that the caller sets; None values are not looked at.

    Raises:
        UsageError: there is no such profile or figure, or a figure makes no sense.
    """
    found = _parsed(context.read(profile), profile) if profile.endswith(".toml") else None
    found = found or PROFILES.get(profile)
    if found is None:
        raise UsageError(
            f"profile {profile!r} is not known; known are: {', '.join(PROFILES)}, "
            "or a file whose name ends in .toml"
        )
    values = {**found.limits, **found.languages.get(context.primary, {})}
    asked = {key: value for key, value in (changes or {}).items() if value is not None}
    if "gap" in asked:
        values["gap_frames"] = None
    limits = _limits({**values, **asked}, f"profile {profile!r}")
    if not children:
        return limits
    if limits.children_speed is None:
        raise UsageError(f"profile {profile!r} states no reading speed of children")
    return replace(limits, speed=limits.children_speed, words_per_minute=None)


def _parsed(text: str, name: str) -> Profile:
    """A profile of one's own.

    ``extends`` names the one it begins with (default: ``netflix``); beside it stand fields of
    ``Limits``, and what differs by language in ``[language.ja]`` tables.
    """
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UsageError(f"{name}: {error}") from None
    base = PROFILES.get(str(table.pop("extends", "netflix")))
    languages = table.pop("language", {})
    if base is None:
        raise UsageError(f"{name}: extends names one of {', '.join(PROFILES)}")
    if not isinstance(languages, dict) or not all(isinstance(v, dict) for v in languages.values()):
        raise UsageError(f"{name}: write [language.ja] tables")
    if "gap" in table:
        table.setdefault("gap_frames", None)
    merged = {
        key: {**base.languages.get(key, {}), **table, **languages.get(key, {})}
        for key in {*base.languages, *languages}
    }
    for values in ({**base.limits, **table}, *merged.values()):
        _limits(values, name)
    return Profile({**base.limits, **table}, merged)


def _limits(values: Mapping[str, Any], where: str) -> Limits:
    try:
        limits = msgspec.convert(dict(values), Limits, strict=False)
    except msgspec.ValidationError as error:
        raise UsageError(f"{where}: {error}") from None
    _refuse_nonsense(limits, where)
    return limits


def _refuse_nonsense(limits: Limits, where: str) -> None:
    for name in _ABOVE_ZERO + _NOT_BELOW_ZERO:
        value = getattr(limits, name)
        if value is None:
            continue
        if not 0 <= value <= MAX_FIGURE or (value == 0 and name in _ABOVE_ZERO):
            raise UsageError(f"{where}: {name} {value:g} makes no sense")
    if not 1 <= limits.lines <= MAX_LINES:
        raise UsageError(f"{where}: lines {limits.lines} is not between 1 and {MAX_LINES}")
    if limits.gap_frames is not None and not 0 <= limits.gap_frames <= 1000:
        raise UsageError(f"{where}: gap_frames {limits.gap_frames:g} makes no sense")
    if limits.max_duration is not None and limits.max_duration < limits.min_duration:
        raise UsageError(f"{where}: max_duration is below min_duration")
    frame_rate(limits.frame_rate)

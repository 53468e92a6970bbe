"""Settles every output name of a source before anything is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cuelift.errors import UsageError
from cuelift.extract.template import parse_template, safe, source_values
from cuelift.format import FORMATS
from cuelift.media import Track
from cuelift.store import parse_uri


class Output(NamedTuple):
    """One file to write."""

    track: int
    """``Track.index``."""
    format: str
    """A key of ``FORMATS``."""
    part: str
    """Empty, or ``forced`` or ``full`` where a track's cues are split."""
    uri: str


class Wanted(NamedTuple):
    """One file that is wanted, before it has a name."""

    track: Track
    format: str
    part: str

    @property
    def forced(self) -> bool:
        """Whether it holds forced cues alone."""
        return self.part == "forced" or (self.track.forced and not self.part)


def name_outputs(
    wanted: Sequence[Wanted], template: str | None, values: Mapping[str, str], *, beside: bool
) -> list[Output]:
    """Names the files of one source.

    Args:
        wanted: the files, in order.
        template: as the user gave it; None: the default name.
        values: the source's variables.
        beside: whether the default lies beside the source, else in the working directory.

    Raises:
        UsageError: two files would get the same name, or a name climbs out by ``..``.
    """
    if template is None:
        folder = values["dirname"] + "/" if beside and values["dirname"] != "." else ""
        names = _default_names(wanted, folder + values["barename"])
    elif template.endswith("/"):
        folder = parse_template(template).expand(values)
        names = _default_names(wanted, folder + values["barename"])
    else:
        parsed = parse_template(template)
        names = [
            parsed.expand({**values, **_track_values(item, number)})
            for number, item in enumerate(wanted, 1)
        ]
    _refuse_collisions(wanted, names, template)
    return [
        Output(item.track.index, item.format, item.part, name)
        for item, name in zip(wanted, names, strict=True)
    ]


def _default_names(wanted: Sequence[Wanted], base: str) -> list[str]:
    names: list[str] = []
    taken: set[str] = set()
    for item in wanted:
        stem = f"{base}.{safe(item.track.language or 'und')}"
        stem += ".forced" * item.forced + ".sdh" * item.track.hearing_impaired
        extension = FORMATS[item.format].extension
        name, number = f"{stem}.{extension}", 1
        while name in taken:
            number += 1
            name = f"{stem}.{number}.{extension}"
        taken.add(name)
        names.append(name)
    return names


def _track_values(item: Wanted, number: int) -> dict[str, str]:
    track = item.track
    return {
        "streamindex": str(track.index),
        "index": str(number),
        "autoext": FORMATS[item.format].extension,
        "language": safe(track.language or "und"),
        "codec": track.codec or "unknown",
        "forced": "forced" if item.forced else "",
        "title": safe(track.title or ""),
    }


def _refuse_collisions(wanted: Sequence[Wanted], names: list[str], template: str | None) -> None:
    first: dict[str, Wanted] = {}
    for item, name in zip(wanted, names, strict=True):
        if ".." in name.split("/") and ".." not in (template or "").split("/"):
            raise UsageError(f"output name {name!r} climbs out of its folder")
        other = first.setdefault(name, item)
        if other is not item:
            raise UsageError(
                f"{_what(other)} and {_what(item)} would both be written to {name!r}; "
                f"add {_missing(other, item)} to the output name {template!r}"
            )


def _what(item: Wanted) -> str:
    part = f" ({item.part})" if item.part else ""
    return f"track {item.track.index}{part} as {item.format}"


def _missing(one: Wanted, other: Wanted) -> str:
    if one.track.index != other.track.index:
        return "{streamindex}"
    return "{autoext}" if one.format != other.format else "{forced}"


def source_skeleton(uri: str, template: str | None) -> str:
    """An output name with the source's variables put in and the tracks' left open.

    Two sources with the same skeleton would write over each other.
    """
    values = values_of(uri, None, 0.0)
    beside = parse_uri(uri).scheme == "file"
    if template is None:
        return (values["dirname"] + "/" if beside else "") + values["barename"]
    if template.endswith("/"):
        return parse_template(template).expand(values) + values["barename"]
    return parse_template(template).expand(values)


def values_of(uri: str, modified_ns: int | None, begun_s: float) -> dict[str, str]:
    """The template variables of a source.

    Args:
        uri: as the user gave it.
        modified_ns: when the object was written, since the epoch; None: not known.
        begun_s: when the run began, since the epoch.
    """
    location = parse_uri(uri)
    key = location.key
    if location.scheme == "file":
        key = uri if not uri.startswith("file:") else key
    elif location.scheme in ("http", "https"):
        key = key.split("?", 1)[0].strip("/")
    return source_values(location.root, key, modified_ns, begun_s)

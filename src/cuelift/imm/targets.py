"""Reads Sources and Targets of CreateMediaConvertTask; what would be transcoding is refused.

Spec: Alibaba Cloud Intelligent Media Management 2020-09-30, CreateMediaConvertTask and the types
Target, TargetSubtitle.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeAlias

import msgspec

from cuelift.errors import UsageError
from cuelift.format import FORMATS, find_format
from cuelift.imm.errors import invalid, missing
from cuelift.imm.fields import Fields
from cuelift.imm.locations import check_source, check_template, used_variables
from cuelift.imm.parameters import shown
from cuelift.imm.times import read_seconds
from cuelift.jobs.model import TargetSpec, TaskSpec
from cuelift.store import parse_uri

Validator: TypeAlias = Callable[[str], str]
"""Takes the text of a processing option, returns it as it is kept; raises UsageError."""

OPTION_TAG = "cuelift:"
"""Begins the names of tags that are processing options."""
MAX_TARGETS = 100
ALL_ABOVE = 100
"""A stream number above this one means all streams."""

_NO_TRANSCODING = "transcoding is not done here, only caption extraction"
_TRANSCODING: Mapping[str, Any] = MappingProxyType({
    "Container": None,
    "URI": None,
    "Video": {"DisableVideo": True},
    "Audio": {"DisableAudio": True},
    "Image": None,
    "Segment": None,
    "AttachedPicture": None,
    "Data": None,
    "Speed": 1,
})  # fmt: skip
"""Fields of a target that ask for more than captions, and the value that does not."""


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """The one film of a task."""

    uri: str
    start_ns: int
    duration_ns: int | None


def read_source(sources: Sequence[Any], schemes: Collection[str]) -> Source:
    """Of the parameter Sources.

    Args:
        sources: as it was sent.
        schemes: beside ``oss``.

    Raises:
        WireError: several films, captions to be put in, or a bad value.
    """
    if len(sources) != 1:
        raise invalid("Sources", "several sources would be joined, which is not done here")
    fields = Fields(sources[0], "Sources[0]")
    uri = fields.text("URI")
    if uri is None:
        raise missing("Sources[0].URI")
    check_source("Sources[0].URI", uri, schemes)
    start = read_seconds("Sources[0].StartTime", fields.take("StartTime") or 0)
    duration = read_seconds("Sources[0].Duration", fields.take("Duration") or 0)
    fields.refuse("Subtitles", "captions are not put into films here")
    if fields.flag("Attached"):
        raise invalid("Sources[0].Attached", "a further stream would be joined")
    align = fields.take("AlignMode")
    if align not in (None, False) and str(align).lower() != "false":
        raise invalid("Sources[0].AlignMode", "it is of use for attached sources only")
    fields.flag("DisableAudio")
    fields.flag("DisableVideo")
    fields.done()
    return Source(uri=uri, start_ns=start, duration_ns=duration or None)


def read_targets(
    targets: Sequence[Any],
    source: Source,
    tags: Mapping[str, Any],
    supported: Mapping[str, Validator],
) -> TaskSpec:
    """Of the parameter Targets.

    Args:
        targets: as it was sent.
        source: the film.
        tags: of the task: variables of output names, and processing options.
        supported: processing options by name.

    Returns: the task's work, without its message.

    Raises:
        WireError: a field or a processing option is not known, not supported, or has a bad value.
    """
    if len(targets) > MAX_TARGETS:
        raise invalid("Targets", f"there are at most {MAX_TARGETS}")
    options = _Options(supported)
    for name, value in tags.items():
        if name.startswith(OPTION_TAG):
            options.add(f"Tags.{name[:80]}", name.removeprefix(OPTION_TAG), value)
    variables = tag_variables(tags)
    bucket = parse_uri(source.uri).root if source.uri.startswith("oss://") else ""
    made = [
        _target(Fields(value, f"Targets[{number}]"), variables, bucket, options)
        for number, value in enumerate(targets)
    ]
    wanted = tuple(target for target in made if target is not None)
    return TaskSpec(
        source=source.uri,
        targets=wanted,
        start_ns=source.start_ns,
        duration_ns=source.duration_ns,
        options=options.values,
        variables=used_variables([target.template for target in wanted], variables),
    )


def tag_variables(tags: Mapping[str, Any]) -> dict[str, str]:
    """``tags.NAME`` for each tag whose value is a text, number or truth value."""
    return {
        f"tags.{name}": scalar
        for name, value in tags.items()
        if (scalar := scalar_text(value)) is not None and name.isprintable()
    }


def scalar_text(value: Any) -> str | None:
    """The text of a JSON value; None: it is none that has one (null, array, object)."""
    if isinstance(value, str):
        return value
    if value is None or isinstance(value, list | dict):
        return None
    return msgspec.json.encode(value).decode()


_MAIN = frozenset(("to", "policy", "passes"))


class _Options:
    """Processing options, gathered from tags and targets."""

    def __init__(self, supported: Mapping[str, Validator]) -> None:
        self._supported = supported
        self.values: dict[str, str] = {}

    def add(self, path: str, name: str, value: Any) -> None:
        """Adds an option: a text, number or truth value, a list of them, or an object.

        A list is its values with commas between them. The fields of an object are options of
        their own, ``translate-engine`` for ``Engine`` of ``Translate``; ``To`` and ``Policy`` are
        the option itself.
        """
        name = name.lower()
        if value == {}:
            raise invalid(path, "it is an object without fields")
        if isinstance(value, dict):
            for key, item in value.items():
                own = name if key.lower() in _MAIN else f"{name}-{key}"
                self.add(f"{path}.{key[:80]}", own, item)
            return
        if isinstance(value, list) and None not in map(scalar_text, value):
            value = ",".join([scalar_text(item) or "" for item in value])
        validate = self._supported.get(name)
        if validate is None:
            known = ", ".join(sorted(self._supported)) or "none"
            raise invalid(path, f"it is no processing option that is supported (known: {known})")
        text = scalar_text(value)
        if text is None:
            raise invalid(path, "it is a text, a number, a truth value, or a list of them")
        try:
            text = validate(text)
        except UsageError as error:
            raise invalid(path, error.message) from None
        if self.values.setdefault(name, text) != text:
            raise invalid(path, "it has another value elsewhere in the request")


def _target(
    fields: Fields, variables: Mapping[str, str], bucket: str, options: _Options
) -> TargetSpec | None:
    for name, harmless in _TRANSCODING.items():
        if (value := fields.take(name)) is not None and _set_fields(value) != harmless:
            raise invalid(fields.name(name), _NO_TRANSCODING)
    fields.flag("StripMetadata")
    subtitle = fields.object("Subtitle")
    fields.done()
    disabled = subtitle.flag("DisableSubtitle")
    tracks = _tracks(subtitle)
    extract = subtitle.object("ExtractSubtitle")
    subtitle.done()
    if disabled:
        return None
    return _extract(extract, tracks, variables, bucket, options)


def _set_fields(value: Any) -> Any:
    return Fields(value, "").rest() if isinstance(value, dict) else value


def _tracks(subtitle: Fields) -> tuple[int, ...]:
    path, numbers = subtitle.name("Stream"), subtitle.array("Stream")
    for number in numbers:
        if isinstance(number, bool) or not isinstance(number, int) or number < 0:
            raise invalid(path, "it is an array of numbers of caption streams, from 0")
    if any(number > ALL_ABOVE for number in numbers):
        return ()
    return tuple(sorted(set(numbers)))


def _extract(
    fields: Fields,
    tracks: tuple[int, ...],
    variables: Mapping[str, str],
    bucket: str,
    options: _Options,
) -> TargetSpec:
    name, uri = fields.text("Format", 32), fields.text("URI")
    if name is None and uri is None:
        raise invalid(
            fields.path, "a target without it would copy captions into a video, " + _NO_TRANSCODING
        )
    if name is None:
        raise missing(fields.name("Format"))
    if uri is None:
        raise missing(fields.name("URI"))
    entry = find_format(name)
    if entry is None:
        raise invalid(
            fields.name("Format"), f"{shown(name)} is none of {', '.join((*FORMATS, 'vtt'))}"
        )
    for option, value in fields.rest().items():
        options.add(fields.name(option[:80]), option, value)
    template = check_template(fields.name("URI"), uri, variables, bucket)
    return TargetSpec(format=entry.name, template=template, tracks=tracks)

"""Settles every output name of a source before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

import msgspec

from cuelift.errors import UsageError
from cuelift.extract.template import (
    TRACK_VARIABLES,
    Template,
    parse_template,
    prefix_template,
    safe,
    source_values,
    without_separators,
)
from cuelift.extract.tracks import kind_of
from cuelift.format import FORMATS
from cuelift.media import Track
from cuelift.store import parse_uri

OBJECT_SCHEMES = frozenset(("oss", "s3"))
KEY_BYTES = 1023
LONGEST_PICTURE = "0" * 32 + ".png"
"""As long as any file name in a folder of pictures."""


class Output(msgspec.Struct, frozen=True):
    """One file to write."""

    track: int
    """``Track.index``."""
    format: str
    """A key of ``FORMATS``."""
    part: str
    """Empty, or ``forced`` or ``full`` where a track's cues are split."""
    uri: str
    """Of the file, or of the folder."""
    target: int = 0
    """Position among the targets."""
    language: str = ""
    """What the text is translated to; empty: it is not."""

    @property
    def files(self) -> list[str]:
        """The file; of a folder those that list the others, which are named by their content."""
        indexes = FORMATS[self.format].indexes
        return [f"{self.uri}/{name}" for name in indexes] if indexes else [self.uri]


class Wanted(msgspec.Struct, frozen=True):
    """One file that is wanted, before it has a name."""

    track: Track
    format: str
    part: str
    language: str = ""
    """What the text is translated to; empty: it is not."""

    @property
    def spoken(self) -> str:
        """The language of the file, made fit to be part of its name."""
        return safe(self.language or self.track.language or "und")

    @property
    def forced(self) -> bool:
        """Whether it holds forced cues alone."""
        return self.part == "forced" or (self.track.forced and not self.part)


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """How a target's names are made."""

    template: str | None
    """As the user gave it; None: the default name."""
    prefix: bool = False
    """Whether ``prefix_template`` reads it."""
    extra: Mapping[str, str] = {}
    """Further variables; their values are made fit to be part of a file name."""

    @property
    def parsed(self) -> Template:
        """The template, read.

        Raises:
            UsageError: it cannot be.
        """
        parse = prefix_template if self.prefix else parse_template
        return parse(self.template or "", self.extra)


def name_outputs(
    wanted: Sequence[Wanted],
    template: str | Place | None,
    values: Mapping[str, str],
    *,
    local: bool,
    chosen: Collection[int] | None = None,
    written: Callable[[Wanted], bool] | None = None,
) -> list[Output]:
    """Names the files of one target of one source.

    Args:
        wanted: a file for each readable track, format and part, in order. Default names count
            all of them, so that a track has the same name in whatever run it is chosen.
        template: of the names; None: the default name.
        values: the source's variables.
        local: whether the source is a file of this machine: the default name lies beside it,
            else in the working directory, and its own path may lead elsewhere.
        chosen: tracks whose files are wanted; None: all.
        written: tells files that turned out to be written, which ``{index}`` counts; None: not
            known yet, it counts all that are chosen.

    Raises:
        UsageError: two files would get the same name, the source's own name would lead an
            output out of the folder that the template tells, or a name is no key of its store.
    """
    place = template if isinstance(template, Place) else Place(template=template)
    template = place.template
    taken = [item for item in wanted if _chosen(item, chosen)]
    if written is not None:
        taken = [item for item in taken if written(item)]
    values = {**values, **{name: safe(value) for name, value in place.extra.items()}}
    if template is None or template.endswith("/"):
        beside = "{dirname}/" if local and values["dirname"] != "." else ""
        parsed = parse_template(beside) if template is None else place.parsed
        every = _default_names(wanted, parsed.expand(values) + values["barename"])
        named = dict(zip(map(_which, wanted), every, strict=True))
        names = [named[_which(item)] for item in taken]
    else:
        parsed = place.parsed
        names = [
            _tagged(parsed.expand({**values, **_track_values(item, number)}), item, parsed)
            for number, item in enumerate(taken, parsed.first_index)
        ]
    names = [_contained(name, parsed, values, local=local) for name in names]
    names = [object_name(name) for name in names]
    for item, name in zip(taken, names, strict=True):
        if FORMATS[item.format].indexes:
            object_name(f"{name}/{LONGEST_PICTURE}")
    _refuse_collisions(taken, names, template)
    return [
        Output(item.track.index, item.format, item.part, name, language=item.language)
        for item, name in zip(taken, names, strict=True)
    ]


def name_of_source(template: str, values: Mapping[str, str], *, local: bool) -> str:
    """The name of a file that a source has one of.

    Args:
        template: of the name; it has the source's variables alone.
        values: the source's variables.
        local: as for ``name_outputs``.

    Raises:
        UsageError: a variable of tracks, or no name for a file.
    """
    parsed = parse_template(template)
    if foreign := parsed.variables.intersection(TRACK_VARIABLES):
        raise UsageError(
            f"{template!r} names one file of a source; {{{min(foreign)}}} is of its tracks"
        )
    return object_name(_contained(parsed.expand(values), parsed, values, local=local))


def _which(item: Wanted) -> tuple[int, str, str, str]:
    return item.track.index, item.format, item.part, item.language


def _tagged(name: str, item: Wanted, parsed: Template) -> str:
    """The name; that of a translation tells its language before the extension."""
    if not item.language or "language" in parsed.variables:
        return name
    folder, slash, last = name.rpartition("/")
    stem, dot, extension = last.rpartition(".")
    tagged = f"{stem}.{item.spoken}.{extension}" if dot and stem else f"{last}.{item.spoken}"
    return folder + slash + tagged


def object_name(name: str) -> str:
    """An output name; that of an object is checked, and loses the segments that say "here".

    Raises:
        UsageError: the key of an object is empty, absolute or too long, has an empty or ``..``
            segment, or holds control characters.
    """
    if name.partition("://")[0].lower() not in OBJECT_SCHEMES or "://" not in name:
        return name
    scheme, _, rest = name.partition("://")
    bucket, _, key = rest.partition("/")
    segments = [part for part in key.split("/") if part != "."]
    if "" in segments or ".." in segments or any(map(_is_control, key)):
        raise UsageError(
            f"output name {name!r}: the key of an object has no empty or '..' segments and no "
            "control characters"
        )
    key = "/".join(segments)
    if not key or len(key.encode("utf-8", "surrogatepass")) > KEY_BYTES:
        raise UsageError(f"output name {name[:80]!r}: a key has 1 to {KEY_BYTES} bytes")
    return f"{scheme}://{bucket}/{key}"


def _is_control(char: str) -> bool:
    return char < " " or "\x7f" <= char <= "\x9f"


def _chosen(item: Wanted, chosen: Collection[int] | None) -> bool:
    return chosen is None or item.track.index in chosen


def _contained(name: str, parsed: Template, values: Mapping[str, str], *, local: bool) -> str:
    """The name, if it lies where the template's own text puts it; a colon makes no scheme of it.

    The path of a local source was given by the user, as the template was; keys of remote ones,
    and titles in films, were not.
    """
    if name.startswith("/") and not parsed.head.startswith("/"):
        first = parsed.parts[0][1]
        if not (local and not parsed.head and first in ("key", "dirname")):
            raise UsageError(f"output name {name!r} is absolute, {parsed.text!r} is not")
    steps = _steps_up("".join(literal + "_" for literal, _ in parsed.parts))
    if local:
        steps += sum(_steps_up(values[key]) for key in parsed.variables & values.keys())
    if _steps_up(name) > steps:
        raise UsageError(f"output name {name!r} climbs out of its folder")
    if ":" in name.partition("/")[0] and ":" not in parsed.head.partition("/")[0]:
        return f"./{name}"
    return name


def _steps_up(path: str) -> int:
    return path.split("/").count("..")


def _default_names(wanted: Sequence[Wanted], base: str) -> list[str]:
    """The default names; first text, then pictures, then translations.

    So the name of a file never depends on what else is made.
    """
    names: dict[int, str] = {}
    taken: set[str] = set()
    for at, item in sorted(enumerate(wanted), key=_rank):
        stem = f"{base}.{item.spoken}"
        stem += ".forced" * item.forced + ".sdh" * item.track.hearing_impaired
        extension = FORMATS[item.format].extension
        name, number = f"{stem}.{extension}", 1
        while name in taken:
            number += 1
            name = f"{stem}.{number}.{extension}"
        taken.add(name)
        names[at] = name
    return [names[at] for at in range(len(wanted))]


def _rank(each: tuple[int, Wanted]) -> tuple[bool, bool]:
    return bool(each[1].language), kind_of(each[1].track) != "text"


def _track_values(item: Wanted, number: int) -> dict[str, str]:
    track = item.track
    return {
        "streamindex": str(track.index),
        "index": str(number),
        "autoext": FORMATS[item.format].extension,
        "language": item.spoken,
        "codec": track.codec or "unknown",
        "forced": "forced" if item.forced else "",
        "title": safe(track.title or ""),
    }


def _refuse_collisions(wanted: Sequence[Wanted], names: list[str], template: str | None) -> None:
    first: dict[str, Wanted] = {}
    for item, name in zip(wanted, names, strict=True):
        other = first.setdefault(name, item)
        if other is not item:
            raise UsageError(
                f"{_what(other)} and {_what(item)} would both be written to {name!r}; "
                f"add {_missing(other, item)} to the output name {template!r}"
            )


def _what(item: Wanted) -> str:
    part = f" ({item.part})" if item.part else ""
    part += f" in {item.language}" if item.language else ""
    return f"track {item.track.index}{part} as {item.format}"


def _missing(one: Wanted, other: Wanted) -> str:
    if one.track.index != other.track.index:
        return "{streamindex}"
    return "{autoext}" if one.format != other.format else "{forced}"


def source_skeleton(uri: str, template: str | None, extra: Mapping[str, str] | None = None) -> str:
    """An output name with the source's variables put in and the tracks' left open.

    Two sources with the same skeleton would write over each other.
    """
    extra = extra or {}
    values = {**values_of(uri, None, 0.0), **extra}
    beside = parse_uri(uri).scheme == "file"
    if template is None:
        return (values["dirname"] + "/" if beside else "") + values["barename"]
    if template.endswith("/"):
        return parse_template(template, extra).expand(values) + values["barename"]
    return parse_template(template, extra).expand(values)


def values_of(uri: str, modified_ns: int | None, begun_s: float) -> dict[str, str]:
    """The template variables of a source.

    Args:
        uri: as the user gave it.
        modified_ns: when the object was written, since the epoch; None: not known.
        begun_s: when the run or its task began, since the epoch.
    """
    location = parse_uri(uri)
    root, key = location.root, location.key
    if location.scheme == "file":
        key = uri if not uri.startswith("file:") else key
    elif location.scheme in ("http", "https"):
        root = root.rpartition("//")[2].rpartition("@")[2]
        key = _decoded(key.split("?", 1)[0].strip("/"))
        if not key:
            values = source_values(root, root, modified_ns, begun_s)
            return {**values, "barename": root, "ext": ""}
    return source_values(root, key, modified_ns, begun_s)


def _decoded(path: str) -> str:
    """A URL's path as it reads; encoded separators stay within their segment."""
    if "%" not in path:
        return path
    from urllib.parse import unquote

    return "/".join(map(without_separators, map(unquote, path.split("/"))))

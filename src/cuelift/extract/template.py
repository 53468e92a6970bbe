"""Expands output names: ``{barename}.{streamindex}.{autoext}``.

A strict parser of its own: ``str.format`` would let a name reach into objects.
"""

from __future__ import annotations

import re
import time
from collections.abc import Collection, Mapping, Sequence

import msgspec

from cuelift.errors import UsageError

SOURCE_VARIABLES = ("bucket", "key", "dirname", "barename", "basename", "ext")
TIME_VARIABLES = ("year", "mon", "day", "hour", "min", "sec")
TRACK_VARIABLES = (
    "streamindex", "index", "autoext", "language", "codec", "forced", "title",
)  # fmt: skip
VARIABLES = (
    *SOURCE_VARIABLES,
    *TIME_VARIABLES,
    *(f"t_{name}" for name in TIME_VARIABLES),
    *TRACK_VARIABLES,
)

_PART = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_PERCENT_D = re.compile(r"%0?\d*d")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f/\\]+")
NAME_BYTES = 200
"""Longest text out of a file within a file name; file systems take 255 bytes for all of it."""


class Template(msgspec.Struct, frozen=True):
    """A parsed output name: literal texts and variables in turn."""

    text: str
    parts: tuple[tuple[str, str | None], ...]
    """(literal text, variable behind it or None)."""
    first_index: int = 1
    """What ``{index}`` is of the first file."""

    @property
    def variables(self) -> frozenset[str]:
        """The variables that are used."""
        return frozenset(name for _, name in self.parts if name is not None)

    @property
    def head(self) -> str:
        """The literal text before the first variable."""
        return self.parts[0][0]

    def expand(self, values: Mapping[str, str]) -> str:
        """The name for these values; a variable without one stands as it is written.

        An empty value takes a dot beside it along: ``film.{forced}.vtt`` becomes ``film.vtt``.
        """
        made, gap = "", False
        for literal, name in self.parts:
            if gap and made[-1:] in ("", "/", "."):
                literal = literal.removeprefix(".")
            made += literal
            if name is not None:
                value = values.get(name, "{" + name + "}")
                gap = not value
                made += value
        return made.removesuffix(".") if gap and not self.parts[-1][0] else made


def parse_template(text: str, extra: Collection[str] = ()) -> Template:
    """Parses an output name.

    Args:
        text: with variables in braces; ``{{`` and ``}}`` are braces.
        extra: further variables that the caller has values for, as ``tags.NAME``.

    Raises:
        UsageError: an unknown variable, a lone brace, a printf-style ``%d``, ``-``, or a bucket
            that another variable than ``{bucket}`` would name.
    """
    if text == "-":
        raise UsageError("captions are written to files, not to standard output; write ./- for '-'")
    if match := _PERCENT_D.search(text):
        raise UsageError(
            f"output name {text!r}: {match[0]!r} is not a variable here; write {{streamindex}} "
            "for the number of the caption track"
        )
    parts: list[tuple[str, str | None]] = []
    literal = ""
    at = 0
    for match in _PART.finditer(text):
        literal += text[at : match.start()]
        at = match.end()
        token = match[0]
        if token in ("{{", "}}"):
            literal += token[0]
        elif match[1] is None:
            raise UsageError(f"output name {text!r}: lone {token!r}; write {token * 2!r} for it")
        else:
            parts.append((literal, _known(match[1], text, extra)))
            literal = ""
    parts.append((literal + text[at:], None))
    _check_bucket(text, parts)
    return Template(text, tuple(parts))


def _check_bucket(text: str, parts: Sequence[tuple[str, str | None]]) -> None:
    """Titles and tags are not the operator's words: they choose no bucket and no host."""
    made = ""
    for literal, name in parts:
        made += literal
        scheme, colon, rest = made.partition("://")
        if colon and scheme.isalnum() and "/" not in rest and name not in (None, "bucket"):
            raise UsageError(
                f"output name {text!r}: a bucket is named by its name or {{bucket}}, not {{{name}}}"
            )
        made += "_"


def prefix_template(text: str, extra: Collection[str] = ()) -> Template:
    """Parses an output name; one without variable and extension is the beginning of names.

    ``oss://bucket/captions`` stands for ``oss://bucket/captions_{index}.{autoext}``, where the
    first file has index 0.

    Raises:
        UsageError: as ``parse_template``.
    """
    parsed = parse_template(text, extra)
    name = text.rpartition("/")[2]
    if parsed.variables or not name or "." in name:
        return parsed
    parts = ((f"{parsed.head}_", "index"), (".", "autoext"), ("", None))
    return Template(text, parts, first_index=0)


def _known(name: str, text: str, extra: Collection[str]) -> str:
    if name in VARIABLES or name in extra:
        return name
    hint = "" if name not in ("", "n", "track", "stream", "i") else "; did you mean {streamindex}?"
    known = ", ".join([*VARIABLES, *sorted(extra)])
    raise UsageError(f"output name {text!r}: unknown variable {{{name}}}{hint} (known: {known})")


def source_values(root: str, key: str, modified_ns: int | None, begun_s: float) -> dict[str, str]:
    """The variables that one source settles.

    Args:
        root: its bucket or host, may be empty.
        key: its path or object key, without query.
        modified_ns: when it was uploaded, since the epoch; None: not known.
        begun_s: when the run began, since the epoch.
    """
    dirname, _, basename = key.rpartition("/")
    stem, dot, ext = basename.rpartition(".")
    barename = stem if dot and stem else basename
    values = {
        "bucket": root,
        "key": key,
        "dirname": dirname or ("." if not key.startswith("/") else ""),
        "barename": barename,
        "basename": basename,
        "ext": ext if dot and stem else "",
    }
    modified = time.gmtime(begun_s if modified_ns is None else modified_ns / 1e9)
    begun = time.gmtime(begun_s)
    for name, code in zip(TIME_VARIABLES, ("%Y", "%m", "%d", "%H", "%M", "%S"), strict=True):
        values[name] = time.strftime(code, modified)
        values[f"t_{name}"] = time.strftime(code, begun)
    return values


def without_separators(value: str) -> str:
    """A text that cannot be more than one segment of a path, without control characters."""
    return _UNSAFE.sub("_", value)


def safe(value: str) -> str:
    """A text out of a file, fit to be part of a file name: short, one segment, no controls."""
    clean = without_separators(value).strip(". ")
    return clean.encode("utf-8", "replace")[:NAME_BYTES].decode("utf-8", "ignore")

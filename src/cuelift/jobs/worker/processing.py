"""Processing options that a task may state by name, each as text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final, Literal, NamedTuple

from msgspec.structs import replace

from cuelift.errors import UsageError
from cuelift.extract.options import ExtractOptions

Check = Callable[[str], str]
"""Takes the text of an option, returns it as it is kept; raises UsageError."""


class _Option(NamedTuple):
    values: Mapping[str, Any]
    """By text; empty: any language tag."""
    part: Literal["", "selection", "ocr"] = ""
    """Of the extraction's options."""
    field: str | None = None
    """None: as the option is called."""


def _words(*words: str) -> dict[str, Any]:
    return {word: word for word in words}


_SWITCH: Final[Mapping[str, Any]] = {"true": True, "false": False}
_OPTIONS: Final[Mapping[str, _Option]] = MappingProxyType({
    "bom": _Option(_SWITCH),
    "flatten": _Option(_SWITCH),
    "forced": _Option(_words("all", "only", "split"), "selection"),
    "newline": _Option(_words("lf", "crlf")),
    "ocr": _Option(_words("fast", "default", "consensus", "off"), "ocr", "policy"),
    "ocr-language": _Option({}, "ocr", "language"),
    "rtl": _Option(_words("keep", "wrap")),
    "speakers": _Option(_words("auto", "prefix", "off")),
    "styles": _Option(_words("basic", "full")),
    "timeline": _Option(_words("presentation", "raw"), "selection"),
})  # fmt: skip


def _check(name: str) -> Check:
    def check(text: str) -> str:
        found = text.strip().lower()
        values = _OPTIONS[name].values
        if not values:
            return _language(name, text.strip())
        if found not in values:
            raise UsageError(f"{name} is one of {', '.join(values)}, not {text[:80]!r}")
        return found

    return check


def _language(name: str, text: str) -> str:
    if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}", text) is None:
        raise UsageError(f"{name} is one language tag, as en or zh-Hant, not {text[:80]!r}")
    return text


PROCESSING: Final[Mapping[str, Check]] = MappingProxyType({name: _check(name) for name in _OPTIONS})
"""What is supported, with what checks and tidies a value. Meanings are those of the options of
``cuelift extract`` with the same names."""


def with_processing(options: ExtractOptions, wanted: Mapping[str, str]) -> ExtractOptions:
    """Applies the processing options of a task.

    Raises:
        UsageError: one is unknown, or its value is.
    """
    parts: dict[str, dict[str, Any]] = {"": {}, "selection": {}, "ocr": {}}
    for name, text in wanted.items():
        if name not in PROCESSING:
            raise UsageError(f"{name[:80]!r} is no processing option")
        option = _OPTIONS[name]
        kept = PROCESSING[name](text)
        parts[option.part][option.field or name] = option.values.get(kept, kept)
    return replace(
        options,
        selection=replace(options.selection, **parts["selection"]),
        ocr=replace(options.ocr, **parts["ocr"]),
        **parts[""],
    )

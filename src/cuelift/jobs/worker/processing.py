"""Processing options that a task may state by name, each as text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final, Literal, NamedTuple

from msgspec.structs import replace

from cuelift.errors import UsageError
from cuelift.extract.languages import target_tag
from cuelift.extract.options import ExtractOptions
from cuelift.jobs.config import Translation

MAX_TRANSLATIONS = 20
"""Languages that one task translates into."""

Check = Callable[[str], str]
"""Takes the text of an option, returns it as it is kept; raises UsageError."""


class _Option(NamedTuple):
    values: Mapping[str, Any]
    """By text; empty: ``check`` tells what may stand there."""
    part: Literal["", "selection", "ocr", "translate"] = ""
    """Of the extraction's options."""
    field: str | None = None
    """None: as the option is called."""
    check: Callable[[str, str], str] | None = None
    """Takes the option's name and its text, returns it as it is kept."""
    read: Callable[[str], Any] = str
    """Makes the value of what is kept."""


def _language(name: str, text: str) -> str:
    if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}", text) is None:
        raise UsageError(f"{name} is one language tag, as en or zh-Hant, not {text[:80]!r}")
    return text


def _languages(name: str, text: str) -> str:
    tags = [target_tag(part.strip()) for part in text.split(",") if part.strip()]
    if not 0 < len(tags) <= MAX_TRANSLATIONS:
        raise UsageError(f"{name} names 1 to {MAX_TRANSLATIONS} languages, not {len(tags)}")
    return ",".join(dict.fromkeys(tags))


def _recipe(name: str, text: str) -> str:
    from cuelift.text.recipe import parse_recipe

    try:
        for step in parse_recipe(text, _no_file):
            if folder := getattr(step.options, "folder", None):
                _no_file(folder)
    except UsageError as error:
        raise UsageError(f"{name}: {error.message}") from None
    return text


def _no_file(name: str) -> str:
    raise UsageError(f"{name[:80]!r}: profiles of the server's machine are not read")


def _entry(name: str, text: str) -> str:
    if re.fullmatch(r"[\w.-]{1,64}", text) is None:
        raise UsageError(f"{name} is a name out of the server's configuration, not {text[:80]!r}")
    return text


def _tuple(text: str) -> tuple[str, ...]:
    return tuple(text.split(","))


def _words(*words: str) -> dict[str, Any]:
    return {word: word for word in words}


_SWITCH: Final[Mapping[str, Any]] = {"true": True, "false": False}
_OPTIONS: Final[Mapping[str, _Option]] = MappingProxyType({
    "bom": _Option(_SWITCH),
    "changes": _Option(_words("jsonl", "html", "off")),
    "clean": _Option({}, check=_recipe),
    "detect-language": _Option(_words("auto", "always", "off"), field="detect_language"),
    "flatten": _Option(_SWITCH),
    "forced": _Option(_words("all", "only", "split"), "selection"),
    "newline": _Option(_words("lf", "crlf")),
    "ocr": _Option(_words("fast", "default", "consensus", "off"), "ocr", "policy"),
    "ocr-language": _Option({}, "ocr", "language", _language),
    "rtl": _Option(_words("keep", "wrap")),
    "speakers": _Option(_words("auto", "prefix", "off")),
    "styles": _Option(_words("basic", "full")),
    "times": _Option(_SWITCH),
    "translate": _Option({}, "translate", "to", _languages, _tuple),
    "translate-engine": _Option({}, "translate", "engine", _entry),
    "translate-formality": _Option(_words("default", "more", "less"), "translate", "formality"),
    "translate-glossary": _Option({}, "translate", "glossary", _entry),
    "timeline": _Option(_words("presentation", "raw"), "selection"),
})  # fmt: skip


def _check(name: str) -> Check:
    def check(text: str) -> str:
        found = text.strip().lower()
        values, own = _OPTIONS[name].values, _OPTIONS[name].check
        if own is not None:
            return own(name, text.strip())
        if found not in values:
            raise UsageError(f"{name} is one of {', '.join(values)}, not {text[:80]!r}")
        return found

    return check


PROCESSING: Final[Mapping[str, Check]] = MappingProxyType({name: _check(name) for name in _OPTIONS})
"""What is supported, with what checks and tidies a value. Meanings are those of the options of
``cuelift extract`` with the same names."""


def with_processing(options: ExtractOptions, wanted: Mapping[str, str]) -> ExtractOptions:
    """Applies the processing options of a task.

    Raises:
        UsageError: one is unknown, or its value is.
    """
    parts: dict[str, dict[str, Any]] = {"": {}, "selection": {}, "ocr": {}, "translate": {}}
    for name, text in wanted.items():
        if name not in PROCESSING:
            raise UsageError(f"{name[:80]!r} is no processing option")
        option = _OPTIONS[name]
        kept = PROCESSING[name](text)
        parts[option.part][option.field or name] = option.values.get(kept, option.read(kept))
    if changes := parts[""].pop("changes", None):
        parts[""]["changes"] = _changes_name(options, changes)
    return replace(
        options,
        selection=replace(options.selection, **parts["selection"]),
        ocr=replace(options.ocr, **parts["ocr"]),
        translate=replace(options.translate, **parts["translate"]),
        **parts[""],
    )


def _changes_name(options: ExtractOptions, kind: str) -> str | None:
    """Beside the first target's files."""
    if kind == "off":
        return None
    folder, slash, _ = (options.all_targets[0].template or "").rpartition("/")
    return f"{folder}{slash}{{barename}}.changes.{kind}"


def with_translation(options: ExtractOptions, config: Translation) -> ExtractOptions:
    """Puts the engine and the glossary that a task names in the place of their names.

    Raises:
        UsageError: the configuration has none of that name.
    """
    asked = options.translate
    if not asked.to:
        return options
    engines, glossaries = config.engines, config.glossaries
    if not engines:
        raise UsageError("this server has no engine for translations (translation.engines)")
    name = asked.engine or config.default or (next(iter(engines)) if len(engines) == 1 else "")
    if name not in engines:
        known = ", ".join(engines)
        raise UsageError(f"translate-engine: {name!r} is none of this server's: {known}")
    if asked.glossary is not None and asked.glossary not in glossaries:
        known = ", ".join(glossaries) or "none"
        raise UsageError(
            f"translate-glossary: {asked.glossary!r} is none of this server's: {known}"
        )
    chosen = replace(
        asked,
        engine=engines[name].engine,
        key_file=engines[name].key_file,
        glossary=glossaries[asked.glossary] if asked.glossary else None,
        cache=config.cache,
    )
    return replace(options, translate=chosen)

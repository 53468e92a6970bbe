"""Which passes run, in which order, with which options: one string, or a TOML profile.

``hearing_impaired,dedupe,reflow:netflix`` names passes; behind a colon stand options, as
``key=value`` or the bare value of the pass's main option. A name that ends in ``.toml`` stands for
the steps of that profile, one ``[[pass]]`` table each.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from types import NoneType
from typing import Any, get_args, get_type_hints

import msgspec

from cuelift.errors import UsageError
from cuelift.text.base import Pass, read_local
from cuelift.text.registry import PASSES

MAX_STEPS = 64


class Step(msgspec.Struct, frozen=True):
    """One pass of a recipe."""

    name: str
    options: Any
    """The pass's own options struct."""

    @property
    def entry(self) -> Pass:
        """The pass."""
        return PASSES[self.name]


def parse_recipe(text: str, read: Callable[[str], str] = read_local) -> tuple[Step, ...]:
    """The steps that a string names.

    Args:
        text: as above; empty: no step.
        read: gives the text of a profile.

    Raises:
        UsageError: a pass, an option or a value is not known.
    """
    steps: list[Step] = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, *arguments = part.split(":")
        if part.endswith(".toml") and name.strip() not in PASSES:
            steps += parse_profile(read(part), part)
        else:
            steps.append(_step(name, _values(name, arguments), f"{part!r}"))
    if len(steps) > MAX_STEPS:
        raise UsageError(f"{len(steps)} passes; at most {MAX_STEPS} run")
    return tuple(steps)


def parse_profile(text: str, name: str) -> list[Step]:
    """The steps of a TOML profile.

    Raises:
        UsageError: it is no profile; the message says where.
    """
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{name}: {error}") from None
    entries = tables.pop("pass", None)
    if tables or not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
        raise UsageError(f"{name}: a profile holds [[pass]] tables and nothing else")
    steps = []
    for number, entry in enumerate(entries, 1):
        values = {key: value for key, value in entry.items() if key != "name"}
        steps.append(_step(str(entry.get("name", "")), values, f"{name}, pass {number}"))
    return steps


def recipe_text(steps: tuple[Step, ...]) -> str:
    """A string that ``parse_recipe`` takes, with every option that is not at its default.

    Values with a comma or a colon cannot stand in it; such steps are written without losing
    anything by ``step_records``.
    """
    return ",".join(_step_text(step) for step in steps)


def step_records(steps: tuple[Step, ...]) -> list[dict[str, Any]]:
    """The steps as plain values, for JSON; ``steps_of`` reads them."""
    return [{"name": step.name, "options": msgspec.to_builtins(step.options)} for step in steps]


def steps_of(records: list[dict[str, Any]]) -> tuple[Step, ...]:
    """The steps that were written by ``step_records``.

    Raises:
        UsageError: one of them is not known.
    """
    return tuple(
        _step(str(record.get("name")), record.get("options", {}), "recorded step")
        for record in records
    )


def _step(name: str, values: Mapping[str, Any], where: str) -> Step:
    entry = PASSES.get(name.strip())
    if entry is None:
        raise UsageError(f"{where}: pass {name!r} is not known; known are: {', '.join(PASSES)}")
    known = entry.options.__struct_fields__
    for key in values:
        if key not in known:
            has = f"it has {', '.join(known)}" if known else "it has none"
            raise UsageError(f"{where}: {entry.name} has no option {key!r}; {has}")
    try:
        options = msgspec.convert(dict(values), entry.options, strict=False)
    except msgspec.ValidationError as error:
        raise UsageError(f"{where}: {_told(entry.options, values, str(error))}") from None
    return Step(entry.name, options)


def _told(options: type[msgspec.Struct], values: Mapping[str, Any], error: str) -> str:
    """What is wrong with the value of an option, and what may stand there."""
    # It ends with the option: all others have defaults.
    name = error.rpartition("$.")[2].rstrip("`").partition("[")[0]
    hint = get_type_hints(options)[name]
    kinds = [kind for kind in get_args(hint) if kind is not NoneType] or [hint]
    if all(isinstance(kind, str) for kind in kinds):
        wanted = f"one of {', '.join(kinds)}"
    else:
        wanted = _KINDS.get(kinds[0], "something else")
    return f"{name} is {wanted}, not {str(values[name])[:80]!r}"


_KINDS = {bool: "true or false", int: "a whole number", float: "a number", str: "text"}


def _values(name: str, arguments: list[str]) -> dict[str, Any]:
    """The options of a step, from what stands behind its colons."""
    entry = PASSES.get(name.strip())
    values: dict[str, Any] = {}
    for argument in arguments:
        key, equals, value = argument.partition("=")
        if not equals:
            if entry is not None and entry.main is None:
                raise UsageError(f"{name}:{argument}: write an option as key=value")
            key, value = (entry.main or "") if entry else "", argument
        key = key.strip()
        if key in values:
            raise UsageError(f"{name}: option {key!r} is given twice")
        values[key] = value.strip()
    return values


def _step_text(step: Step) -> str:
    defaults = type(step.options)()
    parts = [step.name]
    for field in step.options.__struct_fields__:
        value = getattr(step.options, field)
        if value != getattr(defaults, field):
            shown = str(value).lower() if isinstance(value, bool) else str(value)
            parts.append(f"{field}={shown}")
    return ":".join(parts)

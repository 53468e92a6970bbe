"""Reads parameters: what each may be is data, which the description of the interface uses too.

An empty value, an empty array and an empty object all count as not sent: clients send them
uninvited.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias

import msgspec

from cuelift.imm.errors import invalid, missing

Kind: TypeAlias = Literal["string", "integer", "boolean", "array", "object"]

MAX_JSON_BYTES = 256 * 1024
MAX_DEPTH = 24
_SHOWN = 60
_TRUE = frozenset(("true", "1"))
_FALSE = frozenset(("false", "0"))
_INTEGER = re.compile(r"-?[0-9]{1,18}")


class Parameter(msgspec.Struct, frozen=True, kw_only=True):
    """One parameter of an action."""

    name: str
    kind: Kind = "string"
    required: bool = False
    minimum: int | None = None
    """Smallest integer, or fewest characters of a string."""
    maximum: int | None = None
    """Largest integer, or most characters of a string."""
    max_bytes: int | None = None
    """Most bytes of a string, or of the JSON text."""
    pattern: str | None = None
    """Of the whole string."""
    choices: tuple[str, ...] = ()
    default: int | bool | str | None = None
    about: str = ""


def read_parameters(wanted: Sequence[Parameter], sent: Mapping[str, str]) -> dict[str, Any]:
    """The values of an action's parameters; others that were sent are passed over.

    Args:
        wanted: the action's parameters.
        sent: names and texts.

    Returns: a value for each: str, int, bool, list or dict; its default or None where not sent.

    Raises:
        WireError: one is missing, or has a value that it may not have.
    """
    values: dict[str, Any] = {}
    for parameter in wanted:
        text = sent.get(parameter.name, "")
        value = _READERS[parameter.kind](parameter, text) if text else None
        if value is None and parameter.required:
            raise missing(parameter.name)
        values[parameter.name] = parameter.default if value is None else value
    return values


def _string(parameter: Parameter, text: str) -> str:
    check_text(parameter.name, text)
    if parameter.choices and text not in parameter.choices:
        raise invalid(parameter.name, f"it is one of {', '.join(parameter.choices)}")
    least, most = parameter.minimum or 0, parameter.maximum or MAX_JSON_BYTES
    if not least <= len(text) <= most:
        raise invalid(parameter.name, f"it has {least} to {most} characters")
    if parameter.max_bytes is not None and len(text.encode()) > parameter.max_bytes:
        raise invalid(parameter.name, f"it has at most {parameter.max_bytes} bytes")
    if parameter.pattern is not None and not re.fullmatch(parameter.pattern, text):
        raise invalid(parameter.name, f"{shown(text)} does not match {parameter.pattern}")
    return text


def _integer(parameter: Parameter, text: str) -> int:
    if not _INTEGER.fullmatch(text):
        raise invalid(parameter.name, f"{shown(text)} is no integer")
    value = int(text)
    low, high = parameter.minimum, parameter.maximum
    if (low is not None and value < low) or (high is not None and value > high):
        raise invalid(parameter.name, f"{value} is not within {low} to {high}")
    return value


def _boolean(parameter: Parameter, text: str) -> bool:
    lowered = text.lower()
    if lowered in _TRUE:
        return True
    if lowered in _FALSE:
        return False
    raise invalid(parameter.name, f"{shown(text)} is neither true nor false")


def _array(parameter: Parameter, text: str) -> list[Any] | None:
    value = _json(parameter, text)
    if value is not None and not isinstance(value, list):
        raise invalid(parameter.name, "it is a JSON array")
    return value or None


def _object(parameter: Parameter, text: str) -> dict[str, Any] | None:
    value = _json(parameter, text)
    if value is not None and not isinstance(value, dict):
        raise invalid(parameter.name, "it is a JSON object")
    return value or None


def _json(parameter: Parameter, text: str) -> Any:
    data = text.encode()
    most = parameter.max_bytes or MAX_JSON_BYTES
    if len(data) > most:
        raise invalid(parameter.name, f"it has at most {most} bytes")
    try:
        value = msgspec.json.decode(data)
    except (msgspec.MsgspecError, ValueError) as error:
        raise invalid(parameter.name, f"it cannot be read as JSON: {error}") from None
    except RecursionError:
        raise invalid(parameter.name, f"it is nested deeper than {MAX_DEPTH} levels") from None
    _check_json(parameter.name, value)
    return value


def _check_json(name: str, value: Any) -> None:
    level = [value]
    for _ in range(MAX_DEPTH + 1):
        below: list[Any] = []
        for item in level:
            if isinstance(item, str):
                check_text(name, item)
            elif isinstance(item, dict):
                below.extend(item)
                below.extend(item.values())
            elif isinstance(item, list):
                below.extend(item)
            elif isinstance(item, int) and not -(2**63) <= item < 2**63:
                raise invalid(name, "it holds an integer of more than 64 bits")
        if not below:
            return
        level = below
    raise invalid(name, f"it is nested deeper than {MAX_DEPTH} levels")


def check_text(name: str, text: str) -> None:
    """Refuses a text that cannot be kept everywhere.

    Raises:
        WireError: it holds a zero character, which no database text may.
    """
    if "\0" in text:
        raise invalid(name, "it holds a zero character")


def shown(text: str) -> str:
    """A text as a message may repeat it: short."""
    return repr(text if len(text) <= _SHOWN else text[:_SHOWN] + "...")


_READERS = {
    "string": _string,
    "integer": _integer,
    "boolean": _boolean,
    "array": _array,
    "object": _object,
}

"""Reads the fields of JSON objects inside parameters, and names them by their whole path."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cuelift.imm.errors import WireError, invalid
from cuelift.imm.parameters import shown


class Fields:
    """One JSON object, field by field; ``done`` refuses what nobody asked for."""

    def __init__(self, value: Any, path: str) -> None:
        """Begins with an object, or with None for one that was not sent.

        Raises:
            WireError: it is something else.
        """
        if value is not None and not isinstance(value, dict):
            raise invalid(path, "it is a JSON object")
        self._left: dict[str, Any] = dict(value or {})
        self.path = path

    def name(self, field: str) -> str:
        """The whole path of a field."""
        return f"{self.path}.{field}"

    def take(self, field: str) -> Any:
        """The value of a field as it was sent; None: not sent, or empty."""
        value = self._left.pop(field, None)
        return None if _is_unset(value) else value

    def text(self, field: str, most: int = 4096) -> str | None:
        """A string; None: not sent.

        Raises:
            WireError: something else, or longer than ``most``.
        """
        value = self.take(field)
        if value is None:
            return None
        if not isinstance(value, str):
            raise invalid(self.name(field), "it is a string")
        if len(value) > most:
            raise invalid(self.name(field), f"it has at most {most} characters")
        return value

    def flag(self, field: str) -> bool:
        """A boolean, also as text in any case; not sent: False.

        Raises:
            WireError: something else.
        """
        value = self.take(field)
        if value is None or isinstance(value, bool):
            return bool(value)
        if isinstance(value, str) and value.lower() in ("true", "false"):
            return value.lower() == "true"
        raise invalid(self.name(field), "it is neither true nor false")

    def array(self, field: str) -> list[Any]:
        """An array; not sent: empty.

        Raises:
            WireError: something else.
        """
        value = self.take(field)
        if value is None:
            return []
        if not isinstance(value, list):
            raise invalid(self.name(field), "it is a JSON array")
        return value

    def object(self, field: str) -> Fields:
        """An object; not sent: an empty one.

        Raises:
            WireError: something else.
        """
        return Fields(self.take(field), self.name(field))

    def refuse(self, field: str, why: str) -> None:
        """Refuses a field that was sent.

        Raises:
            WireError: it was.
        """
        if self.take(field) is not None:
            raise invalid(self.name(field), why)

    def rest(self) -> Mapping[str, Any]:
        """What is left that has a value."""
        return {name: value for name, value in self._left.items() if not _is_unset(value)}

    def done(self) -> None:
        """Ends the object.

        Raises:
            WireError: a field that is not known has a value.
        """
        for field in self.rest():
            raise self.unknown(field)

    def unknown(self, field: str) -> WireError:
        """The error for a field that is not known."""
        return invalid(f"{self.path}.{shown(field)[1:-1]}", "it is not known here")


def _is_unset(value: Any) -> bool:
    if value is None or value == "":
        return True
    if isinstance(value, dict):
        return all(_is_unset(item) for item in value.values())
    return isinstance(value, list) and not value

"""Reads what a caller says of an engine: ``NAME``, ``NAME:WHERE``, ``NAME:WHERE?option=value``."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple
from urllib.parse import parse_qsl

import msgspec

from cuelift.errors import TranslateError, UsageError
from cuelift.store.buckets import NetworkPolicy

OWN_VARIABLE = "CUELIFT_TRANSLATE_KEY"
_LONGEST_KEY = 4096
_SECRET = ("key", "token", "secret", "auth", "password")


class Secret:
    """A key that shows in no representation."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def __bool__(self) -> bool:
        """Whether there is one."""
        return bool(self._value)

    def __repr__(self) -> str:
        """Without the key."""
        return "Secret(***)" if self._value else "Secret()"

    def reveal(self) -> str:
        """The key."""
        return self._value

    def hide_in(self, text: str) -> str:
        """A text without the key."""
        return text.replace(self._value, "***") if self._value else text


NO_SECRET: Final = Secret("")


class EngineSpec(NamedTuple):
    """An engine as a caller names it."""

    name: str
    where: str
    """URL, folder or mode; empty: the engine's own."""
    options: Mapping[str, str]


class EngineOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What engines must know beside their names."""

    key_file: str | None = None
    environment: Mapping[str, str] = MappingProxyType({})
    formality: str = "default"
    timeout_s: float = 60.0
    network: NetworkPolicy | None = None

    def __repr__(self) -> str:
        """Without the environment, which may hold keys."""
        return f"EngineOptions(key_file={self.key_file!r}, formality={self.formality!r})"

    def key(self, *names: str) -> Secret:
        """The engine's key: the one of the file, else of the first variable that is set.

        Args:
            names: of variables, after ``CUELIFT_TRANSLATE_KEY``, which is looked at for any engine.

        Raises:
            TranslateError: the file cannot be read or holds no key.
        """
        if self.key_file is None:
            for name in (OWN_VARIABLE, *names):
                value = self.environment.get(name)
                if value:
                    return _secret(value.strip(), f"the variable {name}")
            return NO_SECRET
        try:
            with Path(self.key_file).open(encoding="utf-8") as file:
                text = file.read(_LONGEST_KEY).strip()
        except (OSError, UnicodeDecodeError):
            raise TranslateError(f"the key file {self.key_file} cannot be read") from None
        return _secret(text, f"the key file {self.key_file}")


def _secret(text: str, where: str) -> Secret:
    if not text or not text.isascii() or not text.isprintable():
        raise TranslateError(f"{where} does not hold a key of one line")
    return Secret(text)


def parse_spec(text: str) -> EngineSpec:
    """Reads an engine's name, place and options.

    Raises:
        UsageError: an option is given twice or without value, or holds a key.
    """
    head, _, query = text.partition("?")
    name, _, where = head.partition(":")
    options: dict[str, str] = {}
    try:
        fields = parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query))
    except ValueError:
        raise UsageError(f"engine {name[:40]!r}: its options are not option=value&...") from None
    for option, value in fields:
        if option in options:
            raise UsageError(f"engine {name[:40]!r}: the option {option[:40]!r} is given twice")
        if any(part in option.lower() for part in _SECRET):
            raise UsageError(
                f"engine {name[:40]!r}: keys are taken from the environment or a key file, "
                "where other users do not see them"
            )
        options[option] = value
    return EngineSpec(name.strip().lower(), where.strip(), MappingProxyType(options))


def check_options(spec: EngineSpec, known: Iterable[str]) -> None:
    """Refuses options that an engine does not know.

    Raises:
        UsageError: there is one; the message lists those that are known.
    """
    known = sorted(known)
    for option in spec.options:
        if option not in known:
            listed = ", ".join(known) or "none"
            raise UsageError(f"engine {spec.name}: unknown option {option[:40]!r}; known: {listed}")


def environment() -> Mapping[str, str]:
    """The variables of this process; for composition roots."""
    return os.environ

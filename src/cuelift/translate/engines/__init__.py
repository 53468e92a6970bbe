"""The engines that translate, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from cuelift.errors import UsageError
from cuelift.translate.engines.base import Engine, Limits, Request, Text
from cuelift.translate.engines.spec import EngineOptions, EngineSpec, Secret, parse_spec

__all__ = [
    "ENGINES",
    "Engine",
    "EngineOptions",
    "EngineSpec",
    "Limits",
    "Request",
    "Secret",
    "Text",
    "open_engine",
]


def _apertium(spec: EngineSpec, options: EngineOptions) -> Engine:
    from cuelift.translate.engines.apertium import ApertiumEngine

    return ApertiumEngine(spec, options)


def _ctranslate2(spec: EngineSpec, options: EngineOptions) -> Engine:
    from cuelift.translate.engines.ctranslate2 import CTranslate2Engine

    return CTranslate2Engine(spec, options)


def _deepl(spec: EngineSpec, options: EngineOptions) -> Engine:
    from cuelift.translate.engines.deepl import DeepLEngine

    return DeepLEngine(spec, options)


def _libretranslate(spec: EngineSpec, options: EngineOptions) -> Engine:
    from cuelift.translate.engines.libretranslate import LibreTranslateEngine

    return LibreTranslateEngine(spec, options)


def _openai(spec: EngineSpec, options: EngineOptions) -> Engine:
    from cuelift.translate.engines.openai import OpenAiEngine

    return OpenAiEngine(spec, options)


ENGINES: Mapping[str, Callable[[EngineSpec, EngineOptions], Engine]] = MappingProxyType(
    {
        "apertium": _apertium,
        "ctranslate2": _ctranslate2,
        "deepl": _deepl,
        "libretranslate": _libretranslate,
        "openai": _openai,
    }
)
"""Makes each engine; nothing is loaded or asked before it translates."""

USAGE: Mapping[str, str] = MappingProxyType(
    {
        "apertium": "apertium[:MODE]",
        "ctranslate2": "ctranslate2:FOLDER",
        "deepl": "deepl[:URL]",
        "libretranslate": "libretranslate:URL",
        "openai": "openai[:URL]?model=NAME",
    }
)
"""How each is asked for."""


def open_engine(text: str, options: EngineOptions) -> Engine:
    """An engine by its specification, such as ``libretranslate:http://host:5000``.

    Raises:
        UsageError: it names no engine, or leaves out what that engine needs.
        TranslateError: the engine's key cannot be had.
    """
    spec = parse_spec(text)
    make = ENGINES.get(spec.name)
    if make is None:
        known = ", ".join(USAGE.values())
        raise UsageError(f"{spec.name[:40]!r} is no translation engine; known: {known}")
    return make(spec, options)

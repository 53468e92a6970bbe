"""The configuration of a server: one TOML file, every value with a default.

Secrets may be given by the name of an environment variable: any string ``env:NAME`` is replaced
by that variable's value when the file is read.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, TypeVar

import msgspec

from cuelift.errors import UsageError
from cuelift.store.buckets import Bucket, is_bucket_name

_ENVIRONMENT = "env:"
_MESSAGE = re.compile(r"^(?P<text>.*?)(?: - at `\$(?P<path>[^`]*)`)?$", re.DOTALL)
_KEY = re.compile(r"[^.\[\]]+")
_UNKNOWN = re.compile(r"unknown field `(?P<name>[^`]*)`")
T = TypeVar("T")
_SECRETS = ("secret", "token", "key", "password")


class Limits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What tasks may take."""

    concurrency: int | None = None
    """Tasks that one worker process runs at once; None: two per processor."""
    project_concurrency: int = 8
    """Tasks of one project that run at once, over all workers."""
    waiting: int = 10_000
    """Tasks of one project that may wait or run; more are refused for the time being."""
    memory_mb: int = 512
    """Of the process of one task."""
    processor_s: int = 600
    wall_s: int = 3600
    output_mb: int = 512
    max_read: float = 1.0
    """Share of a remote object that a search without an index may read."""
    attempts: int = 5
    """Tries of a task whose failure may pass."""
    projects: int = 100
    project_queries: int = 100
    """Requests a second that one API process answers for one project."""


class Topic(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where messages of one topic name go."""

    kind: Literal["mns", "webhook"]
    url: str
    """MNS: its endpoint. Webhook: where to POST."""
    topic: str | None = None
    """MNS: the topic's name there; None: the same."""
    access_key_id: str | None = None
    access_key_secret: str | None = None
    security_token: str | None = None
    secret: str | None = None
    """Webhook: of Standard Webhooks, ``whsec_...``."""
    encoding: Literal["plain", "base64"] = "plain"
    """Of an MNS message's body."""
    format: Literal["imm", "cloudevents"] = "imm"
    """``imm``: the documented envelope."""
    attempts: int = 12
    """Deliveries tried before a message is put on the dead-letter list."""

    def __repr__(self) -> str:
        """Without secrets."""
        return f"Topic({self.kind!r}, {self.url.partition('?')[0]!r})"


class Prices(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an estimate of cost reckons with."""

    currency: str = ""
    text_track: float = 0.0
    graphical_minute: float = 0.0
    gigabyte_read: float = 0.0
    thousand_get: float = 0.0
    thousand_put: float = 0.0
    thousand_characters: float = 0.0
    """Of source text that was translated."""


class Sources(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where films may lie beside ``oss://``."""

    schemes: tuple[Literal["s3", "https", "http"], ...] = ()
    allowed_hosts: tuple[str, ...] = ()
    """Hosts and networks that may be asked although they are loopback, private or metadata."""


class TranslationEngine(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who translates."""

    engine: str
    """As ``--translate-engine`` takes it."""
    key_file: str | None = None
    """Holds its key; None: its environment variable does, if it needs one."""


class Translation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who translates for tasks, and with which terms; tasks choose by name."""

    engines: dict[str, TranslationEngine] = {}
    default: str | None = None
    """The engine of tasks that name none; None: the only one."""
    glossaries: dict[str, str] = {}
    """Files of terms."""
    cache: str | None = None
    """A folder that keeps translations; None: none are kept."""


class Config(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All of it."""

    region: str = "local"
    account: str = "1000000000000001"
    retention_days: float = 7.0
    """After its end, until a task is forgotten; its usage is kept."""
    heartbeat_s: float = 5.0
    dead_after_s: float = 20.0
    """Without a heartbeat a worker counts as dead, and others take over its tasks."""
    limits: Limits = Limits()
    sources: Sources = Sources()
    bucket_folder: str | None = None
    """Buckets without an entry are folders in here. None: ``buckets`` in the data folder; empty:
    there are no others. All machines must see the same folder, or there should be none."""
    buckets: dict[str, Bucket] = {}
    topics: dict[str, Topic] = {}
    prices: Prices = Prices()
    translation: Translation = Translation()


def read_config(path: str, environment: Mapping[str, str] = os.environ) -> Config:
    """Reads the configuration file of a server.

    Args:
        path: of a TOML file.
        environment: where ``env:NAME`` is looked up.

    Raises:
        UsageError: the file cannot be read, or a value is not what it must be; the message names
            the file, the key and the value, but no secret.
    """
    try:
        written = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror or error}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: not TOML: {error}") from error
    filled = _fill(written, (), path, environment)
    named: dict[str, dict[str, Any]] = {}
    for section, kind in (("buckets", Bucket), ("topics", Topic)):
        entries = filled.pop(section, {})
        if not isinstance(entries, dict):
            raise UsageError(f"{path}: {section} = {entries!r}: must be a table")
        named[section] = {
            name: _convert(entry, kind, f"{section}.{name}", path)
            for name, entry in entries.items()
        }
    for name in named["buckets"]:
        if not is_bucket_name(name):
            raise UsageError(
                f"{path}: buckets.{name}: the name of a bucket has 3 to 63 of a-z 0-9 -; under "
                "another name its entry has name = '...'"
            )
    config = msgspec.structs.replace(_convert(filled, Config, "", path), **named)
    _check(config, path)
    return config


def _fill(value: Any, keys: tuple[str, ...], path: str, environment: Mapping[str, str]) -> Any:
    """The value with ``env:NAME`` replaced, throughout."""
    if isinstance(value, dict):
        return {name: _fill(v, (*keys, name), path, environment) for name, v in value.items()}
    if isinstance(value, list):
        return [_fill(v, (*keys, str(i)), path, environment) for i, v in enumerate(value)]
    if not isinstance(value, str) or not value.startswith(_ENVIRONMENT):
        return value
    name = value.removeprefix(_ENVIRONMENT)
    if name not in environment:
        raise UsageError(f"{path}: {'.'.join(keys)} = {value!r}: there is no such variable")
    return environment[name]


def _convert(value: Any, kind: type[T], prefix: str, path: str) -> T:
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        match = _MESSAGE.match(str(error))
        said, where = (match["text"], match["path"]) if match else (str(error), None)
        keys = _KEY.findall(where or "")
        if unknown := _UNKNOWN.search(said):
            keys.append(unknown["name"])
            said = "there is no such key"
        raise UsageError(
            f"{path}: {'.'.join(filter(None, [prefix, *keys])) or 'the file'}"
            f"{_shown(value, keys)}: {said}"
        ) from error


def _shown(value: Any, keys: list[str]) -> str:
    """The value under these keys, unless it may be a secret."""
    for key in keys:
        if isinstance(value, list):
            value = value[int(key)]
        else:
            value = value.get(key) if isinstance(value, dict) else None
    if isinstance(value, dict) or any(part in key for key in keys for part in _SECRETS):
        return ""
    return f" = {value!r}"


def _check(config: Config, path: str) -> None:
    """Refuses numbers that make no sense."""
    bounds: list[tuple[str, float, bool]] = [
        (f"limits.{name}", value, value > 0)
        for name, value in msgspec.structs.asdict(config.limits).items()
        if value is not None
    ]
    bounds += [
        ("retention_days", config.retention_days, config.retention_days > 0),
        ("heartbeat_s", config.heartbeat_s, config.heartbeat_s > 0),
        ("dead_after_s", config.dead_after_s, config.dead_after_s > 2 * config.heartbeat_s),
    ]
    for key, value, fits in bounds:
        if not fits:
            wanted = "more than two heartbeats" if key == "dead_after_s" else "more than 0"
            raise UsageError(f"{path}: {key} = {value!r}: must be {wanted}")
    for name, topic in config.topics.items():
        lacking = {
            "mns": [k for k in ("access_key_id", "access_key_secret") if not getattr(topic, k)],
            "webhook": [] if topic.secret else ["secret"],
        }[topic.kind]
        if lacking:
            raise UsageError(f"{path}: topics.{name}: {topic.kind} needs {' and '.join(lacking)}")

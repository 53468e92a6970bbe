"""Logging of a server: a line of text or of JSON per record, without secrets."""

from __future__ import annotations

import logging
import re
import sys
import time
from typing import Any, TextIO

import msgspec

from cuelift.store.redact import HIDDEN, SECRET_PARTS

_SECRET = re.compile(
    rf"""(?ix)
    ( (?: {"|".join(map(re.escape, SECRET_PARTS))} | \b sig ) [\w-]{{0,40}}
      ["']? \s* (?: [=:] | %3D ) \s* ["']?
      (?: (?: bearer | oss2? | mns | [a-z0-9]+-hmac-sha256 ) \s+ )? )
    [^\s&"',;)}}\]]+
    """
)
_USERINFO = re.compile(r"(://[^\s/:@]*:)[^\s/]+@")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
"""What would begin another line, or steer a terminal: paths of requests may hold it."""
_USUAL = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "color_message"}


def hide_secrets(text: str) -> str:
    """The text without passwords, tokens and signatures."""
    return _USERINFO.sub(rf"\1{HIDDEN}@", _SECRET.sub(rf"\1{HIDDEN}", text))


def _fields(record: logging.LogRecord) -> dict[str, Any]:
    return {name: value for name, value in vars(record).items() if name not in _USUAL}


class TextFormatter(logging.Formatter):
    """``2026-11-23T03:42:56Z INFO cuelift.server: message (task=..., status=...)``."""

    converter = staticmethod(time.gmtime)

    def format(self, record: logging.LogRecord) -> str:
        """One record, and its traceback if it has one."""
        fields = _fields(record)
        extra = f" ({', '.join(f'{k}={v}' for k, v in fields.items())})" if fields else ""
        line = (
            f"{self.formatTime(record, '%Y-%m-%dT%H:%M:%SZ')} {record.levelname} "
            f"{record.name}: {record.getMessage()}{extra}"
        )
        line = _CONTROL.sub(lambda match: repr(match[0])[1:-1], line)
        if record.exc_info:
            line += "\n" + self.formatException(record.exc_info)
        return hide_secrets(line)


class JsonFormatter(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """One record, its traceback as ``exception``."""
        line: dict[str, Any] = {
            "time": f"{time.strftime('%Y-%m-%dT%H:%M:%S', time.gmtime(record.created))}"
            f".{int(record.msecs):03}Z",
            "level": record.levelname,
            "logger": record.name,
            "message": hide_secrets(record.getMessage()),
        }
        for name, value in _fields(record).items():
            line[name] = hide_secrets(value) if isinstance(value, str) else value
        if record.exc_info:
            line["exception"] = hide_secrets(self.formatException(record.exc_info))
        return msgspec.json.encode(line, enc_hook=str).decode()


def set_up_logging(*, as_json: bool, access_log: bool, stream: TextIO | None = None) -> None:
    """Sends all records to standard error."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonFormatter() if as_json else TextFormatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("cuelift").setLevel(logging.INFO)
    logging.getLogger("cuelift.access").setLevel(logging.INFO if access_log else logging.WARNING)
    # What a client sends wrong is answered, and counted; it is no news.
    logging.getLogger("uvicorn").setLevel(logging.ERROR)

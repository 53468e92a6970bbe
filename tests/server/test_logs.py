from __future__ import annotations

import io
import json
import logging

import pytest

from cuelift.server.logs import JsonFormatter, TextFormatter, hide_secrets, set_up_logging


@pytest.fixture
def logged():
    """Logs into a text, and puts the root logger back."""
    root = logging.getLogger()
    kept = list(root.handlers), root.level
    names = ("cuelift", "cuelift.access", "uvicorn")
    levels = {name: logging.getLogger(name).level for name in names}
    stream = io.StringIO()
    yield stream
    root.handlers[:], level = kept
    root.setLevel(level)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Authorization: Bearer clbt_abc123", "clbt_abc123"),
        ("Authorization: ACS3-HMAC-SHA256 Credential=a,Signature=f00", "f00"),
        ("GET /?Signature=f00%3D&a=b", "f00"),
        ("x-acs-security-token: CAIS1", "CAIS1"),
        ("x-acs-bearer-token=tok1", "tok1"),
        ("{'access_key_secret': 'sec1'}", "sec1"),
        ("AccessKeySecret=sec1", "sec1"),
        ("SecurityToken=tok1", "tok1"),
        ("postgresql://user:passw0rd@host/db", "passw0rd"),
        ("postgresql://user:pass@w0rd@host/db", "w0rd"),
        ("Authorization: OSS CL1:c2ln", "c2ln"),
        ("Authorization: MNS CL1:c2ln", "c2ln"),
        ("password = hunter2", "hunter2"),
    ],
)
def test_secrets_are_hidden(text, hidden):
    assert hidden not in hide_secrets(text)
    assert "***" in hide_secrets(text)


def test_what_is_no_secret_stays():
    text = "task ended (task=MediaConvert-1, code=NotFound, uri=https://host/a?b=c)"

    assert hide_secrets(text) == text


def record(**extra):
    made = logging.makeLogRecord(
        {"name": "cuelift.x", "levelname": "INFO", "msg": "a\nb", "created": 0.5, "msecs": 500}
    )
    made.__dict__.update(extra)
    return made


def test_a_line_of_text():
    line = TextFormatter().format(record(task="t", what="Signature=abc"))

    assert line == ("1970-01-01T00:00:00Z INFO cuelift.x: a\\nb (task=t, what=Signature=***)")


def test_what_a_caller_sends_stays_on_its_line_of_text():
    line = TextFormatter().format(record(path="/\r2026 INFO \x1b[2J\x85\u2028é"))

    assert line.endswith(r"(path=/\r2026 INFO \x1b[2J\x85\u2028é)")


def test_a_line_of_json():
    line = json.loads(JsonFormatter().format(record(ms=1.5, what="Signature=abc", odd={1, 2})))

    assert line == {
        "time": "1970-01-01T00:00:00.500Z",
        "level": "INFO",
        "logger": "cuelift.x",
        "message": "a\nb",
        "ms": 1.5,
        "what": "Signature=***",
        "odd": [1, 2],
    }


@pytest.mark.parametrize("as_json", [False, True])
def test_tracebacks_are_told_without_secrets(logged, as_json):
    set_up_logging(as_json=as_json, access_log=False, stream=logged)
    try:
        raise ValueError("password=hunter2")
    except ValueError:
        logging.getLogger("cuelift.x").exception("it failed")

    assert "Traceback" in logged.getvalue()
    assert "hunter2" not in logged.getvalue()


@pytest.mark.parametrize("wanted", [False, True])
def test_requests_are_told_when_wanted(logged, wanted):
    set_up_logging(as_json=False, access_log=wanted, stream=logged)
    logging.getLogger("cuelift.access").info("answered")
    logging.getLogger("other").info("noise")

    assert ("answered" in logged.getvalue()) == wanted
    assert "noise" not in logged.getvalue()

"""The command itself; what it runs is tested in ``tests/server/test_run.py``."""

from __future__ import annotations

import pytest

from cuelift.cli.main import run


@pytest.fixture
def served(monkeypatch):
    found = []
    monkeypatch.setattr("cuelift.server.run.serve", lambda settings, say: found.append(settings))
    return found


def test_the_command_line_becomes_settings(served, tmp_path):
    code = run(["serve", "--data", str(tmp_path), "--role", "api", "--port", "0", "--log-json"])

    [settings] = served
    assert code == 0
    assert (settings.role, settings.log_json, settings.access_log) == ("api", True, False)
    assert (settings.listen.host, settings.listen.port) == ("127.0.0.1", 0)
    assert settings.place.data == str(tmp_path)
    assert settings.listen.tls_cert is None


def test_certificate_and_key_go_together(served, tmp_path):
    (tmp_path / "cert.pem").touch()

    assert run(["serve", "--tls-cert", str(tmp_path / "cert.pem")]) == 2
    assert served == []

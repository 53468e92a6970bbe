from __future__ import annotations

import pytest

from cuelift.cli import server_options
from cuelift.cli.main import run
from cuelift.errors import UsageError


def test_a_missing_extra_is_told_by_its_name(monkeypatch, capsys, tmp_path):
    def find_spec(name):
        return None if name == "dbos" else object()

    monkeypatch.setattr(server_options, "find_spec", find_spec)
    code = run(["keys", "list", "--data", str(tmp_path)])

    assert code == 2
    assert "cuelift keys list needs the extra: pip install 'cuelift[server]'" in (
        capsys.readouterr().err
    )
    with pytest.raises(UsageError, match="cuelift serve needs the extra"):
        server_options.require_server("cuelift serve")


def test_the_place_is_taken_from_the_environment(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("CUELIFT_DATA", str(tmp_path / "there"))

    assert run(["keys", "list"]) == 0
    assert (tmp_path / "there/secret.key").exists()

from __future__ import annotations

import socket
import time

import pytest

from cuelift.cli import server_options
from cuelift.cli.main import run
from cuelift.errors import UsageError
from cuelift.server.data import Place


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


def test_an_unreachable_database_is_waited_for_and_given_up(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(server_options, "NOTICE_S", 0.2)
    monkeypatch.setattr(server_options, "PATIENCE_S", 0.8)
    with socket.socket() as taken:  # and not listening
        taken.bind(("127.0.0.1", 0))
        url = f"postgresql://u:hidden@127.0.0.1:{taken.getsockname()[1]}/x"
        begun = time.monotonic()
        code = run(["keys", "list", "--data", str(tmp_path), "--database", url])
        took = time.monotonic() - begun

    err = capsys.readouterr().err
    assert code == 3
    assert took < 8
    assert err.index("waiting for the database") < err.index("does not answer")
    assert "hidden" not in err


@pytest.mark.parametrize("command", [("keys", "list"), ("serve", "--port", "0")])
@pytest.mark.parametrize("url", ["sqlite://", "postgresql://h:bad/x"])
def test_an_address_of_no_database_is_a_mistake_in_usage(
    monkeypatch, tmp_path, capsys, command, url
):
    monkeypatch.setattr("cuelift.server.run.set_up_logging", lambda **_: None)
    assert run([*command, "--data", str(tmp_path), "--database", url]) == 2
    assert capsys.readouterr().err.startswith("cuelift: ")


def test_nothing_is_said_of_a_database_that_answers(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(server_options, "NOTICE_S", 1.0)
    with server_options.opened(Place(data=str(tmp_path))):
        time.sleep(1.2)

    assert capsys.readouterr().err == ""

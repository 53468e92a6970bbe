from __future__ import annotations

import os

import pytest

from cuelift.errors import ServiceError, UsageError
from cuelift.jobs.config import Config
from cuelift.server.data import Place


def test_everything_lies_in_the_folder(tmp_path):
    place = Place(data=str(tmp_path / "a/b"))
    with place.open() as database:
        assert database.keys.keys() == []

    assert not place.shared
    assert place.tables_url == f"sqlite:///{tmp_path}/a/b/cuelift.sqlite"
    assert place.engine_url == f"sqlite:///{tmp_path}/a/b/engine.sqlite"
    assert place.read_config() == Config()
    assert (tmp_path / "a/b").stat().st_mode & 0o777 == 0o700


def test_a_database_elsewhere_holds_the_tables_of_both(tmp_path):
    place = Place(data=str(tmp_path), database="postgresql://u:pass@host/db")

    assert place.shared
    assert place.tables_url == place.engine_url == "postgresql://u:pass@host/db"
    assert "pass" not in repr(place)


def test_the_configuration_is_the_one_named(tmp_path):
    (tmp_path / "config.toml").write_text("region = 'here'")
    (tmp_path / "other.toml").write_text("region = 'there'")

    assert Place(data=str(tmp_path)).read_config().region == "here"
    named = Place(data=str(tmp_path), config=str(tmp_path / "other.toml"))
    assert named.read_config().region == "there"


def test_a_folder_that_cannot_be_is_told(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="file"):
        Place(data=str(tmp_path / "file")).make_folder()
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(UsageError, match="cannot be written to"):
        Place(data=str(tmp_path)).make_folder()


def test_a_database_of_another_key_is_not_opened(tmp_path):
    place = Place(data=str(tmp_path))
    with place.open():
        pass
    (tmp_path / "secret.key").unlink()

    with pytest.raises(ServiceError, match="key file"), place.open():
        pass
    assert place.keyring().derive("a") != place.keyring().derive("b")


@pytest.mark.parametrize("database", ["sqlite://", "sqlite:///", "postgresql://h:bad/x"])
def test_an_address_that_no_server_can_use_is_told(tmp_path, database):
    with pytest.raises(UsageError, match=r"a database in memory|not the address"):
        Place(data=str(tmp_path), database=database).open().__enter__()

"""No file belongs to two sources of a run."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from cuelift.errors import UsageError
from cuelift.extract.claims import Claims


@pytest.fixture
def claims(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Claims:
    monkeypatch.chdir(tmp_path)
    made = Claims(str(tmp_path / "claims"))
    made.prepare(["film.mkv", "s3://b/film.mkv", "b\udcff.mkv"])
    return made


def test_the_first_source_keeps_a_file(claims):
    claims.take(0, "ep1.mkv", ["a.vtt", "ep110.vtt"])
    with pytest.raises(UsageError, match=r"ep110.vtt' is already that of ep1.mkv"):
        claims.take(1, "ep11.mkv", ["other.vtt", "./ep110.vtt"])

    claims.take(0, "ep1.mkv", ["ep110.vtt"])
    claims.take(2, "third.mkv", ["other.vtt"])


@pytest.mark.parametrize("name", ["film.mkv", "./film.mkv", "s3://b/film.mkv", "b\udcff.mkv"])
def test_sources_belong_to_nobody(claims, name):
    with pytest.raises(UsageError, match="this run reads or writes"):
        claims.take(0, "film.mkv", [name])


def test_claims_hold_in_other_processes(claims):
    other = pickle.loads(pickle.dumps(claims))
    claims.take(0, "a", ["a.vtt"])

    with pytest.raises(UsageError, match="already that of a"):
        other.take(1, "b", ["a.vtt"])

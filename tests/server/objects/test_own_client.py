"""Our own commands against our own buckets: copy in, look, extract, copy out."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from cuelift.cli.main import run
from cuelift.store import collect, copy_options, signed_write
from tests.server.objects.conftest import KEY, SECRET, TOKEN
from tests.support.small import LINES, Text, mkv


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("OSS_ENDPOINT", server.endpoint)
    monkeypatch.setenv("OSS_ACCESS_KEY_ID", KEY)
    monkeypatch.setenv("OSS_ACCESS_KEY_SECRET", SECRET)
    monkeypatch.delenv("OSS_SESSION_TOKEN", raising=False)
    monkeypatch.delenv("OSS_REGION", raising=False)
    monkeypatch.delenv("CUELIFT_OSS_API", raising=False)
    return tmp_path


def test_a_film_goes_in_and_its_captions_come_out(folder, server, capsys):
    (folder / "film.mkv").write_bytes(mkv(Text(LINES), Text(LINES, language="ger")))

    assert run(["cp", "film.mkv", "oss://films/in/a film +é.mkv", "-q"]) == 0
    assert run(["ls", "-r", "oss://films/in/"]) == 0
    assert "oss://films/in/a film +é.mkv" in capsys.readouterr().out
    template = "oss://films/out/{barename}.{streamindex}.{autoext}"
    assert run(["extract", "oss://films/in/a film +é.mkv", "-o", template, "-q"]) == 0
    assert run(["cp", "-r", "oss://films/out/", "back/", "-q"]) == 0

    assert server.objects() == [
        "in", "in/a film +é.mkv", "out", "out/a film +é.0.vtt", "out/a film +é.1.vtt",
    ]  # fmt: skip
    assert (folder / "back/a film +é.0.vtt").read_text().startswith("WEBVTT")


def test_a_temporary_key_is_used_with_its_token(folder, server, monkeypatch, capsys):
    (folder / "a.vtt").write_text("WEBVTT")
    monkeypatch.setenv("OSS_ACCESS_KEY_ID", "sts-key")
    assert run(["cp", "a.vtt", "oss://films/a.vtt"]) == 3

    monkeypatch.setenv("OSS_SESSION_TOKEN", TOKEN)
    assert run(["cp", "a.vtt", "oss://films/a.vtt"]) == 0
    assert server.objects() == ["a.vtt"]


def test_a_large_object_goes_in_parts_and_back(folder, server, monkeypatch, capsys):
    monkeypatch.setattr(copy_options, "UPLOAD_PART", 200_000)
    data = random.Random(7).randbytes(1_500_000)
    (folder / "film.mkv").write_bytes(data)

    assert run(["cp", "film.mkv", "oss://films/film.mkv", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["requests"]["put"] == 10
    assert (server.bucket / "film.mkv").read_bytes() == data
    assert run(["cp", "oss://films/film.mkv", "back.mkv", "-q"]) == 0
    assert (folder / "back.mkv").read_bytes() == data


def test_a_large_output_is_written_in_parts(folder, server, monkeypatch):
    for module, name in ((collect, "PART_BYTES"), (signed_write, "PART_BYTES")):
        monkeypatch.setattr(module, name, 150_000)
    monkeypatch.setattr(signed_write, "part_bytes", lambda _: 150_000)
    from cuelift.store import StoreOptions, open_target, parse_uri
    from cuelift.store.base import Counters

    place = parse_uri("oss://films/big.jsonl")
    writer = open_target(place, StoreOptions(), Counters()).writer(place.key)
    writer.write(b"x" * 500_000)
    writer.commit()

    assert (server.bucket / "big.jsonl").stat().st_size == 500_000


def test_one_level_of_a_bucket(folder, server, capsys):
    for key in ("a.mkv", "d/b.mkv", "d/e/c.mkv"):
        path = server.bucket / key
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(key)

    assert run(["ls", "oss://films/", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert [row["uri"] for row in shown] == ["oss://films/a.mkv", "oss://films/d/"]


def test_another_secret_is_refused(folder, server, monkeypatch, capsys):
    monkeypatch.setenv("OSS_ACCESS_KEY_SECRET", "wrong")

    assert run(["ls", "oss://films/"]) == 3
    assert "403" in capsys.readouterr().err
